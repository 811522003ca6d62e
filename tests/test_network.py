"""Partners, referrals and home-support paths: the mess of their workbooks, names that are one, what is never kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.cell import cell_of
from pipelines.contracts import contract_named
from pipelines.partners import Project, PublicName, key_of
from pipelines.types import Context
from tests.workbooks import Receipt, judge_rows, kept_rows, load, residences_file, shown, write_xlsx

MARCH, APRIL = date(2025, 3, 4), date(2025, 4, 8)
CONTEXT = Context(date(2026, 1, 15))
ACTIONS = ["Date", "Résidence", "Partenaire", "Action", "Catégorie de besoin", "Nature", "Participants", "Instance",
           "Projet fédérateur né", "Évènement commun (n°)"]  # fmt: skip
REFERRALS = [
    "N°",
    "Date",
    "Résidence",
    "Catégorie de besoin",
    "Partenaire / service",
    "Statut",
    "Droit ouvert (famille)",
]
PATHS = [
    "N° parcours", "Résidence", "Étape 1 contact association le", "Étape 2 échange/évaluation AS le",
    "Étape 3 intervenante de langue arabe / climat de confiance le", "Étape 4 aide en place le", "Arrêt le", "Motif d'arrêt",
]  # fmt: skip


def action(partner: Any = "Club", **more: Any) -> list[Any]:
    told: dict[str, Any] = {
        "on": MARCH,
        "residence": "Viala",
        "title": "Atelier",
        "need": "Numérique",
        "nature": "Atelier",
    }
    told |= {"people": 8, "body": None, "project": None, "shared": None} | more
    place = [told["on"], told["residence"], partner, told["title"]]
    return [*place, *(told[name] for name in ("need", "nature", "people", "body", "project", "shared"))]


def messages(receipt: Receipt) -> list[tuple[str, str, str]]:
    return [(one["severity"], one["column"], one["message"]) for one in receipt["problems"]]


@pytest.mark.parametrize(
    "spellings",
    [
        ("CCAS de Roquevent", "ccas roquevent", "C.C.A.S. de Roquevent", "C C A S Roquevent", "CCAS de la ville de Roquevent",
         "Centre communal d'action sociale de Roquevent"),
        ("Centre social des Pins", "centre social les pins", "CENTRE SOCIAL « LES PINS »", "Centre social Pins"),
        ("Caisse d'allocations familiales", "CAF", "C.A.F", "la CAF", "Caisse d’allocations familiales (CAF)"),
        ("Association Pas à pas", "Asso Pas à pas", "pas à pas"),
    ],
)  # fmt: skip
def test_the_spellings_of_a_partner_are_one(spellings: tuple[str, ...]) -> None:
    assert len({key_of(one) for one in spellings}) == 1, [key_of(one) for one in spellings]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CCAS de Roquevent", "CCAS de Port-Cigale"),
        ("Centre social des Pins", "Centre social des Oliviers"),
        ("Mission locale 1", "Mission locale 2"),
        ("CAF", "CPAM"),
    ],
)
def test_two_partners_stay_two(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_what_is_no_name_has_no_key() -> None:
    assert [key_of(one) for one in (None, "oui", "[texte retiré]")] == [None, None, None]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("CSAPA, addictologie", "CSAPA, addictologie"),  # a service is nobody's illness
        ("Cabinet de Mme Durand, 06 12 34 56 78", "Cabinet de [nom], [téléphone]"),
        ("néant", None),
    ],
)
def test_a_public_name_loses_people_and_nothing_else(written: str, kept: str | None) -> None:
    assert PublicName().read(cell_of(written), CONTEXT).value == kept


@pytest.mark.parametrize(
    ("written", "kept"), [("non", None), ("néant", None), (False, None), ("x", "oui"), (True, "oui"), ("Jardin partagé", "Jardin partagé")]
)  # fmt: skip
def test_a_project_is_a_name_a_yes_or_nothing(written: Any, kept: str | None) -> None:
    assert Project().read(cell_of(written), CONTEXT).value == kept


def test_a_register_of_actions_is_read_as_people_write_it(data: Path) -> None:
    header = [
        "Fait le",
        "RS",
        "Structure",
        "Action menée",
        "Besoin",
        "Forme",
        "Nb participants",
        "Émargement",
    ]
    line = ["4.3.25", "viala", "C.C.A.S.", "Permanence", "santé + droits", "PERMANENCE", "12", "Mme Durand"]
    receipt = judge_rows([["ACTIONS 2025"], header, line, ["TOTAL", None, None, None, None, None, 12]])
    assert (receipt["kind"], receipt["accepted"], messages(receipt)) == ("actions_partenaires", 1, [])
    [(_, held)] = receipt["lines"]
    assert held["needs"] == "acces_droits_demarches;sante_soins"
    assert (held["held_on"], held["nature"], held["participants"]) == (MARCH, "permanence", 12)
    assert any("Émargement" in place for place in receipt["not_read"])
    assert "Durand" not in str(receipt["lines"])


def test_a_name_nearly_the_same_is_doubted_once_at_its_first_line(data: Path) -> None:
    lines = [action("Médiathèque des Sources", on=date(2025, 3, day)) for day in (1, 2)]
    typo = [action("Médiatèque des Sources", on=date(2025, 3, day)) for day in (5, 6)]
    receipt = judge_rows([ACTIONS, *lines, *typo, action("Mission locale", on=date(2025, 3, 9))])
    [(severity, column, message)] = messages(receipt)
    assert (severity, column) == ("doubt", "Partenaire")
    assert "« Médiatèque des Sources » ressemble à « Médiathèque des Sources »" in message


def test_an_event_held_in_common_without_its_number_is_doubted(data: Path) -> None:
    forum = {"title": "Forum santé", "nature": "Forum"}
    alike = [action(**forum), action(residence="Les Tilleuls", **forum)]
    [(severity, column, _)] = messages(judge_rows([ACTIONS, *alike]))
    assert (severity, column) == ("doubt", "Évènement commun (n°)")
    numbered = [action(**forum, shared="F1"), action(residence="Les Tilleuls", **forum, shared="f1")]
    assert messages(judge_rows([ACTIONS, *numbered])) == []


def test_a_partner_met_in_two_workbooks_is_one_whatever_its_spelling(data: Path, tmp_path: Path) -> None:
    lines = [
        action("CCAS de Marseille"),
        action("ccas marseille", on=APRIL),
        action("C.C.A.S.", on=date(2025, 5, 6)),
    ]
    other = [["1", MARCH, "Viala", "Numérique", "CCAS Marseille", "Aboutie", None],
             ["2", APRIL, "Les Tilleuls", "Numérique", "Centre communal d'action sociale de Marseille", "Refusée", None]]  # fmt: skip
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "actions.xlsx", {"Actions": [["Année 2025"], ACTIONS, *lines]}),
        write_xlsx(tmp_path / "orientations.xlsx", {"Orientations": [["Année 2025"], REFERRALS, *other]}),
    )
    assert {row["partner"] for row in kept_rows("actions_partenaires")} == {
        "CCAS de Marseille",
        "ccas marseille",
        "C.C.A.S.",
    }
    assert [(one["residence"], one["value"]) for one in shown("active_partners", "residence")] == [
        ("TIL", 1),
        ("VIA", 1),
    ]
    assert [one["value"] for one in shown("active_partners")] == [1]


def test_a_shared_presentation_counts_once_for_the_association(data: Path, tmp_path: Path) -> None:
    both = [
        action(
            None,
            residence=name,
            nature="Présentation en instance",
            body="Atelier Santé Ville",
            project=project,
            shared="ASV 1",
        )
        for name, project in (("Viala", "Jardin partagé"), ("Les Tilleuls", "le jardin partagé"))
    ]
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "a.xlsx", {"Actions": [["Année 2025"], ACTIONS, *both]}),
    )
    for name in ("local_body_presentations", "joint_projects_started"):
        assert [one["value"] for one in shown(name, "residence")] == [1, 1]
        assert [one["value"] for one in shown(name)] == [1]


def test_a_referral_tells_no_file(data: Path) -> None:
    header = [*REFERRALS, "Nom du résident", "N° récépissé", "Pathologie", "Motif de non-aboutissement"]
    line = ["1", MARCH, "Viala", "Santé / soins", "Suivi du diabète de M. Karim", "rendez-vous pris", None,
            "Durand", "9912345678", "diabète", "récépissé n° 9912345678 périmé"]  # fmt: skip
    receipt = judge_rows([header, line])
    assert (receipt["kind"], receipt["accepted"]) == ("orientations", 1)
    [(_, held)] = receipt["lines"]
    assert held["status"] == "rdv_pris"
    assert held["partner"] == "[texte retiré]"
    assert {"person", "file_number", "file_detail"}.isdisjoint(held)
    assert not {"Durand", "9912345678", "diabète"} & set(str(held).split())


@pytest.mark.parametrize(
    ("more", "severity", "column"),
    [
        ({"status": "En cours", "family": "Santé"}, "doubt", "Droit ouvert (famille)"),
        ({"status": "réglé"}, "fault", "Statut"),
        ({"status": "NC"}, "fault", "Statut"),
    ],
)
def test_a_referral_that_contradicts_itself_is_told(
    more: dict[str, str], severity: str, column: str, data: Path
) -> None:
    line = ["1", MARCH, "Viala", "Santé / soins", "CPAM", more["status"], more.get("family")]
    assert [told[:2] for told in messages(judge_rows([REFERRALS, line]))] == [(severity, column)]


def path(*days: date | None, stop: date | None = None, reason: str | None = None) -> list[Any]:
    return ["P1", "Viala", *days, *[None] * (4 - len(days)), stop, reason]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (path(MARCH, MARCH, APRIL), []),  # the same day is in order
        (path(APRIL, MARCH), [("fault", "Étape 2 échange/évaluation AS le")]),
        (path(MARCH, APRIL, MARCH), [("doubt", PATHS[4])]),
        (path(MARCH, None, APRIL), [("doubt", PATHS[4])]),  # a stage is skipped
        (path(MARCH, APRIL, stop=date(2025, 3, 1)), [("fault", "Arrêt le")]),
        (path(MARCH, APRIL, stop=date(2025, 4, 1), reason="refus"), [("doubt", PATHS[3])]),
        (path(MARCH, reason="décès"), [("doubt", "Motif d'arrêt")]),
        (path(None, MARCH), [("fault", PATHS[2])]),
    ],
)  # fmt: skip
def test_stages_out_of_order_are_a_fault_or_a_doubt_as_sense_requires(
    line: list[Any], expected: list[tuple[str, str]], data: Path
) -> None:
    told = [one[:2] for one in messages(judge_rows([PATHS, line]))]
    assert [one for one in told if one[1] in PATHS] == expected or expected[0] in told


def test_health_beside_a_path_is_named_and_never_kept(data: Path) -> None:
    header = [*PATHS, "GIR", "Pathologie", "Diagnostic", "Nom", "Chambre", "Date de naissance"]
    receipt = judge_rows(
        [header, [*path(MARCH, APRIL), 4, "AVC", "démence", "Durand", "112", date(1941, 5, 6)]]
    )
    assert (receipt["kind"], receipt["accepted"]) == ("maintien_domicile", 1)
    for name in ("GIR", "Pathologie", "Nom", "Chambre", "Date de naissance"):
        assert any(name in place for place in receipt["not_read"]), name
    [(_, held)] = receipt["lines"]
    assert set(held) <= {"case_id", "residence", "stage_1_on", "stage_2_on"}


@pytest.mark.parametrize("kind", ["F8", "F9", "F10"])
def test_no_residence_owes_these_registers_every_month(kind: str) -> None:
    assert not contract_named(kind).is_due
