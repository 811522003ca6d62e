"""Answers to « are you satisfied? »: words, faces, notes. Each is kept with its scale, « 3/4 » or « 8/10 », best on top."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.cell import Cell, Fault, How, Reading
from pipelines.names import fold
from pipelines.types import Context

# How a sheet's bare numbers are read; « 4_1 »: 1 is the best. « 1_5 » is told, and refused.
SCALES = {
    "1_4": "1 à 4 (4 = très satisfait)",
    "4_1": "1 à 4 (1 = très satisfait)",
    "0_10": "0 à 10",
}
FIVE = "1_5"
STEPS = ("Très satisfait", "Plutôt satisfait", "Peu satisfait", "Pas du tout satisfait")
_WORDS = {
    4: "tres satisfait|tout a fait satisfait|tout a fait|tres bien|tres bon|excellent",
    3: "satisfait|plutot satisfait|assez satisfait|plutot|assez|bien|assez bien|plutot bien|bon",
    2: "peu satisfait|plutot pas satisfait|plutot insatisfait|pas tres satisfait|plutot pas|insatisfait|peu|moyen|moyennement|passable",
    1: "pas du tout satisfait|pas satisfait|pas satisfait du tout|tres insatisfait|pas du tout|pas bien|mauvais|tres mauvais",
}
_NOTE_OF_WORD = {word: note for note, words in _WORDS.items() for word in words.split("|")}
_NO_OPINION = frozenset(
    {"nsp", "ne sait pas", "ne sais pas", "sans opinion", "ne se prononce pas", "sans avis"}
)
_NO_OPINION |= {"pas d avis", "nspp", "nr", "non repondu", "sans reponse"}
_FACES = {4: "😀😃😄😁😊😍🤩", 3: "🙂☺😌", 2: "😐😕🙁😶😑", 1: "☹😞😟😠😡😢😭"}
_NOTE_OF_FACE = {face: note for note, faces in _FACES.items() for face in faces}
_NOTE_OF_FACE |= {":D": 4, ":-D": 4, ":)": 3, ":-)": 3, ":|": 2, ":-|": 2, ":/": 2, ":(": 1, ":-(": 1}
_DRESSING = "\ufe0e\ufe0f🏻🏼🏽🏾🏿"  # variants of a face say no more than the face
_OF = re.compile(r"(\d{1,2})(?:,0)?\s*(?:/|sur)\s*(4|10)")
_PEOPLE_SAY_IT_ALL = "donnez une ligne par questionnaire, avec les réponses telles quelles"


@dataclass(frozen=True)
class Opinion:
    """An answer on a scale of 4 steps or from 0 to 10. `scale`: that of the bare numbers of its column, empty when not said."""

    scale: str = ""
    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return « note/best », None for « sans opinion »; a mean is no answer."""
        if fold(cell.text) in _NO_OPINION:
            return Reading(None)
        if note := _NOTE_OF_WORD.get(fold(cell.text)) or _face(cell.text):
            return Reading(f"{note}/4", "degree")
        if explicit := _explicit(cell):
            return Reading(explicit, "" if cell.text == explicit else "degree")
        return self._number(cell)

    def _number(self, cell: Cell) -> Reading:
        value = number_in(cell)
        if value is None or cell.percent:
            raise Fault(
                f"« {cell.text} » n'est pas une réponse",
                f"écrivez {', '.join(STEPS)}, ou une note, ou NSP",
            )
        if value != int(value):
            raise Fault(f"« {cell.text} » est une moyenne, pas une réponse", _PEOPLE_SAY_IT_ALL)
        if self.scale == FIVE:
            raise Fault(
                f"« {cell.text} » : ces notes semblent aller de 1 à 5, une échelle que l'on ne sait pas comparer",
                "si elles vont de 0 à 10, écrivez « (0 à 10) » dans l'en-tête de la colonne",
            )
        scale = self.scale or ("1_4" if 1 <= value <= 4 else "0_10")
        low, high = (0, 10) if scale == "0_10" else (1, 4)
        if not low <= value <= high:
            raise Fault(
                f"{cell.text} est hors de l'échelle de {low} à {high}", "corrigez la note, ou écrivez NSP"
            )
        how: How = "degree" if scale == "4_1" else ""
        return Reading(f"{int(5 - value if scale == '4_1' else value)}/{high}", how)


def number_in(cell: Cell) -> float | None:
    """Return the bare number of a cell, None when it holds none."""
    if cell.kind == "number":
        return float(cell.value)
    found = re.fullmatch(r"\d{1,3}(?:[.,]\d{1,6})?", cell.text)
    return float(found[0].replace(",", ".")) if found and cell.kind == "text" else None


def _face(text: str) -> int | None:
    bare = "".join(sign for sign in text if sign not in _DRESSING).strip()
    return _NOTE_OF_FACE.get(bare)


def _explicit(cell: Cell) -> str | None:
    # Excel turns « 3/4 » typed in a cell into 3 April, and « 8/10 » into 8 October.
    if cell.kind == "day":
        note, best = cell.value.day, cell.value.month
    elif found := _OF.fullmatch(cell.text.lower().strip()):
        note, best = int(found[1]), int(found[2])
    else:
        return None
    return f"{note}/{best}" if best in (4, 10) and (best == 10 or note >= 1) and note <= best else None
