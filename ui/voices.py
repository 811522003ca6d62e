"""The needs page, second half: what comes first, what has no help, and residents' own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from indicators.catalogue import Indicator, indicator_named
from indicators.measure import Figure
from indicators.places import Said
from indicators.sums import Scope
from indicators.verdicts import Change, changes
from ui import answers, beside, comment_themes, figures, glance, panel, say, words
from ui.links import page_link
from ui.need_choice import Choice


def show_priorities(choice: Choice) -> None:
    """Show the needs put first, then, among those who have a need, how many have no help: now, before, and elsewhere."""
    ranked = sorted(choice.of_wave("need_priority_rank").values(), key=lambda one: -(one.value or 0))
    ordered = [one.group["category"] for one in ranked if one.numerator]
    if not ordered:
        st.info("Aucune priorité n'a été demandée à cette vague.")
    else:
        _show_each(choice, "need_priority_rank", ordered, "Rang de priorité des besoins")
    unmet = choice.of_wave("unmet_need_rate")
    known = sorted(
        (code for code, one in unmet.items() if one.denominator), key=lambda code: -(unmet[code].value or 0)
    )
    if known:
        _show_each(choice, "unmet_need_rate", known, "Part sans aide, parmi ceux qui ont le besoin")


def _show_each(choice: Choice, name: str, codes: Sequence[str], title: str) -> None:
    """Show an indicator need by need: at this wave, at the one before, in the other residences together."""
    indicator, here = indicator_named(name), choice.of_card
    now, before = choice.of_wave(name), choice.of_wave(name, choice.wave_before) if choice.wave_before else {}
    around = (
        figures.by(choice.version, name, "category", Scope(here.others, waves=(choice.wave,)))
        if here.others
        else {}
    )
    moved, apart = _gaps(indicator, before, now), _gaps(indicator, around, now)
    rows = [
        {"Besoin": choice.labels.get(code, code), choice.wave: _cell(indicator, now[code])}
        | (
            {choice.wave_before: _cell(indicator, before.get(code), moved.get(code))}
            if choice.wave_before
            else {}
        )
        | (
            {glance.noun(len(here.others)): _cell(indicator, around.get(code), apart.get(code))}
            if here.others
            else {}
        )
        for code in codes
    ]
    st.markdown(f"**{title}**")
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=f"{title}, besoin par besoin")
    told = [
        f"{indicator.formula.capitalize()}.",
        *([] if choice.wave_before else ["Vague précédente inconnue."]),
    ]
    aimed = glance.target(choice.version, indicator, None, 1)
    st.caption(" ".join([*told, f"{aimed or glance.NO_TARGET.capitalize()}."]))
    panel.where_from(choice.version, name, choice.scope, key=name, wave=choice.wave)


def _gaps(indicator: Indicator, others: Mapping[str, Figure], now: Mapping[str, Figure]) -> dict[str, Change]:
    """Return the change of a share of cases from others to now, need by need, judged together; nothing for what is no such share."""
    if indicator.interval != "wilson":
        return {}
    shared = [
        code for code, one in others.items() if one.denominator and code in now and now[code].denominator
    ]
    pairs = [
        tuple((one.numerator or 0, one.denominator or 0) for one in (others[code], now[code]))
        for code in shared
    ]
    return dict(zip(shared, changes(pairs), strict=True))  # type: ignore[arg-type]


def _cell(indicator: Indicator, one: Figure | None, change: Change | None = None) -> str:
    """Return a value, what it rests on and the gap from it to now: « 76 % (32 sur 42 · 1 non connu) : +12 points, établi »."""
    if one is None or not one.denominator:
        return words.NONE
    rests = say.basis(indicator, replace(one, low=None, high=None))
    if indicator.is_share and answers.is_few(one.denominator):
        return rests
    told = f"{say.value(indicator, one.value)} ({rests})"
    return f"{told} : {beside.gap(change)}" if change and change.verdict != "too_few" else told


def show_verbatims(choice: Choice) -> None:
    """Show what residents' words speak of, as people decided, then the words; outside, published ones stand by the tables."""
    said = [
        one
        for one in figures.verbatims(choice.version)
        if one.wave == choice.wave and (choice.place is None or one.residence == choice.place.code)
    ]
    if not said:
        st.info("Aucune parole libre n'a été recueillie à cette vague.")
        return
    st.caption(_introduced(said))
    _show_by_theme(comment_themes.by_theme(said, comment_themes.show(choice)))
    page_link("paroles", "Relire et publier des paroles", icon=":material/format_quote:")


def _show_by_theme(parts: Sequence[tuple[str, Sequence[Said]]]) -> None:
    """Show the comments of the theme that is chosen, all of them where there is one title only."""
    of_title = dict(parts)
    title, *others = of_title
    if others:
        left, _ = st.columns([2, 3])
        asked = left.selectbox("Lire les commentaires", list(of_title), key="theme", bind="query-params")
        title = asked if asked in of_title else title
    with st.container() if others else st.expander(title):
        st.markdown("\n".join(f"- {_told(one)}" for one in of_title[title]))


def _introduced(said: Sequence[Said]) -> str:
    count = words.plural(_count(said), "commentaire")
    published = words.plural(sum(one.times for one in said if one.is_published), "publié")
    return f"{count}, dont {published}. Noms et détails de santé sont retirés au dépôt."


def _told(one: Said) -> str:
    mark = " :green-badge[:material/check: publiée]" if one.is_published else ""
    times = f" ({words.number(one.times)} fois)" if one.times > 1 else ""
    return f"{words.quoted(words.escaped(one.words))}{times}{mark}"


def _count(said: Sequence[Said]) -> int:
    return sum(one.times for one in said)
