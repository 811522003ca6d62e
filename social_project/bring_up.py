"""A sentence that no longer holds -> the draft that says today's figures, and is to be read again around them."""

from __future__ import annotations

from dataclasses import replace

from access.scope import Sight
from social_project.bound import exchanged, link, said, tells
from social_project.holds import Moved
from social_project.markup import read
from social_project.versions import Revision


def brought_up(version: str, sight: Sight, text: str, one: Moved) -> str:
    """Return a text whose figures of one indicator and period are those of another: « 62 % » and « sur 100 » move together."""
    was, now = one.sentence.bound, one.now.bound
    for bound in {run.figure for block in read(text) for run in block.every_run if run.figure}:
        if replace(bound, shown=was.shown, decimals=was.decimals) == was:
            newer = replace(bound, period=now.period)
            text = exchanged(text, bound, link(newer, said(version, sight, newer).text))
    return text


def is_taken_up(draft: Revision | None, one: Moved) -> bool:
    """Return whether the draft no longer holds the figure as the version in force does."""
    if draft is None:
        return False
    bound = one.sentence.bound
    # A figure that was corrected is brought up to date by the draft itself, whose figures follow the data.
    return one.now.bound == bound or not tells(draft.texts.get(one.sentence.section, ""), bound)
