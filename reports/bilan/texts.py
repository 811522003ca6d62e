"""What people write in a bilan: a text a part, CommonMark with bound figures; every save is added, none replaces another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from access.scope import Sight
from indicators.measure import measure
from indicators.trace import period_named
from pipelines.clock import now
from pipelines.folder import data_folder, put_file, writing
from social_project.bound import refreshed, scope_of, written
from social_project.document import BoundFigure

_LONGEST = 20_000  # letters a part: three pages


class NotWritten(ValueError):
    """A text that cannot be kept; the text says why, in French."""


@dataclass(frozen=True)
class Save:
    """The texts of a bilan after somebody saved one: part number -> its text."""

    number: int
    texts: Mapping[int, str]
    by: str
    at: str


def history(call: str) -> list[Save]:
    """Return every save of the texts of a call, oldest first."""
    return list(_saves(call))


def texts_of(call: str) -> dict[int, str]:
    """Return the texts of a call as they are now, by part number."""
    saves = history(call)
    return dict(saves[-1].texts) if saves else {}


def write(call: str, part: int, text: str, by: str, parent: int) -> Save:
    """Return the texts of a call with another for one part, kept from now on.

    `parent`: the number of the save that its author had before their eyes, 0 before any.
    Raises NotWritten for a part that does not exist, a text too long, or when somebody saved that part meanwhile.
    """
    if not 1 <= part <= 13:
        raise NotWritten("un bilan a treize parties : choisissez de 1 à 13")
    if len(text) > _LONGEST:
        raise NotWritten(
            f"ce texte est trop long ({len(text)} signes, {_LONGEST} au plus) : raccourcissez-le"
        )
    with writing():
        saves = history(call)
        before = next((one.texts for one in saves if one.number == parent), {})
        now_held = saves[-1].texts if saves else {}
        if now_held.get(part, "") != before.get(part, ""):
            raise NotWritten(
                f"quelqu'un d'autre ({saves[-1].by}) a enregistré cette partie entre-temps : relisez-la, puis recommencez"
            )
        one = Save(len(saves) + 1, {**now_held, part: text.strip()}, by, now().isoformat())
        told = {"texts": {str(number): held for number, held in one.texts.items()}, "by": by, "at": one.at}
        path = _folder(call) / f"{one.number:06d}.json"
        put_file(path, json.dumps(told, ensure_ascii=False, indent=1).encode())
        path.chmod(0o444)
    return one


def as_told(version: str, sight: Sight, text: str) -> str:
    """Return a text whose bound figures say what they say today to the evaluator; without a residence, of all those in sight.

    Raises OutOfSight for a figure that the evaluator may not read, UnknownIndicator or BadQuestion for one that is none.
    """
    return refreshed(text, lambda bound, _: _words(version, sight, bound))


def _words(version: str, sight: Sight, bound: BoundFigure) -> str:
    wave = period_named(bound.period).wave
    by = (("residence",) if bound.residence else ()) + (("wave",) if wave else ())
    found = measure(version, sight, bound.indicator, by, scope_of(version, bound))
    mine = [one for one in found if not wave or one.group["wave"] == wave]
    return written(bound, mine[0] if len(mine) == 1 else None)


def _saves(call: str) -> Iterator[Save]:
    for path in sorted(_folder(call).glob("[!.]*.json")):
        raw = json.loads(path.read_text("utf-8"))
        held = {int(number): text for number, text in raw["texts"].items()}
        yield Save(int(path.stem), held, raw["by"], raw["at"])


def _folder(call: str) -> Path:
    # The name of a call is a word that somebody typed: it never climbs out of the folder.
    return data_folder() / "bilans" / "texts" / ("a-" + quote(call, safe="").replace(".", "%2E"))
