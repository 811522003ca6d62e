"""What is due -> a calendar file (.ics) that any agenda opens: one event a day to keep, all day long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from indicators.alerts import Alert

_REMIND = timedelta(days=-14)


def calendar_of(alerts: Iterable[Alert], names: Mapping[str, str], made_at: datetime) -> bytes:
    """Return the calendar of the alerts that have a day, each with its text, its owner and a reminder two weeks before.

    `names`: residences by code. The same alert has the same identity from one file to the next: an agenda that takes the file
    again moves its events, and does not double them.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Palier//Echeances//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Palier : échéances")
    for alert in alerts:
        if alert.due_on is not None:
            calendar.add_component(_event(alert, names.get(alert.residence, alert.residence), made_at))
    written: bytes = calendar.to_ical()
    return written


def _event(alert: Alert, name: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{alert.key}@palier")
    event.add("dtstamp", made_at)
    event.add("dtstart", alert.due_on)
    event.add("summary", f"{alert.title} – {name}" if name else alert.title)
    event.add("description", f"{alert.text}.\nPour : {alert.owner}.\n{alert.basis}.")
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", alert.title)
    reminder.add("trigger", _REMIND)
    event.add_component(reminder)
    return event
