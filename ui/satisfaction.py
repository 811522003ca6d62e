"""The satisfaction page: who answered, living together first, each item at each wave, what changed, the score out of ten."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.references import SATISFACTION, Reference
from indicators.verdicts import Change
from ui import (
    answers,
    beside,
    charts,
    figures,
    glance,
    left_out,
    panel,
    publics,
    questions,
    references,
    satisfaction_cards,
    say,
    wave_card,
    words,
)
from ui.opinion_choice import RATE, Choice

_RESPONSE = "satisfaction_response_rate"
_WORDING = {"established": 0, "to_confirm": 1, "not_established": 2, "too_few": 3}
_OF_TEN = frozenset({10})
_SCALES = {4: "quatre degrés", 10: "note de 0 à 10"}
_IN_WORDS = {"established": "établie", "to_confirm": "à confirmer", "not_established": "non établie"}
Judged = Mapping[str, Change | None]
_TWO_SCALES = "deux échelles selon les résidences : lisez-les une à une"


def show_response(choice: Choice) -> None:
    """Show who answered, and stop the page where nobody of the choice did at this wave."""
    found = figures.by(choice.version, _RESPONSE, "wave", choice.scope).get(choice.wave)
    if found is None:
        st.info(
            f"Pas de questionnaire de satisfaction pour {choice.name} à cette vague : choisissez-en une autre."
        )
        st.stop()
    told = answers.only_respondents(found.value)
    title = f"Taux de réponse, {choice.wave}"
    wave_card.show(choice.of_card, _RESPONSE, title, told, key="reponse-satisfaction")


def show_living_together(choice: Choice) -> None:
    """Show living together at each wave up to this one, then its two questions with their intervals."""
    satisfaction_cards.show_living_together(choice)
    asked = [item for item in satisfaction_cards.ITEMS if choice.share(choice.wave, item)]
    _draw(choice, asked, "vivre-ensemble")
    missing = [
        choice.labels[item]
        for item in satisfaction_cards.ITEMS
        if (choice.waves[0], item) not in choice.scales
    ]
    if missing and len(choice.waves) > 1:
        st.caption(
            f"{words.listing(missing)} : pas demandé à la première vague ; les vagues ne se comparent que question par question."
        )


def show_items(choice: Choice) -> None:
    """Show every item at this wave, most satisfied first, each with its interval, and those that nobody's opinion is known for."""
    shares = {item: share for item in choice.items(choice.wave) if (share := choice.share(choice.wave, item))}
    _draw(choice, sorted(shares, key=lambda item: -shares[item].value), "items")
    mixed = [choice.labels[item] for item in choice.items(choice.wave) if item not in shares]
    if mixed:
        st.caption(f"{words.listing(mixed)} : {_TWO_SCALES}.")
    st.caption(
        "Satisfaits : 3 ou 4 sur 4, ou 7 à 10 sur 10. « Sans opinion » n'est ni pour ni contre : hors du taux, et compté "
        "à part. La barre dit la part plausible de l'ensemble des résidents."
        + ("" if choice.place else " Chaque résidence pèse son nombre de résidents.")
    )
    panel.where_from(choice.version, RATE, choice.scope, key="satisfaction", wave=choice.wave)


def _draw(choice: Choice, items: list[str], key: str) -> None:
    found = choice.items(choice.wave)
    fewest = min((found[item].denominator or 0 for item in items), default=answers.FRAGILE)
    if key == "items" and (told := answers.warning(fewest)):
        st.warning(told)
    items = [item for item in items if not answers.is_few(found[item].denominator)]
    if not items:
        return
    labels = [
        f"{choice.labels[item]} ({words.number(found[item].numerator)}/{words.number(found[item].denominator)})"
        for item in items
    ]
    shares = [choice.share(choice.wave, item) for item in items]
    values, lows, highs = ([getattr(share, side) for share in shares] for side in ("value", "low", "high"))
    response = figures.by(choice.version, _RESPONSE, "wave", choice.scope).get(choice.wave)
    is_whole = not answers.only_respondents(response.value if response else None)
    charts.draw(
        charts.intervals(labels, values, lows, highs, unit="percent")
        if is_whole
        else charts.bars(labels, values, unit="percent"),
        alt=f"Part de satisfaits par question, {choice.wave}",
        key=key,
    )


