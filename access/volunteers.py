"""Which associations let a federation compare them: each decides for itself, by its leadership, and takes it back at once."""

from __future__ import annotations

from access import accounts, audit
from access.accounts import Account
from access.clock import now
from access.database import writing
from access.operators import BadOperator, Operator, every_operator, operator_named, rename

LEAST = 3  # two side by side would be first and second


def volunteers(reader: Account) -> list[Operator]:
    """Return the associations that agreed to be compared, by name; those of the demonstration to its own accounts only.

    What somebody agreed to in the demonstration was agreed to for invented figures: it opens nothing to a real account.
    """
    asking = accounts.by_id(reader.id)
    if not asking.may("compare"):
        return []
    found = [one for one in every_operator() if one.is_open and one.shared_at]
    mine = [one for one in found if asking.is_demo or not (one.is_demo or one.is_shared_in_demo)]
    return sorted(mine, key=lambda one: one.name.casefold())


def agree(actor: Account, name: str) -> Operator:
    """Return the actor's association, from now on compared; `name`: who answers for it. Raise BadOperator."""
    asking = _judge(actor)
    who = " ".join(name.split())[:80]
    if not who:
        raise BadOperator("Écrivez qui en décide : une fonction suffit (« Direction générale »).")
    mine = _own(asking)
    if not mine.opened_at:  # the first one, that nobody named yet
        mine = rename(mine.slug, mine.name, by=asking.login)
    with writing() as con:
        con.execute(
            "update operators set shared_by = ?, shared_at = ?, is_shared_in_demo = ? where slug = ?",
            (who, now().isoformat(), int(asking.is_demo), mine.slug),
        )
    audit.record(asking.login, "comparison_agreed", who)
    return _own(asking)


def withdraw(actor: Account) -> None:
    """Compare the actor's association no more, from the next page that is drawn."""
    asking = _judge(actor)
    with writing() as con:
        con.execute(
            "update operators set shared_by = null, shared_at = null where slug = ?", (asking.operator,)
        )
    audit.record(asking.login, "comparison_ended")


def own(actor: Account) -> Operator:
    """Return the association of an account; raise BadOperator for one of none."""
    return _own(accounts.by_id(actor.id))


def _own(account: Account) -> Operator:
    found = operator_named(account.operator)
    if found is None:
        raise BadOperator("Ce compte n'est d'aucune association.")
    return found


def _judge(actor: Account) -> Account:
    asking = accounts.by_id(actor.id)
    if not asking.may("settings"):
        raise BadOperator("Se laisser comparer est une décision de la direction.")
    return asking
