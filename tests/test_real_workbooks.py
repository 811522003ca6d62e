"""Real workbooks of every format through `check`: each is answered in French, in little time."""

from __future__ import annotations

import time
from pathlib import Path

from pipelines.keep import check_files
from tests.corpus import CORPUS, needs_corpus
from tests.fuzz import SECONDS, wrong_with
from tests.workbooks import residences_file

FORMATS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


@needs_corpus
def test_real_workbooks_are_answered_in_french_in_little_time(tmp_path: Path, data: Path) -> None:
    paths = sorted(path for path in CORPUS.rglob("*") if path.suffix in FORMATS)
    spent, last = [], time.monotonic()

    def progress(*_: object) -> None:
        nonlocal last
        spent.append(time.monotonic() - last)
        last = time.monotonic()

    started = time.monotonic()
    receipts = check_files([residences_file(tmp_path), *paths], progress=progress)[1:]
    wrong = {path.name: why for path, one in zip(paths, receipts, strict=True) if (why := wrong_with(one))}
    assert wrong == {}
    assert max(spent) < SECONDS
    assert time.monotonic() - started < SECONDS * len(paths)
    assert len(paths) > 100
    assert {one.status for one in receipts} == {"refused"}, "none of them is a workbook of the association"
    locked = {
        path.name for path, one in zip(paths, receipts, strict=True) if "mot de passe" in str(one.faults)
    }
    assert {
        "encryptAES.xlsx",
        "encryptSHA1.xlsx",
        "pass_protected.xlsx",
        "password_2002_40_xor.xls",
    } <= locked
