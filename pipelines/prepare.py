"""Workbook -> receipt: what would be accepted, refused, ignored, and what it covers. Nothing is written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from pipelines.check import Line, check, check_together
from pipelines.closed import closed_parts, explained
from pipelines.contract import LISTS_SHEET, NOTICE_SHEETS, Contract
from pipelines.contracts import contracts
from pipelines.headers import kinds_wanted
from pipelines.in_force import in_force, rows_in_force
from pipelines.journal import Journal
from pipelines.locate import Table, tables
from pipelines.nearly import nearly_header
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.parquet import fingerprint
from pipelines.problem import problem_at
from pipelines.read import Sheet, Workbook
from pipelines.receipt import Receipt
from pipelines.residences import Residences
from pipelines.returned import is_front
from pipelines.slices import Slice, empty_months, outside_announced, period_of, slices_of
from pipelines.suspect import suspect_order, suspect_scale, suspect_series
from pipelines.wide import unfold


def prepare(
    workbook: Workbook,
    journal: Journal,
    residences: Residences,
    today: date,
    set_aside: bool = False,
    bounds: Bounds = UNBOUNDED,
) -> Receipt:
    """Return the receipt of a workbook against what is in force; faulty lines refuse it unless `set_aside`.

    Lines out of bounds refuse it whatever is asked, before anything is compared with what is in force: whoever deposits
    does not learn whether its copy of another's register is the one that counts.
    """
    receipt = Receipt(workbook.file, workbook.sha256, sheets=workbook.sheets)
    if workbook.refused:
        return receipt.refuse(workbook.refused)
    found = _tables(workbook, receipt)
    if not found:
        return receipt.refuse(_not_recognised(workbook))
    lines = _sort_lines(receipt, found, journal, residences, today)
    if outside := bounds.faults(lines, residences) or bounds.misses(receipt.slices, residences):
        return receipt.keep_out(outside)
    if changed := _changed(receipt, closed_parts(journal, receipt.slices), journal):
        return receipt.keep_closed([problem_at("", None, "", "", explained(journal, changed))])
    if receipt.faults and not (set_aside and receipt.slices):
        receipt.status = "refused"
    elif not receipt.slices:
        receipt.refuse(
            "aucune ligne à charger, et ni résidence ni période annoncées ; vérifiez que le classeur est rempli"
        )
    elif _is_unchanged(receipt, journal):
        receipt.status = "unchanged"
    elif closed := closed_parts(journal, receipt.slices):
        _leave_closed(receipt, closed, journal)
    return receipt


def _tables(workbook: Workbook, receipt: Receipt) -> list[Table]:
    found = []
    receipt.not_read += workbook.left_out
    for sheet in workbook.sheets:
        if is_front(sheet) or (not sheet.is_visible and sheet.name == LISTS_SHEET):
            continue
        if not sheet.is_visible:
            receipt.not_read.append(f"feuille masquée « {sheet.name} »")
            continue
        of_sheet = tables(sheet) or unfold(sheet)
        found += of_sheet
        receipt.tables += [
            {
                "sheet": sheet.name,
                "title": one.contract.title,
                "header_row": one.header.row,
                "lines": len(one.records),
            }
            for one in of_sheet
        ]
        if not of_sheet and sheet.cells and sheet.name not in NOTICE_SHEETS:
            receipt.not_read.append(f"feuille « {sheet.name} » : aucun en-tête reconnu")
            receipt.nearly += filter(None, [nearly_header(sheet)])
        _name_unread(of_sheet, sheet, receipt)
    return found


def _name_unread(found: list[Table], sheet: Sheet, receipt: Receipt) -> None:
    for table in found:
        receipt.not_read += [
            f"feuille « {sheet.name} », colonne « {label} »" for label in table.header.unread
        ]
        for column in table.contract.columns:
            if column.absent is not None and column.name not in table.header.columns:
                told = f"sans colonne « {column.header} », toutes les lignes sont lues « {column.absent} »"
                receipt.remarks.append(problem_at(sheet.name, (table.header.row, 0), "", "", told, "doubt"))
        hidden = [record.row for record in table.records if record.row in sheet.hidden_rows]
        if hidden:
            receipt.remarks.append(
                problem_at(
                    sheet.name,
                    (hidden[0], 0),
                    "",
                    "",
                    f"{len(hidden)} ligne(s) masquée(s) dans le classeur, lue(s) quand même",
                    "doubt",
                )
            )


def _sort_lines(
    receipt: Receipt, found: list[Table], journal: Journal, residences: Residences, today: date
) -> list[tuple[Table, list[Line]]]:
    of_kind: dict[str, list[tuple[Table, list[Line]]]] = defaultdict(list)
    for table in found:
        lines, problems = check(table, residences, today)
        suspect_order(table, lines)
        suspect_scale(table, lines)
        receipt.problems += problems
        receipt.ignored_lines += [(table.sheet.name, row, why) for row, why in table.ignored]
        of_kind[table.contract.kind].append((table, lines))
    for kind, parts in of_kind.items():
        _sort_kind(receipt, kind, parts, journal, residences, today)
    receipt.slices.sort()
    return [part for parts in of_kind.values() for part in parts]


def _sort_kind(
    receipt: Receipt,
    kind: str,
    parts: list[tuple[Table, list[Line]]],
    journal: Journal,
    residences: Residences,
    today: date,
) -> None:
    contract = contracts()[kind]
    lines = [line for _, some in parts for line in some]
    repeated = check_together(contract, lines)
    dropped = {id(line) for line, _ in repeated}
    receipt.ignored_lines += [(line.table.sheet.name, line.record.row, why) for line, why in repeated]
    kept = [line for line in lines if id(line) not in dropped]
    sound = [
        (table, [line for line in some if id(line) not in dropped and not line.is_faulty])
        for table, some in parts
    ]
    if contract.is_register:
        _doubt_outside(sound)
    good = [line for _, some in sound for line in some]
    slices = slices_of(contract, sound, residences, today)
    suspect_series(contract, good, _left_in_force(contract, good, slices, journal))
    if good:
        receipt.rows[kind] = good
    receipt.set_aside_lines += [line for line in kept if line.is_faulty]
    receipt.problems += [problem for line in kept for problem in line.problems]
    receipt.notes += [note for line in kept for note in line.notes]
    receipt.slices += slices
    if empty := empty_months(contract, slices, good):
        receipt.empty[kind] = empty


def _left_in_force(
    contract: Contract, lines: list[Line], slices: list[Slice], journal: Journal
) -> list[dict[str, Any]]:
    """Return the rows in force of the residences of some lines, but for those that the file would replace."""
    if not (contract.habits or contract.series_doubts):
        return []
    codes = {line.values["residence"] for line in lines}
    left = [part for part in journal.owners if part.residence in codes and part not in slices]
    return list(rows_in_force(contract.kind, left, journal))


def _doubt_outside(sound: list[tuple[Table, list[Line]]]) -> None:
    for table, lines in sound:
        for line in outside_announced(table.contract, table, lines):
            name = table.contract.period_column
            text = (
                "cette date est hors de la période annoncée par la feuille ; corrigez-la, ou dites pourquoi"
            )
            line.problems.append(line.problem(name, text, "doubt"))


def _is_unchanged(receipt: Receipt, journal: Journal) -> bool:
    owners = journal.owners
    if any(part not in owners for part in receipt.slices):
        return False
    return all(
        _counted(receipt, kind) == in_force(kind, receipt.slices, journal)
        for kind in {part.kind for part in receipt.slices}
    )


def _changed(receipt: Receipt, closed: list[Slice], journal: Journal) -> list[Slice]:
    """Return the closed slices that a file would change. While it has faults, lines it lacks may be among them."""
    owners, changed = journal.owners, set()
    for kind in {part.kind for part in closed}:
        then, now = _counted(receipt, kind), in_force(kind, closed, journal)
        moved = (then - now) if receipt.faults else (then - now) + (now - then)
        changed |= {Slice(kind, residence, period) for residence, period, _ in moved}
    return [part for part in closed if part in changed or part not in owners]


def _leave_closed(receipt: Receipt, closed: list[Slice], journal: Journal) -> None:
    """Leave closed slices as they are: a register of the year comes back each month with its closed ones."""
    receipt.leave_out(set(closed), "mois clos, laissé tel quel")
    if not receipt.slices:
        receipt.keep_closed([problem_at("", None, "", "", explained(journal, closed))])
    elif _is_unchanged(receipt, journal):
        receipt.status = "unchanged"


def _counted(receipt: Receipt, kind: str) -> Counter[tuple[str, str, str]]:
    contract = contracts()[kind]
    return Counter(
        (line.values["residence"], period_of(contract, line.values), fingerprint(contract, line.values))
        for line in receipt.rows.get(kind, [])
    )


def _not_recognised(workbook: Workbook) -> str:
    if not any(sheet.cells for sheet in workbook.sheets if sheet.is_visible):
        return "le fichier ne contient aucune donnée visible ; vérifiez que c'est le bon"
    wanted = next((pair for sheet in workbook.sheets for pair in kinds_wanted(sheet)), None)
    if wanted is None:
        return "aucun en-tête reconnu ; partez du classeur vierge, ou vérifiez que c'est le bon fichier"
    contract, missing = wanted
    named = ", ".join(f"« {header} »" for header in missing[:4])
    return f"aucun en-tête reconnu ; cela ressemble à « {contract.title} », il manque par exemple {named}"
