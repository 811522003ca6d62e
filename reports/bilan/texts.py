"""What people write in a bilan: a text a part, CommonMark with bound figures; every save is added, none replaces another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from access.scope import OutOfSight, Sight
from indicators.catalogue import UnknownIndicator, indicator_named
from indicators.measure import BadQuestion, measure
from indicators.open_figures import is_read_live
from indicators.trace import period_named
from pipelines.clock import now
from pipelines.folder import data_folder, put_file, writing
from social_project.bound import Said, refreshed, scope_of, written
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


class Overtaken(NotWritten):
    """A part that somebody else saved meanwhile. `base`: as its author found it, `theirs`: as it is now, saved by `by` at `at`.

    `number`: of the last save: what the next one starts from.
    """

    def __init__(self, base: str, theirs: str, last: Save, number: int) -> None:
        super().__init__(
            f"quelqu'un d'autre ({last.by}) a enregistré cette partie entre-temps : relisez-la, puis recommencez"
        )
        self.base, self.theirs, self.by, self.at, self.number = base, theirs, last.by, last.at, number


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
        base, theirs = before.get(part, ""), now_held.get(part, "")
        if theirs != base:
            raise Overtaken(base, theirs, saves_of(saves, part)[-1], saves[-1].number)
        one = Save(len(saves) + 1, {**now_held, part: text.strip()}, by, now().isoformat())
        told = {"texts": {str(number): held for number, held in one.texts.items()}, "by": by, "at": one.at}
        path = _folder(call) / f"{one.number:06d}.json"
        put_file(path, json.dumps(told, ensure_ascii=False, indent=1).encode())
        path.chmod(0o444)
    return one


def saves_of(saves: Sequence[Save], part: int) -> list[Save]:
    """Return the saves that changed one part, oldest first."""
    before = ["", *(one.texts.get(part, "") for one in saves)]
    return [one for one, text in zip(saves, before, strict=False) if one.texts.get(part, "") != text]


def as_told(version: str, sight: Sight, text: str) -> str:
    """Return a text whose bound figures say what they say today to the evaluator; without a residence, of all those in sight.

    Raises OutOfSight for a figure that the evaluator may not read, UnknownIndicator or BadQuestion for one that is none.
    """
    return refreshed(text, lambda bound, _: said_outside(version, sight, bound).text)


def said_outside(version: str, sight: Sight, bound: BoundFigure) -> Said:
    """Return what a bound figure says to the evaluator; raise OutOfSight, UnknownIndicator or BadQuestion as `as_told`."""
    wave = period_named(bound.period).wave
    by = (("residence",) if bound.residence else ()) + (("wave",) if wave else ())
    found = measure(version, sight, bound.indicator, by, scope_of(version, bound))
    mine = [one for one in found if not wave or one.group["wave"] == wave]
    figure = mine[0] if len(mine) == 1 else None
    return Said(bound, written(bound, figure), figure)


def refusal(version: str, sight: Sight, bound: BoundFigure) -> str:
    """Return why a figure may not stand in a text that the evaluator will read, and what to do, in French; empty where it may."""
    try:
        indicator = indicator_named(bound.indicator)
        if not is_read_live(sight, indicator.id):
            return (
                f"« {indicator.title} » compte des personnes : le financeur ne le lit que dans les tableaux publiés, où les petits "
                "effectifs sont masqués. Renvoyez au tableau de la partie, sans recopier le nombre."
            )
        if bound.residence:
            return f"« {indicator.title} » est ici d'une seule résidence : le financeur lit les totaux de l'appel. Insérez le total."
        found = said_outside(version, sight, bound)
    except UnknownIndicator:
        return (
            f"« {bound.indicator} » n'est plus un indicateur : retirez-le du texte, ou insérez-en un autre."
        )
    except (OutOfSight, BadQuestion) as refused:
        return f"« {indicator.title} » ne peut pas être lu par le financeur : {refused.args[0]}."
    if found.figure is not None and found.figure.masked:
        return f"« {indicator.title} » est masqué pour le financeur : il protège trop peu de personnes. Retirez-le du texte."
    return ""


def unreadable(version: str, sight: Sight, text: str) -> list[str]:
    """Return why each of the bound figures of a text may not be read by the evaluator; none where all may."""
    found: dict[BoundFigure, str] = {}

    def look(bound: BoundFigure, before: str) -> str:
        found.setdefault(bound, refusal(version, sight, bound))
        return before

    refreshed(text, look)
    return [why for why in found.values() if why]


def _saves(call: str) -> Iterator[Save]:
    for path in sorted(_folder(call).glob("[!.]*.json")):
        yield _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2_000)
def _read(path: Path, _written: int) -> Save:
    """Return a save. It is never written twice, and a page that writes reads them all at each touch."""
    raw = json.loads(path.read_text("utf-8"))
    held = {int(number): text for number, text in raw["texts"].items()}
    return Save(int(path.stem), held, raw["by"], raw["at"])


def _folder(call: str) -> Path:
    # The name of a call is a word that somebody typed: it never climbs out of the folder.
    return data_folder() / "bilans" / "texts" / ("a-" + quote(call, safe="").replace(".", "%2E"))
