"""The command `blank`: a workbook to fill, or with `--filled` what is received of it, written to a file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from pipelines.contracts import contract_named
from pipelines.hand_out import Blanks, NotHandedOut

_ALL = Blanks(None)


def add_blank(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Declare the command and its arguments."""
    blank = command("blank", "un classeur vierge, ou ce qui est reçu")
    blank.add_argument("kind", help="type de classeur, par nom (conflits) ou code (F5)")
    blank.add_argument(
        "--residence", default="", help="code ou nom ; sans effet pour un classeur de toute l'association"
    )
    blank.add_argument(
        "--period",
        default="",
        help="2025-03, 2025-01..2025-06, 2025, une vague ou un appel (AAP 2025) ; sans effet pour un registre entier",
    )
    blank.add_argument("--filled", action="store_true", help="ce qui est reçu, dans le même classeur")
    blank.add_argument("-o", "--output", type=Path, required=True)


def blank(asked: argparse.Namespace) -> tuple[int, str]:
    """Write the workbook asked for; return 0, or 2 where there is no such kind or period or nothing received, and what to say."""
    try:
        kind = contract_named(asked.kind).kind
        content = _ALL.make(kind, asked.residence, asked.period, asked.filled)
    except (KeyError, NotHandedOut) as wrong:
        return 2, str(wrong.args[0])
    asked.output.write_bytes(content)
    lines, questions = (0, 0) if asked.filled else _ALL.to_complete(kind, asked.residence, asked.period)
    if asked.json:
        return 0, json.dumps({"file": str(asked.output), "to_complete": lines, "questions": questions})
    todo = f" ; {lines} ligne(s) à compléter, {questions} question(s)" if lines or questions else ""
    return 0, f"classeur {'rempli' if asked.filled else 'vierge'} écrit : {asked.output}{todo}"
