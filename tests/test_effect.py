"""What a deposit or a withdrawal is said to change, against the versions really built before and after it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, Sight
from indicators.catalogue import KEY_INDICATORS, Indicator, indicators
from indicators.compute import compute
from indicators.effect import Effect, effect
from indicators.measure import Figure, current_version, measure
from indicators.moves import Move, grouped
from pipelines import store
from pipelines.contracts import contracts
from pipelines.demo import demo_files
from pipelines.in_force import rows_in_force
from pipelines.journal import read_journal
from pipelines.keep import load_files
from pipelines.ownership import UNBOUNDED
from pipelines.preview import Plan, plan_load, plan_withdrawal, preview
from pipelines.withdraw import Unknown, withdraw
from tests.browser.serving import ROOT
from tests.workbooks import write_xlsx

Row = dict[str, Any]
Edit = Callable[[list[Row]], list[Row]]
Key = tuple[Any, ...]
Measured = dict[tuple[str, tuple[str, ...]], dict[Key, Figure]]
# Every figure, and a mark of each indicator's rows in the version it was measured in.
Base = tuple[Measured, dict[str, str]]
HERE, ELSEWHERE, YEAR = "GARRIGUE", "OLIVIER", "2025"
ABSENT = ("Calanque", "Lavande", "Mimosas", "Tilleuls")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("effect") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_TODAY", "2026-02-05")
        patch.setenv("PALIER_DATA", str(folder))
        load_files(of_two_residences(), compute)  # no month of it is closed: any may be corrected
    return folder


def of_two_residences() -> list[Path]:
    """Return the demo workbooks but those of the residences that nothing here is about: each figure would be measured for them."""
    return [path for path in demo_files() if not any(name in path.name for name in ABSENT)]


@pytest.fixture(scope="module")
def base(demo: Path) -> Base:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(demo))
        return every_figure(), marks()


@pytest.fixture
def association(demo: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demonstration, in use, on the day it was loaded."""
    monkeypatch.setenv("PALIER_TODAY", "2026-02-05")
    shutil.copytree(demo, data)
    return data


# What is measured, on its own: every figure, at every grain that a page may ask for.


def grains(indicator: Indicator) -> list[tuple[str, ...]]:
    periods = {"month": ["month", "quarter", "year", ""], "year": ["year"], "wave": ["wave"]}[
        indicator.finest
    ]
    has_categories = bool(indicator.categories_of or indicator.categories)
    found = [("residence", period) if period else ("residence",) for period in periods]
    return found + [(*one, "category") for one in found if has_categories]


def every_figure(base: Base | None = None) -> Measured:
    """Measure everything; but what a base measured already from the very same rows, which gives the same."""
    version = current_version()
    assert version
    known, marked = base or ({}, {})
    same = {name for name, mark in marks().items() if marked.get(name) == mark}
    return {
        (indicator.id, by): known[indicator.id, by]
        if indicator.id in same
        else {tuple(one.group.values()): one for one in measure(version, EVERYTHING, indicator.id, by)}
        for indicator in indicators().values()
        if not indicator.is_of_files  # every deposit moves them: tests/test_quality.py
        for by in grains(indicator)
    }


def marks() -> dict[str, str]:
    """Return, by indicator, what tells its rows of the version in use from any others."""
    rows = "string_agg(cast(figures as varchar), '|' order by cast(figures as varchar))"
    asked = f"select indicator, md5({rows}) from figures group by indicator"
    return dict(store.cursor(str(current_version())).execute(asked).fetchall())


def read(figure: Figure | None) -> Key | None:
    """What a person reads of a figure: its value and what it rests on."""
    if figure is None:
        return None
    cases = figure.n if indicators()[figure.indicator].aggregate == "median" else None
    numbers = (
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.unknown,
        cases,
        *(figure.before or ()),
    )
    return tuple(None if one is None else round(one, 9) for one in numbers)


