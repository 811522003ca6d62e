"""The Actualisation page, second half: what the plans say and hold to, needs against objectives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import pandas as pd
import streamlit as st

from indicators.action_plans import Action, Answer
from indicators.places import Place
from ui import figures, panel, projects, words
from ui.filters import View

_NO_PLAN = (
    "Aucune action au registre : déposez le classeur « Plan d'actions du projet social » (une ligne par action, avec le besoin "
    "auquel elle répond)."
)
_NO_AXIS = "Sans axe"
_PARTNERS = 3  # named; beyond, their number


def show_plan(view: View) -> None:
    """Show the plan of one residence, axis by axis; of several, how many of its actions are done, late, without end, given up."""
    found = projects.actions(view)
    if not found:
        st.info(_NO_PLAN)
        return
    if len(view.places) > 1:
        rows = [
            _plan_row(view, place, [one for one in found if one.residence == place.code])
            for place in view.places
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Actions du plan en vigueur, par résidence")
        st.caption("Choisissez une seule résidence pour lire son plan, axe par axe.")
    else:
        _show_axes(view, [one for one in found if one.is_in_force])
        _show_coming([one for one in found if not one.is_in_force], view)
    panel.where_from(view.version, "action_plan_completion_rate", view.scope, key="plan")


def _plan_row(view: View, place: Place, found: Sequence[Action]) -> dict[str, str]:
    mine = [one for one in found if one.is_in_force]
    if not mine:
        blank = dict.fromkeys(_counts(view, mine), words.NONE)
        return {"Résidence": place.short_name, "Actions": "aucune"} | blank
    return {"Résidence": place.short_name, "Actions": words.number(len(mine))} | _counts(view, mine)


def _counts(view: View, mine: Sequence[Action]) -> dict[str, str]:
    day = projects.as_of(view)
    due = [one for one in mine if one.planned_end_on and day and one.planned_end_on <= day]
    done = [one for one in due if one.status == "realisee"]
    return {
        "Réalisées, sur celles à échéance": f"{len(done)} sur {len(due)}" if due else "aucune échue",
        "En retard": words.number(sum(day is not None and one.is_late(day) for one in mine)),
        "En continu": words.number(sum(one.is_open_ended for one in mine)),
        "Sans échéance": words.number(
            sum(one.planned_end_on is None and not one.is_open_ended for one in mine)
        ),
        "Abandonnées": words.number(sum(one.status == "abandonnee" for one in mine)),
    }


def _show_axes(view: View, mine: Sequence[Action]) -> None:
    if not mine:
        st.info("Aucune action dans le plan en vigueur.")
        return
    counts = _counts(view, mine)
    told = [f"{name.lower()} : **{count}**" for name, count in counts.items() if count != "0"]
    st.markdown(f"{words.plural(len(mine), 'action')} · {' · '.join(told)}")
    for axis, part in groupby(mine, lambda one: one.axis or _NO_AXIS):
        st.markdown(f"**{words.escaped(axis)}**")
        ordered = sorted(part, key=lambda one: _urgency(view, one))
        _show_table(view, ordered, f"Actions de l'axe {axis}")
    st.caption("« En retard » : la fin prévue est passée, et l'action n'est ni réalisée ni abandonnée.")


def _urgency(view: View, one: Action) -> tuple[int, date]:
    """Late first, then what is under way by its end, then what is over."""
    day = projects.as_of(view)
    over = {"realisee": 2, "abandonnee": 3}.get(one.status or "", 1)
    return 0 if day and one.is_late(day) else over, one.planned_end_on or date.max


def _show_coming(coming: Sequence[Action], view: View) -> None:
    if not coming:
        return
    with st.expander(f"Le plan en préparation : {words.plural(len(coming), 'action')}"):
        st.caption(
            "Il ne compte dans aucun taux tant que sa version n'est pas validée. Les axes peuvent y porter d'autres noms."
        )
        _show_table(view, coming, "Actions du plan en préparation", with_axis=True)


def _show_table(view: View, part: Sequence[Action], alt: str, with_axis: bool = False) -> None:
    rows = [({"Axe": one.axis or _NO_AXIS} if with_axis else {}) | _action_row(view, one) for one in part]
    with st.container(key=f"phrases-{alt}"):
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)


def _action_row(view: View, one: Action) -> dict[str, str]:
    needs = figures.labels(view.version, "need_rate")
    return {
        "Action": words.escaped(one.action) + (f" ({words.escaped(one.objective)})" if one.objective else ""),
        "Besoin visé": ", ".join(needs.get(code, code) for code in one.needs) or words.NONE,
        "Où elle en est": _course(view, one),
    }


def _course(view: View, one: Action) -> str:
    """Return « En cours (45 %), 18 pour 40 visés ; fin le 31/03/2026 »."""
    day, names = projects.as_of(view), projects.words_of(view.version, "plan_actions_ps.status")
    is_partial = one.progress_pct and one.progress_pct < 100
    progress = f" ({words.number(one.progress_pct)}{words.THIN}%)" if is_partial else ""
    late = "**en retard** : " if day and one.is_late(day) else ""
    aimed = f" ; atteint : {words.escaped(one.achieved)}" if one.achieved else ""
    aimed += f" ; visé : {words.escaped(one.target)}" if one.target else ""
    return f"{late}{names.get(one.status or '', 'Statut non connu')}{progress}{aimed} ; {_end(one)}"


def _end(one: Action) -> str:
    if one.planned_end_on:
        return f"fin {one.planned_end_on:%d/%m/%Y}"
    return "en continu" if one.is_open_ended else "sans échéance"


def show_needs(view: View) -> None:
    """Show each need of the last wave with its share, whether an objective and an action answer it; gaps first."""
    found = projects.answers(view)
    if not found:
        st.info(
            "Aucune enquête de besoins : déposez le classeur d'enquête pour relier les besoins aux objectifs."
        )
        return
    names = figures.labels(view.version, "need_rate")
    if len(view.places) > 1:
        rows = [
            _gap_row(place, [one for one in found if one.residence == place.code], names)
            for place in view.places
        ]
        with st.container(key="phrases-ecarts"):
            st.table(
                pd.DataFrame(rows),
                hide_index=True,
                border="horizontal",
                alt="Besoins sans objectif ou sans action, par résidence",
            )
        st.caption(_reading("Dernière enquête de chaque résidence"))
        st.caption("Choisissez une seule résidence pour lire, besoin par besoin, ce qui y répond.")
    else:
        rows = [_need_row(view, one, names) for one in found]
        with st.container(key="phrases-besoins"):
            st.table(
                pd.DataFrame(rows),
                hide_index=True,
                border="horizontal",
                alt="Besoins de la dernière vague, objectifs et actions",
            )
        st.caption(_reading(found[0].wave))
    panel.where_from(view.version, "need_covered_rate", view.scope, key="couverts")


def _reading(wave: str) -> str:
    return (
        f"{wave}. Besoins fréquents : dits par au moins la part retenue par l'association (20 % à défaut). Un besoin est « couvert » par "
        "une action du plan en cours ou réalisée, ou menée avec un partenaire dans les 12 mois ; un objectif écrit ne suffit pas."
    )


def _gap_row(place: Place, found: Sequence[Answer], names: dict[str, str]) -> dict[str, str]:
    frequent = [one for one in found if one.is_frequent]
    bare = [names.get(one.need, one.need) for one in frequent if not one.has_action]
    told = f"{len(frequent) - len(bare)} sur {len(frequent)}" if found else "aucune enquête"
    return {
        "Résidence": place.short_name,
        "Besoins fréquents couverts": told,
        "Sans action": ", ".join(bare) or ("aucun" if found else words.NONE),
    }


def _need_row(view: View, one: Answer, names: dict[str, str]) -> dict[str, str]:
    statuses = projects.words_of(view.version, "plan_actions_ps.status")
    told = [
        f"{words.escaped(action.action)} ({statuses.get(action.status or '', 'statut non connu').lower()})"
        for action in one.actions
    ]
    told += [
        f"avec {words.escaped(shared.partner)} ({words.plural(shared.count, 'action')} en 12 mois)"
        for shared in one.with_partners[:_PARTNERS]
    ]
    if len(one.with_partners) > _PARTNERS:
        told.append(
            words.plural(len(one.with_partners) - _PARTNERS, "autre partenaire", "autres partenaires")
        )
    share = f"{words.percent(one.needing / one.answering)}, {one.needing}/{one.answering}"
    return {
        "Besoin": f"{names.get(one.need, one.need)} ({share})",
        "Ce qu'il appelle": _gap(one),
        "Ce qui y répond": " ; ".join(told) or "rien",
    }


def _gap(one: Answer) -> str:
    if one.is_gap and not one.has_action and not one.has_objective:
        return "**un objectif et une action**"
    if one.is_gap:
        return "**un objectif à écrire**" if one.has_action else "**une action à engager**"
    return "couvert" if one.is_frequent else "moins fréquent"
