"""At start: figures built by an earlier version of the program are built anew, before anybody asks for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from access.quiet import LOG
from indicators.measure import current_version, is_out_of_date

ROOT = Path(__file__).parents[1]


def bring_up_to_date() -> None:
    """Build the figures anew where the program, or the journal, is newer than they are; nothing for an empty folder.

    In a process of its own, as the command does: pages read figures, and never build them.
    """
    if current_version() is None or not is_out_of_date():
        return
    sys.stdout.write("Mise à jour des chiffres pour cette version de Palier…\n")
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "build"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        LOG.error(
            "Les chiffres n'ont pas pu être mis à jour : lancez « python -m pipelines build » pour lire pourquoi"
        )
