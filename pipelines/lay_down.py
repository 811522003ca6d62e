"""Bytes handed over the counter -> files that a reader may open, only as long as they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Handed(Protocol):
    """A file as the browser hands it over."""

    name: str

    def getvalue(self) -> bytes:
        """Return its bytes."""


@contextmanager
def laid_down(files: Sequence[Handed]) -> Iterator[list[Path]]:
    """Yield a path for each file, where it lies only as long as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / Path(file.name).name
            path.parent.mkdir()
            path.write_bytes(file.getvalue())
            paths.append(path)
        yield paths
