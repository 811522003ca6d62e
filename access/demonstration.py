"""One-click accounts, on the invented association only: they close by themselves when real data or a real account comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from access.accounts import Account, Perimeter, by_login, create, is_any_real
from access.database import is_there
from access.permissions import ROLES

_BY = "démonstration"
_GUESTS: dict[str, tuple[str, Perimeter]] = {
    "direction": ("Direction (démo)", Perimeter()),
    "equipe": ("Équipe La Garrigue (démo)", Perimeter(("GARRIGUE",))),
    "evaluateur": (
        "Évaluation, CILPI (démo)",
        Perimeter((), "Appel à projets 2024-2025 (démo)", date(2024, 1, 1), date(2025, 12, 1)),
    ),
    "administration": ("Administration (démo)", Perimeter()),
    "federation": ("Fédération (démo)", Perimeter()),
}
WHAT_THEY_DO = {
    "direction": "voit les six résidences et toutes leurs pages",
    "equipe": "voit sa résidence, y dépose ses classeurs",
    "evaluateur": "lit les totaux d'un appel à projets, mois clos seulement",
    "administration": "ouvre et retire les accès, sans voir aucun chiffre",
    "federation": "compare trois associations volontaires, sans classement ni résidence",
}

_is_invented: Callable[[], bool] = lambda: False  # noqa: E731  # until told otherwise, data are real


def believe(is_invented: Callable[[], bool]) -> None:
    """Say how to know whether the data in force are only those of the invented association."""
    global _is_invented
    _is_invented = is_invented


def is_open() -> bool:
    """Return whether one may come in with one click: only invented data, and no real account."""
    return _is_invented() and not (is_there() and is_any_real())


def guests() -> list[tuple[str, str, str]]:
    """Return (role, name, what it does) of each one-click account."""
    return [(role, _GUESTS[role][0], WHAT_THEY_DO[role]) for role in ROLES]


def guest(role: str) -> Account:
    """Return the one-click account of a role, made the first time; KeyError for a role that has none."""
    name, perimeter = _GUESTS[role]
    login = f"demo.{role}"
    return by_login(login) or create(login, name, role, perimeter, by=_BY, is_demo=True)
