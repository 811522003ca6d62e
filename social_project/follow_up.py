"""What people write down beside the figures: acts that are only ever added to, a file each, in the association's own folder.

Nothing is edited or deleted: a newer act says otherwise, and the older one stays to be read. Read live: no build is awaited.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.clock import now
from pipelines.folder import data_folder, keep_numbered, numbered
from pipelines.scrub import mask

_FOLDER = "follow_up"
LONGEST = 600  # signs of a text: what a resident reads on a wall


class NotKept(Exception):
    """Something that cannot be written so; the text says why, and what to do, in French."""


def acts(sort: str) -> list[dict[str, Any]]:
    """Return every act of a sort, oldest first, as it was written."""
    return [json.loads(path.read_text("utf-8")) for path in numbered(_folder(sort))]


def keep(sort: str, act: Mapping[str, Any]) -> dict[str, Any]:
    """Return an act with its `number` and its instant `at` (UTC), kept from now on. The caller holds the writer's lock."""
    return keep_numbered(_folder(sort), {**act, "at": now().isoformat()})


def clean(text: str, what: str, is_needed: bool = True, longest: int = LONGEST) -> str:
    """Return a text as it may be kept: single spaces, what points at a person masked. Raises NotKept where it is empty or too long.

    It speaks of what is done, and of nobody: an illness or a belief may be named in it (« permanence addictologie »).
    """
    told = " ".join(text.split())
    # Measured before it is searched for names: what is too long to be kept is not worth the search.
    told = " ".join(mask(told)[0].split()) if len(told) <= longest else told
    if is_needed and not told:
        raise NotKept(f"écrivez {what}")
    if len(told) > longest:
        raise NotKept(f"{what} : {len(told)} signes, pour {longest} au plus ; raccourcissez")
    return told


def _folder(sort: str) -> Path:
    return data_folder() / _FOLDER / sort
