"""The evidence pack of a residence: each figure when its projet social was validated, and now, with what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators import evidence
from indicators.catalogue import indicator_named
from indicators.evidence import Evidence, Part
from indicators.sums import Scope
from indicators.then_and_now import Moment, Row
from ui import panel, projects, say, visitor, words
from ui.filters import View
from ui.links import page_link

_PAGES = {
    "Occupation et publics": ("occupation", "Occupation", ":material/bed:"),
    "Besoins": ("besoins", "Besoins", ":material/list_alt:"),
    "Participation": ("participation", "Participation", ":material/groups:"),
    "Conflits": ("conflits", "Conflits", ":material/handshake:"),
    "Partenaires": ("partenariats", "Partenariats", ":material/hub:"),
}


def show(view: View) -> None:
    """Show the evidence of the one residence of a view, part by part."""
    [place] = view.places
    day = projects.as_of(view)
    if day is None:
        st.info("Aucun mois transmis : rien à comparer encore.")
        return
    found = _evidence(view.version, visitor.sight(), place.code, day)
    st.markdown(_since(found))
    if not found.parts:
        st.info("Aucun chiffre connu pour cette résidence : déposez ses classeurs.")
    for part in found.parts:
        st.subheader(part.title)
        _show(view, found, part)
    st.caption(
        "Une part de cas ou de réponses n'est dite « en hausse » ou « en baisse » que si le hasard ne l'explique pas ; les lignes d'un "
        "même sujet sont jugées ensemble. « Compté au registre » : tout est compté, l'écart est exact, sans part de hasard. Deux choses "
        "arrivées en même temps ne sont pas cause l'une de l'autre."
    )


def _since(found: Evidence) -> str:
    if found.in_force is None:
        return "Aucune version en vigueur au registre : les premiers mois connus sont comparés aux derniers."
    version = f"Version **{words.escaped(found.in_force)}** en vigueur"
    if found.validated_on is None:
        return f"{version}, de date inconnue : les premiers mois connus sont comparés aux derniers."
    told = f"{version}, validée le **{words.day(found.validated_on)}**."
    if found.is_since_validation:
        return f"{told} « Alors » : les mois qui finissent à la validation ; « Aujourd'hui » : autant de mois, les derniers transmis."
    return (
        f"{told} Les données transmises sont plus récentes : « Alors » est la première période connue depuis."
    )


def _show(view: View, found: Evidence, part: Part) -> None:
    rows = [
        {
            "Indicateur, et ce qu'on peut en dire": f"{row.label} : {_weighed(row.verdict)}",
            _heading("Alors", [row.before for row in part.rows]): _moment(row, row.before),
            _heading("Aujourd'hui", [row.now for row in part.rows]): _moment(row, row.now),
        }
        for row in part.rows
    ]
    with st.container(key=f"phrases-preuves-{part.title}"):
        st.table(
            pd.DataFrame(rows),
            hide_index=True,
            border="horizontal",
            alt=f"{part.title}, alors et aujourd'hui",
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        _trace(view, part)
        page_link(*_PAGES[part.title])


def _weighed(verdict: str) -> str:
    """Return a verdict, in bold where something moved: that is what a text is to follow."""
    return f"**{verdict}**" if verdict.startswith(("hausse", "baisse")) else verdict


def _heading(title: str, moments: Sequence[Moment | None]) -> str:
    """Return « Alors (janv. 25 à juin 25) »: all the lines of a part are of the same months, or of the same wave."""
    one = next(filter(None, moments), None)
    if one is None or not (one.wave or (one.first and one.last)):
        return title
    when = one.wave or words.span([f"{one.first:%Y-%m}", f"{one.last:%Y-%m}"])
    return f"{title} ({words.escaped(when)})"


def _moment(row: Row, one: Moment | None) -> str:
    """Return « 38 % (91 sur 240) · 2 inconnus · 5 mois transmis sur 6 »."""
    if one is None:
        return words.NONE
    indicator, figure = indicator_named(row.indicator), one.figure
    told = [say.value(indicator, figure.value if figure else None)]
    if figure and indicator.unit == "%" and figure.denominator:
        told[0] += f" ({words.number(figure.numerator)} sur {words.number(figure.denominator)})"
    if figure and figure.unknown:
        told.append(words.plural(figure.unknown, "inconnu"))
    if one.sent is not None and one.expected and one.sent < one.expected:
        told.append(f"{one.sent} mois transmis sur {one.expected}")
    return " · ".join(told)


def _trace(view: View, part: Part) -> None:
    """Put the way to the lines behind a figure of the part: one chosen among them, as it is now."""
    [place] = view.places
    labels = {row.category or row.indicator: row.label for row in part.rows}
    chosen = st.selectbox(
        "Lignes derrière un chiffre",
        list(labels),
        format_func=lambda code: labels[code],
        key=f"preuve-{part.title}",
        label_visibility="collapsed",
        width=320,
    )
    row = next((one for one in part.rows if (one.category or one.indicator) == chosen), part.rows[0])
    scope = Scope((place.code,), row.now.first, row.now.last, category=row.category)
    key = f"preuve-{part.title}-{place.code}-{chosen}"
    panel.where_from(view.version, row.indicator, scope, key, row.now.wave or None)


_evidence = st.cache_data(max_entries=50, show_spinner=False)(evidence.evidence)
