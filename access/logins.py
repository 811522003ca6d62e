"""What a login may be, and how two of them are compared: one list for the whole installation."""

from __future__ import annotations

import re
import unicodedata

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,79}")


def fold_login(login: str) -> str:
    """Return a login as it is compared: without capitals, accents nor blanks around."""
    letters = unicodedata.normalize("NFKD", login.strip()).casefold()
    return "".join(one for one in letters if not unicodedata.combining(one))


def is_login(login: str) -> bool:
    """Return whether a folded login may be one."""
    return _LOGIN.fullmatch(login) is not None
