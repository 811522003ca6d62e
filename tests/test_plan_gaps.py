"""What a plan no longer holds, which one comes next, the evidence since it was validated: recounted by hand on `project_data`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.action_plans import Action, Answer
from indicators.consultation import Told, consultation
from indicators.evidence import Windows, evidence, windows
from indicators.measure import Figure, current_version, measure
from indicators.next_project import Next, next_projects
from indicators.plan_gaps import Gap, _receded, plan_gaps
from indicators.projects import Project
from indicators.sums import Scope
from indicators.survey import need_changes, need_changes_apart
from indicators.then_and_now import ONE_SIDE, REGISTER, TOO_FEW, Moment, Row, judged
from indicators.verdicts import Change
from tests.project_data import DAY, filled
from tests.test_actualisation import PAGE, opened
from tests.test_pages import said
from tests.workbooks import load, write_xlsx
from ui import consulted

FUNDER = sight_of("evaluateur", ("ONE",), None, None)
TEAM = sight_of("equipe", ("ONE",), None, None)
STAGES = [
    ["Résidence", "Version", "Étape", "Commencée le", "Validée le", "Résidents rencontrés", "Salariés présents", "Organismes consultés"],
    ["SLOW", "V2", "Lancement / COPIL", date(2025, 1, 10), date(2025, 2, 1), None, 4, "Ville"],
    ["SLOW", "V2", "Consultation des résidents", date(2025, 2, 3), date(2025, 4, 1), 12, None, None],
    ["SLOW", "V2", "Rédaction", date(2025, 6, 1), None, None, 2, None],
]  # fmt: skip


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("gaps")
    for _ in filled(folder):
        [receipt] = load(write_xlsx(folder / "3.xlsx", {"Étapes": STAGES}), reason="essai")
        assert receipt["status"] == "loaded", receipt["problems"]
        yield current_version() or ""


# What the plan no longer holds.


def test_a_plan_is_read_as_a_hand_reads_it(version: str) -> None:
    # Santé 10 of 10, langue 5, mobilité 2 (just frequent), numérique 1 (fourth). « Bus » ended the day before, « Cours » ends that
    # day and tells nothing, « Navette », given up, is all that carries « Bouger ».
    found = plan_gaps(version, EVERYTHING, ("ONE",), DAY)
    assert [(one.kind, one.text, one.voices, one.days_late) for one in found] == [
        ("action_without_follow_up", "Bus", 10, 1),
        ("need_unanswered", "Apprentissage du français", 5, 0),
        ("action_without_follow_up", "Cours", 5, 0),
        ("need_unanswered", "Mobilité", 2, 0),
        ("objective_without_action", "Bouger", 2, 0),
        ("need_unanswered", "Numérique", 1, 0),
    ]
    assert found[1].to_do == "écrire un objectif qui nomme ce besoin"
    assert found[3].why == "dit par 2 répondants sur 10 (Vague 2025) : aucune action en cours"
    assert found[0].why == "fin prévue le 30/12/2025, passée : ni faite ni abandonnée"


def test_the_day_of_its_end_an_action_is_not_silent(version: str) -> None:
    bus = [one for one in plan_gaps(version, EVERYTHING, ("ONE",), date(2025, 12, 30)) if one.text == "Bus"]
    # On time, but it tells neither aim nor result.
    assert [one.why for one in bus] == ["en cours, sans cible, sans résultat et sans avancement"]


def action(objective: str, needs: tuple[str, ...], status: str = "en_cours") -> Action:
    return Action(
        "ONE",
        "V1",
        None,
        objective,
        "x",
        needs,
        None,
        None,
        None,
        None,
        True,
        status,
        None,
        None,
        None,
        None,
        True,
    )


def test_an_objective_is_said_to_be_over_only_when_every_need_of_it_went_down() -> None:
    voiced = [Answer("ONE", "V", need, 10, 50, at, True, ()) for at, need in enumerate(("a", "b", "c"), 1)]
    down = Change(0.5, 0.2, -30.0, -45.0, -12.0, "established")
    changed = {
        "a": down,
        "b": replace(down, verdict="to_confirm"),
        "c": replace(down, before=0.2, after=0.5, points=30.0),
    }
    plan = [
        action("Seul", ("a",)),
        action("À deux", ("a", "b")),
        action("Monté", ("c",)),
        action("Rendu", ("a",), "abandonnee"),
    ]
    [gap] = _receded(plan, voiced, changed, {"a": "Besoin A"})
    assert (gap.text, gap.voices) == ("Seul", 15)  # 30 points of the 50 asked
    assert gap.why == "« Besoin A » : 50\u202f% puis 20\u202f%, baisse établie"


def test_changes_are_those_of_each_residence_on_its_own_page(version: str) -> None:
    assert need_changes_apart(version, EVERYTHING, ("ONE",)).get(("ONE", "Vague 2025"), {}) == need_changes(
        version, EVERYTHING, "Vague 2025", ("ONE",)
    )


def test_of_two_texts_past_their_validity_the_one_that_holds_least_comes_first() -> None:
    def one(code: str, validated_on: date, gaps: int) -> Next:
        gap = Gap(code, "need_unanswered", "x", "y", "z")
        return Next(Project(code, code, date(2026, 1, 1), 5, "V1", validated_on), (gap,) * gaps)

    old, gaping = one("OLD", date(2011, 1, 1), 0), one("GAPING", date(2019, 1, 1), 8)
    assert (round(old.weight, 1), round(gaping.weight, 1)) == (10.0, 18.0)  # 10 × 1; 2 × 9
    assert sorted([old, gaping], key=lambda each: each.rank) == [gaping, old]
    assert one("NEW", date(2025, 1, 1), 9).weight == 0


def test_what_comes_next_keeps_the_order_of_standings(version: str) -> None:
    order = [one.project.residence for one in next_projects(version, EVERYTHING, (), DAY)]
    # The stage that SLOW comes to has not begun: nobody can say since when it waits.
    assert order == ["OLDER", "OLD", "LOST", "NONE", "QUICK", "SLOW", "SOON", "ONE"]


# Evidence.


def months(first: int, count: int) -> list[str]:
    return [f"{first + at // 12}-{at % 12 + 1:02d}" for at in range(count)]


@pytest.mark.parametrize(
    ("known", "validated_on", "expected"),
    [
        (months(2024, 24), date(2024, 12, 31), (("2024-01", "2024-12"), ("2025-01", "2025-12"), True)),
        (months(2024, 24), date(2025, 6, 26), (("2025-01", "2025-06"), ("2025-07", "2025-12"), True)),
        (months(2023, 36), date(2001, 3, 12), (("2023-01", "2023-12"), ("2025-01", "2025-12"), False)),
        (months(2025, 7), None, (("2025-01", "2025-03"), ("2025-05", "2025-07"), False)),
        (months(2025, 1), date(2024, 1, 1), ((), ("2025-01", "2025-01"), False)),
        (months(2025, 12), date(2025, 12, 1), (("2025-01", "2025-06"), ("2025-07", "2025-12"), False)),
    ],
)  # fmt: skip
def test_as_many_months_are_compared_and_none_twice(
    known: list[str], validated_on: date | None, expected: object
) -> None:
    found: Windows = windows(known, validated_on)
    ends = [(side[0], side[-1]) if side else () for side in (found.before, found.now)]
    assert (*ends, found.is_at_validation) == expected
    assert not set(found.before) & set(found.now)


def row(name: str, was: tuple[float, float | None], became: tuple[float, float | None]) -> Row:
    sides = [Figure(name, {}, x, n, 0, 1, x / n if n else x) for x, n in (was, became)]
    return Row(name, "", None, Moment(sides[0]), Moment(sides[1]), "")


@pytest.mark.parametrize(
    ("name", "was", "became", "verdict"),
    [
        # 38/1596 − 16/1742 = 0,0146 for a spread of 0,0045: 3,2 times; 12/1397 − 14/1400 = −0,0014 for 0,0036.
        ("conflicts_per_100", (16, 1742), (38, 1596), "hausse établie"),
        ("conflicts_per_100", (14, 1400), (12, 1397), "pas d'évolution établie"),
        ("meetings_held", (30, None), (10, None), "baisse établie"),  # 20 for √40 × 1,96 = 12,4
        ("meetings_held", (29, None), (28, None), "pas d'évolution établie"),
        ("occupancy_rate", (900, 1000), (950, 1000), REGISTER),
        ("resident_initiated_share", (3, 8), (4, 9), TOO_FEW),
        ("exits_ordinary_housing_rate", (5, 19), (15, 40), TOO_FEW),  # 19 cases: under twenty
        ("exits_ordinary_housing_rate", (10, 100), (50, 100), "hausse établie"),
    ],
)
def test_what_is_said_of_a_change_is_what_may_be_said(
    name: str, was: tuple[float, float | None], became: tuple[float, float | None], verdict: str
) -> None:
    assert [one.verdict for one in judged([row(name, was, became)])] == [verdict]


def test_the_evidence_of_a_residence_is_what_pages_show(version: str) -> None:
    # Validated in February 2024, of 24 months known: two months then (one floor meeting), the last two (none), one wave since.
    found = evidence(version, TEAM, "ONE", DAY)
    assert (found.in_force, found.validated_on, found.is_since_validation) == ("V1", date(2024, 2, 1), True)
    rows = {(one.indicator, one.category): one for part in found.parts for one in part.rows}
    held = rows["meetings_held", None]
    assert held.before
    assert held.before.figure
    assert (held.before.first, held.before.last, held.before.figure.numerator) == (
        date(2024, 1, 1),
        date(2024, 2, 1),
        1,
    )
    health = rows["need_rate", "sante_soins"]
    assert (health.now.figure and health.now.figure.numerator, health.before, health.verdict) == (
        10,
        None,
        ONE_SIDE,
    )
    for one in rows.values():
        if one.category is None and one.now.figure:
            scope = Scope(("ONE",), one.now.first, one.now.last)
            assert measure(version, EVERYTHING, one.indicator, (), scope) == [one.now.figure]


# Who was consulted.


def test_who_was_consulted_is_told_as_it_is_declared_and_never_added_up(version: str) -> None:
    found = consultation(version, EVERYTHING, "SLOW", DAY)
    assert found
    assert (found.version, found.residents, found.staff, found.partners) == ("V2", None, None, None)
    assert found.stages == (
        Told("lancement", date(2025, 1, 10), date(2025, 2, 1), None, 4, "Ville"),
        Told("consultation_residents", date(2025, 2, 3), date(2025, 4, 1), 12, None, None),
        Told("redaction", date(2025, 6, 1), None, None, 2, None),
    )
    assert consultation(version, EVERYTHING, "NONE", DAY) is None
    earlier = consultation(version, EVERYTHING, "SLOW", date(2025, 1, 31))
    assert earlier
    assert [one.stage for one in earlier.stages] == ["lancement"]


def test_the_next_step_says_what_to_do(version: str) -> None:
    [slow], [old], [one] = (
        [each.project for each in next_projects(version, EVERYTHING, (code,), DAY)]
        for code in ("SLOW", "OLD", "ONE")
    )
    names = {"redaction": "Rédaction", "diagnostic": "Diagnostic"}
    assert consulted.next_step(slow, names).startswith("Commencer l'étape 2 sur 7, « Diagnostic »")
    assert consulted.next_step(old, names).startswith("Lancer l'actualisation : réunir le comité")
    assert consulted.next_step(one, names).startswith("Rien à lancer avant le 31 janvier 2029")


def test_each_reads_its_own(version: str) -> None:
    for read in (plan_gaps, next_projects):
        with pytest.raises(OutOfSight):
            read(version, FUNDER, (), DAY)
        with pytest.raises(OutOfSight):
            read(version, TEAM, ("OLD",), DAY)
        assert read(version, TEAM, (), DAY)
    for look in (evidence, consultation):
        with pytest.raises(OutOfSight):
            look(version, FUNDER, "ONE", DAY)
        with pytest.raises(OutOfSight):
            look(version, TEAM, "OLD", DAY)


# The pages.


def test_actualisation_tells_what_the_plan_no_longer_holds_and_what_to_do(version: str) -> None:
    at = opened(version, PAGE, "equipe")
    told = "\n".join(said(at))
    assert "6 points à reprendre" in told
    assert "**Bus** (action sans suivi)" in told
    assert "Prochain pas" in told


def test_synthese_says_which_comes_next_and_why_and_a_funder_reads_none_of_it(version: str) -> None:
    head, funder = (
        "\n".join(said(opened(version, "pilotage/synthese", role))) for role in ("direction", "evaluateur")
    )
    assert "**Maison OLDER** : validité dépassée de 19,8 ans, rien n'est commencé" in head
    assert "par où commencer" not in funder


def test_the_evidence_is_shown_with_its_words(version: str) -> None:
    at: AppTest = opened(version, "projet_social/preuves", residence="Maison ONE")
    told = "\n".join(said(at))
    assert "validée le **1er février 2024**" in told
    assert "Santé / soins : une seule période connue" in told
    assert "100\u202f% (10 sur 10)" in told
