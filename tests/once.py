"""What is long to prepare, prepared once for every process that runs tests."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

_FOLDER = "PALIER_TESTS_SHARE"


def begin(config: pytest.Config) -> None:
    """Choose where it is kept, in the process that begins the others, and remove it at the end."""
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="palier-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(_FOLDER)))


def copy_of(name: str, make: Callable[[Path], None], to: Path) -> Path:
    """Return a folder, a copy of what `make` fills under that name: by the first that asks, while the others wait."""
    folder = Path(os.environ[_FOLDER]) / sha256(name.encode()).hexdigest()[:20]
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            part = folder.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            make(part)
            part.rename(folder)
    return Path(shutil.copytree(folder, to))
