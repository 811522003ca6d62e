"""Where data lives, whose it is, and how a file appears there whole or not at all.

An installation may hold several associations. The first one's data lie in the root folder, as where there is only one;
each other's in `associations/<its short name>/`, laid out alike. Nothing is ever read from two of them at once.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

FIRST = ""
_ASSOCIATIONS = "associations"
# None: nobody may be worked for. Unset is another thing: a command works for the association that it names.
_working_for: ContextVar[str | None] = ContextVar("working_for")
_must_be_told = False


class NoAssociation(LookupError):
    """Data were asked for, and nobody said whose: none is taken at random, the first one's no more than another's."""


def data_folder() -> Path:
    """Return the folder of the association that is worked for; raise NoAssociation where it is none."""
    slug = association()
    return _root() / _ASSOCIATIONS / slug if slug else _root()


def association() -> str:
    """Return the short name of the association that is worked for, empty for the first; raise NoAssociation."""
    try:
        slug = _working_for.get()
    except LookupError:
        slug = None if _must_be_told else _named_by_environment()
    if slug is None:
        raise NoAssociation("no association was named before data were asked for")
    return slug


def is_anybody() -> bool:
    """Return whether an association is worked for, False where it was said to be nobody's turn; raise NoAssociation for nothing said."""
    return _working_for.get(FIRST) is not None and association() is not None


def work_for(slug: str | None) -> None:
    """Say whose data this thread reads and writes from now on; None: nobody's."""
    _working_for.set(slug)


@contextmanager
def working_for(slug: str | None) -> Iterator[None]:
    """Read and write an association's data for a while, then whoever's it was before."""
    before = _working_for.set(slug)
    try:
        yield
    finally:
        _working_for.reset(before)


def must_be_told() -> None:
    """From now on, in this process, a thread in which nobody said for whom it works reads nothing: a server serves several."""
    global _must_be_told
    _must_be_told = True


@contextmanager
def working_for_named(slug: str | None) -> Iterator[None]:
    """Work for the association that a command names, or for the one that `PALIER_DATA` names; raise NoAssociation for none."""
    if slug is None:
        yield
        return
    known = every_association()
    if slug not in known:
        others = ", ".join(known[1:]) or "aucune autre que la première"
        raise NoAssociation(f"aucune association « {slug} » dans cette installation ; il y a : {others}")
    with working_for(slug):
        yield


def every_association() -> list[str]:
    """Return the short names of those whose data lie here: the first, then the others in order."""
    return [FIRST, *sorted(path.name for path in (_root() / _ASSOCIATIONS).glob("*/") if path.is_dir())]


def _environment() -> Path:
    return Path(os.environ.get("PALIER_DATA") or Path(__file__).parent.parent / "data")


def _named_by_environment() -> str:
    """Return the association whose own folder `PALIER_DATA` names, the first where it names the root."""
    folder = _environment()
    return folder.name if folder.parent.name == _ASSOCIATIONS else FIRST


def _root() -> Path:
    folder = _environment()
    return folder.parents[1] if folder.parent.name == _ASSOCIATIONS else folder


def accepted_folder(kind: str) -> Path:
    """Return the folder of the accepted rows of a kind."""
    return data_folder() / "accepted" / kind


def loads_folder() -> Path:
    """Return the folder of the journal."""
    return data_folder() / "loads"


def store_folder() -> Path:
    """Return the folder of the built databases."""
    return data_folder() / "store"


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one writer's lock; readers never take it. Released by the system if the process dies."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Left by a writer that was killed: nobody else writes now, but for the other associations.
        for unfinished in folder.glob("*/**/*.part*"):
            if unfinished.relative_to(folder).parts[0] != _ASSOCIATIONS:
                unfinished.unlink()
        yield


def put_file(path: Path, content: bytes) -> None:
    """Write a file so that it appears complete or not at all, even if the machine stops."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def numbered(folder: Path) -> list[Path]:
    """Return the files of acts that are only ever added to, one a file, oldest first."""
    return sorted(folder.glob("[!.]*.json"))


def last_number(folder: Path) -> int:
    """Return the number of the last act of a folder, 0 before any."""
    return max((int(path.stem) for path in numbered(folder)), default=0)


def keep_numbered(folder: Path, act: Mapping[str, Any]) -> dict[str, Any]:
    """Return an act with its `number`, kept from now on and never written again. The caller holds the writer's lock."""
    kept = dict(act) | {"number": last_number(folder) + 1}
    path = folder / f"{kept['number']:06d}.json"
    put_file(path, json.dumps(kept, ensure_ascii=False, indent=1).encode())
    path.chmod(0o444)
    return kept
