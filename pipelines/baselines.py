"""A change that a person dates on a series (« à compter de mars 2025 : changement de… ») -> limits start anew from that month.

A note is a file that is only ever added to; taking one back adds another. Its words are free text, and are scrubbed like any.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pipelines.clock import now
from pipelines.folder import data_folder, put_file, writing
from pipelines.scrub import scrub
from pipelines.store import Connection, insert

_LONGEST = 160


class BadNote(ValueError):
    """A change that cannot be dated so; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Baseline:
    """A dated change: the series (an indicator, and a residence or all of them), its first month, what changed; who said so, when."""

    number: int
    indicator: str
    residence: str
    month: str
    words: str
    by: str
    at: str


def baselines() -> list[Baseline]:
    """Return the changes in force, oldest month first."""
    files = {path.name: path for path in _folder().glob("*.json")}
    said = [
        Baseline(**json.loads(path.read_text("utf-8")))
        for name, path in files.items()
        if not name.endswith(".revoked.json") and f"{name[:5]}.revoked.json" not in files
    ]
    return sorted(said, key=lambda one: (one.month, one.number))


def told() -> list[tuple[int, str, str, str, str]]:
    """Return (number, indicator, residence, month, words) of each change in force, oldest month first."""
    return [(one.number, one.indicator, one.residence, one.month, one.words) for one in baselines()]


def date_change(indicator: str, residence: str, month: str, words: str, by: str) -> Baseline:
    """Return a change dated from a month (« 2025-03 ») on, for a residence or (empty) all of them; kept from now on.

    Raises BadNote without words, for words that say too much of somebody, a month that is none, or a change already dated there.
    """
    plain = " ".join(words.split())
    if not plain or len(plain) > _LONGEST:
        raise BadNote(f"dites ce qui a changé, en {_LONGEST} signes au plus")
    kept, removed = scrub(plain)
    if removed:
        raise BadNote(
            f"ces mots désignent quelqu'un ({', '.join(removed)}) ; dites ce qui a changé sans nommer personne"
        )
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        raise BadNote(f"« {month} » n'est pas un mois ; écrivez par exemple 2025-03") from None
    with writing():
        if any(
            (one.indicator, one.residence, one.month) == (indicator, residence, month) for one in baselines()
        ):
            raise BadNote("un changement est déjà daté de ce mois sur cette série ; retirez-le d'abord")
        number = max((int(path.name[:5]) for path in _folder().glob("*.json")), default=0) + 1
        said = Baseline(number, indicator, residence, month, kept, by, now().isoformat())
        put_file(_folder() / f"{number:05d}.json", json.dumps(asdict(said), ensure_ascii=False).encode())
    return said


def take_back(number: int, by: str) -> None:
    """Take a dated change back: limits no longer start from it. Raise KeyError when none is in force under that number."""
    if number not in {one.number for one in baselines()}:
        raise KeyError(number)
    with writing():
        act = {"number": number, "by": by, "at": now().isoformat()}
        put_file(_folder() / f"{number:05d}.revoked.json", json.dumps(act, ensure_ascii=False).encode())


def write_baselines(con: Connection) -> None:
    """Table `baselines` (indicator, residence — empty: all —, month, words): where series start anew, as figures were built with."""
    con.execute("create table baselines (indicator varchar, residence varchar, month date, words varchar)")
    rows = [
        (one.indicator, one.residence, date.fromisoformat(f"{one.month}-01"), one.words)
        for one in baselines()
    ]
    insert(con, "baselines", rows)


def _folder() -> Path:
    return data_folder() / "baselines"
