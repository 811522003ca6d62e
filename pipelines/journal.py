"""What was loaded, by whom, when, what each load owns, which months are closed. An entry is a file: it is the commit of its load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from pipelines.clock import now
from pipelines.decisions import Decision, Verdict, WordsAct, act_of
from pipelines.definitions import program_mark
from pipelines.folder import association, loads_folder, put_file
from pipelines.slices import Slice

Status = Literal["active", "replaced", "withdrawn"]
_WITHDRAWN, _ACT, _WORDS = ".withdrawn.json", "month-", "words-"


@dataclass(frozen=True)
class Entry:
    """One load: who, when, which file, what it covers, how its lines were sorted, why its doubts were accepted.

    `mandatory_filled` of `mandatory`: its mandatory cells that hold something, lines set aside included (domain.md I83).
    `confirmed_by`: for a month without a file, whoever says that nothing happened; empty for a file. `rank`, here and below: how
    many loads, withdrawals and acts on months were there before; those committed together have one rank.
    """

    load_id: str
    file: str
    sha256: str
    kind: str
    by: str
    at: str
    read: int
    accepted: int
    set_aside: int
    ignored: int
    slices: tuple[Slice, ...]
    doubts: tuple[dict[str, Any], ...] = ()
    set_aside_at: tuple[dict[str, Any], ...] = ()
    not_read: tuple[str, ...] = ()
    corrections: tuple[dict[str, Any], ...] = ()
    confirmed_by: str = ""
    mandatory_filled: int | None = None  # None, here and in what follows: loaded before it was counted
    mandatory: int | None = None
    rank: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the entry as it is written."""
        return asdict(self) | {"slices": [part.as_json() for part in self.slices]}


@dataclass(frozen=True)
class Withdrawal:
    """The undoing of a load: who, when, why."""

    load_id: str
    by: str
    at: str
    reason: str
    rank: int | None = None


@dataclass(frozen=True)
class MonthAct:
    """Months closed or reopened together: `name` is who answers for a closing, `reason` why months are reopened."""

    act_id: str
    months: tuple[str, ...]
    is_closing: bool
    by: str
    at: str
    name: str = ""
    reason: str = ""
    rank: int | None = None


@dataclass(frozen=True)
class Journal:
    """Every load, withdrawal and act on months or words, oldest first, as the folder held them at one instant.

    `pending`: the rows (Arrow tables) of loads that are planned and not written, by kind and load.
    """

    entries: tuple[Entry, ...] = ()
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    state: str = ""
    acts: tuple[MonthAct, ...] = ()
    words: tuple[WordsAct, ...] = ()
    pending: Mapping[tuple[str, str], Any] = field(default_factory=dict)

    @cached_property
    def owners(self) -> dict[Slice, Entry]:
        """Each slice in force, and the newest load, not withdrawn, that covers it."""
        return {
            part: entry
            for entry in self.entries
            if entry.load_id not in self.withdrawals
            for part in entry.slices
        }

    def status(self, entry: Entry) -> Status:
        """Return whether a load still owns a slice, owns none any more, or was withdrawn."""
        if entry.load_id in self.withdrawals:
            return "withdrawn"
        return "active" if entry.load_id in self._in_force else "replaced"

    @cached_property
    def closed(self) -> dict[str, MonthAct]:
        """Each month that is closed (« 2025-03 »), and the act that closed it."""
        last = {month: act for act in self.acts for month in act.months}
        return {month: act for month, act in sorted(last.items()) if act.is_closing}

    def reopening_of(self, month: str) -> MonthAct | None:
        """Return the act that reopened a month, None if it was not, or was closed since."""
        last = next((act for act in reversed(self.acts) if month in act.months), None)
        return last if last and not last.is_closing else None

    @cached_property
    def decided(self) -> dict[tuple[str, str, str], tuple[Verdict, WordsAct]]:
        """What stands for each (residence, wave, mark of words) that somebody decided of, and the act that says so."""
        last = {one.key: (one.verdict, act) for act in self.words for one in act.decisions}
        return {key: found for key, found in last.items() if found[0]}

    @cached_property
    def hidden(self) -> dict[tuple[str, str, str], Decision]:
        """The words (residence, wave, mark) where somebody found names, and what says where."""
        return {one.key: one for act in self.words for one in act.decisions if one.hidden}

    @cached_property
    def _in_force(self) -> frozenset[str]:
        return frozenset(entry.load_id for entry in self.owners.values())

    @property
    def next_rank(self) -> int:
        """The rank of what will be committed next."""
        return len(self.entries) + len(self.withdrawals) + len(self.acts)

    def next_id(self) -> str:
        """Return the identifier of the next load: its number, then the day and time, so that names sort by age."""
        return f"{len(self.entries) + 1:05d}-{now():%Y%m%d-%H%M%S}"

    def next_act_id(self) -> str:
        """Return the identifier of the next act on months."""
        return f"{_ACT}{len(self.acts) + 1:05d}-{now():%Y%m%d-%H%M%S}"

    def next_words_id(self) -> str:
        """Return the identifier of the next act on words."""
        return f"{_WORDS}{len(self.words) + 1:05d}-{now():%Y%m%d-%H%M%S}"

    def with_entry(self, *added: Entry) -> Journal:
        """Return the journal as it will be once these entries are written."""
        return _marked(replace(self, entries=(*self.entries, *added)))

    def with_pending(self, entry: Entry, rows: Mapping[str, Any]) -> Journal:
        """Return the journal as it will be once this load is written; until then its rows, by kind, are read here."""
        pending = {(kind, entry.load_id): table for kind, table in rows.items()}
        return replace(self.with_entry(entry), pending={**self.pending, **pending})

    def with_withdrawal(self, withdrawal: Withdrawal) -> Journal:
        """Return the journal as it will be once this load is withdrawn."""
        return _marked(replace(self, withdrawals=self.withdrawals | {withdrawal.load_id: withdrawal}))

    def with_act(self, act: MonthAct) -> Journal:
        """Return the journal as it will be once this act is written."""
        return _marked(replace(self, acts=(*self.acts, act)))

    def with_words(self, act: WordsAct) -> Journal:
        """Return the journal as it will be once this act is written."""
        return _marked(replace(self, words=(*self.words, act)))

    def find(self, load_id: str) -> Entry | None:
        """Return the load of that identifier, or of the one identifier that begins so."""
        found = [entry for entry in self.entries if entry.load_id.startswith(load_id)]
        return found[0] if len(found) == 1 else None


