"""The tables of a compte rendu financier -> a document to read before the form is filled."""

from __future__ import annotations

from reports.bilan.sealed import Sealed
from reports.deliverables import statement
from reports.deliverables.gaps import gaps
from reports.deliverables.paper import Grid, Paper, Section
from reports.deliverables.reading import begun, foot, moment
from reports.deliverables.statement import Account, Side
from ui import words

_HEAD = ("Compte", "Intitulé", "Prévision initiale", "Prévision (révisée)", "Réalisation", "%")
# What is read together stands on one line: the table of charges then holds on the first page.
_LINES = (
    ("Action subventionnée", "Période", "Financeur"),
    ("Résidences",),
    ("Subvention demandée", "Subvention notifiée", "Subvention versée à ce jour"),
    ("Fin de l'exercice", "Compte rendu financier dû le", "Remis le"),
)
_WIDTHS = (1.0, 4.6, 2.1, 2.1, 2.1, 1.2)


def statement_of(one: Sealed) -> Paper:
    """Return the compte rendu financier of a sealed bilan, as a document to read."""
    identity = statement.identity(one.bilan)
    head = tuple(" · ".join(f"{name} : {identity[name]}" for name in names) for names in _LINES)
    return Paper(
        f"Compte rendu financier, {one.bilan.call}",
        (f"Formulaire Cerfa 15059 : {statement.DUE}.", *head),
        (
            Section("Tableau des comptes", (statement.TO_CHECK,), tuple(map(_grid, statement.sides(one.bilan)))),
            _gaps(one),
            _keys(one),
            _qualitative(one),
            Section("À joindre au formulaire", checks=statement.JOINED),
        ),
        foot(one),
        moment(one),
        warnings=one.bilan.warnings,
        is_wide=True,
    )  # fmt: skip


def _grid(side: Side) -> Grid:
    listed = [*side.accounts, *filter(None, [side.total])]
    notes = [
        f"{account.number or account.title} : {' ; '.join(account.notes)}."
        for account in listed
        if account.notes
    ]
    told = "Une case vide : aucun montant transmis. " + " ".join(notes)
    totals = (len(side.accounts),) if side.total else ()
    return Grid(side.title, _HEAD, tuple(map(_row, listed)), (2, 3, 4, 5), totals, told.strip(), _WIDTHS)


def _row(one: Account) -> tuple[str, ...]:
    amounts = [
        words.euros(amount) if amount is not None else ""
        for amount in (one.initial, one.planned, one.achieved)
    ]
    return (one.number, one.title, *amounts, words.percent(one.share, 1) if one.share is not None else "")


def _gaps(one: Sealed) -> Section:
    rows = tuple((gap.what, gap.told, gap.explained) for gap in gaps(one.bilan))
    told = f"Plus de {words.percent(one.bilan.tolerated)} entre prévision et réalisation, ou un commentaire transmis avec l'action."
    written = tuple(statement.written(one.bilan))
    grid = Grid("Écarts", ("Compte ou action", "Écart", "Explication"), rows, widths=(3, 2.5, 4))
    return Section(
        "Explication des écarts",
        (told, *written),
        (grid,) if rows else (),
        () if rows else ("Aucun écart de ce niveau.",),
    )


def _keys(one: Sealed) -> Section:
    rows = tuple(statement.keys(one.bilan))
    if not rows:
        return Section(
            "Charges indirectes : clés de répartition",
            ("Aucune clé n'est transmise avec le budget : à écrire s'il y en a.",),
        )
    grid = Grid("Clés transmises", ("Compte", "Libellé", "Clé de répartition"), rows, widths=(1, 3, 4))
    return Section("Charges indirectes : clés de répartition", (), (grid,))


def _qualitative(one: Sealed) -> Section:
    head = ("N°", "Action", "Objectif", "Ce qui a été fait", "Bénéficiaires", "Lieux")
    rows = tuple(
        (d.number, d.action, d.objective, begun(d.told), d.people, d.places)
        for d in statement.done(one.bilan)
    )
    grid = Grid("Action par action", head, rows, widths=(0.6, 2.2, 2, 2.6, 2, 2.8))
    told = "Les dates des actions ne sont pas dans le bilan publié : ajoutez-les."
    return Section("Bilan qualitatif", (told,), (grid,))
