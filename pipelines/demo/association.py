"""The association's own story -> the workbooks of its head office, tidy, and those of an accountant in a hurry, less so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.contract import Column
from pipelines.contracts import contracts
from pipelines.demo.chance import Fact
from pipelines.demo.funding import FILES, actions, budget
from pipelines.demo.handwriting import Book
from pipelines.demo.pages import INVENTED, Page, columns_of
from pipelines.demo.practice import sessions, staff_trained
from pipelines.demo.questions import questions_asked
from pipelines.demo.residences import RESIDENCES, YEARS
from pipelines.demo.sheets import workbook_of
from pipelines.demo.spelling import TIDY, Hand, header, spell
from pipelines.numbers import euros
from pipelines.open_lists import Names, Open, ResidenceList
from pipelines.quantities import Hours, Money

_NAMES = {residence.code: residence.aliases for residence in RESIDENCES}
# Who writes in haste: words of one's own, days as text, amounts with their sign, totals below.
_NOTEBOOK = Hand(
    dates="text", words="lower", is_tidy=False, headers={"attended_count": "Participants", "nature": "Type"}
)
_LEDGER = Hand(
    is_tidy=False,
    without=("call_id",),
    headers={"planned_initial": "Prévu (TTC)", "achieved": "Réalisé (TTC)", "grant_charged": "Dont DIAN"},
    totals="TOTAL",
)


def association_books() -> Iterator[Book]:
    """Yield the workbooks of what belongs to no residence: a register a year, the questions asked, staff trained, each call's three."""
    every = sessions()
    for year in YEARS:
        hand = _NOTEBOOK if year == YEARS[0] else TIDY
        rows = [row for row in every if row["held_on"].year == year]
        title = f"Groupes de travail et formations — {year}"
        page = _page("groupes_travail_formations", rows, f"Séances {year}", title, hand)
        yield _book(f"pratiques/Groupes de travail et formations {year}", page)
    asked = _page(
        "questionnaires", questions_asked(), "Questions posées", "Questions posées — versions A et B"
    )
    yield _book("enquetes/Questions posées", asked)
    declared = _page("salaries_formes", staff_trained(), "Salariés formés", "Salariés formés — 2023 à 2025")
    yield _book("pratiques/Salariés formés", declared)
    files = _page("aap_dossiers", FILES, "Dossiers", "Dossiers d'appels à projets")
    yield _book("appel_a_projets/Dossiers des appels à projets", files)
    for call in (str(row["call_id"]) for row in FILES):
        hand = _LEDGER if call == FILES[0]["call_id"] else TIDY
        done = _page("aap_actions", actions(call), "Actions", f"Actions — {call}")
        yield _book(f"appel_a_projets/Actions {call}", done)
        spent = _page("aap_budget", budget(call), "Budget", f"Budget — {call}", hand)
        yield _book(f"appel_a_projets/Budget {call}", spent)


def _book(path: str, page: Page) -> Book:
    return Book(f"{path}.xlsx", workbook_of([page]))


def _page(kind: str, rows: Sequence[Fact], name: str, title: str, hand: Hand = TIDY) -> Page:
    columns = columns_of(contracts()[kind], rows, hand)
    body = [
        tuple(_typed(column, row.get(column.name), hand, rank) for column in columns)
        for rank, row in enumerate(rows)
    ]
    if hand.totals:
        body.append(_total(columns, rows, hand))
    titles = (title, INVENTED) if hand.is_tidy else (title.upper(), INVENTED.lower(), "")
    return Page(name, titles, (tuple(header(column, hand) for column in columns),), tuple(body), hand.is_tidy)


def _typed(column: Column, value: Any, hand: Hand, rank: int) -> Any:
    """Return what is typed for a value: lists in words, and amounts as the hand writes them."""
    if value is None or value == "SO":
        return value
    match column.type:
        case ResidenceList():
            return (" + " if hand.words == "lower" else ", ").join(_NAMES[code] for code in value.split(";"))
        case Names():
            return value.replace(";", " ; ")
        case Open():
            label = column.type.code.labels[value]
            return label.lower() if hand.words == "lower" else label
        case Money():
            return value if hand.is_tidy else _amount(value, rank)
        case Hours() if not hand.is_tidy:
            return f"{int(value)}h{'30' if value % 1 else ''}"
    return spell(column, value, hand, rank)


def _amount(value: float, rank: int) -> Any:
    """Return an amount as an accountant in a hurry types it: with its sign, grouped by dots, or as a number."""
    if rank % 3 == 0:
        return euros(value)
    if rank % 3 == 1 and value >= 1_000:
        return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return value


def _total(columns: Sequence[Column], rows: Sequence[Fact], hand: Hand) -> tuple[Any, ...]:
    """Return the line that adds the charges up, as it stands below the table."""

    def sum_of(column: Column) -> Any:
        charges = [row.get(column.name) or 0 for row in rows if str(row["account"]).startswith("6")]
        return euros(sum(charges)) if isinstance(column.type, Money) else None

    return (f"{hand.totals} CHARGES", *map(sum_of, columns[1:]))
