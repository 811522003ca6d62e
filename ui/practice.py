"""The page of practices: working groups, tools and where they are used, trainings received and given, staff trained."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.practices import Training
from ui import figures, glance, names, panel, practice_figures, say, words
from ui.filters import View

_REGISTER = "« Groupes de travail et formations »"
_DIRECTIONS = {"donnee": "Donnée", "recue": "Reçue", "interne": "Interne", None: "non précisé"}


def is_told(view: View) -> bool:
    """Return whether the register covers a month of the period."""
    return practice_figures.practice_months(view.version, view.scope) > 0


def say_nothing(view: View) -> None:
    """Say which workbook to drop; where the register covers other months, to choose another period."""
    if practice_figures.practice_months(view.version, figures.NO_SCOPE):
        st.info(
            "Le registre des groupes de travail et formations ne couvre pas cette période : choisissez-en une autre."
        )
        return
    st.info(
        f"Rien n'est transmis des groupes de travail ni des formations : la direction dépose le classeur {_REGISTER}, "
        "et « Salariés formés (année) »."
    )


def show_groups(view: View) -> None:
    """Show, per theme, the sessions of working groups held and the attendance."""
    held = figures.by(view.version, "working_group_sessions_held", "category", view.scope)
    came = figures.by(view.version, "working_group_attendance", "category", view.scope)
    if not held:
        st.info("Aucune séance de groupe de travail sur la période.")
        return
    labels, attendance = (
        figures.labels(view.version, "working_group_attendance"),
        indicator_named("working_group_attendance"),
    )
    rows = [
        {
            "Thème": labels.get(theme, theme),
            "Séances": words.number(figure.value),
            "Présents sur attendus": say.basis(attendance, came.get(theme)),
            "Participation": say.value(attendance, came[theme].value if theme in came else None),
        }
        for theme, figure in sorted(held.items(), key=lambda pair: -(pair[1].value or 0))
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Groupes de travail, par thème")


def show_tools(view: View) -> None:
    """Show each tool built in the period: when, on what, whether it is diffused, and the residences that use it."""
    found = practice_figures.tools(view.version, view.scope)
    if not found:
        st.info("Aucun outil nommé sur la période. La colonne « Outils produits » du registre les nomme.")
        return
    known = names.residences()
    rows = [
        {
            "Outil": tool.name,
            "Construit le": words.day(tool.built_on),
            "Diffusé": {True: "oui", False: "pas encore", None: "non connu"}[tool.is_diffused],
            "Utilisé par": words.plural(len(tool.used_in), "résidence") if tool.used_in else "aucune notée",
            "Lesquelles": ", ".join(_short(names.told(code, known)) for code in tool.used_in) or words.NONE,
        }
        for tool in found
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Outils construits et résidences qui s'en servent")
    panel.where_from(view.version, "tools_produced", view.scope, key="outils-liste")


def show_trainings(view: View, directions: Sequence[str | None]) -> None:
    """Show the trainings of some directions: how many days, attendances, associations, and what trainees say of them."""
    found = [
        one for one in practice_figures.trainings(view.version, view.scope) if one.direction in directions
    ]
    if not found:
        st.info("Aucune sur la période.")
        return
    is_given = "donnee" in directions
    st.markdown(_summary(found, is_given))
    rows = [
        {
            "Formation": _training(one, is_given),
            "Jour": words.day(one.held_on),
            "Présents": _present(one, is_given),
            "Satisfaits": _satisfied(one),
        }
        for one in found
    ]
    with st.container(key=f"phrases-formations-{directions[0]}"):
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Formations, jour par jour")
    st.caption(
        "Une formation de deux jours a deux lignes ; la satisfaction est demandée le dernier jour (notes de 3 ou 4 sur 4)."
    )


def show_trained(version: str) -> None:
    """Show, per theme and declared year, the staff trained over 24 months among those in post."""
    found = figures.figures(version, "staff_trained_share", ("year", "category"))
    if not found:
        st.info(
            "Aucune déclaration : la direction dépose chaque année le classeur « Salariés formés (année) »."
        )
        return
    indicator, labels = indicator_named("staff_trained_share"), figures.labels(version, "staff_trained_share")
    years = sorted({one.group["year"] for one in found})
    rows = []
    for theme, some in groupby(
        sorted(found, key=lambda one: str(one.group["category"])), key=lambda one: one.group["category"]
    ):
        of_year = {one.group["year"]: one for one in some}
        told = {year: _share(one.numerator, one.denominator, one.value) for year, one in of_year.items()}
        now, before = (of_year.get(year) for year in (years[-1], years[-1] - 1))
        moved = glance.shift(indicator, now, before, str(years[-1] - 1)) or "année précédente inconnue"
        rows.append(
            {"Thème": labels.get(theme, theme)}
            | {str(year): told.get(year, "non déclaré") for year in years}
            | {"Évolution": moved}
        )
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, alt="Salariés formés sur 24 mois, par thème et par année"
    )
    st.caption(
        "Salariés en poste au 31 décembre, chacun compté une fois, formés dans les 24 mois qui précèdent ; déclaré par la direction. "
        f"Les thèmes ne s'additionnent pas. {glance.target(version, indicator, None, 1) or glance.NO_TARGET.capitalize()}."
    )


def _summary(found: Sequence[Training], is_given: bool) -> str:
    answers = sum(one.answers or 0 for one in found if one.satisfied is not None)
    satisfied = sum(one.satisfied or 0 for one in found if one.answers is not None)
    parts = [
        words.plural(len(found), "jour"),
        words.plural(sum(one.attended or 0 for one in found), "présence"),
    ]
    if is_given:
        most = max((one.others or 0 for one in found), default=0)
        parts.append(
            f"jusqu'à {words.plural(most, 'association')} par session" if most else "associations non notées"
        )
    if answers:
        parts.append(f"{words.number(satisfied)} stagiaires satisfaits sur {words.number(answers)} réponses")
    return " · ".join(parts)


def _training(one: Training, is_given: bool) -> str:
    """Return « Animer une réunion (UNAFO, reçue, 7 h) »: one column wraps on a telephone where four would be cut."""
    hours = f"{words.number(one.hours, 0 if one.hours % 1 == 0 else 1)} h" if one.hours else ""
    sense = "" if is_given else _DIRECTIONS.get(one.direction, "").lower()
    parts = dict.fromkeys(
        filter(None, (one.provider, sense if sense != (one.provider or "").lower() else "", hours))
    )
    return f"{one.title or words.NONE} ({', '.join(parts)})" if parts else one.title or words.NONE


def _present(one: Training, is_given: bool) -> str:
    told = words.number(one.attended)
    return f"{told}, de {words.plural(one.others, 'association')}" if is_given and one.others else told


def _satisfied(one: Training) -> str:
    if one.answers is not None and one.satisfied is not None:
        return f"{words.number(one.satisfied)} sur {words.number(one.answers)}"
    return f"moyenne {words.number(one.mean, 1)}" if one.mean is not None else words.NONE


def _share(trained: float | None, staff: float | None, value: float | None) -> str:
    if value is None:
        return "non connu"
    return f"{words.number(trained)} sur {words.number(staff)} ({words.percent(value)})"


def _short(name: str) -> str:
    return name.removeprefix("Résidence ").removesuffix(" (démo)")
