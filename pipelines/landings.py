"""A landing as staff name it (`3e`, `R+3`, `Bât A 3`, `RDC`) -> one key, building-floor-wing."""

from __future__ import annotations

import re

from pipelines.names import fold

EVERY_LANDING = "tous"
_BETWEEN = re.compile(r"\s*(?:[,;/&\n]|\bet\b|(?<![Rr])\s\+\s)\s*")
_ORDINAL = re.compile(r"\b(\d{1,2}) ?(?:eme|er|ere|nd|nde|e|ieme)\b")
_FLOOR_WORDS = re.compile(r"\b(?:palier|etage|niveau|residence|du|de|le|la|au|n|no)\b")
# « 1er au 3e », « a1-a3 »; « A-3 » and « 1-2 » are no ranges.
_RANGE = re.compile(
    r"([a-z]?)(\d{1,2})(?:er|e|eme|re)?(?: au | a |(?<=[a-z]\d)\s*-\s*(?=[a-z]))([a-z]?)(\d{1,2})(?:er|e|eme)?"
)
_LONGEST_RANGE = 30
_GROUND = re.compile(r"\b(?:r ?d ?c|rez de chaussee|rez chaussee|r de c|rch)\b")
_ABOVE_GROUND = re.compile(r"\br ?(?:plus )?(\d{1,2})\b")
_BUILDING = re.compile(r"\b(?:bat|batiment|immeuble|cage|escalier|tour) ([a-z]|\d{1,2})\b")
_GLUED = re.compile(r"^([a-z]) ?(\d{1,2})\b")
_WINGS = {"gauche": "G", "g": "G", "droite": "D", "d": "D"} | dict.fromkeys(["nord", "n"], "N")
_WINGS |= {"sud": "S", "est": "E", "ouest": "O"}


def landing_keys(text: str) -> tuple[str, ...]:
    """Return the keys of the landings a cell lists, sorted, each once: « Bât A 3 » and « A3 » are both `A-3`.

    « tous » gives `("tous",)`. A landing called by a name keeps it, folded: « Les Mimosas » is `LES MIMOSAS`.
    """
    parts = [part for piece in _BETWEEN.split(text.strip()) for part in _spread(piece)]
    keys, building = [], ""
    for part in filter(None, parts):
        key = _key(fold(part))
        if not key:
            continue
        if only := re.fullmatch(r"([A-Z]|\d+)-", key):
            building = only[1]  # « Bât A / 3e »: the building stands alone before its floor
            continue
        if building and re.fullmatch(r"\d+(-[A-Z])?", key):
            key = f"{building}-{key}"  # « Bât A 3 et 4 »: the building is said once
        elif re.match(r"[A-Z0-9]+-\d", key):
            building = key.split("-")[0]
        keys.append(key)
    return tuple(sorted(set(keys)))


def _spread(text: str) -> list[str]:
    """Return every landing of a range: « du 1er au 3e » is three, « A1-A3 » is three."""
    found = _RANGE.fullmatch(
        fold(text).replace("du ", "", 1) if "au" in fold(text).split() else text.lower().strip()
    )
    if (
        not found
        or (found[3] or found[1]) != found[1]
        or not 0 < int(found[4]) - int(found[2]) < _LONGEST_RANGE
    ):
        return [text]
    return [f"{found[1]}{floor}" for floor in range(int(found[2]), int(found[4]) + 1)]


def _key(plain: str) -> str:
    if re.match(r"(tous|toutes|tout|ensemble)\b", plain):
        return EVERY_LANDING
    plain = _GROUND.sub("0", plain)
    plain, building = _take(_BUILDING, plain)
    plain = _ORDINAL.sub(r"\1", _ABOVE_GROUND.sub(r"\1", plain))
    plain = " ".join(_FLOOR_WORDS.sub(" ", plain).split())
    if not building and (glued := _GLUED.match(plain)):
        building, plain = glued[1], plain.replace(glued[0], glued[2], 1)
    floor = re.match(r"(\d{1,2})\b ?(.*)$", plain)
    if not floor:
        only = f"{building.upper()}-" if building else ""  # signs alone name no landing
        return f"{building.upper()} {plain.upper()}".strip() if plain else only
    wing = floor[2].replace("aile", "").strip()
    parts = [building.upper(), str(int(floor[1])), _WINGS.get(wing, wing.upper())]
    return "-".join(filter(None, parts))


def _take(pattern: re.Pattern[str], plain: str) -> tuple[str, str]:
    found = pattern.search(plain)
    return (pattern.sub(" ", plain, count=1), found[1]) if found else (plain, "")
