"""At start: figures built by an earlier version of the program are built anew, before anybody asks for one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from access.quiet import LOG
from indicators.associations import every_association, working_for
from indicators.measure import current_version, is_out_of_date

ROOT = Path(__file__).parents[1]


def bring_up_to_date() -> None:
    """Build the figures of each association anew where the program, or the journal, is newer than they are; nothing for an empty folder.

    In a process of its own, as the command does: pages read figures, and never build them.
    """
    for slug in every_association():
        with working_for(slug):
            is_late = current_version() is not None and is_out_of_date()
        if is_late:
            _build(slug)


def _build(slug: str) -> None:
    sys.stdout.write("Mise à jour des chiffres pour cette version de Palier…\n")
    command = [sys.executable, "-m", "pipelines", "build"]
    command += ["--association", slug] if slug else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        LOG.error(
            "Les chiffres n'ont pas pu être mis à jour : lancez « python -m pipelines build » pour lire pourquoi"
        )
