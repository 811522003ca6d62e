"""What is handed out over the counter: a blank workbook, or what is received of one, within the bounds of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.blank import workbook
from pipelines.blank_period import BadPeriod, periods
from pipelines.blank_plan import NothingReceived, Plan, plan_accepted, plan_blank
from pipelines.clock import today
from pipelines.contract import ASSOCIATION, Contract
from pipelines.contracts import contracts
from pipelines.dates import months_between, next_month
from pipelines.in_force import known_residences
from pipelines.journal import Journal, read_journal
from pipelines.ownership import Bounds
from pipelines.slices import Slice

_MONTHS, _YEARS = 18, 4  # how far back a period is offered that nothing was received of


class NotHandedOut(Exception):
    """A workbook that is not handed out: not one's own, or of a period that is not one; the text says why, in French."""


@dataclass(frozen=True)
class Blanks:
    """What may be handed out to whoever is bound to some residences (codes; None: all, and their list)."""

    own: frozenset[str] | None

    def make(self, kind: str, residence: str, period: str, is_filled: bool = False) -> bytes:
        """Return the blank workbook of a kind, or with `is_filled` what is in force of it, as .xlsx; raise NotHandedOut."""
        return workbook(self._plan(kind, residence, period, is_filled))

    def to_complete(self, kind: str, residence: str, period: str) -> tuple[int, int]:
        """Return how many lines of a blank workbook are to complete, and how many questions it asks besides.

        None at all of what could not be handed out.
        """
        try:
            plan = self._plan(kind, residence, period, is_filled=False)
        except NotHandedOut:
            return 0, 0
        return plan.to_complete, len(plan.questions)

    def is_received(self, kind: str, residence: str, period: str) -> bool:
        """Return whether something of one's own is in force: of a month (« 2025-03 »), a year, a wave, a whole register."""
        residence = _whose(kind, residence)
        owners, asked = read_journal().owners, periods(contracts()[kind], period)
        return self._allow(kind, residence) and any(Slice(kind, residence, one) in owners for one in asked)

    def grain(self, kind: str) -> str:
        """Return what the periods of a kind are: `month`, `year`, `wave`, `call`, or `none` for a whole register."""
        return contracts()[kind].period

    def is_association(self, kind: str) -> bool:
        """Return whether a kind belongs to the association: no residence is to be chosen."""
        return contracts()[kind].is_association

    def offered(self, kind: str, residence: str) -> list[str]:
        """Return the periods to choose from, newest first: those received, and the latest; none for a whole register."""
        residence = _whose(kind, residence)
        owners = read_journal().owners if self._allow(kind, residence) else {}
        found = {part.period for part in owners if (part.kind, part.residence) == (kind, residence)}
        return sorted((found | _latest(contracts()[kind])) - {""}, reverse=True)

    def _plan(self, kind: str, residence: str, period: str, is_filled: bool) -> Plan:
        contract, journal = contracts()[kind], read_journal()
        residence = _whose(kind, residence)
        if (not residence and not contract.is_association) or not self._allow(
            kind, _code(journal, residence)
        ):
            raise NotHandedOut(_refusal(contract, residence))
        made = plan_accepted if is_filled else plan_blank
        try:
            return made(contract, residence, period, journal, today())
        except (BadPeriod, NothingReceived) as why:
            raise NotHandedOut(str(why)) from why

    def _allow(self, kind: str, code: str) -> bool:
        return Bounds(self.own, self.own is None).cover([Slice(kind, code, "")])


def _latest(contract: Contract) -> set[str]:
    now = today()
    if contract.period == "month":
        months = months_between(next_month(now, -_MONTHS), now)
        return {f"{month:%Y-%m}" for month in months} | {f"{month:%Y}" for month in months}
    if contract.period == "year":
        return {str(year) for year in range(now.year - _YEARS, now.year + 1)}
    if contract.period == "call":
        return {f"AAP {year}" for year in range(now.year - 1, now.year + 1)}
    return set()


def _whose(kind: str, residence: str) -> str:
    """Return the residence that a workbook is of: none for a kind of the association, whatever was asked."""
    return ASSOCIATION if contracts()[kind].is_association else residence


def _refusal(contract: Contract, residence: str) -> str:
    if contract.is_association:
        return f"« {contract.title} » est celui de toute l'association : demandez-le à la direction"
    return f"« {residence} » n'est pas une de vos résidences" if residence else "dites pour quelle résidence"


def _code(journal: Journal, residence: str) -> str:
    known = known_residences(journal)
    return residence if residence in known.labels else known.get(residence) or residence
