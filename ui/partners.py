"""The partners page: needs and who answers them, referrals and what they became, rights opened, from a presentation to a project."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd
import streamlit as st

from indicators.measure import Figure
from indicators.partnerships import Gap, Journey, threshold
from ui import charts, figures, panel, visitor, words
from ui.filters import View

_BODIES = {
    "asv": "Atelier Santé Ville",
    "cls": "Contrat local de santé",
    "clsm": "Conseil local de santé mentale",
    "autre": "autre instance",
}
# What a status means for whoever waits: the order of the layers, best first.
_BECAME = {
    "aboutie": "Abouties",
    "proposee": "En cours",
    "acceptee": "En cours",
    "rdv_pris": "En cours",
    "en_cours": "En cours",
    "refusee": "Refusées ou abandonnées",
    "abandonnee": "Refusées ou abandonnées",
    "sans_nouvelles": "Sans nouvelles",
    None: "Non renseignées",
}
_MOST_PARTNERS = 6


def require_registers(version: str) -> None:
    """Stop the page where no register of the network was ever loaded, and say which workbooks make it."""
    if figures.has_facts(version, "partner_actions") or figures.has_facts(version, "referrals"):
        return
    if visitor.may("deposit"):
        st.info(
            "Aucune action avec un partenaire ni aucune orientation n'a encore été transmise. Déposez les classeurs "
            "« Actions avec les partenaires » et « Orientations » : les vierges se trouvent à la page Dépôt."
        )
    else:
        st.info("Aucune action avec un partenaire ni aucune orientation n'a encore été transmise.")
    st.stop()


def show_needs(view: View) -> None:
    """Show each need of the last survey, most voiced first, with the partners that answer it over the period; gaps first of all."""
    voiced = figures.needs_voiced(view.version, view.scope.residences)
    acting: dict[str, list[str]] = defaultdict(list)
    for one in figures.partner_answers(view.version, view.scope):
        # A partner of one town tells a residence: its actions are not told to whoever sees them together.
        told = f" ({words.number(one.actions)})" if view.shows_residences else ""
        acting[one.need].append(words.escaped(one.partner) + told)
    if view.shows_residences:
        _say_gaps(view, voiced)
    labels = figures.labels(view.version, "need_rate")
    shares = {gap.need: gap.share for gap in voiced}
    title = "Partenaires (actions)" if view.shows_residences else "Partenaires"
    asked = [*shares, *(need for need in acting if need not in shares)]
    rows = [
        {"Besoin": labels.get(need, need)}
        | ({"Exprimé par": words.percent(shares.get(need))} if view.shows_residences else {})
        | {title: _listed(acting.get(need, []))}
        for need in asked
        if need in acting or shares.get(need, 0) >= threshold(view.version)
    ]
    if not rows:
        st.info("Aucune action avec un partenaire sur cette période, et aucune enquête de besoins.")
        return
    if not view.shows_residences:
        st.table(
            pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Chaque besoin et ses partenaires"
        )
        st.caption(
            "Une action commune à plusieurs résidences compte une fois. La part des résidents se lit dans « Tableaux publiés »."
        )
        return
    alt = "Chaque besoin, la part des répondants qui l'expriment, et les partenaires qui y répondent"
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    st.caption(
        f"Actions de la période choisie ({view.name}) ; part des répondants à la dernière enquête. Une action commune à plusieurs "
        "résidences compte une fois."
    )


def _listed(partners: list[str]) -> str:
    if not partners:
        return "aucun partenaire"
    more = len(partners) - _MOST_PARTNERS
    rest = [words.plural(more, "autre")] if more > 0 else []
    return " · ".join(partners[:_MOST_PARTNERS] + rest)


def _say_gaps(view: View, voiced: list[Gap]) -> None:
    level = threshold(view.version)
    labels = figures.labels(view.version, "need_rate")
    gaps = [
        f"**{labels.get(gap.need, gap.need)}** ({words.percent(gap.share)})"
        for gap in voiced
        if gap.share >= level and not gap.actions
    ]
    if not voiced:
        st.info(
            "Aucune enquête de besoins n'a été transmise : on ne peut pas dire quel besoin est sans partenaire."
        )
    elif gaps:
        st.warning(
            f"Exprimés par au moins {words.percent(level)} des répondants, et sans aucune action avec un partenaire depuis "
            f"12 mois : {words.listing(gaps)}.",
            icon=":material/person_search:",
        )
    else:
        st.success(
            f"Chaque besoin exprimé par au moins {words.percent(level)} des répondants a eu une action avec un partenaire "
            "depuis 12 mois.",
            icon=":material/check:",
        )


def show_outcomes(view: View) -> None:
    """Show what referrals became, quarter by quarter."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _BECAME.values()}
    for quarter, status, count in figures.referral_outcomes(view.version, view.scope):
        counts[_BECAME.get(status, "Non renseignées")][quarter] += count
    quarters = sorted({quarter for of_status in counts.values() for quarter in of_status})
    if not quarters:
        st.info("Aucune orientation sur cette période.")
        return
    series = {name: [float(of[q]) for q in quarters] for name, of in counts.items() if of.total()}
    charts.draw_once(
        view.key,
        lambda: charts.stacked(quarters, series, unit="number"),
        alt="Orientations de chaque trimestre, selon ce qu'elles sont devenues",
        key="orientations",
    )
    st.caption("Rangées au trimestre de l'orientation ; les dernières n'ont pas eu le temps d'aboutir.")


