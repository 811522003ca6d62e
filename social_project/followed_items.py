"""Decisions taken in meetings, followed one by one: what was decided, who carries it (a function), by when, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from access.scope import Sight
from indicators.projects import seen_apart
from pipelines.clock import today
from pipelines.folder import writing
from pipelines.scrub import mask
from social_project.follow_up import NotKept, acts, clean, keep

Status = Literal["to_do", "under_way", "done", "dropped"]
STATUSES: dict[Status, str] = {
    "to_do": "À faire",
    "under_way": "En cours",
    "done": "Fait",
    "dropped": "Abandonné",
}
OWNERS = (
    "Responsable de la résidence",
    "Équipe de la résidence",
    "Travailleur social",
    "Agent d'entretien ou de maintenance",
    "Direction",
    "Service technique",
    "Propriétaire ou bailleur",
    "Comité de résidents",
    "Conseil de concertation",
    "Groupe d'action",
    "Partenaire",
)
_SORT = "decisions"
# A function begins with one of these: « référente santé » is one, « Sophie » is not.
_FUNCTIONS = re.compile(
    r"^(?:agent|animat|aide|assist|associat|bailleur|bénévol|cadre|ccas|caf|carsat|centre|chargé|chef|comité|commission|conseil|"
    r"consei|coordinat|coordonnat|délégué|direct|équipe|gardien|gestionnaire|groupe|infirm|intervenant|juriste|mairie|maîtresse|"
    r"maître|médecin|médiat|métropole|mission|partenaire|pôle|prestataire|propriétaire|psycholog|président|référent|régie|régisseu|"
    r"respons|résident|secrét|service|stagiaire|syndic|technicien|trésor|travailleu|veilleu|ville|volontaire)",
    re.IGNORECASE,
)
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "d'", "l'", "et", "à", "aux", "au"})


@dataclass(frozen=True)
class Item:
    """A decision followed. `item`: what tells it from others, given once; `meeting_on`, `meeting_type`: where it was decided.

    `due_on`: None where the meeting set no day. `reason`: why it was given up. `need`: the category it answers, or empty.
    `withdrawn`: it was written by mistake.
    """

    item: str
    residence: str
    meeting_on: date
    meeting_type: str
    text: str
    owner: str
    due_on: date | None
    status: Status
    by: str
    reason: str = ""
    need: str = ""
    withdrawn: bool = False
    at: str = ""
    number: int = 0

    def is_late(self, day: date) -> bool:
        """Return whether its day is past and it is neither done nor given up."""
        return self.due_on is not None and self.due_on < day and self.status in ("to_do", "under_way")


def items(sight: Sight, codes: Iterable[str], day: date) -> list[Item]:
    """Return the items followed in the residences asked (all in sight if none): late first, then by the day they are due.

    Raises OutOfSight for whoever sees residences together only, and for a residence that is not in sight.
    """
    last = {one.item: one for one in history(sight, codes)}
    found = [one for one in last.values() if not one.withdrawn]
    return sorted(found, key=lambda one: _rank(one, day))


def history(sight: Sight, codes: Iterable[str] = ()) -> list[Item]:
    """Return every act of the residences asked (all in sight if none), oldest first. Raises OutOfSight as `items` does."""
    chosen = seen_apart(sight, codes)
    return [one for one in map(_read, acts(_SORT)) if not chosen or one.residence in chosen]


def follow(sight: Sight, one: Item) -> Item:
    """Write an item down, new (`item` empty) or changed, and return it as kept, people masked.

    Raises OutOfSight for a residence that is not in sight; NotKept, and writes nothing, for a text or an owner missing, an owner
    that looks like somebody's name, a day before the meeting, an item given up without a reason, or one that somebody changed
    meanwhile.
    """
    seen_apart(sight, (one.residence,))
    _check(one)
    text = clean(one.text, "ce qui a été décidé")
    reason = clean(one.reason, "pourquoi la décision est abandonnée", is_needed=one.status == "dropped")
    with writing():
        if one.item:
            _check_unchanged(sight, one)
        kept = asdict(one) | {"text": text, "reason": reason, "owner": function_of(one.owner)}
        return _kept(kept)


def withdraw(sight: Sight, one: Item, by: str) -> Item:
    """Write that an item was a mistake; return the act. Raises OutOfSight, or NotKept for one that somebody changed meanwhile."""
    seen_apart(sight, (one.residence,))
    with writing():
        _check_unchanged(sight, one)
        return _kept(asdict(one) | {"by": by, "withdrawn": True})


def function_of(typed: str) -> str:
    """Return who carries a decision, as a function; raise NotKept for what is none, or looks like somebody's name."""
    told = " ".join(typed.split())
    if told in OWNERS:
        return told
    if not told:
        raise NotKept("dites qui s'en charge : une fonction, par exemple « Responsable de la résidence »")
    if mask(told)[1] or not _FUNCTIONS.match(told) or _holds_a_name(told):
        raise NotKept(
            f"« {told} » ressemble à un nom de personne ; écrivez une fonction, par exemple « référente santé »"
        )
    return told


def _holds_a_name(told: str) -> bool:
    """Return whether a capital letter begins a word that nothing announces as a place: « agent Sophie », not « mairie de Sète »."""
    before, *_ = parts = told.split()
    for word in parts[1:]:
        bare = word.removeprefix("d'").removeprefix("l'").removeprefix("d’").removeprefix("l’")
        if bare == word and word[:1].isupper() and not word.isupper() and before.lower() not in _LINKS:
            return True
        before = word
    return False


def _check(one: Item) -> None:
    if one.status not in STATUSES:
        raise NotKept("choisissez où en est la décision")
    if one.meeting_on > today():
        raise NotKept("cette réunion est à venir : une décision se suit une fois prise")
    if one.due_on is not None and one.due_on < one.meeting_on:
        raise NotKept(f"échéance avant la réunion du {one.meeting_on:%d/%m/%Y} ; corrigez la date")


def _check_unchanged(sight: Sight, one: Item) -> None:
    last = {each.item: each for each in history(sight, (one.residence,))}.get(one.item)
    if last is None or last.number != one.number:
        raise NotKept("quelqu'un vient de changer cette décision ; relisez-la")


def _kept(act: dict[str, Any]) -> Item:
    days = {name: act[name] and act[name].isoformat() for name in ("meeting_on", "due_on")}
    return _read(keep(_SORT, act | days))


def _read(raw: dict[str, Any]) -> Item:
    days = {name: raw[name] and date.fromisoformat(raw[name]) for name in ("meeting_on", "due_on")}
    # An item is known by its first act.
    return Item(**(raw | days | {"item": raw["item"] or f"{raw['number']:06d}"}))


def _rank(one: Item, day: date) -> tuple[int, date, str]:
    is_over = one.status in ("done", "dropped")
    return (2 if is_over else 0 if one.is_late(day) else 1), one.due_on or date.max, one.item
