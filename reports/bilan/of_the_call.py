"""The file, the actions and the budget of a call -> tables of its bilan, as its evaluator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from access.scope import Sight
from indicators.calls import Action, File, Line, actions, budget, file_of
from indicators.places import labels, names
from reports.bilan.content import MASKED, Column, Row, Table, Value
from reports.bilan.measured import Asked, tidy
from ui import words

ACTIONS, BUDGET, FILE = ("aap_actions",), ("aap_budget",), ("aap_dossiers",)
STATUSES = {
    "realisee": "Réalisée", "partielle": "Partielle", "en_cours": "En cours", "a_faire": "À faire", "reportee": "Reportée",
    "abandonnee": "Abandonnée",
}  # fmt: skip
INTERIM = "Bilan intermédiaire"
_NOT_SENT = (
    "Dossier de l'appel non transmis",
    "Actions de l'appel non transmises",
    "Budget de l'appel non transmis",
)
_SIDES = {"charges": "Charges", "products": "Produits", "in_kind": "Contributions en nature (à part)"}
COMPARED = (
    Column("planned", "Prévu", "number"),
    Column("achieved", "Réalisé", "number"),
    Column("gap", "Écart", "gap"),
)
_SHARE = Column("share", "Écart en % du prévu", "share")
_AMOUNTS = (
    Column("initial", "Prévu initial", "euros"), Column("revised", "Prévu révisé", "euros"),
    Column("achieved", "Réalisé", "euros"), Column("share", "Réalisé / prévu", "share"),
    Column("charged", "Dont subvention", "euros"),
)  # fmt: skip


def not_sent(version: str, sight: Sight, call: str) -> tuple[str, ...]:
    """Return which of the three workbooks of a call tell nothing, in words: never received, or withdrawn."""
    found = file_of(version, sight, call), actions(version, sight, call), budget(version, sight, call)
    return tuple(told for told, held in zip(_NOT_SENT, found, strict=True) if not held)


def identity(asked: Asked, codes: Sequence[str], is_interim: bool = False) -> Table:
    """Return who funds what, where and when: amounts requested, notified and paid."""
    found = file_of(asked.version, asked.sight, asked.call)
    known = names(asked.version)
    axes = labels(asked.version, "aap_actions.axis")
    told: list[tuple[str, str, Value]] = [
        ("call", "Appel à projets", asked.call),
        *([("status", "Nature", INTERIM)] if is_interim else []),
        ("period", "Période", f"{_month(asked.first)} – {_month(asked.last)}"),
        (
            "residences",
            "Résidences",
            words.listing(known.get(code, code) for code in codes) if codes else "toutes",
        ),
    ]
    told += _of_file(found, axes) if found else [("file", "Dossier", "non transmis")]
    rows = tuple(Row(key, (title, value), FILE, _unit(value)) for key, title, value in told)
    return Table(
        "identity", "Fiche d'identité", (Column("what", "Rubrique"), Column("value", "Valeur", "value")), rows
    )


def _of_file(found: File, axes: dict[str, str]) -> Iterable[tuple[str, str, Value]]:
    yield "funder", "Financeur", found.funder
    yield "axes", "Axes", words.listing(axes.get(one, one) for one in found.axes)
    yield "requested", "Subvention demandée (€)", tidy(found.requested)
    yield "notified", "Subvention notifiée (€)", tidy(found.notified)
    yield "paid", "Subvention versée (€)", tidy(found.paid)
    yield "fiscal_year_end_on", "Fin de l'exercice", _day(found.fiscal_year_end_on)
    yield "report_due_on", "Compte rendu financier dû le", _day(found.report_due_on)
    yield "report_sent_on", "Compte rendu financier remis le", _day(found.report_sent_on)


def _month(first: date) -> str:
    return words.month(f"{first:%Y-%m}")


def _day(when: date | None) -> str | None:
    return words.day(when) if when else None


def _unit(value: Value) -> str:
    return "" if isinstance(value, str) else "€"


def reminder(asked: Asked) -> Table:
    """Return what was to be done: axis, objective, action, expected result."""
    axes, known = labels(asked.version, "aap_actions.axis"), names(asked.version)
    rows = tuple(
        Row(
            _key(rank, one),
            (
                one.number, one.action, axes.get(one.axis or "", one.axis), one.objective, one.indicator, one.unit,
                tidy(one.planned), one.expected, _named(one, known),
            ),
            ACTIONS,
        )
        for rank, one in enumerate(asked.actions, 1)
    )  # fmt: skip
    columns = (
        Column("number", "N°"), Column("action", "Action"), Column("axis", "Axe"), Column("objective", "Objectif"),
        Column("indicator", "Indicateur"), Column("unit", "Unité"), Column("planned", "Résultat attendu", "number"),
        Column("expected", "Bénéficiaires attendus", "number"), Column("residences", "Résidences"),
    )  # fmt: skip
    return Table("reminder", "Actions prévues", columns, rows)


def _named(one: Action, known: dict[str, str]) -> str | None:
    return words.listing(known.get(code, code) for code in one.residences) if one.residences else None


def results(asked: Asked) -> Table:
    """Return prévu, réalisé, écart and its comment, action by action; what may not be told of people is « s »."""
    rows = tuple(Row(_key(rank, one), _result(one), ACTIONS) for rank, one in enumerate(asked.actions, 1))
    columns = (
        Column("action", "Action"), Column("indicator", "Indicateur"), Column("unit", "Unité"), *COMPARED, _SHARE,
        Column("expected", "Bénéficiaires prévus", "number"), Column("met", "Bénéficiaires touchés", "number"),
        Column("counting", "Comptage"), Column("status", "Statut"), Column("comment", "Commentaire"),
    )  # fmt: skip
    return Table("results", "Prévu, réalisé, écart", columns, rows, drawn=("share",))


def _result(one: Action) -> tuple[Value, ...]:
    counting = {"distinct": "personnes différentes", "passages": "passages"}.get(one.counting or "")
    return (
        one.action,
        one.indicator,
        one.unit,
        tidy(one.planned),
        MASKED if one.is_result_secret else tidy(one.achieved),
        *gap_of(one.planned, one.achieved, one.is_result_secret),
        one.expected,
        MASKED if one.is_secret else one.met,
        counting,
        STATUSES.get(one.status or "", "non connu"),
        MASKED if one.is_comment_secret else one.comment,
    )


def gap_of(planned: float | None, achieved: float | None, is_secret: bool = False) -> tuple[Value, Value]:
    """Return the gap with what was planned, then its share of it; None where one is not known, `s` where it is secret."""
    if is_secret:
        return MASKED, MASKED
    if planned is None or achieved is None:
        return None, None
    return tidy(achieved - planned), tidy((achieved - planned) / planned) if planned else None


def _key(rank: int, one: Action) -> str:
    return f"{one.number or ''}/{one.action}/{one.indicator or ''}/{rank}"


def budgets(asked: Asked) -> tuple[Table, Table]:
    """Return the budget line by line, then its totals: charges, products, what is given in kind apart."""
    found = budget(asked.version, asked.sight, asked.call)
    lines = tuple(
        Row(
            f"{one.account}/{one.label or ''}/{rank}",
            (one.account, one.label, _SIDES[one.side], *_amounts([one]), one.key),
            BUDGET,
        )
        for rank, one in enumerate(found, 1)
    )
    totals = tuple(
        Row(side, (title, *_amounts([one for one in found if one.side == side])), BUDGET)
        for side, title in _SIDES.items()
    )
    told = (Column("account", "Compte"), Column("label", "Libellé"), Column("side", "Nature"))
    detail = Table(
        "budget", "Budget par compte", (*told, *_AMOUNTS, Column("key", "Clé de répartition")), lines
    )
    return detail, Table(
        "budget.totals", "Budget, totaux", (Column("side", "Nature"), *_AMOUNTS), totals,
        "Prévu révisé : le prévu initial là où il n'a pas été révisé.", ("initial", "revised", "achieved"),
    )  # fmt: skip


def _amounts(lines: Sequence[Line]) -> tuple[Value, ...]:
    """Return initial, revised, achieved, achieved on planned where both are known, and charged to the grant; None for unknown."""
    both = [one for one in lines if one.planned is not None and one.achieved is not None]
    planned, done = sum(one.planned or 0 for one in both), sum(one.achieved or 0 for one in both)
    initial, achieved, charged = (
        _sum(getattr(one, name) for one in lines) for name in ("initial", "achieved", "charged")
    )
    revised = _sum(one.planned for one in lines)
    return initial, revised, achieved, tidy(done / planned) if planned else None, charged


def _sum(amounts: Iterable[float | None]) -> Value:
    known = [one for one in amounts if one is not None]
    return tidy(sum(known)) if known else None
