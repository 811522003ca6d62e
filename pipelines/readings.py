"""What was interpreted rather than copied -> groups to look at, most doubtful first (« « 12 pers. » lu 12 »)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipelines.cell import How
from pipelines.problem import column_letters

# Most doubtful first: what may be wrong without anybody seeing it, then what can hardly be read otherwise.
TITLES: dict[How, str] = {
    "american": "Dates peut-être à l'américaine (mois/jour)",
    "removed": "Retiré avant enregistrement",
    "filled": "Pris du titre ou du nom de la feuille",
    "sheet_year": "Mois sans année : celle de la feuille",
    "short_year": "Années sur deux chiffres",
    "serial": "Numéros de jour d'Excel",
    "share": "Nombres lus comme des pourcentages",
    "worded": "Nombres accompagnés de mots",
    "zero": "Mots lus zéro",
    "degree": "Degrés écrits en mots",
    "alias": "Mots rapprochés de la liste",
    "place": "Résidences et paliers écrits autrement",
    "text_day": "Dates écrites en texte",
    "tick": "Oui et non écrits autrement",
    "open_end": "Fins écrites « en continu » : sans échéance",
}


class Note(NamedTuple):
    """One cell that was interpreted: where it stands, what it holds, what it was read as, in French."""

    how: How
    sheet: str
    column: str
    place: tuple[int, int]
    text: str
    told: str

    @property
    def cell(self) -> str:
        """The cell, like « D7 »; a line alone, like « 7 », where no cell holds it."""
        row, column = self.place
        return f"{column_letters(column)}{row}"


@dataclass
class Value:
    """A text read the same way in one column of one sheet, and every cell that holds it."""

    sheet: str
    column: str
    text: str
    told: str
    cells: list[str] = field(default_factory=list)


def grouped(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Return the groups that notes make, most doubtful first: `how`, `title`, `count`, and `values` in the order met."""
    found: dict[How, dict[tuple[str, ...], Value]] = {how: {} for how in TITLES}
    for note in notes:
        key = (note.sheet, note.column, note.text, note.told)
        found[note.how].setdefault(key, Value(*key)).cells.append(note.cell)
    return [
        {
            "how": how,
            "title": TITLES[how],
            "count": sum(len(value.cells) for value in values.values()),
            "values": [vars(value) for value in values.values()],
        }
        for how, values in found.items()
        if values
    ]
