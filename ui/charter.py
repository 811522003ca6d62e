"""The page of the charter and its groups: charter → groups → sessions → actions, residence by residence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators.action_plans import Action
from indicators.charters import Chain, Group, Session
from ui import figures, projects, words
from ui.filters import View

_LEADERS = {
    "residents": ("animé par les résidents", "green", ":material/diversity_3:"),
    "equipe": ("animé par l'équipe", "blue", ":material/badge:"),
    "partenaire": ("animé par un partenaire", "violet", ":material/handshake:"),
}
_STATUSES = {"projet": "en projet", "actif": "actif", "pause": "en pause", "termine": "terminé"}
_DROP = "déposez le classeur « Charte des résidents »"


def show_chains(view: View) -> None:
    """Show the chain of each residence of the view, then its groups one by one: open at once for one residence."""
    names = {place.code: place.name for place in view.places}
    statuses = projects.words_of(view.version, "plan_actions_ps.status")
    found = figures.chains(view.version, view.scope.residences)
    if not any(one.is_told or one.groups for one in found):
        st.info(f"Ni charte ni groupe transmis : {_DROP}, puis « Groupes d'actions collectives ».")
        return
    for one in found:
        with st.container(border=True):
            st.markdown(f"**{names.get(one.residence, one.residence)}**")
            if not (one.is_told or one.groups):
                st.caption(f"Ni charte ni groupe transmis : {_DROP}, puis « Groupes d'actions collectives ».")
            else:
                _show_links(one, statuses)
            if one.groups:
                with st.expander(
                    "Suivre les groupes, leurs séances, leurs actions", expanded=len(found) == 1
                ):
                    for group in one.groups:
                        _show_group(group, statuses)
            if one.stray:
                st.caption(
                    f"{words.plural(one.stray, 'séance', 'séances')} de groupe sur 12 mois sans groupe connu : écrivez le nom du groupe "
                    "dans la colonne « Groupe » du registre des réunions."
                )


def _show_links(one: Chain, statuses: dict[str, str]) -> None:
    steps = {
        "1 · Charte": _charter(one),
        "2 · Groupes": _groups(one),
        "3 · Séances (12 mois)": _sessions(one),
        "4 · Décisions (12 mois)": _actions(one.recent),
        "5 · Plan d'actions": _planned(one, statuses),
    }
    with st.grid(min_column_width=130, gap="small"):
        for title, (value, detail) in steps.items():
            with st.container(border=True, height="stretch"):
                st.markdown(f"{title}  \n**{value}**")
                st.caption(detail)


def _charter(one: Chain) -> tuple[str, str]:
    if not one.is_told:
        return "non transmise", f"Pour la faire connaître, {_DROP}."
    people = [
        words.plural(count, *noun)
        for count, noun in (
            (one.participants, ("participant à son écriture", "participants à son écriture")),
            (one.signatories, ("signataire", "signataires")),
        )
        if count is not None
    ]
    if not one.is_adopted:
        return "pas adoptée", ", ".join(people) or "Rien de plus n'est transmis."
    revised = [f"révisée le {words.day(one.revised_on)}"] if one.revised_on else []
    return f"adoptée le {words.day(one.adopted_on)}", ", ".join([*revised, *people])


def _groups(one: Chain) -> tuple[str, str]:
    if not one.groups:
        return "aucun groupe transmis", "Classeur « Groupes d'actions collectives »."
    born = sum(group.from_charter is True for group in one.groups)
    led = sum(group.led_by == "residents" for group in one.groups)
    detail = f"{_some(born, 'né', 'nés')} de la charte, {_some(led, 'animé', 'animés')} par des résidents"
    return f"{words.plural(len(one.groups), 'groupe')}, dont {words.plural(one.active, 'actif')}", detail


def _some(count: int, one: str, many: str) -> str:
    return words.plural(count, one, many) if count else f"aucun {one}"


def _sessions(one: Chain) -> tuple[str, str]:
    recent = one.recent
    if not recent:
        return "aucune séance", "D'après le registre des réunions."
    return words.plural(
        len(recent), "séance"
    ), f"dernière le {words.day(max(each.held_on for each in recent))}"


def _actions(sessions: Sequence[Session]) -> tuple[str, str]:
    known = [one for one in sessions if one.taken is not None]
    if not known:
        return (
            "aucune décision connue",
            "Colonnes « Décisions » et « Suites faites » du registre des réunions.",
        )
    taken, done = sum(one.taken or 0 for one in known), sum(one.done or 0 for one in known)
    return words.plural(taken, "décision"), words.plural(done, "suivie d'effet", "suivies d'effet")


def _planned(one: Chain, statuses: dict[str, str]) -> tuple[str, str]:
    found = one.planned
    if not found:
        return (
            "aucune action liée",
            "Une action est liée quand elle nomme le groupe (action, pilote ou partenaire).",
        )
    states = Counter(_status(action, statuses) for action in found)
    told = ", ".join(f"{words.number(count)} {state}" for state, count in states.most_common())
    return words.plural(len(found), "action du plan", "actions du plan"), told


def _status(action: Action, statuses: dict[str, str]) -> str:
    return statuses.get(action.status or "", "statut non connu").lower()


def _show_group(group: Group, statuses: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.escaped(group.name)}**")
        if group.led_by in _LEADERS:
            name, colour, icon = _LEADERS[group.led_by]
            st.badge(name, color=colour, icon=icon)  # type: ignore[arg-type]
        if group.is_active:
            st.badge("réuni ces 3 derniers mois", color="gray", icon=":material/event_available:")
        else:
            st.badge("pas réuni ces 3 derniers mois", color="orange", icon=":material/event_busy:")
    st.caption(" · ".join(_told(group)))
    for action in group.planned:
        st.markdown(
            f":material/checklist: Au plan d'actions : {words.escaped(action.action)} ({_status(action, statuses)})"
        )
    if not group.sessions:
        st.caption("Aucune séance à son nom dans le registre des réunions.")
        return
    rows = [
        {
            "Séance": words.day(one.held_on),
            "Présents": words.number(one.attended),
            "Décisions": words.number(one.taken),
            "Suites faites": words.number(one.done),
        }
        for one in group.sessions
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=f"Séances du groupe {group.name}")


def _told(group: Group) -> list[str]:
    """Return what is known of a group, in a few words each."""
    parts = [
        words.escaped(group.theme) if group.theme else "",
        ""
        if group.from_charter is None
        else "né de la charte"
        if group.from_charter
        else "né hors de la charte",
        f"créé le {words.day(group.created_on)}" if group.created_on else "",
        words.plural(group.members, "membre") if group.members is not None else "",
        f"dit {words.quoted(_STATUSES[group.status])} par l'équipe" if group.status else "",
        f"{words.plural(group.declared, 'séance déclarée', 'séances déclarées')}, {len(group.sessions)} au registre"
        if group.declared is not None
        else "",
    ]
    return [part for part in parts if part]
