"""Sound workbooks of every kind, spoiled: their bytes, their parts, their cells. The same number gives the same file.

`spoiled(number, pantry)` is all that is needed to make one again: a failure prints the number.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pipelines.contracts import contracts
from pipelines.ownership import NAMING
from tests.plausible import choices, plausible_row
from tests.spoiled_cells import spoiled_rows
from tests.workbooks import Rows, write_csv, write_xlsx

FIXTURES = Path(__file__).parent / "fixtures"
ZIPS = (".xlsx", ".ods")


@dataclass(frozen=True)
class Sound:
    """A workbook as it should be: its suffix, its bytes, and its rows when they may be spoiled."""

    suffix: str
    content: bytes
    rows: Rows | None = None


def pantry(folder: Path) -> list[Sound]:
    """Return sound workbooks of every kind, as .xlsx and .csv, and those kept as .xls and .ods."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for contract in contracts().values():
        rows = rows_of(contract.kind)
        written = [
            write_xlsx(folder / "sain.xlsx", {contract.title[:31]: rows}),
            write_csv(folder / "sain.csv", rows),
        ]
        found += [Sound(path.suffix, _timeless(path.read_bytes()), rows) for path in written]
    kept = [FIXTURES / f"classeur.{kind}" for kind in ("xls", "ods")]
    return found + [Sound(path.suffix, path.read_bytes()) for path in kept] * len(contracts())


def rows_of(kind: str) -> Rows:
    """Return a title, a header and three lines of a kind."""
    contract = contracts()[kind]
    row = plausible_row(contract)
    first = contract.columns[0]
    lines = [[row[column.name] for column in contract.kept] for _ in range(3)]
    for line, value in zip(lines, choices(first)[1:], strict=False):
        line[0] = value
    if kind == NAMING:  # a code that is no other residence's name
        lines = [["R 8", *lines[0][1:]]]
    return [[f"{contract.title} – 2025"], [column.header for column in contract.kept], *lines]


def spoiled(number: int, sounds: Sequence[Sound]) -> tuple[str, bytes, str]:
    """Return the suffix and the bytes of the spoiled workbook of a number, and what was done to it."""
    chance = Random(number)
    sound = chance.choice(sounds)
    ways: list[Callable[[Random, Sound, Sequence[Sound]], bytes]] = [_bytes]
    if sound.suffix in ZIPS:
        ways += [_part, _part, _package]
    if sound.rows:
        ways += [_cells, _cells]
    way = chance.choice(ways)
    suffix = sound.suffix if chance.random() > 0.03 else chance.choice((".xlsx", ".xls", ".ods", ".csv"))
    return suffix, way(chance, sound, sounds), f"{sound.suffix} {way.__name__[1:]}"


def _bytes(chance: Random, sound: Sound, sounds: Sequence[Sound]) -> bytes:
    return _spoil(chance, sound.content, chance.choice(sounds).content)


def _part(chance: Random, sound: Sound, sounds: Sequence[Sound]) -> bytes:
    """Spoil one part of a zip, which stays a sound zip."""
    parts = _parts(sound.content)
    name = chance.choice([name for name in parts if parts[name]])
    spoil = chance.choice([_spoil, _spoil_markup, _spoil_markup])
    return _zipped(parts | {name: spoil(chance, parts[name], chance.choice(list(parts.values())))})


def _package(chance: Random, sound: Sound, sounds: Sequence[Sound]) -> bytes:
    """Take a part out, exchange two, rename one, or bring one from another workbook."""
    parts = _parts(sound.content)
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    stranger = _parts(chance.choice([one for one in sounds if one.suffix in ZIPS]).content)
    name = chance.choice(list(stranger))
    changed: list[dict[str, bytes]] = [
        {key: content for key, content in parts.items() if key != one},
        parts | {one: parts[other], other: parts[one]},
        {key.upper() if key == one else key: content for key, content in parts.items()},
        {key.replace("/", "\\"): content for key, content in parts.items()},
        parts | {one: stranger[name]},
        parts | {name: stranger[name]},
        parts | {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"},
    ]
    return _zipped(chance.choice(changed))


def _cells(chance: Random, sound: Sound, sounds: Sequence[Sound]) -> bytes:
    assert sound.rows is not None
    return spoiled_rows(chance, sound.rows, sound.suffix)


def _spoil(chance: Random, content: bytes, other: bytes) -> bytes:
    """Flip, cut, repeat, blank or insert bytes, once to four times."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if not changed:
            break
        start = chance.randrange(len(changed))
        end = min(len(changed), start + chance.choice((1, 1, 4, 64, 2000)))
        way = chance.randrange(6)
        if way == 0:
            changed[start] ^= 1 << chance.randrange(8)
        elif way == 1:
            del changed[start:end]
        elif way == 2:
            changed[start:start] = changed[start:end] * chance.choice((1, 3, 50))
        elif way == 3:
            changed[start:end] = bytes(end - start)
        elif way == 4:
            changed[start:end] = other[start:end]
        else:
            del changed[start:]
    return bytes(changed)


_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]*>")
_NUMBERS = (
    b"-1",
    b"0",
    b"99999999999",
    b"4294967295",
    b"1e999",
    b"NaN",
    b"",
    b"1" * 400,
    b"XFD1048576",
    b"&#0;",
)


def _spoil_markup(chance: Random, content: bytes, other: bytes) -> bytes:
    """Change numbers, or repeat, drop or nest elements of XML."""
    for _ in range(chance.randint(1, 3)):
        way = chance.randrange(4)
        found = list((_NUMBER if way == 0 else _TAG).finditer(content))
        if not found:
            return _spoil(chance, content, other)
        one, another = chance.choice(found), chance.choice(found)
        if way == 0:
            new = chance.choice(_NUMBERS)
        elif way == 1:
            new = one[0] * min(chance.choice((2, 100, 20_000)), 2**21 // len(one[0]))
        elif way == 2:
            new = b""
        else:
            new = another[0]
        content = content[: one.start()] + new + content[one.end() :]
    return content


def _timeless(content: bytes) -> bytes:
    """Return a workbook without the time at which it was written, so that a number gives the same bytes another day."""
    if not content.startswith(b"PK"):
        return content
    return _zipped(
        {
            name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2025-01-01T00:00:00Z", part)
            if "core" in name
            else part
            for name, part in _parts(content).items()
        }
    )


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
