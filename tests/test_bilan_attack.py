"""All the sealed bilans of a call together, attacked through the bytes of their annexes: no masked number of people comes back."""

from __future__ import annotations

import io
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from scipy.optimize import linprog

from indicators import calls
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import close
from pipelines.contracts import contract_named
from pipelines.frozen import freeze
from reports.bilan import parts, people_told
from reports.bilan.content import MASKED, Table
from reports.bilan.parts import sight_for
from reports.bilan.sealed import Sealed, annex_of, every_bilan, find, publish
from tests.conftest import TODAY
from tests.random_people import Association
from tests.test_bilan_sealed import MONTHS, meetings_file
from tests.workbooks import load, residences_file, write_xlsx

THRESHOLD, EXPECTED = 11, 40
CALLS = ("Ville 2025", "Caisse 2025")
SUMMARY, RESULTS = "3 Synthèse", "10 Prévu, réalisé, écart"
CORRECTED = "A1"
Cell = tuple[str, int]  # an action, in a state of the data
People = dict[str, list[int]]  # call -> people met by A1, A2…

# Masked: 9, and 20 so that the total less the others does not give it. Corrected to 12, all of them are told.
FIRST: People = {CALLS[0]: [9, 20, 30]}


def drawn(seed: int) -> People:
    draw = random.Random(seed)
    found = dict(FIRST)
    for call in CALLS[1:]:
        found[call] = [
            draw.choice((draw.randint(1, 10), draw.randint(12, 90))) for _ in range(draw.randint(3, 6))
        ]
    return found


