"""Editions that were published: one file each in the data folder, written once, never altered, never erased."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines.folder import data_folder, put_file, writing


class AlreadyFrozen(ValueError):
    """An edition of that name exists: nothing was written."""


def editions_folder() -> Path:
    """Return the folder of the published editions."""
    return data_folder() / "editions"


def freeze(name: str, content: dict[str, Any]) -> None:
    """Write an edition, once and for all; raise AlreadyFrozen when there is one of that name."""
    path = editions_folder() / f"{name}.json"
    with writing():
        if path.exists():
            raise AlreadyFrozen(f"l'édition {name} est déjà publiée : elle n'est jamais réécrite")
        put_file(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())
        path.chmod(0o444)


def frozen() -> list[dict[str, Any]]:
    """Return what was written of every edition, by name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(editions_folder().glob("*.json"))]
