"""The method page: the rules common to all figures, then every definition with its formula, caveats, source and SQL."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import streamlit as st

from indicators.catalogue import Indicator, indicators, shared_views
from indicators.measure import current_version
from indicators.targets import target_of
from ui import projects, say, words

THEMES = {
    "occupancy": "Occupation et publics",
    "pathways": "Parcours",
    "participation": "Participation",
    "bodies": "Instances, charte et groupes",
    "conflicts": "Conflits",
    "needs": "Besoins",
    "practice": "Pratiques professionnelles",
    "funding": "Appel à projets",
    "social_project": "Projet social",
    "satisfaction": "Satisfaction",
    "network": "Réseau et accès aux droits",
    "transmission": "Transmission des classeurs",
}
_KINDS = {
    "referentiel_residences": "référentiel des résidences",
    "paliers": "paliers",
    "occupation_mensuelle": "occupation mensuelle",
    "mouvements": "entrées et sorties",
    "reunions": "réunions",
    "participants": "participants différents",
    "comites_elections": "élections des comités",
    "comite_titulaires": "titulaires en fonction",
    "charte_groupes": "charte des résidents",
    "groupes_actions": "groupes d'actions collectives",
    "conflits": "registre des conflits",
    "enquete_besoins": "enquête de besoins",
    "groupes_travail_formations": "groupes de travail et formations",
    "salaries_formes": "salariés formés",
    "aap_actions": "actions de l'appel à projets",
    "aap_dossiers": "dossiers d'appels à projets",
    "aap_budget": "budget de l'appel à projets",
    "projets_sociaux": "projets sociaux",
    "etapes_actualisation": "étapes d'actualisation",
    "plan_actions_ps": "plan d'actions du projet social",
    "enquete_satisfaction": "enquête de satisfaction",
    "questionnaires": "questions posées aux enquêtes",
    "actions_partenaires": "actions avec les partenaires",
    "orientations": "orientations",
    "maintien_domicile": "parcours de maintien à domicile",
}
_AGGREGATES = {
    "sum": "on additionne numérateurs et dénominateurs, puis on divise",
    "distinct": "on compte chaque chose une fois, quel que soit le nombre de mois",
    "median": "la valeur du milieu, recalculée sur l'ensemble choisi",
    "state": "la valeur du dernier mois transmis de la période",
    "change": "différence de deux parts",
}
_INTERVALS = {
    "none": "aucun : un registre compte tout, rien n'est échantillonné",
    "wilson": "intervalle de Wilson à 95 % : les cas suivis sont une partie de ce que la pratique produit",
    "survey": "intervalle exact à 95 % (hypergéométrique) : l'enquête voit une part connue d'une résidence finie",
    "change": "intervalle de Newcombe à 95 % pour une différence de deux parts",
}


def show_rules() -> None:
    """Say the rules that every figure follows."""
    with st.expander("Les règles communes", expanded=True):
        st.markdown(
            "- **Inconnu, zéro, sans objet** sont trois choses : une case vide, NC ou « ? » est inconnue ; « néant » est zéro ; "
            "« SO » sort du calcul.\n"
            "- **Non connu** : les lignes qui devraient compter mais dont la valeur manque sont dites à côté du chiffre ; sous 80 % de "
            "lignes utilisables, le chiffre est dit partiel.\n"
            "- **Petits nombres** : sous 10 cas, on ne juge pas d'un taux ; sous 30, on dit de combien un cas le déplace.\n"
            "- **Évolutions** : « établie », « à confirmer », « pas d'évolution établie » ; jamais « stable » faute de preuve. Quand "
            "beaucoup de comparaisons sont montrées ensemble, le seuil en tient compte (Benjamini-Hochberg, 10 %).\n"
            "- **Personne n'est enregistré** : des nombres, des évènements, des questionnaires anonymes.\n"
            "- Les articles cités sont ceux du code de la construction et de l'habitation (CCH), version de janvier 2017 ; à vérifier."
        )


def show_indicators() -> None:
    """Show every definition, by theme, those that match the search."""
    wanted = (
        st.text_input(
            "Chercher un indicateur", key="cherche", bind="query-params", placeholder="palier, conflit, âge…"
        )
        or ""
    )
    found = [
        one
        for one in indicators().values()
        if wanted.lower() in f"{one.title} {one.question} {one.formula} {one.code} {one.id}".lower()
    ]
    if not found:
        st.info("Aucun indicateur ne répond à ces mots. Effacez la recherche pour les voir tous.")
    for title, group in groupby(sorted(found, key=_rank), key=_heading):
        st.subheader(title)
        for indicator in group:
            with st.expander(f"{indicator.title} · {indicator.code}"):
                _show(indicator)


def _rank(indicator: Indicator) -> int:
    return list(THEMES).index(indicator.theme) if indicator.theme in THEMES else len(THEMES)


def _heading(indicator: Indicator) -> str:
    return THEMES.get(indicator.theme, "Autres indicateurs")


def _kind(kind: str, titles: Mapping[str, str]) -> str:
    """Return how a sentence names a kind of workbook: a kind that was added since bears the title of its contract."""
    if kind in _KINDS:
        return _KINDS[kind]
    title = titles.get(kind, kind.replace("_", " "))
    return words.escaped(title[:1].lower() + title[1:])


def _show(indicator: Indicator) -> None:
    version = current_version()
    titles = projects.words_of(version, "kind") if version else {}
    kinds = words.listing(_kind(kind, titles) for kind in indicator.kinds)
    rows = [
        f"**{indicator.question}** {indicator.why}",
        f"**Formule** : {indicator.formula}.",
        f"**Unité** : {indicator.unit}. **Regroupement** : {_AGGREGATES[indicator.aggregate]}.",
        f"**Intervalle** : {_INTERVALS[indicator.interval]}.",
        f"**Sources** : {'tous les fichiers déposés' if indicator.is_of_files else kinds}.",
        say.target(indicator, target_of(version, indicator)),
        f"Relu le {words.day(indicator.reviewed)} · identifiant `{indicator.id}`",
    ]
    st.markdown("  \n".join(filter(None, rows)))
    for caveat in indicator.caveats:
        st.caption(f"• {caveat}")
    if st.toggle("Voir la requête (SQL)", key=f"sql-{indicator.id}"):
        used = {name: sql for name, sql in shared_views().items() if f" {name}" in indicator.sql}
        for name, sql in used.items():
            st.caption(f"Vue « {name} »")
            st.code(sql, language="sql")
        st.code(indicator.sql, language="sql")
