"""What every test may ask for: a data folder of its own, on a fixed day."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

# A page without a browser reads, at each run, what every installed package says of itself, looking for components: four
# fifths of its time. Packages do not change while tests run: they are read once a process.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

TODAY = "2026-01-15"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, in use for the length of a test; the day of deposit is 15 January 2026."""
    folder = tmp_path / "data"
    monkeypatch.setenv("PALIER_DATA", str(folder))
    monkeypatch.setenv("PALIER_TODAY", TODAY)
    return folder
