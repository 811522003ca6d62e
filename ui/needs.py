"""The needs page: who answered, each need at each wave, what changed, priorities, and residents' own words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.statistics import nonresponse_range, survey_interval
from indicators.sums import Scope
from ui import answers, beside, charts, figures, glance, left_out, panel, say, wave_card, words
from ui.need_choice import Choice

_WORDING = {"established": 0, "to_confirm": 1, "not_established": 2, "too_few": 3}


def show_response(choice: Choice) -> None:
    """Show who answered: everything the survey says is worth what its participation is worth."""
    name = "survey_response_rate"
    found = [
        one
        for one in figures.figures(choice.version, name, ("wave",), choice.scope)
        if one.group["wave"] == choice.wave
    ]
    if not found:
        st.info(f"Pas de questionnaire pour {choice.name} à cette vague.")
        return
    [one] = found
    told = answers.only_respondents(one.value)
    with st.grid(min_column_width=300, gap="small"):
        wave_card.show(choice.of_card, name, f"Taux de réponse, {choice.wave}", told, key="reponse")
        _show_several(choice)


def _show_several(choice: Choice) -> None:
    """Show how many have several needs at once; a longer list makes more of them, so that unlike lists are not compared."""
    name, here = "multi_need_share", choice.of_card
    if wave_card.at(here, name, choice.wave, here.codes) is None:
        return
    lists = [_asked(choice, wave, here.codes) for wave in (choice.wave, choice.wave_before) if wave]
    theirs = _asked(choice, choice.wave, here.others) if here.others else lists[0]
    unlike = "{} : pas la même liste de besoins"
    wave_card.show(
        here,
        name,
        f"{indicator_named(name).title}, {choice.wave}",
        key="cumul",
        incomparable_before=unlike.format("vague précédente") if len({*lists}) > 1 else "",
        incomparable_around=unlike.format("autres résidences") if theirs != lists[0] else "",
    )


def _asked(choice: Choice, wave: str, codes: tuple[str, ...]) -> frozenset[frozenset[str]]:
    """Return the lists of needs asked at a wave: one, where all residences of a choice asked the same."""
    of_place: dict[str, set[str]] = {}
    scope = Scope(codes, waves=(wave,))
    for one in figures.figures(choice.version, "need_rate", ("residence", "wave", "category"), scope):
        if one.denominator:
            of_place.setdefault(one.group["residence"], set()).add(one.group["category"])
    return frozenset(map(frozenset, of_place.values()))


def show_needs(choice: Choice) -> None:
    """Show each need with its interval; for the association, each residence weighs its residents."""
    found = choice.of_wave("need_rate")
    shares = figures.need_shares(choice.version, choice.scope.residences)
    asked = {code: one for code, one in found.items() if one.denominator}
    of_need = {
        code: shares[choice.wave, code] for code, one in asked.items() if not answers.is_few(one.denominator)
    }
    ordered = sorted(of_need, key=lambda code: -of_need[code].value)
    if told := answers.warning(
        min((one.denominator or 0 for one in asked.values()), default=answers.FRAGILE)
    ):
        st.warning(told)
    if not ordered:
        _show_counts(choice, asked)
        return
    labels = [choice.labels.get(code, code) for code in ordered]
    values, lows, highs = (
        [getattr(of_need[code], side) for code in ordered] for side in ("value", "low", "high")
    )
    is_whole = not answers.only_respondents(_response(choice))
    charts.draw(
        charts.intervals(labels, values, lows, highs, unit="percent")
        if is_whole
        else charts.bars(labels, values, unit="percent"),
        alt=f"Part des répondants exprimant chaque besoin, {choice.wave}",
        key="besoins",
    )
    if choice.place is None:
        st.caption("Chaque résidence pèse son nombre de résidents, et non son nombre de réponses.")
    elif is_whole:
        _show_leading(choice, ordered[0], found[ordered[0]])
    panel.where_from(choice.version, "need_rate", choice.scope, key="besoins", wave=choice.wave)


def _show_counts(choice: Choice, asked: Mapping[str, Figure]) -> None:
    """Say how many expressed each need, where so few answered that a percentage would mislead."""
    told = [
        f"{choice.labels.get(code, code)} : {words.number(one.numerator)} sur {words.number(one.denominator)}"
        for code, one in sorted(asked.items(), key=lambda pair: -(pair[1].numerator or 0))
        if one.numerator
    ]
    if told:
        st.markdown("\n".join(f"- {one}" for one in told))


def _size(choice: Choice) -> float | None:
    one = _participation(choice)
    return one.denominator if one else None


def _response(choice: Choice) -> float | None:
    one = _participation(choice)
    return one.value if one else None


def _participation(choice: Choice) -> Figure | None:
    found = figures.figures(choice.version, "survey_response_rate", ("wave",), choice.scope)
    return next((one for one in found if one.group["wave"] == choice.wave), None)


def _show_leading(choice: Choice, code: str, one: Figure) -> None:
    size = _size(choice)
    x, n = int(one.numerator or 0), int(one.denominator or 0)
    if not size or n > size:
        return
    low, high = survey_interval(x, n, int(size))
    least, most = nonresponse_range(x, n, int(size))
    st.markdown(
        f"**{choice.labels.get(code, code)}** : {x} répondants sur {n} ({words.percent(x / n)}). Si les "
        f"{words.plural(int(size) - n, 'personne')} qui n'ont pas répondu ressemblent aux autres, cela correspond à "
        f"**{low} à {high} résidents sur {int(size)}**. Si elles pensent toutes l'inverse, la part réelle peut aller de "
        f"{words.percent(least)} à {words.percent(most)}."
    )


def show_changes(choice: Choice) -> None:
    """Show each need at each wave, and a plain sentence on its change since the wave before; established changes first."""
    judged = figures.need_changes(choice.version, choice.wave, choice.scope.residences)
    if not judged:
        st.info("Pas de vague précédente comparable : l'évolution se lira à la prochaine enquête.")
        _tell_left(choice)
        return
    ordered = sorted(judged, key=lambda code: (_WORDING[judged[code].verdict], -abs(judged[code].points)))
    shown = figures.waves(choice.version)[: figures.waves(choice.version).index(choice.wave) + 1]
    rows = [
        {"Besoin": choice.labels.get(code, code)}
        | {wave: _cell(choice, code, wave) for wave in shown}
        | {"Ce qu'on peut en dire": say.change(judged[code])}
        for code in ordered
    ]
    # A plain table, whose sentences wrap: a grid would cut them.
    st.table(
        pd.DataFrame(rows),
        hide_index=True,
        border="horizontal",
        alt="Chaque besoin à chaque vague, et son évolution",
    )
    st.caption(
        "« Établie » : le changement résiste au nombre de comparaisons faites. « Pas d'évolution établie » ne veut pas dire "
        "« stable » : l'enquête ne permet pas de trancher. Les mêmes personnes ne sont pas suivies d'une vague à l'autre."
    )
    before, now = (_fewest(choice, wave) for wave in (choice.wave_before, choice.wave))
    if told := answers.detectable(before, now):
        st.caption(told)
    if choice.place is None:
        st.caption(
            "Évolution sur les résidences enquêtées aux deux vagues, chacune pesant son nombre de résidents à la dernière."
        )
        _tell_left(choice)
    panel.where_from(choice.version, "need_change_pts", choice.scope, key="evolution", wave=choice.wave)


def _tell_left(choice: Choice) -> None:
    if choice.place is None:
        left = left_out.of_needs(choice.version, choice.wave, choice.scope.residences)
        left_out.tell(choice.version, left, choice.labels)


def show_beside(choice: Choice) -> None:
    """Show each need here beside the other residences together."""
    here = {code: one for code, one in choice.of_wave("need_rate").items() if one.denominator}
    beside.show(choice.version, choice.place, choice.wave, "need_rate", here, choice.labels)
    if here:
        st.caption(f"{glance.NO_TARGET.capitalize()} : un besoin se constate.")


def _fewest(choice: Choice, wave: str | None) -> float:
    """Return the answers to the question that fewest answered at a wave, 0 without a wave."""
    found = choice.of_wave("need_rate", wave).values() if wave else ()
    return min((one.denominator for one in found if one.denominator), default=0)


def _cell(choice: Choice, code: str, wave: str) -> str:
    pooled = choice.of_wave("need_rate", wave).get(code)
    if pooled is None or not pooled.denominator:
        return words.NONE
    told = f"{words.number(pooled.numerator)}/{words.number(pooled.denominator)}"
    if answers.is_few(pooled.denominator):
        return told
    shares = figures.need_shares(choice.version, choice.scope.residences)
    return f"{words.percent(shares[wave, code].value)} ({told})"
