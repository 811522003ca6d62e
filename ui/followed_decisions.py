"""Decisions taken in meetings, followed one by one: what is late first, what nobody follows, and what writes one down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from access.clock import today
from indicators import decisions_declared
from indicators.decisions_declared import Meeting
from indicators.places import Place
from social_project import followed_items
from social_project.followed_items import OWNERS, STATUSES, Item
from ui import figures, projects, visitor, words, writing
from ui.filters import View
from ui.voice_to_answer import chosen_place

_OTHER = "Autre fonction…"
_NONE = "Aucun"
_MEETINGS = 60  # offered, the last ones
_READING = (
    "Déclarées : « Décisions / demandes (nb) » du registre des réunions, pour les réunions de palier, du comité, du conseil et plénières "
    "tenues sur la période. Suivies : écrites ici, une à une. Une réunion dont le registre ne dit pas le nombre compte à part."
)


def show(view: View) -> None:
    """Show decisions declared against decisions followed, the items late first, and what writes one down or changes it."""
    held = _meetings(view)
    found = followed_items.items(visitor.sight(), view.scope.residences, today())
    _show_tally(view, held, found)
    _show_items(view, found)
    place = chosen_place(
        view, [one.residence for one in found], "decisions-residence", "Écrire pour une résidence"
    )
    mine = [one for one in found if one.residence == place.code]
    _ask_new(view, place)
    _ask_change(view, mine)
    _show_history(view, place)


def _meetings(view: View, place: Place | None = None) -> list[Meeting]:
    """Return the meetings of the period of a view; of one residence, all of them to this day."""
    if place:
        return decisions_declared.meetings(view.version, visitor.sight(), (place.code,))
    last = projects.as_of(view)
    return decisions_declared.meetings(
        view.version, visitor.sight(), view.scope.residences, view.scope.first, last
    )


def _show_tally(view: View, held: Sequence[Meeting], found: Sequence[Item]) -> None:
    counts = decisions_declared.tally(
        held, [(one.residence, one.meeting_on, one.meeting_type) for one in found]
    )
    if not counts:
        st.info(
            "Aucune réunion au registre sur cette période : déposez le classeur « Réunions » pour y rattacher les décisions."
        )
        return
    late = sum(one.is_late(today()) for one in found)
    declared, loose = sum(one.declared for one in counts), sum(one.unfollowed for one in counts)
    followed = sum(one.followed for one in counts)
    beyond = followed - (declared - loose)
    st.markdown(
        f"**{words.plural(late, 'décision suivie est en retard', 'décisions suivies sont en retard')}.** {view.name.capitalize()} : "
        f"{words.plural(declared, 'décision déclarée', 'décisions déclarées')} en réunion, {words.plural(followed, 'suivie')} ici"
        + (f" (dont {words.number(beyond)} que le registre ne déclare pas)" if beyond else "")
        + f", **{words.number(loose)} que rien ne suit**."
    )
    if len(counts) > 1:
        names = {place.code: place.short_name for place in view.places}
        rows = [
            {
                "Résidence": names.get(one.residence, one.residence),
                "Déclarées": one.declared,
                "Suivies ici": one.followed,
                "Sans suivi": one.unfollowed,
                "Réunions sans nombre": one.untold,
            }
            for one in counts
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Décisions déclarées et suivies, par résidence")
    st.caption(_READING)


def _show_items(view: View, found: Sequence[Item]) -> None:
    if not found:
        st.info("Aucune décision n'est encore suivie : écrivez la première ci-dessous.")
        return
    names = {place.code: place.short_name for place in view.places}
    types, needs = (
        projects.words_of(view.version, "reunions.meeting_type"),
        figures.labels(view.version, "need_rate"),
    )
    rows = [
        ({"Résidence": names.get(one.residence, one.residence)} if len(view.places) > 1 else {})
        | {
            "Décision": words.escaped(one.text) + (f" ({needs.get(one.need, one.need)})" if one.need else ""),
            "Prise, et qui s'en charge": f"{types.get(one.meeting_type, one.meeting_type)}, {one.meeting_on:%d/%m/%Y} ; "
            f"{words.escaped(one.owner)}",
            "Où elle en est": _standing(one),
        }
        for one in found
    ]
    with st.container(key="phrases-decisions"):
        st.table(
            pd.DataFrame(rows),
            hide_index=True,
            border="horizontal",
            alt="Décisions suivies, en retard d'abord",
        )


def _standing(one: Item) -> str:
    due = f"pour le {one.due_on:%d/%m/%Y}" if one.due_on else "sans échéance"
    if one.is_late(today()):
        return f"**en retard** : {STATUSES[one.status].lower()}, {due}"
    if one.status == "dropped":
        return f"{STATUSES[one.status]} : {words.escaped(one.reason)}"
    return STATUSES[one.status] if one.status == "done" else f"{STATUSES[one.status]}, {due}"


def _ask_new(view: View, place: Place) -> None:
    held = _meetings(view, place)[:_MEETINGS]
    if not held:
        return
    needs = {"": _NONE} | figures.labels(view.version, "need_rate")
    with (
        st.expander(f"Suivre une décision, {place.short_name}", icon=":material/add_task:"),
        st.form(f"decision-{place.code}-{writing.turn()}"),
    ):
        # A meeting that declares none is offered, and is not the first thought of.
        first = next((place for place, one in enumerate(held) if one.decisions != 0), 0)
        at = st.selectbox(
            "Réunion",
            held,
            first,
            format_func=partial(_told, projects.words_of(view.version, "reunions.meeting_type")),
        )
        text = st.text_area("Ce qui a été décidé", max_chars=600, help="Pas de nom de personne.")
        owner = _ask_owner("")
        left, right = st.columns(2)
        due = left.date_input("Pour le (facultatif)", value=None, format="DD/MM/YYYY")
        need = right.selectbox(
            "Besoin concerné (facultatif)", list(needs), format_func=lambda code: needs[code]
        )
        if st.form_submit_button("Suivre cette décision", icon=":material/save:"):
            who = visitor.visitor().login
            one = Item(
                "", place.code, at.held_on, at.meeting_type, text, owner, due if isinstance(due, date) else None,
                "to_do", who, need=need,
            )  # fmt: skip
            writing.attempt(partial(_follow, one), f"décision · {place.code} · {at.held_on}")


def _told(types: dict[str, str], one: Meeting) -> str:
    told = "décisions non dites" if one.decisions is None else words.plural(one.decisions, "décision")
    return f"{one.held_on:%d/%m/%Y} · {types.get(one.meeting_type, one.meeting_type)} ({told})"


def _ask_owner(current: str) -> str:
    left, right = st.columns(2)
    listed = [*OWNERS, _OTHER]
    at = OWNERS.index(current) if current in OWNERS else len(OWNERS) if current else 0
    chosen = left.selectbox("Qui s'en charge (une fonction)", listed, at)
    typed = right.text_input(
        "Autre fonction",
        current if current not in OWNERS else "",
        placeholder="référente santé",
        help="Jamais un nom.",
    )
    return typed if chosen == _OTHER else chosen


def _ask_change(view: View, mine: Sequence[Item]) -> None:
    if not mine:
        return
    with st.expander("Mettre à jour une décision", icon=":material/update:"):
        told = {one.item: f"{one.meeting_on:%d/%m/%Y} · {one.text[:80]}" for one in mine}
        chosen = st.selectbox(
            "Décision", list(told), format_func=lambda item: told[item], key="decision-choisie"
        )
        one = next((each for each in mine if each.item == chosen), mine[0])
        with st.form(f"maj-{one.item}-{writing.turn()}"):
            codes = list(STATUSES)
            status = st.radio(
                "Où elle en est",
                codes,
                codes.index(one.status),
                format_func=lambda code: STATUSES[code],
                horizontal=True,
            )
            reason = st.text_input("Motif, si elle est abandonnée", one.reason)
            owner = _ask_owner(one.owner)
            due = st.date_input("Pour le", value=one.due_on, format="DD/MM/YYYY")
            save, drop = st.columns(2)
            is_saved = save.form_submit_button("Mettre à jour", icon=":material/save:", width="stretch")
            is_mistake = drop.form_submit_button(
                "Écrite par erreur : retirer", icon=":material/undo:", width="stretch"
            )
        who = visitor.visitor().login
        if is_saved:
            day = due if isinstance(due, date) else None
            newer = replace(one, status=status, reason=reason, owner=owner, due_on=day, by=who)
            writing.attempt(partial(_follow, newer), f"décision {one.item} · {one.residence} · {status}")
        if is_mistake:
            writing.attempt(partial(_withdraw, one, who), f"décision {one.item} retirée · {one.residence}")


def _follow(one: Item) -> str:
    kept = followed_items.follow(visitor.sight(), one)
    return f"Décision {'mise à jour' if one.item else 'suivie'}.{writing.masked(one.text, kept.text)}"


def _withdraw(one: Item, who: str) -> str:
    followed_items.withdraw(visitor.sight(), one, who)
    return "Décision retirée ; elle reste à l'historique."


def _show_history(view: View, place: Place) -> None:
    said = followed_items.history(visitor.sight(), (place.code,))
    if not said:
        return
    with st.expander(f"Historique des décisions ({len(said)})", icon=":material/history:"):
        for one in reversed(said):
            what = "retirée" if one.withdrawn else _standing(one)
            st.markdown(
                f"**{words.escaped(one.text)}** · {what} · {words.escaped(one.owner)}  \n"
                f":small[écrit par {words.escaped(one.by)} le {words.instant(one.at)}]"
            )
