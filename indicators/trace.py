"""A figure -> the lines behind it, each with its file, sheet and row, who loaded it and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.catalogue import Indicator, indicator_named
from indicators.compute import contribution_columns, set_cutoff
from indicators.doubts import accepted_doubts, has_doubts
from indicators.measure import BadQuestion
from indicators.narrow import narrow
from indicators.sums import Scope, cut_off, where
from pipelines import store
from pipelines.store import Connection

_TELL_THEMSELVES = ("received_files", "validated_texts")
# Columns that say where a line comes from: shown apart from its content.
_LINEAGE = {"source_row", "load_id", "sheet", "sheet_row", "fingerprint", "period", "not_applicable"}


@dataclass(frozen=True)
class Period:
    """A period asked by a person: `2025`, `2025-T1`, `2025-03`, or the name of a wave."""

    first: date | None = None
    last: date | None = None
    wave: str | None = None


def period_named(text: str) -> Period:
    """Return the period that a text names; anything that is no date is taken for a wave."""
    if found := re.fullmatch(r"(\d{4})", text):
        return Period(date(int(found[1]), 1, 1), date(int(found[1]), 12, 1))
    if found := re.fullmatch(r"(\d{4})-T([1-4])", text):
        quarter = int(found[2])
        return Period(date(int(found[1]), quarter * 3 - 2, 1), date(int(found[1]), quarter * 3, 1))
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text):
        month = date(int(found[1]), int(found[2]), 1)
        return Period(month, month)
    return Period(wave=text)


def trace(
    version: str,
    sight: Sight,
    name: str,
    residence: str,
    period: str,
    category: str | None = None,
    as_of: date | None = None,
) -> list[dict[str, Any]]:
    """Return the lines that recompute to a figure by its indicator's aggregate, in the order of their dates.

    Each has `residence`, `happened_on`, `category`, `numerator`, `denominator` (and `distinct_key`, `…_before` where the
    indicator has them), `unknown`, then `file`, `sheet`, `row`, `load_id`, `loaded_by`, `loaded_at`, `content`, and `doubts`
    (`cell`, `header`, `doubt`, `reason`): what was unlikely in it, and why it was accepted all the same.
    `residence` is empty for what is the association's. Raises OutOfSight for a residence, or a person, whose lines may not
    be read.
    """
    asked = period_named(period)
    if not residence and not indicator_named(name).is_association:
        raise BadQuestion("dites de quelle résidence : chaque ligne est d'une seule")
    scope = Scope((residence,) if residence else (), asked.first, asked.last, as_of, category)
    return lines(version, sight, name, scope, asked.wave)


def lines(
    version: str, sight: Sight, name: str, scope: Scope, wave: str | None = None
) -> list[dict[str, Any]]:
    """Return the lines behind the figures of a scope, within a sight; see `trace`."""
    indicator = indicator_named(name)
    if not sight.traces:
        raise OutOfSight(
            "les lignes derrière un chiffre ne vous sont pas ouvertes ; seuls les totaux le sont"
        )
    if wave and indicator.finest != "wave":
        raise BadQuestion(f"« {wave} » n'est pas une période ; écrivez par exemple 2025, 2025-T1 ou 2025-03")
    if scope.category and "category" not in contribution_columns(indicator):
        raise BadQuestion(f"« {indicator.title} » n'a pas de catégorie")
    if indicator.is_of_files and sight.residences is not None:
        raise OutOfSight(
            "les fichiers de toute l'association ne sont ouverts qu'à qui en voit chaque résidence"
        )
    con = store.cursor(version)
    found = _contributions(con, indicator, narrow(con, indicator, sight, scope), wave)
    content = _content(con, {row["source_row"] for row in found})
    doubts = accepted_doubts(con)
    return [_line(row, content) | {"doubts": doubts.get(row["source_row"], [])} for row in found]


def doubts_behind(version: str, sight: Sight, name: str, scope: Scope) -> int:
    """Return how many doubts were accepted about the lines behind the figures of a scope, within a sight. Tells no line.

    Outside none is told: a line of dwellings is doubted for its residents too.
    """
    indicator, con = indicator_named(name), store.cursor(version)
    if not has_doubts(con) or not sight.traces:
        return 0
    behind = chosen(con, indicator, narrow(con, indicator, sight, scope))
    row = con.execute(
        f"select count(*) from doubts where source_row in (select source_row from ({behind}))"
    ).fetchone()
    return int(row[0]) if row else 0


def _contributions(
    con: Connection, indicator: Indicator, scope: Scope, wave: str | None
) -> list[dict[str, Any]]:
    cursor = con.execute(
        f"select * from ({chosen(con, indicator, scope, wave)}) order by happened_on, source_row"
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def chosen(con: Connection, indicator: Indicator, scope: Scope, wave: str | None = None) -> str:
    """Return the query of the contributions behind the figures of a scope that was narrowed; the cut-off is set for it."""
    as_of = cut_off(con, indicator, scope)
    if indicator.cutoff == "state" and not scope.as_of and scope.last and as_of:
        as_of = min(as_of, _month_end(con, scope.last))
    if as_of:
        set_cutoff(con, as_of)
    of_wave = f"and wave = '{wave.replace(chr(39), chr(39) * 2)}'" if wave else ""
    latest = (
        "qualify rank() over (partition by residence order by month desc) = 1" if indicator.is_state else ""
    )
    # A residence's denominator stands once a month in a distinct count: it is one line of the list of residences.
    undated = "replace (case when distinct_key is not null then happened_on end as happened_on, cast(null as date) as month)"
    once = undated if indicator.aggregate == "distinct" else ""
    return f"""
        with contributions as (
            select *, cast(date_trunc('month', happened_on) as date) as month from ({indicator.sql})
        ),
        chosen as (select * from contributions where {where(scope)} {of_wave} {latest})
        select distinct * {once}
        from chosen
        where source_row is not null
        """


def _content(con: Connection, source_rows: set[str]) -> dict[str, dict[str, Any]]:
    if not source_rows:
        return {}
    con.execute("create or replace temp table wanted (source_row varchar)")
    con.executemany("insert into wanted values (?)", [(row,) for row in sorted(source_rows)])
    facts = [
        row[0]
        for row in con.execute("select distinct fact from lines join wanted using (source_row)").fetchall()
    ]
    found: dict[str, dict[str, Any]] = {}
    for fact in facts:
        # A file says itself who sent it: `loads` holds those in force only, and one that was replaced is told too. So does a text.
        told_by = fact if fact in _TELL_THEMSELVES else "loads"
        cursor = con.execute(
            f"""
            select {fact}.*, {told_by}.file, {told_by}.loaded_by, {told_by}.loaded_at
            from {fact}
            join wanted using (source_row)
            left join loads using (load_id)
            """
        )
        names = [column[0] for column in cursor.description]
        found |= {
            row["source_row"]: row
            for row in (dict(zip(names, values, strict=True)) for values in cursor.fetchall())
        }
    return found


def _line(contribution: dict[str, Any], content: dict[str, dict[str, Any]]) -> dict[str, Any]:
    source = content[contribution["source_row"]]
    origin = {"file", "loaded_by", "loaded_at"}
    counted = {name: value for name, value in contribution.items() if name not in ("source_row", "month")}
    return counted | {
        "file": source["file"],
        "sheet": source["sheet"],
        "row": source["sheet_row"],
        "load_id": source["load_id"],
        "loaded_by": source["loaded_by"],
        "loaded_at": source["loaded_at"],
        "content": {
            name: value
            for name, value in source.items()
            if name not in _LINEAGE | origin and value not in (None, "")
        },
    }


def _month_end(con: Connection, month: date) -> date:
    row = con.execute("select next_month - 1 from calendar where month = ?", [month]).fetchone()
    assert row is not None, "the calendar holds every month"
    end: date = row[0]
    return end
