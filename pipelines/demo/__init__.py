"""The demonstration association: six invented residences, and the workbooks that their staff would send."""

from __future__ import annotations

from pathlib import Path

DEMO_FOLDER = Path(__file__).parents[2] / "data" / "demo"
TO_TRY = "a_essayer"


def demo_files() -> list[Path]:
    """Return the committed workbooks to load, in a stable order, without those to try by hand."""
    found = (path for path in DEMO_FOLDER.rglob("*") if path.suffix in (".xlsx", ".csv"))
    return sorted(path for path in found if TO_TRY not in path.parts)
