"""`make bench`: every measure in one run, in one table. Ratios, never a test."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.bilan import bilan_rows
from benchmarks.editions import edition_rows
from benchmarks.large import large_rows
from benchmarks.reruns import page_rows
from benchmarks.stream import stream_rows
from benchmarks.table import as_text
from indicators.compute import compute
from pipelines.first_run import load_demo
from ui import words


def main() -> int:
    """Measure on a demo association of its own and print the table; return 0, whatever was measured."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PALIER_DATA"] = f"{folder}/data"
        logging.disable(logging.WARNING)  # a page that runs without a server says so each time
        load_demo(compute)
        published = [*edition_rows(), *bilan_rows()]
        rows = [*page_rows(), *published, *stream_rows(Path(folder)), *large_rows(Path(folder))]
    slow = [row.name for row in rows if row.is_flagged]
    print(as_text(rows), end="\n\n")
    print(f"Au-delà de la limite : {words.listing(slow)}." if slow else "Rien au-delà de sa limite.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
