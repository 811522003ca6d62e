"""« Insérer un chiffre »: an indicator found by words, its period, what it says today, and its place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from indicators.catalogue import Indicator, indicator_named, indicators
from social_project import search
from social_project.bound import Said, link
from social_project.document import BoundFigure, Shown
from social_project.headings import Heading
from social_project.merging import join, passages
from ui import figures, project_rendering, project_writing, say, words
from ui.project_text import Desk

_ASKED = re.compile(r"\{([^{}\n]*)\}")
_SHOWN: dict[Shown, str] = {
    "value": "la valeur",
    "numerator": "le premier nombre (62 sur …)",
    "denominator": "le second (… sur 96)",
}
_OWN_ROUNDING = "comme sur les pages"


def periods(desk: Desk, indicator: Indicator) -> Sequence[str]:
    """Return the periods that an indicator may be asked for, the latest first: years transmitted, or waves."""
    if indicator.finest == "wave":
        return list(reversed(figures.waves(desk.version)))
    return sorted({month[:4] for month in figures.months(desk.version)}, reverse=True)


def offer(desk: Desk, heading: Heading) -> None:
    """Draw, folded unless the text asks for a figure, the search of an indicator and what puts it in the text."""
    text = project_writing.text_now(desk, heading)
    asked = _ASKED.search(text)
    wanted = asked[1].strip(" .…") if asked else ""
    key = f"chercher-{desk.code}-{heading.code}-{wanted}"
    is_open = asked is not None or bool(st.session_state.get(key))
    with st.expander("Insérer un chiffre", expanded=is_open, icon=":material/add_chart:"):
        if asked:
            st.markdown(f"Le texte demande : **{words.escaped(asked[0])}**")
        typed = st.text_input(
            "Quel chiffre ?",
            value=wanted,
            key=key,
            placeholder="part des 60 ans et plus, conflits résolus, réunions tenues…",
        )
        if not typed.strip():
            st.caption("Écrivez quelques mots : les chiffres qui leur ressemblent paraîtront ici.")
            return
        bound = _choose(desk, heading, search.find(typed))
        if bound:
            _put(desk, heading, bound, asked, key)


def _choose(desk: Desk, heading: Heading, found: list[Indicator]) -> BoundFigure | None:
    """Draw the indicators found and what is asked of one of them, and return the figure; None where there is none."""
    if not found:
        st.info("Aucun indicateur ne ressemble à ces mots : essayez-en d'autres, ou le nom d'un thème.")
        return None
    key = f"{desk.code}-{heading.code}"
    name = st.radio(
        "Indicateur",
        [one.id for one in found],
        format_func=lambda name: indicators()[name].title,
        captions=[one.question for one in found],
        key=f"indicateur-{key}-{'-'.join(one.id for one in found)}",
    )
    indicator = indicator_named(str(name))
    offered = periods(desk, indicator)
    if not offered:
        st.info("Rien n'est encore transmis pour cet indicateur.")
        return None
    sides = st.columns(3)
    period = sides[0].selectbox("Période", offered, key=f"periode-{key}-{indicator.finest}")
    category = _category(desk, indicator, sides[1], key)
    with sides[2]:
        shown, decimals = _form(indicator, key)
    return BoundFigure(
        indicator.id,
        "" if indicator.is_association else desk.code,
        str(period),
        category,
        shown,
        decimals,
    )


def _category(desk: Desk, indicator: Indicator, side: st.delta_generator.DeltaGenerator, key: str) -> str:
    labels = figures.labels(desk.version, indicator.id)
    if not labels:
        return ""
    every = [] if "category" in indicator.always_by else [""]
    chosen = side.selectbox(
        "De quoi ?",
        [*every, *labels],
        format_func=lambda code: labels.get(code, "Toutes ensemble"),
        key=f"categorie-{key}-{indicator.id}",
    )
    return str(chosen or "")


def _form(indicator: Indicator, key: str) -> tuple[Shown, int | None]:
    """Draw which number of the figure is written, and how it is rounded."""
    has_counts = indicator.is_share and indicator.aggregate != "change"
    shown: Shown = "value"
    if has_counts:
        shown = st.selectbox("Écrire", list(_SHOWN), format_func=_SHOWN.__getitem__, key=f"montre-{key}")
    if shown != "value" or not (indicator.is_share or indicator.decimals):
        return shown, None
    rounded = st.selectbox(
        "Arrondi", [_OWN_ROUNDING, "0 décimale", "1 décimale", "2 décimales"], key=f"arrondi-{key}"
    )
    return shown, None if rounded == _OWN_ROUNDING else int(str(rounded)[0])


def _put(desk: Desk, heading: Heading, bound: BoundFigure, asked: re.Match[str] | None, key: str) -> None:
    """Show what the figure says, and put it where the text asks for it, or at the end of a passage."""
    said = project_rendering.told(desk.version, bound)
    indicator = indicator_named(bound.indicator)
    st.markdown(f"**{words.escaped(said.text)}** · {words.escaped(say.basis(indicator, said.figure))}")
    if fragile := say.fragility(said.figure):
        st.caption(fragile)
    text = project_writing.text_now(desk, heading)
    found = passages(text)
    at = len(found) - 1
    if not asked and found:
        at = st.selectbox(
            "À la fin de quel passage ?",
            range(len(found)),
            index=at,
            format_func=lambda place: _beginning(found[place]),
            key=f"passage-{desk.code}-{heading.code}",
        )
    st.button(
        "Mettre dans le texte",
        type="primary",
        key="inserer",
        icon=":material/add:",
        disabled=said.figure is None,
        help=None if said.figure else "Les données n'ont pas de valeur pour cette période.",
        on_click=_insert,
        args=(desk, heading, said, at, key),
    )


def _beginning(passage: str) -> str:
    text = project_rendering.plainly(passage)
    return text if len(text) < 70 else f"{text[:69]}…"


def _insert(desk: Desk, heading: Heading, said: Said, at: int, key: str) -> None:
    st.session_state[key] = ""  # found and put: the search folds
    text = project_writing.text_now(desk, heading)
    told = link(said.bound, said.text)
    if _ASKED.search(text):
        text = _ASKED.sub(lambda _: told, text, count=1)
    else:
        found = passages(text) or [""]
        place = min(at, len(found) - 1)
        found[place] = f"{found[place]} {told}".strip()
        text = join(found)
    project_writing.put(desk, heading, text)
