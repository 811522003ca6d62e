"""The needs page, second half: what comes first, what has no help, and residents' own words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.places import Said
from ui import comment_themes, figures, panel, say, words
from ui.links import page_link
from ui.needs import Choice


def show_priorities(choice: Choice) -> None:
    """Show the needs put first, and among those who have a need, how many have no help."""
    ranked = sorted(choice.of_wave("need_priority_rank").values(), key=lambda one: -(one.value or 0))
    unmet = choice.of_wave("unmet_need_rate")
    indicator = indicator_named("unmet_need_rate")
    rows = []
    for rank, one in enumerate((one for one in ranked if one.numerator), 1):
        without = unmet.get(one.group["category"])
        rows.append(
            {
                "Rang": rank,
                "Besoin": choice.labels.get(one.group["category"], one.group["category"]),
                "Points par répondant": words.number(one.value, 2),
                "Sans aide aujourd'hui": f"{say.value(indicator, without.value)} ({say.basis(indicator, without)})"
                if without
                else words.NONE,
            }
        )
    if not rows:
        st.info("Aucune priorité n'a été demandée à cette vague.")
        return
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height="content",
        alt="Rang de priorité des besoins, et part sans aide",
    )
    for name, title in (("need_priority_rank", "priorités"), ("unmet_need_rate", "besoins sans aide")):
        st.caption(f"{indicator_named(name).formula.capitalize()}.")
        panel.where_from(choice.version, name, choice.scope, key=title, wave=choice.wave)


def show_verbatims(choice: Choice) -> None:
    """Show what residents' words speak of, as people decided, then the words: all to staff, published ones to others."""
    said = [
        one
        for one in figures.verbatims(choice.version)
        if one.wave == choice.wave and (choice.place is None or one.residence == choice.place.code)
    ]
    if not said:
        st.info(_nothing(choice))
        return
    st.caption(_introduced(choice, said))
    if choice.shows_words:
        _show_by_theme(comment_themes.by_theme(said, comment_themes.show(choice)), choice)
    else:
        st.markdown("\n".join(f"- {_told(one, choice)}" for one in said))
    if choice.shows_words:
        page_link("paroles", "Relire et publier des paroles", icon=":material/format_quote:")


def _show_by_theme(parts: Sequence[tuple[str, Sequence[Said]]], choice: Choice) -> None:
    """Show the comments of the theme that is chosen, all of them where there is one title only."""
    of_title = dict(parts)
    title, *others = of_title
    if others:
        left, _ = st.columns([2, 3])
        asked = left.selectbox("Lire les commentaires", list(of_title), key="theme", bind="query-params")
        title = asked if asked in of_title else title
    with st.container() if others else st.expander(title):
        st.markdown("\n".join(f"- {_told(one, choice)}" for one in of_title[title]))


def _nothing(choice: Choice) -> str:
    if choice.shows_words:
        return "Aucune parole libre n'a été recueillie à cette vague."
    return "Aucune parole de cette vague n'est publiée : une personne de l'association les relit d'abord, une par une."


def _introduced(choice: Choice, said: Sequence[Said]) -> str:
    count = words.plural(_count(said), "commentaire")
    if not choice.shows_words:
        return f"{count}, choisis et relus par l'association avant d'être publiés. Ils illustrent des besoins, et n'en mesurent aucun."
    published = words.plural(sum(one.times for one in said if one.is_published), "publié")
    return f"{count}, dont {published}. Noms et détails de santé sont retirés au dépôt."


def _told(one: Said, choice: Choice) -> str:
    mark = " :green-badge[:material/check: publiée]" if choice.shows_words and one.is_published else ""
    times = f" ({words.number(one.times)} fois)" if one.times > 1 else ""
    return f"{words.quoted(words.escaped(one.words))}{times}{mark}"


def _count(said: Sequence[Said]) -> int:
    return sum(one.times for one in said)
