"""First start: no account exists; a one-time code, on the server's console, opens the page that creates the administrator."""

from __future__ import annotations

import hmac
import secrets

from access import throttle
from access.accounts import Account, create, is_any_real, set_password
from access.clock import now
from access.database import is_there, reading, writing
from access.passwords import hashed
from access.sessions import hash_of
from access.settings import settings
from access.sign_in import Refused

PATH = "/premiere-ouverture"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read for another
_PURPOSE = "first"


def is_needed() -> bool:
    """Return whether no real account was ever made; where none has a password, the organisation brings the first one."""
    return settings().local_accounts and not (is_there() and is_any_real())


def announce(url: str) -> str:
    """Return what to print on the console, with a new code (the one before no longer works); empty when not needed."""
    if not is_needed():
        return ""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    with writing() as con:
        con.execute(
            "insert or replace into codes (purpose, code_hash, made_at) values (?, ?, ?)",
            (_PURPOSE, hash_of(code), now().isoformat()),
        )
    return f"Aucun compte n'existe encore. Créez celui de l'administration : {url}{PATH}\nCode à usage unique : {code}"


def create_administrator(code: str, login: str, name: str, password: str, address: str) -> Account:
    """Return the first administrator's account. Raise Refused (code), BadAccount or WeakPassword (the code still works)."""
    if wait := throttle.wait_before(PATH, address):
        raise Refused(f"Trop d'essais. Attendez {wait} secondes, puis réessayez.", wait)
    if not is_needed() or not _is_right(code):
        raise Refused(
            "Ce code n'est pas le bon : recopiez le dernier qui est affiché sur la console du serveur."
        )
    throttle.forget(PATH, address)
    kept = hashed(password, login, name)
    account = create(login, name, "administration", by="première ouverture")
    with writing() as con:
        con.execute("delete from codes where purpose = ?", (_PURPOSE,))
    set_password(account, kept, by=account.login)
    return account


def _is_right(code: str) -> bool:
    with reading() as con:
        row = con.execute("select code_hash from codes where purpose = ?", (_PURPOSE,)).fetchone()
    typed = "".join(code.upper().split())
    return row is not None and hmac.compare_digest(row[0], hash_of(typed))
