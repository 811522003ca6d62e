"""What is answered to a file or a code: the call gone, the kept annex altered, a spoiled file, another document, a code misspelt."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING
from indicators.measure import current_version
from pipelines.journal import read_journal
from reports.__main__ import main
from reports.bilan import spoiled as reading
from reports.bilan.in_sight import verified
from reports.bilan.outputs import OUTPUTS, NoFile
from reports.bilan.parts import sight_for
from reports.bilan.sealed import Sealed, annex_of, bilans_folder
from reports.bilan.verify import Answer, verify, verify_code
from tests.small_association import CALL, FILES
from tests.test_bilan_sealed import (  # noqa: F401
    answered,
    associations_file,
    cell_of,
    edited,
    once,
    sealed,
)
from tests.workbooks import load, undo

OF_THE_CALL = ("aap_actions", "aap_budget", "aap_dossiers")


def reasons() -> dict[str, str]:
    return {one.load_id: one.reason for one in read_journal().withdrawals.values()}


def kept(one: Sealed) -> Path:
    [path] = bilans_folder().glob(f"*-{one.code}.xlsx")
    path.chmod(0o644)
    return path


def spoiled(content: bytes, *names: str) -> bytes:
    """Return a workbook with a byte changed in the middle of some of its parts."""
    found = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in names or archive.namelist():
            one = archive.getinfo(name)
            found[one.header_offset + 30 + len(one.filename) + one.compress_size // 2] ^= 1
    return bytes(found)


def test_a_call_withdrawn_is_a_bilan_that_changed(
    sealed: Sealed,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its actions, its budget and its file go: nothing is left to compare, and the three are why."""
    gone = [one for one in sealed.bilan.files if one.kind in OF_THE_CALL]
    assert len(gone) == 3
    for one in gone:
        undo(one.load_id)
    answer = verify_code(sealed.code, current_version(), reasons())
    assert (answer.verdict, answer.changes) == ("changed", ())
    assert answer.why == tuple(f"« {one.file} », dépôt {one.load_id}, retiré : essai" for one in gone)
    assert "chiffre a changé" not in answer.sentence
    assert main(["verify", "--code", sealed.code]) == 1
    told = capsys.readouterr().out
    assert told.count("motif : ") == 3
    assert "votre périmètre" not in told
    assert "ne peut plus être refait" in told
    # Nothing at all is left here; where nothing ever was, only the seal is judged.
    assert verify_code(sealed.code, None, reasons()).why == answer.why
    assert verify_code(sealed.code, None, reasons()).verdict == "changed"
    assert verify_code(sealed.code, None).verdict == "conform"


def test_a_call_deposited_under_another_name_is_one_that_was_replaced(
    sealed: Sealed,  # noqa: F811
    tmp_path: Path,
) -> None:
    for name in ("appel.xlsx", "budget.xlsx", "dossier.xlsx"):
        load(associations_file(tmp_path, name, [["AAP 2031", *line[1:]] for line in FILES[name][2]()]))
    for one in sealed.bilan.files:
        if one.kind in OF_THE_CALL[:2]:
            undo(one.load_id)
    answer = verify_code(sealed.code, current_version(), reasons())
    assert answer.verdict == "changed"
    assert any("retiré : essai" in one for one in answer.why)


