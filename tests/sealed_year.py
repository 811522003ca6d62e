"""A year of every kind of workbook, its bilan sealed; and a cell of a document read as a number, beside the sealed one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indicators.compute import compute
from indicators.editions import sealed as sealed_edition
from indicators.measure import current_version
from indicators.publish import compose
from pipelines.closing import close
from pipelines.frozen import freeze
from reports.bilan.content import Bilan, Column, Row, Table
from reports.bilan.sealed import Sealed
from tests.small_year import FILES, write_files
from tests.test_bilan_sealed import MONTHS, published
from tests.workbooks import load

NOTHING = ("", "—", "non transmis", "non connu", "s")
TOLD = re.compile(r"([+\-\u2212]?)(\d[\d\s]*)(?:,(\d+))?\s*(%|€|points?|[^\d]*)")


def sealed_year(place: Path, instead: Iterable[Path] = ()) -> Sealed:
    """Return the bilan of that year, its months closed, its edition of people published. `instead`: files of the same names."""
    write_files(place)
    others = {path.name: path for path in instead}
    load(*(others.get(name, place / name) for name in FILES))
    close(MONTHS, compute, by="test", name="Direction")
    edition = compose(str(current_version()), 2025, 11)
    freeze("2025", asdict(sealed_edition(edition, by="test", at="2026-01-15T10:00:00+00:00")))
    return published()


def held(bilan: Bilan, key: str = "") -> list[tuple[Table, Row]]:
    """Return the rows of a bilan, those of one table where it is named."""
    tables = [table for part in bilan.parts for table in part.tables if key in ("", table.key)]
    return [(table, row) for table in tables for row in table.rows]


def cell(table: Table, row: Row, key: str) -> tuple[Column, Any]:
    [place] = [at for at, column in enumerate(table.columns) if column.key == key]
    return table.columns[place], row.cells[place]


def is_told(text: str, column: Column, unit: str, value: Any) -> bool:
    """Return whether a text tells a value: the same number to half of its last digit, in the right unit; nothing where nothing is."""
    if value is None or isinstance(value, str):
        return text in NOTHING and (value == "s") == (text == "s")
    found = TOLD.fullmatch(text.replace("\u202f", " ").replace("\u00a0", " ").strip())
    if not found:
        return False
    sign, whole, decimals, said = found.groups()
    number = float(f"{whole.replace(' ', '')}.{decimals or 0}") * (-1 if sign and sign != "+" else 1)
    is_share = column.kind == "share" or (column.kind == "value" and unit == "%")
    is_points = column.kind == "gap" and unit == "%"
    is_euros = column.kind == "euros" or (column.kind in ("value", "gap") and unit == "€")
    if (said == "%", said.startswith("point"), said == "€") != (
        is_share,
        is_points,
        is_euros and not is_share,
    ):
        return False
    return abs(number - (100 * value if is_share else value)) <= 0.5 * 10 ** -len(decimals or "") + 1e-6
