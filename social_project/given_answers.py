"""The answers that a residence gave back to what its residents said: when, how, and what was told. Corrected by a newer act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from access.scope import Sight
from indicators.projects import seen_apart
from pipelines.clock import today
from pipelines.folder import writing
from social_project.follow_up import NotKept, acts, clean, keep

Kind = Literal["done", "under_way", "not_yet"]
KINDS: dict[Kind, str] = {
    "done": "Nous avons fait",
    "under_way": "C'est en cours",
    "not_yet": "Pas encore, et pourquoi",
}
CHANNELS = {
    "affichage": "Affichage",
    "palier": "Réunion de palier",
    "comite": "Comité de résidents",
    "conseil": "Conseil de concertation",
    "oral": "De vive voix",
    "autre": "Autre",
}
_SORT = "answers"
Key = tuple[str, str, str]  # residence, wave, need


@dataclass(frozen=True)
class Given:
    """An answer given back to residents, to one need of one wave. `given_on`: the day they heard it; `by`: who wrote it down here.

    `withdrawn`: an act that takes the answer back; `text` then says why. `translated`: language of the poster -> the same text, by a
    person.
    """

    residence: str
    wave: str
    need: str
    kind: Kind
    text: str
    given_on: date
    channel: str
    by: str
    at: str = ""
    number: int = 0
    withdrawn: bool = False
    translated: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What it answers: a newer act of the same key takes its place."""
        return self.residence, self.wave, self.need


def answers_given(sight: Sight, codes: Iterable[str] = ()) -> dict[Key, Given]:
    """Return the answer in force to each (residence, wave, need) that has one. Raises OutOfSight as `history` does."""
    last = {one.key: one for one in history(sight, codes)}
    return {key: one for key, one in last.items() if not one.withdrawn}


def history(sight: Sight, codes: Iterable[str] = ()) -> list[Given]:
    """Return every act of the residences asked (all in sight if none), oldest first.

    Raises OutOfSight for whoever sees residences together only, and for a residence that is not in sight.
    """
    chosen = seen_apart(sight, codes)
    return [one for one in map(_read, acts(_SORT)) if not chosen or one.residence in chosen]


def give(sight: Sight, one: Given, asked_on: date) -> Given:
    """Write an answer down and return it as kept, people masked. `asked_on`: the first day of the wave's month.

    Raises OutOfSight for a residence that is not in sight; NotKept, and writes nothing, for an empty text, a day to come or
    before residents were asked, a channel or a kind that no list holds.
    """
    seen_apart(sight, (one.residence,))
    if one.kind not in KINDS or one.channel not in CHANNELS:
        raise NotKept("choisissez dans la liste comment la réponse a été rendue, et où vous en êtes")
    if one.given_on > today():
        raise NotKept(
            "la réponse n'est pas encore rendue : écrivez-la le jour où les résidents l'ont entendue"
        )
    if one.given_on < asked_on:
        raise NotKept(
            f"cette réponse est d'avant la vague ({asked_on:%m/%Y}) : elle ne peut pas lui répondre"
        )
    translated = {
        code: told
        for code, text in one.translated.items()
        if (told := clean(text, "la traduction", is_needed=False))
    }
    return _keep(replace(one, translated=translated), clean(one.text, "ce qui a été répondu"))


def withdraw(sight: Sight, one: Given, why: str, by: str) -> Given:
    """Write that an answer is taken back, and why; return the act. Raises OutOfSight, or NotKept for no reason or nothing in force."""
    seen_apart(sight, (one.residence,))
    told = clean(why, "pourquoi cette réponse est retirée")
    with writing():
        in_force = answers_given(sight, (one.residence,)).get(one.key)
        if in_force is None or in_force.number != one.number:
            raise NotKept("quelqu'un vient de changer cette réponse ; relisez-la")
        return _kept({**asdict(one), "text": told, "by": by, "withdrawn": True, "translated": {}})


def _keep(one: Given, text: str) -> Given:
    with writing():
        return _kept({**asdict(one), "text": text})


def _kept(act: dict[str, Any]) -> Given:
    return _read(keep(_SORT, act | {"given_on": act["given_on"].isoformat()}))


def _read(raw: dict[str, Any]) -> Given:
    return Given(**(raw | {"given_on": date.fromisoformat(raw["given_on"])}))
