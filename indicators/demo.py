"""Whether the data in force are only those of the invented association: one may then come in with one click."""

from __future__ import annotations

import os
import time

from access.scope import EVERYTHING
from indicators.measure import current_version
from indicators.places import places

MARK = "(démo)"  # every residence of the demo association bears it: pipelines/demo
_BELIEVED = 2.0  # seconds: looked up at each figure, it would cost more than the figures
_last: tuple[float, str | None, bool] = (0.0, None, False)


def is_invented() -> bool:
    """Return whether there are residences, and every one of them bears the mark of the demo."""
    global _last
    folder = os.environ.get("PALIER_DATA")
    if time.monotonic() - _last[0] > _BELIEVED or _last[1] != folder:
        version = current_version()
        found = places(version, EVERYTHING) if version else []
        _last = (time.monotonic(), folder, bool(found) and all(one.name.endswith(MARK) for one in found))
    return _last[2]
