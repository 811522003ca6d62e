"""A warm rerun of each page on the server, beside its twin's."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

from benchmarks.table import TOO_SLOW, Row
from benchmarks.twin import ENTRY, HOME, ROOT, opened, pages, reader, shape_of, write_twins

RERUNS = 12
ROUNDS = 3  # turn and turn about, the shortest kept: what else the machine does only ever adds


def page_rows() -> list[Row]:
    """Return the rerun of every page against its twin, on the data folder in use."""
    measuring = _measuring_tool()
    print(
        "Pages : "
        + (f"par WebSocket, avec {measuring}" if measuring else "outil absent, mesurées sans serveur"),
        file=sys.stderr,
    )
    shapes = {page.stem: shape_of(opened(ENTRY, page)) for page in pages()}
    with tempfile.TemporaryDirectory() as folder:
        door = write_twins(Path(folder) / "twin", shapes)
        times = _over_websocket(measuring, door, list(shapes)) if measuring else _without_server(door.parent)
    return [
        Row(
            f"page {stem}, une interaction", ours, "ms", peer, f"{len(shapes[stem])} éléments vides", TOO_SLOW
        )
        for stem, (ours, peer) in times.items()
    ]


def _measuring_tool() -> Path | None:
    """Return the path of streamlit_bench.py: the one `PALIER_BENCH` names, else one that lies beside the project."""
    beside = (ROOT.parent / "shared/streamlit_bench.py", ROOT.parent / "streamlit_bench.py")
    named = os.environ.get("PALIER_BENCH")
    return next((path for path in ([Path(named)] if named else beside) if path.is_file()), None)


def _over_websocket(tool: Path, door: Path, stems: list[str]) -> dict[str, tuple[float, float]]:
    with ExitStack() as servers:
        ours = servers.enter_context(_serving(ROOT / "app.py"))
        twins = servers.enter_context(_serving(door))
        rounds = [
            {stem: (_rerun(tool, ours, stem), _rerun(tool, twins, stem)) for stem in stems}
            for _ in range(ROUNDS)
        ]
    return {
        stem: (min(one[stem][0] for one in rounds), min(one[stem][1] for one in rounds)) for stem in stems
    }


def _rerun(tool: Path, address: str, stem: str) -> float:
    page = "" if stem == HOME else stem
    command = [
        sys.executable,
        str(tool),
        "ws",
        address,
        "--page",
        page,
        "--sessions",
        "1",
        "--reruns",
        str(RERUNS),
        "--pid",
        "",
        "--cookie",
        f"palier={reader().secret}",
    ]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if found["exceptions"]:
        raise RuntimeError(f"{stem}: {found['exception_samples']}")
    return float(found["single_rerun_ms"]["min"])


def _without_server(folder: Path) -> dict[str, tuple[float, float]]:
    twin = folder / "twin_entry.py"
    return {page.stem: (_timed(ENTRY, page), _timed(twin, folder / f"twins/{page.name}")) for page in pages()}


def _timed(entry: Path, page: Path) -> float:
    at = opened(entry, page)
    times = []
    for _ in range(RERUNS):
        started = time.perf_counter()
        at.run()
        times.append(1000 * (time.perf_counter() - started))
    return min(times)


@contextmanager
def _serving(script: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    if script.parent != ROOT:
        shutil.copytree(ROOT / ".streamlit", script.parent / ".streamlit")
    command = [sys.executable, "-m", "streamlit", "run", script.name, "--server.port", port]
    with (script.parent / "server.log" if script.parent != ROOT else Path(os.devnull)).open("wb") as log:
        server = subprocess.Popen(command, cwd=script.parent, stdout=log, stderr=log)
    try:
        _wait(server, f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], health: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(health, timeout=2):
                return
        except OSError:  # not listening yet
            time.sleep(0.1)
    raise RuntimeError(f"the server of {health} did not start")
