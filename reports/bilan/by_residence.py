"""Indicators that name no person -> each residence beside the total, year N and N-1, in the order of their names: never a ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.catalogue import Indicator, indicator_named
from indicators.measure import Figure, measure
from indicators.open_figures import is_read_apart
from indicators.places import places
from reports.bilan.content import Column, Row, Table, Value
from reports.bilan.measured import Asked, figures_of, gap_between, tidy

COLUMNS = (
    Column("title", "Indicateur, résidence"),
    Column("unit", "Unité"),
    Column("value", "Valeur", "value"),
    Column("numerator", "Numérateur", "number"),
    Column("denominator", "Dénominateur", "number"),
    Column("unknown", "Non connus", "number"),
    Column("n", "n", "number"),
    Column("before", "Année précédente", "value"),
    Column("gap", "Évolution", "gap"),
)
TOTAL = "ensemble"
_CAVEAT = "Dans l'ordre des noms : ce n'est pas un classement. Une résidence qui n'a rien transmis n'a pas de chiffre."


def by_residence(asked: Asked, number: int, title: str, listed: Sequence[str]) -> tuple[Table, ...]:
    """Return the table of a part by residence; none where it has no such indicator, or the bilan a single residence."""
    known = {one.code: one.short_name for one in places(asked.version, asked.sight)}
    read = [name for name in listed if is_read_apart(asked.sight, name)]
    if len(known) < 2 or not read:
        return ()
    rows = [row for name in read for row in _rows(asked, indicator_named(name), known)]
    return (Table(f"residences.{number}", f"{title}, par résidence", COLUMNS, tuple(rows), _CAVEAT),)


def _rows(asked: Asked, of: Indicator, known: dict[str, str]) -> Iterator[Row]:
    now, before = _read(asked, of), _read(asked.year_before(), of) if asked.tells_before else {}
    for code in ("", *known):
        label = f"{of.title}, {known[code] if code else TOTAL}"
        yield Row(
            f"{of.id}/{code or '*'}", _cells(of, label, now.get(code), before.get(code)), of.kinds, of.unit
        )


def _read(asked: Asked, of: Indicator) -> dict[str, Figure]:
    found = measure(asked.version, asked.sight, of.id, ("residence",), asked.scope(of))
    total = [("", one) for one in figures_of(asked, of.id)]
    return dict([*total, *((one.group["residence"], one) for one in found)])


def _cells(of: Indicator, label: str, now: Figure | None, before: Figure | None) -> tuple[Value, ...]:
    told = (now.value, now.numerator, now.denominator, now.unknown, now.n) if now else (None,) * 5
    earlier = tidy(before.value) if before else None
    return (label, of.unit, *map(tidy, told), earlier, gap_between(of, now, before))
