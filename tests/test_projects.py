"""What is read of the projets sociaux for a page: which comes next, what is late, what answers a need, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.action_plans import actions, answers_to_needs
from indicators.events import events
from indicators.projects import Project, projects
from tests.project_data import DAY, filled

FUNDER = sight_of("evaluateur", ("ONE",), None, None)
TEAM = sight_of("equipe", ("ONE",), None, None)


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from filled(tmp_path_factory.mktemp("projects"))


def found(version: str, code: str, day: date = DAY) -> Project:
    [one] = projects(version, EVERYTHING, (code,), day)
    return one


def test_what_comes_next_comes_first(version: str) -> None:
    order = [(one.residence, one.standing) for one in projects(version, EVERYTHING, (), DAY)]
    assert order == [
        ("OLDER", "overdue"),
        ("OLD", "overdue"),
        ("LOST", "unknown"),
        ("NONE", "none"),
        ("SLOW", "under_way"),
        ("QUICK", "under_way"),
        ("SOON", "due_soon"),
        ("ONE", "up_to_date"),
    ]


def test_a_projet_social_is_judged_at_its_day(version: str) -> None:
    assert (found(version, "ONE").in_force, found(version, "ONE", date(2026, 1, 5)).in_force) == ("V1", "V2")
    assert found(version, "ONE", date(2024, 1, 31)).standing == "none"
    assert found(version, "SLOW", date(2025, 5, 31)).stages == ()


def test_the_last_day_of_validity_is_still_up_to_date(version: str) -> None:
    due = found(version, "ONE").due_on
    assert due == date(2029, 1, 31)  # 1 826 days after 1 February 2024
    assert found(version, "ONE", date(2025, 12, 31)).due_on == due
    old = found(version, "SOON", date(2026, 6, 30))  # 1 826 days
    assert (old.standing, found(version, "SOON", date(2026, 7, 1)).standing) == ("due_soon", "overdue")


def test_the_register_alone_tells_the_stages_before_the_one_under_way(version: str) -> None:
    slow = found(version, "SLOW")
    assert [stage.done_on is not None for stage in slow.stages] == [True] * 4 + [False] * 3
    assert slow.current
    assert (slow.current.code, slow.days_in_stage, slow.coming) == ("redaction", 213, "V2")
    assert [stage.code for stage in slow.stages if stage.is_known] == ["redaction"]


def test_an_action_is_late_the_day_after_its_end_unless_it_is_over(version: str) -> None:
    late = {one.action: one.is_late(DAY) for one in actions(version, EVERYTHING, ("ONE",), DAY)}
    assert late == {"Bus": True, "Cours": False, "Navette": False}


def test_the_plan_of_a_version_is_over_with_it(version: str) -> None:
    assert [one.action for one in actions(version, EVERYTHING, ("ONE",), date(2026, 1, 5))] == ["Salle"]


def test_the_plan_being_written_is_shown_and_does_not_count_yet(version: str) -> None:
    [one] = actions(version, EVERYTHING, ("SLOW",), DAY)
    assert (one.action, one.is_in_force, one.is_open_ended) == ("Visites", False, True)


def test_each_need_says_what_answers_it_gaps_first(version: str) -> None:
    answers = answers_to_needs(version, EVERYTHING, ("ONE",), DAY)
    assert [
        (one.need, one.is_frequent, one.has_objective, one.has_action, one.is_gap) for one in answers
    ] == [
        ("langue", True, False, True, True),  # an action, and no objective
        ("mobilite", True, True, False, True),  # 20 % exactly; given up
        (
            "numerique",
            False,
            False,
            False,
            True,
        ),  # among the five first, no objective: its plan is not in force
        ("sante_soins", True, True, True, False),
    ]


def test_what_happened_is_told_with_its_month(version: str) -> None:
    assert [(one.month, one.kind) for one in events(version, EVERYTHING, "ONE")] == [
        ("2024-02", "project"),
        ("2024-04", "election"),
        ("2025-01", "floor_meetings"),
        ("2025-03", "works"),
        ("2025-06", "works"),
    ]
    take_off = next(one for one in events(version, EVERYTHING, "ONE") if one.kind == "floor_meetings")
    assert "de 3 à 10 en un an" in take_off.words


@pytest.mark.parametrize("read", [projects, actions, answers_to_needs])
def test_who_sees_totals_only_reads_no_projet_social(read: Any, version: str) -> None:
    with pytest.raises(OutOfSight):
        read(version, FUNDER, (), DAY)
    with pytest.raises(OutOfSight):
        events(version, FUNDER, "ONE")


def test_a_team_reads_its_own(version: str) -> None:
    assert {one.residence for one in projects(version, TEAM, (), DAY)} == {"ONE"}
    with pytest.raises(OutOfSight):
        projects(version, TEAM, ("OLD",), DAY)
    with pytest.raises(OutOfSight):
        events(version, TEAM, "OLD")
