"""What becomes of residents' words, once somebody read them: acts of the journal, which hold none of the words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["published", "kept", ""]


@dataclass(frozen=True)
class Decision:
    """What became of residents' words: published, kept inside, or (empty) to be read again.

    `mark` stands for the words themselves (`mark_of`): the journal holds none. `hidden`: where names stand in them (in the words
    with single spaces), to be hidden from now on, and `becomes`, the mark of what they are then; no name is kept.
    """

    residence: str
    wave: str
    mark: str
    verdict: Verdict
    hidden: tuple[tuple[int, int], ...] = ()
    becomes: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells these words from any others."""
        return self.residence, self.wave, self.mark


@dataclass(frozen=True)
class WordsAct:
    """Words that somebody read and decided of together."""

    act_id: str
    decisions: tuple[Decision, ...]
    by: str
    at: str


def mark_of(residence: str, wave: str, text: str) -> str:
    """Return what stands for words in the journal: the same words loaded again bear it, no others do."""
    told = "\n".join((residence, wave, " ".join(text.split())))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def act_of(raw: dict[str, Any]) -> WordsAct:
    """Return an act as it was written."""
    return WordsAct(**(raw | {"decisions": tuple(_decision(one) for one in raw["decisions"])}))


def _decision(raw: dict[str, Any]) -> Decision:
    return Decision(**(raw | {"hidden": tuple((start, end) for start, end in raw.get("hidden", ()))}))
