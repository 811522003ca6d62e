"""Two databases of the same association, as it is and as it would be -> the figures that would change, most telling first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from access.scope import EVERYTHING, Sight
from indicators.catalogue import Indicator, indicator_named, indicators
from indicators.measure import Figure, measure_in
from indicators.moves import Move, is_same, rank
from indicators.narrow import narrow
from indicators.sums import Scope, last_month_end
from pipelines.store import Connection

_COUNTED = (
    *("indicator", "residence", "month", "wave", "category", "item", "numerator", "denominator"),
    *("numerator_before", "denominator_before", "unknown", "n"),
)


@dataclass(frozen=True)
class Effect:
    """What figures become: those of the residences at stake, those of others, the indicators that keep every figure.

    `names`: residences by code; `labels`: the words of categories, by indicator; `cut_offs`: the days at which figures
    are judged, before and after, as ISO texts; `published`: the months, closed now or once, of which some figure changes: what
    was given out of them would no longer match.
    """

    moves: tuple[Move, ...]
    elsewhere: tuple[Move, ...]
    unchanged: tuple[str, ...]
    names: dict[str, str]
    labels: dict[str, dict[str, str]]
    cut_offs: tuple[str | None, str | None]
    published: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what `--effect --json` prints."""
        return {
            "moves": [move.as_json() for move in self.moves],
            "elsewhere": [move.as_json() for move in self.elsewhere],
            "unchanged": list(self.unchanged),
            "cut_offs": list(self.cut_offs),
            "published": list(self.published),
        }

    def told(self) -> list[str]:
        """Return it in French, a line for each figure."""
        lines = [f"   {self.names.get(one.residence, one.residence)} · {one.told()}" for one in self.moves]
        others = f"   {len(self.elsewhere)} chiffres d'autres résidences : la date d'arrêté change"
        count = len(self.unchanged)
        told = "indicateur inchangé" if count < 2 else "indicateurs inchangés"
        given_out = f"   déjà publiés, et qui ne correspondraient plus : {', '.join(self.published)}"
        aside = [*[others] * bool(self.elsewhere), *[given_out] * bool(self.published)]
        return [*lines, *aside, f"   {count} {told}"]


def whole_effect(before: Connection, after: Connection, at_stake: Collection[str]) -> Effect:
    """Return the effect with everything in sight: for the command line, which is not bounded."""
    return effect(before, after, EVERYTHING, at_stake)


def effect(before: Connection, after: Connection, sight: Sight, at_stake: Collection[str]) -> Effect:
    """Return what the figures of the residences in sight become; those `at_stake` are told apart from the others.

    Others change only because the last month transmitted does: states and delays are judged at its end.
    Raises ValueError for somebody who sees residences only together.
    """
    if not sight.by_residence:
        raise ValueError("an effect is told residence by residence")
    pairs = _touched(before, after, sight)
    moves = [
        move
        for indicator in indicators().values()
        if (codes := sorted(code for name, code in pairs if name == indicator.id))
        for move in _moves(before, after, indicator, sight, codes)
    ]
    ranked = sorted(moves, key=rank)
    held = _held(before, sight) | _held(after, sight)
    changed = {move.indicator for move in moves}
    return Effect(
        tuple(move for move in ranked if move.residence in at_stake),
        tuple(move for move in ranked if move.residence not in at_stake),
        tuple(name for name in indicators() if name in held - changed),
        _names(before) | _names(after),
        {name: _labels(after, indicator_named(name)) for name in changed},
        (_cut_off(before), _cut_off(after)),
        _published(before, moves),
    )


def _published(con: Connection, moves: Collection[Move]) -> tuple[str, ...]:
    """Return the months already closed, now or once, of which figures move: by the month, or by a period that ends with one."""
    rows = con.execute("select strftime(month, '%Y-%m') from published_months order by month").fetchall()
    moved = {move.period for move in moves}
    return tuple(month for (month,) in rows if month in moved or moved & _ended_by(month))


def _ended_by(month: str) -> set[str]:
    year, number = month.split("-")
    quarter = {f"{year}-T{int(number) // 3}"} if int(number) % 3 == 0 else set[str]()
    return quarter | ({year} if number == "12" else set())


