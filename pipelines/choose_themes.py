"""Comments that somebody reads -> an act that says their themes: a first person, a second who sees nothing of it, then both seen.

Two readings are worth comparing only if they were made apart. The second person sees neither what the first chose nor what the
lexicon proposes, which would make both agree with it; and a reading that was compared is not changed any more: whoever sees
both says which themes stand, or the comparison begins again. Whoever read it first or second does not also settle: that is for a
third person, or for whoever the caller lets (`settles_own`: the leadership; anybody where only two people may read).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines import store
from pipelines.folder import writing
from pipelines.journal import read_journal
from pipelines.ownership import Bounds
from pipelines.theme_choices import (
    UNTOLD,
    Act,
    Choice,
    Comment,
    Key,
    Sort,
    Standing,
    acts,
    comments,
    keep,
    row_of,
    sample,
    standings,
)

Step = Literal["first", "second", "settle", "own"]


class NotChosen(Exception):
    """Themes that cannot be chosen so; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Scheme:
    """The list that themes are chosen from: its version, its codes."""

    version: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """A comment to read, and what there is to do of it; `choices`: those that whoever does it may see."""

    comment: Comment
    step: Step
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What a person has to do of a wave, and how far everybody is, in what this person may see.

    `to_read`: the comments to code, the first readings before the second ones. `disputed`: those on which two people differ,
    once all of the wave were compared. `own`: what this person chose and may still change. `total`, `read`: comments, and those
    that somebody coded. `to_double`, `doubled`: comments of the sample, and those that two people coded. `untold`: comments of
    which something was said since the figures were built. `awaited`: the disputed that this person read, and may not settle.
    """

    to_read: tuple[Task, ...]
    disputed: tuple[Task, ...]
    own: tuple[Task, ...]
    total: int
    read: int
    to_double: int
    doubled: int
    untold: int
    awaited: int = 0


@dataclass(frozen=True)
class _State:
    """The comments in force, where each stands, and where figures say that each stood when they were built."""

    said: Sequence[Comment]
    sampled: frozenset[Key]
    found: dict[Key, Standing]
    told: frozenset[tuple[object, ...]]

    def of(self, one: Comment) -> Standing:
        return self.found.get(one.key, UNTOLD)

    def is_compared(self, wave: str) -> bool:
        """Return whether two people coded each comment of the wave's sample, whatever its residence."""
        asked = [key for key in self.sampled if key[1] == wave]
        return bool(asked) and all(self.found.get(key, UNTOLD).is_doubled for key in asked)

    def step(self, one: Comment, by: str, settles_own: bool) -> Step | None:
        """Return what a person may do of a comment, None when nothing."""
        standing = self.of(one)
        if standing.is_doubled and self.is_compared(one.wave):
            return "settle" if standing.is_disputed and (settles_own or not standing.of(by)) else None
        if standing.of(by):
            return "own"
        if not standing.choices:
            return "first"
        return "second" if not standing.is_doubled and one.key in self.sampled else None


def desk(wave: str, by: str, bounds: Bounds, residence: str = "", *, settles_own: bool = False) -> Desk:
    """Return what a person has to do of a wave, within bounds (and a residence, if one is named).

    `settles_own`: whether this person may settle what it read itself.
    """
    state = _state()
    said = [
        one
        for one in state.said
        if one.wave == wave and bounds.allow(one.residence) and residence in ("", one.residence)
    ]
    of_step: dict[Step | None, list[Task]] = {"first": [], "second": [], "settle": [], "own": [], None: []}
    for one in said:
        step, standing = state.step(one, by, settles_own), state.of(one)
        seen = {
            "settle": (*standing.choices, *filter(None, [standing.settled])),
            "own": _only(standing.of(by)),
        }
        of_step[step].append(Task(one, step or "own", seen.get(step or "", ())))
    sampled = [one for one in said if one.key in state.sampled]
    return Desk(
        (*of_step["first"], *of_step["second"]),
        tuple(of_step["settle"]),
        tuple(of_step["own"]),
        len(said),
        sum(bool(state.of(one).choices) for one in said),
        len(sampled),
        sum(state.of(one).is_doubled for one in sampled),
        sum(row_of(one, one.key in state.sampled, state.of(one)) not in state.told for one in said),
        sum(state.of(one).is_disputed and state.step(one, by, settles_own) is None for one in said),
    )


def choose(
    task: Task,
    themes: Collection[str],
    scheme: Scheme,
    by: str,
    bounds: Bounds,
    proposed: Sequence[str] = (),
    *,
    settles_own: bool = False,
) -> Act:
    """Write what a person says of a comment (first, second or changed reading, or the last word), and return the act.

    Raises NotChosen, and writes nothing, without a theme or for one that the list lacks, for a comment of another's residence or
    in force no more, to settle what this person read itself (but for `settles_own`), or when somebody did meanwhile what would
    make this reading another thing than it was shown to be.
    """
    chosen = tuple(code for code in scheme.themes if code in themes)
    if not chosen or len(chosen) != len(set(themes)):
        raise NotChosen("choisissez au moins un thème de la liste ; « Autre » quand aucun ne convient")
    sort: Sort = "settled" if task.step == "settle" else "chosen"
    seen = tuple(proposed) if task.step == "first" else ()
    with writing():
        _check(task, by, bounds, settles_own)
        return keep(_act(sort, task.comment, chosen, scheme, by, seen))


def take_back(task: Task, scheme: Scheme, by: str, bounds: Bounds) -> Act:
    """Write that a person takes its reading of a comment back, and return the act. Raises NotChosen as `choose` does."""
    with writing():
        _check(task, by, bounds, False)
        return keep(_act("taken_back", task.comment, (), scheme, by))


def begin_again(wave: str, scheme: Scheme, by: str, bounds: Bounds) -> Act:
    """Write that a wave is read anew where it was compared, or where its themes come from another list; return the act.

    Raises NotChosen for whoever is bound to some residences: the readings of a wave are compared together.
    """
    if bounds.allowed is not None:
        raise NotChosen("une vague se relit pour toutes les résidences ; demandez à la direction")
    with writing():
        return keep(Act(0, "begun_again", "", wave, "", (), by, "", scheme.version))


def _check(task: Task, by: str, bounds: Bounds, settles_own: bool) -> None:
    if not bounds.allow(task.comment.residence):
        raise NotChosen("cette résidence n'est pas une des vôtres ; demandez à la direction")
    state = _state()
    if task.comment.key not in {one.key for one in state.said}:
        raise NotChosen("ce commentaire a changé depuis que cette page l'a montré ; passez au suivant")
    if state.step(task.comment, by, settles_own) != task.step:
        raise NotChosen("quelqu'un vient de s'occuper de ce commentaire ; passez au suivant")


def _act(
    sort: Sort, one: Comment, themes: tuple[str, ...], scheme: Scheme, by: str, proposed: tuple[str, ...] = ()
) -> Act:
    return Act(0, sort, *one.key, themes, by, "", scheme.version, proposed, one.source_row)


def _only(choice: Choice | None) -> tuple[Choice, ...]:
    return (choice,) if choice else ()


def _state() -> _State:
    version = store.current()
    if version is None:
        return _State([], frozenset(), {}, frozenset())
    con = store.cursor(version)
    said = comments(con)
    told = frozenset(con.execute("select * from comment_themes").fetchall())
    return _State(said, sample(said), standings(acts(), read_journal()), told)
