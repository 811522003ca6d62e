"""The page of the two bodies: what the law asks, the comité's vitality side by side, its elections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.days import month_end
from indicators.duties import DUTIES
from indicators.elections import Election
from indicators.legal_calendar import Duty
from indicators.places import Place
from indicators.sums import Scope
from ui import figures, say, words
from ui.filters import View

_STATUSES = {
    "late": ("En retard", "red", ":material/gavel:"),
    "due": ("À faire", "orange", ":material/event_upcoming:"),
}
_SINCE = {"late": "depuis", "due": "avant"}
_VITALITY = {
    "committee_seats_filled_rate": "Sièges pourvus",
    "candidates_per_seat": "Candidats par siège",
    "committee_meetings_12m": "Réunions (12 mois)",
    "committee_attendance_rate": "Assiduité",
}
BENCHMARK = (
    "Aucun chiffre publié ne porte sur la participation aux élections des comités de résidents. Repère d'une **autre échelle** : "
    "représentants des locataires dans les organismes HLM (vote par correspondance), 24,3 % en 2006, 20,7 % en 2010 (France "
    "entière) et 16,6 % à La Réunion en 2022."
)


def told(duty: Duty) -> str:
    """Return a duty's status as a cell says it: « en retard depuis le 14 avril 2024 »."""
    day = words.day(duty.due_on)
    match duty.status:
        case "kept":
            return "✓ conforme" + (f" (jusqu'au {day})" if duty.due_on else "")
        case "kept_late":
            return "✓ fait, hors délai"
        case "due":
            return f"◷ à faire avant le {day}"
        case "late":
            return f"▲ en retard depuis le {day}" if duty.due_on else "▲ en retard"
        case "not_applicable":
            return "sans objet"
    return "non transmis"


def in_short(duty: Duty) -> str:
    """Return a duty's status for a narrow cell, under the legend of the table."""
    day = f"{duty.due_on:%d/%m/%Y}" if duty.due_on else ""
    short = {
        "kept": "✓ conforme",
        "kept_late": "✓ hors délai",
        "due": f"◷ {day}",
        "late": f"▲ {day or 'en retard'}",
        "not_applicable": "sans objet",
        "unknown": "non transmis",
    }
    return short[duty.status]


def always(view: View) -> View:
    """Return the same residences since the beginning: an election comes every third year, a year holds none or one."""
    return replace(view, scope=Scope(view.scope.residences), before=None, name="depuis le début")


def show_duties(view: View) -> None:
    """Show what the law asks: first what is late or to do, then every duty of every residence."""
    found = figures.legal_calendar(view.version, view.scope.residences)
    _show_to_do(view, found)
    if len(view.places) == 1:
        _show_one(found)
    else:
        _show_all(view, found)
    st.caption(
        f"Jugé au {words.day(_judged_on(view))}, fin du dernier mois transmis. "
        "Articles du Code de la construction et de l'habitation (CCH), lus dans leur version de janvier 2017 : à vérifier avant un acte. "
        "« Conforme » s'entend de ce qui a été transmis."
    )


def _judged_on(view: View) -> date:
    first = date.fromisoformat(f"{figures.months(view.version)[-1]}-01")
    return month_end(first)


def _show_to_do(view: View, found: Sequence[Duty]) -> None:
    names = {place.code: place.name for place in view.places}
    asked = sorted((one for one in found if one.status in _STATUSES), key=_rank)
    if not asked:
        st.success("Rien en retard et rien à faire dans les six mois, d'après ce qui a été transmis.")
        return
    for status, group in groupby(asked, key=lambda one: one.status):
        title, colour, icon = _STATUSES[status]
        for one in group:
            badge, sentence = st.columns([2, 10], vertical_alignment="center")
            badge.badge(title, color=colour, icon=icon)  # type: ignore[arg-type]
            since = f", {_SINCE[status]} le {words.day(one.due_on)}" if one.due_on else ""
            # The choice of residence above says its name already.
            who = f"**{names.get(one.residence, one.residence)}** — " if len(names) > 1 else ""
            sentence.markdown(f"{who}{one.title}{since} : {one.basis}. *{_article(one)}*")


