"""What an association calls the seven stages of an actualisation; their order and what is counted of them stay (domain.md C, F11)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipelines.folder import data_folder, put_file, writing

LONGEST = 60  # letters: a stage is read in a line of seven


class BadStage(ValueError):
    """A name that a stage cannot bear; the text says why, in French."""


def own_stage_names() -> dict[str, str]:
    """Return the association's own names, stage code -> name; empty before any."""
    path = data_folder() / "social_projects" / "stages.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def stage_names(usual: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each stage, in the order of `usual` (code -> usual name): the association's own where it has one."""
    own = own_stage_names()
    return {code: own.get(code, name) for code, name in usual.items()}


def name_stages(named: Mapping[str, str], usual: Mapping[str, str]) -> dict[str, str]:
    """Return the association's own names, kept from now on; an empty or a usual one is given up. Raises BadStage."""
    told = {code: " ".join(named.get(code, "").split()) or name for code, name in usual.items()}
    if too_long := next((name for name in told.values() if len(name) > LONGEST), None):
        raise BadStage(
            f"« {too_long[:20]}… » : {len(too_long)} lettres, pour {LONGEST} au plus ; raccourcissez"
        )
    if len({name.casefold() for name in told.values()}) < len(told):
        raise BadStage("deux étapes portent le même nom : on ne saurait plus laquelle est en cours")
    own = {code: name for code, name in told.items() if name != usual[code]}
    with writing():
        put_file(
            data_folder() / "social_projects" / "stages.json", json.dumps(own, ensure_ascii=False).encode()
        )
    return own
