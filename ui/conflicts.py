"""The conflicts page: the claim checked against the register, modes side by side, course, categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.verdicts import claim
from ui import charts, figures, outcomes, panel, say, words
from ui.filters import View

_STRICT = "floor_meeting_resolution_rate"
# The most demanding first: it is the one that may be published.
_VARIANTS = {
    "durable": ("floor_meeting_durable_rate", outcomes.IN_WORDS),
    "strict": (_STRICT, "clos comme résolu"),
    "large": ("floor_meeting_resolution_rate_broad", "clos comme résolu ou amélioré"),
}
_MODES = {
    "Réunion de palier": _STRICT,
    "Entretien ou courrier": "individual_resolution_rate",
    "Médiation interne": "mediation_resolution_rate",
}


def show_claim(view: View) -> None:
    """Show the claimed rate against the register, in three senses: interval, worst and best case, and the honest sentence."""
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        claimed = (
            st.slider("Taux affirmé", 50, 100, 90, 5, format="%d %%", key="taux", bind="query-params") / 100
        )
    with right:
        st.caption(
            "Le 90 % est l'estimation d'un praticien, jamais mesurée. On la confronte ici aux conflits traités en réunion de palier."
        )
    found = {
        variant: figures.figure(view.version, name, view.scope) for variant, (name, _) in _VARIANTS.items()
    }
    for variant, side in zip(found, st.columns(3), strict=True):
        with side, st.container(border=True, height="stretch"):
            name, _ = _VARIANTS[variant]
            _show_variant(view, variant, found[variant], claimed)
            panel.where_from(view.version, name, view.scope, key=f"claim-{variant}")
    _draw_claim(view, found, claimed)
    _show_recurrence(view)


def _show_variant(view: View, variant: str, found: Figure | None, claimed: float) -> None:
    judged, (name, how) = claim(found, claimed), _VARIANTS[variant]
    indicator = indicator_named(_STRICT)
    st.metric(f"Au sens {variant}", say.value(indicator, found.value if found else None))
    st.caption(f"{how[0].upper()}{how[1:]}")
    st.caption(panel.said(view, name))
    if judged.unknown and judged.worst is not None:
        st.caption(
            f"Si les {words.plural(judged.unknown, 'issue non connue', 'issues non connues')} étaient toutes des échecs : "
            f"{words.percent(judged.worst)} ; toutes des réussites : {words.percent(judged.best)}."
        )
    st.markdown(f"**Ce qu'on peut écrire :** {say.claim(judged, how)}")


def _draw_claim(view: View, found: dict[str, Figure | None], claimed: float) -> None:
    known = {
        f"{variant.capitalize()} (n = {words.number(f.denominator)})": f
        for variant, f in found.items()
        if f and f.value is not None
    }
    if known:
        charts.draw_once(
            f"{view.key}|{claimed}",
            lambda: _intervals(
                known, reference=claimed, reference_label=f"affirmé : {words.percent(claimed)}"
            ),
            alt="Taux de résolution durable, strict et large avec leur intervalle, face au taux affirmé",
            key="claim",
        )


def _intervals(known: Mapping[str, Figure], **reference: Any) -> go.Figure:
    values, lows, highs = ([getattr(f, side) for f in known.values()] for side in ("value", "low", "high"))
    return charts.intervals(list(known), values, lows, highs, unit="percent", **reference)


def _show_recurrence(view: View) -> None:
    indicator = indicator_named("recurrence_rate_90d")
    found = figures.figure(view.version, indicator.id, view.scope)
    if found and found.denominator:
        st.markdown(
            f"**Et après ?** {say.value(indicator, found.value)} des conflits réglés reprennent dans les 90 jours "
            f"({say.basis(indicator, found)}) : un conflit qui reprend n'était pas résolu."
        )


def show_modes(view: View) -> None:
    """Show the resolution rate of each mode with its interval, and the warning that modes were chosen case by case."""
    found = {title: figures.figure(view.version, name, view.scope) for title, name in _MODES.items()}
    known = {
        f"{title} (n = {words.number(f.denominator)})": f
        for title, f in found.items()
        if f and f.value is not None
    }
    if not known:
        st.info("Aucun conflit d'issue connue sur cette période.")
        return
    alt = "Taux de résolution par mode de traitement"
    charts.draw_once(view.key, lambda: _intervals(known), alt=alt, key="modes")
    panel.tiles(view, ["individual_resolution_rate", "mediation_resolution_rate"])
    st.warning(
        "Le mode de traitement est choisi au cas par cas : les situations traitées en réunion ne sont pas les mêmes que "
        "celles traitées en entretien. L'écart entre ces taux n'est donc pas la preuve que l'un vaut mieux que l'autre.",
        icon=":material/balance:",
    )


def show_course(view: View) -> None:
    """Show conflicts and warnings for 100 residents beside floor meetings, quarter by quarter."""
    names = {
        "Conflits pour 100 résidents": "conflicts_per_100",
        "Avertissements pour 100 résidents": "warnings_per_100",
    }
    quarters = sorted({f"{month[:4]}-T{(int(month[5:]) + 2) // 3}" for month in view.months})
    series = {
        title: figures.series(view.version, name, quarters, "quarter", view.scope)
        for title, name in names.items()
    }
    alt = "Conflits et avertissements pour 100 résidents par an, par trimestre"
    charts.draw_once(view.key, lambda: charts.lines(quarters, series, unit="number"), alt=alt, key="cours")
    st.caption("Taux annualisés. Une hausse des conflits peut vouloir dire qu'on les signale mieux.")


def show_categories(view: View) -> None:
    """Show how many conflicts were reported by nature, most frequent first."""
    name = "conflicts_per_100"
    counts = {
        code: one.numerator or 0
        for code, one in figures.by(view.version, name, "category", view.scope).items()
    }
    labels = figures.labels(view.version, name)
    ordered = sorted(counts, key=lambda code: -counts[code])
    if not ordered:
        st.info("Aucun conflit signalé sur cette période.")
        return
    names = [labels.get(code, code) for code in ordered]
    values = [counts[code] for code in ordered]
    charts.draw_once(
        view.key,
        lambda: charts.bars(names, values, unit="number"),
        alt="Conflits signalés par nature",
        key="natures",
    )
    panel.where_from(view.version, name, view.scope, key="natures")
