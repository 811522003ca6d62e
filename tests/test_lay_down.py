"""Files handed over the counter leave nothing behind, not even when the process that reads them is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from pipelines.lay_down import Content, laid_down
from tests.workbooks import ROOT

SECRET = b"T\xc3\xa9moin jamais sur le disque 8f3a1c"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test's own."""
    here = tmp_path / "tmp"
    here.mkdir()
    monkeypatch.setenv("TMPDIR", str(here))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return here


@pytest.fixture(params=["in memory", "on disk"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways: that of systems with anonymous files, and the other."""
    if request.param == "on disk":
        monkeypatch.delattr(os, "memfd_create", raising=False)
    return str(request.param)


def lies_there(folder: Path) -> bool:
    """True when the bytes are on disk: links are not followed."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return any(SECRET in path.read_bytes() for path in files)


def test_each_file_is_read_under_its_own_name_by_us_and_by_another_process(folder: Path, kind: str) -> None:
    with laid_down(
        [Content("Conflits.xlsx", SECRET), Content("Conflits.xlsx", b"x"), Content("../../sorti.csv", SECRET)]
    ) as paths:
        assert [path.name for path in paths] == ["Conflits.xlsx", "Conflits.xlsx", "sorti.csv"]
        assert [path.read_bytes() for path in paths] == [SECRET, b"x", SECRET]
        told = subprocess.run(["cat", str(paths[0])], check=True, capture_output=True).stdout
        assert told == SECRET
        assert lies_there(folder) == (kind == "on disk")
    assert list(folder.iterdir()) == []


def test_an_accident_while_reading_leaves_nothing(folder: Path, kind: str) -> None:
    with pytest.raises(ZeroDivisionError), laid_down([Content("f.csv", SECRET)]):
        _ = 1 / 0
    assert list(folder.iterdir()) == []


KILLED = """
import os, sys, time
if sys.argv[1] == "on disk":
    del os.memfd_create
from pipelines.lay_down import Content, laid_down
with laid_down([Content("Conflits.xlsx", sys.argv[2].encode())]) as [path]:
    print(path, flush=True)
    time.sleep(60)
"""


def kill_while_reading(kind: str, folder: Path) -> Path:
    """Start a process that lays a file down, kill it as it reads, and return where the file lay."""
    command = [sys.executable, "-c", KILLED, kind, SECRET.decode()]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    path = Path(process.stdout.readline().strip())
    assert path.read_bytes() == SECRET
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return path


def test_a_process_killed_as_it_reads_leaves_no_byte(folder: Path) -> None:
    path = kill_while_reading("in memory", folder)
    assert path.is_symlink(), "the name of the file, which the journal keeps too"
    assert not path.exists()
    assert not lies_there(folder)


def test_what_a_killed_process_left_is_written_over_by_the_next(folder: Path, kind: str) -> None:
    path = kill_while_reading(kind, folder)
    assert lies_there(folder) == (kind == "on disk")
    if kind == "on disk":
        (folder / "witness").hardlink_to(path)  # what the disk holds, once the name is gone
    with laid_down([Content("autre.csv", b"x")]):
        assert not path.is_symlink()
        assert not path.exists()
        assert not lies_there(folder)
    assert [one.name for one in folder.iterdir()] == ["witness"] * (kind == "on disk")


def test_what_another_process_reads_is_left_alone(folder: Path, kind: str) -> None:
    command = [sys.executable, "-c", KILLED, kind, SECRET.decode()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        path = Path(process.stdout.readline().strip())
        with laid_down([Content("autre.csv", b"x")]):
            time.sleep(0)
        assert path.read_bytes() == SECRET
        process.kill()


def test_a_server_started_again_under_the_number_of_the_one_that_died_sweeps_too(
    folder: Path, kind: str
) -> None:
    path = kill_while_reading(kind, folder)
    number = path.parents[1].name.split("-")[1]
    path.parents[1].rename(folder / path.parents[1].name.replace(number, str(os.getpid())))
    with laid_down([Content("autre.csv", b"x")]) as [other]:
        assert [one.name for one in folder.iterdir()] == [other.parents[1].name]


def test_a_folder_just_made_is_not_swept_by_the_one_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = tempfile.mkdtemp
    beside: list[threading.Thread] = []

    def lay_another() -> None:
        with laid_down([Content("b.csv", b"b")]):
            pass

    def make_slowly(**told: str) -> str:
        made = make(**told)
        if not beside:  # at the worst instant: made, and not yet known to be in use
            beside.append(threading.Thread(target=lay_another))
            beside[0].start()
            beside[0].join(0.3)
        return made

    monkeypatch.setattr(tempfile, "mkdtemp", make_slowly)
    with laid_down([Content("a.csv", SECRET)]) as [path]:
        assert path.read_bytes() == SECRET
    beside[0].join()
    assert list(folder.iterdir()) == []
