"""Bytes handed over the counter -> files that a reader may open, only as long as they are read. Nothing is left behind.

They are anonymous files in memory, that the system forgets with the process that made them, however it dies; a link bears
the name. Where the system has none, they lie on disk and are written over: at the end, or by the next who lays one down.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_PREFIX = "palier-"
_FOLDER = re.compile(rf"{_PREFIX}(\d+)-\w+")
_laying = threading.Lock()
_in_use: set[str] = set()


class Handed(Protocol):
    """A file as the browser hands it over."""

    name: str

    def getvalue(self) -> bytes:
        """Return its bytes."""


@dataclass
class Content:
    """Bytes of our own making, to be read as a file."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        """Return them."""
        return self.content


@contextmanager
def laid_down(files: Sequence[Handed]) -> Iterator[list[Path]]:
    """Yield a path for each file, under its own name, where it lies only as long as it is read."""
    with _laying:  # between its making and its being known, a folder would be swept by the one beside it
        sweep()
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        _in_use.add(folder.name)
    try:
        with ExitStack() as held:
            paths = []
            for number, file in enumerate(files):
                path = folder / str(number) / Path(file.name).name
                path.parent.mkdir()
                if not _lay_in_memory(path, file.getvalue(), held):
                    path.write_bytes(file.getvalue())
                paths.append(path)
            yield paths
    finally:
        _wipe(folder)
        _in_use.discard(folder.name)


def sweep() -> None:
    """Write over and remove what processes that died left in the temporary folder."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        found = _FOLDER.fullmatch(folder.name)
        if found and folder.name not in _in_use and not _is_another(int(found[1])):
            with suppress(OSError):  # another process sweeps, or it is another user's
                _wipe(folder)


def _lay_in_memory(path: Path, content: bytes, held: ExitStack) -> bool:
    """Put bytes in an anonymous file, and a link to it at this path; return False where the system cannot."""
    if not hasattr(os, "memfd_create"):
        return False
    memory = held.enter_context(os.fdopen(os.memfd_create("palier"), "wb"))
    memory.write(content)
    memory.flush()
    # By the number of the process: another one, that reads, follows the link too.
    path.symlink_to(f"/proc/{os.getpid()}/fd/{memory.fileno()}")
    if os.access(path, os.R_OK):
        return True
    path.unlink()
    return False


def _wipe(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
    shutil.rmtree(folder)


def _is_another(process: int) -> bool:
    """True for a process that lives and is not this one: in a container, the server that died had our number."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
