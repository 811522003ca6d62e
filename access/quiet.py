"""Logs without words: a failure's message may quote a cell, a name or a secret, so only its type and place are written."""

from __future__ import annotations

import logging
import threading
import traceback
from typing import Any

LOG = logging.getLogger("palier")


def without_words(error: BaseException) -> str:
    """Return the trace of a failure and of its causes: types and places in the code, no message, no line of source."""
    told = []
    current: BaseException | None = error
    while current is not None:
        told.append(f"{type(current).__module__}.{type(current).__qualname__}")
        frames = traceback.extract_tb(current.__traceback__)
        told += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(told)


def silence() -> None:
    """Make every logger of this process, the libraries' included, tell failures without their words."""
    make = logging.getLogRecordFactory()

    def made(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        if isinstance(record.args, tuple):
            record.args = tuple(_name(one) for one in record.args)
        record.msg = _name(record.msg)
        if record.exc_info and record.exc_info[1]:
            record.msg, record.args = f"{record.getMessage()}\n{without_words(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        return record

    logging.setLogRecordFactory(made)
    threading.excepthook = lambda failed: LOG.error("Fil arrêté", exc_info=failed.exc_value)


def _name(given: Any) -> Any:
    return type(given).__qualname__ if isinstance(given, BaseException) else given
