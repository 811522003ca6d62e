"""The receipt of a load, months later: its counts, what it covers, what it changed, every doubt and its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui import names, words
from ui.history import STATES, Load

_SHOWN = 50


def receipt(load: Load, titles: Mapping[str, str], changes: Sequence[Mapping[str, Any]]) -> None:
    """Show the receipt of a load: its state, its counts, what it covers, what it changed, every doubt and its reason."""
    word, colour, icon = STATES[load["status"]]
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
        if quality := _quality(load):
            st.caption(quality)
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


def _counts(load: Load) -> str:
    if load["is_shared"]:
        return "Ce dépôt porte aussi sur d'autres résidences : seul ce qui concerne les vôtres est dit."
    return (
        f"{words.plural(load['read'], 'ligne lue', 'lignes lues')} : "
        f"**{words.plural(load['accepted'], 'acceptée', 'acceptées')}**, "
        f"{words.plural(load['set_aside'], 'mise de côté', 'mises de côté')}, "
        f"{words.plural(load['ignored'], 'ignorée', 'ignorées')}."
    )


def _quality(load: Load) -> str:
    """Return, of one file, the share of its lines that were rejected (I82) and of its mandatory cells that were filled (I83)."""
    if load["is_shared"] or not load["read"]:
        return ""
    rejected = f"Lignes rejetées : {words.percent(load['set_aside'] / load['read'])} ({load['set_aside']}/{load['read']})"
    if not load["mandatory"]:
        return f"{rejected}."
    share = words.percent(load["mandatory_filled"] / load["mandatory"])
    cells = f"{words.number(load['mandatory_filled'])}/{words.number(load['mandatory'])}"
    return f"{rejected} · Cellules obligatoires remplies : {share} ({cells})."


def _covered(load: Load, titles: Mapping[str, str]) -> None:
    known = names.residences()
    lines: dict[tuple[str, str], list[str]] = {}
    for part in load["slices"]:
        lines.setdefault((part["kind"], part["residence"]), []).append(part["period"])
    told = [
        f"{titles[kind]}, {names.told(code, known)}"
        + (f" : {words.span(sorted(filter(None, periods)))}" if any(periods) else "")
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
        told.append(names.told(one["residence"], known))
    return ", ".join([*told, words.period(one["period"])] if one.get("period") else told)


def _places(title: str, found: Sequence[Any], told: Callable[[Any], str]) -> None:
    if not found:
        return
    with st.expander(f"{title} ({len(found)})"):
        st.markdown("\n".join(f"- {words.escaped(told(one))}" for one in found[:_SHOWN]))
        if len(found) > _SHOWN:
            st.caption(f"… et {len(found) - _SHOWN} autres.")
