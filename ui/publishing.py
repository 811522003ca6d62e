"""The leadership's act: to publish the edition of a closed year, once its audit was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from access.accounts import every_account
from indicators.editions import VERIFIED, Edition
from ui import words


def perimeters() -> list[tuple[str, ...]]:
    """Return the residences of each evaluator who sees some of them only: their totals are masked with the rest."""
    found = {
        one.perimeter.residences
        for one in every_account()
        if one.is_open and one.role == "evaluateur" and len(one.perimeter.residences) > 1
    }
    return sorted(tuple(sorted(codes)) for codes in found)


def explain(threshold: int) -> None:
    """Say what an edition is, and what publishing does."""
    st.markdown(
        "Ce qui sort de l'association sur des **personnes** sort par une édition : des tableaux fermés, une fois l'an, où tout "
        f"effectif de moins de {threshold} personnes est masqué, avec les chiffres qui permettraient de le retrouver par "
        "soustraction. L'évaluation ne lit que cela, et les chiffres d'activité."
    )
    st.caption(
        "Une édition publiée n'est jamais refaite ni retirée : comparer deux versions dirait ce que chacune masque."
    )


def show_published(found: Sequence[Edition]) -> None:
    """Show the editions already published."""
    st.subheader("Éditions publiées")
    if not found:
        st.caption("Aucune pour l'instant.")
        return
    rows = [
        {
            "Édition": str(one.year),
            "Publiée le": words.instant(one.published_at),
            "Par": one.by,
            "Tableaux": len(one.tables),
            "Chiffres masqués": len(one.mask),
            "Seuil": one.threshold,
            "Empreinte": one.hash[:12],
        }
        for one in found
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, height="content", alt="Éditions publiées")


def offer(
    years: Sequence[int], compose: Callable[[int], Edition | str], publish: Callable[[int], str]
) -> None:
    """Draw the choice of a year, its audit, and the button that publishes it. A text stands for a refusal."""
    st.subheader("Publier une édition")
    if not years:
        st.info(
            "Aucune année à publier : il faut que ses douze mois soient clos, et qu'elle ne le soit pas déjà."
        )
        return
    year = st.selectbox("Année close", list(years), key="annee-edition")
    if st.button("Préparer et vérifier", icon=":material/policy:"):
        st.session_state["edition-preparee"] = year
    if st.session_state.get("edition-preparee") != year:
        return
    found = compose(year)
    if isinstance(found, str):
        st.error(words.sentence(found), icon=":material/gpp_bad:")
        return
    _show_audit(found)
    if st.button("Publier l'édition", type="primary", icon=":material/publish:"):
        refused = publish(year)
        if refused:
            st.error(words.sentence(refused), icon=":material/gpp_bad:")
            return
        st.session_state.pop("edition-preparee")
        st.rerun()


def _show_audit(edition: Edition) -> None:
    cells, masked = (sum(getattr(one, name) for one in edition.audits) for name in ("cells", "masked"))
    st.success(
        f"{words.number(cells)} chiffres, dont {words.number(masked)} masqués. {VERIFIED}",
        icon=":material/verified_user:",
    )
    rows = [
        {
            "Tableaux": next(table.title for table in edition.tables if table.subject == one.block),
            "Chiffres": one.cells,
            "Petits effectifs": one.small,
            "Masqués": one.masked,
            "Résidences": "ensemble seulement" if one.is_regrouped else "une à une, ou regroupées",
        }
        for one in edition.audits
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Vérification de l'édition, tableau par tableau")
    if edition.withheld:
        st.caption(f"Non publiés (trop peu de personnes) : {words.listing(edition.withheld)}.")