def changed_keys(before: dict[Key, Figure], after: dict[Key, Figure]) -> list[Key]:
    return [key for key in {**before, **after} if read(before.get(key)) != read(after.get(key))]


def holds(wide: str, narrow: str) -> bool:
    month = re.fullmatch(r"(\d{4})-(\d\d)", narrow)
    quarter = f"{month[1]}-T{(int(month[2]) + 2) // 3}" if month else ""
    return wide in ("", narrow, quarter, narrow[:4])


def check(told: Effect, before: Measured, after: Measured) -> None:
    moves = [*told.moves, *told.elsewhere]
    assert len({(one.indicator, one.residence, one.period, one.category) for one in moves}) == len(moves)
    for move in moves:
        by, key = place_of(move)
        assert move.before == before[move.indicator, by].get(key), move
        assert move.after == after[move.indicator, by].get(key), move
        assert read(move.before) != read(move.after)
    of_pair: dict[tuple[str, str], list[Move]] = {}
    for move in moves:
        of_pair.setdefault((move.indicator, move.residence), []).append(move)
    for (name, by), figures in before.items():
        for residence, *rest in changed_keys(figures, after[name, by]):
            period = str(rest[0]) if len(by) > 1 and by[1] != "category" else ""
            about = of_pair.get((name, residence), [])
            assert any(holds(period, move.period) for move in about), (name, by, residence, rest)
            if by == grains(indicators()[name])[0]:  # the finest grain is told figure by figure
                assert any(move.period == period for move in about), (name, residence, period)
    moved = {move.indicator for move in moves}
    held = {name for side in (before, after) for (name, _), figures in side.items() if figures}
    assert set(told.unchanged) == held - moved
    for move in moves:  # nothing twice: no year told where one of its months is
        finer = [one for one in of_pair[move.indicator, move.residence] if one.period != move.period]
        assert not any(holds(move.period, one.period) for one in finer)


def place_of(move: Move) -> tuple[tuple[str, ...], Key]:
    """The grouping that a move comes from, and its place there."""
    grain = indicators()[move.indicator].finest
    shapes = {r"\d{4}-\d\d": "month", r"\d{4}-T\d": "quarter", r"\d{4}": "year"}
    found = (
        "wave"
        if grain == "wave"
        else next((one for shape, one in shapes.items() if re.fullmatch(shape, move.period)), "")
    )
    period = int(move.period) if found == "year" else move.period
    always = indicators()[move.indicator].always_by
    by = ("residence", *([found] if found else []))
    key = (move.residence, *([period] if found else []))
    if move.category is None:
        return by, key
    return (by if "category" in always else (*by, "category")), (*key, move.category)


# Workbooks prepared from what is in force, with something changed.


def in_force(kind: str, residence: str, period: str) -> list[Row]:
    journal = read_journal()
    slices = [one for one in journal.owners if (one.kind, one.residence) == (kind, residence)]
    return list(rows_in_force(kind, [one for one in slices if one.period.startswith(period)], journal))


def workbook(path: Path, kind: str, rows: Iterable[Row], title: str) -> Path:
    columns = contracts()[kind].kept
    lines = [
        ["SO" if f";{one.name};" in (row["not_applicable"] or "") else row[one.name] for one in columns]
        for row in rows
    ]
    return write_xlsx(path, {"Feuille": [[title], [one.header for one in columns], *lines]})


def rewritten(
    folder: Path, kind: str, edit: Edit, residence: str = HERE, period: str = YEAR, title: str = ""
) -> Path:
    rows = in_force(kind, residence, period)
    assert rows
    return workbook(folder / f"{kind}-{residence}.xlsx", kind, edit(rows), title or f"Classeur {period}")


def first(rows: list[Row], **wanted: Any) -> Row:
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def fewer_people(rows: list[Row]) -> list[Row]:
    row = first([one for one in rows if one["attended_count"] and one["invited_count"]], status="tenue")
    row["attended_count"] = row["attended_count"] - 1
    return rows


