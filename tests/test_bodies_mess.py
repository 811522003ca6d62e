"""Elections, members in office, charters and groups as staff write them: what is read, dropped, doubted, refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.workbooks import Receipt, judge_rows

pytestmark = pytest.mark.usefixtures("data")  # the day of deposit is 15 January 2026

VOTE = ["Résidence", "Date scrutin", "Inscrits", "Votants", "Candidats", "Sièges prévus", "Titulaires élus"]
MARCH = date(2025, 3, 12)


def vote(extra: dict[str, Any] | None = None, **more: Any) -> Receipt:
    """Return the receipt of one sound election with some cells of its own, and some columns more."""
    told = dict(zip(VOTE, ["Viala", MARCH, 80, 40, 6, 5, 5], strict=True)) | (extra or {}) | more
    return judge_rows([list(told), list(told.values())])


def told(receipt: Receipt) -> list[tuple[str, str, str]]:
    return [(one["severity"], one["column"], one["message"]) for one in receipt["problems"]]


def test_a_sound_election_is_read_without_a_word() -> None:
    receipt = vote({"Fin de mandat": date(2028, 3, 12), "1re réunion le": date(2025, 3, 12)})
    assert told(receipt) == []
    assert receipt["kind"] == "comites_elections"
    assert receipt["slices"] == [{"kind": "comites_elections", "residence": "VIA", "period": ""}]


@pytest.mark.parametrize(
    ("extra", "column", "said"),
    [
        ({"Votants": 81}, "Votants", "81 votants pour 80 inscrits"),
        ({"Titulaires élus": 5, "Candidats": 4}, "Titulaires élus", "5 titulaires élus pour 4 candidats"),
        ({"Titulaires élus": 6}, "Titulaires élus", "6 titulaires élus pour 5 sièges"),
        ({"Fin de mandat": date(2025, 3, 11)}, "Fin de mandat", "fin de mandat avant l'élection"),
        ({"1re réunion le": date(2025, 3, 11)}, "1re réunion le", "première réunion avant l'élection"),
        ({"Constat de carence affiché le": "carence"}, "Constat de carence affiché le", "« carence » ne dit pas quel jour ; écrivez"),
        ({"Constat de carence affiché le": "oui"}, "Constat de carence affiché le", "« oui » ne dit pas quel jour"),
        ({"Date scrutin": "courant mars"}, "Date scrutin", "« courant mars » ne dit pas le jour"),
        ({"Date scrutin": date(2026, 3, 1)}, "Date scrutin", "est après le jour du dépôt"),
        ({"Votants": "une dizaine"}, "Votants", "une dizaine"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_cell(extra: dict[str, Any], column: str, said: str) -> None:
    [(severity, at, message)] = told(vote(extra))
    assert (severity, at) == ("fault", column)
    assert said in message


@pytest.mark.parametrize(
    ("extra", "column", "said"),
    [
        ({"Sièges prévus": 7}, "Sièges prévus", "3 à 6 membres (D633-7-1)"),
        ({"Sièges prévus": 2, "Titulaires élus": 2}, "Sièges prévus", "3 à 6 membres (D633-7-1)"),
        ({"Fin de mandat": date(2028, 3, 13)}, "Fin de mandat", "mandat de plus de 3 ans"),
        ({"Titulaires élus": 2}, "Constat de carence affiché le", "moins de la moitié des sièges pourvus"),
        ({"Inscrits": 29, "Votants": 12}, "Inscrits", "moins de 30 inscrits"),
        ({"Constat de carence affiché le": date(2025, 3, 11)}, "Constat de carence affiché le", "constat de carence avant le scrutin"),
    ],
)  # fmt: skip
def test_what_is_odd_asks_for_a_reason(extra: dict[str, Any], column: str, said: str) -> None:
    receipt = vote(extra)
    [(severity, at, message)] = told(receipt)
    assert (severity, at) == ("doubt", column)
    assert said in message
    assert receipt["status"] == "acceptable"


@pytest.mark.parametrize(
    "extra",
    [
        {"Sièges prévus": 3, "Titulaires élus": 3},
        {"Sièges prévus": 6},
        {"Sièges prévus": 4, "Titulaires élus": 2},  # exactly half of the seats: no deficiency
        {"Inscrits": 30, "Votants": 12},
        {"Fin de mandat": date(2028, 3, 12)},  # three years to the day
        {"Titulaires élus": 1, "Constat de carence affiché le": date(2025, 3, 20)},
    ],
)
def test_what_stands_at_the_limit_is_not_questioned(extra: dict[str, Any]) -> None:
    assert told(vote(extra)) == []


def test_a_line_of_zeros_is_doubted_once_and_sans_objet_is_kept_as_such() -> None:
    zeros = vote({"Inscrits": 0, "Votants": 0, "Candidats": 0, "Sièges prévus": 0, "Titulaires élus": 0})
    [(severity, column, message)] = told(zeros)
    assert (severity, column) == ("doubt", "Inscrits")
    assert "écrivez SO" in message
    [(_, kept)] = vote({"Inscrits": "SO", "Votants": "sans objet"})["lines"]
    assert kept["not_applicable"] == ";registered_voters;;voters;"
    assert "voters" not in kept


def test_the_names_of_the_elected_are_dropped_and_said_to_be() -> None:
    receipt = vote({"Noms des élus": "Personne A, Personne B", "Liste des candidats": "Personne C"})
    [(_, kept)] = receipt["lines"]
    assert "Personne" not in str(kept)
    assert "Noms des élus" in str(receipt["not_read"])


def test_another_hand_writes_the_same_election() -> None:
    receipt = judge_rows(
        [
            ["ÉLECTIONS DU COMITÉ — VIALA"],
            [],
            ["Élection du", "Électeurs", "Nb votants", "Candidatures", "Sièges", "Nb élus", "Suppléants", "Mandat jusqu'au"],
            ["12.03.25", "80 pers.", 40, "six", 5, 5, "néant", datetime(2028, 3, 12)],
            ["12/03/2022", "NC", "?", 4, 5, 4, "aucun", None],
            ["TOTAL", None, 40, None, 10, 9, None, None],
        ]
    )  # fmt: skip
    faults = [one for one in told(receipt) if one[0] == "fault"]
    assert [at for _, at, _ in faults] == ["Candidatures"]  # « six » in letters is refused, with its repair
    [(_, kept)] = receipt["lines"]
    assert (kept["elected_on"], kept["residence"], kept["substitutes_elected"]) == (
        date(2022, 3, 12),
        "VIA",
        0,
    )
    assert "voters" not in kept
    assert receipt["ignored"] == 1


def test_members_in_office_are_counted_month_by_month_and_never_named() -> None:
    header = [
        "Résidence",
        "Mois",
        "Titulaires en exercice",
        "Suppléants en fonction",
        "Noms des membres",
        "Motif",
    ]
    receipt = judge_rows(
        [
            header,
            ["Viala", "mars 2025", 5, 1, "Personne A", "décès"],
            ["RS Viala", "04/2025", "néant", "NC", None, None],
            ["Les Tilleuls", "avril 2025", "SO", None, None, None],
            ["VIALA", date(2025, 5, 1), 9, None, None, None],
        ]
    )
    assert receipt["kind"] == "comite_titulaires"
    rows = [kept for _, kept in receipt["lines"]]
    assert [row.get("full_members_in_office") for row in rows] == [5, 0, None, 9]
    assert rows[2]["not_applicable"] == ";full_members_in_office;"
    assert "Personne" not in str(rows)
    assert "décès" not in str(rows)
    assert [one[:2] for one in told(receipt)] == [("doubt", "Titulaires en exercice")]


def test_a_charter_signed_or_revised_without_a_day_is_doubted() -> None:
    header = [
        "Résidence",
        "Charte adoptée le",
        "Révisée le",
        "Nb participants à l'élaboration",
        "Nb signataires",
    ]
    receipt = judge_rows(
        [
            header,
            ["Viala", None, date(2025, 3, 1), 12, None],
            ["Les Tilleuls", date(2025, 3, 2), date(2025, 3, 1), 12, 40],
        ]
    )
    assert receipt["kind"] == "charte_groupes"
    assert [(severity, column) for severity, column, _ in told(receipt)] == [
        ("doubt", "Révisée le"),
        ("fault", "Révisée le"),
    ]


def test_a_group_is_known_by_its_name_and_led_by_a_kind_of_people_not_a_person() -> None:
    header = [
        "Résidence",
        "Groupe",
        "Thème",
        "Né de la charte (O/N)",
        "Créé le",
        "Animé par",
        "Membres",
        "Séances",
        "Statut",
    ]
    receipt = judge_rows(
        [
            header,
            ["Viala", "Jardin partagé", "potager", "x", "mars 2025", "Comité de résidents", "12 pers.", 3, "en cours"],
            ["Viala", "Cuisine", "repas", "non", date(2025, 3, 1), "mixte", 5, 0, "Actif"],
            ["Viala", "Café", None, None, date(2025, 3, 1), "ÉQUIPE", None, 2, "En projet"],
            ["Viala", None, "repas", None, None, None, None, None, "Actif"],
        ]
    )  # fmt: skip
    said = told(receipt)
    assert ("fault", "Créé le") in [one[:2] for one in said]
    assert any(
        column == "Animé par" and "vouliez-vous dire « Équipe »" in message for _, column, message in said
    )
    assert ("doubt", "Statut") in [one[:2] for one in said]
    assert ("fault", "Groupe") in [one[:2] for one in said]
    assert [kept["led_by"] for _, kept in receipt["lines"]] == ["equipe"]


def test_charter_and_groups_come_in_one_workbook_and_a_session_names_its_group() -> None:
    receipt = judge_rows(
        [
            ["Date", "Résidence", "Type de réunion", "Groupe", "Statut", "Présents résidents"],
            [MARCH, "Viala", "Groupe d'action", "Jardin partagé", "Tenue", 8],
            [MARCH, "Viala", "Groupe d'action", "Cuisine", "Tenue", 5],
        ]
    )
    assert (receipt["kind"], told(receipt)) == ("reunions", [])  # two groups may meet on one day
    assert [kept["group_name"] for _, kept in receipt["lines"]] == ["Jardin partagé", "Cuisine"]
