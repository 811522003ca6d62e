"""A bilan once sealed: never altered, told apart from any other; its annex checked after a byte, a figure or a load changed."""

from __future__ import annotations

import io
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from indicators.call_sources import Source
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import close, reopen
from pipelines.contracts import contract_named
from reports.__main__ import main
from reports.bilan.changes import changes
from reports.bilan.content import MASKED, Bilan, Column, Part, Row, Table
from reports.bilan.outputs import OUTPUTS
from reports.bilan.parts import prepared, sight_for
from reports.bilan.sealed import (
    ALPHABET,
    BrokenSeal,
    NotPublished,
    Sealed,
    annex_of,
    bilans_folder,
    every_bilan,
    find,
    publish,
)
from reports.bilan.texts import NotWritten, history, texts_of, write
from reports.bilan.verify import Answer, verify
from tests.bilan_read_back import assert_told
from tests.conftest import TODAY
from tests.small_association import CALL, FILES, budget
from tests.workbooks import MEETING_HEADER, load, residences_file, write_xlsx

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
MEETINGS = [
    [date(2025, month, 4), "Viala", "Réunion de palier", "1", "Tenue", 20, 8] for month in range(1, 13)
]
EVIL = '=HYPERLINK("http://mal.example","cliquez")'


def associations_file(folder: Path, name: str, rows: Any = None) -> Path:
    feed, columns, own = FILES[name]
    headers = [contract_named(feed).by_name[column].header for column in columns]
    return write_xlsx(folder / name, {"Feuille": [["Notre classeur"], headers, *(rows or own())]})


def meetings_file(folder: Path, lines: list[list[Any]]) -> Path:
    return write_xlsx(folder / "Réunions 2025.xlsx", {"Réunions 2025": [MEETING_HEADER, *lines]})


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A call of 2025, its year closed."""
    folder = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(
            residences_file(folder),
            meetings_file(folder, MEETINGS),
            *(associations_file(folder, name) for name in ("appel.xlsx", "dossier.xlsx", "budget.xlsx")),
        )
        close(MONTHS, compute, by="test", name="Direction")
        published()
    return folder


def published(why: str = "") -> Sealed:
    version = str(current_version())
    return publish(version, sight_for(version, CALL), CALL, "direction.test", why)


@pytest.fixture
def sealed(once: Path, tmp_path: Path, data: Path) -> Sealed:
    """A copy of that folder, to be changed, with its one published bilan."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    [one] = every_bilan()
    return one


def answered(content: bytes, name: str = "annexe.xlsx") -> Answer:
    return verify(content, name, current_version())


def annex(one: Sealed) -> bytes:
    held = annex_of(one)
    assert held
    return held


def edited(content: bytes, sheet: str, cell: str, value: Any) -> bytes:
    book, stream = load_workbook(io.BytesIO(content)), io.BytesIO()
    book[sheet][cell] = value
    book.save(stream)
    return stream.getvalue()


def cell_of(content: bytes, sheet: str, wanted: object) -> str:
    for row in load_workbook(io.BytesIO(content))[sheet].iter_rows():
        for cell in row:
            if cell.value == wanted:
                return str(cell.coordinate)
    raise AssertionError(f"{wanted} is not in {sheet}")


def test_a_code_is_read_aloud_and_names_its_content(sealed: Sealed) -> None:
    assert re.fullmatch(f"[{ALPHABET}]{{8}}", sealed.code)
    assert not set("01ILOUV") & set(ALPHABET)
    assert find(f" {sealed.code[:4].lower()} {sealed.code[4:]}") == sealed
    assert find("22222222") is None
    assert (sealed.edition, sealed.before, sealed.changed) == (1, "", ())


def test_what_was_published_cannot_be_altered_in_silence(sealed: Sealed) -> None:
    [path] = bilans_folder().glob("*.json")
    assert path.stat().st_mode & 0o222 == 0
    text = path.read_text("utf-8")
    assert "26400.5" in text
    path.chmod(0o644)
    for altered in (
        text.replace("26400.5", "26400.6"),
        text[:-9],
        text.replace(sealed.code, "22222222"),
        "[]",
    ):
        path.write_text(altered, "utf-8")
        with pytest.raises(BrokenSeal, match=sealed.code):
            every_bilan()


