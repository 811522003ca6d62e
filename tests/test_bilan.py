"""The content of a bilan and what it still lacks: figures worked out by hand, each equal to what the evaluator is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, sight_of
from indicators.__main__ import main as indicators_command
from indicators.calls import Action, is_far
from indicators.catalogue import indicator_named
from indicators.compute import compute
from indicators.editions import sealed as sealed_edition
from indicators.measure import Figure, current_version
from indicators.open_figures import OPEN
from indicators.publish import compose
from pipelines.closing import close
from pipelines.frozen import freeze
from reports.bilan.changes import added, changes
from reports.bilan.checklist import checklist, has_no_result, unexplained
from reports.bilan.content import MASKED, Bilan, Table, bilan_of, told
from reports.bilan.measured import gap_between
from reports.bilan.of_the_residences import spans
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
    """Totals, and each residence beside them: one and the same question asked of the command."""
    period = ("--from", "2025-01", "--to", "2025-12", "--as-of", "2025-12-31")
    answers: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def shown(name: str, by: str) -> list[dict[str, Any]]:
        if (name, by) not in answers:
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
            assert indicators_command([*asked, "--by", by, *(() if by == "wave" else period)]) == 0
            answers[name, by] = json.loads(capsys.readouterr().out)
        return answers[name, by]

    compared = {"indicators": 0, "residences": 0}
    for held in (
        held for part in bilan.parts for held in part.tables if held.key.partition(".")[0] in compared
    ):
        for one in held.rows:
            name, _, of = one.key.partition("/")
            is_apart = held.key.startswith("residences.") and of != "*"
            told = shown(name, "residence" if is_apart else "wave" if name.startswith("aap_") else "")
            mine = [
                each
                for each in told
                if (each["residence"] == of if is_apart else each.get("category") in (None, of))
            ]
            cells = dict(zip((column.key for column in held.columns), one.cells, strict=True))
            for key in ("value", "numerator", "denominator", "unknown", "n", "low", "high"):
                if key in cells:
                    # A residence that transmitted nothing of it has no line, and no figure.
                    assert cells[key] == (pytest.approx(mine[0][key]) if mine else None), (
                        held.key,
                        one.key,
                        key,
                    )
            compared[held.key.partition(".")[0]] += len(mine) == 1
    assert compared["indicators"] > 30
    assert compared["residences"] > 60


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


def test_each_residence_stands_beside_the_total_in_the_order_of_names(bilan: Bilan) -> None:
    """Occupied on the last days of 2025: 534 of 12 x 60 in Les Tilleuls, 1 014 of 12 x 100 in Viala; TIL sends no meeting."""
    every, til, via = (
        row(bilan, "residences.4", f"occupancy_rate_eom/{code}") for code in ("*", "TIL", "VIA")
    )
    assert [one["title"] for one in (every, til, via)] == [
        f"Taux d'occupation fin de mois, {name}" for name in ("ensemble", "Les Tilleuls", "Viala")
    ]
    assert [(one["numerator"], one["denominator"]) for one in (til, via)] == [(534, 720), (1014, 1200)]
    assert every["value"] == pytest.approx(1548 / 1920)
    assert row(bilan, "residences.5", "meetings_held/TIL")["value"] is None
    keys = [one.key for one in table(bilan, "residences.5").rows]
    assert not any(key.startswith(("election_turnout", "candidates_per_seat")) for key in keys)


def test_the_legal_table_says_a_state_and_an_article_and_nothing_of_people(bilan: Bilan) -> None:
    """VIA voted on 16 January 2025 and first met on 5 April; TIL voted in December 2024, which is not closed."""
    assert [column.title for column in table(bilan, "legal").columns][2:] == ["Les Tilleuls", "Viala"]
    told = {one.key: one.cells[1:] for one in table(bilan, "legal").rows}
    assert told["committee_elected"] == ("L633-4, R633-7", "non connu", "conforme")
    assert told["first_meeting"] == ("D633-8", "non connu", "conforme, fait hors délai")
    assert told["deficiency_election"] == ("D633-7-1", "non connu", "sans objet")
    assert len(told) == 10
    assert not [
        one for cells in told.values() for one in cells[1:] if any(letter.isdigit() for letter in str(one))
    ]


def test_what_plans_decided_and_where_the_association_spoke(bilan: Bilan) -> None:
    """Eight actions at VIA, two of each of four statuses; the third and the sixth aim at « numérique »."""
    assert list(row(bilan, "plans", "Viala").values()) == ["Viala", 8, 2, 2, 0, 2, 0, 2, 0]
    assert row(bilan, "plans", "Les Tilleuls")["total"] is None
    assert row(bilan, "plans.needs", "Numérique")["total"] == 2
    assert [one.cells[1:3] for one in table(bilan, "local_bodies").rows] == [
        ("CLS", "oui"), ("CLSM", "oui"), ("ASV", "oui"), ("CLS", "non"),
    ]  # fmt: skip
    assert row(bilan, "missing", "conflits") == {
        "kind": "Registre des conflits", "expected": 24, "missing": 12, "months": "janvier 2025 à décembre 2025",
    }  # fmt: skip
    assert spans(["2024-11", "2024-12", "2025-01", "2025-03"]) == "novembre 2024 à janvier 2025 et mars 2025"
    assert {"Référentiel des résidences", "Réunions"} <= {
        str(one.cells[0]) for one in table(bilan, "files").rows
    }
    assert "xlsx" not in json.dumps(bilan.as_json())


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


def test_what_a_later_program_tells_besides_is_no_figure_that_changed(bilan: Bilan) -> None:
    """A bilan sealed before tables by residence, or a column, were told: its figures are the same."""
    parts = tuple(
        replace(part, tables=tuple(one for one in part.tables if not one.key.startswith("residences.")))
        for part in bilan.parts
    )
    before = replace(bilan, parts=parts)
    assert changes(before, bilan) == ()
    assert "Contexte d'occupation, par résidence" in added(before, bilan)
    assert changes(bilan, before)  # what disappears is told


@pytest.mark.parametrize(
    ("now", "before", "gap"),
    [((3, 4), (2, 4), None), ((8, 10), (6, 10), 20), ((9, 12), (3, 9), None), ((3, 9), (6, 12), None)],
)
def test_a_share_of_fewer_than_ten_cases_is_compared_with_nothing(
    now: tuple[int, int], before: tuple[int, int], gap: int | None
) -> None:
    of = indicator_named("floor_meeting_coverage")
    one, other = (Figure(of.id, {}, x, n, 0, n, x / n) for x, n in (now, before))
    assert gap_between(of, one, other) == (gap if gap is None else pytest.approx(gap))
