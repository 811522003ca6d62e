"""The questions of a survey in one residence, beside the other residences together: the gap, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from indicators import beside as reckoned
from indicators.beside import Beside
from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.places import Place
from indicators.verdicts import Change
from ui import answers, glance, visitor, words

_SURENESS = {"established": "établi", "to_confirm": "à confirmer", "not_established": "non établi"}
_RANK = {"established": 0, "to_confirm": 1, "not_established": 2, "too_few": 3}
NOT_OPEN = "Les autres résidences ne sont pas ouvertes à votre compte : rien n'est comparé."
NO_OTHER = "Aucune autre résidence à mettre à côté."


def show(
    version: str,
    place: Place | None,
    wave: str,
    name: str,
    here: Mapping[str, Figure],
    labels: Mapping[str, str],
) -> None:
    """Show each question here and in the other residences together, the clearest gaps first; nothing where all are looked at.

    `here`: the figures of the residence, by question.
    """
    if place is None:
        return
    if not glance.all_but(version, (place.code,)):
        st.caption(NOT_OPEN if visitor.sight().residences is not None else NO_OTHER)
        return
    found = of(version, wave, place.code, name)
    if not found:
        st.info("Aucune autre résidence n'a répondu à cette vague : rien à mettre à côté.")
        return
    rows = [
        {
            "Question": labels.get(code, code),
            place.short_name: share_of(here[code].value, here[code].numerator, here[code].denominator),
            "Autres résidences ensemble": share_of(one.share, one.x, one.n),
            "Écart": gap(one.change),
        }
        for code, one in sorted(found.items(), key=lambda pair: _order(pair[1].change))
        if code in here
    ]
    alt = "Chaque question ici, et dans les autres résidences ensemble"
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    weighed = (
        "Les autres résidences pèsent leur nombre de résidents. "
        if indicator_named(name).interval == "survey"
        else ""
    )
    st.caption(
        f"{weighed}« Établi » : l'écart résiste au nombre de comparaisons faites ; « non établi » ne veut pas dire pareil. "
        "Les publics diffèrent d'une résidence à l'autre : un écart se discute, il ne se note pas."
    )


def of(version: str, wave: str, code: str, name: str) -> dict[str, Beside]:
    """Return each question here beside the others; see `indicators.beside.beside`."""
    return _beside(version, visitor.sight(), wave, code, name)


def share_of(value: float | None, x: float | None, n: float | None) -> str:
    """Return « 43 % (39/90) », or the counts alone where so few answered that a percentage would mislead."""
    if not n:
        return words.NONE
    counted = f"{words.number(x)}/{words.number(n)}"
    return counted if answers.is_few(n) else f"{words.percent(value)} ({counted})"


def gap(change: Change | None) -> str:
    """Return what may be said of a gap with the others: « +12 points, établi »."""
    if change is None:
        return "échelle ou formulation différente"
    if change.verdict == "too_few":
        return "trop peu de réponses"
    return f"{words.points(change.points)}, {_SURENESS[change.verdict]}"


def _order(change: Change | None) -> tuple[int, float]:
    return (_RANK[change.verdict], -abs(change.points)) if change else (len(_RANK), 0.0)


_beside = st.cache_data(max_entries=200, show_spinner=False)(reckoned.beside)
