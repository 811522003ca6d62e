"""A role and what bounds it: told in words, and asked for."""

from __future__ import annotations

from datetime import date

import streamlit as st

from access.accounts import Account, Perimeter
from access.clock import now
from access.permissions import FEDERATION, ROLE_NAMES, ROLES
from ui import names, visitor, words

WHAT_ROLES_DO = {
    "direction": "voit toutes les résidences, dépose et retire tous les classeurs",
    "equipe": "voit ses résidences, y dépose et en retire les classeurs",
    "evaluateur": "lit les totaux d’un appel à projets, mois clos seulement, sans les lignes",
    "administration": "ouvre et retire les accès, sans voir aucun chiffre",
    "federation": "compare quelques chiffres des associations qui l’acceptent, sans classement",
}
_YEARS_AROUND = 6


def sees(account: Account) -> str:
    """Return what of the figures an account sees, in words."""
    bounds = account.perimeter
    if account.role == "administration":
        return "aucun chiffre"
    if account.role == FEDERATION:
        return "les associations volontaires"
    if account.role == "direction":
        return "toutes les résidences"
    if account.role == "equipe":
        return names.listing(bounds.residences)
    ends = [words.month(f"{end:%Y-%m}") for end in (bounds.first, bounds.last) if end]
    where = names.listing(bounds.residences) if bounds.residences else "toutes les résidences"
    return f"{bounds.call}, {' à '.join(ends)} : totaux de {where}"


def ask(key: str, account: Account | None) -> tuple[str, Perimeter]:
    """Draw the choice of a role and of what bounds it, as the account has them."""
    roles = _offered(account)
    role = st.radio(
        "Rôle",
        roles,
        roles.index(account.role) if account else 1,
        format_func=ROLE_NAMES.__getitem__,
        captions=[WHAT_ROLES_DO[role] for role in roles],
        key=f"{key}-role",
    )
    bounds = account.perimeter if account else Perimeter()
    if role not in ("equipe", "evaluateur"):
        return role, Perimeter()
    residences = _ask_residences(key, role, bounds)
    if role == "equipe":
        return role, Perimeter(residences)
    call = st.text_input("Appel à projets", bounds.call, key=f"{key}-appel", placeholder="CILPI 2024-2025")
    left, right = st.columns(2)
    with left:
        first = _ask_month("Premier mois", bounds.first, f"{key}-premier")
    with right:
        last = _ask_month("Dernier mois", bounds.last, f"{key}-dernier")
    return role, Perimeter(residences, call, first, last)


def _offered(account: Account | None) -> list[str]:
    """Return the roles to choose from: a federation is of no association, so that no account becomes one nor ceases to be."""
    if account and account.role == FEDERATION:
        return [FEDERATION]
    may_invite = account is None and visitor.may("associations")
    return [role for role in ROLES if role != FEDERATION or may_invite]


def _ask_residences(key: str, role: str, bounds: Perimeter) -> tuple[str, ...]:
    known = names.residences()
    if not known:
        st.info(
            "Aucune résidence n’est encore connue : la direction dépose d’abord leur liste, à la page Dépôt. "
            "Les accès de direction et d’administration peuvent être ouverts dès maintenant.",
            icon=":material/info:",
        )
    label = "Résidences" if role == "equipe" else "Résidences de l’appel"
    told = "Choisissez" if role == "equipe" else "Toutes"
    options = list(dict.fromkeys([*known, *bounds.residences]))
    return tuple(
        st.multiselect(
            label,
            options,
            list(bounds.residences),
            lambda code: known.get(code, code),
            key=f"{key}-residences",
            placeholder=told,
        )
    )


def _ask_month(label: str, before: date | None, key: str) -> date | None:
    this_year = now().year
    years = range(this_year - _YEARS_AROUND, this_year + _YEARS_AROUND + 1)
    months = sorted(
        {*(date(year, month, 1) for year in years for month in range(1, 13)), *([before] if before else [])}
    )
    return st.selectbox(
        label,
        months,
        months.index(before) if before else None,
        lambda day: words.month(f"{day:%Y-%m}"),
        key=key,
        placeholder="Choisissez un mois",
    )
