"""The counter keeps what was dropped until it is loaded or taken away: by account, in memory, whatever becomes of the browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import waiting
from pipelines.journal import read_journal
from pipelines.read import Workbook
from pipelines.waiting import MOST_FILES, Dropped, Tray, tray_of
from tests.test_ownership import button, handed_over, list_loaded, list_once, page, ran
from tests.workbooks import conflict, conflicts_file, occupation_file, write_csv

__all__ = ["list_loaded", "list_once"]
MARCH = date(2025, 3, 4)


class Handed:
    def __init__(self, name: str, content: bytes = b"a;b\n1;2\n") -> None:
        self.name, self._content = name, content

    def getvalue(self) -> bytes:
        return self._content


def names(tray: Tray) -> list[str]:
    return [file.name for file in tray.files]


def test_at_most_forty_files_wait_and_the_others_are_named(data: Path) -> None:
    tray = tray_of("un")
    handed = [Handed(f"{number}.csv") for number in range(MOST_FILES + 2)]
    assert tray.take(handed) == [f"{MOST_FILES}.csv", f"{MOST_FILES + 1}.csv"]
    assert tray.wait(60)
    assert names(tray) == [one.name for one in handed[:MOST_FILES]]


def test_there_is_a_weight_that_the_counter_does_not_pass(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_BYTES", 20)
    tray = tray_of("un")
    assert tray.take([Handed("a.csv", b"x" * 15), Handed("b.csv", b"x" * 15), Handed("c.csv", b"x" * 5)]) == [
        "b.csv"
    ]
    assert names(tray) == ["a.csv", "c.csv"]


def test_the_same_file_twice_waits_once(data: Path) -> None:
    tray = tray_of("un")
    assert tray.take([Handed("a.csv"), Handed("a.csv"), Handed("a.csv", b"c;d\n")]) == []
    assert names(tray) == ["a.csv", "a.csv"]  # two versions of one name are two files
    assert len({file.file_id for file in tray.files}) == 2


def test_each_account_has_its_own(data: Path) -> None:
    tray_of("un").take([Handed("a.csv")])
    assert names(tray_of("deux")) == []
    assert names(tray_of("un")) == ["a.csv"]


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A file named « lent » is read only once this is set."""
    let_go, read_it = threading.Event(), Dropped.read

    def read(file: Dropped) -> Workbook:
        if file.name.startswith("lent"):
            let_go.wait(30)
        return read_it(file)

    monkeypatch.setattr(Dropped, "read", read)
    yield let_go
    let_go.set()


def test_a_slow_file_does_not_stop_the_others(data: Path, stuck: threading.Event) -> None:
    tray = tray_of("un")
    tray.take([Handed("lent.csv"), *(Handed(f"{number}.csv") for number in range(5))])
    deadline = time.monotonic() + 30
    while sum(file.is_read for file in tray.files) < 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [file.name for file in tray.files if not file.is_read] == ["lent.csv"]
    assert not tray.is_read
    stuck.set()
    assert tray.wait(30)


