"""Passwords: how they are kept (argon2id), and which are accepted (length and a list of common ones: ANSSI, CNIL 2022-100)."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

LEAST, MOST = 12, 128
RULES = (
    f"Au moins {LEAST} caractères, de votre choix : une phrase de quatre ou cinq mots convient bien. "
    "Les mots de passe trop courants sont refusés. Il ne vous sera pas demandé d'en changer régulièrement."
)
_GUESSES = 10  # powers of ten: beyond what the delays between attempts let anyone try
_LOOKED_AT = 72  # zxcvbn takes a time that grows with the square of the length
_FRENCH = (
    *(
        "motdepasse",
        "mot",
        "passe",
        "azerty",
        "azertyuiop",
        "qsdfghjklm",
        "wxcvbn",
        "bonjour",
        "soleil",
        "doudou",
    ),
    *(
        "chouchou",
        "loulou",
        "jetaime",
        "marseille",
        "toulon",
        "nice",
        "france",
        "provence",
        "residence",
        "palier",
    ),
    *("sociale", "foyer", "equipe", "direction", "bienvenue", "janvier", "fevrier", "mars", "avril", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre", "printemps", "automne", "hiver"),
)
_HASHER = PasswordHasher()  # argon2id, t=3, 64 MiB, 4 lanes: RFC 9106, second recommended choice
# Each check takes 64 MiB: many at once would be a way to fill the memory.
_AT_ONCE = threading.BoundedSemaphore(2)
_NOBODY = _HASHER.hash("aucun compte ne porte cet identifiant")


class WeakPassword(ValueError):
    """A password that is not accepted; the text says why, and what to do, in French."""


def hashed(password: str, *about: str) -> str:
    """Return what is kept of a password; raise WeakPassword. `about`: the login and name it should not repeat."""
    if fault := weakness(password, *about):
        raise WeakPassword(fault)
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def weakness(password: str, *about: str) -> str:
    """Return why a password is not accepted, empty when it is."""
    if len(password) < LEAST:
        return f"Ce mot de passe est trop court : il en faut {LEAST} caractères au moins."
    if len(password) > MOST:
        return f"Ce mot de passe est trop long : {MOST} caractères au plus."
    known = [*_FRENCH, *(part for text in about for part in (text, *text.replace(".", " ").split()) if part)]
    # Accents are no secret: « été2025 » is guessed like « ete2025 ».
    bare = unicodedata.normalize("NFKD", password).encode("ascii", "ignore").decode() or password
    if zxcvbn(bare[:_LOOKED_AT], user_inputs=known)["guesses_log10"] < _GUESSES:
        return (
            "Ce mot de passe est trop courant ou trop facile à deviner. Allongez-le, par exemple avec quatre mots "
            "sans rapport entre eux."
        )
    return ""


def is_right(kept: str | None, password: str) -> bool:
    """Return whether a password is the one kept; where none is, it takes the same time and is False."""
    with _AT_ONCE:
        try:
            right = _HASHER.verify(kept or _NOBODY, _normal(password[: MOST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def _normal(password: str) -> str:
    # « é » is one sign on one keyboard, two on another.
    return unicodedata.normalize("NFC", password)
