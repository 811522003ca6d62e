"""What was read of a Word file: its parts in order, where each goes, and the receipt of what was not kept as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from social_project.document import Block, Run
from social_project.markup import write


class NotWord(ValueError):
    """A file that is not read; the text says why and what to do, in French."""


@dataclass(frozen=True)
class Part:
    """What stands under one title of the file. `code`: the heading where it goes; `is_matched`: its title says so."""

    title: str
    blocks: tuple[Block, ...]
    code: str
    is_matched: bool


@dataclass(frozen=True)
class Imported:
    """A file that was read. `receipt`: a line for each sort of thing that was lost or changed; `mark`: of its bytes."""

    parts: tuple[Part, ...]
    receipt: tuple[str, ...]
    mark: str


def texts_of(parts: Sequence[Part], chosen: Iterable[str]) -> dict[str, str]:
    """Return the texts to save, heading code -> text, each part going under the heading chosen for it (empty: nowhere).

    A part that goes where its title does not say keeps it as a title inside the heading.
    """
    found: dict[str, list[Block]] = {}
    for part, code in zip(parts, chosen, strict=True):
        if not code:
            continue
        is_titled = part.title and not (part.is_matched and code == part.code)
        title = [_title(part.title)] if is_titled else []
        found.setdefault(code, []).extend([*title, *part.blocks])
    return {code: write(blocks) for code, blocks in found.items() if blocks}


def _title(text: str) -> Block:
    return Block("heading", (Run(text),), 1)
