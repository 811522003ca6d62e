"""The associations of an installation: the first holds it and opens the others; each sees only itself.

A short name is given once: its folder of data bears it, and what was kept under it is of nobody else, were it closed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from access import audit
from access.account import FIRST as FIRST
from access.accounts import Account, Perimeter, check_new, close, create, every_account
from access.clock import now
from access.database import ASSOCIATIONS, database_path, is_there, reading, writing
from access.logins import fold_login

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")
_LONGEST = 80
_TRUTHS = ("is_demo", "is_shared_in_demo")
_COLUMNS = "slug, name, opened_at, ended_at, is_demo, shared_by, shared_at, is_shared_in_demo"


class BadOperator(ValueError):
    """An association that cannot be opened, named or closed so; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Operator:
    """An association. `slug`: its short name, empty for the first; `shared_by`, `shared_at`: who let a federation compare it, when."""

    slug: str
    name: str
    opened_at: str
    ended_at: str | None
    is_demo: bool
    shared_by: str | None
    shared_at: str | None
    is_shared_in_demo: bool

    @property
    def is_open(self) -> bool:
        """True while it was not closed."""
        return self.ended_at is None


def every_operator() -> list[Operator]:
    """Return the associations ever opened: the first, whether it was named or not, then the others by name."""
    found = _select() if is_there() else []
    if not any(one.slug == FIRST for one in found):
        found.append(Operator(FIRST, "Première association", "", None, False, None, None, False))
    return sorted(found, key=lambda one: (one.slug != FIRST, fold_login(one.name)))


def operator_named(slug: str | None) -> Operator | None:
    """Return an association by its short name; None for none."""
    return next((one for one in every_operator() if one.slug == slug), None)


def are_several(reader: Account) -> bool:
    """Return whether the installation holds another association than the first; the demonstration's count for its own accounts."""
    others = [one for one in every_operator() if one.slug != FIRST and one.is_open]
    return any(reader.is_demo or not one.is_demo for one in others)


def open_operator(
    name: str, *, by: str, slug: str = "", is_demo: bool = False, is_known: bool = False
) -> Operator:
    """Return a new association, with its folder. `is_known`: that folder may be there already, with its data. Raise BadOperator."""
    title, short = _named(name), slug or slug_of(name)
    if not _SLUG.fullmatch(short):
        raise BadOperator(
            "Le nom court tient en 2 à 40 lettres sans accent, chiffres ou tirets (« rives-du-sud »)."
        )
    folder = database_path().parent / ASSOCIATIONS / short
    if folder.exists() and not is_known:
        raise BadOperator(f"Un dossier « {short} » existe déjà ; choisissez un autre nom court.")
    try:
        with writing() as con:
            con.execute(
                "insert into operators (slug, name, opened_at, is_demo) values (?, ?, ?, ?)",
                (short, title, now().isoformat(), int(is_demo)),
            )
    except sqlite3.IntegrityError:
        raise BadOperator(f"Le nom court « {short} » a déjà servi ; choisissez-en un autre.") from None
    folder.mkdir(parents=True, exist_ok=True)
    audit.record(by, "association_opened", f"{title} · {short}")
    return _one(short)


def open_with_administrator(
    name: str, login: str, who: str, *, by: str, slug: str = "", is_known: bool = False
) -> Account:
    """Return the account of a new association's administrator; the association is not opened if the account cannot be."""
    check_new(login, who, "administration", Perimeter())
    opened = open_operator(name, by=by, slug=slug, is_known=is_known)
    return create(login, who, "administration", by=by, operator=opened.slug)


def open_invented(first: str, others: Sequence[tuple[str, str]], *, by: str) -> None:
    """Open the associations of the demonstration (short name, name), and let each be compared: in the demonstration only."""
    rename(FIRST, first, by=by)
    for slug, name in others:
        open_operator(name, by=by, slug=slug, is_demo=True, is_known=True)
    with writing() as con:
        con.execute(
            "update operators set shared_by = 'Direction (démo)', shared_at = ?, is_shared_in_demo = 1",
            (now().isoformat(),),
        )


def rename(slug: str, name: str, *, by: str) -> Operator:
    """Return an association under another name; its short name stays."""
    title = _named(name)
    with writing() as con:
        con.execute(
            "insert into operators (slug, name, opened_at) values (?, ?, ?) on conflict (slug) do update set name = excluded.name",
            (slug, title, now().isoformat()),
        )
    audit.record(by, "settings_changed", f"nom de l'association : {title}")
    return _one(slug)


def close_operator(slug: str, *, by: str) -> None:
    """Close an association: its accesses end, nobody compares it any more; its data stay in their folder. Raise BadOperator."""
    if slug == FIRST:
        raise BadOperator("La première association tient l'installation : elle ne se ferme pas.")
    closed = operator_named(slug)
    if closed is None or not closed.is_open:
        raise BadOperator("Cette association n'est pas ouverte.")
    with writing() as con:
        con.execute(
            "update operators set ended_at = ?, shared_by = null, shared_at = null where slug = ?",
            (now().isoformat(), slug),
        )
    for account in every_account(slug):
        if account.is_open:
            close(account, by=by)
    audit.record(by, "association_closed", f"{closed.name} · {slug}")


def slug_of(name: str) -> str:
    """Return the short name that a name suggests: « L'Escale (démo) » gives `l-escale-demo`."""
    return re.sub(r"[^a-z0-9]+", "-", fold_login(name)).strip("-")[:40].strip("-")


def _named(name: str) -> str:
    title = " ".join(name.split())
    if not title or len(title) > _LONGEST:
        raise BadOperator("Écrivez le nom de l'association (80 caractères au plus).")
    return title


def _one(slug: str) -> Operator:
    return next(one for one in _select() if one.slug == slug)


def _select() -> list[Operator]:
    with reading() as con:
        rows = con.execute(f"select {_COLUMNS} from operators").fetchall()
    return [Operator(**dict(row) | {name: bool(row[name]) for name in _TRUTHS}) for row in rows]
