"""The needs page: who answered, each need at each wave, what changed, priorities, and residents' own words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.places import Place
from indicators.statistics import nonresponse_range, population_share, survey_interval
from indicators.sums import Scope
from indicators.verdicts import Change, Count, association_changes, changes
from ui import charts, figures, panel, say, words

ALL = "Toutes les résidences"
_WORDING = {"established": 0, "to_confirm": 1, "not_established": 2, "too_few": 3}


@dataclass(frozen=True)
class Choice:
    """A residence (None: the association) and a survey wave, with the one before it (None: there is none)."""

    version: str
    place: Place | None
    wave: str
    wave_before: str | None

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
    places = figures.residences(version)
    left, right = st.columns([3, 2])
    with left:
        name = st.selectbox(
            "Résidence", [ALL, *(place.name for place in places)], key="residence", bind="query-params"
        )
    with right:
        wave = st.selectbox("Vague", waves[::-1], key="vague", bind="query-params") or waves[-1]
    rank = waves.index(wave)
    place = next((place for place in places if place.name == name), None)
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
        st.info(
            f"Pas de questionnaire pour {choice.place.name if choice.place else 'l’association'} à cette vague."
        )
        return
    [one] = found
    with st.container(border=True):
        st.metric(f"Taux de réponse, {choice.wave}", say.value(indicator_named(name), one.value))
        st.caption(say.basis(indicator_named(name), one))
        if one.value is not None and one.value < 0.3:
            st.caption(
                "Moins de 30 % de réponses : ces chiffres décrivent les répondants, pas l'ensemble des résidents."
            )
        panel.where_from(choice.version, name, choice.scope, key="reponse", wave=choice.wave)


def show_needs(choice: Choice) -> None:
    """Show each need with its interval; for the association, each residence weighs its residents."""
    found = choice.of_wave("need_rate")
    shares = {code: _share(choice, code, one, choice.wave) for code, one in found.items() if one.denominator}
    ordered = sorted(shares, key=lambda code: -shares[code][0])
    if not ordered:
        return
    labels = [choice.labels.get(code, code) for code in ordered]
    values, lows, highs = ([shares[code][side] for code in ordered] for side in range(3))
    charts.draw(
        charts.intervals(labels, values, lows, highs, unit="percent"),
        alt=f"Part des répondants exprimant chaque besoin, {choice.wave}",
        key="besoins",
    )
    if choice.place is None:
        st.caption("Chaque résidence pèse son nombre de résidents, et non son nombre de réponses.")
    else:
        _show_leading(choice, ordered[0], found[ordered[0]])
    panel.where_from(choice.version, "need_rate", choice.scope, key="besoins", wave=choice.wave)


def _share(choice: Choice, code: str, pooled: Figure, wave: str) -> tuple[float, float | None, float | None]:
    """Return (share, low, high) of a need: of one residence, exact; of the association, weighted by residence size."""
    rows = [one for one in _by_residence(choice, code, wave) if one.denominator]
    if choice.place:
        own = rows[0] if rows else pooled
        return own.value or 0.0, own.low, own.high
    sizes = _sizes(choice, wave)
    rows = [one for one in rows if sizes.get(one.group["residence"])]
    if not rows:
        return pooled.value or 0.0, None, None
    xs, ns = [one.numerator or 0 for one in rows], [one.denominator or 0 for one in rows]
    share, error = population_share(
        xs, ns, [max(sizes[one.group["residence"]], one.denominator or 0) for one in rows]
    )
    return share, max(0.0, share - 1.96 * error), min(1.0, share + 1.96 * error)


def _by_residence(choice: Choice, code: str, wave: str) -> list[Figure]:
    found = figures.figures(choice.version, "need_rate", ("residence", "wave", "category"), choice.scope)
    return [one for one in found if one.group["wave"] == wave and one.group["category"] == code]


def _sizes(choice: Choice, wave: str) -> dict[str, float]:
    found = figures.figures(choice.version, "survey_response_rate", ("residence", "wave"), choice.scope)
    return {
        one.group["residence"]: one.denominator
        for one in found
        if one.group["wave"] == wave and one.denominator
    }


def _show_leading(choice: Choice, code: str, one: Figure) -> None:
    size = _sizes(choice, choice.wave).get(choice.place.code) if choice.place else None
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
    judged = _judged(choice)
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
    if choice.place is None:
        st.caption(
            "Évolution sur les résidences enquêtées aux deux vagues, chacune pesant son nombre de résidents à la dernière."
        )
    panel.where_from(choice.version, "need_change_pts", choice.scope, key="evolution", wave=choice.wave)


def _judged(choice: Choice) -> dict[str, Change]:
    """Return the change of each need since the wave before: of the residence, or of the association by residence."""
    name = "need_change_pts"
    found = figures.figures(choice.version, name, ("residence", "wave", "category"), choice.scope)
    of_need: dict[str, list[tuple[Count, Count, float]]] = defaultdict(list)
    sizes = _sizes(choice, choice.wave)
    for one in found:
        if one.group["wave"] == choice.wave and one.before and one.before[1] and one.denominator:
            size = sizes.get(one.group["residence"], one.denominator)
            of_need[one.group["category"]].append((one.before, (one.numerator or 0, one.denominator), size))
    if choice.place:
        pairs = {code: parts[0][:2] for code, parts in of_need.items() if _is_enough(parts[0])}
        return dict(zip(pairs, changes(list(pairs.values())), strict=True))
    families = {code: tuple(zip(*parts, strict=True)) for code, parts in of_need.items()}
    return dict(zip(families, association_changes(list(families.values())), strict=True))  # type: ignore[arg-type]


def _is_enough(part: tuple[Count, Count, float]) -> bool:
    least = indicator_named("need_change_pts").at_least
    return min(part[0][1], part[1][1]) >= least


def _cell(choice: Choice, code: str, wave: str) -> str:
    pooled = choice.of_wave("need_rate", wave).get(code)
    if pooled is None or not pooled.denominator:
        return words.NONE
    told = f"{words.number(pooled.numerator)}/{words.number(pooled.denominator)}"
    return f"{words.percent(_share(choice, code, pooled, wave)[0])} ({told})"
