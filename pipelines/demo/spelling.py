"""Values -> the cells that one member of staff would type: dates, landings, codes in their own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from pipelines.contract import Column
from pipelines.demo.neighbours import OTHERS
from pipelines.demo.residences import RESIDENCES
from pipelines.lists import Code, Codes, Flag, Landings, Need
from pipelines.lists import Residence as ResidenceType
from pipelines.opinions import STEPS, Opinion
from pipelines.types import Day, Month, Percentage, Whole

MONTH_NAMES = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_EVERY = (*RESIDENCES, *(residence for one in OTHERS for residence in one.residences))
_NAMES = {residence.code: (residence.name, residence.aliases) for residence in _EVERY}
_SERIAL_START = date(1899, 12, 30)


@dataclass(frozen=True)
class Hand:
    """How one person writes a workbook; the default is the clean layout that the head office hands out."""

    dates: Literal["real", "text", "dotted", "mixed"] = "real"
    landings: Literal["ordinal", "plus", "short", "mixed"] = "ordinal"
    words: Literal["label", "upper", "lower"] = "label"
    counts: Literal["plain", "worded"] = "plain"
    ticks: Literal["x", "X", "scale"] = "x"
    notes: Literal["words", "digits", "reversed", "faces"] = "words"
    headers: Mapping[str, str] = field(default_factory=dict)  # column name -> what they call it
    without: tuple[str, ...] = ()  # columns that they do not keep
    remarks: tuple[str, ...] = ()  # what they write in « Observations », never kept
    is_tidy: bool = True
    stacks_header: bool = False
    repeats_header_every: int = 0
    totals: str = ""
    numbered_ahead: int = 0


TIDY = Hand()


def spell(column: Column, value: Any, hand: Hand, rank: int) -> Any:
    """Return what the person types for a value in the row of that rank; None leaves the cell blank."""
    if isinstance(column.type, Need):
        return _tick(value, hand, rank)
    if isinstance(column.type, Opinion):
        return _note(value, hand, rank)
    if value is None or (isinstance(value, str) and (value == "SO" or isinstance(column.type, Day))):
        return value  # « date inconnue », « en continu »: what people write where a date should be
    match column.type:
        case ResidenceType():
            return _residence(value, hand, rank)
        case Day():
            return _day(value, hand, rank)
        case Month():
            return f"{MONTH_NAMES[value.month - 1]} {value.year}"
        case Landings():
            return _landing(value, hand, rank)
        case Codes():
            return (" + " if hand.words == "lower" else ", ").join(_theme(column.type.code, value, hand))
        case Code():
            return _cased(column.type.labels[value], hand)
        case Flag():
            return ("oui" if value else "non") if column.name != "no_need" else "x"
        case Percentage():
            return f"{value} %"
        case Whole() if hand.counts == "worded":
            return _worded(column, value, rank)
    return value


def header(column: Column, hand: Hand) -> str:
    """Return what the person calls a column."""
    return hand.headers.get(column.name) or _cased(column.header, hand if hand.words == "upper" else TIDY)


def _cased(label: str, hand: Hand) -> str:
    return {"label": label, "upper": label.upper(), "lower": label.lower()}[hand.words]


def _tick(value: int | None, hand: Hand, rank: int) -> Any:
    if hand.ticks == "scale":
        return 1 + rank % 3 if value else 0
    return hand.ticks if value else None


def _note(value: str | None, hand: Hand, rank: int) -> Any:
    if value is None:
        return (None, "NSP")[rank % 2]
    note, best = map(int, value.split("/"))
    if best == 10 or hand.notes == "digits":
        return note
    written = {"words": STEPS[4 - note], "faces": "🙁😕🙂😀"[note - 1], "reversed": 5 - note}
    return written[hand.notes]


def _residence(code: str, hand: Hand, rank: int) -> str:
    name, short = _NAMES[code]
    if hand.is_tidy:
        return name
    return (f"RS {short}", short.upper(), code, name.removesuffix(" (démo)"))[rank % 4]


def _day(day: date, hand: Hand, rank: int) -> Any:
    typed = hand.dates if hand.dates != "mixed" else ("real", "text", "dotted", "real", "serial")[rank % 5]
    if typed == "serial":
        return (day - _SERIAL_START) // timedelta(days=1)
    return {"real": day, "text": f"{day:%d/%m/%Y}", "dotted": f"{day:%d.%m.%y}"}[typed]


def _landing(key: str, hand: Hand, rank: int) -> str:
    building, _, number = key.rpartition("-")
    ground = number == "0"
    ordinal = "RDC" if ground else "1er" if number == "1" else f"{number}e"
    bat = f"Bât {building} " if building else ""
    ways = {
        "ordinal": f"{bat}{ordinal}",
        "plus": f"{bat}{'RDC' if ground else f'R+{number}'}",
        "short": f"{building}{number}",
    }
    return ways[hand.landings] if hand.landings != "mixed" else list(ways.values())[rank % 3]


def _theme(code: Code, value: str, hand: Hand) -> list[str]:
    # « Fluides / énergie » holds the sign that separates themes: whoever lists several leaves the slash out.
    return [_cased(code.labels[one].replace(" / ", " "), hand) for one in value.split(";")]


def _worded(column: Column, value: int, rank: int) -> Any:
    if value == 0:
        return "néant"
    return f"{value} pers." if column.unit == "personnes" and rank % 3 == 0 else value
