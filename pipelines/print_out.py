"""Receipts and rows -> what a command prints, for a person or for a program."""

from __future__ import annotations

import json
from typing import Any

from pipelines.receipt import Receipt

_FRENCH = {"acceptable": "acceptable", "loaded": "chargé", "unchanged": "inchangé", "refused": "refusé"}


def print_receipts(receipts: list[Receipt], as_json: bool) -> int:
    """Print what was read of each file; return the exit status."""
    if as_json:
        print(json.dumps([receipt.as_json() for receipt in receipts], ensure_ascii=False, indent=1))
    else:
        for receipt in receipts:
            counts = f"{receipt.read} lues = {receipt.accepted} acceptées + {receipt.set_aside} écartées + {receipt.ignored} ignorées"
            print(f"{receipt.file} · {receipt.kind or 'type inconnu'} · {_FRENCH[receipt.status]} · {counts}")
            for problem in receipt.problems:
                print(f"   {'✗' if problem.severity == 'fault' else '?'} {problem.message}")
    return exit_status(receipts)


def exit_status(receipts: list[Receipt]) -> int:
    """Return 1 where a file was refused, else 0."""
    return 1 if any(receipt.status == "refused" for receipt in receipts) else 0


def print_rows(rows: list[dict[str, Any]], as_json: bool, hidden: tuple[str, ...] = ()) -> None:
    """Print rows, one a line but for what is hidden there, or all of them as JSON."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(" · ".join(str(value) for name, value in row.items() if name not in hidden))
