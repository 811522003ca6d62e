"""The page of the history: every load, filtered; the receipt of one, what it changed; the file to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from access import audit, sessions
from access.accounts import Account
from access.scope import OutOfSight
from ui import names, visitor, words
from ui.export import csv_of

Load = Mapping[str, Any]
Own = frozenset[str] | None  # codes of residences, None for all
_ALL, _PAGE, _SHOWN = "Tous", 100, 50
_STATES = {
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
    where, what, when, who, state = st.columns([3, 3, 2, 2, 2])
    code = _choice(where, "Résidence", sorted(_held(loads, "residence")), lambda one: known.get(one, one))
    kind = _choice(what, "Classeur", sorted(_held(loads, "kind"), key=list(titles).index), titles.__getitem__)
    period = _choice(when, "Période", sorted(_periods(loads), reverse=True), words.period)
    by = _choice(who, "Déposé par", sorted({load["by"] for load in loads}), str)
    status = _choice(state, "État", list(_STATES), lambda one: _STATES[one][0])
    return [
        load
        for load in loads
        if (not by or load["by"] == by)
        and (not status or load["status"] == status)
        and any(_is_asked(part, code, kind, period) for part in load["slices"])
    ]


def show(loads: Sequence[Load], titles: Mapping[str, str]) -> None:
    """Show loads a hundred at a time, in a plain table: a data frame's own menu makes a file that nobody notes."""
    st.caption(words.plural(len(loads), "dépôt"))
    if not loads:
        st.info("Aucun dépôt pour ce choix : élargissez-le.")
        return
    pages = -(-len(loads) // _PAGE)
    page = 1
    if pages > 1:
        page = st.selectbox(
            "Page", range(1, pages + 1), format_func=lambda one: f"{one} sur {pages}", key="historique-page"
        )
    shown = loads[(page - 1) * _PAGE : page * _PAGE]
    table = table_of(shown, titles).drop(
        columns=["Empreinte", "Motif du retrait", "Lues", "Mises de côté", "Ignorées"]
    )
    st.table(table.map(words.escaped), hide_index=True, border="horizontal", alt="Dépôts")


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


def receipt(load: Load, titles: Mapping[str, str], changes: Sequence[Mapping[str, Any]]) -> None:
    """Show the receipt of a load: its state, its counts, what it covers, what it changed, every doubt and its reason."""
    word, colour, icon = _STATES[load["status"]]
    with st.container(border=True):
        st.markdown(f"**{words.escaped(load['file'])}** :{colour}-badge[{icon} {word}]")
        st.markdown(
            f"Reçu **{load['load_id']}**, déposé par {words.escaped(load['by'])} le {words.instant(load['at'])}."
        )
        if load["confirmed_by"]:
            st.markdown(f"Rien à signaler, confirmé par {words.escaped(load['confirmed_by'])}.")
        if gone := load["withdrawal"]:
            told = f"Retiré par {words.escaped(gone['by'])} le {words.instant(gone['at'])} : {words.escaped(gone['reason'])}."
            st.warning(told, icon=":material/undo:")
        st.markdown(_counts(load))
        _covered(load, titles)
        for one in changes:
            st.markdown(_change(one))
        _places(
            "Doutes acceptés",
            load["doubts"],
            lambda one: f"{one['message']} — motif : {one.get('reason', words.NONE)}",
        )
        _places("Lignes mises de côté", load["set_aside_at"], _place)
        _places("Non lu, et non conservé", load["not_read"], str)


def table_of(loads: Sequence[Load], titles: Mapping[str, str]) -> pd.DataFrame:
    """Return loads as a person reads them, one a line."""
    return pd.DataFrame([_line(load, titles) for load in loads])


def file_of(session_id: str, read: Callable[[Own], Sequence[Load]], titles: Mapping[str, str]) -> bytes:
    """Return the file of the loads that a session may see now; raise OutOfSight where it has no right to it any more.

    Streamlit asks for it outside any run of a page: nothing is known of who asks but the session that drew the button.
    """
    session = sessions.by_id_of_session(session_id)
    if session is None:
        raise OutOfSight("la session est terminée ; reconnectez-vous")
    detail = "historique des dépôts"
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


def _choice(place: Any, label: str, options: Sequence[str], told: Callable[[str], str]) -> str:
    """Draw a filter and return what is chosen, empty for all."""
    chosen = place.selectbox(
        label, ["", *options], format_func=lambda one: told(one) if one else _ALL, key=f"historique-{label}"
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
    places = [known.get(code, code) for code in codes]
    return {
        "Dépôt": load["load_id"],
        "Le": words.instant(load["at"]),
        "Fichier": load["file"],
        "Classeurs": ", ".join(kinds),
        "Résidences": ", ".join(places) if len(places) <= 2 else words.plural(len(places), "résidence"),
        "Période": _span(sorted({part["period"] for part in parts} - {""})),
        "Par": load["by"],
        "État": _STATES[load["status"]][0],
        "Lues": load["read"],
        "Lignes": load["accepted"] if load["accepted"] is not None else words.NONE,
        "Mises de côté": load["set_aside"],
        "Ignorées": load["ignored"],
        "Motif du retrait": load["withdrawal"]["reason"] if load["withdrawal"] else "",
        "Empreinte": load["sha256"],
    }


def _span(periods: Sequence[str]) -> str:
    if not periods:
        return words.NONE
    ends = dict.fromkeys(words.short(period) for period in (periods[0], periods[-1]))
    return " à ".join(ends)


def _number(load: Load) -> int:
    return int(load["load_id"].partition("-")[0])


def _counts(load: Load) -> str:
    if load["is_shared"]:
        return "Ce dépôt porte aussi sur d'autres résidences : seul ce qui concerne les vôtres est dit."
    return (
        f"{words.plural(load['read'], 'ligne lue', 'lignes lues')} : "
        f"**{words.plural(load['accepted'], 'acceptée', 'acceptées')}**, "
        f"{words.plural(load['set_aside'], 'mise de côté', 'mises de côté')}, "
        f"{words.plural(load['ignored'], 'ignorée', 'ignorées')}."
    )


def _covered(load: Load, titles: Mapping[str, str]) -> None:
    known = names.residences()
    lines: dict[tuple[str, str], list[str]] = {}
    for part in load["slices"]:
        lines.setdefault((part["kind"], part["residence"]), []).append(part["period"])
    told = [
        f"{titles[kind]}, {known.get(code, code)}"
        + (f" : {_span(sorted(filter(None, periods)))}" if any(periods) else "")
        for (kind, code), periods in lines.items()
    ]
    _places("Ce qu'il couvre", told, str)


def _change(one: Mapping[str, Any]) -> str:
    files = words.listing(words.escaped(file) for file in one["replaces"])
    replaced = f" Remplaçait ce qui venait de {files}." if one["replaces"] else " Ne remplaçait rien."
    return (
        f"{one['title']} : {words.plural(one['new'], 'ligne nouvelle', 'lignes nouvelles')}, "
        f"{words.plural(one['same'], 'inchangée', 'inchangées')}, "
        f"{words.plural(one['gone'], 'disparue', 'disparues')}.{replaced}"
    )


def _place(one: Mapping[str, Any]) -> str:
    known = names.residences()
    told = [f"feuille {words.quoted(one['sheet'])}, ligne {one['row']}"]
    if one.get("residence"):
        told.append(known.get(one["residence"], one["residence"]))
    return ", ".join([*told, words.period(one["period"])] if one.get("period") else told)


def _places(title: str, found: Sequence[Any], told: Callable[[Any], str]) -> None:
    if not found:
        return
    with st.expander(f"{title} ({len(found)})"):
        st.markdown("\n".join(f"- {words.escaped(told(one))}" for one in found[:_SHOWN]))
        if len(found) > _SHOWN:
            st.caption(f"… et {len(found) - _SHOWN} autres.")
