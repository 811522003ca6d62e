"""The first page of a bilan: six figures, prévu / réalisé / écart, each with how many lines it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indicators.beneficiaries import Total
from indicators.calls import Action, Line, beneficiaries, budget
from indicators.measure import Figure
from reports.bilan.content import MASKED, Column, Row, Table
from reports.bilan.measured import Asked, figures_of, tidy
from reports.bilan.of_the_call import ACTIONS, BUDGET, COMPARED, FILE, gap_of

_COUNTINGS = {"distinct": "Bénéficiaires différents", "passages": "Passages de bénéficiaires"}
_FIGURES = ("aap_action_completion_rate", "aap_budget_execution_rate", "aap_grant_consumption_rate")


def synthesis(asked: Asked) -> Table:
    """Return the six figures of the first page, each with what it rests on."""
    read = {name: next(iter(figures_of(asked, name)), None) for name in _FIGURES}
    found = asked.actions
    totals = beneficiaries(asked.version, asked.sight, asked.call, asked.hides_people)
    people = [_of_people(counting, found, totals.get(counting)) for counting in _COUNTINGS]
    products = _of_products(budget(asked.version, asked.sight, asked.call))
    done, charges, grant = (
        _of_figure(key, title, read[key], kinds, unit)
        for key, title, kinds, unit in (
            ("aap_action_completion_rate", "Actions réalisées", ACTIONS, ""),
            ("aap_budget_execution_rate", "Charges (hors contributions en nature)", BUDGET, "€"),
            ("aap_grant_consumption_rate", "Subvention dépensée", (*BUDGET, *FILE), "€"),
        )
    )
    columns = (
        Column("title", "Chiffre"),
        *(replace(each, kind="value") if each.kind == "number" else each for each in COMPARED),
        Column("share", "Réalisé / prévu", "share"),
        Column("n", "n (lignes utilisables)", "number"),
        Column("unknown", "Lignes non connues", "number"),
        Column("coverage", "Couverture", "share"),
    )
    caveat = (
        "Personnes différentes et passages ne s'additionnent pas. « s » : masqué pour protéger les personnes."
    )
    return Table("synthesis", "Six chiffres", columns, (done, *people, charges, products, grant), caveat, ("share",))  # fmt: skip


def _of_figure(key: str, title: str, one: Figure | None, kinds: tuple[str, ...], unit: str) -> Row:
    if one is None or one.masked:
        return Row(key, (title, *[None if one is None else MASKED] * 7), kinds, unit)
    if not one.n:  # the sum of no line is not zero: nobody told anything
        return Row(key, (title, *[None] * 4, one.n, one.unknown, tidy(one.coverage)), kinds, unit)
    gap, _ = gap_of(one.denominator, one.numerator)
    numbers = (one.denominator, one.numerator)
    return Row(
        key,
        (title, *map(tidy, numbers), gap, tidy(one.value), one.n, one.unknown, tidy(one.coverage)),
        kinds,
        unit,
    )


def _of_products(lines: Sequence[Line]) -> Row:
    mine = [one for one in lines if one.side == "products"]
    both = [
        (one.planned, one.achieved) for one in mine if one.planned is not None and one.achieved is not None
    ]
    planned, done = sum(one for one, _ in both), sum(one for _, one in both)
    gap, _ = gap_of(planned, done) if both else (None, None)
    rests = (len(both), len(mine) - len(both), tidy(len(both) / len(mine)) if mine else None)
    told = (tidy(planned), tidy(done), gap, tidy(done / planned) if planned else None) if both else [None] * 4
    return Row("products", ("Produits (hors contributions en nature)", *told, *rests), BUDGET, "€")


def _of_people(counting: str, found: Sequence[Action], total: Total | None) -> Row:
    mine = [one for one in found if one.counting == counting]
    usable = sum(one.expected is not None and (one.met is not None or one.is_secret) for one in mine)
    coverage = tidy(usable / len(mine)) if mine else None
    rests = (usable, len(mine) - usable, coverage)
    if total is None:
        return Row(counting, (_COUNTINGS[counting], None, None, None, None, *rests), ACTIONS)
    gap, _ = gap_of(total.expected, total.met, total.met is None)
    share = MASKED if total.met is None else tidy(total.met / total.expected) if total.expected else None
    met = MASKED if total.met is None else total.met
    return Row(counting, (_COUNTINGS[counting], total.expected, met, gap, share, *rests), ACTIONS)
