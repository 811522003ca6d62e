"""Which signs our letters can draw, read from the font files: PDF/UA refuses a sign that no letter draws."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

INSTEAD = "\ufffd"  # what says that a sign stood here
_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}  # platform, encoding


def covered(files: Iterable[Path]) -> frozenset[int]:
    """Return the code points that at least one of some font files draws."""
    return frozenset(point for file in files for point in _points(file.read_bytes()))


def _points(font: bytes) -> Iterator[int]:
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[12 + 16 * at : 16 + 16 * at]: struct.unpack_from(">I", font, 20 + 16 * at)[0] for at in range(count)}  # fmt: skip
    start = tables[b"cmap"]
    for at in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * at)
        if (platform, encoding) in _UNICODE:
            yield from _of_table(font, start + offset)


def _of_table(font: bytes, at: int) -> Iterator[int]:
    form = struct.unpack_from(">H", font, at)[0]
    if form == 12:
        for rank in range(struct.unpack_from(">I", font, at + 12)[0]):
            first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * rank)
            yield from range(first, last + 1)
    elif form == 4:
        size = struct.unpack_from(">H", font, at + 6)[0]
        ends = struct.unpack_from(f">{size // 2}H", font, at + 14)
        starts = struct.unpack_from(f">{size // 2}H", font, at + 16 + size)
        for first, last in zip(starts, ends, strict=True):
            yield from (point for point in range(first, last + 1) if point != 0xFFFF)
