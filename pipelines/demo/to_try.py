"""Two workbooks to try by hand on the upload page: one with faults to correct, one that loads as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipelines.demo import TO_TRY
from pipelines.demo.handwriting import Book
from pipelines.demo.pages import INVENTED, Page
from pipelines.demo.sheets import workbook_of

Line = tuple[Any, ...]
_RESIDENCE = "Résidence La Garrigue (démo)"
_FLOOR, _TALK = "Réunion de palier", "Entretien individuel"
_SOLVED, _OPEN = "Résolu", "En cours"
_CONFLICTS = (
    *("N°", "Date signalement", "Palier", "Nature", "Gravité (1-3)", "Nb de personnes concernées"),
    *("Mode de traitement", "Issue", "Clos le", "Résidence"),
)
_MEETINGS = (
    *("Date", "Type de réunion", "Palier / bâtiment", "Statut", "À l'initiative de", "Invités"),
    *("Présents résidents", "Thèmes", "Décisions / demandes (nb)", "CR affiché le", "Résidence"),
)


def books_to_try() -> Iterator[Book]:
    """Yield the workbook to correct, then the sound one."""
    month = f"{_RESIDENCE} — janvier 2026"
    to_correct = [_at_garrigue(line, _CONFLICTS) for line in _to_correct()]
    sound = [_at_garrigue(line, _MEETINGS) for line in _sound()]
    name = "Conflits Garrigue janvier 2026 (à corriger)"
    yield _book(name, f"Registre des conflits — {month}", _CONFLICTS, to_correct)
    yield _book("Réunions Garrigue janvier 2026", f"Réunions — {month}", _MEETINGS, sound)


def _book(name: str, title: str, header: tuple[str, ...], lines: list[Line]) -> Book:
    page = Page("Janvier 2026", (title, INVENTED), (header,), tuple(lines))
    return Book(f"{TO_TRY}/{name}.xlsx", workbook_of([page]))


def _at_garrigue(line: Line, header: tuple[str, ...]) -> Line:
    return line if len(line) == len(header) else (*line, _RESIDENCE)


def _jan(day: int) -> date:
    return date(2026, 1, day)


def _to_correct() -> list[Line]:
    """Return twelve lines: six faults, one a line, and two doubts."""
    day_that_does_not_exist, not_a_number, their_own_word = "31/02/2026", "une dizaine", "réglé"
    unknown, beyond_the_scale, before_it_was_reported = "Résidence La Garigue-Haute", 5, _jan(4)
    return [
        ("GAR-26-01", _jan(5), "Bât A 3e", "Bruit", 1, 3, _FLOOR, _SOLVED, _jan(16)),
        ("GAR-26-02", day_that_does_not_exist, "Bât A 3e", "Bruit", 1, 2, _FLOOR, _SOLVED, _jan(20)),
        ("GAR-26-03", _jan(7), "Bât B RDC", "Propreté des communs", 1, 4, _FLOOR, "Amélioré", _jan(22)),
        ("GAR-26-04", _jan(8), "Bât A 1er", "Cuisine / sanitaires", 2, 5, _FLOOR, their_own_word, _jan(23)),
        ("GAR-26-05", _jan(9), "Bât A 4e", "Bruit", 1, 2, _TALK, _SOLVED, _jan(19), unknown),
        ("GAR-26-06", _jan(12), "Bât B 2e", "Bruit", 2, not_a_number, _FLOOR, "Amélioré", _jan(27)),
        ("GAR-26-07", _jan(14), "Bât B 4e", "Fumée / odeurs", 1, 2, _TALK, _SOLVED, before_it_was_reported),
        ("GAR-26-08", _jan(15), "Bât A 5e", "Incivilités verbales", 2, 2, "Médiation interne", _OPEN, None),
        ("GAR-26-09", _jan(19), "Bât B 5e", "Bruit", beyond_the_scale, 3, "Courrier", "Non résolu", _jan(29)),
        # Two doubts: under way and yet closed; resolved, nobody wrote when.
        ("GAR-26-10", _jan(21), "Bât A 2e", "Bruit", 1, 2, _TALK, _OPEN, _jan(30)),
        ("GAR-26-11", _jan(23), "Bât B 1er", "Propreté des communs", 1, 6, _FLOOR, _SOLVED, None),
        ("GAR-26-12", _jan(28), "Bât A RDC", "Stationnement", 1, 2, _TALK, _OPEN, None),
    ]


def _sound() -> list[Line]:
    held, team = "Tenue", "Gestionnaire"
    return [
        (_jan(6), _FLOOR, "Bât A 3e", held, "Résidents", 20, 11, "Voisinage", 2, _jan(9)),
        (_jan(13), _FLOOR, "Bât B RDC", held, team, 19, 8, "Propreté, Voisinage", 1, _jan(16)),
        (_jan(15), "Comité de résidents", None, held, "Comité", 6, 5, "Charte", 2, _jan(20)),
        (_jan(20), _FLOOR, "Bât B 2e", held, "Résidents", 18, 10, "Espaces communs", 1, _jan(26)),
        (_jan(22), "Atelier", None, held, "Partenaire", None, 9, "Droits", 0, None),
        (_jan(27), _FLOOR, "Bât A 1er", held, "Résidents", 21, 9, "Voisinage", 2, _jan(30)),
        (_jan(29), _FLOOR, "Bât A 5e", "Reportée", team, None, None, "Sécurité", None, None),
    ]
