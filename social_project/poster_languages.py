"""The languages in which an association hangs its answers on the wall, French apart, which is always there."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipelines.folder import data_folder, put_file, writing


def poster_languages() -> tuple[str, ...]:
    """Return the codes of the languages chosen, in their order; none before somebody chose."""
    path = data_folder() / "social_projects" / "poster_languages.json"
    return tuple(json.loads(path.read_text("utf-8"))) if path.exists() else ()


def choose_poster_languages(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes chosen, kept from now on; French is not kept: it cannot be left out."""
    kept = tuple(dict.fromkeys(code for code in codes if code != "fr"))
    with writing():
        put_file(data_folder() / "social_projects" / "poster_languages.json", json.dumps(kept).encode())
    return kept
