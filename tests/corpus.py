"""Real workbooks, published by others under free licences: they lie beside the project, not in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workbooks import ROOT

# The folder that PALIER_CORPUS names, else the one that lies beside the project.
CORPUS = Path(os.environ.get("PALIER_CORPUS") or ROOT.parent / "shared/corpus")

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(),
    reason=f"the real workbooks are not on this machine ({CORPUS}; PALIER_CORPUS names another folder)",
)
