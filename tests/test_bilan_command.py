"""`python -m reports`, as somebody types it: which bilan of a call, a code misspelt, a call that is not known, a reader who leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from indicators.measure import current_version
from reports.__main__ import main
from reports.bilan.outputs import OUTPUTS
from reports.bilan.parts import sight_for
from reports.bilan.sealed import Sealed, find, publish
from reports.bilan.verify import verify_code
from tests.small_association import CALL
from tests.test_bilan_sealed import once, sealed  # noqa: F401


def test_a_scheduled_job_sends_the_whole_call(
    sealed: Sealed,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Then one residence, then half a year, then an interim one are published: the whole call is what is made."""
    version = str(current_version())
    publish(version, sight_for(version, CALL, ["VIA"]), CALL, "test")
    publish(version, sight_for(version, CALL, last=date(2025, 6, 1)), CALL, "test")
    half = publish(version, sight_for(version, CALL), CALL, "test", "provisoire", is_interim=True)
    assert main(["make", "champs", "--call", CALL, "-o", str(tmp_path / "neuf")]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert sealed.code in first
    assert "janvier 2025 – décembre 2025" in first
    assert "toutes" in first or "Viala" in first
    assert "--code" in first
    assert second.endswith(OUTPUTS["champs"].name(sealed))
    assert main(["make", "champs", "--call", CALL, "--json", "-o", str(tmp_path / "neuf")]) == 0
    assert [sealed.code in one["of"] for one in json.loads(capsys.readouterr().out)] == [True]
    spelt = f"{half.code[:4]}-{half.code[4:]}"
    assert main(["make", "champs", "--code", spelt, "-o", str(tmp_path / "neuf")]) == 0
    assert half.code in capsys.readouterr().out


def test_a_code_is_read_with_its_hyphen(sealed: Sealed, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    spelt = f"{sealed.code[:4]}-{sealed.code[4:].lower()}"
    assert find(spelt) == sealed
    assert verify_code(spelt, current_version()).verdict == "conform"
    assert main(["verify", "--code", spelt]) == 0
    assert sealed.code in capsys.readouterr().out


@pytest.mark.parametrize("command", ["prepare", "publish"])
def test_a_call_that_is_not_known_is_answered_with_those_that_are(
    command: str,
    sealed: Sealed,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([command, "AAP 2031"]) == 1
    told = capsys.readouterr().err
    assert CALL in told
    assert "AAP 2031" in told
    assert "votre périmètre" not in told


def test_a_reader_that_leaves_early_is_no_unreadable_file(sealed: Sealed) -> None:  # noqa: F811
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "reports", "verify", "--code", sealed.code],
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_failure_without_a_file_says_what_failed(
    monkeypatch: pytest.MonkeyPatch, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> list[Sealed]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.__main__.every_bilan", full)
    assert main(["list"]) == 2
    assert "None" not in capsys.readouterr().err
