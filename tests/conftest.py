"""What every test may ask for: a data folder of its own, on a fixed day."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from tests import once
from tests.ensure_tools import find_writer

os.environ.setdefault("OPENPYXL_LXML", "False")  # as pipelines/ does: some tests import openpyxl first
# A page without a browser reads, at each run, what every installed package says of itself, looking for components: four
# fifths of its time. Packages do not change while tests run: they are read once a process.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# How long an example takes to draw is the machine's affair, above all the first time that any letter is asked for.
settings.register_profile("palier", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("palier")

TODAY = "2026-01-15"
# Begun first, in this order: what is begun last keeps one process busy while the others have nothing left. A browser waits
# half of the time, so that those files alternate with files that reckon.
LONGEST = (
    *(
        "test_second_engine.py",
        "browser/test_pages.py",
        "test_sight.py",
        "browser/test_month.py",
        "test_effect.py",
    ),
    *(
        "browser/test_door.py",
        "test_properties.py",
        "browser/",
        "test_eyes.py",
        "test_entries.py",
        "test_nothing_leaks.py",
    ),
)


def pytest_configure(config: pytest.Config) -> None:
    """Give all processes a place for what they share."""
    once.begin(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; the others stay in their order."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(
        key=lambda one: min((ranks[name] for name in LONGEST if name in str(one.path)), default=len(LONGEST))
    )


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, in use for the length of a test; the day of deposit is 15 January 2026."""
    folder = tmp_path / "data"
    monkeypatch.setenv("PALIER_DATA", str(folder))
    monkeypatch.setenv("PALIER_TODAY", TODAY)
    return folder


@pytest.fixture(scope="session")
def writer() -> str:
    """The path of LibreOffice's writer. On a machine of continuous integration, its absence is a failure."""
    missing = "LibreOffice's writer is not on this machine: run `python tests/ensure_tools.py`"
    found = find_writer()
    if not found and os.environ.get("CI"):
        pytest.fail(missing)
    return found or pytest.skip(missing)
