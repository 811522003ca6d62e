"""Files that lie, explode or are broken: the process survives, a French sentence says so, nothing is written."""

from __future__ import annotations

import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from pipelines import listen
from tests.hostile import LINES, READ, REFUSED, SHEET, cell_out_of_the_sheet, locked, sound
from tests.workbooks import (
    CONFLICT_HEADER,
    check,
    edit_part,
    load,
    residences_file,
    write_csv,
    write_xlsx,
)

SECONDS = 20  # a few on an idle machine; none of these files may take the minute that a reader is allowed


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_french_and_leaves_nothing(
    name: str, tmp_path: Path, data: Path
) -> None:
    make, told = REFUSED[name]
    make(tmp_path / name)
    started = time.monotonic()
    [receipt] = load(tmp_path / name)
    assert time.monotonic() - started < SECONDS
    assert (receipt["status"], receipt["file"], receipt["read"]) == ("refused", name, 0)
    [problem] = receipt["problems"]
    assert told in problem["message"]
    assert " ; " in problem["message"], "a message says the repair"
    assert [path for path in data.rglob("*") if path.is_file() and path.name != ".lock"] == []
    assert not (tmp_path.parent / "evil.xml").exists()


@pytest.mark.parametrize("name", READ)
def test_an_absurd_file_that_hides_nothing_is_read_in_little_time(
    name: str, tmp_path: Path, data: Path
) -> None:
    READ[name](tmp_path / name)
    started = time.monotonic()
    [_, receipt] = check(residences_file(tmp_path), tmp_path / name)
    assert time.monotonic() - started < SECONDS
    assert receipt["accepted"] == 1
    assert [problem["row"] for problem in receipt["problems"] if problem["row"] < 10] == []


def test_a_locked_workbook_asks_for_a_copy_without_its_password(tmp_path: Path, data: Path) -> None:
    locked(tmp_path / "a.xlsx")
    [receipt] = check(tmp_path / "a.xlsx")
    assert receipt["problems"][0]["message"] == (
        "Fichier : le fichier est protégé par un mot de passe ; enregistrez-en une copie sans mot de passe"
    )


def test_macros_and_links_to_other_workbooks_are_left_and_said(tmp_path: Path, data: Path) -> None:
    path = sound(tmp_path / "f.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    [_, receipt] = check(residences_file(tmp_path), path)
    assert (receipt["status"], receipt["accepted"]) == ("acceptable", 1)
    assert receipt["not_read"] == [
        "macros du classeur : ignorées, rien n'en est exécuté",
        "liens vers d'autres classeurs (1) : non suivis, les résultats enregistrés sont lus",
    ]


@pytest.mark.parametrize("name", ["Conflits.csv", "Conflits.xls", "Conflits.ods", "Conflits.txt", "Conflits"])
def test_the_extension_does_not_matter(name: str, tmp_path: Path, data: Path) -> None:
    path = sound(tmp_path / "f.xlsx").rename(tmp_path / name)
    [_, receipt] = check(residences_file(tmp_path), path)
    assert (receipt["status"], receipt["accepted"]) == ("acceptable", 1)


def test_control_characters_are_read_as_signs_and_break_nothing(tmp_path: Path, data: Path) -> None:
    path = sound(tmp_path / "f.xlsx")
    edit_part(path, SHEET, lambda xml: xml.replace(b">Bruit<", b">_x0000_Bru_xD800_it_x001F_<"))
    [_, receipt] = check(residences_file(tmp_path), path)
    [problem] = receipt["problems"]
    assert problem["cell"] == "E3"
    json.dumps(receipt, ensure_ascii=False).encode()


def test_a_reader_that_waits_for_ever_is_ended_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A named pipe that nobody writes to: the reader uses no processor, and would wait for ever."""
    monkeypatch.setattr(listen, "_SECONDS", 1)
    os.mkfifo(tmp_path / "b.xlsx")
    paths = [sound(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", sound(tmp_path / "c.xlsx")]
    answers = [answer for answer in listen.told_of(paths) if listen.closes(answer)]
    assert ["refused" in answer for answer in answers] == [False, True, False]
    assert "trop long à lire" in str(answers[1])


def test_the_other_files_dropped_with_a_hostile_one_are_loaded(tmp_path: Path, data: Path) -> None:
    locked(tmp_path / "a.xlsx")
    cell_out_of_the_sheet(tmp_path / "b.xlsx")
    files = [tmp_path / "a.xlsx", sound(tmp_path / "c.xlsx"), tmp_path / "b.xlsx", residences_file(tmp_path)]
    assert [receipt["status"] for receipt in load(*files)] == ["refused", "loaded", "refused", "loaded"]


def test_a_lost_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path: Path, data: Path) -> None:
    """The Solver of Excel leaves such a cell in innocent files."""
    path = write_xlsx(
        tmp_path / "f.xlsx",
        {"R": [CONFLICT_HEADER, *LINES]},
        lambda sheet: sheet.cell(1_048_576, 16_384, "y"),
    )
    started = time.monotonic()
    [_, receipt] = check(residences_file(tmp_path), path)
    assert time.monotonic() - started < SECONDS
    assert (receipt["status"], receipt["accepted"]) == ("acceptable", 1)
    assert receipt["ignored"] <= 1


@pytest.mark.parametrize("sign", ["a", "9", "1 ", "a@", "(", "Mme ", "1/", "mars "])
def test_a_cell_of_the_longest_text_takes_no_time(sign: str, tmp_path: Path, data: Path) -> None:
    text = sign * (32_000 // len(sign))
    header = ["Date", "Résidence", "Type de réunion", "Statut", "Partenaires présents"]
    lines = [["04/03/2025", "Viala", "Palier", "Tenue", text], *([text] * at + [None] for at in range(1, 5))]
    started = time.monotonic()
    [_, receipt] = check(
        residences_file(tmp_path), write_xlsx(tmp_path / "f.xlsx", {"F": [[text], header, *lines]})
    )
    assert time.monotonic() - started < SECONDS
    assert receipt["accepted"] == 1


def test_a_file_name_is_only_ever_shown(tmp_path: Path, data: Path) -> None:
    name = "..%2f..%2f<script>alert(1)</script>'; drop table meetings; --.csv".replace("/", "∕")
    rows = [CONFLICT_HEADER, ["C1", "Viala", "04/03/2025", "3e", "Bruit", "Résolu", "14/03/2025"]]
    receipts = load(write_csv(tmp_path / name, rows), residences_file(tmp_path))
    assert [receipt["status"] for receipt in receipts] == ["loaded", "loaded"]
    assert not [path for path in data.rglob("*") if "script" in path.name]
