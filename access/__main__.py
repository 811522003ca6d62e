"""Command line: an administrator, the list, the end of an access, a reset: for the day the web page cannot be reached."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from getpass import getpass
from typing import Any

from access import accounts, links, operators
from access.accounts import FIRST, Account, BadAccount
from access.operators import BadOperator, Operator
from access.passwords import LEAST, WeakPassword, hashed
from access.settings import settings

BY = "ligne de commande"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 when done, 1 when it is refused, 2 when the command is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        asked.run(asked)
    except (BadAccount, BadOperator, WeakPassword) as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def _admin(asked: argparse.Namespace) -> None:
    password = _password(asked)
    # Before the account is made: a weak password leaves nothing behind.
    kept = hashed(password, asked.login, asked.name) if password is not None else None
    account = accounts.create(
        asked.login, asked.name, "administration", by=BY, operator=_known(asked.association).slug
    )
    print(f"Compte d'administration créé : {account.login}")
    _open(account, kept)


def _list(asked: argparse.Namespace) -> None:
    seen = accounts.last_seen()
    whose = None if asked.association is None else _known(asked.association).slug
    rows = [_row(one, seen.get(one.id)) for one in accounts.every_account(whose)]
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        bounds = [", ".join(row["residences"]), row["call"], row["first"], row["last"]]
        told = [
            row["login"],
            row["name"],
            row["association"],
            row["role"],
            *bounds,
            row["state"],
            row["seen_at"],
        ]
        print(" · ".join(str(one) for one in told if one))


def _row(account: Account, seen_at: str | None) -> dict[str, Any]:
    bounds = account.perimeter
    first, last = (f"{day:%Y-%m}" if day else None for day in (bounds.first, bounds.last))
    state = "actif" if account.has_password or seen_at else "invitation en attente"
    return {
        "login": account.login,
        "name": account.name,
        "role": account.role,
        "association": account.operator,
        "residences": list(bounds.residences),
        "call": bounds.call,
        "first": first,
        "last": last,
        "state": state if account.is_open else "accès retiré",
        "seen_at": seen_at,
        "is_demo": account.is_demo,
    }


def _disable(asked: argparse.Namespace) -> None:
    account = _found(asked.login)
    accounts.end_access(account, by=BY)
    print(f"Accès retiré : {account.login} ; ses sessions et ses liens sont fermés.")


def _reset(asked: argparse.Namespace) -> None:
    account = _found(asked.login)
    password = _password(asked) if asked.password_stdin else None
    _open(account, hashed(password, account.login, account.name) if password is not None else None)


def _open(account: Account, kept: str | None) -> None:
    """Keep a password, or print the one-time link by which its owner chooses one."""
    if not settings().local_accounts:
        print(
            "Attention : les mots de passe sont fermés (PALIER_LOCAL_ACCOUNTS) ; celui-ci n'ouvrira rien.",
            file=sys.stderr,
        )
    if kept:
        accounts.set_password(account, kept, by=BY)
        print(f"Mot de passe enregistré ; les autres sessions de {account.login} sont fermées.")
        return
    lasts = links.LASTS["reset" if accounts.password_of(account) else "invitation"]
    print(f"Lien à usage unique, pendant {round(lasts.total_seconds() / 3600)} heures :")
    print(f"{settings().public_url}{links.give(account, by=BY)}")


def _list_operators(asked: argparse.Namespace) -> None:
    rows = [asdict(one) for one in operators.every_operator()]
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "fermée" if row["ended_at"] else "comparée" if row["shared_at"] else "ouverte"
        print(f"{row['slug'] or '(première)'} · {row['name']} · {state}")


def _open_operator(asked: argparse.Namespace) -> None:
    account = operators.open_with_administrator(
        asked.name, asked.admin, asked.admin_name, by=BY, slug=asked.slug or "", is_known=asked.existing
    )
    print(f"Association ouverte : {asked.name} ({account.operator})")
    _open(account, None)


def _name_operator(asked: argparse.Namespace) -> None:
    one = operators.rename(_known(asked.slug).slug, asked.name, by=BY)
    print(f"Nom enregistré : {one.name}")


def _close_operator(asked: argparse.Namespace) -> None:
    operators.close_operator(_known(asked.slug).slug, by=BY)
    print(
        f"Association fermée : {asked.slug} ; ses accès le sont aussi, ses données restent dans leur dossier."
    )


def _known(slug: str | None) -> Operator:
    """Return the association of a short name, the first one for none; raise BadOperator."""
    found = operators.operator_named(slug or FIRST)
    if found is None or not found.is_open:
        raise BadOperator(
            f"Aucune association ouverte « {slug} » : « python -m access operators list » les donne."
        )
    return found


def _found(login: str) -> Account:
    account = accounts.by_login(login)
    if account is None:
        raise BadAccount(f"Aucun compte « {login} » : « python -m access list » les donne tous.")
    if not account.is_open:
        raise BadAccount(f"L'accès de « {account.login} » a déjà été retiré.")
    return account


def _password(asked: argparse.Namespace) -> str | None:
    """Return the password read from the standard input or typed twice; None when a link is to be given instead."""
    if asked.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        return None
    password = getpass(f"Mot de passe (au moins {LEAST} caractères ; vide pour recevoir un lien) : ")
    if password and password != getpass("Encore une fois : "):
        raise WeakPassword("Les deux mots de passe ne sont pas les mêmes : recommencez.")
    return password or None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m access",
        description="Comptes : créer un administrateur, lister, retirer, réinitialiser.",
    )
    commands = parser.add_subparsers(required=True)
    stdin = "lit le mot de passe sur l'entrée standard (une ligne), au lieu de donner un lien"
    admin = commands.add_parser("admin", help="crée un compte d'administration")
    admin.add_argument("login")
    admin.add_argument("--name", required=True, help="qui est-ce : une fonction suffit")
    admin.add_argument("--password-stdin", action="store_true", help=stdin)
    admin.set_defaults(run=_admin)
    listed = commands.add_parser("list", help="qui a un compte")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list)
    disable = commands.add_parser("disable", help="retire un accès, ses sessions et ses liens")
    disable.add_argument("login")
    disable.set_defaults(run=_disable)
    reset = commands.add_parser(
        "reset", help="donne un lien à usage unique pour choisir un autre mot de passe"
    )
    reset.add_argument("login")
    reset.add_argument("--password-stdin", action="store_true", help=stdin)
    reset.set_defaults(run=_reset)
    for command in (admin, listed):
        command.add_argument("--association", metavar="NOM", help="nom court (défaut : la première)")
    _add_operators(commands.add_parser("operators", help="les associations de cette installation"))
    return parser


def _add_operators(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(required=True)
    listed = acts.add_parser("list", help="les associations, ouvertes ou fermées")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list_operators)
    opened = acts.add_parser("open", help="ouvre une association, avec le compte qui l'administrera")
    opened.add_argument("name")
    opened.add_argument("--admin", required=True, metavar="IDENTIFIANT")
    opened.add_argument("--admin-name", default="Administration", help="qui est-ce : une fonction suffit")
    opened.add_argument("--slug", help="nom court (défaut : d'après le nom) ; il ne change plus")
    opened.add_argument("--existing", action="store_true", help="son dossier est déjà là, avec ses données")
    opened.set_defaults(run=_open_operator)
    named = acts.add_parser("name", help="change le nom d'une association ('' : la première)")
    named.add_argument("slug")
    named.add_argument("name")
    named.set_defaults(run=_name_operator)
    closed = acts.add_parser("close", help="ferme une association et ses accès ; ses données restent")
    closed.add_argument("slug")
    closed.set_defaults(run=_close_operator)


if __name__ == "__main__":
    sys.exit(main())
