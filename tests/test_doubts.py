"""A doubt that somebody answered for is told, with the reason, wherever the figure that rests on it is."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from access.scope import EVERYTHING, sight_of
from indicators.measure import current_version
from indicators.sums import Scope
from indicators.trace import doubts_behind, lines
from tests.browser.serving import ROOT
from tests.conftest import TODAY
from tests.people import signed_in
from tests.workbooks import conflict, conflicts_file, load, occupation_file, residences_file, run, undo

FEBRUARY, MARCH = date(2025, 2, 11), date(2025, 3, 4)
NAME = "conflict_median_days"
ALL = Scope()
REASON = "l'issue est sûre, la date est perdue"


def sure(number: int, day: date, **more: Any) -> list[Any]:
    return conflict(number, day, **more)


def doubtful(number: int, day: date, **more: Any) -> list[Any]:
    """A conflict resolved and never closed: the contract doubts it."""
    return conflict(number, day, closed_on=None, **more)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Viala: two doubts in March, none in February; Les Tilleuls: one doubt in March."""
    folder = tmp_path_factory.mktemp("doubts")
    lines = [sure(1, FEBRUARY), doubtful(2, MARCH), doubtful(3, MARCH), sure(4, MARCH)]
    other = conflicts_file(folder / "t.xlsx", "T1 2025", [doubtful(5, MARCH, residence="TIL")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(residences_file(folder), occupation_file(folder / "o.xlsx"), other, reason="autre motif")
        load(conflicts_file(folder / "v.xlsx", "T1 2025", lines), reason=REASON)
    return folder / "data"


@pytest.fixture
def house(loaded: Path, data: Path, tmp_path: Path) -> Path:
    shutil.copytree(loaded, data)
    return tmp_path


def count(scope: Scope = ALL, sight: Any = EVERYTHING, name: str = "conflicts_per_100") -> int:
    version = current_version()
    assert version
    return doubts_behind(version, sight, name, scope)


def test_the_doubts_behind_a_figure_are_counted_within_its_scope(house: Path) -> None:
    assert count() == 3
    assert count(Scope(("VIA",))) == 2
    assert count(Scope(("VIA",), first=MARCH.replace(day=1), last=MARCH.replace(day=1))) == 2
    assert count(Scope(("VIA",), first=FEBRUARY.replace(day=1), last=FEBRUARY.replace(day=1))) == 0
    assert count(name="occupancy_rate_eom") == 0  # the doubt is about a conflict


def test_a_team_is_told_of_its_own_only(house: Path) -> None:
    assert count(sight=sight_of("equipe", ("TIL",), None, None)) == 1


def test_a_line_behind_a_figure_bears_its_doubts_and_their_reason(house: Path) -> None:
    version = current_version()
    assert version
    told = lines(version, EVERYTHING, "conflicts_per_100", Scope(("VIA",)))
    of_row = {line["row"]: line["doubts"] for line in told if line["file"] == "v.xlsx"}
    assert {row: [(one["cell"], one["reason"]) for one in some] for row, some in of_row.items()} == {
        3: [],
        4: [("G4", REASON)],
        5: [("G5", REASON)],
        6: [],
    }
    assert all("sans date de clôture" in one["doubt"] for some in of_row.values() for one in some)


def test_a_line_that_is_corrected_is_doubted_no_more(house: Path) -> None:
    [receipt] = load(
        conflicts_file(house / "c.xlsx", "Mars 2025", [sure(2, MARCH), sure(3, MARCH), sure(4, MARCH)])
    )
    assert count(Scope(("VIA",))) == 0
    undo(receipt["load_id"])
    assert count(Scope(("VIA",))) == 2


def test_a_reason_names_nobody(house: Path) -> None:
    line = doubtful(9, date(2025, 4, 2))
    load(
        conflicts_file(house / "n.xlsx", "Avril 2025", [line]), reason="vu avec Mme Durand au 06 12 34 56 78"
    )
    version = current_version()
    assert version
    [april] = [
        one
        for one in lines(version, EVERYTHING, "conflicts_per_100", Scope(("VIA",)))
        if one["file"] == "n.xlsx"
    ]
    [doubt] = april["doubts"]
    assert "vu avec" in doubt["reason"]
    assert "Durand" not in doubt["reason"]
    assert "06 12" not in doubt["reason"]


def test_the_command_line_tells_them(house: Path) -> None:
    status, told = run(
        "indicators", "trace", "conflicts_per_100", "--residence", "TIL", "--period", "2025-03"
    )
    assert status == 0
    assert [one["reason"] for line in told for one in line["doubts"]] == ["autre motif"]


def opened(role: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at.switch_page("../pages/mobiliser/conflits.py")
    perimeter = Perimeter((), "Appel", date(2024, 1, 1), date(2025, 12, 1)) if role == "evaluateur" else None
    at.user = signed_in(role, perimeter).user
    at.query_params["periode"] = "2025"
    at.run()
    assert not at.exception
    return at


def test_a_page_tells_how_many_and_the_lines_tell_why(house: Path) -> None:
    at = opened("direction")
    captions = "\n".join(one.value for one in at.caption)
    assert "3 valeurs confirmées malgré un doute" in captions
    button = next(one for one in at.button if str(one.key).startswith("origine-conflicts_per_100"))
    button.click().run()
    told = "\n".join(one.value for one in at.markdown).replace("\\", "")
    assert REASON in told
    assert "autre motif" in told