def _touched(before: Connection, after: Connection, sight: Sight) -> set[tuple[str, str]]:
    """Return the (indicator, residence) of which some figure, at any grain, is not the same on both sides."""
    query = f"select {', '.join(_COUNTED)} from figures where {_shown(sight)}"
    # Into the database in memory: the one in use is read-only, and cannot see another.
    after.register("figures_before", before.sql(query).to_arrow_table())
    rows = after.execute(
        f"""
        with figures_after as ({query})
        select indicator, residence from (
            (select * from figures_before except all select * from figures_after)
            union all
            (select * from figures_after except all select * from figures_before)
        )
        group by all
        """
    ).fetchall()
    after.unregister("figures_before")
    return {(name, code) for name, code in rows}


def _shown(sight: Sight) -> str:
    """Return the literal condition of the figures compared: all but those that count files."""
    codes = ", ".join("'" + code.replace("'", "''") + "'" for code in sight.residences or ())
    # What a file was worth is told on its receipt: every deposit moves these figures, by being one.
    of_files = ", ".join(f"'{one.id}'" for one in indicators().values() if one.is_of_files)
    shown = f"indicator not in ({of_files})"
    return f"{shown} and residence in ({codes})" if codes else shown


def _moves(
    before: Connection, after: Connection, indicator: Indicator, sight: Sight, codes: Sequence[str]
) -> Iterator[Move]:
    """Yield the figures of an indicator that change, finest grain first; what follows from one told is not told again."""
    told: set[tuple[str, str]] = set()
    for groups in _grains(indicator):
        sides = [_figures(con, indicator, groups, sight, codes) for con in (before, after)]
        found = [
            Move(indicator.id, *key, *(side.get(key) for side in sides))
            for key in dict.fromkeys([*sides[0], *sides[1]])
            if key[:2] not in told and not is_same(*(side.get(key) for side in sides))
        ]
        told |= {(move.residence, period) for move in found for period in _around(move.period)}
        yield from found


def _grains(indicator: Indicator) -> list[tuple[str, ...]]:
    """Return the groupings to compare: the finest that a person would quote, its categories, then wider ones.

    A sum that no month changes is the same over a year. Distinct keys and medians are not: they are looked at wider too.
    """
    finest = ("residence", indicator.finest)
    has_categories = bool(indicator.categories_of or indicator.categories)
    categories = [(*finest, "category")] * (has_categories and "category" not in indicator.always_by)
    is_wider = indicator.aggregate in ("distinct", "median")
    wider = [("residence", "quarter"), ("residence", "year"), ("residence",)] * is_wider
    return [finest, *categories, *wider]


def _figures(
    con: Connection, indicator: Indicator, groups: tuple[str, ...], sight: Sight, codes: Sequence[str]
) -> dict[tuple[str, str, str | None], Figure]:
    scope = narrow(con, indicator, sight, Scope(tuple(codes)))
    found = measure_in(con, indicator.id, groups, scope)
    return {(one.group["residence"], _period(one), one.group.get("category")): one for one in found}


def _period(figure: Figure) -> str:
    period = next(
        (figure.group[name] for name in ("month", "quarter", "year", "wave") if name in figure.group), ""
    )
    return str(period)


def _around(period: str) -> Iterator[str]:
    """Yield a period, and the wider ones that hold it."""
    yield period
    if month := re.fullmatch(r"(\d{4})-(\d\d)", period):
        yield f"{month[1]}-T{(int(month[2]) + 2) // 3}"
    yield period[:4]
    yield ""


def _held(con: Connection, sight: Sight) -> set[str]:
    return {
        row[0]
        for row in con.execute(f"select distinct indicator from figures where {_shown(sight)}").fetchall()
    }


def _names(con: Connection) -> dict[str, str]:
    rows = con.execute("select residence, coalesce(name, residence) from residences").fetchall()
    return {"": "L'association"} | {str(code): str(name) for code, name in rows}


def _labels(con: Connection, indicator: Indicator) -> dict[str, str]:
    if not indicator.categories_of:
        return dict(indicator.categories)
    rows = con.execute(
        "select code, label from code_labels where list = ?", [indicator.categories_of]
    ).fetchall()
    return {str(code): str(label) for code, label in rows}


def _cut_off(con: Connection) -> str | None:
    day = last_month_end(con)
    return f"{day}" if day else None
