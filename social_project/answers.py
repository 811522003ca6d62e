"""From voice to answer: each need voiced in the last wave, what the plan in force holds for it, what was answered to residents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from access.scope import Sight
from indicators.action_plans import Action, Answer, Shared, answers_to_needs
from indicators.places import labels
from social_project.given_answers import Given, answers_given

Lack = Literal["objective", "action", "answer"]


@dataclass(frozen=True)
class Thread:
    """One need voiced in the last wave of a residence, and the thread that follows: objective, action, outcome, answer.

    `voiced` of `asked`: residents who said it, of those who answered the question; both None where they are fewer than was
    asked for (`least`). `rank`: 1 for the need most voiced. `actions`: those of the plan in force that name the need, with their status
    and what they achieved. `answer`: what was told to residents since that wave, None where nothing is written down.
    """

    residence: str
    wave: str
    need: str
    label: str
    voiced: int | None
    asked: int | None
    rank: int
    is_frequent: bool
    objectives: tuple[str, ...]
    actions: tuple[Action, ...]
    with_partners: tuple[Shared, ...]
    answer: Given | None

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is missing on the way from the need to the answer."""
        is_acted_on = bool(self.with_partners) or any(
            one.status in ("en_cours", "realisee", "partielle") for one in self.actions
        )
        found: dict[Lack, bool] = {
            "objective": not self.objectives,
            "action": not is_acted_on,
            "answer": self.answer is None,
        }
        return tuple(name for name, is_missing in found.items() if is_missing)

    @property
    def achieved(self) -> tuple[str, ...]:
        """What the actions are said to have achieved, as it is written."""
        return tuple(f"{one.action} : {one.achieved}" for one in self.actions if one.achieved)


@dataclass(frozen=True)
class Unanswered:
    """How many of the needs voiced in the last wave lack what follows; `voiced`: all of them."""

    residence: str
    wave: str
    voiced: int
    without_objective: int
    without_action: int
    without_answer: int


def threads(version: str, sight: Sight, codes: Iterable[str], as_of: date, least: int = 0) -> list[Thread]:
    """Return, of each residence asked (all in sight if none), each need voiced in its last wave at a day: without an answer first.

    What feeds the page, and the poster « Vous avez dit / Nous avons fait / Pas encore, et pourquoi ». `least`: the fewest people
    that a number told may be of: 0 on pages, where the lines themselves may be opened; `LEAST_PUBLISHED` for what hangs on a
    wall. An answer belongs to the wave that it answers: a new wave asks again.
    Raises OutOfSight for whoever sees residences together only.
    """
    asked = tuple(codes)
    given = answers_given(sight, asked)
    names = labels(version, "enquete_besoins.need")
    found = [
        _thread(one, names, given.get((one.residence, one.wave, one.need)), least)
        for one in answers_to_needs(version, sight, asked, as_of)
    ]
    return sorted(found, key=lambda one: (one.residence, one.answer is not None, one.rank, one.label))


def unanswered(found: Sequence[Thread]) -> list[Unanswered]:
    """Return the count of each residence, most needs without an answer first."""
    of_place: dict[str, list[Thread]] = {}
    for one in found:
        of_place.setdefault(one.residence, []).append(one)
    counts = [_count(some) for some in of_place.values()]
    return sorted(counts, key=lambda one: (-one.without_answer, one.residence))


def _count(some: Sequence[Thread]) -> Unanswered:
    lacking = [lack for one in some for lack in one.lacks]
    return Unanswered(
        some[0].residence, some[0].wave, len(some),
        lacking.count("objective"), lacking.count("action"), lacking.count("answer"),
    )  # fmt: skip


def _thread(one: Answer, names: dict[str, str], given: Given | None, least: int) -> Thread:
    is_hidden = 0 < one.needing < least or one.answering < least
    return Thread(
        one.residence,
        one.wave,
        one.need,
        names.get(one.need, one.need),
        None if is_hidden else one.needing,
        None if is_hidden else one.answering,
        one.place,
        one.is_frequent,
        tuple(dict.fromkeys(action.objective for action in one.actions if action.objective)),
        one.actions,
        one.with_partners,
        given,
    )
