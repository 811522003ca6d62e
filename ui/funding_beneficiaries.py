"""The beneficiaries of a funding call: people apart from attendances, and what of them is read outside."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from indicators import calls
from indicators.calls import Action
from indicators.measure import Figure
from indicators.sums import Scope
from ui import figures, panel, visitor, words
from ui.filters import View
from ui.funding_call import gap

_COUNTED = {
    "distinct": "Personnes différentes, comptées une fois",
    "passages": "Passages : une personne compte à chaque venue",
}


def show(view: View, call: str) -> None:
    """Show beneficiaries planned and achieved, people apart from attendances: the two are never added."""
    found = figures.call_actions(view.version, call)
    totals = _totals(view, call)
    told = [one for one in found if one.expected is not None or one.met is not None or one.is_secret]
    if not told:
        st.info("Aucun bénéficiaire au dossier.")
        return
    for counting in [*_COUNTED, None]:
        some = [one for one in told if one.counting == counting]
        if not some:
            continue
        st.markdown(f"**{_COUNTED.get(counting or '', 'Comptage non précisé : dans aucun total')}**")
        st.dataframe(pd.DataFrame([_met(one) for one in some]), hide_index=True, alt=f"Bénéficiaires, {call}")
        if total := totals.get(counting):
            st.markdown(total)
            if visitor.may("trace"):
                st.caption(panel.said(view, "aap_beneficiary_ratio", counting))
            panel.where_from(
                view.version,
                "aap_beneficiary_ratio",
                Scope(waves=(call,), category=counting),
                key=f"beneficiaires-{counting}",
            )
    st.caption(
        "Personnes et passages ne s'additionnent jamais. Une personne qui prend part à deux actions est comptée dans chacune."
    )
    if any(one.is_secret for one in found):
        st.caption(
            "« secret » : moins de 11 personnes, ou de quoi les retrouver par soustraction. Avant que tous les mois de l'appel soient "
            "clos, aucun nombre de bénéficiaires n'est lu hors de l'association : de deux lectures, on déduirait qui vient d'arriver. "
            "Il en va de même quand ces nombres ont été corrigés après avoir été lus."
        )


def _met(one: Action) -> dict[str, str]:
    met = "secret" if one.is_secret else words.number(one.met)
    return {
        "Action": one.action,
        "Prévus": words.number(one.expected),
        "Réalisés": met,
        "Écart": words.NONE if one.is_secret else gap(one.expected, one.met),
    }


def _totals(view: View, call: str) -> dict[str | None, str]:
    """Return the sentence of each manner of counting."""
    if visitor.may("trace"):
        found = figures.by(view.version, "aap_beneficiary_ratio", "category", view.scope)
        return {counting: _total(figure) for counting, figure in found.items()}
    outside = calls.beneficiaries(view.version, visitor.sight(), call)
    return {
        counting: "Total : secret"
        if one.met is None
        else f"Total : **{words.number(one.met)}** pour {words.number(one.expected)} prévus"
        for counting, one in outside.items()
    }


def _total(figure: Figure) -> str:
    unknown = (
        f" · {words.plural(figure.unknown, 'action non connue', 'actions non connues')}"
        if figure.unknown
        else ""
    )
    if figure.value is None:
        return f"Total non connu{unknown}"
    share = words.percent(figure.value)
    return f"Total : **{words.number(figure.numerator)}** pour {words.number(figure.denominator)} prévus ({share}){unknown}"
