"""Who is looking: the one place where a page learns it, and the second and third locks after the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local
from time import monotonic
from typing import NoReturn

import streamlit as st

from access import accounts, audit, demonstration, sessions
from access.accounts import Account
from access.permissions import Permission
from access.scope import OutOfSight, Sight
from access.sessions import Session
from indicators.associations import must_be_told, work_for, working_for
from indicators.demo import is_invented

# The door asks too (app.py imports this module): one-click accounts close as soon as real data come.
demonstration.believe(is_invented)
_WHOSE = "compte-de-la-page"
# A page asks who looks at each figure that it shows, some seventy times a run. A run has a thread of its own.
_run = local()
_A_LOOK = 1.0  # seconds for which who looks is taken for known within one run


def arrive() -> Account:
    """Return the account of whoever looks, looked up anew; until a second later the rest of this run takes it for known."""
    _run.session, _run.until = None, 0.0
    _run.session = _looked_up()
    _run.until = monotonic() + _A_LOOK
    return session().account


def session() -> Session:
    """Return the session in force of whoever looks; stop the page where there is none any more.

    Looked up anew at each call, but for a second from the beginning of a run (`arrive`): whoever acts is asked about anew whatever
    the time (`require_permission`).
    """
    known: Session | None = getattr(_run, "session", None)
    if known is None or monotonic() > _run.until:
        return _looked_up()
    work_for(known.account.operator)
    return known


def _looked_up() -> Session:
    """Return the session that the browser came with, stop the page where it is over.

    The gate names it in a header of its own when the browser connects. A page left open outlives that moment: a session ended
    since then has no right left at the next run.
    """
    named = st.user.get("session")
    found = sessions.by_id_of_session(named) if isinstance(named, str) else None
    if found is None:
        _farewell()
    # The one place where a page learns whose data it reads. Dialogs and fragments, which run alone, come here too.
    work_for(found.account.operator)
    return found


@contextmanager
def on_behalf_of(session_id: str) -> Iterator[Session]:
    """Work for the association of a session, outside any run of a page; raise OutOfSight where the session is over.

    A file to take away is made in a thread that serves everybody in turn: it forgets, at the end, for whom it worked.
    """
    found = sessions.by_id_of_session(session_id)
    if found is None:
        raise OutOfSight("la session est terminée ; reconnectez-vous")
    with working_for(found.account.operator):
        yield found


def made_for(session_id: str, make: Callable[[], bytes]) -> bytes:
    """Return the file that a page offered to a session, made as that session; raise OutOfSight where it is over."""
    with on_behalf_of(session_id):
        return make()


def forget_others(account: Account) -> None:
    """Forget what a page left open was doing for another account: a browser that comes back may have signed in anew."""
    if st.session_state.get(_WHOSE, account.id) != account.id:
        st.session_state.clear()
    st.session_state[_WHOSE] = account.id


def serve_several() -> None:
    """From now on nothing is read in this process before it is known for which association: the server's first act."""
    must_be_told()


def visitor() -> Account:
    """Return the account of whoever looks; stop the page where the session is over."""
    return session().account


def sight() -> Sight:
    """Return what of the figures whoever looks may see; raise OutOfSight for a role that reads none."""
    return visitor().sight()


def may(permission: Permission) -> bool:
    """Return whether whoever looks has a permission: to hide what they could not use."""
    return visitor().may(permission)


def others_who_may(permission: Permission) -> int:
    """Return how many other open accounts of the same association have a permission."""
    who = visitor()
    every = accounts.every_account(who.operator) if who.operator is not None else []
    return sum(one.is_open and one.id != who.id and one.may(permission) for one in every)


def require(page: str) -> Account:
    """Return the account of whoever looks, if its role may open this page; else say so and stop. Each page begins so."""
    account = visitor()
    if not account.may_open(page):
        _refuse(account, page)
    return account


def require_permission(permission: Permission) -> Account:
    """Return the account of whoever looks, if its role has a permission now; else say so and stop. Each act begins so."""
    account = _looked_up().account
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
