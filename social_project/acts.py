"""What people did to the projet social of a residence: one file an act, only ever added to, numbered in order."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipelines import folder
from pipelines.folder import data_folder, keep_numbered, numbered

Act = dict[str, Any]


def acts(residence: str) -> list[Act]:
    """Return every act of a residence as it was written, oldest first."""
    return [_read(path, path.stat().st_mtime_ns) for path in numbered(_folder(residence))]


def last_number(residence: str) -> int:
    """Return the number of the last act of a residence, 0 before any: what a save says that it started from."""
    return folder.last_number(_folder(residence))


def keep(residence: str, act: Act) -> Act:
    """Return an act with its number, kept from now on and never written again. The caller holds the writer's lock."""
    return keep_numbered(_folder(residence), act)


def _folder(residence: str) -> Path:
    # A code is a word that somebody typed: it never climbs out of the folder.
    return data_folder() / "social_projects" / ("r-" + quote(residence, safe="").replace(".", "%2E"))


@lru_cache(maxsize=2_000)
def _read(path: Path, _written: int) -> Act:
    found: Act = json.loads(path.read_text("utf-8"))
    return found