def test_a_file_that_cannot_be_read_is_told_and_the_lane_goes_on(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> Any:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(waiting, "laid_down", full)
        tray = tray_of("un")
        tray.take([Handed("a.csv")])
        assert tray.wait(30)
    assert "déposez-le à nouveau" in tray.files[0].workbook.refused
    tray.take([Handed("b.csv")])
    assert tray.wait(30)
    assert tray.files[1].workbook.sheets


def test_a_file_taken_away_before_it_is_read_is_not_read(data: Path, stuck: threading.Event) -> None:
    tray = tray_of("un")
    tray.take([Handed("lent 1.csv"), Handed("lent 2.csv"), Handed("après.csv")])  # both lanes are held
    after = tray.files[2]
    tray.drop([after.file_id])
    stuck.set()
    assert tray.wait(30)
    assert not after.is_read


def test_a_tray_that_nobody_comes_back_to_is_forgotten(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "HOURS_KEPT", 0.2 / 3600)
    tray = tray_of("un")
    tray.take([Handed("a.csv")])
    deadline = time.monotonic() + 20
    while tray._files and time.monotonic() < deadline:
        time.sleep(0.05)
    assert tray._files == []


def test_a_large_workbook_is_read_again_rather_than_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_MOST_CELLS", 3)
    tray = tray_of("un")
    tray.take([Handed("a.csv")])
    tray.wait(30)
    [file] = tray.files
    assert file._workbook is None
    assert file.workbook == file.workbook
    assert len(file.workbook.sheets[0].cells) == 4


# The page.


def told(at: AppTest) -> str:
    return "\n".join(one.value for one in [*at.markdown, *at.caption, *at.warning]).replace("\\", "")


def test_a_deposit_is_found_again_by_who_made_it_and_by_nobody_else(
    tmp_path: Path, list_loaded: Path
) -> None:
    handed_over(page(), conflicts_file(tmp_path / "f.xlsx", "Mars 2025", [conflict(1, MARCH)]))
    again = page()
    assert "f.xlsx" in told(again)
    assert not button(again, "Charger 1").disabled
    assert "f.xlsx" not in told(page("direction"))
    ran(button(again, "Charger 1").click())
    assert read_journal().entries[-1].file == "f.xlsx"
    assert "f.xlsx" not in told(ran(again))


def test_what_was_typed_and_set_aside_is_found_again(tmp_path: Path, list_loaded: Path) -> None:
    lines = [conflict(1, MARCH), conflict(2, MARCH, category="bof"), conflict(3, MARCH, category="bah")]
    handed_over(page(), conflicts_file(tmp_path / "f.xlsx", "Mars 2025", lines))
    [file] = tray_of("equipe.test").files
    file.typed["Registre", 4, 5] = "Bruit"
    file.is_aside = True
    at = page()
    assert "1 corrigée, 1 reste" in told(at)
    assert at.checkbox[0].value
    ran(button(at, "Charger 1").click())
    entry = read_journal().entries[-1]
    assert (entry.accepted, entry.set_aside, len(entry.corrections)) == (2, 1, 1)


def test_what_is_not_loaded_stays_on_the_counter(tmp_path: Path, list_loaded: Path) -> None:
    good = conflicts_file(tmp_path / "bon.xlsx", "Mars 2025", [conflict(1, MARCH)])
    bad = conflicts_file(tmp_path / "faux.xlsx", "Avril 2025", [conflict(2, MARCH, category="bof")])
    at = handed_over(page(), good, bad)
    ran(button(at, "Charger 1").click())
    assert [file.name for file in tray_of("equipe.test").files] == ["faux.xlsx"]
    assert "À corriger" in "\n".join(one.value for one in ran(at).markdown)


def test_files_are_taken_away_from_the_counter(tmp_path: Path, list_loaded: Path) -> None:
    paths = [write_csv(tmp_path / f"{name}.csv", [["a", "b"], ["1", name]]) for name in "abc"]
    at = handed_over(page(), *paths)
    [first, *_] = tray_of("equipe.test").files
    ran(at.multiselect(key="depot-retirer").set_value([first.file_id]))
    ran(at.button(key="depot-retirer-ok").click())
    assert [file.name for file in tray_of("equipe.test").files] == ["b.csv", "c.csv"]
    ran(at.button(key="depot-retirer-ok").click())
    assert tray_of("equipe.test").files == []


def test_of_many_files_those_that_ask_for_something_come_in_full(tmp_path: Path, list_loaded: Path) -> None:
    sound = [occupation_file(tmp_path / f"o{at}.xlsx", months=1, residents=100 + at) for at in range(5)]
    bad = conflicts_file(tmp_path / "faux.xlsx", "Mars 2025", [conflict(2, MARCH, category="bof")])
    at = handed_over(page(), *sound, bad)
    assert "6 classeurs" in told(at)
    assert "5 prêts à charger et 1 à corriger" in told(at)
    [table] = [one.value for one in at.dataframe if "État" in one.value and "Période" in one.value]
    assert sorted(table["Fichier"]) == [f"o{number}.xlsx" for number in range(5)]
    assert "**faux.xlsx**" in told(at)
    assert "**o1.xlsx**" not in told(at)
    second = tray_of("equipe.test").files[1]
    ran(at.selectbox(key="depot-detail").set_value(second.file_id))
    assert "**o1.xlsx**" in told(at)
