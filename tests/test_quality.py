"""What a file was worth: lines rejected of those read (I82), mandatory cells filled (I83); on its receipt, then all files together."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.compute import compute
from indicators.effect import effect
from indicators.measure import current_version, measure
from indicators.trace import trace
from pipelines import store
from pipelines.build import rebuild
from pipelines.closing import confirm_empty
from pipelines.history import history
from pipelines.journal import read_journal
from pipelines.ownership import UNBOUNDED, Bounds
from tests.people import signed_in
from tests.test_board import OF_TIL, opened, said
from tests.test_pages import ran
from tests.workbooks import (
    CONFLICT_HEADER,
    RESIDENCES,
    conflict,
    conflicts_file,
    load,
    residences_file,
    undo,
    write_xlsx,
)
from ui.words import NO_BREAK, THIN

DAY = date(2025, 3, 4)


@pytest.fixture
def received(tmp_path: Path, data: Path) -> str:
    """Four lines: a sound one, one without a residence, one whose date is no date, one without any of its mandatory cells."""
    lines = [
        conflict(1, DAY),
        conflict(2, DAY, residence=""),
        [*conflict(3, DAY)[:2], "hier", *conflict(3, DAY)[3:]],
        [None, None, None, "3e", None, "Résolu", None],
    ]
    load(residences_file(tmp_path))
    [receipt] = load(conflicts_file(tmp_path / "c.xlsx", "Conflits mars 2025", lines), set_aside=True)
    return str(receipt["load_id"])


def told(received: str) -> str:
    return "\n".join(said(opened("historique", depot=received))).replace(NO_BREAK, " ").replace(THIN, " ")


def test_lines_rejected_and_mandatory_cells_are_counted(received: str) -> None:
    """The residence and the day are mandatory: 4 x 2 cells, 1 + 2 of them blank; a day that cannot be read is filled."""
    [newest, *_] = history(UNBOUNDED)
    assert newest["load_id"] == received
    assert (newest["set_aside"], newest["read"]) == (3, 4)
    assert (newest["mandatory_filled"], newest["mandatory"]) == (5, 8)


def test_the_receipt_says_them(received: str) -> None:
    assert "Lignes rejetées : 75 % (3/4) · Cellules obligatoires remplies : 63 % (5/8)." in told(received)


def test_a_load_from_before_they_were_counted_is_read_and_says_what_it_can(received: str, data: Path) -> None:
    path = data / "loads" / f"{received}.json"
    entry = json.loads(path.read_text("utf-8"))
    del entry["mandatory"], entry["mandatory_filled"]
    path.write_text(json.dumps(entry), "utf-8")
    assert read_journal().entries[-1].mandatory is None
    assert "Lignes rejetées : 75 % (3/4)." in told(received)
    assert "Cellules obligatoires remplies" not in told(received)


def test_a_team_is_not_told_of_what_a_file_held_of_others(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    both = [conflict(1, DAY), conflict(2, DAY, residence="TIL")]
    [receipt] = load(conflicts_file(tmp_path / "c.xlsx", "Mars 2025", both))
    [shared, *_] = history(Bounds(frozenset({"VIA"})))
    assert shared["load_id"] == receipt["load_id"]
    assert (shared["mandatory"], shared["mandatory_filled"]) == (None, None)
    undo(receipt["load_id"])


# All the files together. The list of residences: 2 lines, none set aside, 2 mandatory cells each (its code, its name).
RATES = ("row_rejection_rate", "field_completeness")


def counted(category: str | None = None) -> list[tuple[float | None, ...]]:
    """Return numerator, denominator and unknown of I82, then of I83, over 2026 (one kind of file, or all)."""
    by = ("year", "category") if category else ("year",)
    rates = [
        [
            one
            for one in measure(str(current_version()), EVERYTHING, name, by)
            if one.group["year"] == 2026 and one.group.get("category") == category
        ]
        for name in RATES
    ]
    return [(one.numerator, one.denominator, one.unknown) for found in rates for one in found]


def test_the_files_of_the_association_add_up(received: str) -> None:
    assert counted("conflits") == [(3, 4, 0), (5, 8, 0)]
    assert counted() == [(3, 6, 0), (5 + 4, 8 + 4, 0)]


def test_a_file_replaced_still_counts_and_one_withdrawn_does_not(received: str, tmp_path: Path) -> None:
    [receipt] = load(conflicts_file(tmp_path / "d.xlsx", "Conflits mars 2025", [conflict(9, DAY)]))
    assert receipt["status"] == "loaded"
    assert counted("conflits") == [(3, 5, 0), (7, 10, 0)]
    undo(receipt["load_id"])
    assert counted("conflits") == [(3, 4, 0), (5, 8, 0)]
    undo(received)
    assert counted("conflits") == []


def test_nothing_this_month_is_no_file_to_judge(received: str) -> None:
    confirm_empty("reunions", "VIA", "2025-03", compute, "test", "Camille", UNBOUNDED)
    assert counted("reunions") == []
    assert counted() == [(3, 6, 0), (9, 12, 0)]


def test_a_file_from_before_cells_were_counted_is_not_known(received: str, data: Path) -> None:
    path = data / "loads" / f"{received}.json"
    entry = json.loads(path.read_text("utf-8"))
    del entry["mandatory"], entry["mandatory_filled"]
    path.write_text(json.dumps(entry), "utf-8")
    rebuild(compute)
    [rejected, filled] = counted("conflits")
    assert rejected == (3, 4, 0)
    assert filled[1:] == (None, 1)


def test_a_file_of_several_kinds_is_judged_whole(tmp_path: Path, data: Path) -> None:
    sheets = {"Résidences": RESIDENCES, "Registre": [["Mars 2025"], CONFLICT_HEADER, conflict(1, DAY)]}
    [receipt] = load(write_xlsx(tmp_path / "Tout.xlsx", sheets))
    assert receipt["kind"] == "referentiel_residences+conflits"
    assert counted("plusieurs") == [(0, 3, 0), (6, 6, 0)]


def test_every_file_is_told_behind_the_figure_replaced_ones_too(received: str, tmp_path: Path) -> None:
    load(conflicts_file(tmp_path / "d.xlsx", "Conflits mars 2025", [conflict(9, DAY, outcome="En cours")]))
    told = trace(str(current_version()), EVERYTHING, "I82", "", "2026-01")
    assert [(one["file"], one["category"], one["numerator"], one["denominator"]) for one in told] == [
        ("Référentiel.xlsx", "referentiel_residences", 0, 2),
        ("c.xlsx", "conflits", 3, 4),
        ("d.xlsx", "conflits", 0, 1),
    ]
    assert {one["loaded_by"] for one in told} == {told[0]["loaded_by"]}
    assert told[1]["load_id"] == received
    assert (told[1]["sheet"], told[1]["row"]) == (None, None)


def test_the_files_of_all_are_told_to_whoever_sees_all(received: str) -> None:
    with pytest.raises(OutOfSight, match="fichiers de toute l'association"):
        trace(str(current_version()), sight_of("equipe", ("VIA",), None, None), "I82", "", "2026-01")


def test_no_deposit_is_told_to_change_them_since_every_deposit_does(received: str, tmp_path: Path) -> None:
    before = str(current_version())
    load(conflicts_file(tmp_path / "d.xlsx", "Conflits mars 2025", [conflict(9, DAY, outcome="En cours")]))
    told = effect(store.cursor(before), store.cursor(str(current_version())), EVERYTHING, {"VIA"})
    assert told.moves
    assert not {move.indicator for move in (*told.moves, *told.elsewhere)} & set(RATES)
    assert not set(told.unchanged) & set(RATES)


def test_the_page_of_the_history_tells_them_and_where_they_come_from(received: str) -> None:
    at = opened("historique")
    told = [re.sub(r"\s", " ", one.value) for one in at.caption]
    assert "Fichiers déposés sur 12 mois dans toute l'association :" in told
    for figure in (
        "Lignes rejetées : **50,0 %** · 3 sur 6 · ",
        "Complétude des cellules obligatoires : **75,0 %** · 9 sur 12 · ",
    ):
        assert f"{figure}Période précédente inconnue · pas de cible · aucune valeur inconnue" in told
    button = next(one for one in at.button if str(one.key).startswith("origine-qualite-row"))
    shown = ran(button.click()).dataframe[-1].value
    assert list(shown["Fichier"]) == ["Référentiel.xlsx", "c.xlsx"]
    assert list(shown["Catégorie"]) == ["Référentiel des résidences", "Registre des conflits"]
    at.user = signed_in("equipe", OF_TIL).user
    assert not [one.value for one in ran(at).caption if "fichiers déposés sur" in one.value]
