"""Before confirming, on the page: lines old and new, figures before and after; a withdrawal is looked at first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from indicators.compute import compute
from pipelines import desk
from pipelines.journal import read_journal
from pipelines.keep import load_files
from tests.test_ownership import button, handed_over, held, list_loaded, list_once, logged, page, ran
from tests.workbooks import MEETING_HEADER, Rows, conflict, conflicts_file, run, write_xlsx
from ui import export
from ui.words import NO_BREAK, THIN

__all__ = ["list_loaded", "list_once"]
MARCH, APRIL = date(2025, 3, 4), date(2025, 4, 7)


def meetings_file(path: Path, attended: int, *more: list[Any]) -> Path:
    lines: Rows = [[MARCH, "Viala", "Réunion de palier", "3e", "Tenue", 40, attended], *more]
    return write_xlsx(path, {"Réunions": [["Mars 2025"], MEETING_HEADER, *lines]})


def told(at: AppTest) -> str:
    texts = "\n".join(one.value for one in [*at.markdown, *at.caption]) + "\n".join(
        one.label for one in at.expander
    )
    return texts.replace(NO_BREAK, " ").replace(THIN, " ").replace("\\", "")


@pytest.fixture
def loaded(tmp_path: Path, list_loaded: Path) -> Path:
    load_files([meetings_file(tmp_path / "un.xlsx", 10)], compute, by="equipe.test")
    return list_loaded


def test_lines_and_figures_are_shown_before_and_after(tmp_path: Path, loaded: Path) -> None:
    before = held(loaded)
    again = [MARCH, "Viala", "Atelier", None, "Tenue", None, 5]
    at = handed_over(page(), meetings_file(tmp_path / "deux.xlsx", 20, again))
    shown = told(at)
    assert (
        "Réunions : 1 ligne nouvelle, 1 modifiée, 0 inchangée, 0 qui disparaît. Remplace ce qui venait de un.xlsx"
        in shown
    )
    assert "Voir 2 lignes touchées : avant, après" in shown
    tables = [one.value for one in at.table]
    rows = [row for table in tables for row in table.to_dict("records")]
    changed = [row for row in rows if row.get("Colonne") == "Présents résidents"]
    assert [(row["Avant"], row["Après"], row["État"]) for row in changed] == [("10", "20", "modifiée")]
    assert "**Taux de présence aux réunions** · Viala, mars 2025 : 25 % → **50 %** (10/40 → 20/40)" in shown
    assert "; non connus : 0 → 1" in shown
    assert "**Réunions tenues** · Viala, mars 2025 : 1 → **2**" in shown
    assert "indicateurs inchangés" in shown
    assert held(loaded) == before  # looked at, and left there
    ran(button(at, "Charger 1").click())
    assert held(loaded) != before


def test_the_effect_is_computed_once_for_the_same_files(
    tmp_path: Path, loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    look = desk.preview_load
    monkeypatch.setattr(desk, "preview_load", lambda *given: asked.append(1) or look(*given))
    at = handed_over(page(), meetings_file(tmp_path / "deux.xlsx", 20))
    ran(ran(at))
    assert len(asked) == 1
    load_files([conflicts_file(tmp_path / "c.xlsx", "2025", [conflict(1, APRIL)])], compute)
    ran(at)
    assert len(asked) == 2  # the figures in use are others


def test_an_effect_that_fails_does_not_stand_in_the_way(
    tmp_path: Path, loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(desk, "preview_load", failing)
    monkeypatch.setattr(desk, "preview_withdrawal", failing)
    at = handed_over(page(), meetings_file(tmp_path / "deux.xlsx", 20))
    assert any("n'a pas pu être calculé" in one.value for one in at.warning)
    ran(button(at, "Charger 1").click())
    assert read_journal().entries[-1].by == "equipe.test"
    ran(button(at, "Voir ce que cela change").click())
    assert any("n'a pas pu être calculé" in one.value for one in at.warning)
    ran(at.text_input(key="retrait-motif").input("essai"))
    ran(button(at, "Retirer").click())
    assert len(read_journal().withdrawals) == 1


def test_a_withdrawal_is_looked_at_before_it_is_done(tmp_path: Path, loaded: Path) -> None:
    load_files([meetings_file(tmp_path / "deux.xlsx", 20)], compute, by="equipe.test")
    at = page()
    ran(at.text_input(key="retrait-motif").input("erreur"))
    assert button(at, "Retirer").disabled
    before = held(loaded)
    ran(button(at, "Voir ce que cela change").click())
    assert held(loaded) == before
    assert "25 % → **50 %**" not in told(at)
    assert "50 % → **25 %** (20/40 → 10/40)" in told(at)
    assert not button(at, "Retirer").disabled
    # Another load chosen: it was not looked at.
    entries = read_journal().entries
    ran(at.selectbox(key="retrait").set_value(f"un.xlsx ({entries[1].load_id})"))
    assert button(at, "Retirer").disabled
    ran(at.selectbox(key="retrait").set_value(f"deux.xlsx ({entries[2].load_id})"))
    ran(button(at, "Retirer").click())
    assert list(read_journal().withdrawals) == [entries[2].load_id]
    assert logged("withdrew")


def test_nothing_is_told_of_another_residence(tmp_path: Path, loaded: Path) -> None:
    load_files(
        [conflicts_file(tmp_path / "t.xlsx", "Mars 2025", [conflict(9, MARCH, residence="TIL")])], compute
    )
    newer = [date(2025, 6, 3), "Viala", "Atelier", None, "Tenue", 10, 5]
    path = write_xlsx(tmp_path / "juin.xlsx", {"R": [["Juin 2025"], MEETING_HEADER, newer]})
    assert "Tilleuls" not in told(handed_over(page(), path))
    everybody = told(handed_over(page("direction"), path))
    assert "Dans les autres résidences" in everybody


def test_a_file_of_changes_is_for_the_session_that_saw_them(loaded: Path) -> None:
    rows = [{"Avant": "=1+1", "Après": "12"}]
    with pytest.raises(Exception, match="session est terminée"):
        export.file_of_table("0" * 32, rows, "lignes touchées · conflits")


def test_the_command_line_says_the_same_and_writes_nothing(tmp_path: Path, loaded: Path) -> None:
    before = held(loaded)
    path = meetings_file(tmp_path / "deux.xlsx", 20)
    status, answer = run("pipelines", "check", path, "--effect")
    [file] = answer["files"]
    counts = {name: file["lines"][name] for name in ("new", "changed", "same", "gone")}
    assert (status, counts) == (0, {"new": 0, "changed": 1, "same": 0, "gone": 0})
    [line] = file["lines"]["changes"]
    assert (line["state"], line["sheet"], line["row"]) == ("changed", "Réunions", 3)
    assert line["cells"] == [{"column": "Présents résidents", "old": "10", "new": "20"}]
    [move] = answer["effect"]["moves"]
    assert (move["indicator"], move["period"]) == ("meeting_attendance_rate", "2025-03")
    assert [move[side]["numerator"] for side in ("before", "after")] == [10, 20]
    status, [file] = run("pipelines", "check", path)
    assert (status, file["lines"]["changed"]) == (0, 1)
    load_id = read_journal().entries[1].load_id
    status, answer = run("pipelines", "undo", load_id, "--preview")
    assert (status, answer["lines"]["gone"]) == (0, 1)
    assert all(move["after"] is None for move in answer["effect"]["moves"])
    assert run("pipelines", "undo", "00099", "--preview")[0] == 1
    assert run("pipelines", "undo", load_id)[0] == 2
    assert held(loaded) == before
