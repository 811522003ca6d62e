"""Codes, landings and residences as staff spell them; and what a fault says: the place, what is wrong, the repair."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.cell import Cell, Fault, cell_of
from pipelines.contracts import contract_named
from pipelines.lists import Landings, Residence
from pipelines.problem import column_letters
from pipelines.residences import Residences
from pipelines.types import Context, Type
from tests.workbooks import CONFLICT_HEADER, check, conflict, conflicts_file, judge, judge_rows, write_csv

KNOWN = Residences(
    [
        {"residence": "VIA", "name": "Viala", "city": "Marseille", "aliases": "Foyer des Chibanis, Ex-Arenc"},
        {"residence": "TIL", "name": "Les Tilleuls", "city": "Aubagne"},
        {"residence": "OR1", "name": "Les Oliviers", "city": "Arles"},
        {"residence": "OR2", "name": "Les Oliviers", "city": "Gap"},
        {"residence": "C12", "name": "Cité 12", "city": "Gap"},
        {"residence": "PAR", "name": "Le Parc (Aix)", "city": "Aix"},
    ]
)
CONTEXT = Context(date(2026, 1, 15), None, KNOWN, KNOWN.labels)


def read(kind: Type, held: Any) -> Any:
    """Return what a cell of that type yields, or what its fault says."""
    try:
        return kind.read(held if isinstance(held, Cell) else cell_of(held), CONTEXT).value
    except Fault as fault:
        return str(fault)


def column(feed: str, name: str) -> Type:
    return contract_named(feed).by_name[name].type


@pytest.mark.parametrize(
    ("feed", "name", "held", "code"),
    [
        ("F5", "category", "Propreté des communs", "proprete_communs"),
        ("F5", "category", "PROPRETE COMMUNS", "proprete_communs"),
        ("F5", "category", "proprete_communs", "proprete_communs"),
        ("F5", "category", "cuisine-sanitaires", "cuisine_sanitaires"),
        ("F5", "category", "Cuisines / sanitaire", "cuisine_sanitaires"),
        ("F5", "category", "l'hébergement de tiers", "hebergement_tiers"),
        ("F5", "category", " bruits ", "bruit"),
        ("F5", "response_mode", "réunion de palier", "reunion_palier"),
        ("F5", "max_step", "Mise en demeure", "mise_en_demeure"),
        ("F5", "outcome", "départ d’une partie", "depart_partie"),
        ("F0", "residence_origin", "ex-FTM", "ex_ftm"),
        ("F3", "meeting_type", "groupe d'action", "groupe_action"),
        ("F3", "initiative", "NC", "nc"),
        ("F3", "themes", "santé + droits", "droits;sante"),
        ("F3", "themes", "Voisinage / propreté", "proprete;voisinage"),
        ("F3", "themes", "Fluides / énergie", "fluides_energie"),
        ("F3", "themes", "Santé\nDroits\nSanté", "droits;sante"),
        ("F3", "themes", "Charte, Fluides / énergie ; travaux", "charte;fluides_energie;travaux"),
        ("F6", "stay_band", "<1 an", "moins_1"),
        ("F6", "stay_band", ">10", "plus_10"),
        ("F6", "stay_band", date(2025, 2, 1), "1_2"),
        ("F6", "stay_band", date(2025, 10, 5), "5_10"),
        ("F6", "age_band", "75 et +", "75_plus"),
        ("F6", "priority_1", "Apprentissage du français", "langue"),
    ],
)
def test_a_code_is_known_in_words(feed: str, name: str, held: Any, code: str) -> None:
    assert read(column(feed, name), held) == code


@pytest.mark.parametrize(
    ("held", "proposed"),
    [("réglé", "Résolu"), ("OK", "Résolu"), ("ça va mieux", "Amélioré"), ("à suivre", "En cours"), ("vu", "En cours"),
     ("resolut", "Résolu"), ("non-résolue", "Non résolu")],
)  # fmt: skip
def test_a_loose_word_is_a_fault_with_the_likeliest_code_proposed(held: str, proposed: str) -> None:
    said = read(column("F5", "outcome"), held)
    assert said == f"« {held} » n'est pas dans la liste ; vouliez-vous dire « {proposed} » ?"


def test_a_word_like_no_code_gets_the_whole_list() -> None:
    said = read(column("F6", "mode"), "42")
    assert said == "« 42 » n'est pas dans la liste ; choisissez parmi : Entretien, Auto, Groupe"


@pytest.mark.parametrize(
    ("held", "key"),
    [
        ("3e", "3"), ("3ème", "3"), ("3EME", "3"), ("3 ème", "3"), ("R+3", "3"), ("r + 3", "3"), ("3", "3"), (3, "3"), (3.0, "3"),
        ("03", "3"), ("3e étage", "3"), ("Étage 3", "3"), ("palier 3", "3"), ("Palier du 3e", "3"), ("1er", "1"), ("2nd", "2"),
        ("R+10", "10"), ("RDC", "0"), ("rez-de-chaussée", "0"), ("R.D.C.", "0"), ("0", "0"),
        ("Bât A 3", "A-3"), ("Bat. A 3e", "A-3"), ("Bâtiment A - 3ème étage", "A-3"), ("A3", "A-3"), ("a 3", "A-3"), ("A-3", "A-3"),
        ("Bât B / R+2", "B-2"), ("RDC Bât A", "A-0"), ("Bât 2 RDC", "2-0"), ("A RDC", "A-0"),
        ("3e aile nord", "3-N"), ("A3 aile sud", "A-3-S"), ("3e gauche", "3-G"),
        ("3 et 4", "3;4"), ("3e, 4e", "3;4"), ("Bât A 3 et 4", "A-3;A-4"), ("A3/B2", "A-3;B-2"), ("4 ; 3 ; 4", "3;4"),
        ("tous", "tous"), ("Tous les paliers", "tous"), ("Les Mimosas", "LES MIMOSAS"),
        (date(2025, 4, 3), "03/04/2025 est une date, pas un palier ; écrivez par exemple 3e, RDC ou Bât A 3"),
    ],
)  # fmt: skip
def test_landing(held: Any, key: str) -> None:
    read_as = read(Landings(), held)
    if key == "LES MIMOSAS":
        key = read(Landings(), "les  MIMOSAS")
    assert read_as == key


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ("RS Viala", "VIA"), ("VIALA", "VIA"), ("viala (13)", "VIA"), ("Résidence Viala ", "VIA"), ("résidence sociale VIALA", "VIA"),
        ("Viala Marseille", "VIA"), ("Viala - Marseille", "VIA"), ("via", "VIA"), ("R.S. Viala", "VIA"), ("Foyer des chibanis", "VIA"),
        ("ex-Arenc", "VIA"), ("Tilleuls", "TIL"), ("les tilleuls (Aubagne)", "TIL"), ("OR2", "OR2"), ("Les Oliviers (Gap)", "OR2"),
        ("viala 13003", "VIA"), ("Cité 12", "C12"), ("Le Parc", "PAR"), ("RS Le Parc (Aix)", "PAR"),
    ],
)  # fmt: skip
def test_residence(held: str, code: str) -> None:
    assert read(Residence(), held) == code


def test_an_unknown_residence_is_a_fault_with_the_likeliest_proposed() -> None:
    said = read(Residence(), "Les Tileuls")
    assert said == "« Les Tileuls » n'est pas une résidence connue ; vouliez-vous dire « Les Tilleuls » ?"


@pytest.mark.parametrize("held", ["Cité 34", "Le Parc (Gap)", "Zzz", "NC", "13"])
def test_a_name_that_means_none_is_never_guessed(held: str) -> None:
    assert "n'est pas une résidence connue" in read(Residence(), held)


def test_before_any_residence_is_known_the_fault_says_what_to_load_first(tmp_path: Path, data: Path) -> None:
    [receipt] = check(conflicts_file(tmp_path / "f.xlsx", "Conflits", [conflict(1, date(2025, 3, 4))]))
    assert [problem["message"] for problem in receipt["problems"]] == [
        "Feuille « Registre », ligne 3, « Résidence » : « Viala » est inconnue : aucune résidence n'est encore"
        " enregistrée ; déposez d'abord le référentiel des résidences"
    ]


def test_every_problem_says_its_place_its_value_and_its_repair() -> None:
    good = conflict(1, date(2025, 3, 4))
    faulty = [*good[:2], "31/02/2025", *good[3:5], "réglé", date(2025, 3, 14)]
    receipt = judge_rows([["Mars 2025"], CONFLICT_HEADER, good, faulty], "Registre")
    assert receipt["problems"] == [
        {
            "sheet": "Registre",
            "row": 4,
            "column": "Date signalement",
            "cell": "C4",
            "value": "31/02/2025",
            "message": "Feuille « Registre », ligne 4, « Date signalement » : 31/02/2025 n'existe pas ;"
            " vouliez-vous dire 28/02/2025 ?",
            "severity": "fault",
        },
        {
            "sheet": "Registre",
            "row": 4,
            "column": "Issue",
            "cell": "F4",
            "value": "réglé",
            "message": "Feuille « Registre », ligne 4, « Issue » : « réglé » n'est pas dans la liste ;"
            " vouliez-vous dire « Résolu » ?",
            "severity": "fault",
        },
    ]


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_a_column_is_named_as_the_spreadsheet_names_it(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_a_fault_of_a_csv_file_names_no_sheet(tmp_path: Path, data: Path) -> None:
    said = {
        "12/31/2024": "12/31/2024 a un mois 31, comme une date à l'américaine ; vouliez-vous dire 31/12/2024 ?",
        "12/3": "12/3 n'a pas d'année ; écrivez par exemple 12/3/2025",
        "mars 2025": "« mars 2025 » ne dit pas le jour ; écrivez le jour exact, par exemple 15/03/2025",
        "16/01/2026": "16/01/2026 est après le jour du dépôt ; vérifiez l'année et l'ordre jour/mois",
        "": "la cellule est vide ; écrivez une date, par exemple 31/12/2025",
    }
    rows = [["N°", "Résidence", "Date signalement", "Nature"]]
    rows += [[f"C{number}", "Viala", held, "Bruit"] for number, held in enumerate(said)]
    receipt = judge(write_csv(tmp_path / "f.csv", rows))
    assert [problem["message"] for problem in receipt["problems"]] == [
        f"Ligne {row}, « Date signalement » : {fault}" for row, fault in enumerate(said.values(), 2)
    ]


def test_a_name_that_two_residences_bear_asks_for_the_code() -> None:
    twins = Residences([{"residence": "VIA", "name": "Viala"}, {"residence": "VIB", "name": "viala"}])
    context = Context(date(2026, 1, 15), None, twins, twins.labels)
    assert twins.several("VIALA") == ["VIA", "VIB"]
    with pytest.raises(Fault, match="est le nom de plusieurs résidences ; écrivez leur code : VIA et VIB"):
        Residence().read(cell_of("Viala"), context)
    assert Residence().read(cell_of("VIB"), context).value == "VIB"
