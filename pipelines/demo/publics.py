"""The story -> the workbooks of entries and exits, and of satisfaction: each team's sheets, one path a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.demo.chance import Fact
from pipelines.demo.pages import Page, page
from pipelines.demo.residences import RESIDENCES, YEARS, Residence
from pipelines.demo.spelling import Hand
from pipelines.demo.staff import hand_of
from pipelines.demo.story import Story

_MOVES, _OPINIONS = "mouvements", "enquete_satisfaction"
_ENTRIES_APART = ("MIMOSA", 2024)  # a sheet of entries, a sheet of exits
_NAMED = ("TILLEUL", 2023)  # a name where the number of the line was asked: never kept
_IN_ONE_COLUMN = ("GARRIGUE", 2023)  # why people left and where they went, in one column
_REVERSED = ("CALANQUE", 2024)  # their 1 is the best, and they say so
_IN_DIGITS = ("TILLEUL", 2025)
_OUT_OF_TEN = "Satisfaction globale (0 à 10)"

Workbook = tuple[str, list[Page]]


def workbooks(told: Story, year: int) -> Iterator[Workbook]:
    """Yield the path and the pages of each workbook of a year."""
    for residence in RESIDENCES:
        rows = _of(told[_MOVES], residence, year, "moved_on")
        yield f"mouvements/Entrées et sorties {residence.aliases} {year}", list(_moves(residence, year, rows))
    yield from _surveys(told, year)


def _moves(residence: Residence, year: int, rows: list[Fact]) -> Iterator[Page]:
    hand, title = hand_of(_MOVES, residence.code, year), f"Entrées et sorties — {residence.name} — {year}"
    place = residence.code, year
    if place == _ENTRIES_APART:
        for kind, name in (("entree", "Entrées"), ("sortie", "Sorties")):
            some = [row for row in rows if row["move_type"] == kind]
            apart = replace(hand, without=(*hand.without, "move_type"))
            yield page(
                {_MOVES: some}, _MOVES, some, f"{name} {year}", f"{name} — {residence.name} — {year}", apart
            )
        return
    rewrite = {_NAMED: _with_names, _IN_ONE_COLUMN: _in_one_column}.get(place, _as_told)
    written = [rewrite(row) for row in rows]
    yield page({_MOVES: written}, _MOVES, written, f"Mouvements {year}", title, hand)


def _as_told(row: Fact) -> Fact:
    return row


def _with_names(row: Fact) -> Fact:
    return {**row, "line_no": None, "name": f"Résident {row['moved_on']:%m}-{row['line_no']:02d}"}


def _in_one_column(row: Fact) -> Fact:
    both = dict.fromkeys(filter(None, (row.get("exit_reason"), row.get("exit_destination"))))
    return {**row, "exit_reason": None, "exit_destination": None, "exit_outcome": ";".join(both) or None}


def _surveys(told: Story, year: int) -> Iterator[Workbook]:
    """Yield one workbook for all at the first wave, then one a residence."""
    wave = f"Vague {year}"
    sheets = []
    for residence in RESIDENCES:
        rows, hand = _of(told[_OPINIONS], residence, year, "answered_on"), _hand(residence, year)
        if rows:
            title = f"Enquête de satisfaction — {wave} — {residence.name}{_announced(residence, year)}"
            sheets.append(page({_OPINIONS: rows}, _OPINIONS, rows, residence.aliases, title, hand))
    if year == YEARS[0]:
        yield f"satisfaction/Enquête satisfaction {wave}", sheets
    else:
        yield from ((f"satisfaction/Satisfaction {sheet.name} {wave}", [sheet]) for sheet in sheets)


def _hand(residence: Residence, year: int) -> Hand:
    hand = hand_of(_OPINIONS, residence.code, year)
    return hand if year == YEARS[0] else replace(hand, headers={**hand.headers, "item_global": _OUT_OF_TEN})


def _announced(residence: Residence, year: int) -> str:
    told = {_REVERSED: " (1 = très satisfait, 4 = pas du tout satisfait)"}
    told[_IN_DIGITS] = " (4 = très satisfait, 1 = pas du tout satisfait)"
    return told.get((residence.code, year), "")


def _of(rows: Sequence[Fact], residence: Residence, year: int, day: str) -> list[Fact]:
    return [row for row in rows if row["residence"] == residence.code and row[day].year == year]
