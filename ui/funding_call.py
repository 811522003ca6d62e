"""The page of a funding call: what was asked, granted and paid, its actions and their beneficiaries, its budget."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from access.clock import today
from indicators.calls import Action, File
from indicators.sums import Scope
from ui import figures, names, panel, visitor, words
from ui.filters import View

_STATUSES = {
    "realisee": "Réalisée", "partielle": "Partielle", "en_cours": "En cours", "a_faire": "À faire", "reportee": "Reportée",
    "abandonnee": "Abandonnée",
}  # fmt: skip
_ACCOUNTED = (
    "Compte rendu financier dû dans les 6 mois qui suivent la fin de l'exercice, et avant toute nouvelle demande (Cerfa 15059). "
    "Chaque appel a son échéance : rien à comparer."
)


def choose(version: str) -> str:
    """Draw the choice of the call and return its name; where there is none, say which workbooks to drop and stop."""
    found = figures.calls(version)
    if not found:
        asked = words.quoted(words.escaped(words.listing(visitor.sight().calls or ())))
        told = f"Aucun classeur transmis ne porte sur votre appel, {asked} : l'association le dépose sous ce nom, avec son année."
        mine = "Aucun appel à projets : la direction dépose ses trois classeurs, « Dossiers », « Actions » et « Budget »."
        st.info(mine if visitor.may("deposit") else told)
        st.stop()
    with st.columns([2, 3])[0]:
        chosen = st.selectbox("Appel à projets", found, key="appel", bind="query-params")
    return chosen if chosen in found else found[0]


def view_of(version: str, call: str) -> View:
    """Return the view of one call, compared with the one before it."""
    found = figures.calls(version)
    earlier = found[found.index(call) + 1 :][:1]
    before = Scope(waves=tuple(earlier)) if earlier else None
    return View(
        version, visitor.sight(), Scope(waves=(call,)), before, call, earlier[0] if earlier else "", (),
        tuple(figures.residences(version)),
    )  # fmt: skip


def show_file(version: str, call: str) -> None:
    """Show who funds what, where, the payments, and the deadline of the financial statement."""
    found = figures.call_file(version, call)
    if found is None:
        st.info(
            f"Les montants et les dates de {call} ne sont pas transmis : classeur « Dossiers d'appels à projets »."
        )
        return
    left, right = st.columns([3, 2])
    with left:
        st.markdown("  \n".join(_identity(version, found)))
        st.table(_payments(found), hide_index=True, border="horizontal", alt=f"Versements, {call}")
    with right:
        st.markdown("**Échéances**")
        st.markdown("\n".join(f"- {one}" for one in _deadlines(found, today())))
        st.caption(_ACCOUNTED)


def show_surplus(view: View) -> None:
    """Say what was spent beyond the grant, or what is left of it: what may have to be given back."""
    figure = figures.figure(view.version, "aap_grant_consumption_rate", view.scope)
    if figure is None or figure.numerator is None or not figure.denominator or figure.value is None:
        return
    left = figure.denominator - figure.numerator
    if left < 0:
        st.caption(
            f"{words.euros(-left)} au-delà de la subvention : payés par d'autres produits, la consommation s'arrête à 100 %."
        )
    elif left:
        st.caption(
            f"{words.euros(left)} de la subvention ne sont pas dépensés : à rendre, ou à reporter si le financeur l'accepte."
        )


def show_actions(version: str, call: str) -> None:
    """Show each action: indicator, planned, achieved, variance, status and what explains the variance."""
    found = figures.call_actions(version, call)
    if not found:
        st.info(f"Les actions de {call} ne sont pas transmises : classeur « Actions de l'appel à projets ».")
        return
    axes = figures.labels(version, "aap_action_completion_rate")
    rows = [
        {
            "N°": one.number or words.NONE,
            "Action": one.action,
            "Statut": _STATUSES.get(one.status or "", "non connu"),
            "Prévu": _measured(one.planned, one.unit),
            "Réalisé": "secret" if one.is_result_secret else _measured(one.achieved, one.unit),
            "Écart": gap(one.planned, one.achieved),
            "Axe": axes.get(one.axis or "", words.NONE),
        }
        for one in found
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=f"Actions, {call}")
    explained = [
        f"- **{words.escaped(one.action)}** ({gap(one.planned, one.achieved, in_words=True)}) : {_why(one)}"
        for one in found
        if _why(one)
    ]
    if explained:
        st.markdown("**Pourquoi ces écarts**\n\n" + "\n".join(explained))
    panel.where_from(version, "aap_indicator_attainment", Scope(waves=(call,)), key=f"actions-{call}")


def _identity(version: str, found: File) -> list[str]:
    axes, known = figures.labels(version, "aap_action_completion_rate"), names.residences()
    named = [known.get(code, code).removeprefix("Résidence ") for code in found.residences]
    told = [f"**Financeur** : {words.escaped(found.funder)}"] if found.funder else []
    told += [f"**Axes** : {words.listing(axes.get(one, one) for one in found.axes)}"] if found.axes else []
    return told + ([f"**Résidences** : {words.listing(map(words.escaped, named))}"] if named else [])


def _payments(found: File) -> pd.DataFrame:
    left = None if found.notified is None or found.paid is None else found.notified - found.paid
    rows = [("Demandé", found.requested, found.submitted_on), ("Notifié", found.notified, found.notified_on)]
    rows += [(f"{rank} versement", *paid) for rank, paid in zip(("1er", "2e"), found.payments, strict=True)]
    table = [
        {"Subvention": title, "Montant": words.euros(amount), "Date": words.day(day)}
        for title, amount, day in [*rows, ("Reste à verser", left, None)]
    ]
    return pd.DataFrame(table)


def _deadlines(found: File, now: date) -> list[str]:
    told = (
        [f"Pièces intermédiaires remises le {words.day(found.interim_sent_on)}"]
        if found.interim_sent_on
        else []
    )
    if found.report_sent_on:
        late = found.report_due_on and found.report_sent_on > found.report_due_on
        return [
            *told,
            f"Compte rendu financier remis le {words.day(found.report_sent_on)}{' (hors délai)' if late else ''}",
        ]
    if found.report_due_on is None:
        return [*told, "Compte rendu financier : fin de l'exercice non transmise, échéance inconnue"]
    days = (found.report_due_on - now).days
    when = (
        f"dans {words.plural(days, 'jour')}"
        if days > 0
        else "aujourd'hui"
        if days == 0
        else f"dépassé de {words.plural(-days, 'jour')}"
    )
    return [
        *told,
        f"**Compte rendu financier à remettre le {words.day(found.report_due_on)} au plus tard** ({when})",
    ]


def _measured(value: float | None, unit: str | None) -> str:
    if value is None:
        return words.NONE
    return f"{words.number(value, 0 if value % 1 == 0 else 1)} {unit or ''}".strip()


def gap(planned: float | None, achieved: float | None, in_words: bool = False) -> str:
    """Return the variance, as a number and a share of what was planned; in words: « -15, soit -63 % »."""
    if planned is None or achieved is None:
        return words.NONE
    gap = achieved - planned
    told = f"{'+' if gap > 0 else ''}{words.number(gap, 0 if gap % 1 == 0 else 1)}"
    if not planned:
        return told
    share = f"{'+' if gap > 0 else ''}{words.percent(gap / planned)}"
    return f"{told}, soit {share}" if in_words else f"{told} ({share})"


def _why(one: Action) -> str:
    """Return what explains the variance of an action; that it is to explain, past 10 %; empty when there is nothing to say."""
    return words.escaped(one.comment) if one.comment else "à expliquer" if _is_far(one) else ""


def _is_far(one: Action) -> bool:
    if not one.planned or one.achieved is None:
        return False
    return abs(one.achieved - one.planned) > 0.10 * abs(one.planned)
