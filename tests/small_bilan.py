"""A call of 2025, its year closed, its bilan sealed: made once for every process, by the production code."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.compute import compute
from pipelines.closing import close
from reports.bilan.texts import write
from tests.conftest import TODAY
from tests.once import copy_of
from tests.small_association import CALL
from tests.test_bilan_sealed import MEETINGS, MONTHS, associations_file, meetings_file, published
from tests.workbooks import load, residences_file

HOSTILE = "Tenu. <script>alert(1)</script> [ici](javascript:alert(1)) :red[rouge] $x$"


def small_bilan(folder: Path) -> Path:
    """Return a new folder where that association's data are, in `data`."""
    return copy_of("small bilan", _make, folder)


def _make(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(
            residences_file(folder),
            meetings_file(folder, MEETINGS),
            *(associations_file(folder, name) for name in ("appel.xlsx", "dossier.xlsx", "budget.xlsx")),
        )
        close(MONTHS, compute, by="test", name="Direction")
        write(CALL, 5, HOSTILE, "direction.test", 0)
        published()
