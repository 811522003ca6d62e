"""What two people wrote of the same passages of a projet social at once, and the draft that keeps what is chosen of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from social_project.headings import Heading
from social_project.revisions import Overtaken
from ui import project_text, two_texts
from ui.project_text import Desk

Forget = Callable[[Desk, str], None]


def ask(desk: Desk, heading: Heading, met: Overtaken, forget: Forget) -> None:
    """Show what two people wrote of the same passages, side by side, and keep what is chosen; `forget` what is then no longer typed."""
    key = f"{desk.code}-{heading.code}-{met.theirs.number}"
    shown = two_texts.Met(key, met.theirs.by, met.theirs.at, met.merged[heading.code])
    two_texts.ask(shown, partial(_settle, desk, heading, met, forget), project_text.forget_clash)


def _settle(desk: Desk, heading: Heading, met: Overtaken, forget: Forget, chosen: list[str]) -> None:
    texts = met.settled({heading.code: chosen})
    if project_text.save(desk, texts, met.theirs.number, "Enregistré, avec ce que vous avez choisi."):
        forget(desk, heading.code)
