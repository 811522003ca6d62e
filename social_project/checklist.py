"""A draft -> what a person should look at before it is frozen: none of it forbids, each is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from social_project.bound import Said
from social_project.document import BoundFigure, Run
from social_project.headings import headings
from social_project.numbers import numbers_in
from social_project.revisions import Revision


@dataclass(frozen=True)
class Checked:
    """What was found of a draft. `empty`: titles of the headings without a text; `unbound`: heading code -> numbers typed by hand.

    `without_value`: bound figures of which the data tell nothing. `moved`: (figure, words saved, words of today) of those that
    the data tell otherwise since the sentence was saved.
    """

    empty: tuple[str, ...]
    unbound: dict[str, tuple[str, ...]]
    without_value: tuple[BoundFigure, ...]
    moved: tuple[tuple[BoundFigure, str, str], ...]

    @property
    def is_clear(self) -> bool:
        """True when nothing is left to look at."""
        return not (self.empty or self.unbound or self.without_value or self.moved)


def checked(draft: Revision, tell: Callable[[BoundFigure], Said]) -> Checked:
    """Return what is left to look at in a draft; `tell`: what a bound figure says today."""
    unbound = {
        code: tuple(one.text for one in numbers_in(text) if one.mark not in draft.declined)
        for code, text in draft.texts.items()
    }
    said = [(run, tell(run.figure)) for run in _bound_runs(draft) if run.figure]
    return Checked(
        tuple(one.title for one in headings() if not draft.texts.get(one.code, "").strip()),
        {code: found for code, found in unbound.items() if found},
        tuple(dict.fromkeys(one.bound for _, one in said if not _has_value(one))),
        tuple(
            (one.bound, run.text, one.text) for run, one in said if _has_value(one) and run.text != one.text
        ),
    )


def _bound_runs(draft: Revision) -> list[Run]:
    return [
        run
        for section in draft.document.sections
        for block in section.blocks
        for run in block.every_run
        if run.figure
    ]


def _has_value(one: Said) -> bool:
    return one.figure is not None and (one.figure.masked or one.figure.value is not None)