@pytest.mark.parametrize("fate", ["altered", "deleted"])
def test_the_kept_annex_is_not_believed_on_its_name(
    fate: str,
    sealed: Sealed,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """38 people told as 83 in the file that is kept: the forged one is not its own proof, nor handed out."""
    content = annex_of(sealed) or b""
    cell = cell_of(content, "3 Synthèse", 38)
    forged = edited(content, "3 Synthèse", cell, 83)
    path = kept(sealed)
    path.write_bytes(forged) if fate == "altered" else path.unlink()
    assert annex_of(sealed) is None
    answer = answered(forged, f"bilan-{sealed.code}.xlsx")
    assert (answer.verdict, answer.cells) == ("modified", (f"« 3 Synthèse », {cell} : 38 → 83",))
    assert "refaite du contenu scellé" in answer.note
    assert "aucune cellule" not in answer.note
    assert answered(content).verdict == "conform"
    assert main(["make", "annexe", "--code", sealed.code, "-o", str(tmp_path / "neuf")]) == 0
    assert "refaite du contenu scellé" in capsys.readouterr().out
    assert (tmp_path / "neuf" / OUTPUTS["annexe"].name(sealed)).read_bytes() == content


def test_an_annex_that_cannot_be_made_again_to_the_byte_is_refused(
    sealed: Sealed,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept(sealed).unlink()
    monkeypatch.setattr("reports.bilan.outputs.annex", lambda _: b"another program")
    with pytest.raises(NoFile, match="restaurez"):
        OUTPUTS["annexe"].make(sealed)


def test_a_spoiled_annex_under_another_name_is_still_ours(sealed: Sealed) -> None:  # noqa: F811
    content = annex_of(sealed) or b""
    for names in (
        ["xl/sharedStrings.xml"],
        ["xl/worksheets/sheet3.xml"],
        ["docProps/core.xml", "xl/styles.xml"],
    ):
        answer = answered(spoiled(content, *names), "reçu.xlsx")
        assert (answer.verdict, answer.sealed) == ("modified", sealed), names
        assert "ne s'ouvre plus" in answer.note
    # The list of the parts, at the end of the file, is lost: each part still begins with its own name.
    assert answered(content[: len(content) * 9 // 10], "reçu.xlsx").verdict == "modified"
    cut = answered(content[:-300], "reçu.xlsx")
    assert (cut.verdict, cut.sealed) == ("modified", sealed)


def test_a_workbook_of_which_nothing_is_readable_is_spoiled_and_not_unknown(sealed: Sealed) -> None:  # noqa: F811
    answer = answered((annex_of(sealed) or b"")[:900], "reçu.xlsx")
    assert (answer.verdict, answer.sealed) == ("modified", None)
    assert answer.sentence == "fichier abîmé ou modifié : il ne s'ouvre plus"
    assert answer.note


def test_a_code_erased_from_the_first_sheet_is_read_elsewhere(sealed: Sealed) -> None:  # noqa: F811
    answer = answered(edited(annex_of(sealed) or b"", "Sceau", "B4", "XXXX"), "reçu.xlsx")
    assert (answer.verdict, answer.sealed) == ("modified", sealed)
    assert answer.cells[0] == f"« Sceau », B4 : {sealed.code} → XXXX"


@pytest.mark.parametrize("kind", ["pdf", "word", "conseil", "cerfa-tableaux", "champs"])
def test_another_document_of_the_bilan_is_not_the_annex(kind: str, sealed: Sealed) -> None:  # noqa: F811
    output = OUTPUTS[kind]
    answer = answered(output.make(sealed), output.name(sealed))
    assert answer.verdict == "unknown"
    assert answer.sentence == "ce n'est pas l'annexe : seule l'annexe .xlsx se vérifie"
    assert "annexe.xlsx" in answer.note
    assert "code" in answer.note


def test_whoever_may_not_read_a_bilan_learns_nothing_from_a_spoiled_file(sealed: Sealed) -> None:  # noqa: F811
    version = str(current_version())
    other = sight_for(version, CALL, last=date(2025, 6, 1))
    content = spoiled(annex_of(sealed) or b"", "xl/styles.xml")

    def told(sight: object) -> Answer:
        return verified(content, "reçu.xlsx", sight, version, {})  # type: ignore[arg-type]

    assert (told(EVERYTHING).verdict, told(other).verdict) == ("modified", "unknown")
    assert told(other).sealed is None


def test_bytes_that_are_no_workbook_are_unknown(sealed: Sealed) -> None:  # noqa: F811
    assert verify(b"", "reçu.xlsx", current_version()).verdict == "unknown"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for rank in range(30):
            archive.writestr(f"xl/{rank}.xml", b" " * 5_000_000)
    assert answered(bomb.getvalue(), "reçu.xlsx").verdict == "modified"


def test_a_file_made_to_be_endless_is_not_read_to_its_end() -> None:
    """Forty parts of a million letters, a code of its own every fourteen: some of them are looked at, and few codes."""
    letters = reading.ALPHABET
    told = "".join(
        f"Code AAAA{a}{b}{c}{d}<" for a in letters for b in letters[:9] for c in letters for d in letters[:9]
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for rank in range(40):
            book.writestr(f"xl/{rank}.xml", told)
    found = reading.parts(stream.getvalue())
    assert sum(len(one.text) for one in found) < 22_000_000
    assert len(reading.codes(found)) == 20
