"""A sealed bilan -> what is to be explained in it, account by account and action by action, and the explanations that were given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.calls import is_far
from reports.bilan.content import Bilan
from reports.deliverables.reading import Held, paragraphs, rows_of
from reports.deliverables.statement import sides
from ui import words

# A comment on people that are masked would tell them: whether there is one is not in the bilan.
TO_WRITE = "À écrire : aucun commentaire n'est transmis."
TO_WRITE_MASKED = "À écrire : un commentaire sur des nombres masqués n'est pas repris."


@dataclass(frozen=True)
class Gap:
    """A gap to explain: of what, how much, and the comment that was given, empty where none is told. `is_masked`: people are."""

    what: str
    told: str
    why: str = ""
    is_masked: bool = False

    @property
    def explained(self) -> str:
        """The comment, or what to do without one."""
        return self.why or (TO_WRITE_MASKED if self.is_masked else TO_WRITE)


def gaps(bilan: Bilan) -> list[Gap]:
    """Return what is to be explained: the accounts, then the actions, past what is tolerated or with a comment."""
    return [*_of_accounts(bilan), *_of_actions(bilan)]


def _of_accounts(bilan: Bilan) -> Iterator[Gap]:
    for one in (account for side in sides(bilan) for account in side.accounts):
        if (
            one.planned is None
            or one.achieved is None
            or not is_far(one.planned, one.achieved, bilan.tolerated)
        ):
            continue
        gap = one.achieved - one.planned
        share = gap / one.planned if one.planned else None
        told = f" ({_signed(share, words.percent(share, 1))} de la prévision)" if share is not None else ""
        yield Gap(f"{one.number} {one.title}", f"{words.euros(gap, signed=True)}{told}")


def _of_actions(bilan: Bilan) -> Iterator[Gap]:
    for action in rows_of(bilan, "results"):
        comment = "" if action.is_masked("comment") else action.text("comment")
        pairs = (("planned", "achieved"), ("expected", "met"))
        if comment or any(_is_far(action, *pair, bilan.tolerated) for pair in pairs):
            is_masked = action.is_masked("met") or action.is_masked("achieved")
            yield Gap(action.text("action"), _gap_of(action), comment, is_masked)


def _is_far(action: Held, planned: str, achieved: str, share: float) -> bool:
    return is_far(action.number(planned), action.number(achieved), share)


def relative(action: Held) -> str:
    """Return the gap of an action in % of what was planned, with its sign; empty where it is masked, or nothing was planned."""
    return "" if action.number("share") is None else action.said("share")


def _signed(number: float, said: str) -> str:
    return f"+{said}" if number > 0 else said


def _gap_of(action: Held) -> str:
    said = {key: action.said(key) for key in ("gap", "planned", "met", "expected")}
    has_result, has_people = action["gap"] is not None, None not in (action["met"], action["expected"])
    told = paragraphs(
        f"{said['gap']} sur {said['planned']} {action.text('unit')}".rstrip()
        + (f" ({share})" if (share := relative(action)) else "")
        if has_result
        else None,
        f"bénéficiaires : {said['met']} (prévu : {said['expected']})" if has_people else None,
    )
    return " ; ".join(told)
