"""What a plan no longer holds: objectives that nothing carries, actions of which nothing is heard, needs without objective, or receded.

One list a residence, what concerns most residents first. Nothing is judged of the text: what it says is compared with the last
wave and with its own plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from access.scope import Sight
from indicators.action_plans import Action, Answer, actions, answers_to_needs
from indicators.places import labels
from indicators.projects import seen_apart
from indicators.survey import need_changes_apart
from indicators.verdicts import Change

Kind = Literal["objective_without_action", "action_without_follow_up", "need_unanswered", "need_receded"]
KINDS: dict[Kind, str] = {
    "need_unanswered": "Besoin sans objectif ou sans action",
    "objective_without_action": "Objectif que plus aucune action ne porte",
    "action_without_follow_up": "Action sans suivi",
    "need_receded": "Objectif dont le besoin a reculé",
}
_GIVEN_UP = ("abandonnee", "reportee")
_OVER = ("realisee", "partielle")


@dataclass(frozen=True)
class Gap:
    """One thing that a plan no longer holds: what it is, why it is said, what to do.

    `needs`: the needs at stake, codes of F6. `voices`: residents of the last wave who said the most voiced of them, 0 where no
    need is named; for a need that receded, those fewer than at the same share as before. `days_late`: days since the planned end.
    """

    residence: str
    kind: Kind
    text: str
    why: str
    to_do: str
    needs: tuple[str, ...] = ()
    voices: int = 0
    days_late: int = 0

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """What concerns most residents first, then the longest late."""
        return -self.voices, -self.days_late, list(KINDS).index(self.kind), self.text


def plan_gaps(version: str, sight: Sight, codes: Iterable[str], as_of: date) -> list[Gap]:
    """Return what the plans in force no longer hold at a day, residence by residence, by size (see `Gap.rank`).

    Raises OutOfSight for whoever sees residences together only.
    """
    asked = seen_apart(sight, codes)
    plans: dict[str, list[Action]] = defaultdict(list)
    for one in actions(version, sight, asked, as_of):
        if one.is_in_force:
            plans[one.residence].append(one)
    voiced: dict[str, list[Answer]] = defaultdict(list)
    for each in answers_to_needs(version, sight, asked, as_of):
        voiced[each.residence].append(each)
    names = labels(version, "enquete_besoins.need")
    changes_of = need_changes_apart(version, sight, asked) if plans else {}
    found: list[Gap] = []
    for code in sorted({*plans, *voiced}):
        said = {one.need: one.needing for one in voiced[code]}
        mine = [
            *_unanswered(voiced[code], names),
            *_uncarried(code, plans[code], said, as_of),
            *_unheard_of(code, plans[code], said, as_of),
        ]
        if voiced[code] and plans[code]:
            changed = changes_of.get((code, voiced[code][0].wave), {})
            mine += _receded(plans[code], voiced[code], changed, names)
        found += sorted(mine, key=lambda one: one.rank)
    return found


def _unanswered(found: Sequence[Answer], names: Mapping[str, str]) -> Iterator[Gap]:
    for one in found:
        if not one.is_gap:
            continue
        lacks = [] if one.has_objective else ["objectif"]
        lacks += [] if one.has_action or not one.is_frequent else ["action"]
        share = f"dit par {one.needing} répondants sur {one.answering} ({one.wave})"
        to_do = {
            ("objectif",): "écrire un objectif qui nomme ce besoin",
            ("action",): "engager une action, ou dire pourquoi elle attend",
            ("objectif", "action"): "écrire un objectif, puis engager une action",
        }[tuple(lacks)]
        why = f"{share} : aucun {lacks[0]}" if lacks == ["objectif"] else f"{share} : aucune action en cours"
        why += " ni objectif" if len(lacks) == 2 else ""
        label = names.get(one.need, one.need)
        yield Gap(one.residence, "need_unanswered", label, why, to_do, (one.need,), one.needing)


def _uncarried(code: str, plan: Sequence[Action], said: Mapping[str, int], as_of: date) -> Iterator[Gap]:
    """Yield the objectives of which every action is given up, put off, or not begun though its end is past."""
    of_objective: dict[str, list[Action]] = defaultdict(list)
    for one in plan:
        if one.objective:
            of_objective[one.objective].append(one)
    for objective, held in of_objective.items():
        given_up = [one for one in held if one.status in _GIVEN_UP]
        lapsed = [one for one in held if one.status == "a_faire" and one.is_late(as_of)]
        if len(given_up) + len(lapsed) < len(held):
            continue
        told = (
            [_counted(len(given_up), "abandonnée ou reportée", "abandonnées ou reportées")]
            if given_up
            else []
        )
        told += (
            [_counted(len(lapsed), "à faire, échéance passée", "à faire, échéances passées")]
            if lapsed
            else []
        )
        needs = tuple(dict.fromkeys(need for one in held for need in one.needs))
        yield Gap(
            code,
            "objective_without_action",
            objective,
            f"ses actions : {' et '.join(told)}",
            "relancer une action, ou retirer l'objectif à l'actualisation",
            needs,
            _voices(needs, said),
            max((_days_late(one, as_of) for one in lapsed), default=0),
        )


def _unheard_of(code: str, plan: Sequence[Action], said: Mapping[str, int], as_of: date) -> Iterator[Gap]:
    for one in plan:
        if not (told := _silence(one, as_of)):
            continue
        why, to_do = told
        days = _days_late(one, as_of)
        yield Gap(
            code,
            "action_without_follow_up",
            one.action,
            why,
            to_do,
            one.needs,
            _voices(one.needs, said),
            days,
        )


def _silence(one: Action, as_of: date) -> tuple[str, str] | None:
    """Return why nothing is known of what an action became, and what to do; None where it is known."""
    if one.status is None:
        return "statut vide au plan", "écrire son statut"
    if one.is_late(as_of) and one.status != "partielle":
        end = f"{one.planned_end_on:%d/%m/%Y}"
        return (
            f"fin prévue le {end}, passée : ni faite ni abandonnée",
            "dire si elle est faite, prolongée ou abandonnée",
        )
    if one.status in _OVER and not one.achieved:
        return "dite faite, sans résultat écrit", "écrire ce qui est atteint"
    if one.status == "en_cours" and not (one.target or one.achieved or one.progress_pct is not None):
        return "en cours, sans cible, sans résultat et sans avancement", "écrire la cible, et où elle en est"
    return None


def _receded(
    plan: Sequence[Action], voiced: Sequence[Answer], changed: Mapping[str, Change], names: Mapping[str, str]
) -> Iterator[Gap]:
    """Yield the objectives all of whose needs went down, where the change is established."""
    asked = {one.need: one.answering for one in voiced}
    aims: dict[str, set[str]] = defaultdict(set)
    for one in plan:
        if one.objective and one.status not in _GIVEN_UP:
            aims[one.objective] |= set(one.needs)
    for objective, needs in aims.items():
        moved = {need: changed[need] for need in sorted(needs) if need in changed}
        if not needs or len(moved) < len(needs) or not all(_is_down(one) for one in moved.values()):
            continue
        told = [
            f"« {names.get(need, need)} » : {100 * one.before:.0f}\u202f% puis {100 * one.after:.0f}\u202f%, baisse établie"
            for need, one in moved.items()
        ]
        fewer = max(round(-one.points / 100 * asked.get(need, 0)) for need, one in moved.items())
        yield Gap(
            voiced[0].residence,
            "need_receded",
            objective,
            " ; ".join(told),
            "vérifier avec les résidents si l'objectif est atteint, puis le clore ou le réduire",
            tuple(moved),
            fewer,
        )


def _is_down(one: Change) -> bool:
    return one.verdict == "established" and one.points < 0


def _voices(needs: Iterable[str], said: Mapping[str, int]) -> int:
    return max((said.get(need, 0) for need in needs), default=0)


def _days_late(one: Action, as_of: date) -> int:
    return (as_of - one.planned_end_on).days if one.planned_end_on and one.is_late(as_of) else 0


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count < 2 else many}"
