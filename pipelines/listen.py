"""What the child process says of each file, as it comes; a file that kills it, or keeps it waiting, is refused.

A child that spends processor time is ended by the system (pipelines/opening); one that only waits is ended here.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

Told = list[Any] | dict[str, Any]
_CLOSING = (b'{"mark"', b'{"refused"')

_CHILD = Path(__file__).with_name("opening")
# What a file may take of the processor: a hostile one is small, and a large one is what somebody sent.
_SECONDS, _SECONDS_A_MEGABYTE = 14, 2
_PATIENCE = 1.3  # how much longer we wait for it: the machine has more to do
_PIECE = 2**18
_DANGEROUS = "le fichier est illisible ou dangereux ; copiez ses données dans un nouveau classeur .xlsx"
_SLOW = (
    "le fichier est trop long à lire ; copiez ses données dans un nouveau classeur, ou coupez-le en plusieurs"
)


def told_of(paths: Sequence[Path]) -> Iterator[Told]:
    """Yield the answers about each file in turn, the last of each being one that closes it (`closes`)."""
    waiting = list(paths)
    while waiting:
        done, why = 0, _DANGEROUS
        try:
            for answer in _answers(waiting):
                yield answer
                done += closes(answer)
        except TimeoutError:
            why = _SLOW
        if done < len(waiting):
            yield {"refused": why}
            done += 1
        waiting = waiting[done:]


def closes(answer: Told) -> bool:
    """True for the last answer about a file."""
    return isinstance(answer, dict) and ("mark" in answer or "refused" in answer)


def seconds_for(path: Path) -> int:
    """Return how many seconds of processor the reading of a file may take."""
    return _SECONDS + _SECONDS_A_MEGABYTE * (path.stat().st_size >> 20)


def _answers(paths: list[Path]) -> Iterator[Told]:
    """Yield what one child says; raise TimeoutError when it kept us waiting too long for one file."""
    asked = [word for path in paths for word in (str(seconds_for(path)), str(path))]
    command = [sys.executable, "-I", str(_CHILD), *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0) as child:
        assert child.stdout is not None
        try:
            for line in _lines(child.stdout, [_PATIENCE * seconds_for(path) for path in paths]):
                yield json.loads(line)
        finally:
            child.kill()  # it has ended, or nobody listens any more


def _lines(stream: IO[bytes], seconds: Sequence[float]) -> Iterator[bytes]:
    """Yield the lines of a stream. Only the time spent waiting for it counts, file by file: ours is not its fault."""
    allowed = iter(seconds)
    left = next(allowed)
    begun: list[bytes] = []
    while True:
        started = time.monotonic()
        is_ready = select.select([stream], [], [], left)[0]
        left -= time.monotonic() - started
        if not is_ready or left <= 0:
            raise TimeoutError
        piece = stream.read(_PIECE)
        if not piece:
            return
        first, *more = piece.split(b"\n")
        begun.append(first)
        for after in more:
            line, begun = b"".join(begun), [after]
            yield line
            if line.startswith(_CLOSING):
                left = next(allowed, left)
