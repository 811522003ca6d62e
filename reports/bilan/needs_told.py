"""Published editions -> the needs that people told, all together, year N beside year N-1: their totals as published, no change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.editions import Edition, Line
from indicators.editions import Table as Published
from reports.bilan.content import MASKED, Column, Row, Table, Value
from reports.bilan.measured import tidy
from ui import words

_NEED, _YES, _KINDS = "besoins.", "Exprime le besoin", ("enquete_besoins",)
_CAVEAT = (
    "Totaux des éditions publiées. Aucune évolution n'est calculée : d'une année à l'autre, d'autres personnes ont répondu, et une "
    "question a pu être posée autrement (partie 12). Sous 30 réponses, la part n'est pas dite."
)


def needs_told(published: Sequence[Edition], year: int, names: Mapping[str, str]) -> tuple[Table, ...]:
    """Return the table of each need in a year and the year before; none where both editions do not tell the whole of a bilan.

    `names`: those of the residences, by code.
    """
    now, before = (_wholes(published, of) for of in (year, year - 1))
    if not now or not before:
        return ()
    columns = (
        Column("need", "Besoin"),
        *(
            column
            for of in (year, year - 1)
            for column in (
                Column(f"expressed.{of}", f"L'expriment, {of}", "number"),
                Column(f"answers.{of}", f"Réponses, {of}", "number"),
                Column(f"part.{of}", f"Part, {of}", "share"),
            )
        ),
    )
    every = now | {subject: whole for subject, whole in before.items() if subject not in now}
    rows = tuple(
        Row(
            f"need/{subject}",
            (_label(found), *_cells(now.get(subject)), *_cells(before.get(subject))),
            _KINDS,
        )
        for subject, found in every.items()
    )
    caveat = " ".join((_CAVEAT, *_alone(year, now, before, names), *_alone(year - 1, before, now, names)))
    return (
        Table("needs.years", f"Besoins exprimés, ensemble : {year} et {year - 1}", columns, rows, caveat),
    )


_Whole = tuple[Published, Line]


def _wholes(published: Sequence[Edition], year: int) -> dict[str, _Whole]:
    """Return the table of each need in an edition, and its line of all the residences in sight."""
    tables = [one for edition in published if edition.year == year for one in edition.tables]
    found: dict[str, _Whole] = {}
    for table in tables:
        every = {code for line in table.lines for code in line.codes}
        line = next(
            (
                one
                for one in table.lines
                if one.level in ("association", "perimeter") and set(one.codes) == every
            ),
            None,
        )
        if (
            line
            and table.subject.startswith(_NEED)
            and table.id.endswith(".residence-need")
            and _YES in table.columns
        ):
            found[table.subject] = table, line
    return found


def _label(whole: _Whole) -> str:
    table, _ = whole
    return table.title.partition(" : ")[2] or table.title


def _cells(whole: _Whole | None) -> tuple[Value, Value, Value]:
    """Return how many told the need, of how many answers, and their share where there are enough of them (`Line.share`)."""
    if whole is None:
        return None, None, None
    table, line = whole
    place = table.columns.index(_YES)
    told, total = line.numbers[place], line.total
    share = MASKED if told is None or total is None else tidy(line.share(place))
    return MASKED if told is None else told, MASKED if total is None else total, share


def _alone(
    year: int, mine: Mapping[str, _Whole], others: Mapping[str, _Whole], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what names the residences that one year alone tells, of a need that both tell."""
    both = [subject for subject in mine if subject in others]
    codes = {code for one in both for code in set(mine[one][1].codes) - set(others[one][1].codes)}
    return (
        (f"En {year} seulement : {words.listing(names.get(one, one) for one in sorted(codes))}.",)
        if codes
        else ()
    )
