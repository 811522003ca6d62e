"""The page of the history: every load, filtered; which one to read; the file to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from access import audit
from access.accounts import Account
from access.scope import OutOfSight
from indicators.narrow import months_after
from indicators.sums import Scope
from ui import figures, names, panel, visitor, words
from ui.export import csv_of

Load = Mapping[str, Any]
Own = frozenset[str] | None  # codes of residences, None for all
_PAGE = 20
STATES = {
    "active": ("En vigueur", "green", ":material/check_circle:"),
    "replaced": ("Remplacé", "gray", ":material/history:"),
    "withdrawn": ("Retiré", "orange", ":material/undo:"),
}


def own(account: Account) -> Own:
    """Return the residences whose loads an account may read: its own, or all for whoever holds their list."""
    return None if account.may("list_residences") else frozenset(account.perimeter.residences)


def ask(loads: Sequence[Load], titles: Mapping[str, str]) -> list[Load]:
    """Draw the filters and return the loads that they let through, newest first."""
    known = names.residences()
    kinds = sorted(_held(loads, "kind"), key=list(titles).index)
    with st.container(horizontal=True):
        code = _choice(
            "Résidence",
            "Toutes",
            sorted(_held(loads, "residence") - {""}),
            lambda one: names.told(one, known),
        )
        kind = _choice("Classeur", "Tous", kinds, titles.__getitem__)
        period = _choice("Période", "Toutes", sorted(_periods(loads), reverse=True), words.period)
        by = _choice("Déposé par", "Tout le monde", sorted({load["by"] for load in loads}), str)
        status = _choice("État", "Tous", list(STATES), lambda one: STATES[one][0])
    return [
        load
        for load in loads
        if (not by or load["by"] == by)
        and (not status or load["status"] == status)
        and any(_is_asked(part, code, kind, period) for part in load["slices"])
    ]


def show(loads: Sequence[Load]) -> None:
    """Show loads, some at a time, in a plain table: a data frame's own menu makes a file that nobody notes."""
    st.caption(words.plural(len(loads), "dépôt"))
    if not loads:
        st.info("Aucun dépôt pour ce choix : élargissez-le.")
        return
    pages = -(-len(loads) // _PAGE)
    page = 1
    if pages > 1:
        page = st.selectbox(
            "Page",
            range(1, pages + 1),
            format_func=lambda one: f"{one} sur {pages}",
            key="historique-page",
            width=150,
        )
    table = pd.DataFrame([_short_line(load) for load in loads[(page - 1) * _PAGE : page * _PAGE]])
    with st.container(key="cinq-colonnes-depots"):
        st.table(table.map(words.escaped), hide_index=True, border="horizontal", alt="Dépôts")


def quality(version: str | None, loads: Sequence[Load]) -> None:
    """Tell, in a line each, what the files of the whole association were worth, over the year that ends with the newest (I82, I83)."""
    if version is None:
        return
    last = date.fromisoformat(loads[0]["at"][:10]).replace(day=1)
    scope, before = (Scope(first=months_after(day, -11), last=day) for day in (last, months_after(last, -12)))
    st.caption("Fichiers déposés sur 12 mois dans toute l'association :")
    for name in ("row_rejection_rate", "field_completeness"):
        if figures.figure(version, name, scope) is None:
            continue
        st.caption(panel.sentence(version, name, scope, before, "12 mois avant"))
        panel.where_from(version, name, scope, key=f"qualite-{name}")


def choose(loads: Sequence[Load]) -> Load | None:
    """Draw the choice of a load, the one of the address or the newest to begin with, and return it."""
    if not loads:
        return None
    labels = {
        load["load_id"]: f"n° {_number(load)} · {load['file']} · {words.instant(load['at'])}"
        for load in loads
    }
    asked = st.query_params.get("depot")
    first = list(labels).index(asked) if asked in labels else 0
    chosen = st.selectbox("Reçu à lire", list(labels), first, labels.__getitem__, key=f"recu-{asked}")
    return next((load for load in loads if load["load_id"] == chosen), None)


def table_of(loads: Sequence[Load], titles: Mapping[str, str]) -> pd.DataFrame:
    """Return loads as a person reads them, one a line."""
    return pd.DataFrame([_line(load, titles) for load in loads])


def file_of(session_id: str, read: Callable[[Own], Sequence[Load]], titles: Mapping[str, str]) -> bytes:
    """Return the file of the loads that a session may see now; raise OutOfSight where it has no right to it any more.

    Streamlit asks for it outside any run of a page: nothing is known of who asks but the session that drew the button.
    """
    detail = "historique des dépôts"
    with visitor.on_behalf_of(session_id) as session:
        if not session.account.may("deposit"):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("l'historique des dépôts ne vous est pas ouvert")
        found = read(own(session.account))
        audit.record(session.account.login, "exported", detail)
        return csv_of(table_of(found, titles))


def offer_file(read: Callable[[Own], Sequence[Load]], titles: Mapping[str, str]) -> None:
    """Put the button that downloads every load in sight."""
    session_id = visitor.session().id
    st.download_button(
        "Télécharger tout l'historique (CSV)", lambda: file_of(session_id, read, titles), "historique.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _choice(label: str, every: str, options: Sequence[str], told: Callable[[str], str]) -> str:
    """Draw a filter and return what is chosen, empty for all."""
    chosen = st.selectbox(
        label,
        ["", *options],
        format_func=lambda one: told(one) if one else every,
        key=f"historique-{label}",
        width=150,
    )
    return str(chosen or "")


def _held(loads: Sequence[Load], name: str) -> set[str]:
    return {part[name] for load in loads for part in load["slices"]}


def _periods(loads: Sequence[Load]) -> set[str]:
    found = _held(loads, "period") - {""}
    return found | {period[:4] for period in found if period[:4].isdigit()}


def _is_asked(part: Mapping[str, str], code: str, kind: str, period: str) -> bool:
    return (
        code in ("", part["residence"]) and kind in ("", part["kind"]) and part["period"].startswith(period)
    )


def _line(load: Load, titles: Mapping[str, str]) -> dict[str, Any]:
    known, parts = names.residences(), load["slices"]
    kinds = [titles[kind] for kind in dict.fromkeys(part["kind"] for part in parts)]
    codes = list(dict.fromkeys(part["residence"] for part in parts))
    places = [names.told(code, known) for code in codes]
    return {
        "Dépôt": load["load_id"],
        "Le": words.instant(load["at"]),
        "Fichier": load["file"],
        "Classeurs": ", ".join(kinds),
        "Résidences": ", ".join(places) if len(places) <= 2 else words.plural(len(places), "résidence"),
        "Période": words.span(sorted({part["period"] for part in parts} - {""})),
        "Par": load["by"],
        "État": STATES[load["status"]][0],
        "Lues": load["read"],
        "Acceptées": load["accepted"],
        "Mises de côté": load["set_aside"],
        "Ignorées": load["ignored"],
        "Cellules obligatoires": load["mandatory"],
        "Dont remplies": load["mandatory_filled"],
        "Motif du retrait": load["withdrawal"]["reason"] if load["withdrawal"] else "",
        "Empreinte": load["sha256"],
    }


def _short_line(load: Load) -> dict[str, Any]:
    return {
        "N°": _number(load),
        "Fichier": load["file"],
        "État": STATES[load["status"]][0],
        "Période": words.span(sorted({part["period"] for part in load["slices"]} - {""})),
        "Le": words.stamp(load["at"])[:10],
        "Par": load["by"],
        "Lignes": words.number(load["accepted"]),
    }


def _number(load: Load) -> int:
    return int(load["load_id"].partition("-")[0])
