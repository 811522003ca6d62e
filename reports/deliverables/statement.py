"""A sealed bilan -> the tables of a compte rendu financier de subvention (Cerfa 15059), unknown amounts left blank.

The form itself was not read again (domain.md D.2): the names of the accounts are those of the chart of accounts of associations,
and whoever copies them is told to check. A sum of which a line is not known is not told: what is known of it is said beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.bilan.content import Bilan
from reports.deliverables.reading import Held, paragraphs, period, row_of, rows_of, text_of
from ui import words

CHARGES = {
    "60": "Achats", "61": "Services extérieurs", "62": "Autres services extérieurs", "63": "Impôts et taxes",
    "64": "Charges de personnel", "65": "Autres charges de gestion courante", "66": "Charges financières",
    "67": "Charges exceptionnelles", "68": "Dotations aux amortissements, provisions et engagements",
    "69": "Impôt sur les bénéfices, participation des salariés",
}  # fmt: skip
PRODUCTS = {
    "70": "Ventes, prestations de services", "71": "Production stockée", "72": "Production immobilisée",
    "73": "Concours publics", "74": "Subventions d'exploitation", "75": "Autres produits de gestion courante",
    "76": "Produits financiers", "77": "Produits exceptionnels",
    "78": "Reprises sur amortissements et provisions", "79": "Transferts de charges",
}  # fmt: skip
IN_KIND = {
    "86": "Emplois des contributions volontaires en nature",
    "87": "Contributions volontaires en nature",
}
TO_CHECK = (
    "À vérifier avant de recopier : le formulaire en vigueur n'a pas été relu. Les comptes suivent le plan comptable des "
    "associations ; le formulaire peut les nommer ou les grouper autrement."
)
DUE = "à rendre dans les six mois qui suivent la fin de l'exercice, avant toute nouvelle demande"
JOINED = (
    "Le dernier rapport annuel d'activité.",
    "Les comptes approuvés du dernier exercice clos.",
    "L'attestation sur l'honneur : elle se signe sur le formulaire lui-même.",
)


@dataclass(frozen=True)
class Account:
    """An account, or the sum of several: euros, None where a line of it is not known. `notes`: what is said of it."""

    number: str
    title: str
    initial: float | None
    planned: float | None
    achieved: float | None
    notes: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """What was achieved on what was planned, None where one is not known."""
        return self.achieved / self.planned if self.planned and self.achieved is not None else None


@dataclass(frozen=True)
class Side:
    """The accounts of a side of the budget, and their sum; `in kind`, each of the two accounts is its own sum."""

    title: str
    accounts: tuple[Account, ...]
    total: Account | None


def sides(bilan: Bilan) -> tuple[Side, ...]:
    """Return charges, products, and what is given in kind, apart: every account of the list, blank where nothing is told of it."""
    lines = rows_of(bilan, "budget")
    return (
        _side("Charges", "Total des charges", CHARGES, lines),
        _side("Produits", "Total des produits", PRODUCTS, lines),
        _side("Contributions volontaires en nature, à part", "", IN_KIND, lines),
    )


def _side(title: str, total: str, listed: dict[str, str], lines: Sequence[Held]) -> Side:
    mine = {number: [one for one in lines if one.text("account")[:2] == number] for number in listed}
    accounts = tuple(_account(number, listed[number], held) for number, held in mine.items())
    every = [one for held in mine.values() for one in held]
    return Side(title, accounts, _account("", total, every) if total else None)


def _account(number: str, title: str, lines: Sequence[Held]) -> Account:
    amounts, notes = [], []
    for key, named in (
        ("initial", "prévision initiale"),
        ("revised", "prévision"),
        ("achieved", "réalisation"),
    ):
        known = [amount for one in lines if (amount := one.number(key)) is not None]
        is_whole = bool(lines) and len(known) == len(lines)
        amounts.append(round(sum(known), 2) if is_whole else None)
        if lines and not is_whole:
            told = words.plural(len(lines) - len(known), "ligne sans montant", "lignes sans montant")
            notes.append(f"{named} : {told}" + (f", {words.euros(sum(known))} connus" if known else ""))
    initial, planned, achieved = amounts
    return Account(number, title, initial, planned, achieved, tuple(notes))


def grant_spent(bilan: Bilan) -> str:
    """Return what was spent of the grant, in a sentence; empty where any of its three numbers is not known."""
    row = row_of(bilan, "synthesis", "aap_grant_consumption_rate")
    if row is None or any(row.number(key) is None for key in ("achieved", "planned", "share")):
        return ""
    return f"Subvention dépensée : {row.said('achieved')} sur {row.said('planned')} notifiés, soit {row.said('share')}."


def keys(bilan: Bilan) -> list[tuple[str, str, str]]:
    """Return the lines shared between several uses: account, label, and the key by which they are."""
    return [
        (one.text("account"), one.text("label"), one.text("key"))
        for one in rows_of(bilan, "budget")
        if one["key"]
    ]


@dataclass(frozen=True)
class Done:
    """What the qualitative bilan says of an action. `unit`: with `planned` and `achieved`, in words; empty: not known."""

    number: str
    action: str
    objective: str
    told: str
    people: str
    places: str


def done(bilan: Bilan) -> list[Done]:
    """Return what was done, action by action, against what was announced."""
    planned = {one.row.key: one for one in rows_of(bilan, "reminder")}
    return [_done(one, planned.get(one.row.key)) for one in rows_of(bilan, "results")]


def _done(one: Held, asked: Held | None) -> Done:
    unit = one.text("unit") if one.number("achieved") is not None else ""
    told = paragraphs(
        f"{one.text('indicator') or 'résultat'} : {_amount(one, 'achieved')} {unit}".strip()
        + (f" (annoncé : {one.said('planned')})" if one["planned"] is not None else ", rien n'était annoncé"),
        f"statut : {one.text('status').lower()}",
    )
    counting = one.text("counting")
    people = f"{_amount(one, 'met')} {counting}".strip() + f" (annoncé : {one.said('expected', 'rien')})"
    nobody = one["met"] is None and one["expected"] is None
    return Done(
        asked.text("number") if asked else "",
        one.text("action"),
        asked.text("objective") if asked else "",
        " ; ".join(told),
        "non connus" if nobody else people,
        asked.text("residences") if asked else "",
    )


def _amount(one: Held, key: str) -> str:
    return one.said(key, "non connu")


def identity(bilan: Bilan) -> dict[str, str]:
    """Return what heads the statement: call, funder, amounts, the day by which it is due and the day it was sent."""
    told = {
        "Action subventionnée": bilan.call,
        "Période": period(bilan),
        "Financeur": _of(bilan, "funder"),
        "Résidences": _of(bilan, "residences"),
        "Subvention demandée": _of(bilan, "requested"),
        "Subvention notifiée": _of(bilan, "notified"),
        "Subvention versée à ce jour": _of(bilan, "paid"),
        "Fin de l'exercice": _of(bilan, "fiscal_year_end_on"),
        "Compte rendu financier dû le": _of(bilan, "report_due_on"),
        "Remis le": _of(bilan, "report_sent_on"),
    }
    return {name: text or "non connu" for name, text in told.items()}


def _of(bilan: Bilan, key: str) -> str:
    row = row_of(bilan, "identity", key)
    return row.said("value") if row else ""


def written(bilan: Bilan) -> list[str]:
    """Return what people wrote of the gaps and of the budget."""
    return [*text_of(bilan, 10), *text_of(bilan, 11)]
