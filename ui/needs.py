"""The needs page: who answered, each need at each wave, what changed, priorities, and residents' own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.places import Place
from indicators.statistics import nonresponse_range, survey_interval
from indicators.sums import Scope
from ui import answers, charts, figures, filters, panel, say, visitor, words

_WORDING = {"established": 0, "to_confirm": 1, "not_established": 2, "too_few": 3}


@dataclass(frozen=True)
class Choice:
    """A residence (None: all those in sight) and a survey wave, with the one before it (None: there is none)."""

    version: str
    place: Place | None
    wave: str
    wave_before: str | None

    @property
    def name(self) -> str:
        """The residence's name, or what all those in sight are together."""
        return self.place.name if self.place else filters.name_of_all(self.version)

    @property
    def shows_words(self) -> bool:
        """True for somebody who may read all that residents wrote; others read what was published."""
        return visitor.sight().traces

    @property
    def scope(self) -> Scope:
        """The residence, as figures are asked for."""
        return Scope((self.place.code,)) if self.place else Scope()

    @property
    def labels(self) -> dict[str, str]:
        """The words of the needs."""
        return figures.labels(self.version, "need_rate")

    def of_wave(self, name: str, wave: str | None = None) -> dict[str, Figure]:
        """Return an indicator's figures by need at a wave (this one by default), all residences of the choice pooled."""
        found = figures.figures(self.version, name, ("wave", "category"), self.scope)
        return {one.group["category"]: one for one in found if one.group["wave"] == (wave or self.wave)}


def choose(version: str) -> Choice:
    """Draw the choice of residence and wave; stop the page where no survey was ever loaded."""
    waves = figures.waves(version)
    if not waves:
        st.info(
            "Aucune enquête de besoins n'a encore été déposée. Le classeur vierge se trouve à la page Dépôt."
        )
        st.stop()
    filters.say_totals_only(version)
    left, right = st.columns([3, 2])
    with left:
        place = filters.choose_one_or_all(version)
    with right if filters.offers_residences(version) else left:
        asked = st.selectbox("Vague", waves[::-1], key="vague", bind="query-params")
    wave = asked if asked in waves else waves[-1]
    rank = waves.index(wave)
    return Choice(version, place, wave, waves[rank - 1] if rank else None)


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
    with st.container(border=True):
        st.metric(f"Taux de réponse, {choice.wave}", say.value(indicator_named(name), one.value))
        st.caption(say.basis(indicator_named(name), one))
        if told := answers.only_respondents(one.value):
            st.caption(told)
        panel.where_from(choice.version, name, choice.scope, key="reponse", wave=choice.wave)


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
    panel.where_from(choice.version, "need_change_pts", choice.scope, key="evolution", wave=choice.wave)


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
