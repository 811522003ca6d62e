"""Residences and a date -> what the law asks of the comité and the conseil, kept or not, by when and by which article.

The one place where these duties are judged: pages, alerts, reports and calendar files read its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from access.scope import OutOfSight, Sight
from indicators.bodies_known import bodies_known
from indicators.duties import DUTIES, Status, judge
from indicators.sums import last_month_end
from pipelines import store


@dataclass(frozen=True)
class Duty:
    """One duty of one residence at a date.

    `duty`: its name in DUTIES, which gives `title` and `article` (of the CCH, as read in its version of January 2017).
    `status`: `kept`; `kept_late` (done, past its day: nothing left to do); `due` (to do, not late); `late`;
    `not_applicable` (« sans objet »); `unknown` (« non transmis »). `due_on`: the day by which to act when `due`, the day
    passed when `late`, the next one when `kept` and there is one, else None. `basis`: what this rests on, in French.
    """

    residence: str
    duty: str
    status: Status
    due_on: date | None
    basis: str

    @property
    def title(self) -> str:
        """What is asked, in a few French words."""
        return DUTIES[self.duty][0]

    @property
    def article(self) -> str:
        """The articles of the CCH."""
        return DUTIES[self.duty][1]

    def days_left(self, as_of: date) -> int | None:
        """Return the days from a date to the due day: negative once past, None without a due day."""
        return None if self.due_on is None else (self.due_on - as_of).days


def legal_calendar(
    version: str, sight: Sight, codes: tuple[str, ...] = (), as_of: date | None = None
) -> list[Duty]:
    """Return every duty of the residences asked (all in sight if none), residences by name, duties in the order of DUTIES.

    `as_of`: the date at which to judge, by default the end of the last month transmitted. What happened or was posted
    after is not looked at. Raises OutOfSight for a residence not in sight, or for whoever sees residences only together.
    """
    if not sight.by_residence:
        raise OutOfSight(
            "les obligations de chaque résidence ne vous sont pas ouvertes ; seuls les totaux le sont"
        )
    con = store.cursor(version)
    day = min(filter(None, (as_of or last_month_end(con), sight.until)), default=None)
    if day is None:
        return []
    return [
        Duty(known.residence, *one)
        for known in bodies_known(con, sight.choose(codes), day)
        for one in judge(known)
    ]


def duties_told(version: str, sight: Sight, as_of: date) -> list[Duty]:
    """Return the duties of every residence in sight at a date, as they are told outside: their status alone.

    Days and bases are left out, which tell contract holders. What happened in a month that is not closed, among those in
    sight, is not looked at.
    """
    con = store.cursor(version)
    rows = con.execute(
        "select month from calendar where month between ? and ? and month not in (select month from closed_months)",
        [sight.first or date.min, as_of],
    )
    hidden = frozenset(row[0] for row in rows.fetchall()) if sight.closed_only else frozenset()
    return [
        Duty(known.residence, name, status, None, "")
        for known in bodies_known(con, sight.choose(()), as_of)
        for name, status, _, _ in judge(known.without(hidden))
    ]
