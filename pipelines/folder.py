"""Where data lives, and how a file appears there whole or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def data_folder() -> Path:
    """Return the data folder: `PALIER_DATA`, or `data/` beside the code."""
    return Path(os.environ.get("PALIER_DATA") or Path(__file__).parent.parent / "data")


def accepted_folder(kind: str) -> Path:
    """Return the folder of the accepted rows of a kind."""
    return data_folder() / "accepted" / kind


def loads_folder() -> Path:
    """Return the folder of the journal."""
    return data_folder() / "loads"


def store_folder() -> Path:
    """Return the folder of the built databases."""
    return data_folder() / "store"


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one writer's lock; readers never take it. Released by the system if the process dies."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for unfinished in folder.glob(
            "*/**/*.part*"
        ):  # left by a writer that was killed: nobody else writes now
            unfinished.unlink()
        yield


def put_file(path: Path, content: bytes) -> None:
    """Write a file so that it appears complete or not at all, even if the machine stops."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
