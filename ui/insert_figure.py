"""« Insérer un chiffre »: an indicator found by words, its period, what it says today, and its place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from indicators.catalogue import Indicator, indicator_named, indicators
from social_project.bound import Said, link
from social_project.document import BoundFigure, Shown
from social_project.merging import join, passages
from ui import figures, project_rendering, say, words

_ASKED = re.compile(r"\{([^{}\n]*)\}")
_SHOWN: dict[Shown, str] = {
    "value": "la valeur",
    "numerator": "le premier nombre (62 sur …)",
    "denominator": "le second (… sur 96)",
}
_OWN_ROUNDING = "comme sur les pages"


@dataclass(frozen=True)
class Sentences:
    """A text in which figures are put. `key` tells it from any other; `residence`: of its figures, empty for all of them.

    `now` returns what stands in its writing area, `put` writes there. `find` returns the indicators that words speak of, `periods`
    those that one may be asked for. `tell` returns what a figure says to whoever will read it, `refuse` why it may not stand there,
    empty where it may.
    """

    key: str
    version: str
    residence: str
    now: Callable[[], str]
    put: Callable[[str], None]
    find: Callable[[str], list[Indicator]]
    periods: Callable[[Indicator], Sequence[str]]
    tell: Callable[[BoundFigure], Said]
    refuse: Callable[[BoundFigure], str] = lambda _: ""


def offer(into: Sentences, placeholder: str) -> None:
    """Draw, folded unless the text asks for a figure, the search of an indicator and what puts it in the text."""
    asked = _ASKED.search(into.now())
    wanted = asked[1].strip(" .…") if asked else ""
    key = f"chercher-{into.key}-{wanted}"
    is_open = asked is not None or bool(st.session_state.get(key))
    with st.expander("Insérer un chiffre", expanded=is_open, icon=":material/add_chart:"):
        if asked:
            st.markdown(f"Le texte demande : **{words.escaped(asked[0])}**")
        typed = st.text_input("Quel chiffre ?", value=wanted, key=key, placeholder=placeholder)
        found = into.find(typed)
        if not typed.strip() and not found:
            st.caption("Écrivez quelques mots : les chiffres qui leur ressemblent paraîtront ici.")
            return
        bound = _choose(into, found)
        if bound:
            _put(into, bound, asked, key)


def _choose(into: Sentences, found: list[Indicator]) -> BoundFigure | None:
    """Draw the indicators found and what is asked of one of them, and return the figure; None where there is none."""
    if not found:
        st.info("Aucun indicateur ne ressemble à ces mots : essayez-en d'autres, ou le nom d'un thème.")
        return None
    name = st.radio(
        "Indicateur",
        [one.id for one in found],
        format_func=lambda name: indicators()[name].title,
        captions=[one.question for one in found],
        key=f"indicateur-{into.key}-{'-'.join(one.id for one in found)}",
    )
    indicator = indicator_named(str(name))
    offered = into.periods(indicator)
    if not offered:
        st.info("Rien n'est encore transmis pour cet indicateur.")
        return None
    with st.grid(min_column_width=190, gap="small"):
        period = st.selectbox(
            "Période", offered, format_func=words.period, key=f"periode-{into.key}-{indicator.finest}"
        )
        category = _category(into, indicator)
        shown, decimals = _form(indicator, into.key)
    return BoundFigure(
        indicator.id,
        "" if indicator.is_association else into.residence,
        str(period),
        category,
        shown,
        decimals,
    )


def _category(into: Sentences, indicator: Indicator) -> str:
    labels = figures.labels(into.version, indicator.id)
    if not labels:
        return ""
    every = [] if "category" in indicator.always_by else [""]
    chosen = st.selectbox(
        "De quoi ?",
        [*every, *labels],
        format_func=lambda code: labels.get(code, "Toutes ensemble"),
        key=f"categorie-{into.key}-{indicator.id}",
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


def _put(into: Sentences, bound: BoundFigure, asked: re.Match[str] | None, key: str) -> None:
    """Show what the figure says, and put it where the text asks for it, or at the end of a passage; or say why it may not stand."""
    if why := into.refuse(bound):
        st.warning(why, icon=":material/visibility_off:")
        return
    said = into.tell(bound)
    indicator = indicator_named(bound.indicator)
    st.markdown(f"**{words.escaped(said.text)}** · {words.escaped(say.basis(indicator, said.figure))}")
    if fragile := say.fragility(said.figure):
        st.caption(fragile)
    found = passages(into.now())
    at = len(found) - 1
    if not asked and found:
        at = st.selectbox(
            "À la fin de quel passage ?",
            range(len(found)),
            index=at,
            format_func=lambda place: _beginning(found[place]),
            key=f"passage-{into.key}",
        )
    st.button(
        "Mettre dans le texte",
        type="primary",
        key="inserer",
        icon=":material/add:",
        disabled=said.figure is None,
        help=None if said.figure else "Les données n'ont pas de valeur pour cette période.",
        on_click=_insert,
        args=(into, said, at, key),
    )


def _beginning(passage: str) -> str:
    text = project_rendering.plainly(passage)
    return text if len(text) < 70 else f"{text[:69]}…"


def _insert(into: Sentences, said: Said, at: int, key: str) -> None:
    st.session_state[key] = ""  # found and put: the search folds
    text = into.now()
    told = link(said.bound, said.text)
    if _ASKED.search(text):
        text = _ASKED.sub(lambda _: told, text, count=1)
    else:
        found = passages(text) or [""]
        place = min(at, len(found) - 1)
        found[place] = f"{found[place]} {told}".strip()
        text = join(found)
    into.put(text)