def read_journal() -> Journal:
    """Return the journal of the data folder; empty when there is none."""
    paths = sorted(loads_folder().glob("[!.]*.json"))
    written = {path.name: json.loads(path.read_text("utf-8")) for path in paths}
    gone = {name: raw for name, raw in written.items() if name.endswith(_WITHDRAWN)}
    acts = {name: raw for name, raw in written.items() if name.startswith(_ACT)}
    said = {name: raw for name, raw in written.items() if name.startswith(_WORDS)}
    others = gone.keys() | acts.keys() | said.keys()
    entries = tuple(_entry(raw) for name, raw in written.items() if name not in others)
    withdrawals = {raw["load_id"]: Withdrawal(**raw) for raw in gone.values()}
    done = tuple(MonthAct(**(raw | {"months": tuple(raw["months"])})) for raw in acts.values())
    words = tuple(act_of(raw) for raw in said.values())
    return Journal(entries, withdrawals, _state(list(written)), done, words)


def write_entry(entry: Entry) -> None:
    """Commit a load: from this instant it exists."""
    put_file(loads_folder() / f"{entry.load_id}.json", _json(entry.as_json()))


def write_withdrawal(withdrawal: Withdrawal) -> None:
    """Commit a withdrawal: from this instant the load no longer counts."""
    put_file(loads_folder() / f"{withdrawal.load_id}{_WITHDRAWN}", _json(asdict(withdrawal)))


def write_act(act: MonthAct | WordsAct) -> None:
    """Commit an act: from this instant its months are closed or open again, its words published or not."""
    put_file(loads_folder() / f"{act.act_id}.json", _json(asdict(act)))


def journal_state() -> str:
    """Return the mark of the journal on disk without reading its entries."""
    return _state([path.name for path in loads_folder().glob("[!.]*.json")])


def _marked(journal: Journal) -> Journal:
    """Return a journal with the mark of the files that it will be written in."""
    names = [f"{entry.load_id}.json" for entry in journal.entries]
    names += [f"{key}{_WITHDRAWN}" for key in journal.withdrawals]
    names += [f"{act.act_id}.json" for act in journal.acts]
    names += [f"{act.act_id}.json" for act in journal.words]
    return replace(journal, state=_state(names))


def _state(names: list[str]) -> str:
    """Return the mark of a journal of these files; those of two associations differ, were they otherwise the same."""
    slug = association()
    mark = hashlib.sha256("\n".join([program_mark(), *sorted(names)]).encode()).hexdigest()[:12]
    return f"{slug}-{mark}" if slug else mark


def _entry(raw: dict[str, Any]) -> Entry:
    lists = {name: tuple(raw.get(name, ())) for name in ("doubts", "set_aside_at", "not_read", "corrections")}
    return Entry(**(raw | lists | {"slices": tuple(Slice(**part) for part in raw["slices"])}))


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
