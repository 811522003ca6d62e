"""First run: the committed demo workbooks go through the production pipeline, once, with their progress shown."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from pipelines.build import Compute, ensure
from pipelines.declared_dates import DeclaredDate, declare, declared_dates
from pipelines.demo import demo_files
from pipelines.demo.follow_up import write_follow_up
from pipelines.demo.neighbours import OTHERS
from pipelines.demo.others import others_files
from pipelines.demo.themes import write_themes
from pipelines.folder import working_for
from pipelines.journal import read_journal
from pipelines.keep import load_files
from pipelines.receipt import Receipt

# Of an invented residence, so that it is told of no other: the one date of the story that no workbook says.
_WORKS = DeclaredDate("works", "CALANQUE", date(2026, 4, 13))


def load_demo(compute: Compute) -> list[Receipt]:
    """Load the demo association, if nothing was ever loaded, with the two others that may be compared with it, and return the receipts.

    Else only bring the base up to date.
    """
    if read_journal().entries:
        ensure(compute)
        print("des données sont déjà chargées : la démonstration n'est pas ajoutée")
        return []

    print("chargement de l'association de démonstration (une fois)…", file=sys.stderr)
    if not declared_dates():
        declare(_WORKS)
    write_themes()
    write_follow_up()
    receipts = _loaded(demo_files(), compute)
    for one in OTHERS:
        with working_for(one.slug):
            receipts += _loaded(others_files(one), compute)
    print(f"\n{len(receipts)} classeurs lus", file=sys.stderr)
    return receipts


def _loaded(files: list[Path], compute: Compute) -> list[Receipt]:
    """Load workbooks in the association that is worked for, and return their receipts."""

    def progress(file: str, done: int, total: int) -> None:
        print(f"\r  lecture {done:3d}/{total}  {file[:60]:60s}", end="", file=sys.stderr, flush=True)

    return load_files(
        files, compute, by="démonstration", reason="données de démonstration", progress=progress
    )
