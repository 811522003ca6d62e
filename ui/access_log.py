"""The page of the log of accesses: who did what and when, within a period; the file to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import streamlit as st

from access import audit
from access.accounts import Account
from access.audit import ACTIONS, NOBODY, Event
from access.clock import now
from access.scope import OutOfSight
from ui import visitor, words
from ui.export import csv_of

_SHOWN, _TAKEN = 200, 50_000
_DAYS = 30
_ANYBODY = "Tout le monde"


@dataclass(frozen=True)
class Asked:
    """What of the log is looked at: one login or all (empty), some acts or all (none), days of Paris, both included."""

    login: str
    actions: tuple[str, ...]
    first: date
    last: date


def ask() -> Asked:
    """Draw the filters and return what they ask; stop the page where they ask nothing."""
    today = now().astimezone(words.CLOCK).date()
    who, what, since, until = st.columns([3, 4, 2, 2])
    login = who.selectbox(
        "Personne",
        [_ANYBODY, *audit.logins(_whose(visitor.visitor()))],
        format_func=_named,
        key="journal-qui",
    )
    actions = what.multiselect(
        "Actes", list(ACTIONS), format_func=ACTIONS.__getitem__, key="journal-actes", placeholder="Tous"
    )
    start = today - timedelta(days=_DAYS)
    first = since.date_input("Du", start, format="DD/MM/YYYY", key="journal-du") or start
    last = until.date_input("Au", today, format="DD/MM/YYYY", key="journal-au") or today
    if first > last:
        st.warning("Le premier jour vient après le dernier : changez l’un des deux.", icon=":material/event:")
        st.stop()
    return Asked("" if login == _ANYBODY else str(login), tuple(actions), first, last)


def show(asked: Asked) -> None:
    """Show what was asked for, newest first, how many acts there are, and the button to take them away."""
    found = _found(visitor.visitor(), asked, _SHOWN + 1)
    if not found:
        st.info("Rien dans le journal pour ce choix. Élargissez la période, ou choisissez tout le monde.")
        return
    shown = found[:_SHOWN]
    if len(found) > _SHOWN:
        st.caption(f"Les {_SHOWN} actes les plus récents ; le fichier contient aussi les précédents.")
    else:
        st.caption(words.plural(len(found), "acte"))
    session_id = visitor.session().id
    st.download_button(
        "Télécharger (CSV)",
        lambda: file_of(session_id, asked),
        f"journal-acces-{asked.first}-{asked.last}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    # Not a data frame: its own menu makes a file that nobody judges nor notes.
    table = _table(shown).map(words.escaped)
    with st.container(key="phrases-acces"):
        st.table(table, hide_index=True, border="horizontal", alt="Journal d’accès")


def file_of(session_id: str, asked: Asked) -> bytes:
    """Return the file of what was asked for; raise OutOfSight where the session has no right to it any more.

    Streamlit asks for it outside any run of a page: nothing is known of who asks but the session that drew the button.
    """
    detail = f"journal d'accès · {asked.first} à {asked.last}"
    with visitor.on_behalf_of(session_id) as session:
        if not session.account.may("log"):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("le journal d'accès ne vous est pas ouvert")
        found = _found(session.account, asked, _TAKEN)
        audit.record(session.account.login, "exported", detail)
        return csv_of(_table(found))


def _found(reader: Account, asked: Asked, most: int) -> list[Event]:
    """Return what was asked for among the lines of the reader's association."""
    # The log knows the days of UTC, people those of Paris: what is at the edges is sorted out here.
    since, until = asked.first - timedelta(days=1), asked.last
    found = audit.events(
        asked.login, asked.actions, since.isoformat(), until.isoformat(), most, _whose(reader)
    )
    return [event for event in found if asked.first <= _day(event) <= asked.last]


def _whose(reader: Account) -> str:
    if reader.operator is None:
        raise OutOfSight("ce compte n'est d'aucune association")
    return reader.operator


def _day(event: Event) -> date:
    return datetime.fromisoformat(event.at).replace(tzinfo=UTC).astimezone(words.CLOCK).date()


def _table(found: Sequence[Event]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Quand": words.stamp(event.at),
            "Qui": _named(event.login),
            "Acte": ACTIONS[event.action],
            "Adresse": event.address,
            "Précision": event.detail,
        }
        for event in found
    )


def _named(login: str) -> str:
    return "Compte inconnu" if login == NOBODY else login
