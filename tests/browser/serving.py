"""A real server for the browser tests: its own port, its own data folder, its own log."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.conftest import TODAY
from tests.once import copy_of

ROOT = Path(__file__).parents[2]
# The data folder of each server that runs: a visitor signs in there.
DATA: dict[str, Path] = {}


@contextmanager
def serve(data: Path) -> Iterator[str]:
    """Yield the address of a server whose data are in that folder; it stops afterwards."""
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", address.split(":")[1]]
    log = data.with_name(f"{data.name}.log")
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(data), stdout=output, stderr=output)
    try:
        _wait(server, f"http://{address}/_stcore/health", log)
        DATA[f"http://{address}"] = data
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def fill_with_demo(data: Path) -> None:
    """Load the committed demo workbooks into that folder, as `make run` does the first time; once a day of deposit, then copied."""

    def load(folder: Path) -> None:
        subprocess.run(
            [sys.executable, "-m", "pipelines", "demo"], cwd=ROOT, env=environment(folder), check=True
        )

    copy_of(f"demo {environment(data)['PALIER_TODAY']}", load, data)


def environment(data: Path) -> dict[str, str]:
    """Return the environment of a program that works on that data folder, on the tests' own day unless told another."""
    return {"PALIER_TODAY": TODAY, **os.environ, "PALIER_DATA": str(data)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], health: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(health, timeout=2):
                return
        except OSError:  # not listening yet, or still warming up
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text('utf-8', 'replace')}")
