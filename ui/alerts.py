"""What is due, one list for the association and one a residence: put aside with a reason, taken away as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from access import audit
from access.clock import now, today
from access.dismissals import DATED, REASONS, BadReason, Dismissal, dismiss, dismissals, restore
from indicators.alerts import Alert, alerts
from indicators.places import places
from reports.calendar_file import calendar_of
from ui import figures, visitor, words
from ui.links import see

_STATES = {
    "late": ("En retard", "red", ":material/priority_high:"),
    "due": ("À faire", "orange", ":material/assignment_late:"),
    "coming": ("À venir", "blue", ":material/event:"),
}
_ORIGINS = {
    "LEGAL": "obligation légale",
    "CONV": "convention",
    "CALL": "calendrier du financeur",
    "INT": "choix de l'association",
}
_ASSOCIATION = "L'association"
_FIRST = 5


@dataclass(frozen=True)
class _Line:
    """Alerts of one rule and one day: one line, whatever the number of residences."""

    alerts: tuple[Alert, ...]
    place: str  # the one residence that it is about, empty for several and for the association

    @property
    def one(self) -> Alert:
        return self.alerts[0]

    @property
    def key(self) -> str:
        return "+".join(alert.key for alert in self.alerts)


def show(version: str, codes: tuple[str, ...] = ()) -> None:
    """List what is due in these residences (all in sight if empty): the first lines, the others and those put aside a click away."""
    names = {place.code: place.short_name for place in figures.residences(version)}
    aside = dismissals(visitor.visitor().operator)
    found = figures.alerts(version, today(), codes)
    is_one = len(codes) == 1 or len(names) == 1  # the page says its name already
    left = _lines(version, [alert for alert in found if alert.key not in aside])
    if not left:
        st.success("Aucune échéance proche, aucune obligation en retard.", icon=":material/task_alt:")
    for line in left[:_FIRST]:
        _show(line, names, is_one)
    if len(left) > _FIRST:
        with st.expander(f"Voir {words.plural(len(left) - _FIRST, 'autre échéance', 'autres échéances')}"):
            for line in left[_FIRST:]:
                _show(line, names, is_one)
    _show_aside([alert for alert in found if alert.key in aside], aside, names, is_one)
    if any(line.one.due_on for line in left):
        _offer_calendar(version, codes)


def _lines(version: str, found: Sequence[Alert]) -> list[_Line]:
    """Return the alerts, those of one rule and day together, in the order of the first of each."""
    places_known = {place.code: place.name for place in figures.residences(version)}
    grouped: dict[object, list[Alert]] = {}
    for one in found:
        grouped.setdefault((one.state, one.due_on, one.rule, one.title), []).append(one)
    return [
        _Line(tuple(some), places_known.get(some[0].residence, "") if len(some) == 1 else "")
        for some in grouped.values()
    ]


def _show(line: _Line, names: dict[str, str], is_one: bool) -> None:
    one = line.one
    label, colour, icon = _STATES[one.state]
    badge, sentence, act = st.columns([3, 9, 3], vertical_alignment="center")
    badge.badge(label, color=colour, icon=icon)  # type: ignore[arg-type]
    by = f" · {_by(one)}" if one.due_on else ""
    where = words.listing(
        names.get(alert.residence, alert.residence) for alert in line.alerts if alert.residence
    )
    place = words.escaped(where) or _ASSOCIATION
    bases = list(dict.fromkeys(alert.basis for alert in line.alerts))
    told = bases[0] if len(bases) == 1 else "voir la page pour chaque résidence"
    what = f"**{words.escaped(one.title)}**" if is_one else f"**{place}** : {words.escaped(one.title)}"
    sentence.markdown(
        f"{what}{by}  \n:small[{words.escaped(told)} · {_ORIGINS[one.origin]} : "
        f"{words.escaped(one.text)} · pour : {one.owner}]"
    )
    with act, st.container(horizontal=True, vertical_alignment="center"):
        if one.page != "residence":
            see(one.page, line.place, key=f"alerte-{line.key}")
        if visitor.may("deposit"):
            _offer_to_put_aside(line)


def _by(one: Alert) -> str:
    day = words.day(one.due_on)
    return {"late": f"depuis le {day}", "due": f"avant le {day}", "coming": f"le {day}"}[one.state]


def _offer_to_put_aside(line: _Line) -> None:
    with st.popover("Écarter", type="tertiary", help="Dire pourquoi cette échéance n'est plus à montrer"):
        reason = st.radio("Pourquoi ?", list(REASONS), format_func=REASONS.get, key=f"motif-{line.key}")
        day = None
        if reason in DATED:
            day = st.date_input("Quand ?", value=None, format="DD/MM/YYYY", key=f"quand-{line.key}")
        if st.button("Écarter cette échéance", key=f"ecarter-{line.key}", type="primary"):
            who, when = visitor.visitor(), day if isinstance(day, date) else None
            try:
                for alert in line.alerts:
                    dismiss(alert.key, str(reason), when, who.login, who.operator or "")
            except BadReason as wrong:
                text = str(wrong)
                st.error(f"{text[0].upper()}{text[1:]}.")
            else:
                st.rerun()


def _show_aside(
    found: Sequence[Alert], aside: dict[str, Dismissal], names: dict[str, str], is_one: bool
) -> None:
    if not found:
        return
    with st.expander(f"{words.plural(len(found), 'échéance écartée', 'échéances écartées')}"):
        for alert in found:
            said = aside[alert.key]
            when = f" ({words.day(said.day)})" if said.day else ""
            sentence, act = st.columns([12, 3], vertical_alignment="center")
            place = names.get(alert.residence, alert.residence) or _ASSOCIATION
            title = words.escaped(alert.title)
            what = f"**{title}**" if is_one else f"**{words.escaped(place)}** : {title}"
            sentence.markdown(
                f"{what}  \n:small[{REASONS[said.reason]}{when} · "
                f"{words.escaped(said.login)}, {words.instant(said.at)}]"
            )
            if visitor.may("deposit") and act.button(
                "Remontrer", key=f"remontrer-{alert.key}", type="tertiary"
            ):
                who = visitor.visitor()
                restore(alert.key, who.login, who.operator or "")
                st.rerun()


def _offer_calendar(version: str, codes: tuple[str, ...]) -> None:
    session_id = visitor.session().id
    st.download_button(
        "Ajouter à mon agenda (.ics)",
        lambda: calendar_for(session_id, version, codes),
        "echeances.ics",
        "text/calendar",
        icon=":material/calendar_add_on:",
        key="echeances-ics",
        on_click="ignore",
    )


def calendar_for(session_id: str, version: str, codes: tuple[str, ...]) -> bytes:
    """Return the calendar file of what is due and was not put aside, within what the session sees now; raise OutOfSight."""
    with visitor.on_behalf_of(session_id) as session:
        sight = session.account.sight()
        aside = dismissals(session.account.operator)
        found = [alert for alert in alerts(version, sight, today(), codes) if alert.key not in aside]
        audit.record(session.account.login, "exported", f"échéances · {', '.join(codes) or 'toutes'}")
        return calendar_of(found, {place.code: place.name for place in places(version, sight)}, now())