def show_rights(view: View) -> None:
    """Show the rights opened of each family, and how many referrals of that family opened one."""
    found = figures.by(view.version, "rights_opened", "category", view.scope)
    per = figures.by(view.version, "rights_opened_per_referral", "category", view.scope)
    labels = figures.labels(view.version, "rights_opened")
    codes = sorted({*found, *per}, key=lambda code: -_count(found.get(code)))
    if not codes:
        st.info("Aucun droit ouvert sur cette période.")
        return
    if any(one.masked for one in [*found.values(), *per.values()]):
        st.info(
            "Le détail par famille n'est pas publié : l'une d'elles au moins compte moins de 11 droits ou orientations."
        )
        return
    texts = [_right(found.get(code), per.get(code)) for code in codes]
    charts.draw_once(
        view.key,
        lambda: charts.bars(
            [labels.get(code, code) for code in codes],
            [_count(found.get(code)) for code in codes],
            unit="number",
            texts=texts,
        ),
        alt="Droits ouverts par famille, avec la part des orientations de la famille qui en ouvrent un",
        key="droits",
    )
    st.caption(
        "Entre parenthèses : les orientations de la famille. Une orientation sans droit ouvert est rangée d'après son besoin."
    )
    panel.where_from(view.version, "rights_opened", view.scope, key="droits")


def _count(figure: Figure | None) -> float:
    return (figure.numerator or 0) if figure else 0


def _right(opened: Figure | None, per: Figure | None) -> str:
    told = words.number(_count(opened))
    if per is None or not per.denominator:
        return told
    return f"{told} (sur {words.number(per.denominator)})"


def show_journeys(view: View) -> None:
    """Show every presentation in a local body since the beginning, and what came of it, latest first."""
    found = figures.journeys(view.version, view.scope.residences)
    if not found:
        st.info(
            "Aucune présentation dans une instance locale (ASV, CLS, CLSM) n'est notée. Dans le classeur « Actions avec les "
            "partenaires », choisissez la nature « Présentation en instance » et nommez le projet qui en est né."
        )
        return
    names = {place.code: place.short_name for place in figures.residences(view.version)}
    st.caption(
        "Depuis le début, la plus récente d'abord. Un projet se suit par son nom, répété sur chacune de ses actions."
    )
    for one in reversed(found):
        with st.container(border=True):
            st.markdown(_told(one, names))


def _told(one: Journey, names: dict[str, str]) -> str:
    where = words.listing(names.get(code, code) for code in one.residences) if one.residences else ""
    body = _BODIES.get(one.body or "", "instance non précisée")
    lines = [f":material/campaign: **{words.day(one.on)}** · {body}" + (f" · {where}" if where else "")]
    if one.project is None:
        return "  \n".join([*lines, ":material/remove: aucun projet noté à ce jour"])
    name = "un projet, sans nom" if one.project == "oui" else f"**{words.escaped(one.project)}**"
    lines.append(f":material/lightbulb: né de cette présentation : {name}")
    lines.append(f":material/groups: {_sessions(one)}")
    return "  \n".join(lines)


def _sessions(one: Journey) -> str:
    if not one.sessions:
        return "aucune séance notée à ce jour"
    told = words.plural(one.sessions, "séance")
    if one.first_on and one.last_on:
        told += (
            f", de {_month(one.first_on)} à {_month(one.last_on)}"
            if one.sessions > 1
            else f", en {_month(one.first_on)}"
        )
    if one.participants is not None:
        told += f" · {words.plural(one.participants, 'participation')}"
    if one.at_first is not None and one.at_last is not None and one.sessions > 1:
        told += f" ({words.number(one.at_first)} à la première, {words.number(one.at_last)} à la dernière)"
    return told


def _month(day: object) -> str:
    return words.month(f"{day:%Y-%m}")
