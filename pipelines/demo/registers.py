"""The story of the bodies -> workbooks: elections, members in office, charters and groups, in tidy and hasty hands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.demo.chance import Fact
from pipelines.demo.pages import Page, page
from pipelines.demo.residences import YEARS
from pipelines.demo.sheets import workbook_of
from pipelines.demo.spelling import TIDY, Hand
from pipelines.demo.story import Story

# The Calanque keeps its own sheet, with a column of remarks; months are typed by whoever comes.
_OWN_SHEET = "CALANQUE"
_HASTY = Hand(
    dates="mixed",
    words="lower",
    headers={"elected_on": "Élection du", "registered_voters": "Électeurs", "seats_planned": "Sièges"},
    remarks=("liste des élus affichée dans le hall",),
    is_tidy=False,
)
_BY_MONTH = Hand(
    headers={"full_members_in_office": "Titulaires en exercice"}, totals="MOYENNE", is_tidy=False
)
_BY_GROUP = Hand(dates="text", words="lower", headers={"created_on": "Depuis le"}, is_tidy=False)


def registers(told: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the path, under the folder, and the content of each workbook."""
    kind = "comites_elections"
    own = [row for row in told[kind] if row["residence"] == _OWN_SHEET]
    others = [row for row in told[kind] if row["residence"] != _OWN_SHEET]
    yield _book(
        "instances/Élections des comités", _page(told, kind, others, "Élections", "Élections des comités")
    )
    yield _book(
        "instances/Élections Calanque", _page(told, kind, own, "élections", "Élections Calanque", _HASTY)
    )
    for year in YEARS:
        yield _book(f"instances/Titulaires du comité {year}", _members(told, year))
    charters = _page(told, "charte_groupes", told["charte_groupes"], "Chartes", "Chartes des résidents")
    tidy = [row for row in told["groupes_actions"] if row["residence"] != "OLIVIER"]
    groups = _page(told, "groupes_actions", tidy, "Groupes", "Groupes d'actions collectives")
    yield _book("charte/Chartes et groupes", charters, groups)
    olivier = [row for row in told["groupes_actions"] if row["residence"] == "OLIVIER"]
    yield _book(
        "charte/Groupes Oliviers",
        _page(told, "groupes_actions", olivier, "groupes", "Groupes Oliviers", _BY_GROUP),
    )


def _members(told: Story, year: int) -> Page:
    rows = [row for row in told["comite_titulaires"] if row["month"].year == year]
    hand = TIDY if year == YEARS[-1] else replace(_BY_MONTH, totals="MOYENNE" if year == YEARS[0] else "")
    return _page(
        told, "comite_titulaires", rows, f"Titulaires {year}", f"Titulaires en fonction — {year}", hand
    )


def _page(told: Story, kind: str, rows: list[Fact], name: str, title: str, hand: Hand = TIDY) -> Page:
    return page(told, kind, rows, name, title, hand)


def _book(path: str, *pages: Page) -> tuple[str, bytes]:
    return f"{path}.xlsx", workbook_of(pages)
