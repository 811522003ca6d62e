"""The two other invented associations -> their few workbooks of one year, told by the generator of the first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.demo import DEMO_FOLDER
from pipelines.demo.conflicts import conflicts
from pipelines.demo.handwriting import Book
from pipelines.demo.meetings import meetings
from pipelines.demo.neighbours import OTHERS, Association
from pipelines.demo.occupation import occupation
from pipelines.demo.pages import Page, page
from pipelines.demo.sheets import workbook_of
from pipelines.demo.story import Story, landings_of, participants_of, reference_of

OTHERS_FOLDER = DEMO_FOLDER.with_name("demo_autres")
_YEAR = 2025
_DAYS = {"occupation_mensuelle": "month", "reunions": "held_on", "conflits": "reported_on"}
_TITLES = {
    "occupation_mensuelle": ("Occupation", f"Occupation — {_YEAR}"),
    "reunions": ("Réunions", f"Réunions — {_YEAR}"),
    "conflits": ("Conflits", f"Conflits — {_YEAR}"),
    "participants": ("Participants", f"Participants différents — {_YEAR}"),
}


def others_books() -> Iterator[Book]:
    """Yield the workbooks of each of the others: its list of residences, then one workbook of the year."""
    for association in OTHERS:
        told = _told(association)
        stem = f"{association.slug}/{association.name.removesuffix(' (démo)')}"
        listed = page(
            told, "referentiel_residences", told["referentiel_residences"], "Résidences", "Résidences"
        )
        floors = page(told, "paliers", told["paliers"], "Paliers", "Paliers des résidences")
        yield Book(f"{stem} - résidences.xlsx", workbook_of([listed, floors]))
        yield Book(f"{stem} - {_YEAR}.xlsx", workbook_of(list(_pages(told))))


def others_files(association: Association) -> list[Path]:
    """Return the committed workbooks of one of the others, in a stable order."""
    return sorted((OTHERS_FOLDER / association.slug).glob("*.xlsx"))


def _pages(told: Story) -> Iterator[Page]:
    for kind, (name, title) in _TITLES.items():
        if kind in told:
            yield page(told, kind, told[kind], name, title)


def _told(association: Association) -> Story:
    told: Story = {"referentiel_residences": [], "paliers": []}
    for residence in association.residences:
        told["referentiel_residences"].append(reference_of(residence))
        told["paliers"] += landings_of(residence)
        statements, register = occupation(residence), conflicts(residence)
        residents = {row["month"]: row["residents_eom"] for row in statements}
        every = {
            "occupation_mensuelle": statements,
            "reunions": meetings(residence, register, residents),
            "conflits": register,
            "participants": [row for row in participants_of(residence) if row["year"] == _YEAR],
        }
        for kind, rows in every.items():
            day = _DAYS.get(kind)
            if kind not in association.without:
                told.setdefault(kind, []).extend(row for row in rows if not day or row[day].year == _YEAR)
    return told
