"""The bilan of a call: sealed as the data tell it, then all of its files, one by one and in one archive."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from benchmarks.table import Row
from indicators.measure import current_version
from reports.bilan.outputs import OUTPUTS
from reports.bilan.parts import sight_for
from reports.bilan.sealed import publish
from reports.bilan.whole_set import whole_set
from reports.first_run import CALL

Made = TypeVar("Made")
_LIMIT = 20.0  # seconds: every file of the demonstration's call


def bilan_rows() -> list[Row]:
    """Return how long a bilan takes to be sealed, and its files to be made; it is published in the data folder in use."""
    version = str(current_version())
    sealed, one = _timed(lambda: publish(version, sight_for(version, CALL), CALL, "mesure"))
    each = [(output.title, _timed(partial(output.make, one))[0]) for output in OUTPUTS.values()]
    together, _ = _timed(lambda: whole_set(one))
    return [
        Row(f"sceller le bilan de {CALL}", sealed, "s", digits=2),
        *(Row(f"son fichier « {title} »", seconds, "s", digits=2) for title, seconds in each),
        Row(
            f"ses {len(OUTPUTS)} fichiers ensemble",
            together,
            "s",
            _LIMIT,
            "vingt secondes",
            limit=1,
            digits=2,
        ),
    ]


def _timed(make: Callable[[], Made]) -> tuple[float, Made]:
    start = time.perf_counter()
    made = make()
    return time.perf_counter() - start, made
