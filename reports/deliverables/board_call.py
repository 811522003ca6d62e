"""The slides of a board meeting that tell the call: its six figures, its actions, its budget."""

from __future__ import annotations

from reports.bilan.sealed import Sealed
from reports.deliverables import statement
from reports.deliverables.reading import rows_of, source, text_of
from reports.deliverables.slides import EUROS, GAP, Deck
from reports.poster import shortened
from ui import words

MASKED_SAID = "« s » : masqué pour protéger les personnes ; ce n'est pas zéro, et rien n'est dessiné."
_ROWS = 10  # what a slide holds


def synthesis(deck: Deck, one: Sealed) -> None:
    """Put the six figures of the first page."""
    slide = deck.slide("Synthèse : six chiffres, prévu, réalisé, écart", source(one, 3, "synthesis"))
    rows = rows_of(one.bilan, "synthesis")
    head = ("Chiffre", "Prévu", "Réalisé", "Écart", "Réalisé / prévu", "Lignes utilisables")
    told = [
        (
            row.text("title"),
            *(row.said(key, words.NONE) for key in ("planned", "achieved", "gap", "share", "n")),
        )
        for row in rows
    ]
    deck.table(slide, "Six chiffres", head, told, (4, 1.6, 1.6, 1.6, 1.6, 1.5), (1, 2, 3, 4, 5), size=16)
    written = text_of(one.bilan, 3)
    deck.lines(slide, [MASKED_SAID, *[shortened(told, 230) for told in written[:3]]], 4.9)


def results(deck: Deck, one: Sealed) -> None:
    """Draw the gap of each action with what was planned."""
    name = "Écart en % du prévu, action par action"
    slide = deck.slide("Actions : l'écart avec ce qui était prévu", source(one, 10, "results"))
    rows = [row for row in rows_of(one.bilan, "results") if row.number("share") is not None][:_ROWS]
    left = len(rows_of(one.bilan, "results")) - len(rows)
    if rows:
        labels = [shortened(row.text("action"), 48) for row in rows]
        deck.chart(slide, name, labels, {name: [row.number("share") for row in rows]}, GAP)
    told = words.plural(left, "action n'est pas dessinée", "actions ne sont pas dessinées")
    deck.lines(slide, [f"{told} : résultat non connu ou masqué, ou rien n'était prévu."] if left else [], 6.3)


def actions(deck: Deck, one: Sealed) -> None:
    """Put the table of the actions, with their beneficiaries."""
    slide = deck.slide("Actions : ce qui a été fait, et pour qui", source(one, 10, "results"))
    rows = rows_of(one.bilan, "results")
    head = ("Action", "Prévu", "Réalisé", "Unité", "Bénéf. prévus", "Bénéf. touchés", "Statut")
    told = [
        (
            shortened(row.text("action"), 58), row.said("planned", words.NONE), row.said("achieved", words.NONE),
            shortened(row.text("unit"), 16), row.said("expected", words.NONE), row.said("met", words.NONE), row.text("status"),
        )
        for row in rows[:_ROWS]
    ]  # fmt: skip
    deck.table(slide, "Actions", head, told, (4.4, 0.9, 1.1, 1.8, 1.4, 1.5, 1.3), (1, 2, 4, 5))
    left = len(rows) - len(told)
    more = [f"{words.plural(left, 'autre action', 'autres actions')} dans l'annexe."] if left else []
    deck.lines(slide, [MASKED_SAID, *more], 6.2)


def budget(deck: Deck, one: Sealed) -> None:
    """Draw the totals of the budget: planned at first, revised, achieved."""
    slide = deck.slide("Budget : prévu au départ, révisé, réalisé", source(one, 11, "budget.totals"))
    rows = rows_of(one.bilan, "budget.totals")
    keys = {"initial": "Prévu initial", "revised": "Prévu révisé", "achieved": "Réalisé"}
    rows = [row for row in rows if any(row.number(key) is not None for key in keys)]
    if not rows:
        deck.points(slide, ["Aucun budget n'est transmis pour cet appel."])
        return
    series = {title: [row.number(key) for row in rows] for key, title in keys.items()}
    deck.chart(slide, "Budget", [row.text("side") for row in rows], series, EUROS)
    if told := statement.grant_spent(one.bilan):
        deck.lines(slide, [told], 6.3, 16)


def accounts(deck: Deck, one: Sealed) -> None:
    """Put the charges by account."""
    slide = deck.slide("Budget : les charges, compte par compte", source(one, 11, "budget"))
    charges, *_ = statement.sides(one.bilan)
    held = [
        account
        for account in charges.accounts
        if account.notes or account.planned is not None or account.achieved is not None
    ]
    head = ("Compte", "Intitulé", "Prévision (révisée)", "Réalisation", "%")
    shown = [*held, *([charges.total] if charges.total and held else [])]
    told = [
        (
            account.number, account.title, *(words.euros(amount) for amount in (account.planned, account.achieved)),
            words.percent(account.share, 1),
        )
        for account in shown
    ]  # fmt: skip
    deck.table(slide, "Charges par compte", head, told, (1, 5, 2.2, 2.2, 1.2), (2, 3, 4))
    deck.lines(slide, [f"{words.NONE} : montant non connu. Contributions en nature à part."], 6.4)
