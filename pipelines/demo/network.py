"""The story of the network -> its workbooks: a workbook a residence with a tab a year, two of them in a hand of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.demo.chance import Fact
from pipelines.demo.pages import Page, page
from pipelines.demo.residences import RESIDENCES, YEARS, Residence
from pipelines.demo.sheets import workbook_of
from pipelines.demo.spelling import TIDY, Hand
from pipelines.demo.story import Story

_OWN_WORDS = {"held_on": "Fait le", "partner": "Structure", "title": "Action menée", "needs": "Besoin"}
_OWN_WORDS |= {"agreement_on": "Convention", "participants": "Nb participants"}
_HURRIED = Hand(dates="dotted", words="lower", headers=_OWN_WORDS, is_tidy=False, repeats_header_every=9)
_CAPITALS = Hand(dates="mixed", words="upper", is_tidy=False, remarks=("relancé", "dossier complet"))
_ROUGH = {
    ("actions_partenaires", "GARRIGUE"): _HURRIED,
    ("actions_partenaires", "CALANQUE"): replace(_HURRIED, dates="text", words="label", totals="TOTAL"),
    ("orientations", "CALANQUE"): _CAPITALS,
    ("orientations", "TILLEUL"): replace(_CAPITALS, dates="text", words="lower"),
}
_BOOKS = (
    ("actions_partenaires", "held_on", "Partenaires", "Actions avec les partenaires"),
    ("orientations", "referred_on", "Orientations", "Orientations"),
    ("maintien_domicile", "stage_1_on", "Parcours", "Parcours de maintien à domicile"),
)


def network_books(told: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the place under the folder and the bytes of each workbook of the network."""
    for kind, day, name, title in _BOOKS:
        for residence in RESIDENCES:
            if rows := [row for row in told[kind] if row["residence"] == residence.code]:
                pages = [_page(told, kind, residence, year, rows, day, title) for year in YEARS]
                yield f"reseau/{name} {residence.aliases}.xlsx", workbook_of(pages)


def _page(
    told: Story, kind: str, residence: Residence, year: int, rows: Sequence[Fact], day: str, title: str
) -> Page:
    of_year = [row for row in rows if row[day].year == year]
    hand = _ROUGH.get((kind, residence.code), TIDY)
    if kind == "actions_partenaires" and not hand.is_tidy:
        of_year = [row | {"partner": _typed(row["partner"], rank)} for rank, row in enumerate(of_year)]
    return page(told, kind, of_year, str(year), f"{title} — {residence.name} — {year}", hand)


def _typed(name: str | None, rank: int) -> str | None:
    """Return a partner's name as somebody in a hurry types it, never twice the same way."""
    if name is None:
        return None
    ways = (
        name,
        name.upper(),
        name.replace("CCAS de", "C.C.A.S. de").replace("Centre social des", "centre social les"),
        name.replace("CCAS de", "ccas").replace("Centre social des", "Centre Social"),
        name.replace("CCAS", "Centre communal d'action sociale"),
    )
    return ways[rank % len(ways)]
