"""What people said that residents' comments speak of: acts that are only ever added to, and where each comment stands after them.

An act is a file that holds none of the words: a mark stands for them, as in the journal (pipelines/decisions.py), so that a
choice outlives a reload of the same words. Figures take it in at the next build.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pipelines.clock import now
from pipelines.decisions import mark_of
from pipelines.folder import data_folder, keep_numbered, numbered
from pipelines.journal import Journal
from pipelines.scrub import NOTHING_LEFT
from pipelines.store import Connection, insert

SAMPLE = 50  # comments of a wave that a second person codes too, all where there are fewer (statistics.md section 6)
Sort = Literal["chosen", "taken_back", "settled", "begun_again"]
Key = tuple[str, str, str]  # residence, wave, mark of the words


@dataclass(frozen=True)
class Act:
    """Something that somebody said of a comment's themes, or (`begun_again`) of all those of a wave.

    `scheme`: the version of the list and of the lexicon that they were chosen from. `proposed`: what the lexicon had proposed,
    empty where it was not shown. `source_row`: the first line that held these words then.
    """

    number: int
    sort: Sort
    residence: str
    wave: str
    mark: str
    themes: tuple[str, ...]
    by: str
    at: str
    scheme: str
    proposed: tuple[str, ...] = ()
    source_row: str = ""


@dataclass(frozen=True)
class Choice:
    """The themes that somebody chose, from which version of the list."""

    themes: tuple[str, ...]
    by: str
    at: str
    scheme: str


@dataclass(frozen=True)
class Standing:
    """Where a comment stands: what one person chose, then a second who did not see it, then whoever saw both."""

    choices: tuple[Choice, ...] = ()
    settled: Choice | None = None

    @property
    def is_doubled(self) -> bool:
        """True when two people chose, each alone."""
        return len(self.choices) == 2

    @property
    def is_disputed(self) -> bool:
        """True when two people chose, and not the same themes."""
        return len({frozenset(one.themes) for one in self.choices}) == 2

    def of(self, by: str) -> Choice | None:
        """Return what a person chose alone, None if nothing."""
        return next((one for one in self.choices if one.by == by), None)


UNTOLD = Standing()


@dataclass(frozen=True)
class Comment:
    """What residents of a residence wrote at a wave, people masked; `times`: in how many questionnaires."""

    residence: str
    wave: str
    text: str
    times: int = 1
    source_row: str = ""

    @cached_property
    def key(self) -> Key:
        """What stands for it in acts."""
        return self.residence, self.wave, mark_of(self.residence, self.wave, self.text)


def comments(con: Connection) -> list[Comment]:
    """Return the comments of residents in force, each once a residence and wave; not those that were withheld whole."""
    rows = con.execute(
        """
        select residence, wave, verbatim, cast(count(*) as int) as times, min(source_row)
        from questionnaires
        where verbatim is not null and verbatim <> ? and coalesce(source, 'residents') = 'residents'
        group by residence, wave, verbatim
        order by wave, residence, verbatim
        """,
        [NOTHING_LEFT],
    ).fetchall()
    return [Comment(*row) for row in rows]


def sample(said: Iterable[Comment]) -> frozenset[Key]:
    """Return the comments that a second person codes: the first of each wave by their marks, an order that nobody chooses."""
    of_wave: dict[str, list[Key]] = defaultdict(list)
    for one in said:
        of_wave[one.wave].append(one.key)
    return frozenset(
        key for keys in of_wave.values() for key in sorted(keys, key=lambda key: key[2])[:SAMPLE]
    )


def acts() -> list[Act]:
    """Return every act, oldest first."""
    written = (json.loads(path.read_text("utf-8")) for path in numbered(_folder()))
    return [_act(raw) for raw in written]


def keep(act: Act) -> Act:
    """Return an act with its number and its instant, kept from now on. The caller holds the writer's lock."""
    return _act(keep_numbered(_folder(), asdict(act) | {"at": now().isoformat()}))


def _act(raw: Mapping[str, Any]) -> Act:
    return Act(**(dict(raw) | {name: tuple(raw[name]) for name in ("themes", "proposed")}))


def standings(said: Sequence[Act], journal: Journal) -> dict[Key, Standing]:
    """Return where each comment stands after these acts, oldest first: what was said before names were hidden holds after."""
    found: dict[Key, Standing] = {}
    for act in said:
        key = (act.residence, act.wave, act.mark)
        while hidden := journal.hidden.get(key):
            key = (act.residence, act.wave, hidden.becomes)
        if act.sort == "begun_again":
            found = {one: it for one, it in found.items() if not _is_begun_again(one, it, act)}
        else:
            found[key] = _after(found.get(key, UNTOLD), act)
    return found


def _after(before: Standing, act: Act) -> Standing:
    choice = Choice(act.themes, act.by, act.at, act.scheme)
    if act.sort == "settled":
        return replace(before, settled=choice)
    others = tuple(one for one in before.choices if one.by != act.by)
    if act.sort == "taken_back":
        return Standing(others)
    if before.of(act.by):  # whoever chose first stays the first
        return Standing(tuple(choice if one.by == act.by else one for one in before.choices))
    return Standing((*others, choice))


def _is_begun_again(key: Key, standing: Standing, act: Act) -> bool:
    """Return whether a comment of the wave goes back to nothing: two compared it, or it was chosen from another list."""
    return key[1] == act.wave and (
        standing.is_doubled or any(one.scheme != act.scheme for one in standing.choices)
    )


def write_comment_themes(con: Connection, journal: Journal) -> None:
    """Table `comment_themes`: one row a residence, wave and comment in force.

    `first`, `second`, `settled`: the themes chosen by each, codes parted by « ; », null where nobody chose. `scheme`: the version
    of the list that they come from, both parted by « ; » where they differ.
    """
    con.execute(
        "create table comment_themes (residence varchar, wave varchar, words varchar, times integer, is_sampled boolean, "
        "first varchar, second varchar, settled varchar, scheme varchar)"
    )
    said, found = comments(con), standings(acts(), journal)
    sampled = sample(said)
    insert(
        con, "comment_themes", [row_of(one, one.key in sampled, found.get(one.key, UNTOLD)) for one in said]
    )


def row_of(one: Comment, is_sampled: bool, standing: Standing) -> tuple[object, ...]:
    """Return the row of `comment_themes` of a comment."""
    first, second = (*(_joined(choice) for choice in standing.choices), None, None)[:2]
    last = (*standing.choices, *([standing.settled] if standing.settled else []))
    schemes = ";".join(sorted({choice.scheme for choice in last})) or None
    return (
        one.residence,
        one.wave,
        one.text,
        one.times,
        is_sampled,
        first,
        second,
        _joined(standing.settled),
        schemes,
    )


def _joined(choice: Choice | None) -> str | None:
    return ";".join(choice.themes) if choice else None


def _folder() -> Path:
    return data_folder() / "comment_themes"
