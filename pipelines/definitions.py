"""Definitions of figures -> their mark: a base built with others is out of date."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def program_mark() -> str:
    """Return the mark of what figures are computed with: a new definition makes every built database out of date."""
    root = Path(__file__).parents[1]
    paths = [
        *root.glob("indicators/*/*.sql"),
        root / "indicators/compute.py",
        root / "pipelines/build.py",
        root / "pipelines/provenance.py",
        root / "pipelines/calls_told.py",
        root / "pipelines/expect.py",
        root / "pipelines/decisions.py",
    ]
    paths += root.glob("pipelines/contracts/*.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()
