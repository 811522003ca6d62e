"""What each may see, judged against data sets that hold nothing else: built apart, from the rows that a person should see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from access.scope import COMPARED, EVERYTHING, OutOfSight, Sight, sight_of
from indicators import open_figures, opinion_waves
from indicators.__main__ import main
from indicators.attention import attention
from indicators.catalogue import indicators
from indicators.commitments import commitments
from indicators.course import course
from indicators.flows import over_time
from indicators.measure import GROUPS, BadQuestion, Figure, measure
from indicators.places import landings_met, months, months_missing, places, transmitted, verbatims, waves
from indicators.sums import Scope
from indicators.survey import need_changes, need_shares
from indicators.trace import lines, trace
from tests.neighbours import FILES, NAMES, Asked, Kept, Sets

ALL = Kept()
# The call began and ended inside the data; its last month has just closed.
CALL = Kept(("TIL", "VIA"), date(2024, 1, 1), date(2025, 10, 1))
TODAY = date(2025, 11, 15)
EVALUATOR = sight_of("evaluateur", CALL.codes, CALL.first, CALL.last)
# Outside, numbers of people are read in editions only: tests/test_editions.py.
# What is the association's own is in everybody's sight, and calls in their own: tests/test_association.py.
OF_RESIDENCES = [one.id for one in indicators().values() if not one.is_association]
OPEN = [name for name in OF_RESIDENCES if name in open_figures.OPEN]
CLOSED = [name for name in OF_RESIDENCES if name not in open_figures.OPEN]
TEAM = sight_of("equipe", ("VIA",), None, None)
PAIR = sight_of("equipe", ("VIA", "TIL"), None, None)
BY_EACH = [(), *((name,) for name in GROUPS), *(("residence", name) for name in GROUPS[1:])]
# Every grouping over everything; then what a narrower question, another cut-off or a category may let through.
QUESTIONS = [
    *((by, Scope()) for by in [*BY_EACH, ("quarter", "category"), ("residence", "month", "category")]),
    *((by, Scope(first=date(2025, 1, 1), last=date(2025, 9, 1))) for by in [(), ("residence",), ("wave",)]),
    *((by, Scope(as_of=date(2025, 6, 30))) for by in [(), ("month",)]),
    *((by, Scope(as_of=date(2025, 6, 17), first=date(2024, 6, 1))) for by in [(), ("residence", "year")]),
    *((by, Scope(category="bruit")) for by in [(), ("residence",)]),
]
# Groupings add up what was narrowed before: all of them are asked of one indicator a manner of adding, few of the others.
FEW = [
    *(((), scope) for by, scope in QUESTIONS if by == ()),
    (("residence", "month"), Scope()),
    (("residence", "wave"), Scope()),
]
MANNERS = {
    (one.aggregate, one.cutoff, one.spans_months > 1): one.id
    for one in indicators().values()
    if one.id in OF_RESIDENCES
}


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Sets:
    return Sets(tmp_path_factory.mktemp("sight"))


TEAMS = pytest.mark.parametrize(
    ("team", "own"), [(TEAM, Kept(("VIA",))), (PAIR, Kept(("VIA", "TIL")))], ids=["one residence", "two"]
)


# Counted in the association as a whole; what is told of them outside: tests/test_lines_of_files.py.
OF_FILES = [name for name, one in indicators().items() if one.is_of_files]


def every_figure(name: str) -> Asked:
    """Return a question: an indicator's figures, by every grouping, with all that they tell."""
    return lambda version, sight: [
        (by, scope, one.as_json(), one.before)
        for by, scope in _questions(name)
        for one in _measured(version, sight, name, by, scope)
    ]


def every_total(name: str) -> Asked:
    """Return a question: an indicator's figures, by every grouping that does not part residences."""
    return lambda version, sight: [
        (by, scope, one.as_json(), one.before)
        for by, scope in _questions(name)
        if "residence" not in by
        for one in _measured(version, sight, name, by, scope)
    ]


def _questions(name: str) -> list[tuple[tuple[str, ...], Scope]]:
    return QUESTIONS if name in MANNERS.values() else FEW


def _measured(version: str, sight: Sight, name: str, by: tuple[str, ...], scope: Scope) -> list[Figure]:
    try:
        return measure(version, sight, name, by, scope)
    except BadQuestion:
        return []  # a grouping that the indicator has not


