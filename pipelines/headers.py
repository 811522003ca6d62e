"""Row of a sheet -> the header that it is: of which kind, and which column stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.cell import Cell
from pipelines.contract import Contract
from pipelines.meanings import declared
from pipelines.names import stem
from pipelines.read import Sheet


@dataclass(frozen=True)
class Header:
    """A header: its last row, the kind that it announces, each column's place, and what is not read."""

    contract: Contract
    row: int
    columns: dict[str, int]
    labels: dict[int, str]
    clashes: tuple[tuple[str, str], ...] = ()

    @property
    def unread(self) -> list[str]:
        """The headers that mean no declared column, and those of columns never kept."""
        kept = {place for name, place in self.columns.items() if self.contract.by_name[name].is_read}
        return [label for place, label in sorted(self.labels.items()) if place not in kept]


def header_at(sheet: Sheet, row: int, cells: dict[int, Cell], known: frozenset[str]) -> Header | None:
    """Return the header that a row is, alone or with the row below (« Membres comité » over « présents »)."""
    if not _may_be_header(sheet, row, cells, known):
        return None
    single = _best(row, {column: (cell.text,) for column, cell in cells.items()})
    spread = _spread(sheet, row)
    double = _best(row + 1, _stacked(sheet, row, spread)) if spread or single else None
    if double and len(double.columns) > (len(single.columns) if single else 1):
        return double
    return single


def _may_be_header(sheet: Sheet, row: int, cells: dict[int, Cell], known: frozenset[str]) -> bool:
    """Return whether a row has two labels of any kind, or a merge that may stand above some: of most rows no more is asked."""
    if sheet.merges_from(row):
        return sum(cell.kind in ("text", "day") for cell in cells.values()) >= 2
    texts = [cell.text for cell in cells.values() if cell.kind == "text"]
    return sum(stem(text) in known or stem(text.split("(")[0]) in known for text in texts) >= 2


def every_spelling() -> frozenset[str]:
    """Return every label, stemmed, that some kind knows."""
    return frozenset(spelling for contract in declared().values() for spelling in contract.by_spelling)


def _spread(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the text of each column under a horizontal merge of that row."""
    found: dict[int, str] = {}
    for top, left, _, right in sheet.merges_from(row):
        if right > left:
            found |= dict.fromkeys(range(left, right + 1), sheet.at(top, left).text)
    return found


def _stacked(sheet: Sheet, row: int, spread: dict[int, str]) -> dict[int, tuple[str, ...]]:
    labels: dict[int, tuple[str, ...]] = {}
    for column in range(1, min(sheet.last_column, 500) + 1):
        above, below = sheet.at(row, column).text, sheet.at(row + 1, column).text
        parent = spread.get(column, above)
        alone = (below,) if not above or column in spread else ()
        options = (f"{parent} {below}", *alone, above)
        labels[column] = tuple(filter(None, (option.strip() for option in options)))
    return {column: options for column, options in labels.items() if options}


def _best(row: int, labels: dict[int, tuple[str, ...]]) -> Header | None:
    headers = [header for contract in declared().values() if (header := _match(contract, row, labels))]
    return max(headers, key=lambda header: len(header.columns), default=None)


def _match(contract: Contract, row: int, labels: dict[int, tuple[str, ...]]) -> Header | None:
    columns: dict[str, int] = {}
    clashes = []
    for place, options in labels.items():
        column = next(filter(None, (contract.column_for(option) for option in options)), None)
        if column is None:
            continue
        if column.name in columns and not column.is_kept:
            continue  # « Pathologie » beside « Diagnostic »: neither is read
        if column.name in columns:
            clashes.append((labels[columns[column.name]][0], options[0]))
        else:
            columns[column.name] = place
    told = sum(name in columns for name in contract.telling)
    if told < contract.enough or len(columns) < 2:
        return None
    return Header(
        contract, row, columns, {place: options[0] for place, options in labels.items()}, tuple(clashes)
    )


def kinds_wanted(sheet: Sheet) -> Iterator[tuple[Contract, list[str]]]:
    """Yield, for a sheet without a table, the likeliest kinds with the headers that they lack, best first."""
    texts = {stem(cell.text) for (row, _), cell in sheet.cells.items() if row <= 60 and cell.kind == "text"}
    counts = Counter(
        {kind: len(texts & contract.by_spelling.keys()) for kind, contract in declared().items()}
    )
    for kind, count in counts.most_common(2):
        contract = declared()[kind]
        if count:
            yield (
                contract,
                [
                    contract.by_name[name].header
                    for name in contract.telling
                    if not contract.by_name[name].spellings & texts
                ],
            )
