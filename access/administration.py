"""What an administrator does to accounts. Who asks, and on whom, is judged here, whatever page asks."""

from __future__ import annotations

from datetime import timedelta

from access import accounts, links, operators, sessions
from access.accounts import FIRST, Account, BadAccount, Perimeter
from access.operators import BadOperator, Operator
from access.permissions import FEDERATION, ROLES
from access.settings import settings

_ONE_CLICK = {f"demo.{role}" for role in ROLES}


def accounts_for(actor: Account) -> list[Account]:
    """Return the accounts that an administrator may see, those that may still come in first; raise BadAccount."""
    _judge(actor)
    found = accounts.every_account(actor.operator)
    return [one for one in found if one.is_demo or not actor.is_demo]


def open_access(actor: Account, login: str, name: str, role: str, perimeter: Perimeter) -> Account:
    """Return a new account, without a password yet; one of the demonstration where a demonstration account asks."""
    asking = _judge(actor)
    if role == FEDERATION and not asking.may("associations"):
        raise BadAccount(
            "Un accès de fédération s'ouvre dans la première association, qui tient l'installation."
        )
    return accounts.create(
        login, name, role, perimeter, by=actor.login, is_demo=actor.is_demo, operator=asking.operator or FIRST
    )


def change_access(actor: Account, account: Account, name: str, role: str, perimeter: Perimeter) -> Account:
    """Return the account with another name, role or perimeter; its sessions end."""
    current = _judge(actor, account)
    if is_one_click(current):
        raise BadAccount("Ce compte de démonstration sert à tous : créez-en un autre pour essayer.")
    return accounts.change(current, name, role, perimeter, by=actor.login)


def end_access(actor: Account, account: Account) -> None:
    """End an access, its sessions and its links."""
    current = _judge(actor, account)
    if current.id == actor.id:
        raise BadAccount(
            "C'est votre propre accès : demandez à une autre personne de l'administration de le retirer."
        )
    if is_one_click(current):
        raise BadAccount(
            "Ce compte de démonstration sert à tous : il se ferme avec les premières données réelles."
        )
    accounts.end_access(current, by=actor.login)


def end_sessions(actor: Account, account: Account) -> int:
    """End every session of an account and return how many there were."""
    return sessions.end_all(_judge(actor, account), by=actor.login)


def give_link(actor: Account, account: Account) -> tuple[str, timedelta]:
    """Return the path of a new one-time link to choose a password, and how long it lasts."""
    current = _judge(actor, account)
    if not gives_links():
        raise BadAccount("Les mots de passe sont fermés : chacun entre par son organisation.")
    if is_one_click(current):
        raise BadAccount("Ce compte de démonstration s'ouvre en un clic : il n'a pas de mot de passe.")
    path = links.give(current, by=actor.login)
    return path, links.LASTS["reset" if accounts.password_of(current) else "invitation"]


def associations_for(actor: Account) -> list[Operator]:
    """Return the associations that the installation holds; raise BadOperator for whoever may not open one."""
    _judge_installation(actor)
    return [one for one in operators.every_operator() if actor.is_demo or not one.is_demo]


def open_association(actor: Account, name: str, login: str, who: str) -> Account:
    """Return the account, still without a password, of the administrator of a new association. Raise BadOperator or BadAccount."""
    if _judge_installation(actor).is_demo:
        raise BadOperator("La démonstration n'ouvre pas d'association : elle en montre déjà trois.")
    return operators.open_with_administrator(name, login, who, by=actor.login)


def rename_association(actor: Account, slug: str, name: str) -> Operator:
    """Return an association under another name."""
    if _judge_installation(actor).is_demo:
        raise BadOperator("La démonstration garde ses noms.")
    return operators.rename(slug, name, by=actor.login)


def close_association(actor: Account, slug: str) -> None:
    """Close an association and its accesses; its data stay in their folder."""
    if _judge_installation(actor).is_demo:
        raise BadOperator("La démonstration garde ses associations.")
    operators.close_operator(slug, by=actor.login)


def _judge_installation(actor: Account) -> Account:
    asking = accounts.by_id(actor.id)
    if not asking.may("associations"):
        raise BadOperator("Ouvrir et fermer des associations est réservé à l'administration de la première.")
    return asking


def give_first_link(actor: Account, account: Account) -> tuple[str, timedelta]:
    """Return the one-time link of the administrator of an association just opened: nobody else there could give it."""
    asking, current = _judge_installation(actor), accounts.by_id(account.id)
    if current.role != "administration" or current.has_password or not gives_links():
        raise BadAccount("Ce compte a déjà servi : son association lui remet ses liens.")
    return links.give(current, by=asking.login), links.LASTS["invitation"]


def gives_links() -> bool:
    """Return whether accounts are opened by a link and a password, or by the organisation's sign-in only."""
    return settings().local_accounts


def is_one_click(account: Account) -> bool:
    """Return whether an account is one of those that the demonstration opens with one click."""
    return account.is_demo and account.login in _ONE_CLICK


def _judge(actor: Account, account: Account | None = None) -> Account:
    """Return the account as it now is; raise BadAccount where the actor, as it now is, may not touch it."""
    asking = accounts.by_id(actor.id)
    if not asking.may("accounts"):
        raise BadAccount("Ouvrir et retirer des accès est réservé à l'administration.")
    current = accounts.by_id(account.id) if account else asking
    if (current.operator or FIRST) != asking.operator:
        raise BadAccount("Ce compte est d'une autre association, qui ouvre et retire ses propres accès.")
    if asking.is_demo and not current.is_demo:
        raise BadAccount("La démonstration ne touche pas aux vrais comptes.")
    return current