@TEAMS
@pytest.mark.parametrize("name", OF_RESIDENCES)
def test_a_team_reads_the_figures_of_a_base_that_holds_its_own_rows_only(
    name: str, team: Sight, own: Kept, sets: Sets
) -> None:
    told = sets.ask(ALL, team, every_figure(name))
    assert told == sets.ask(own, EVERYTHING, every_figure(name))
    assert {one["residence"] for _, _, one, _ in told if "residence" in one} == {*own.codes}


@TEAMS
@pytest.mark.parametrize("name", OF_RESIDENCES)
def test_a_team_reads_the_lines_of_a_base_that_holds_its_own_rows_only(
    name: str, team: Sight, own: Kept, sets: Sets
) -> None:
    def asked(version: str, sight: Sight) -> list[dict[str, Any]]:
        scopes = [scope for by, scope in QUESTIONS if by == () and not scope.category]
        found = [line for scope in scopes for line in lines(version, sight, name, scope)]
        return sorted((_without_place(line) for line in found), key=str)

    told = sets.ask(ALL, team, asked)
    assert told == sets.ask(own, EVERYTHING, asked)
    assert {line["residence"] for line in told} == {*own.codes}


def _without_place(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line without where it was written: the workbooks of the two bases have not the same rows."""
    return {key: value for key, value in line.items() if key not in ("row", "load_id", "loaded_at")}


READERS: dict[str, Asked] = {
    "places": places,
    "months": months,
    "waves": waves,
    "transmitted": lambda version, sight: transmitted(version, sight, "occupancy"),
    "months missing": lambda version, sight: months_missing(
        version, sight, "occupancy", (), months(version, sight)
    ),
    "landings": landings_met,
    "verbatims": verbatims,
    "attention": lambda version, sight: attention(version, sight),
    "shares": lambda version, sight: need_shares(version, sight),
    "changes": lambda version, sight: [need_changes(version, sight, wave) for wave in waves(version, sight)],
    "course": lambda version, sight: course(version, sight, "occupancy_rate", "month", Scope()),
    "moves": lambda version, sight: over_time(version, sight, "month", Scope()),
    "promises": commitments,
    "opinion waves": opinion_waves.waves,
    "opinion scales": lambda version, sight: sorted(opinion_waves.scales(version, sight).items()),
    "opinion shares": lambda version, sight: need_shares(version, sight, (), opinion_waves.RATE),
    "opinion changes": lambda version, sight: [
        opinion_waves.opinion_changes(version, sight, wave) for wave in opinion_waves.waves(version, sight)
    ],
}


@TEAMS
@pytest.mark.parametrize("name", READERS)
def test_a_team_reads_what_else_a_base_of_its_own_rows_holds(
    name: str, team: Sight, own: Kept, sets: Sets
) -> None:
    told = sets.ask(ALL, team, READERS[name])
    assert told
    assert told == sets.ask(own, EVERYTHING, READERS[name])


@pytest.mark.parametrize("name", OPEN)
def test_an_evaluator_reads_the_totals_of_a_base_that_holds_the_call_only(name: str, sets: Sets) -> None:
    """The base apart was never given a line of another residence, nor of a month outside the call.

    A figure that rests on twelve months is read from the twelfth of the call on: before, it would rest on months outside. So is
    one on three from the third.
    """
    told, expected = (
        sets.ask(kept, sight, every_total(name)) for kept, sight in ((ALL, EVALUATOR), (CALL, EVERYTHING))
    )
    if indicators()[name].spans_months > 1:
        later = Scope(first=date(2024, indicators()[name].spans_months, 1))
        by = ("month",) if indicators()[name].grain == "month" else ("year",)

        def asked(version: str, sight: Sight) -> list[Figure]:
            return measure(version, sight, name, by, later if sight is EVERYTHING else None)

        told, expected = sets.ask(ALL, EVALUATOR, asked), sets.ask(CALL, EVERYTHING, asked)
    assert told
    assert told == expected


@pytest.mark.parametrize(
    "name",
    [
        "course",
        "months",
        "waves",
        "months missing",
        "opinion waves",
        "opinion scales",
    ],
)
def test_an_evaluator_reads_what_surveys_there_were_and_a_course_in_the_call_only(
    name: str, sets: Sets
) -> None:
    told = sets.ask(ALL, EVALUATOR, READERS[name])
    assert told
    assert told == sets.ask(CALL, EVERYTHING, READERS[name])


@pytest.mark.parametrize("name", CLOSED)
def test_an_evaluator_reads_no_figure_of_people_live(name: str, sets: Sets) -> None:
    """By whatever grouping, period, cut-off or category: totals of people are what published tables are masked against."""
    told = sets.ask(ALL, EVALUATOR, every_figure(name))
    assert told
    for by, _, one, before in told:
        assert one["masked"], by
        assert before is None
        assert {key for key, value in one.items() if value is not None} <= {*GROUPS, "masked", "indicator"}


@pytest.mark.parametrize("name", ["shares", "changes", "opinion shares", "opinion changes"])
def test_an_evaluator_reads_no_share_of_a_survey_live(name: str, sets: Sets) -> None:
    told = sets.ask(ALL, EVALUATOR, READERS[name])
    assert not any(told)
    alone = sight_of("evaluateur", ("VIA",), CALL.first, CALL.last)
    assert not any(sets.ask(ALL, alone, READERS[name]))


def test_an_evaluator_reads_no_entry_nor_exit_live(sets: Sets) -> None:
    with pytest.raises(OutOfSight, match="tableaux publiés"):
        sets.ask(ALL, EVALUATOR, READERS["moves"])


def test_every_indicator_that_is_read_outside_is_one() -> None:
    assert {*indicators()} >= open_figures.OPEN
    assert {"conflict_resolution_rate", "need_rate", "age_60plus_share", "exits_ordinary_housing_rate"} <= {
        *CLOSED
    }


@pytest.mark.parametrize("name", sorted(open_figures.APART))
def test_an_evaluator_reads_each_residence_of_the_call_where_no_person_is_counted(
    name: str, sets: Sets
) -> None:
    later = Scope(first=date(2024, max(1, indicators()[name].spans_months), 1))
    by = ("residence", "month" if indicators()[name].grain == "month" else "year")

    def asked(version: str, sight: Sight) -> list[Figure]:
        return measure(version, sight, name, by, later if sight is EVERYTHING else None)

    told = sets.ask(ALL, EVALUATOR, asked)
    assert told
    assert told == sets.ask(CALL, EVERYTHING, asked)


@pytest.mark.parametrize("name", OF_FILES)
def test_lines_of_one_kind_of_file_or_of_a_month_are_not_counted_outside(name: str, sets: Sets) -> None:
    """The register of conflicts has as many lines as there are conflicts; a quiet month, few lines but those."""

    def asked(version: str, sight: Sight) -> list[Figure]:
        cuts: list[tuple[str, ...]] = [("category",), ("month", "category"), ("month",), ("quarter",)]
        found = [measure(version, sight, name, by) for by in cuts]
        found += [measure(version, sight, name, by, Scope(category="conflits")) for by in ((), ("month",))]
        return [one for some in found for one in some]

    assert any(one.denominator for one in sets.ask(ALL, EVERYTHING, asked))
    told = sets.ask(ALL, EVALUATOR, asked)
    assert told
    assert all(one.masked and one.denominator is None for one in told)


def test_no_figure_of_who_stood_or_voted_is_read_apart() -> None:
    assert open_figures.APART <= open_figures.OPEN
    assert not open_figures.APART & {"election_turnout", "candidates_per_seat", "upload_timeliness"}
    assert open_figures.is_read_apart(EVALUATOR, "meetings_held")
    assert not open_figures.is_read_apart(COMPARED, "meetings_held")


@pytest.mark.parametrize("name", [one for one in OPEN if one not in open_figures.APART])
def test_figures_by_residence_come_masked_to_an_evaluator_for_every_group_that_the_total_has(
    name: str, sets: Sets
) -> None:
    """A line more or less would tell what a residence transmitted: each has as many, in the order of codes."""

    def asked(version: str, sight: Sight) -> dict[tuple[str, ...], list[dict[str, Any]]]:
        return {
            by: [one.as_json() for one in _measured(version, sight, name, by, Scope())]
            for by in (
                [*BY_EACH, ("residence", "quarter", "category")]
                if name in MANNERS.values()
                else [(), ("residence",)]
            )
        }

    told = sets.ask(ALL, EVALUATOR, asked)
    for by, rows in told.items():
        if "residence" not in by:
            assert not any(row["masked"] for row in rows)
            continue
        numbers = {key for row in rows for key, value in row.items() if value is not None}
        assert numbers <= {*GROUPS, "masked", "indicator"}
        assert all(row["masked"] for row in rows)
        total = told.get(tuple(group for group in by if group != "residence"))
        if total is not None:
            groups = [{key: row[key] for key in row.keys() & {*GROUPS}} for row in total]
            assert [{key: row[key] for key in row.keys() & {*GROUPS}} for row in rows] == [
                {"residence": code} | group for code in CALL.codes for group in groups
            ]


def test_a_masked_figure_holds_no_number_at_all(sets: Sets) -> None:
    by = ("residence", "wave", "category")
    found = sets.ask(ALL, EVALUATOR, lambda *to: measure(*to, "need_change_pts", by))
    assert found
    for one in found:
        held = {key: value for key, value in vars(one).items() if value is not None}
        assert held.keys() == {"indicator", "group", "masked"}
        assert one.coverage is None


FOREIGN = [
    (TEAM, ("TIL",)),
    (TEAM, ("VIA", "ROC")),
    (EVALUATOR, ("VIA",)),
    (EVALUATOR, ("TIL", "VIA", "ROC")),
]
BY_CHOICE: dict[str, Callable[[str, Sight, tuple[str, ...]], Any]] = {
    "measure": lambda version, sight, codes: measure(version, sight, "I35", (), Scope(codes)),
    "lines": lambda version, sight, codes: lines(version, sight, "I35", Scope(codes)),
    "trace": lambda version, sight, codes: trace(version, sight, "I35", codes[-1], "2025"),
    "attention": attention,
    "shares": need_shares,
    "changes": lambda version, sight, codes: need_changes(version, sight, "Vague C", codes),
    "course": lambda version, sight, codes: course(version, sight, "I01", "month", Scope(codes)),
    "missing": lambda version, sight, codes: months_missing(version, sight, "meetings", codes, ["2025-01"]),
}


@pytest.mark.parametrize(("sight", "codes"), FOREIGN)
@pytest.mark.parametrize("name", BY_CHOICE)
def test_a_residence_out_of_sight_is_refused(
    name: str, sight: Sight, codes: tuple[str, ...], sets: Sets
) -> None:
    with pytest.raises(OutOfSight) as refused:
        sets.ask(ALL, sight, lambda *to: BY_CHOICE[name](*to, codes))
    assert not re.search(r"\d", str(refused.value))


@pytest.mark.parametrize("name", ["transmitted", "landings", "attention", "lines"])
def test_an_evaluator_is_refused_what_is_told_of_one_residence(name: str, sets: Sets) -> None:
    readers = READERS | {"lines": lambda *to: lines(*to, "I35", Scope())}
    with pytest.raises(OutOfSight, match="ouvert"):
        sets.ask(ALL, EVALUATOR, readers[name])


def test_an_evaluator_reads_no_words_that_nobody_published(sets: Sets) -> None:
    assert sets.ask(ALL, PAIR, verbatims)
    assert sets.ask(ALL, EVALUATOR, verbatims) == []


def test_an_evaluator_knows_the_names_of_the_call_and_nothing_else_of_its_residences(sets: Sets) -> None:
    found = sets.ask(ALL, EVALUATOR, places)
    assert {place.name for place in found} == {NAMES[code] for code in CALL.codes}
    for place in found:
        assert {key for key, value in vars(place).items() if value is not None} == {"code", "name", "city"}


@pytest.mark.parametrize(
    "day", [date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)]
)
@pytest.mark.parametrize("name", [name for name in OPEN if indicators()[name].cutoff])
def test_nothing_is_judged_after_the_last_closed_month(name: str, day: date, sets: Sets) -> None:
    def judged(at: date) -> Any:
        return sets.ask(ALL, EVALUATOR, lambda *to: measure(*to, name, ("month",), Scope(as_of=at)))

    assert judged(day) == judged(date(2025, 10, 31))
    assert judged(date(2025, 10, 31)) != judged(date(2025, 3, 31))


@pytest.mark.parametrize(("until", "last"), [(date(2025, 6, 30), "2025-06"), (date(2025, 6, 29), "2025-05")])
def test_no_state_is_read_after_the_last_date_in_sight(until: date, last: str, sets: Sets) -> None:
    """Even where no last month bounds it: a state is of the last day of its month."""
    told = sets.ask(ALL, replace(EVERYTHING, until=until), lambda *to: measure(*to, "I39", ("month",)))
    assert told[-1].group["month"] == last


def test_a_call_that_ended_long_ago_is_judged_at_the_last_closed_month(sets: Sets) -> None:
    """A conflict of the call has had time to come back: those closed in its last 90 days are judged too."""
    ended = sight_of("evaluateur", CALL.codes, CALL.first, date(2024, 12, 1)).whole()
    [told] = sets.ask(ALL, ended, lambda *to: measure(*to, "recurrence_rate_90d"))
    _, columns, rows_of, _ = FILES["conflits"]
    rows = [dict(zip(columns, row, strict=True)) for code in CALL.codes for row in rows_of(code)]
    closed = [row for row in rows if row["closed_on"] and row["closed_on"].year == 2024]
    assert told.denominator == sum(row["outcome"] in ("resolu", "ameliore") for row in closed)


# The command line.


def commanded(sets: Sets, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Run `python -m indicators …` on everything; return its status and what it printed, or its complaint."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(sets.data(ALL)))
        patch.setenv("PALIER_TODAY", TODAY.isoformat())
        status = main([*words, "--json"])
    printed, told = capsys.readouterr()
    return status, json.loads(printed) if printed else told


PERIOD = "2024-01:2025-10"


@pytest.mark.parametrize(
    ("words", "sight", "by"),
    [
        ((), EVERYTHING, ("residence",)),
        (("--as", "direction"), EVERYTHING, ("residence",)),
        (("--as", "equipe", "--scope", "VIA"), TEAM, ("residence",)),
        (("--as", "equipe", "--scope", "VIA", "TIL", "--by", "year"), PAIR, ("year",)),
        (("--as", "evaluateur", "--scope", "VIA", "TIL", PERIOD), EVALUATOR, ()),
        (("--as", "evaluateur", "--scope", PERIOD, "TIL", "VIA", "--by", "residence,month"), EVALUATOR, ("residence", "month")),
    ],
)  # fmt: skip
def test_the_command_shows_what_a_role_sees(
    words: tuple[str, ...], sight: Sight, by: tuple[str, ...], sets: Sets, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows = commanded(sets, capsys, "show", "conflict_resolution_rate", *words)
    assert status == 0
    assert rows == [
        one.as_json()
        for one in sets.ask(ALL, sight, lambda *to: measure(*to, "conflict_resolution_rate", by))
    ]
    assert rows
    assert any(row["masked"] for row in rows) == (sight is EVALUATOR)


@pytest.mark.parametrize(
    ("status", "words", "told"),
    [
        (2, ("show", "I35", "--as", "equipe"), "dites lesquelles"),
        (2, ("show", "I35", "--as", "equipe", "--scope", PERIOD), "dites lesquelles"),
        (2, ("show", "I35", "--scope", "VIA"), "ajoutez « --as »"),
        (2, ("show", "I35", "--as", "evaluateur", "--scope", "2024:2025"), "n'est pas une période"),
        (2, ("show", "I35", "--as", "evaluateur", "--scope", "2024-13:2025-01"), "n'est pas un mois"),
        (2, ("show", "I35", "--as", "evaluateur", "--scope", "2025-01:2024-01"), "finit avant de commencer"),
        (2, ("show", "I35", "--as", "evaluateur", "--scope", PERIOD, PERIOD), "une seule période"),
        (1, ("show", "I35", "--as", "administration"), "ne lit aucun chiffre"),
        (1, ("show", "I35", "--as", "equipe", "--scope", "VIA", "--residence", "TIL"), "hors de votre périmètre"),
        (1, ("show", "I35", "--as", "evaluateur", "--residence", "TIL"), "seuls les totaux"),
        (1, ("trace", "I35", "--residence", "TIL", "--period", "2025", "--as", "equipe", "--scope", "VIA"), "hors de votre périmètre"),
        (1, ("trace", "I35", "--residence", "TIL", "--period", "2025", "--as", "evaluateur"), "ne vous sont pas ouvertes"),
        (1, ("trace", "I35", "--residence", "TIL", "--period", "2025", "--as", "administration"), "ne lit aucun chiffre"),
        (2, ("trace", "I35", "--residence", "TIL", "--period", "2025", "--as", "equipe"), "dites lesquelles"),
    ],
)  # fmt: skip
def test_the_command_refuses_in_french_what_a_role_does_not_see(
    status: int, words: tuple[str, ...], told: str, sets: Sets, capsys: pytest.CaptureFixture[str]
) -> None:
    found, complaint = commanded(sets, capsys, *words)
    assert (found, told in complaint) == (status, True), complaint


def test_the_command_traces_what_a_role_sees(sets: Sets, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("trace", "I35", "--residence", "VIA", "--period", "2025")
    status, rows = commanded(sets, capsys, *words, "--as", "equipe", "--scope", "VIA")
    assert (status, rows) == commanded(sets, capsys, *words)
    assert status == 0
    assert rows


def test_every_indicator_that_looks_back_over_a_year_says_so() -> None:
    looking_back = {
        one.id
        for one in indicators().values()
        if "year_before" in one.sql or "months_known" in one.sql or one.grain == "year"
    }
    assert looking_back == {one.id for one in indicators().values() if one.spans_months == 12}
