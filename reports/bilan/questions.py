"""Questions asked about a figure of a sealed bilan, and their answers: acts that are only ever added to, a file each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access import audit
from access.account import Account
from access.permissions import ROLE_NAMES, Permission
from access.scope import OutOfSight, Sight
from pipelines.clock import now
from pipelines.folder import data_folder, keep_numbered, numbered, writing
from reports.bilan.content import Address, Value, told
from reports.bilan.in_sight import shelf
from reports.bilan.sealed import Sealed
from social_project.follow_up import NotKept, clean

LONGEST_QUESTION, LONGEST_ANSWER = 600, 1_500  # letters
_MOST_WAITING = 100  # of a call: past them somebody asks without reading


Extent = tuple[str, tuple[str, ...], str, str]  # call, residences, first and last months: what a bilan is of


@dataclass(frozen=True)
class Reply:
    """An answer: its text, who gave it (the name that others see, the login), when (ISO)."""

    text: str
    by: str
    login: str
    at: str


@dataclass(frozen=True)
class Question:
    """A question on a figure. `code`, `edition`, `of`: of the bilan that its author was reading; `name`, `value`: the figure there."""

    number: int
    call: str
    code: str
    edition: int
    address: Address
    name: str
    value: Value
    text: str
    by: str
    login: str
    at: str
    of: Extent
    replies: tuple[Reply, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody answered it."""
        return not self.replies


def questions(sight: Sight) -> list[Question]:
    """Return the questions on the bilans that a sight may read, oldest first, each with its answers."""
    mine = {one.code: _extent(one) for one in shelf(sight).bilans}
    acts = _acts()
    replies: dict[int, list[Reply]] = {}
    for one in acts:
        if one["sort"] == "answer":
            replies.setdefault(one["question"], []).append(_reply(one))
    return [
        _question(one, mine[one["code"]], replies.get(one["number"], ()))
        for one in acts
        if one["sort"] == "question" and one["code"] in mine
    ]


def waiting(sight: Sight) -> list[Question]:
    """Return the questions that nobody answered, oldest first."""
    return [one for one in questions(sight) if one.is_waiting]


def on_row(every: Sequence[Question], one: Sealed, table: str, row: str) -> list[Question]:
    """Return the questions on the figures of a row of a bilan, those asked on its earlier editions included."""
    return [each for each in on_bilan(every, one) if (each.address.table, each.address.row) == (table, row)]


def on_bilan(every: Sequence[Question], one: Sealed) -> list[Question]:
    """Return the questions asked on a bilan and on its earlier editions: those of the same residences and months."""
    return [each for each in every if each.of == _extent(one) and each.edition <= one.edition]


def ask(who: Account, code: str, at: Address, text: str) -> Question:
    """Return a question on a figure, kept from now on, people masked.

    Raises OutOfSight for whoever may not ask, or may not read that bilan; NotKept, and writes nothing, for a figure that is not
    in it, a text empty or too long, or too many questions without an answer.
    """
    one = _allowed(who, "ask_on_bilans", code)
    cell = told(one.bilan).get(at)
    if cell is None:
        raise NotKept("ce chiffre n'est pas dans ce bilan : choisissez-le dans la page")
    asked = clean(text, "votre question", longest=LONGEST_QUESTION)
    with writing():
        if sum(each.call == one.bilan.call for each in waiting(who.sight())) >= _MOST_WAITING:
            raise NotKept(
                f"{_MOST_WAITING} questions attendent déjà une réponse : laissez l'association y répondre"
            )
        act = _kept(who, {
            "sort": "question", "call": one.bilan.call, "code": one.code, "edition": one.edition,
            "at_cell": [at.table, at.row, at.column], "name": cell.name, "value": cell.value, "text": asked,
        })  # fmt: skip
    audit.record(who.login, "bilan_asked", f"{one.code} · question {act['number']}")
    return _question(act, _extent(one), ())


def answer(who: Account, number: int, text: str) -> Reply:
    """Return an answer to a question, kept beside those already given; raise OutOfSight, NotKept as `ask` does."""
    found = next((one for one in _acts() if one["number"] == number and one["sort"] == "question"), None)
    one = _allowed(who, "publish_bilans", found["code"] if found else "")
    said = clean(text, "votre réponse", longest=LONGEST_ANSWER)
    with writing():
        act = _kept(who, {"sort": "answer", "question": number, "text": said})
    audit.record(who.login, "bilan_answered", f"{one.code} · question {number}")
    return _reply(act)


def _allowed(who: Account, permission: Permission, code: str) -> Sealed:
    """Return the bilan that somebody wants to write about; raise OutOfSight, noted, where they may not."""
    one = shelf(who.sight()).named(code) if who.may(permission) else None
    if one is None:
        audit.record(who.login, "denied", f"question sur le bilan {code}")
        raise OutOfSight("ce bilan ne vous est pas ouvert")
    return one


def _kept(who: Account, act: Mapping[str, Any]) -> dict[str, Any]:
    """Return an act with its number, its author and its instant, in a file of its own; the caller holds the writer's lock."""
    name = who.name or ROLE_NAMES[who.role]
    return keep_numbered(_folder(), {**act, "by": name, "login": who.login, "at": now().isoformat()})


def _acts() -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in numbered(_folder())]


def _extent(one: Sealed) -> Extent:
    return one.bilan.call, one.bilan.residences, one.bilan.first, one.bilan.last


def _question(act: Mapping[str, Any], of: Extent, replies: Sequence[Reply]) -> Question:
    same = ("number", "call", "code", "edition", "name", "value", "text", "by", "login", "at")
    return Question(
        **{name: act[name] for name in same}, address=Address(*act["at_cell"]), of=of, replies=tuple(replies)
    )


def _reply(act: Mapping[str, Any]) -> Reply:
    return Reply(act["text"], act["by"], act["login"], act["at"])


def _folder() -> Path:
    return data_folder() / "bilans" / "questions"
