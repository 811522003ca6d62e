"""The evidence of an actualisation, as the documents tell it: part by part, each figure before and now, and what can be said of it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.catalogue import Indicator
from indicators.measure import Figure
from reports.then_and_now import Pair
from social_project.bound import MASKED
from ui import say, words

COLUMNS = (
    "Indicateur",
    "Avant",
    "Aujourd’hui",
    "Ce que l’on peut en dire",
    "Repose sur",
    "Lignes utilisables",
)


@dataclass(frozen=True)
class EvidenceRow:
    """One figure then and now, in words: `before` and `now` hold their period, `rests_on` its counts, `coverage` a share."""

    label: str
    before: str
    now: str
    verdict: str
    rests_on: str
    coverage: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Its texts, in the order of the columns."""
        return (self.label, self.before, self.now, self.verdict, self.rests_on, self.coverage)


@dataclass(frozen=True)
class EvidencePart:
    """A chapter of the evidence: occupation and publics, needs, participation, conflicts, partners.

    `pairs`: its shares of one survey then and now, drawn above its table; `moments`: the names of the two.
    """

    title: str
    rows: tuple[EvidenceRow, ...]
    pairs: tuple[Pair, ...] = ()
    moments: tuple[str, str] = ("", "")


def row_of(
    indicator: Indicator,
    now: Figure | None,
    period: str,
    before: Figure | None = None,
    period_before: str = "",
    verdict: str = "",
    label: str = "",
) -> EvidenceRow:
    """Return the row of a figure, as pages tell it. `verdict`: what can be said of the change; nothing is said of a hidden one."""
    is_hidden = any(one is not None and one.masked for one in (now, before))
    coverage = words.NONE if now is None or now.masked else words.percent(now.coverage)
    return EvidenceRow(
        label or indicator.title,
        _told(indicator, before, period_before),
        _told(indicator, now, period),
        words.NONE if is_hidden or not verdict else verdict,
        say.basis(indicator, now),
        coverage,
    )


def _told(indicator: Indicator, figure: Figure | None, period: str) -> str:
    if not period:
        return words.NONE
    value = (
        MASKED
        if figure is not None and figure.masked
        else say.counted(indicator, figure.value if figure else None)
    )
    return f"{value} ({words.period(period)})"
