"""First run: the committed demo workbooks go through the production pipeline, once, with their progress shown."""

from __future__ import annotations

import sys

from pipelines.build import Compute, ensure
from pipelines.demo import demo_files
from pipelines.journal import read_journal
from pipelines.keep import load_files
from pipelines.receipt import Receipt


def load_demo(compute: Compute) -> list[Receipt]:
    """Load the demo association if nothing was ever loaded, and return its receipts; else only bring the base up to date."""
    if read_journal().entries:
        ensure(compute)
        print("des données sont déjà chargées : la démonstration n'est pas ajoutée")
        return []

    def progress(file: str, done: int, total: int) -> None:
        print(f"\r  lecture {done:3d}/{total}  {file[:60]:60s}", end="", file=sys.stderr, flush=True)

    print("chargement de l'association de démonstration (une fois)…", file=sys.stderr)
    receipts = load_files(
        demo_files(), compute, by="démonstration", reason="données de démonstration", progress=progress
    )
    print(f"\n{len(receipts)} classeurs lus", file=sys.stderr)
    return receipts
