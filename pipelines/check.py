"""Tables -> accepted rows and problems. Every problem is told at once; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.announce import announced_by, code_in, wave_in
from pipelines.cell import BLANK, NOT_APPLICABLE, Cell, Fault, Reading
from pipelines.contract import ASSOCIATION, Column, Contract
from pipelines.dates import MONTHS
from pipelines.funding import call_in
from pipelines.lists import Code, Need, is_degree
from pipelines.locate import Record, Table
from pipelines.problem import Problem, problem_at
from pipelines.readings import Note
from pipelines.residences import Residences
from pipelines.scales import columns_of
from pipelines.spell import spell, spoken_day
from pipelines.types import Context, Day

_MOST_READINGS = 200_000
UNREAD = "ligne non lue : l'en-tête est à corriger"


@dataclass
class Line:
    """One line read: its table, its record, its values by column name, and its problems."""

    table: Table
    record: Record
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_faulty(self) -> bool:
        """True when the line cannot be accepted."""
        return any(problem.severity == "fault" for problem in self.problems)

    def problem(self, name: str, text: str, severity: Any) -> Problem:
        """Return a problem of this line at one of its columns."""
        place = self.record.place_of(name)
        value = self.record.cells.get(name, BLANK).text
        header = self.table.header.labels.get(place[1], self.table.contract.by_name[name].header)
        return problem_at(self.table.sheet.name, place, header, value, text, severity)


def check(table: Table, residences: Residences, today: date) -> tuple[list[Line], list[Problem]]:
    """Return the lines of a table, each with its values and problems, and the problems of the table itself."""
    filled, context = _context(table, residences, today)
    problems = list(_header_problems(table, filled))
    columns = columns_of(table)
    lines = [_line(table, record, columns(record), filled, context) for record in table.records]
    if problems:
        for line in lines:
            line.problems.append(line.problem(table.contract.key[0], UNREAD, "fault"))
    return lines, problems


def check_together(contract: Contract, lines: list[Line]) -> list[tuple[Line, str]]:
    """Judge the sound lines of one kind against each other; return those to ignore, with the reason."""
    ignored, seen_rows, seen_keys = [], set[Any](), dict[Any, Line]()
    for line in lines:
        if line.is_faulty:
            continue
        apart = _told_apart_by(line)
        whole = (*(line.values.get(column.name) for column in contract.kept), apart)
        if whole in seen_rows:
            ignored.append((line, "ligne répétée à l'identique"))
            continue
        seen_rows.add(whole)
        key = (_natural_key(contract, line.values), apart)
        if first := seen_keys.get(key):
            text = f"même clé que la ligne {first.record.row}, avec des valeurs différentes ; gardez la bonne, ou dites pourquoi"
            line.problems.append(line.problem(contract.key[-1], text, "doubt"))
        seen_keys.setdefault(key, line)
    return ignored


def _context(table: Table, residences: Residences, today: date) -> tuple[dict[str, Any], Context]:
    """Return what the sheet's name and titles say of the columns that it lacks, and what reading cells needs."""
    contract, announced = table.contract, announced_by(table.titles)
    filled: dict[str, Any] = {}
    code = next(filter(None, map(residences.named_in, table.titles)), None)
    if code and not contract.is_association:
        filled[contract.residence_column] = code
    if contract.period == "month" and not contract.is_register and len(announced.months) == 1:
        filled[contract.period_column] = next(iter(announced.months))
    if contract.period == "year" and announced.year:
        filled[contract.period_column] = announced.year
    if contract.period == "wave" and (wave := wave_in(table.titles)):
        filled[contract.period_column] = wave
    if contract.period == "call" and (call := call_in(table.titles)):
        filled[contract.period_column] = call
    if contract.period == "none":
        filled.pop("residence", None) if contract.fact == "residences" else None
    absent = [column for column in contract.columns if column.name not in table.header.columns]
    filled |= {column.name: column.absent for column in absent if column.absent is not None}
    for column in absent:
        if (
            column.in_titles
            and isinstance(column.type, Code)
            and (code := code_in(table.titles, column.type.spellings))
        ):
            filled[column.name] = code
    if is_scale := _is_scale(table):
        filled["is_scale"] = True
    return filled, Context(today, announced.year, residences, residences.labels, is_scale)


def _is_scale(table: Table) -> bool:
    needs = [name for name, column in table.contract.by_name.items() if isinstance(column.type, Need)]
    return any(
        is_degree(record.cells[name]) for record in table.records for name in needs if name in record.cells
    )


def _header_problems(table: Table, filled: dict[str, Any]) -> Iterator[Problem]:
    sheet, row = table.sheet.name, table.header.row
    for first, second in table.header.clashes:
        text = f"les colonnes « {first} » et « {second} » veulent dire la même chose ; n'en gardez qu'une"
        yield problem_at(sheet, (row, 0), second, second, text)
    for column in table.contract.columns:
        if column.required and column.name not in table.header.columns and column.name not in filled:
            text = f"la colonne obligatoire « {column.header} » manque ; ajoutez-la à l'en-tête de la ligne {row}"
            yield problem_at(sheet, (row, 0), column.header, "", text)


