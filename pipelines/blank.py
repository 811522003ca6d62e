"""A plan -> the workbook we hand out: the sheet to fill, « Mode d'emploi », the hidden lists. We accept what we hand out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import xlsxwriter

from pipelines.blank_notice import write_notice
from pipelines.blank_plan import Plan, plan_blank
from pipelines.blank_sheet import draw
from pipelines.clock import today
from pipelines.contract import NOTICE_SHEET, Contract
from pipelines.expect import due_day
from pipelines.journal import read_journal

_LONGEST_NAME = 31


def write_blank(contract: Contract, residence: str, period: str, path: Path) -> None:
    """Write the blank workbook of a kind for a residence and a period (« 2025-03 », « 2025 », a wave); raise BadPeriod."""
    path.write_bytes(workbook(plan_blank(contract, residence, period, read_journal(), today())))


def workbook(plan: Plan) -> bytes:
    """Return the .xlsx of a plan."""
    buffer = io.BytesIO()
    # Nothing typed by anybody becomes a formula or a link: every text is written as a text.
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": plan.contract.title, "comments": "", "author": "Palier"})
    sheet = book.add_worksheet(plan.heading.split("(")[0].strip()[:_LONGEST_NAME])
    notice = book.add_worksheet(NOTICE_SHEET)
    draw(book, sheet, plan)
    write_notice(book, notice, plan, _due_on(plan))
    sheet.activate()
    book.close()
    return buffer.getvalue()


def _due_on(plan: Plan) -> date | None:
    last = plan.periods[-1]
    month = {"month": last, "year": f"{last}-12"}.get(plan.contract.period)
    return due_day(month) if month and plan.contract.is_due and not plan.is_filled else None