def _article(one: Duty) -> str:
    return one.article.replace("-", "\u2011")  # an article's number is not cut at the end of a line


def _rank(one: Duty) -> tuple[int, str]:
    return list(_STATUSES).index(one.status), f"{one.due_on or ''}"


def _show_all(view: View, found: Sequence[Duty]) -> None:
    of = {(one.residence, one.duty): one for one in found}
    rows = [
        {"Obligation": title}
        | {
            place.short_name: in_short(of[place.code, name])
            for place in view.places
            if (place.code, name) in of
        }
        | {"Article (CCH)": article}
        for name, (title, article) in DUTIES.items()
    ]
    columns: dict[str, Any] = {"Obligation": st.column_config.TextColumn(pinned=True, width=160)}
    columns |= {place.short_name: st.column_config.TextColumn(width=112) for place in view.places}
    alt = "Obligations légales du comité et du conseil, par résidence"
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=columns, alt=alt)
    st.caption(
        "✓ conforme · ▲ en retard depuis cette date · ◷ à faire avant cette date · sans objet : moins de 30 titulaires, ou rien à faire. "
        "Choisissez une seule résidence pour voir sur quoi repose chaque ligne."
    )


def _show_one(found: Sequence[Duty]) -> None:
    rows = [
        {
            "Obligation": one.title,
            "État": told(one),
            "Article (CCH)": one.article,
            "Sur quoi cela repose": one.basis,
        }
        for one in found
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Obligations légales du comité et du conseil")


def show_vitality(view: View) -> None:
    """Show the comité's vitality, one row a residence and no score: seats, candidates, meetings, attendance."""
    rows = [_vitality(view, place) for place in view.places]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Vitalité du comité, par résidence")
    st.caption(
        "Quatre mesures côte à côte, sans note d'ensemble : un comité complet peut ne plus se réunir, un comité réduit peut être "
        "très présent. Candidats par siège : dernière élection connue."
    )


def _vitality(view: View, place: Place) -> dict[str, str]:
    row = {"Résidence": place.short_name}
    for name, title in _VITALITY.items():
        if place.has_election_duty is False:
            row[title] = "sans objet"
            continue
        row[title] = _last_vote(view, place) if name == "candidates_per_seat" else _cell(view, place, name)
    return row


def _cell(view: View, place: Place, name: str) -> str:
    indicator = indicator_named(name)
    found = figures.figure(view.version, name, view.of(place).scope)
    if found is None or found.value is None:
        return "non transmis"
    if found.denominator is None:
        return words.number(found.value)
    return f"{say.value(indicator, found.value)} · {words.number(found.numerator)} sur {words.number(found.denominator)}"


def _last_vote(view: View, place: Place) -> str:
    held = figures.elections(view.version, (place.code,))
    last = next((one for one in held if one.has_object), None)
    if last is None or last.candidates is None or not last.seats:
        return "non transmis"
    return f"{words.number(last.candidates / last.seats, 1)} · {last.candidates} pour {last.seats} ({last.elected_on.year})"


def show_elections(view: View) -> None:
    """List the elections, latest first, with their turnout, and what it may and may not be compared with."""
    found = figures.elections(view.version, view.scope.residences)
    if not found:
        st.info("Aucune élection transmise : déposez le classeur « Élections des comités de résidents ».")
        return
    names = {place.code: place.short_name for place in view.places}
    rows = [_election(names.get(one.residence, one.residence), one) for one in found]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Élections des comités de résidents")
    st.caption(BENCHMARK)


def _election(name: str, one: Election) -> dict[str, str]:
    turnout = words.percent(one.turnout) if one.has_object else "sans objet (moins de 30 titulaires)"
    return {
        "Résidence": name,
        "Scrutin": words.day(one.elected_on),
        "Participation": turnout,
        "Votants / inscrits": f"{words.number(one.voters)} / {words.number(one.registered)}",
        "Candidats": words.number(one.candidates),
        "Élus / sièges": f"{words.number(one.elected)} / {words.number(one.seats)}",
        "Suppléants": words.number(one.substitutes),
        "Fin de mandat": words.day(one.term_end_on) if one.term_end_on else "non écrite (3 ans)",
    }