def another_landing(rows: list[Row]) -> list[Row]:
    """One landing for another: no month counts more of them, a year does."""
    floors = [
        row
        for row in rows
        if row["meeting_type"] == "palier" and row["landing"] and ";" not in row["landing"]
    ]
    floors[-1]["landing"] = "99"
    return rows


def another_type(rows: list[Row]) -> list[Row]:
    """One type for another: the same meetings, otherwise sorted."""
    first(rows, meeting_type="atelier")["meeting_type"] = "info_collective"
    return rows


def another_category(rows: list[Row]) -> list[Row]:
    first(rows, category="bruit")["category"] = "animaux"
    return rows


def another_delay(rows: list[Row]) -> list[Row]:
    settled = [row for row in rows if row["outcome"] == "resolu" and row["closed_on"]]
    longest = max(settled, key=lambda row: row["closed_on"] - row["reported_on"])
    longest["closed_on"] -= timedelta(days=1)
    return rows


def fewer(rows: list[Row]) -> list[Row]:
    return rows[:-3]


def none_in_march(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["period"] != "2025-03"]


def more_residents(rows: list[Row]) -> list[Row]:
    first(rows, period="2025-06")["residents_eom"] += 5
    return rows


def another_landing_count(rows: list[Row]) -> list[Row]:
    rows[0]["landings_count"] += 1
    return rows


Prepared = Callable[[Path], list[Path]]
NEW_MONTH = ROOT / "data/demo/a_essayer/Réunions Garrigue janvier 2026.xlsx"
CASES: dict[str, Prepared] = {
    "landing": lambda folder: [rewritten(folder, "reunions", another_landing)],
    "type of meeting": lambda folder: [rewritten(folder, "reunions", another_type)],
    "nature of a conflict": lambda folder: [rewritten(folder, "conflits", another_category)],
    "delay": lambda folder: [rewritten(folder, "conflits", another_delay)],
    "lines dropped, two files": lambda folder: [rewritten(folder, "conflits", none_in_march), rewritten(folder, "reunions", fewer)],
    "occupation": lambda folder: [rewritten(folder, "occupation_mensuelle", more_residents)],
    "questionnaires dropped": lambda folder: [rewritten(folder, "enquete_besoins", fewer, period="")],
    "list of residences": lambda folder: [rewritten(folder, "referentiel_residences", another_landing_count, period="")],
    "a new month": lambda _: [NEW_MONTH],
}  # fmt: skip


def state_of(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "access.sqlite"]
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in paths}


def told_of(plan: Plan, sight: Sight = EVERYTHING) -> Effect:
    return preview(plan, compute, lambda before, after, at_stake: effect(before, after, sight, at_stake))


@pytest.mark.parametrize("name", CASES)
def test_what_is_announced_is_what_happens(name: str, tmp_path: Path, association: Path, base: Base) -> None:
    paths = CASES[name](tmp_path)
    before = state_of(association)
    plan = plan_load(paths, set_aside=True)
    told = told_of(plan)
    assert state_of(association) == before
    receipts = load_files(paths, compute, set_aside=True)
    assert [one.status for one in receipts] == ["loaded"] * len(paths)
    assert plan.then.owners.keys() == read_journal().owners.keys()
    assert told.moves
    assert bool(told.elsewhere) == (name == "a new month")
    check(told, base[0], every_figure(base))


def load_of(file: str) -> str:
    return next(entry.load_id for entry in read_journal().entries if entry.file.startswith(file))


@pytest.mark.parametrize("file", ["Réunions Garrigue 2025", "Besoins Garrigue", "Référentiel"])
def test_what_a_withdrawal_is_said_to_change_is_what_it_changes(
    file: str, association: Path, base: Base
) -> None:
    before = state_of(association)
    told = told_of(plan_withdrawal(load_of(file)))
    assert state_of(association) == before
    withdraw(load_of(file), "essai", compute)
    check(told, base[0], every_figure(base))
    assert any(move.is_gone for move in told.moves)


