"""The satisfaction page, on cards: living together and the score out of ten, at each wave, beside what they compare with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from indicators.catalogue import Indicator, indicator_named
from indicators.measure import Figure
from indicators.opinion_waves import TOGETHER
from ui import figures, publics, questions, say, wave_card, words
from ui.opinion_choice import Choice

SCORE = "satisfaction_score_avg"
ITEMS = ("voisinage", "respect_reglement")


def show_living_together(choice: Choice) -> None:
    """Show living together at this wave on a card, after those of the waves that led there."""
    indicator = indicator_named(TOGETHER)
    found = figures.by(choice.version, indicator.id, "wave", choice.scope)
    with st.grid(min_column_width=190, gap="small"):
        for wave in choice.waves[:-1]:
            if (one := found.get(wave)) is not None and not _is_mixed(choice, wave):
                _show_earlier(wave, indicator, one, f"{_satisfied(one)} · {_without(one.unknown)}")
        if choice.wave in found and not _is_mixed(choice, choice.wave):
            wave_card.show(
                choice.of_card,
                TOGETHER,
                choice.wave,
                key="vivre-ensemble",
                incomparable_before=_broken(choice),
                incomparable_around=_not_alike(choice, ITEMS),
                is_judged=False,
            )


def _show_earlier(wave: str, indicator: Indicator, one: Figure, told: str) -> None:
    with st.container(border=True, height="stretch"):
        st.metric(wave, say.value(indicator, one.value))
        st.caption(told)


def _satisfied(one: Figure) -> str:
    return f"{words.number(one.numerator)} réponses satisfaites sur {words.number(one.denominator)}"


def _without(unknown: int | None) -> str:
    return words.plural(unknown or 0, "sans opinion", "sans opinion")


def _broken(choice: Choice) -> str:
    """Return why living together is not compared with the wave before: not the same questions in both, or not asked alike."""
    if len(choice.waves) < 2:
        return ""
    judged = publics.opinion_changes(choice.version, choice.wave, choice.scope.residences)
    asked = [item for item in ITEMS if (choice.wave, item) in choice.scales]
    before = [item for item in ITEMS if (choice.waves[-2], item) in choice.scales]
    if choice.place and asked == before and all(judged.get(item) for item in asked):
        return ""
    return "évolution : à lire question par question"


def _not_alike(choice: Choice, items: Sequence[str]) -> str:
    """Return why the other residences are not set beside: they were asked otherwise; empty where they were asked alike."""
    others = choice.of_card.others
    if not others:
        return ""
    scales = publics.opinion_scales(choice.version, others)
    theirs = {item: scales.get((choice.wave, item), frozenset()) for item in items}
    if theirs == {item: choice.scales.get((choice.wave, item), frozenset()) for item in items}:
        return ""
    return "autres résidences : pas interrogées de la même façon"


def show_score(choice: Choice) -> None:
    """Show the mean of the overall notes from 0 to 10 at each wave that has some; say so where there is none."""
    indicator = indicator_named(SCORE)
    found = scores(choice)
    if choice.wave not in found:
        st.caption(
            "Aucune question globale posée de 0 à 10 à cette vague : une réponse sur 4 n'est pas convertie."
        )
    with st.grid(min_column_width=190, gap="small"):
        for wave in (wave for wave in choice.waves[:-1] if wave in found):
            notes = words.plural(int(found[wave].denominator or 0), "note")
            _show_earlier(wave, indicator, found[wave], f"{notes} · {_without(found[wave].unknown)}")
        if choice.wave in found:
            wave_card.show(
                choice.of_card,
                SCORE,
                choice.wave,
                key="note",
                category="global",
                incomparable_before=_reworded(choice, found),
                is_judged=False,
            )


def _reworded(choice: Choice, found: Mapping[str, Figure]) -> str:
    """Return why the score is not compared with the last wave that has one: the question was asked in other words."""
    before = next((wave for wave in choice.waves[-2::-1] if wave in found), None)
    codes = choice.scope.residences
    if before and questions.is_reworded(choice.version, "satisfaction", codes, "global", before, choice.wave):
        return "vague précédente : question posée en d'autres mots"
    return ""


def scores(choice: Choice) -> dict[str, Figure]:
    """Return the overall notes from 0 to 10 by wave."""
    found = figures.figures(choice.version, SCORE, ("wave", "category"), choice.scope)
    return {one.group["wave"]: one for one in found if one.group["category"] == "global" and one.denominator}


def _is_mixed(choice: Choice, wave: str) -> bool:
    return any(len(choice.scales.get((wave, item), ())) > 1 for item in ITEMS)
