"""Published bilans -> those that somebody may read: of their call, within their residences and months. Any other is unknown to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from access.scope import Sight
from indicators.narrow import is_call_in_sight
from reports.bilan.content import Bilan
from reports.bilan.sealed import BrokenSeal, Sealed, bilans_folder, find, typed
from reports.bilan.verify import Answer, verify, verify_sealed


@dataclass(frozen=True)
class Shelf:
    """The bilans that somebody may read, latest first. `broken`: codes of those that are no longer what was published."""

    bilans: tuple[Sealed, ...]
    broken: tuple[str, ...]

    def named(self, code: str) -> Sealed | None:
        """Return the bilan of a code, however it is typed; None for none, and for one that may not be read."""
        asked = typed(code)
        return next((one for one in self.bilans if one.code == asked), None)


def is_in_sight(one: Bilan, sight: Sight) -> bool:
    """Return whether all that a bilan holds lies in a sight: its call, its residences, its months and those it is compared with."""
    if not is_call_in_sight(one.call, sight):
        return False
    in_place = sight.residences is None or (bool(one.residences) and all(map(sight.sees, one.residences)))
    since, last = date.fromisoformat(one.since), date.fromisoformat(one.last)
    return in_place and (sight.first is None or sight.first <= since) and (sight.last is None or last <= sight.last)  # fmt: skip


def shelf(sight: Sight) -> Shelf:
    """Return the published bilans that a sight may read; one that was altered is nobody's."""
    found, broken = [], []
    for path in sorted(bilans_folder().glob("[!.]*.json"), reverse=True):
        state = path.stat()
        one = _read(str(path), state.st_mtime_ns, state.st_size)
        if one is None:
            broken.append(path.stem.rpartition("-")[2])
        elif is_in_sight(one.bilan, sight):
            found.append(one)
    return Shelf(tuple(found), tuple(broken))


@lru_cache(maxsize=100)
def _read(path: str, _changed_at: int, _size: int) -> Sealed | None:
    try:
        return find(Path(path).stem.rpartition("-")[2])
    except BrokenSeal:
        return None


def verified(
    content: bytes, name: str, sight: Sight, version: str | None, withdrawn: Mapping[str, str]
) -> Answer:
    """Return what somebody is told of an annex workbook: a bilan that they may not read is one that does not exist.

    Raises BrokenSeal, which names the altered bilans to whoever sees all of them only.
    """
    _refuse_broken(sight)
    return _told(verify(content, name, version, withdrawn), sight)


def verified_code(code: str, sight: Sight, version: str | None, withdrawn: Mapping[str, str]) -> Answer:
    """Return what somebody is told of a code, however it is typed: whether today's data still tell that bilan as it was sealed."""
    _refuse_broken(sight)
    one = shelf(sight).named(code)
    return verify_sealed(one, version, withdrawn) if one else _unknown(typed(code))


def _told(answer: Answer, sight: Sight) -> Answer:
    one = answer.sealed
    return answer if one is None or is_in_sight(one.bilan, sight) else _unknown(one.code)


def _unknown(code: str) -> Answer:
    return Answer(
        "unknown",
        note=f"aucun bilan « {code} » n'est publié ici ; cherchez-le auprès de l'association qui l'a publié",
    )


def _refuse_broken(sight: Sight) -> None:
    broken = shelf(sight).broken
    if not broken:
        return
    named = f" ({', '.join(broken)})" if sight.calls is None and sight.residences is None else ""
    raise BrokenSeal(
        f"un bilan publié ici n'est plus celui qui a été scellé{named} : rien ne peut être vérifié"
    )
