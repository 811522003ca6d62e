"""The content of a bilan and what it still lacks: figures worked out by hand, each equal to what the evaluator is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, sight_of
from indicators.__main__ import main as indicators_command
from indicators.calls import Action
from indicators.compute import compute
from indicators.editions import sealed as sealed_edition
from indicators.measure import current_version
from indicators.open_figures import OPEN
from indicators.publish import compose
from pipelines.closing import close
from pipelines.frozen import freeze
from reports.bilan.checklist import checklist, has_no_result, is_far, unexplained
from reports.bilan.content import MASKED, Bilan, Table, bilan_of, told
from reports.bilan.parts import NotReady, prepared, sight_for
from tests.conftest import TODAY
from tests.small_association import CALL
from tests.small_year import FILES, write_files
from tests.workbooks import load

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def filled(folder: Path, closed: list[str]) -> None:
    """Load the small year and close some of its months."""
    write_files(folder)
    load(*(folder / name for name in FILES))
    if closed:
        close(closed, compute, by="test", name="Direction")


@pytest.fixture(scope="module", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bilan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        filled(folder, MONTHS)
        yield folder


def version() -> str:
    return str(current_version())


@pytest.fixture(scope="module")
def bilan(house: Path) -> Bilan:
    return prepared(version(), sight_for(version(), CALL), CALL)


def table(found: Bilan, key: str) -> Table:
    [one] = [one for part in found.parts for one in part.tables if one.key == key]
    return one


def row(found: Bilan, key: str, name: str) -> dict[str, Any]:
    held = table(found, key)
    [one] = [one for one in held.rows if one.key.startswith(name)]
    return dict(zip((column.key for column in held.columns), one.cells, strict=True))


def test_thirteen_parts_over_the_year_of_the_call(bilan: Bilan) -> None:
    assert [part.number for part in bilan.parts] == list(range(1, 14))
    assert (bilan.first, bilan.last, bilan.as_of, bilan.since) == (
        "2025-01-01",
        "2025-12-01",
        "2025-12-31",
        "2024-01-01",
    )
    assert bilan_of(json.loads(json.dumps(bilan.as_json()))) == bilan


def test_the_first_page_tells_six_figures_with_what_they_rest_on(bilan: Bilan) -> None:
    """A1: 38 of 40 people; A2: 690 attendances of 700. Charges: 2 400,50 + 24 000 of 3 000 + 24 000; grant: 2 000 + 17 000 of 20 000."""
    wanted = {
        "distinct": (40, 38, -2, 0.95, 1, 0, 1),
        "passages": (700, 690, -10, 690 / 700, 1, 0, 1),
        "aap_budget_execution_rate": (27000, 26400.5, -599.5, 26400.5 / 27000, 2, 0, 1),
        "aap_grant_consumption_rate": (20000, 19000, -1000, 0.95),
        # A grant of 20 000, own funds of 6 400,50 of 7 000.
        "products": (27000, 26400.5, -599.5, 26400.5 / 27000, 2, 0, 1),
    }
    assert len(table(bilan, "synthesis").rows) == 6
    for name, numbers in wanted.items():
        [one] = [each for each in table(bilan, "synthesis").rows if each.key == name]
        assert one.cells[1 : 1 + len(numbers)] == pytest.approx(numbers), name


def test_each_action_has_its_gap_and_what_is_not_known_has_none(bilan: Bilan) -> None:
    one, two, three = (row(bilan, "results", f"A{rank}/") for rank in (1, 2, 3))
    assert (one["planned"], one["achieved"], one["gap"], one["share"], one["met"]) == (10, 10, 0, 0, 38)
    assert (two["gap"], two["share"]) == (-2, pytest.approx(-2 / 90))
    assert (three["planned"], three["achieved"], three["gap"], three["met"]) == (20, None, None, None)


def test_the_budget_is_told_initial_revised_achieved(bilan: Bilan) -> None:
    charges, products = (row(bilan, "budget.totals", side) for side in ("charges", "products"))
    assert list(charges.values())[1:] == pytest.approx([34000, 27000, 26400.5, 26400.5 / 27000, 19000])
    assert list(products.values())[1:] == pytest.approx([34000, 27000, 26400.5, 26400.5 / 27000, 20000])
    assert list(row(bilan, "budget.totals", "in_kind").values())[1:] == [None] * 5


def test_every_indicator_equals_what_the_command_shows_the_evaluator(
    bilan: Bilan, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = 0
    for part in bilan.parts:
        for held in part.tables:
            if not held.key.startswith("indicators."):
                continue
            for one in held.rows:
                name, _, category = one.key.partition("/")
                asked = [
                    "show",
                    name,
                    "--as",
                    "evaluateur",
                    "--scope",
                    "2024-01:2025-12",
                    "--call",
                    CALL,
                    "--json",
                ]
                period = (
                    ["--by", "wave"]
                    if name.startswith("aap_")
                    else ["--from", "2025-01", "--to", "2025-12", "--as-of", "2025-12-31"]
                )
                assert indicators_command([*asked, *period]) == 0
                shown = json.loads(capsys.readouterr().out)
                [mine] = [each for each in shown if each.get("category") in (None, category)]
                cells = dict(zip((column.key for column in held.columns), one.cells, strict=True))
                for key in ("value", "numerator", "denominator", "unknown", "n", "low", "high"):
                    assert cells[key] == pytest.approx(mine[key]), (name, key)
                compared += 1
    assert compared > 30


def test_figures_of_people_come_from_the_published_edition_and_from_nowhere_else(
    house: Path, bilan: Bilan
) -> None:
    named = {
        one.key.partition("/")[0]
        for part in bilan.parts
        for held in part.tables
        if held.key.startswith("indicators.")
        for one in held.rows
    }
    assert named <= OPEN
    assert not any(key.table.startswith("edition.") for key in told(bilan))
    assert "Aucune édition n'est publiée pour 2025" in " ".join(bilan.warnings)
    edition = sealed_edition(compose(version(), 2025, 11), by="test", at="2026-01-15T09:00:00+00:00")
    freeze("2025", asdict(edition))
    after = prepared(version(), sight_for(version(), CALL), CALL)
    assert not any("édition" in one for one in after.warnings)
    for published in edition.tables:
        held = table(after, f"edition.2025.{published.id}")
        for line, one in zip(published.lines, held.rows, strict=True):
            numbers = [MASKED if number is None else number for number in (*line.numbers, line.total)]
            assert list(one.cells[1:]) == numbers


def test_the_year_before_is_told_only_where_it_is_in_sight(bilan: Bilan) -> None:
    """Two months of 2024 are transmitted and not closed: nothing of them is told, in sight or not."""
    own_year = prepared(version(), sight_for(version(), CALL, since=date(2025, 1, 1)), CALL)
    assert row(own_year, "indicators.5", "meetings_held")["before"] is None
    assert own_year.since == "2025-01-01"
    assert (
        row(bilan, "indicators.5", "meetings_held")["value"]
        == row(own_year, "indicators.5", "meetings_held")["value"]
    )


def test_only_the_sight_of_an_evaluator_makes_a_bilan() -> None:
    with pytest.raises(ValueError, match="evaluator"):
        prepared(version(), EVERYTHING, CALL)
    with pytest.raises(NotReady):
        prepared(version(), sight_of("evaluateur", (), date(2030, 1, 1), date(2030, 12, 1), "AAP 2025"), CALL)


def test_the_checklist_says_what_is_left_to_settle() -> None:
    points = {one.subject: one for one in checklist(version(), CALL)}
    assert points["no_result"].told == ("Lits",)
    assert "no_comment" not in points  # 10 of 10, 88 of 90, 38 of 40, 690 of 700: none past 10 %
    assert "not_closed" not in points
    assert all((Path("pages") / one.page).is_file() for one in points.values())
    # TIL sends no register of conflicts: its twelve months of 2025 are named, those of VIA are not.
    missing = [one for one in points["not_received"].told if "Les Tilleuls" in one]
    assert missing
    assert points["not_received"].count == len(points["not_received"].told)
    # C9, C15, C21 and C27, of February, April, June and August, have no outcome; C33, of 7 October, and C39 are too young on
    # 31 December, and C3 is of 2024.
    assert points["unknown_outcome"].count == 4


def action(
    planned: float | None,
    achieved: float | None,
    comment: str | None = None,
    status: str = "realisee",
    expected: int | None = None,
    met: int | None = None,
) -> Action:
    return Action(
        "A",
        None,
        "Action",
        (),
        None,
        None,
        None,
        planned,
        achieved,
        expected,
        met,
        "distinct",
        status,
        comment,
    )


@pytest.mark.parametrize(
    ("planned", "achieved", "is_past"),
    [
        (100, 90, False),
        (100, 110, False),
        (100, 89, True),
        (100, 111, True),
        (0, 1, True),
        (0, 0, False),
        (None, 5, False),
        (5, None, False),
    ],
)
def test_a_gap_is_past_ten_percent_and_not_at_it(
    planned: float | None, achieved: float | None, is_past: bool
) -> None:
    assert is_far(planned, achieved, 0.10) == is_past
    assert list(unexplained([action(planned, achieved)], 0.10)) == ["Action"] * is_past
    assert list(unexplained([action(planned, achieved, "Travaux")], 0.10)) == []


def test_people_too_are_compared_and_what_was_given_up_has_no_result_to_give() -> None:
    assert list(unexplained([action(10, 10, expected=40, met=30)], 0.10)) == ["Action"]
    assert list(unexplained([action(10, 10, expected=40, met=30)], 0.25)) == []
    assert [
        has_no_result(one)
        for one in (
            action(10, None),
            action(10, 0),
            action(None, None),
            action(10, None, status="abandonnee"),
            action(1, 1, expected=4),
        )
    ] == [True, False, False, False, True]
