"""What the convention APL asks of each residence, and where it stands: PLAI ceilings, the prefect's share."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from ui import charts, publics, words
from ui.board import of_residences
from ui.filters import View

_PLAI, _QUOTA = "entrants_below_plai_share", "prefect_quota_fill_rate"
_FEW = 10  # entries: under this, a gap with the convention says nothing


def show_plai(view: View) -> None:
    """Show, per residence, the entering households below the PLAI ceilings against the level of the convention."""
    target = indicator_named(_PLAI).target
    found = {name: one for name, one in of_residences(view, _PLAI).items() if one.denominator}
    if target is None or not found:
        return
    st.markdown("**Entrants sous le plafond PLAI, face aux 75 % de la convention**")
    charts.draw_once(
        view.key,
        lambda: charts.intervals(
            list(found),
            [one.value for one in found.values()],
            [None] * len(found),
            [None] * len(found),
            reference=target.value,
            reference_label="convention : 75 %",
            unit="percent",
        ),
        alt="Part des entrants sous le plafond PLAI par résidence, face aux 75 % de la convention",
        key="plai",
    )
    rows = [
        {
            "Résidence": name,
            "Sous plafond": f"{words.number(one.numerator)} sur {words.number(one.denominator)}",
            "Part": words.percent(one.value),
            "Non connus": words.number(one.unknown),
            "Convention (75 % au moins)": kept(one, target.value),
        }
        for name, one in found.items()
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Plafond PLAI par résidence")
    st.caption(
        f"{words.sentence(target.reference)} « Selon les non connus » : la réponse change si les entrants dont on ne connaît pas "
        "les ressources sont tous au-dessus, ou tous en dessous."
    )


def kept(figure: Figure, level: float) -> str:
    """Return whether a share reaches a level for sure, does not, or depends on those that are not known."""
    least = figure.numerator or 0.0
    every = (figure.denominator or 0.0) + (figure.unknown or 0)
    if not every:
        return words.NONE
    if least / every >= level:
        return "respectée"
    return "non respectée" if (least + (figure.unknown or 0)) / every < level else "selon les non connus"


def show_quota(view: View) -> None:
    """Show, per residence, the share of entries on the prefect's quota beside what its own convention says."""
    promised = publics.commitments(view.version)
    found = of_residences(view, _QUOTA)
    if not found:
        return
    st.markdown("**Contingent préfectoral, face à la convention de chaque résidence**")
    rows = [
        {
            "Résidence": place.name,
            "Convention": words.percent(share) if share is not None else "non renseigné au référentiel",
            "Entrées sur ce contingent": f"{words.number(one.numerator)} sur {words.number(one.denominator)}",
            "Part": words.percent(one.value),
            "Écart": _gap(one, share),
            "Non connus": words.number(one.unknown),
        }
        for place in view.places
        if (one := found.get(place.name)) is not None
        for share in [promised[place.code].prefect_quota if place.code in promised else None]
    ]
    st.table(
        pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Contingent préfectoral par résidence"
    )
    st.caption(
        "La convention réserve une part des logements, non des entrées d'une année : l'écart se lit sur plusieurs années. "
        "Ni bien ni mal en soi."
    )


def _gap(one: Figure, share: float | None) -> str:
    if share is None or one.value is None:
        return words.NONE
    if (one.denominator or 0) < _FEW:
        return f"trop peu d'entrées ({words.number(one.denominator)})"
    return words.points(100 * (one.value - share))