def _told_apart_by(line: Line) -> tuple[str, ...]:
    """Return what the workbook writes, and nobody keeps, that makes two lines two facts: names in place of numbers."""
    columns = [column for column in line.table.contract.columns if getattr(column.type, "tells_apart", False)]
    unkept = [column.name for column in columns if line.values.get(column.name) is None]
    return tuple(cell.text for name in unkept if (cell := line.record.cells.get(name)))


def _line(
    table: Table, record: Record, columns: Sequence[Column], filled: dict[str, Any], context: Context
) -> Line:
    line = Line(table, record)
    not_applicable = []
    if table.contract.is_association:
        line.values["residence"] = ASSOCIATION
    for column in columns:
        reading = _read_cell(line, column, filled, context)
        if reading.value is NOT_APPLICABLE:
            not_applicable.append(column.name)
            reading = Reading(None, reading.how, reading.told)
        line.values[column.name] = reading.value
        if reading.how:
            line.notes.append(_note(line, column, reading, context))
    line.values["not_applicable"] = "".join(f";{name};" for name in not_applicable) or None
    if table.contract.share_out:
        table.contract.share_out(line.values)
    _apply_rules(line)
    return line


def _note(line: Line, column: Column, reading: Reading, context: Context) -> Note:
    place = line.record.place_of(column.name)
    header = line.table.header.labels.get(place[1], column.header)
    cell = line.record.cells.get(column.name, BLANK)
    told = reading.told or (
        spoken_day(reading.value)
        if isinstance(column.type, Day)
        else spell(column, {column.name: reading.value}, context.names)
    )
    return Note(reading.how, line.table.sheet.name, header, place, cell.text, told)


def _read_cell(line: Line, column: Column, filled: dict[str, Any], context: Context) -> Reading:
    cell = line.record.cells.get(column.name, BLANK)
    try:
        if cell.kind == "blank" and column.name in filled:
            return Reading(filled[column.name], "filled" if column.absent is None else "")
        reading = _interpreted(cell, column, column.name in line.table.header.columns, context)
        if reading.value is None and column.required:
            raise Fault("la cellule est vide", f"écrivez {_expected(column)}")
    except Fault as fault:
        line.problems.append(line.problem(column.name, str(fault), "fault"))
        return Reading(None)
    return reading


def _interpreted(cell: Cell, column: Column, is_asked: bool, context: Context) -> Reading:
    """Return or raise what `interpret` does, asked once of each cell of a column: the same content is one cell."""
    key = (id(column), id(cell))
    known = context.readings.get(key)
    if known is None:
        try:
            known = interpret(cell, column, is_asked, context)
        except Fault as fault:
            known = str(fault)
        if len(context.readings) < _MOST_READINGS:
            context.readings[key] = known
    if isinstance(known, str):
        raise Fault(known)
    found: Reading = known
    return found


def interpret(cell: Cell, column: Column, is_asked: bool, context: Context) -> Reading:
    """Return what a cell of a column holds: a value, None when unknown or blank, NOT_APPLICABLE; or raise Fault."""
    if not column.is_read:
        return Reading(None)
    if cell.kind == "error":
        raise Fault(f"la cellule contient l'erreur {cell.text}", "corrigez la formule, ou écrivez la valeur")
    if cell.kind == "uncached":
        raise Fault(
            "la formule n'a pas de résultat enregistré", "ouvrez puis enregistrez le fichier dans Excel"
        )
    if cell.kind == "blank":
        return Reading(column.type.of_blank(context) if is_asked and isinstance(column.type, Need) else None)
    if not column.type.is_closed:
        if cell.is_unknown:
            return Reading(None)
        if cell.is_not_applicable:
            return Reading(NOT_APPLICABLE)
    return column.type.read(cell, context)


def _apply_rules(line: Line) -> None:
    # A rule is not run on a cell already at fault (domain.md, decision 9): one that could not be read is None.
    faulty: set[str] = set()
    for rule in line.table.contract.rules:
        if faulty.isdisjoint(rule.columns) and rule.broken_by(line.values):
            faulty |= {rule.columns[0]} if rule.severity == "fault" else set()
            values = [line.values[name] for name in rule.columns]
            line.problems.append(line.problem(rule.columns[0], rule.message.format(*values), rule.severity))
    if line.is_faulty:
        return
    for doubt in line.table.contract.doubts:
        if doubt.when(line.values):
            line.problems.append(line.problem(doubt.column, doubt.message, "doubt"))


def _natural_key(contract: Contract, values: dict[str, Any]) -> tuple[Any, ...]:
    key = tuple(values.get(name) for name in contract.key)
    return (
        key
        if None not in key or not contract.other_key
        else tuple(values.get(name) for name in contract.other_key)
    )


def _expected(column: Column) -> str:
    examples = {"Day": "une date, par exemple 31/12/2025", "Month": f"un mois, par exemple {MONTHS[2]} 2025"}
    return examples.get(type(column.type).__name__, f"la valeur de « {column.header} »")
