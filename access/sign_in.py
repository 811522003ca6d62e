"""Login and password -> a session, or a refusal that says nothing of which accounts exist."""

from __future__ import annotations

from access import audit, demonstration, throttle
from access.accounts import Account, by_login, fold_login, password_of
from access.passwords import is_right
from access.permissions import ROLES
from access.sessions import open_session
from access.settings import settings

_UNKNOWN = "compte inconnu"  # what was typed is not kept: it may be a password


class Refused(Exception):
    """A sign-in that did not succeed; the text says what to do, in French. `wait`: seconds before another try, or 0."""

    def __init__(self, text: str, wait: int = 0) -> None:
        super().__init__(text)
        self.wait = wait


def sign_in(login: str, password: str, address: str) -> str:
    """Return the secret of a new session. Raise Refused, after the same work whether the account exists or not."""
    folded = fold_login(login)
    if wait := throttle.wait_before(folded, address):
        raise Refused(f"Trop d'essais. Attendez {_told(wait)}, puis réessayez.", wait)
    account = by_login(folded)
    may_try = account is not None and account.is_open and (settings().local_accounts or account.is_demo)
    kept = password_of(account) if account and may_try else None
    if not is_right(kept, password) or account is None:
        _refuse(account, folded, address)
        raise Refused("Identifiant ou mot de passe inexact.")
    throttle.forget(folded, address)
    return open_session(account, "mot de passe", address)


def enter_demonstration(role: str, address: str) -> str:
    """Return the secret of a new session of a one-click account. Raise Refused when there is none to enter."""
    if not demonstration.is_open() or role not in ROLES:
        raise Refused("La démonstration est close : entrez avec votre identifiant.")
    return open_session(demonstration.guest(role), "démonstration", address)


def check_again(account: Account, password: str, address: str) -> None:
    """Raise Refused unless it is the account's password: asked again before it is changed."""
    if wait := throttle.wait_before(account.login, address):
        raise Refused(f"Trop d'essais. Attendez {_told(wait)}, puis réessayez.", wait)
    if not is_right(password_of(account), password):
        _refuse(account, account.login, address)
        raise Refused("Le mot de passe actuel est inexact.")
    throttle.forget(account.login, address)


def _refuse(account: Account | None, login: str, address: str) -> None:
    name = account.login if account else audit.NOBODY
    audit.record(name, "refused", "" if account else _UNKNOWN, address)
    if wait := throttle.blocked_for(login, address):
        audit.record(name, "blocked", _told(wait), address)


def _told(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{seconds} seconde{'s' if seconds > 1 else ''}"
    return f"{minutes + bool(rest)} minute{'s' if minutes + bool(rest) > 1 else ''}"
