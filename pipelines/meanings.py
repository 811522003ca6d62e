"""What the association has said that a word means: remembered, applied to what is read next, and revocable.

A meaning is a file that is only ever added to; revoking one adds another. What was loaded before stays as it was read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pipelines.clock import now
from pipelines.contract import Column, Contract
from pipelines.contracts import contracts
from pipelines.folder import data_folder, put_file, writing
from pipelines.lists import Code, Codes, Residence
from pipelines.names import stem
from pipelines.partners import key_of
from pipelines.scrub import scrub

Sort = Literal["header", "value", "residence", "partner"]
NOT_READ = ""  # what a header means that is to be passed over
_LONGEST = 120


class BadMeaning(ValueError):
    """Words that cannot be given this meaning; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Meaning:
    """Words and what they mean: a column of a kind, a value of its list, a residence's code, another partner's name; who, when."""

    number: int
    sort: Sort
    kind: str
    column: str
    words: str
    means: str
    by: str
    at: str


def meanings() -> list[Meaning]:
    """Return the meanings in force, oldest first."""
    return list(_in_force(*_state()))


def remember(sort: Sort, kind: str, column: str, words: str, means: str, by: str) -> Meaning:
    """Return a meaning, from now on in force. Raise BadMeaning for words that already mean something, or name a person."""
    words = " ".join(words.split())
    _check(sort, kind, column, words, means)
    with writing():
        number = max((_number(path.name) for path in _folder().glob("*.json")), default=0) + 1
        said = Meaning(number, sort, kind, column, words, means, by, now().isoformat())
        put_file(_folder() / f"{number:05d}.json", json.dumps(asdict(said), ensure_ascii=False).encode())
    return said


def revoke(number: int, by: str) -> None:
    """Take a meaning back: its words are unknown again. Raise KeyError when none is in force under that number."""
    if number not in {one.number for one in meanings()}:
        raise KeyError(number)
    with writing():
        act = {"number": number, "by": by, "at": now().isoformat()}
        put_file(_folder() / f"{number:05d}.revoked.json", json.dumps(act, ensure_ascii=False).encode())


def declared() -> dict[str, Contract]:
    """Return every contract by kind, with the meanings in force added to what it declares."""
    return _declared(*_state())


def residence_spellings() -> dict[str, list[str]]:
    """Return the words that were said to mean a residence, by its code."""
    found: dict[str, list[str]] = {}
    for one in meanings():
        if one.sort == "residence":
            found.setdefault(one.means, []).append(one.words)
    return found


def passed_over(contract: Contract, label: str) -> bool:
    """Return whether a header was said to be none of a kind's columns."""
    return any(
        one.sort == "header"
        and one.means == NOT_READ
        and one.kind == contract.kind
        and stem(one.words) == stem(label)
        for one in meanings()
    )


def code_of(column: Column) -> Code | None:
    """Return the closed list of a column, None when it has none."""
    kind = column.type.code if isinstance(column.type, Codes) else column.type
    return kind if isinstance(kind, Code) else None


def _check(sort: Sort, kind: str, column: str, words: str, means: str) -> None:
    if not stem(words) or len(words) > _LONGEST:
        raise BadMeaning("Ces mots ne peuvent pas être retenus : ils sont vides, ou trop longs.")
    if scrub(words)[1]:
        raise BadMeaning("Ces mots désignent une personne : ils ne sont pas retenus. Corrigez la cellule.")
    if sort == "residence":
        if not means:
            raise BadMeaning("Choisissez une résidence.")
        if any(stem(one) == stem(words) for said in residence_spellings().values() for one in said):
            raise BadMeaning(
                f"« {words} » désigne déjà une résidence ; revenez d'abord sur ce qui a été dit."
            )
        return
    if sort == "partner":
        _check_partner(words, means)
        return
    contract = declared().get(kind)
    if contract is None:
        raise BadMeaning("Ce type de classeur est inconnu.")
    if sort == "header":
        if contract.column_for(words) or passed_over(contract, words):
            raise BadMeaning(f"« {words} » a déjà un sens ; revenez d'abord sur ce qui a été dit.")
        if means != NOT_READ and means not in contract.by_name:
            raise BadMeaning("Choisissez une colonne.")
        return
    code = code_of(contract.by_name[column]) if column in contract.by_name else None
    if code is None or means not in code.labels:
        raise BadMeaning("Choisissez une valeur de la liste.")
    if stem(words) in code.spellings:
        raise BadMeaning(f"« {words} » a déjà un sens ; revenez d'abord sur ce qui a été dit.")


