"""The needs page, second half: what comes first, what has no help, and residents' own words."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.themes import themes_of
from ui import figures, panel, say, words
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
    """Show residents' words under the needs that they speak of, as the lexicon proposes."""
    said = [
        text
        for code, wave, text in figures.verbatims(choice.version)
        if wave == choice.wave and (choice.place is None or code == choice.place.code)
    ]
    if not said:
        st.info("Aucune parole libre n'a été recueillie à cette vague.")
        return
    of_theme: dict[str, list[str]] = defaultdict(list)
    for text in said:
        for theme in themes_of(text):
            of_theme[theme].append(text)
    st.caption(
        f"{words.plural(len(said), 'commentaire')}. Thèmes proposés par les mots employés ; ces nombres décrivent les "
        "commentaires, pas l'ensemble des résidents. Noms et détails de santé sont retirés au dépôt."
    )
    for theme, texts in sorted(of_theme.items(), key=lambda pair: -len(pair[1])):
        with st.expander(f"{choice.labels.get(theme, theme)} · {words.plural(len(texts), 'commentaire')}"):
            st.markdown("\n".join(f"- {words.quoted(_plain(text))}" for text in texts))


def _plain(text: str) -> str:
    """Return text typed by somebody without what Markdown would read as a command."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-!|<>~$:" else sign for sign in text)