STATES: list[People] = [
    {call: [met // 2 + 1 for met in some] for call, some in drawn(4).items()},
    drawn(4),
    {call: [some[0] + 3, *some[1:]] for call, some in drawn(4).items()},
]


@dataclass
class Known:
    """What an attacker wrote down: sums of people in a state, and what they are."""

    sums: list[tuple[frozenset[Cell], float]] = field(default_factory=list)

    def add(self, cells: set[Cell], value: float) -> None:
        self.sums.append((frozenset(cells), value))

    def bounds(self, target: Cell) -> tuple[float, float]:
        """Return how few and how many people a cell may be of: none is negative, and what was not corrected did not move."""
        every = sorted({one for cells, _ in self.sums for one in cells} | {target})
        at = {one: rank for rank, one in enumerate(every)}
        rows = [([at[one] for one in cells], [1] * len(cells), value) for cells, value in self.sums]
        rows += [
            ([at[action, 1], at[action, 2]], [1, -1], 0.0)
            for action, state in every
            if state == 1 and action != CORRECTED and (action, 2) in at
        ]
        matrix, values = np.zeros((len(rows), len(every))), [row[2] for row in rows]
        for rank, (places, signs, _) in enumerate(rows):
            matrix[rank, places] = signs
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(every))
            aim[at[target]] = sign
            found = linprog(aim, A_eq=matrix if rows else None, b_eq=values or None, method="highs")
            assert found.status in (0, 3), "what is told contradicts itself"
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        return ends[0], ends[1]


def actions_file(folder: Path, people: People) -> Path:
    """Write the actions of the calls; every other one has its result in people too, under a unit that says nothing."""
    columns = ["call_id", "action_id", "action", "indicator_label", "unit", "planned", "achieved",
               "beneficiaries_planned", "beneficiaries_achieved", "counting", "status", "variance_comment"]  # fmt: skip
    headers = [contract_named("F14").by_name[column].header for column in columns]
    rows = [
        [call, f"A{at}", f"Atelier {at}", *(("Résidents venus", "nombre", EXPECTED, met) if at % 2 else ("Séances", "séances", 10, 9)),
         EXPECTED, met, "distinct", "realisee", f"{met} personnes seulement"]
        for call, some in people.items()
        for at, met in enumerate(some, 1)
    ]  # fmt: skip
    return write_xlsx(folder / "Réunions M. Untel.xlsx", {"Actions": [headers, *rows]})


def files_of_calls(folder: Path, end: date) -> Path:
    headers = [
        contract_named("F14bis").by_name[column].header
        for column in ("call_id", "notified", "fiscal_year_end_on")
    ]
    return write_xlsx(
        folder / "dossiers.xlsx", {"Dossiers": [headers, *([call, 20000.0, end] for call in CALLS)]}
    )


def sealed(
    why: str, *residences: str, first: date | None = None, last: date | None = None, interim: bool = False
) -> None:
    version = str(current_version())
    for call in CALLS:
        publish(version, sight_for(version, call, residences, first, last), call, "test", why, interim)


PUBLISHED, _ = Association(3).edition(2024)
STATE_OF: dict[str, int] = {}


def mark(state: int) -> None:
    """Note in which state of the data the bilans published since were: the attacker knows it."""
    for one in every_bilan():
        STATE_OF.setdefault(one.code, state)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Interim bilans half-way; final ones, of parts too; then a correction; then another fiscal year, closed after it."""
    folder = tmp_path_factory.mktemp("attack")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        # Dwellings and bodies are long to count, and no people: these are not what is attacked.
        patch.setattr(parts, "by_residence", lambda *_: ())
        patch.setattr(parts, "of_indicators", lambda _, key, title, names: Table(key, title, (), ()))
        held = [[date(2024 + (month > 12), (month - 1) % 12 + 1, 4), "Viala", "Réunion de palier", "1", "Tenue", 20, 8]
                for month in range(12, 25)]  # fmt: skip
        load(residences_file(folder), meetings_file(folder, held))
        # Until somebody closes a first month, what is due is held closed: the first state would have been told.
        close(MONTHS[:1], compute, by="test", name="Direction")
        load(actions_file(folder, STATES[0]), files_of_calls(folder, date(2025, 12, 31)))
        freeze("2024", asdict(PUBLISHED))
        close(MONTHS[1:6], compute, by="test", name="Direction")
        sealed("", last=date(2025, 6, 1), interim=True)
        mark(0)
        load(actions_file(folder, STATES[1]))
        close(MONTHS[6:], compute, by="test", name="Direction")
        sealed("exercice clos")
        sealed("", "VIA")
        mark(1)
        load(actions_file(folder, STATES[2]))
        sealed("une action corrigée")
        mark(2)
        load(files_of_calls(folder, date(2025, 11, 30)))
        close(["2024-12"], compute, by="test", name="Direction")
        sealed("exercice corrigé")
        mark(2)
        yield folder


def tables(rows: list[list[Any]], *head: str) -> list[dict[str, Any]]:
    """Return the rows of the tables of a sheet that have these columns, as anybody reads them."""
    found: list[dict[str, Any]] = []
    titles: list[Any] = []
    for row in rows:
        if set(head) <= set(row):
            titles = row
        elif not any(value is not None for value in row):
            titles = []
        elif titles:
            found.append(dict(zip(titles, row, strict=True)))
    return found


@cache
def cells(code: str) -> dict[str, list[list[Any]]]:
    """Return the rows of the sheets of an annex that tell people of actions, from its bytes."""
    book = load_workbook(io.BytesIO(annex_of(find(code)) or b""), read_only=True)  # type: ignore[arg-type]
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book
        if sheet.title in (SUMMARY, RESULTS)
    }


def read(call: str) -> Known:
    """Return all that the annexes of a call tell of people: cells, gaps, shares, totals, and what each edition says it changed."""
    known, names = Known(), {f"A{at}" for at in range(1, len(STATES[1][call]) + 1)}
    held = {one.code: one for one in every_bilan() if one.bilan.call == call}
    for one in held.values():
        state = STATE_OF[one.code]
        _read_actions(known, cells(one.code)[RESULTS], state)
        for row in tables(cells(one.code)[SUMMARY], "Chiffre", "Réalisé"):
            if row["Chiffre"] == "Bénéficiaires différents":
                for value in _totals(row["Prévu"], row["Réalisé"], row["Écart"], row["Réalisé / prévu"]):
                    known.add({(name, state) for name in names}, value)
        _read_changes(known, one, state, STATE_OF.get(one.before, state))
    return known


def _read_actions(known: Known, rows: list[list[Any]], state: int) -> None:
    for row in tables(rows, "Action", "Bénéficiaires touchés"):
        name = f"A{row['Action'].split()[-1]}"
        told = [row["Bénéficiaires touchés"]]
        if row["Indicateur"] == "Résidents venus":
            planned, share = row["Prévu"], row["Écart en % du prévu"]
            told += _totals(
                planned, row["Réalisé"], row["Écart"], 1 + share if isinstance(share, int | float) else share
            )
        for value in told:
            if isinstance(value, int | float):
                known.add({(name, state)}, value)
        # A comment says how many came: it goes with them.
        assert row["Commentaire"] in (None, "s") or isinstance(row["Bénéficiaires touchés"], int)


def _totals(planned: Any, achieved: Any, gap: Any, share: Any) -> list[float]:
    told = [achieved, gap if not isinstance(gap, int | float) else planned + gap]
    told.append(share if not isinstance(share, int | float) else round(planned * share, 6))
    return [float(one) for one in told if isinstance(one, int | float)]


def _read_changes(known: Known, one: Sealed, state: int, before: int) -> None:
    for line in one.changed:
        found = re.search(r"Atelier (\d) · Bénéficiaires touchés : (\S+) → (\S+)", line)
        for told, at in zip(found.groups()[1:], (before, state), strict=True) if found else ():
            if told.isdigit():
                known.add({(f"A{found[1]}", at)}, float(told))  # type: ignore[index]


def exposed(call: str) -> list[tuple[Cell, tuple[float, float]]]:
    """Return the small numbers of people of a call that the attacker comes too near to."""
    known, found = read(call), []
    for state, people in enumerate(STATES):
        for at, met in enumerate(people[call], 1):
            low, high = known.bounds((f"A{at}", state))
            assert low - 1e-6 <= met <= high + 1e-6
            if 0 < met < THRESHOLD and not (high >= THRESHOLD and high - low >= THRESHOLD - 1):
                found.append(((f"A{at}", state), (low, high)))
    return found


def test_no_small_number_comes_back_from_all_the_bilans_of_a_call(house: Path) -> None:
    told = defaultdict(int)
    for call in CALLS:
        assert exposed(call) == []
        for cells, _ in read(call).sums:
            told[call] += len(cells) == 1
    assert len(every_bilan()) == 5 * len(CALLS)
    assert all(told.values()), "an attack on bilans that tell nobody proves nothing"
    assert "Untel" not in "".join(
        path.read_text("utf-8") for path in (house / "data" / "bilans").glob("*.json")
    )


def test_what_bilans_tell_of_an_edition_is_what_was_published_in_it(house: Path) -> None:
    """Of some residences, fewer lines; never a number where the edition, masked as a whole, tells none."""
    held = {f"edition.2024.{one.id}": one for one in PUBLISHED.tables}
    told = 0
    for one in every_bilan():
        for table in (table for part in one.bilan.parts for table in part.tables if table.key in held):
            lines = {
                f"{line.level}/{'-'.join(line.codes)}/{line.label}": line for line in held[table.key].lines
            }
            for row in table.rows:
                numbers = (*lines[row.key].numbers, lines[row.key].total)
                assert row.cells[1:] == tuple(MASKED if number is None else number for number in numbers)
                told += 1
    assert told > 100


def test_two_states_told_would_be_subtracted(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness can fail: closed after the correction, the other fiscal year would tell both states, and A1 is 59 - 20 - 30."""
    monkeypatch.setattr(people_told, "_contradict", lambda *_: False)
    monkeypatch.setattr(calls, "was_corrected", lambda *_: False)
    sealed("sans garde", last=date(2025, 11, 1), first=date(2024, 12, 1), interim=True)
    mark(2)
    assert (("A1", 1), (9.0, 9.0)) in [
        (cell, (round(low, 6), round(high, 6))) for cell, (low, high) in exposed(CALLS[0])
    ]
