"""Whose account is it: from who comes back from the organisation to an account, its role as the organisation says it."""

from __future__ import annotations

import hashlib

from access import accounts, audit, sessions
from access.accounts import Account, Perimeter
from access.database import reading, writing
from access.operators import operator_named
from access.organisation import Person
from access.organisation_settings import Grant, Organisation
from access.permissions import ROLE_NAMES

BY = "organisation"
_LONGEST = 80  # letters of a name


class NotWelcome(Exception):
    """Somebody whom the organisation knows and Palier does not let in. `login`: of the account concerned, or empty.

    The text is for the log of accesses, in French; it tells nothing to whoever is refused.
    """

    def __init__(self, text: str, login: str = "") -> None:
        super().__init__(text)
        self.login = login


def account_of(person: Person, where: Organisation) -> Account:
    """Return a person's account: theirs already, else one of the same sure e-mail address, else a new one.

    Where the settings give roles by claim, they decide at each sign-in, also of accounts that were made otherwise; where
    they give none, only accounts made in Palier come in, with the role written there. Raises NotWelcome, or BadAccount
    when the account cannot change so (the last administrator).
    """
    grant = granted(person.values, where)
    account = by_subject(person.subject) or _of_same_address(person)
    if account and not account.is_open:
        raise NotWelcome("accès retiré", account.login)
    if where.roles and grant is None:
        if account and sessions.of_account(account):
            sessions.end_all(account, by=BY)
        raise NotWelcome("aucun rôle", account.login if account else "")
    if grant:
        _judge_association(grant, account)
    if account is None:
        if grant is None:
            raise NotWelcome("aucun compte")
        account = accounts.create(
            *(_login(person), _name(person, grant), grant.role, grant.perimeter),
            by=BY,
            operator=grant.association,
        )
    _link(account, person)
    if grant and (grant.role, grant.perimeter) != (account.role, account.perimeter):
        account = accounts.change(account, account.name, grant.role, grant.perimeter, by=BY)
    return account


def granted(values: tuple[str, ...], where: Organisation) -> Grant | None:
    """Return what the values of the claim open: the first written wins, residences of an `equipe` add up; None for nothing."""
    held = {value.lower() for value in values} if where.claim == "email" else set(values)
    opened = [
        grant for value, grant in where.roles if (value.lower() if where.claim == "email" else value) in held
    ]
    if not opened or opened[0].role != "equipe":
        return opened[0] if opened else None
    association = opened[0].association  # codes of another association's residences are others' residences
    mine = [grant for grant in opened if (grant.role, grant.association) == ("equipe", association)]
    codes = {code for grant in mine for code in grant.perimeter.residences}
    return Grant("equipe", Perimeter(tuple(sorted(codes))), association)


def _judge_association(grant: Grant, account: Account | None) -> None:
    """Raise NotWelcome for an association that is not open, or an account of another: an account is of one, once and for all."""
    if account and account.operator != grant.operator:
        raise NotWelcome("compte d'une autre association", account.login)
    found = operator_named(grant.association)
    if found is None or not found.is_open:
        raise NotWelcome("association inconnue ou fermée", account.login if account else "")


def by_subject(subject: str) -> Account | None:
    """Return the account that is tied to somebody of the organisation, None when there is none."""
    with reading() as con:
        row = con.execute("select id from accounts where subject = ?", (subject,)).fetchone()
    return accounts.by_id(row[0]) if row else None


def unlink(account: Account, *, by: str) -> None:
    """Untie an account from whom it was tied to: the next sign-in of the same e-mail address ties it anew."""
    with writing() as con:
        con.execute("update accounts set subject = null where id = ?", (account.id,))
    sessions.end_all(account, by=by)
    audit.record(by, "account_changed", f"{account.login} · déliée de l'organisation", about=account.login)


def _of_same_address(person: Person) -> Account | None:
    """Return the account, tied to nobody, whose login is a person's address, or the one made for them without an address."""
    found = accounts.by_login(_login(person))
    if found is None:
        return None
    if found.is_demo:
        raise NotWelcome("compte de démonstration", found.login)
    if found.is_open and _is_tied(found):
        raise NotWelcome("adresse déjà liée à une autre identité", found.login)
    return found


def _link(account: Account, person: Person) -> None:
    with writing() as con:
        tied = con.execute(
            "update accounts set subject = ? where id = ? and subject is null and ended_at is null and is_demo = 0",
            (person.subject, account.id),
        ).rowcount
    if tied:
        audit.record(BY, "account_changed", f"{account.login} · liée à l'organisation", about=account.login)
    elif by_subject(person.subject) != account:
        raise NotWelcome("adresse déjà liée à une autre identité", account.login)


def _is_tied(account: Account) -> bool:
    with reading() as con:
        row = con.execute("select subject from accounts where id = ?", (account.id,)).fetchone()
    return row is not None and row[0] is not None


def _login(person: Person) -> str:
    # Accents fall when logins are compared, so that no address with one may be a login: rené@ and rene@ are two people.
    if accounts.is_login(person.email):
        return person.email
    return f"organisation-{hashlib.sha256(person.subject.encode()).hexdigest()[:16]}"


def _name(person: Person, grant: Grant) -> str:
    return " ".join(person.name.split())[:_LONGEST] or ROLE_NAMES[grant.role]
