"""Who is looking: the one place where a page learns it, and the second and third locks after the gate."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from access import audit, demonstration, sessions
from access.accounts import Account
from access.permissions import Permission
from access.scope import Sight
from access.sessions import Session
from indicators.demo import is_invented

# The door asks too (app.py imports this module): one-click accounts close as soon as real data come.
demonstration.believe(is_invented)


def session() -> Session:
    """Return the session in force of whoever looks, looked up anew; stop the page where there is none any more.

    The gate names the session in a header of its own when the browser connects. A page left open outlives that moment:
    a session ended since then has no right left at the next run.
    """
    named = st.user.get("session")
    found = sessions.by_id_of_session(named) if isinstance(named, str) else None
    if found is None:
        _farewell()
    return found


def visitor() -> Account:
    """Return the account of whoever looks; stop the page where the session is over."""
    return session().account


def sight() -> Sight:
    """Return what of the figures whoever looks may see; raise OutOfSight for a role that reads none."""
    return visitor().sight()


def may(permission: Permission) -> bool:
    """Return whether whoever looks has a permission: to hide what they could not use."""
    return visitor().may(permission)


def require(page: str) -> Account:
    """Return the account of whoever looks, if its role may open this page; else say so and stop. Each page begins so."""
    account = visitor()
    if not account.may_open(page):
        _refuse(account, page)
    return account


def require_permission(permission: Permission) -> Account:
    """Return the account of whoever looks, if its role has a permission; else say so and stop."""
    account = visitor()
    if not account.may(permission):
        _refuse(account, permission)
    return account


def note(action: str, detail: str = "") -> None:
    """Write in the log of accesses what whoever looks has just done."""
    audit.record(visitor().login, action, detail)


def _refuse(account: Account, what: str) -> NoReturn:
    audit.record(account.login, "denied", what)
    st.error("Cette page n'est pas ouverte à votre rôle.", icon=":material/lock:")
    st.stop()


def _farewell() -> NoReturn:
    st.error(
        "Votre session est terminée. Rien de ce qui était accepté n'est perdu.", icon=":material/lock_clock:"
    )
    st.html('<p><a href="/connexion" target="_self">Se reconnecter</a></p>')
    st.stop()
