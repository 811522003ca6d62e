"""Words that nobody knew: the likeliest meaning proposed, one click to keep it; and the list of what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui import counter, visitor, words

Unknown = Mapping[str, Any]
_SORTS = {
    "residence": "Résidences",
    "partner": "Partenaires",
    "header": "En-têtes de colonnes",
    "value": "Valeurs",
}
_SHOWN = 3  # places of the same words; beyond, their number


def ask(unknown: Sequence[Unknown], key: str, decide: Callable[[Unknown, str], str]) -> None:
    """Draw one line a word that is not known; `decide` keeps a meaning and returns why it cannot, or nothing.

    The page is drawn again once one is kept: every file is then read anew.
    """
    if not unknown:
        return
    st.info(
        f"{words.plural(len(unknown), 'mot inconnu', 'mots inconnus')} : dites ce que c'est, une fois pour toutes. "
        "Palier s'en souvient pour les prochains classeurs.",
        icon=":material/school:",
    )
    for number, one in enumerate(unknown):
        _ask_one(one, f"{key}-{number}-{one['sort']}-{one['words']}", decide)


def _ask_one(one: Unknown, key: str, decide: Callable[[Unknown, str], str]) -> None:
    told, choice, button = st.columns([5, 4, 2], vertical_alignment="bottom")
    told.markdown(f"**{words.quoted(words.escaped(one['words']))}**  \n{_where(one)}")
    codes = list(one["choices"])
    first = codes.index(one["likeliest"]) if one["likeliest"] in codes else None
    means = choice.selectbox(
        "Veut dire",
        codes,
        index=first,
        format_func=lambda code: one["choices"][code],
        placeholder="Choisissez",
        key=f"sens-{key}",
    )
    if button.button("Retenir", key=f"retenir-{key}", disabled=means is None, width="stretch"):
        if fault := decide(one, str(means)):
            st.error(fault)
        else:
            visitor.note("settings_changed", f"« {one['words']} » : {means or 'non lu'}")
            counter.judge_again()
            st.rerun()


def _where(one: Unknown) -> str:
    what = "en-tête" if one["sort"] == "header" else f"colonne {words.quoted(one['header'])}"
    cells = [words.escaped(cell) for cell in one["cells"]]
    more = f" et {len(cells) - _SHOWN} autres" if len(cells) > _SHOWN else ""
    return f"{one['title']}, {what} ({' ; '.join(cells[:_SHOWN])}{more})"


def offer_to_unite(pairs: Sequence[tuple[str, str]], key: str, unite: Callable[[str, str], str]) -> None:
    """Offer to unite names of partners that a doubt says are near, each after a second look; `unite` returns why it cannot.

    A team is told who may: it is said for the whole association.
    """
    if pairs and not visitor.may("settings"):
        st.caption(
            "Un seul partenaire sous deux noms ? La direction peut les réunir, ici ou dans « Réglages » ; en attendant, dites-le en "
            "motif."
        )
        return
    for number, (name, other) in enumerate(pairs):
        told = f"{words.quoted(words.escaped(name))} et {words.quoted(words.escaped(other))}"
        with st.popover(f"Réunir {told}", icon=":material/merge:"):
            st.markdown(
                f"{words.quoted(words.escaped(name))} ne comptera plus que comme {words.quoted(words.escaped(other))}, dans les "
                "classeurs déjà chargés comme dans les prochains, pour toute l'association. Les classeurs ne changent pas, et "
                "« Réglages » permet d'y revenir."
            )
            if st.button(
                "Oui, c'est le même partenaire", key=f"reunir-{key}-{number}-{name}", type="primary"
            ):
                if fault := unite(name, other):
                    st.error(words.escaped(fault))
                else:
                    visitor.note("settings_changed", f"partenaires réunis : {name}, {other}")
                    counter.judge_again()
                    st.rerun()


def offer_partners(names: Sequence[str], decide: Callable[[str, str], str]) -> None:
    """Draw what says that two names are one partner; `decide` keeps it and returns why it cannot, or nothing."""
    st.markdown(
        "Deux noms pour un même partenaire ? Dites-le ici : il ne compte plus qu'une fois, dans les classeurs déjà chargés comme dans "
        "les prochains. Les classeurs ne changent pas."
    )
    if told := st.session_state.pop("partenaire-dit", None):
        st.success(words.escaped(told), icon=":material/task_alt:")
    left, right, last = st.columns([5, 5, 2], vertical_alignment="bottom")
    empty = "Choisissez un nom"
    one = left.selectbox("Ce nom", names, index=None, placeholder=empty, key="partenaire-nom")
    other = right.selectbox(
        "est un autre nom de", names, index=None, placeholder=empty, key="partenaire-autre"
    )
    if last.button(
        "Réunir",
        icon=":material/merge:",
        key="partenaire-reunir",
        disabled=not (one and other),
        width="stretch",
    ):
        if fault := decide(str(one), str(other)):
            st.error(words.escaped(fault))
            return
        st.session_state["partenaire-dit"] = f"« {one} » est désormais « {other} »."
        st.rerun()


def show_decided(
    decided: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], revoke: Callable[[int], None]
) -> None:
    """List what was decided, sort by sort, each with who and when, and the way back."""
    st.markdown(
        "Ce que l'association a dit de mots que Palier ne connaissait pas. Revenir sur un sens ne change rien aux classeurs déjà "
        "chargés : il sera redemandé au prochain. Deux partenaires réunis, eux, sont aussitôt séparés."
    )
    if not decided:
        st.info(
            "Rien n'a encore été décidé. Quand un classeur contient un mot que Palier ne connaît pas, la page Dépôt propose "
            "ce qu'il veut dire ; ce que vous retenez se lit ici, et se reprend ici."
        )
    for sort, some in decided:
        st.subheader(_SORTS[sort])
        for one in some:
            told, button = st.columns([8, 2], vertical_alignment="center")
            told.markdown(
                f"**{words.quoted(words.escaped(one['words']))}** → {words.escaped(one['told'])}  \n"
                f":small[{words.escaped(one['where'])} · {words.escaped(one['by'])}, {words.instant(one['at'])}]"
            )
            if button.button("Revenir dessus", key=f"revenir-{one['number']}", width="stretch"):
                revoke(one["number"])
                st.rerun()
