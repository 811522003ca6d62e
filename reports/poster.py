"""What residents said, and what was answered -> a poster, A3 or A4, a page a language, read from three metres.

Letters are never made smaller: what a sheet does not hold is counted, and read at the office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

from access.scope import LEAST_PUBLISHED
from reports.languages import DEFAULT, LANGUAGES, Language, chosen
from reports.need_words import NEEDS
from reports.typeset import pdf, pictures
from ui import words

Kind = Literal["done", "under_way", "not_yet"]
Paper = Literal["a3", "a4"]
_PICTOGRAMS = frozenset(path.stem for path in (Path(__file__).parent / "pictograms").glob("*.svg"))
_LONGEST = 170  # letters of an answer: more is not read standing in a hall
_ORDER: tuple[Kind, ...] = ("done", "under_way", "not_yet")


@dataclass(frozen=True)
class Answered:
    """A need that was voiced, and what was answered. `need`: its code, `label`: its French name.

    `voiced` of `asked`: people, None where it is not known. `text`: the answer, in French; `translated`: language -> the same,
    by a person.
    """

    need: str
    label: str
    kind: Kind
    text: str
    voiced: int | None = None
    asked: int | None = None
    day: date | None = None
    translated: Mapping[str, str] = field(default_factory=dict)


def poster(
    residence: str,
    answers: Sequence[Answered],
    at: datetime,
    paper: Paper = "a3",
    languages: tuple[str, ...] = DEFAULT,
    least: int = LEAST_PUBLISHED,
) -> bytes:
    """Return the PDF. `languages`: codes, French being always there and first. `least`: the fewest people told by their number."""
    return pdf("poster.typ", told_of(residence, answers, at, paper, languages, least), at)


def preview(residence: str, answers: Sequence[Answered], at: datetime, paper: Paper = "a3", languages: tuple[str, ...] = DEFAULT,
            least: int = LEAST_PUBLISHED) -> list[bytes]:  # fmt: skip
    """Return the pages of the poster as pictures, to be looked at before anything is printed."""
    return pictures("poster.typ", told_of(residence, answers, at, paper, languages, least))


def told_of(
    residence: str,
    answers: Sequence[Answered],
    at: datetime,
    paper: Paper,
    languages: tuple[str, ...],
    least: int,
) -> dict[str, Any]:
    """Return what the template is given: each kind of answer in turn, most voiced first, so that none is cut out by the others.

    A poster that had room for what was done only would say nothing of « pas encore, et pourquoi ».
    """
    ranked = _in_turn(answers)
    return {
        "title": f"{LANGUAGES['fr'].said} – {residence}",
        "paper": paper,
        "pages": [_page(one, residence, ranked, at, least) for one in chosen(languages)],
    }


def _in_turn(answers: Sequence[Answered]) -> list[Answered]:
    voiced = sorted(answers, key=lambda one: (-(one.voiced or 0), one.label, one.text))
    turns = zip_longest(*([one for one in voiced if one.kind == kind] for kind in _ORDER))
    return [one for turn in turns for one in turn if one]


def people(language: Language, voiced: int | None, asked: int | None, least: int) -> str:
    """Return how many people said it, where neither they nor those who did not are so few that one might be known."""
    if not voiced or not asked:
        return ""
    if voiced < least or 0 < asked - voiced < least:
        return language.residents
    return language.people.format(x=voiced, n=asked).replace(" ", words.NO_BREAK)


def _page(
    language: Language, residence: str, answers: Sequence[Answered], at: datetime, least: int
) -> dict[str, Any]:
    return {
        "lang": language.code,
        "dir": language.dir,
        "residence": residence,
        "said": language.said,
        "heading": f"{language.said}{words.NO_BREAK}!" if language.code == "fr" else f"{language.said}!",
        "colon": f"{words.NO_BREAK}: " if language.code == "fr" else ": ",
        **{kind: getattr(language, kind) for kind in _ORDER},
        "one_more": language.one_more,
        "more": language.more,
        "asked": language.asked,
        "foot": f"Palier · {words.day(at.date()) if language.code == 'fr' else f'{at:%d/%m/%Y}'}",
        "items": [_item(language, one, least) for one in answers],
    }


def _item(language: Language, one: Answered, least: int) -> dict[str, Any]:
    translated = one.text if language.code == "fr" else one.translated.get(language.code, "").strip()
    spoken = language if translated else LANGUAGES["fr"]
    return {
        "kind": one.kind,
        "need": NEEDS.get(one.need, {}).get(language.code, one.label),
        "pictogram": one.need if one.need in _PICTOGRAMS else "autre",
        "alt": NEEDS.get(one.need, {}).get(language.code, one.label),
        "people": people(language, one.voiced, one.asked, least),
        "text": shortened(translated or one.text, _LONGEST),
        "lang": spoken.code,
        "dir": spoken.dir,
        "remark": "" if translated else language.in_french,
    }


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many letters, cut between two words and then ended by « … »."""
    told = " ".join(text.split())
    if len(told) <= most:
        return told
    kept = told[: most - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