def test_an_untouched_annex_conforms_and_a_flipped_byte_does_not(sealed: Sealed) -> None:
    content = annex(sealed)
    assert (answered(content).verdict, answered(content).sentence) == ("conform", "conforme")
    for at in (0, len(content) // 2, len(content) - 1):
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        # A file that does not open any more is known by its name.
        assert answered(flipped, f"bilan-{sealed.code}.xlsx").sentence == "fichier modifié", at
    assert answered(b"no workbook", "x.xlsx").verdict == "unknown"


def test_an_edited_figure_is_named_and_saving_anew_changes_no_cell(sealed: Sealed) -> None:
    content = annex(sealed)
    cell = cell_of(content, "3 Synthèse", 38)
    answer = answered(edited(content, "3 Synthèse", cell, 83))
    assert (answer.verdict, answer.cells) == ("modified", (f"« 3 Synthèse », {cell} : 38 → 83",))
    again = answered(edited(content, "3 Synthèse", cell, 38))
    assert (again.verdict, again.cells) == ("modified", ())
    assert "aucune cellule ne diffère" in again.note


def test_a_load_corrected_behind_is_told_with_its_figures_and_its_name(
    sealed: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Purchases achieved become 2 500,50: 26 500,50 of 27 000 in all, told on the page, in the line, in the rates and totals."""
    lines = [[*line] for line in budget()]
    lines[0][6] = 2500.5
    [receipt] = load(associations_file(tmp_path, "budget.xlsx", lines))
    assert receipt["status"] == "loaded"
    answer = answered(annex(sealed))
    assert answer.verdict == "changed"
    assert answer.sentence == f"{len(answer.changes)} chiffres ont changé depuis"
    moved = {one.name: (one.before, one.after) for one in answer.changes}
    assert moved["Six chiffres · Charges (hors contributions en nature) · Réalisé"] == (26400.5, 26500.5)
    assert moved["Budget par compte · 60, Achats · Réalisé"] == (2400.5, 2500.5)
    assert not any("Actions prévues" in name or "Réunions" in name for name in moved)
    assert answer.why[0].startswith("« Budget de l'appel à projets, AAP 2025 », déposé le 15 janvier 2026")
    assert receipt["load_id"] in answer.why[0]
    path = tmp_path / "reçu.xlsx"
    path.write_bytes(annex(sealed))
    assert main(["verify", str(path)]) == 1
    told = capsys.readouterr().out
    assert "chiffres ont changé depuis" in told
    assert "26\u202f400,50\xa0€ → 26\u202f500,50\xa0€" in told
    assert "motif : « Budget de l'appel à projets, AAP 2025 »" in told


def test_a_reopened_month_is_the_motive_and_hides_again_what_is_of_people(
    sealed: Sealed, tmp_path: Path
) -> None:
    reopen("2025-03", compute, by="test", reason="une réunion oubliée")
    answer = answered(annex(sealed))
    moved = {one.name: (one.before, one.after) for one in answer.changes}
    assert moved["Mobiliser les résidents · Réunions tenues · Valeur"] == (12, 11)
    # The call is no longer over: how many people it met is not told.
    assert moved["Six chiffres · Bénéficiaires différents · Réalisé"] == (38, MASKED)
    assert "mars 2025 rouvert le 15 janvier 2026 : une réunion oubliée" in answer.why
    extra = [date(2025, 3, 11), "Viala", "Réunion de palier", "2", "Tenue", 20, 9]
    assert load(meetings_file(tmp_path, [*MEETINGS, extra]))[0]["status"] == "loaded"
    close(["2025-03"], compute, by="test", name="Direction")
    later = published("une réunion de mars ajoutée")
    assert (later.edition, later.before) == (2, sealed.code)
    assert "Mobiliser les résidents · Réunions tenues · Valeur : 12 → 13" in later.changed
    assert not any("Bénéficiaires" in one for one in later.changed)
    assert find(sealed.code) == sealed
    assert [one.edition for one in every_bilan()] == [1, 2]


def test_a_second_edition_has_a_reason_and_something_to_tell(sealed: Sealed) -> None:
    with pytest.raises(NotPublished, match="rien n'a changé"):
        published("pour voir")
    write(CALL, 13, "Poursuivre.", "direction.test", 0)
    with pytest.raises(NotPublished, match="dites pourquoi"):
        published()
    later = published("perspectives écrites")
    assert later.changed == ("Texte de la partie 13, « Perspectives et annexes »",)


def test_texts_are_kept_save_after_save_and_their_figures_say_what_the_evaluator_reads(
    sealed: Sealed,
) -> None:
    write(CALL, 5, "Tenues : [9](chiffre:meetings_held?periode=2025).", "a", 0)
    write(CALL, 11, "Exécuté à [?](chiffre:aap_budget_execution_rate?periode=AAP%202025).", "b", 0)
    with pytest.raises(NotWritten, match="entre-temps"):
        write(CALL, 5, "Autre.", "b", 0)
    assert (len(history(CALL)), sorted(texts_of(CALL))) == (2, [5, 11])
    later = published("textes")
    texts = {part.number: part.text for part in later.bilan.parts}
    assert texts[5].startswith("Tenues : [12](chiffre:meetings_held")
    assert texts[11].startswith("Exécuté à [98\u202f%]")
    told = [cell.value for sheet in load_workbook(io.BytesIO(annex(later))) for [cell] in sheet["A1:A9"]]
    assert {"Tenues : 12.", "Exécuté à 98\u202f%."} <= set(told)
    write(CALL, 5, "À Viala : [9](chiffre:meetings_held?residence=VIA&periode=2025).", "a", 2)
    with pytest.raises(NotPublished, match="partie 5"):
        published("une résidence seule")


def test_no_cell_of_the_annex_is_a_formula_and_charts_are_native(sealed: Sealed) -> None:
    write(CALL, 13, EVIL, "direction.test", 0)
    content = annex(published("un texte hostile"))
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    [hostile] = [cell for cell in cells if cell.value == EVIL]
    assert hostile.data_type == "s"
    assert hostile.quotePrefix
    assert len(book.worksheets) == 14
    charts = {sheet.title: sheet._charts for sheet in book if sheet._charts}
    assert "3 Synthèse" in charts or "11 Budget" in charts
    held = {cell.value for cell in cells}
    assert {"Sceau", "Définitions", "Fichiers reçus"} & {*held, *book.sheetnames} >= {"Sceau"}


def test_every_number_of_the_annex_is_the_sealed_one(sealed: Sealed) -> None:
    book = load_workbook(io.BytesIO(annex(sealed)))
    assert (book["Sceau"]["B4"].value, book["Sceau"]["B5"].value) == (sealed.code, sealed.sha256)
    for part, sheet in zip(sealed.bilan.parts, book.worksheets[1:], strict=True):
        rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        for table in part.tables:
            head = next(
                at
                for at, row in enumerate(rows)
                if row[: len(table.columns)] == tuple(column.title for column in table.columns)
            )
            for one, row in zip(table.rows, rows[head + 1 :], strict=False):
                assert row[: len(one.cells)] == pytest.approx(one.cells), (table.key, one.key)


def test_the_command_publishes_lists_and_verifies(
    sealed: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prepare", CALL]) == 0
    assert "Actions sans résultat : 1\n  - Lits" in capsys.readouterr().out
    assert main(["publish", CALL]) == 1
    assert "rien n'a changé" in capsys.readouterr().err
    assert main(["prepare", "AAP 1999"]) == 1
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == [sealed.code]
    path = tmp_path / "annexe.xlsx"
    path.write_bytes(annex(sealed))
    assert main(["verify", str(path)]) == 0
    assert capsys.readouterr().out == f"conforme ({sealed.code}, {CALL}, édition 1)\n"
    assert main(["verify", str(tmp_path / "absent.xlsx")]) == 2


def test_a_file_of_several_workbooks_is_named_behind_the_figures_of_each() -> None:
    """Meetings fall from 12 to 11 with a file of two kinds; a file of conflicts that came too has nothing to do with it."""
    columns = (Column("title", "Indicateur"), Column("value", "Valeur", "value"))
    both, other = (
        Source(name, f"{name}.xlsx", "", name, "2026-01-15") for name in ("conseils+reunions", "conflits")
    )

    def held(value: int, *files: Source, name: str = "Tenues") -> Bilan:
        table = Table("t", "Réunions", columns, (Row("m", (name, value), ("reunions",)),))
        return Bilan(CALL, (), "", "", "", "", "", (), (Part(5, "P", (table,)),), files)

    [one] = changes(held(12), held(11, both, other))
    assert (str(one), one.came, one.gone) == ("Réunions · Tenues · Valeur : 12 → 11", (both,), ())
    assert changes(held(12), held(12, both, other)) == ()
    assert changes(held(12), held(12, name="Tenues à Viala")) == (), (
        "a line under another name is the same figure"
    )
    assert [one.after for one in changes(held(12), held(11, name="Tenues à Viala"))] == [11]


def test_what_is_sealed_is_what_is_read_back(sealed: Sealed) -> None:
    version = str(current_version())
    assert sealed.bilan == prepared(version, sight_for(version, CALL), CALL)


def test_its_documents_tell_every_figure_of_it(sealed: Sealed) -> None:
    assert_told(sealed, OUTPUTS["word"].make(sealed), OUTPUTS["pdf"].make(sealed))
