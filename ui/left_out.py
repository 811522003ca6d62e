"""The residences that a change of all of them together leaves out: two wordings of a question are never added up."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from indicators import opinion_waves as opinions
from indicators import survey
from indicators.questions import Left
from ui import figures, visitor, words

_WHY = {
    "wording": "libellé modifié",
    "answers": "échelle ou réponses proposées modifiées",
    "version": "autre version du questionnaire",
    "unlike": "posée dans d'autres mots que dans la plupart",
}


def tell(version: str, left: list[Left], labels: Mapping[str, str]) -> None:
    """Say which residences a change of several together leaves out, and why; nothing where it leaves none out."""
    names = {place.code: place.name for place in figures.residences(version)}
    of_place: dict[str, list[Left]] = {}
    for one in left:
        of_place.setdefault(one.residence, []).append(one)
    told = [f"{names.get(place, place)} ({_whys(some, labels)})" for place, some in of_place.items()]
    if told:
        st.caption(
            "Laissées hors de l'évolution d'ensemble, parce que deux formulations ne s'additionnent pas : "
            f"{' ; '.join(told)}."
        )


def _whys(some: list[Left], labels: Mapping[str, str]) -> str:
    by_why: dict[str, list[str]] = {}
    for one in some:
        by_why.setdefault(_WHY[one.broken_by], []).append(labels.get(one.question, one.question))
    return ", ".join(
        f"{why} : {words.listing(asked) if len(asked) < 5 else words.plural(len(asked), 'question')}"
        for why, asked in by_why.items()
    )


def of_needs(version: str, wave: str, codes: tuple[str, ...]) -> list[Left]:
    """Return the residences that a change of needs of several together leaves out."""
    return _needs_left_out(version, visitor.sight(), wave, codes)


def of_opinions(version: str, wave: str, codes: tuple[str, ...]) -> list[Left]:
    """Return the residences that a change of satisfaction of several together leaves out."""
    return _opinions_left_out(version, visitor.sight(), wave, codes)


_needs_left_out = st.cache_data(max_entries=100, show_spinner=False)(survey.needs_left_out)
_opinions_left_out = st.cache_data(max_entries=100, show_spinner=False)(opinions.opinions_left_out)