def _check_partner(words: str, means: str) -> None:
    key, other, known = key_of(words), key_of(means), partners_taken_for()
    if key is None or other is None or key == other:
        raise BadMeaning("Choisissez deux noms différents : ceux-ci n'en font déjà qu'un.")
    if key in known:
        raise BadMeaning(
            f"« {words} » est déjà pris pour « {known[key]} » ; revenez d'abord sur ce qui a été dit."
        )
    if key_of(known.get(other, means)) == key:
        raise BadMeaning(f"« {means} » est déjà pris pour « {words} » : ces deux noms n'en font déjà qu'un.")


def partners_taken_for() -> dict[str, str]:
    """Return the name that each partner's name (its key) was said to be another of: the last one, where several follow."""
    said = {str(key_of(one.words)): one.means for one in meanings() if one.sort == "partner"}

    def last(name: str) -> str:
        return last(said[key]) if (key := str(key_of(name))) in said else name

    return {key: last(name) for key, name in said.items()}


def are_one_partner(one: str, other: str) -> bool:
    """Return whether two names of partners were said to be one, whichever stands for the other."""
    taken_for = partners_taken_for()
    ends = [key_of(taken_for.get(str(key_of(name)), name)) for name in (one, other)]
    return ends[0] == ends[1]


def _folder() -> Path:
    return data_folder() / "meanings"


def _state() -> tuple[str, tuple[str, ...]]:
    folder = _folder()
    names = sorted(path.name for path in folder.glob("[0-9]*.json")) if folder.is_dir() else []
    return str(folder), tuple(names)


@lru_cache(maxsize=8)
def _in_force(folder: str, names: tuple[str, ...]) -> tuple[Meaning, ...]:
    revoked = {_number(name) for name in names if name.endswith(".revoked.json")}
    kept = [name for name in names if not name.endswith(".revoked.json") and _number(name) not in revoked]
    return tuple(Meaning(**json.loads((Path(folder) / name).read_text("utf-8"))) for name in kept)


@lru_cache(maxsize=8)
def _declared(folder: str, names: tuple[str, ...]) -> dict[str, Contract]:
    said = _in_force(folder, names)
    return {
        kind: _extended(contract, [one for one in said if one.kind == kind])
        for kind, contract in contracts().items()
    }


def _extended(contract: Contract, said: list[Meaning]) -> Contract:
    """Return a contract that knows more spellings; itself when nothing was said of it."""
    if not any(one.means != NOT_READ for one in said):
        return contract
    return replace(contract, columns=tuple(_extended_column(column, said) for column in contract.columns))


def _extended_column(column: Column, said: list[Meaning]) -> Column:
    headers = tuple(one.words for one in said if one.sort == "header" and one.means == column.name)
    values = {one.words: one.means for one in said if one.sort == "value" and one.column == column.name}
    return replace(column, aliases=(*column.aliases, *headers), type=_extended_type(column.type, values))


def _extended_type(kind: Any, values: Mapping[str, str]) -> Any:
    if not values:
        return kind
    if isinstance(kind, Codes):
        return replace(kind, code=_extended_type(kind.code, values))
    return replace(kind, aliases={**kind.aliases, **values}) if isinstance(kind, Code) else kind


def _number(name: str) -> int:
    return int(name[:5])


def is_list(column: Column) -> bool:
    """Return whether a column holds words of a list: codes, or residences."""
    return code_of(column) is not None or isinstance(column.type, Residence)


def told(residences: Mapping[str, str]) -> list[tuple[Sort, list[dict[str, Any]]]]:
    """Return the meanings in force sort by sort, each as a person reads it: `words`, `told`, `where`, `by`, `at`, `number`.

    `residences`: their names, by code.
    """
    sorts: tuple[Sort, ...] = ("residence", "partner", "header", "value")
    found = [(sort, [_told(one, residences) for one in meanings() if one.sort == sort]) for sort in sorts]
    return [(sort, some) for sort, some in found if some]


def _told(one: Meaning, residences: Mapping[str, str]) -> dict[str, Any]:
    contract = contracts().get(one.kind)
    column = contract.by_name.get(one.column) if contract else None
    means = {NOT_READ: "colonne non lue", **residences}.get(one.means, one.means)
    if one.sort == "header" and contract and one.means in contract.by_name:
        means = contract.by_name[one.means].header
    if column and (code := code_of(column)):
        means = code.labels.get(one.means, one.means)
    where = " · ".join(filter(None, (contract.title if contract else "", column.header if column else "")))
    return asdict(one) | {"told": means, "where": where or "tous les classeurs"}
