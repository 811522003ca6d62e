"""The story -> workbooks, as six teams and a head office hand them in: two thirds tidy, one third not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap

from pipelines.demo.chance import Fact
from pipelines.demo.network import network_books
from pipelines.demo.pages import Page, months_across, page
from pipelines.demo.publics import workbooks
from pipelines.demo.registers import registers
from pipelines.demo.residences import RESIDENCES, YEARS, Residence
from pipelines.demo.sheets import csv_of, workbook_of
from pipelines.demo.staff import MONTH_TABS, hand_of
from pipelines.demo.story import Story

_AS_TEXT = ("GARRIGUE", 2023)  # saved as .csv
_ACROSS = ("CALANQUE", 2025)  # months as columns
_IN_TABS = ("MIMOSA", 2024)  # a tab a month


@dataclass(frozen=True)
class Book:
    """A file to write: its place under the folder, and its bytes."""

    path: str
    content: bytes


def books(told: Story) -> Iterator[Book]:
    """Yield every workbook of the demonstration association, the list of residences first."""
    yield _reference(told)
    yield from (Book(*one) for one in registers(told))
    for year in YEARS:
        yield from _occupation(told, year)
        for residence in RESIDENCES:
            yield _meetings(told, residence, year)
            yield _conflicts(told, residence, year)
        yield _participants(told, year)
        yield from _survey(told, year)
        yield from (_book(path, *pages) for path, pages in workbooks(told, year))
    yield from starmap(Book, network_books(told))


def _book(path: str, *pages: Page) -> Book:
    return Book(f"{path}.xlsx", workbook_of(pages))


def _reference(told: Story) -> Book:
    kind = "referentiel_residences"
    residences = page(told, kind, told[kind], "Résidences", "Référentiel des résidences")
    landings = page(told, "paliers", told["paliers"], "Paliers", "Paliers des résidences")
    return _book("referentiel/Référentiel des résidences", residences, landings)


def _occupation(told: Story, year: int) -> Iterator[Book]:
    kind, shared = "occupation_mensuelle", []
    for residence in RESIDENCES:
        rows, hand = _of(told[kind], residence, year, "month"), hand_of(kind, residence.code, year)
        title, path = (
            f"Occupation — {residence.name} — {year}",
            f"occupation/Occupation {residence.aliases} {year}",
        )
        if "residence" in hand.without:
            shared.append(page(told, kind, rows, residence.aliases, title, hand))
        elif (residence.code, year) == _ACROSS:
            yield _book(path, months_across(told, rows, f"{year}", title))
        elif (residence.code, year) == _AS_TEXT:
            yield Book(f"{path}.csv", csv_of(page(told, kind, rows, "", title, hand)))
        else:
            yield _book(path, page(told, kind, rows, f"Occupation {year}", title, hand))
    yield _book(f"occupation/Occupation Tilleuls et Lavande {year}", *shared)


def _meetings(told: Story, residence: Residence, year: int) -> Book:
    kind, title = "reunions", f"Réunions — {residence.name} — {year}"
    rows, hand = _of(told[kind], residence, year, "held_on"), hand_of(kind, residence.code, year)
    parts = {f"Réunions {year}": rows}
    if (residence.code, year) == _IN_TABS:
        of_month = {month: [row for row in rows if row["held_on"].month == month] for month in range(1, 13)}
        parts = dict(zip(MONTH_TABS, of_month.values(), strict=True))
    pages = (page(told, kind, part, name, title, hand) for name, part in parts.items())
    return _book(f"reunions/Réunions {residence.aliases} {year}", *pages)


def _conflicts(told: Story, residence: Residence, year: int) -> Book:
    kind, title = "conflits", f"Registre des conflits — {residence.name} — {year}"
    rows, hand = _of(told[kind], residence, year, "reported_on"), hand_of(kind, residence.code, year)
    sheet = page(told, kind, rows, f"Registre des conflits {year}", title, hand)
    return _book(f"conflits/Conflits {residence.aliases} {year}", sheet)


def _participants(told: Story, year: int) -> Book:
    kind, title = "participants", f"Participants différents — toutes résidences — {year}"
    rows = [row for row in told[kind] if row["year"] == year]
    return _book(f"participants/Participants {year}", page(told, kind, rows, f"Année {year}", title))


def _survey(told: Story, year: int) -> Iterator[Book]:
    """Yield one workbook for all (first wave), one a residence (second), or one with a sheet each (third)."""
    kind, wave = "enquete_besoins", f"Vague {year}"
    title, path = f"Enquête de besoins — {wave}", f"besoins/Enquête besoins {wave}"
    if year == YEARS[0]:
        rows = [row for row in told[kind] if row["wave"] == wave]
        every = f"{title} — toutes résidences"
        yield _book(path, page(told, kind, rows, "Réponses", every, hand_of(kind, "", year)))
        return
    sheets = []
    for residence in RESIDENCES:
        rows, hand = _of(told[kind], residence, year, "answered_on"), hand_of(kind, residence.code, year)
        if rows:
            sheets.append(page(told, kind, rows, residence.aliases, f"{title} — {residence.name}", hand))
    if year == YEARS[1]:
        yield from (_book(f"besoins/Besoins {sheet.name} {wave}", sheet) for sheet in sheets)
    else:
        yield _book(path, *sheets)


def _of(rows: list[Fact], residence: Residence, year: int, day: str) -> list[Fact]:
    return [row for row in rows if row["residence"] == residence.code and row[day].year == year]
