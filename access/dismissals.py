"""Deadlines that somebody put aside, and why: a closed list of reasons and a day, so that nobody is named in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from access import audit
from access.clock import now
from access.database import is_there, reading, writing

REASONS = {
    "done": "C'est fait",
    "planned": "C'est prévu",
    "elsewhere": "Suivi ailleurs",
    "not_applicable": "Sans objet ici",
}
DATED = ("done", "planned")  # reasons that say when


class BadReason(ValueError):
    """A reason that is none of the list, or lacks its day; the text says what to do, in French."""


@dataclass(frozen=True)
class Dismissal:
    """An alert (its key) put aside: `reason` is of REASONS, `day` when it was or will be done, `at` an ISO instant in UTC."""

    alert: str
    reason: str
    day: date | None
    login: str
    at: str


def dismiss(alert: str, reason: str, day: date | None, login: str, operator: str = "") -> Dismissal:
    """Put an alert of an association aside and return it, noted in the log; the last word stands. Raise BadReason."""
    if reason not in REASONS:
        raise BadReason("choisissez un motif dans la liste")
    if reason in DATED and day is None:
        raise BadReason(f"« {REASONS[reason]} » : dites quand")
    one = Dismissal(alert, reason, day if reason in DATED else None, login, now().isoformat())
    with writing() as con:
        con.execute(
            "insert or replace into dismissals (alert, reason, day, login, at, operator) values (?, ?, ?, ?, ?, ?)",
            (one.alert, one.reason, one.day and one.day.isoformat(), one.login, one.at, operator),
        )
    when = f", {one.day:%d/%m/%Y}" if one.day else ""
    audit.record(login, "alert_dismissed", f"{alert} · {REASONS[reason]}{when}")
    return one


def restore(alert: str, login: str, operator: str = "") -> None:
    """Show an alert again, noted in the log; nothing happens for one that was not put aside."""
    with writing() as con:
        found = con.execute(
            "delete from dismissals where alert = ? and operator = ?", (alert, operator)
        ).rowcount
    if found:
        audit.record(login, "alert_restored", alert)


def dismissals(operator: str | None = "") -> dict[str, Dismissal]:
    """Return what an association put aside, by alert."""
    if not is_there():
        return {}
    with reading() as con:
        rows = con.execute(
            "select alert, reason, day, login, at from dismissals where operator = ?", (operator,)
        ).fetchall()
    return {
        row["alert"]: Dismissal(
            row["alert"],
            row["reason"],
            date.fromisoformat(row["day"]) if row["day"] else None,
            row["login"],
            row["at"],
        )
        for row in rows
    }