def show_changes(choice: Choice) -> None:
    """Say first what changed since the wave before, then show each item at each wave, with those without opinion."""
    judged = publics.opinion_changes(choice.version, choice.wave, choice.scope.residences)
    _tell_changes(choice, judged)
    items = choice.items(choice.wave)
    rows = [
        {"Question": choice.labels[item], "Évolution": _verdict(judged, item)}
        | {wave: _cell(choice, wave, item) for wave in choice.waves}
        | {"Sans opinion": words.number(items[item].unknown)}
        for item in sorted(items, key=lambda item: _rank(judged, item))
    ]
    st.table(
        pd.DataFrame(rows),
        hide_index=True,
        border="horizontal",
        alt="Chaque question à chaque vague, et son évolution",
    )
    st.caption(
        "Une évolution n'est dite que si la question était posée aux deux vagues sur la même échelle et dans les mêmes mots. "
        "« Établie » : le changement résiste au nombre de comparaisons faites ; « non établie » ne veut pas dire stable. "
        "Les mêmes personnes ne sont pas suivies d'une vague à l'autre."
    )
    if (
        told := answers.detectable(*(_fewest(choice, wave) for wave in choice.waves[-2:]))
        if len(choice.waves) > 1
        else ""
    ):
        st.caption(told)
    _show_questions(choice)


def _show_questions(choice: Choice) -> None:
    """Show the questions of this wave and of the one before side by side, and who is left out of the changes of all."""
    codes, before = choice.scope.residences, choice.waves[-2] if len(choice.waves) > 1 else None
    if choice.place is None:
        left = left_out.of_opinions(choice.version, choice.wave, codes)
        left_out.tell(choice.version, left, choice.labels)

    def scale_of(wave: str, item: str) -> str:
        scales = sorted(choice.scales.get((wave, item), ()))
        return " ou ".join(_SCALES[one] for one in scales)

    questions.show(choice.version, "satisfaction", codes, before, choice.wave, choice.labels, scale_of)


def show_beside(choice: Choice) -> None:
    """Show each question here beside the other residences together, and the level aimed at, if there is one."""
    here = choice.items(choice.wave)
    beside.show(choice.version, choice.place, choice.wave, RATE, here, choice.labels)
    aimed = glance.target(choice.version, indicator_named(RATE), None, 1)
    st.caption(aimed or f"{glance.NO_TARGET.capitalize()} pour ces questions.")


def _fewest(choice: Choice, wave: str) -> float:
    """Return the answers to the question that fewest answered at a wave."""
    return min((one.denominator or 0 for one in choice.items(wave).values()), default=0)


def _tell_changes(choice: Choice, judged: Judged) -> None:
    """Tell in a sentence each change that may be told, the surest first; say so where there is none."""
    moved = [
        (item, one) for item, one in judged.items() if one and one.verdict in ("established", "to_confirm")
    ]
    moved.sort(key=lambda pair: (_WORDING[pair[1].verdict], -abs(pair[1].points)))
    if moved:
        st.markdown("\n".join(f"- **{choice.labels[item]}** : {say.change(one)}" for item, one in moved))
    elif len(choice.waves) == 1 or not judged:
        st.info("Pas de vague précédente comparable : l'évolution se lira à la prochaine enquête.")
    else:
        st.markdown("Aucune évolution établie depuis la vague précédente.")


def _rank(judged: Judged, item: str) -> tuple[int, float]:
    one = judged.get(item)
    return (_WORDING[one.verdict], -abs(one.points)) if one else (len(_WORDING) + (item not in judged), 0)


def _verdict(judged: Judged, item: str) -> str:
    """Return what may be said of an item's change, in a few words."""
    if item not in judged:
        return "posée pour la première fois"
    one = judged[item]
    if one is None:
        return "échelle ou formulation différente"
    if one.verdict == "too_few":
        return "trop peu de réponses"
    return f"{words.points(one.points)}, {'stable' if one.is_stable else _IN_WORDS[one.verdict]}"


def _cell(choice: Choice, wave: str, item: str) -> str:
    pooled, scales = choice.items(wave).get(item), choice.scales.get((wave, item), frozenset())
    if pooled is None:
        return words.NONE
    if len(scales) > 1:
        return "deux échelles"
    share = choice.share(wave, item)
    counted = f"{words.number(pooled.numerator)}/{words.number(pooled.denominator)}"
    if answers.is_few(pooled.denominator):
        return counted
    scale = ", note de 0 à 10" if scales == _OF_TEN else ""
    return f"{words.percent(share.value if share else pooled.value)} ({counted}{scale})"


def show_published(choice: Choice) -> None:
    """Show ours beside the dated figures of ordinary social housing."""
    items, scores = choice.items(choice.wave), satisfaction_cards.scores(choice)

    def ours(one: Reference) -> str:
        if one.indicator == "global":
            score = scores.get(choice.wave)
            return say.value(indicator_named(satisfaction_cards.SCORE), score.value) if score else words.NONE
        share = choice.share(choice.wave, one.indicator)
        return (
            f"{words.percent(share.value)} de satisfaits" if share and one.indicator in items else words.NONE
        )

    references.show(SATISFACTION, lambda one: choice.labels[one.indicator], ours, f"Ici, {choice.wave}")