def test_the_first_load_of_all_is_all_new(data: Path, demo: Path) -> None:
    paths = [path for path in demo_files() if path.name.startswith(("Référentiel", "Réunions Garrigue 2025"))]
    plan = plan_load(paths)
    assert not data.exists()
    told = told_of(plan)
    assert not data.exists()
    assert told.moves
    assert all(move.is_new for move in told.moves)
    assert (told.elsewhere, told.unchanged) == ((), ())
    load_files(paths, compute)
    nothing: Measured = {place: {} for place in every_figure()}
    check(told, nothing, every_figure())
    emptied = told_of(plan_withdrawal(load_of("Réunions")))
    assert emptied.cut_offs[1] is None
    assert all(move.is_gone for move in emptied.moves)


def test_only_what_is_in_sight_is_told(tmp_path: Path, association: Path) -> None:
    paths = [rewritten(tmp_path, "occupation_mensuelle", more_residents, code) for code in (HERE, ELSEWHERE)]
    everybody = told_of(plan_load(paths))
    team = told_of(plan_load(paths), Sight("equipe", (HERE,)))
    assert {move.residence for move in everybody.moves} == {HERE, ELSEWHERE}
    assert team.moves == tuple(move for move in everybody.moves if move.residence == HERE)
    new_month = told_of(plan_load([NEW_MONTH], set_aside=True), Sight("equipe", (HERE,)))
    assert new_month.elsewhere == ()
    with pytest.raises(ValueError, match="residence by residence"):
        told_of(plan_load(paths), Sight("evaluateur", (HERE,), by_residence=False))


def test_a_file_refused_or_already_there_changes_nothing(tmp_path: Path, association: Path) -> None:
    same = rewritten(tmp_path, "reunions", lambda rows: rows)
    faulty = ROOT / "data/demo/a_essayer/Conflits Garrigue janvier 2026 (à corriger).xlsx"
    plan = plan_load([same, faulty])
    assert plan.then == plan.now
    told = told_of(plan)
    assert (told.moves, told.elsewhere) == ((), ())
    assert len(told.unchanged) > 20
    assert told_of(plan_load([faulty], set_aside=True)).moves


def test_a_withdrawal_that_may_not_be_is_not_previewed(association: Path) -> None:
    with pytest.raises(Unknown, match="aucun chargement"):
        plan_withdrawal("99999", UNBOUNDED)


def test_the_most_telling_comes_first(tmp_path: Path, association: Path) -> None:
    told = told_of(plan_load(CASES["lines dropped, two files"](tmp_path)))
    moving = [move for move in told.moves if move.gap and move.is_enough]
    assert list(told.moves[: len(moving)]) == moving
    assert told.moves[0].indicator in KEY_INDICATORS
    groups = grouped(told.moves)
    assert [group[0] for group in groups] == sorted((group[0] for group in groups), key=told.moves.index)
    assert sum(map(len, groups)) == len(told.moves)


def test_the_figures_say_what_they_rest_on(tmp_path: Path, association: Path) -> None:
    """By hand: one person less at one meeting of a month takes one from the numerator of that month, and nothing else."""
    path = rewritten(tmp_path, "reunions", fewer_people)
    [move] = told_of(plan_load([path])).moves
    assert (move.indicator, move.residence, move.category) == ("meeting_attendance_rate", HERE, None)
    held = [row for row in in_force("reunions", HERE, move.period) if row["status"] == "tenue"]
    counted = [row for row in held if row["attended_count"] is not None and row["invited_count"] is not None]
    present, invited = (sum(row[name] for row in counted) for name in ("attended_count", "invited_count"))
    assert move.before
    assert move.after
    assert (move.before.numerator, move.before.denominator) == (present, invited)
    assert (move.after.numerator, move.after.denominator) == (present - 1, invited)
    assert date.fromisoformat(f"{move.period}-01").year == 2025
