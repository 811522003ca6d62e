"""Days, months, years and periods as people write them in French -> dates, or a fault that says what to write."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from pipelines.cell import Cell, Fault, How
from pipelines.names import fold

_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout")
MONTHS = (*_MONTHS, "septembre", "octobre", "novembre", "decembre")
_ABBREVIATIONS = {"janv": 1, "jan": 1, "fev": 2, "fevr": 2, "mar": 3, "avr": 4, "juil": 7, "jul": 7, "aou": 8}
_ABBREVIATIONS |= {"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "jun": 6}
MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, 1)} | _ABBREVIATIONS
_MONTH_WORD = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))

_NUMERIC_DAY = re.compile(
    r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:h]\d{2}.*)?$"
)
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?$")
_WORDED_DAY = re.compile(rf"(?:[a-z]+ )?(\d{{1,2}})(?:er)? ({_MONTH_WORD}) (\d{{4}}|\d{{2}})$")
_WORDED_MONTH = re.compile(rf"(?:mois )?(?:de |d )?({_MONTH_WORD}) ?(\d{{4}}|\d{{2}})?$")
_NUMERIC_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_SHORT_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{2})$")
_ISO_MONTH = re.compile(r"(\d{4})\s*[-/]?\s*(\d{2})$")
# Words that say that something happened, where the day is asked.
_HAPPENED = frozenset(
    {"oui", "x", "ok", "fait", "faite", "affiche", "affichee", "carence", "constat", "en cours"}
)
# 20,000 to 80,000: 1954 to 2119. A number outside is no date that staff would type.
_SERIALS = range(20_000, 80_000)


def day_of(cell: Cell) -> tuple[date, How]:
    """Return the day a cell names, and how it was interpreted, if it was; raise Fault when no single day is meant."""
    if cell.kind == "day":
        return cell.value, ""
    if cell.kind == "number":
        return _day_of_serial(cell)
    text = cell.text
    if re.fullmatch(r"\d{5}", text):  # every cell of a .csv is text
        return _day_of_serial(Cell("number", int(text)))
    if found := _ISO_DAY.match(text):
        return _valid_day(int(found[1]), int(found[2]), int(found[3]), text), "text_day"
    if found := _NUMERIC_DAY.match(text):
        day, month, year = found.groups()
        read = _valid_day(_year(year), int(month), int(day), text)
        return read, "short_year" if len(year) == 2 else "text_day"
    if found := _WORDED_DAY.match(fold(text)):
        day, word, year = found.groups()
        read = _valid_day(_year(year), MONTH_NUMBER[word], int(day), text)
        return read, "short_year" if len(year) == 2 else "text_day"
    raise _not_a_day(text)


def month_of(cell: Cell, year: int | None = None) -> tuple[date, How]:
    """Return the first day of the month a cell names, and how it was interpreted, if it was; `year` is the sheet's, for « mars » alone."""
    if cell.kind in ("day", "number"):
        day, how = day_of(cell)
        return day.replace(day=1), how
    text, plain = cell.text, fold(cell.text)
    if found := _WORDED_MONTH.match(plain):
        word, typed = found.groups()
        if typed is None and year is None:
            raise Fault(f"« {text} » ne dit pas l'année", f"écrivez par exemple « {text} 2025 »")
        read = _valid_day(_year(typed) if typed else year or 0, MONTH_NUMBER[word], 1, text)
        return read, "short_year" if typed and len(typed) == 2 else "text_day" if typed else "sheet_year"
    if found := _NUMERIC_MONTH.match(text):
        return _valid_day(int(found[2]), int(found[1]), 1, text), "text_day"
    if (found := _SHORT_MONTH.match(text)) and int(found[2]) > 12:  # 02/26; 05/06 could be a day
        return _valid_day(_year(found[2]), int(found[1]), 1, text), "short_year"
    if found := _ISO_MONTH.match(text):
        return _valid_day(int(found[1]), int(found[2]), 1, text), "text_day"
    try:
        day, how = day_of(cell)
        return day.replace(day=1), how
    except Fault:
        raise Fault(f"« {text} » n'est pas un mois", "écrivez par exemple « mars 2025 » ou 03/2025") from None


def order_of(cell: Cell) -> str:
    """Return « american » for a text whose second number can be no month (04/15/2025), « either » where both can, else nothing."""
    found = _NUMERIC_DAY.match(cell.text) if cell.kind == "text" else None
    if not found:
        return ""
    first, second = int(found[1]), int(found[2])
    if 1 <= first <= 12 < second <= 31:
        return "american"
    return "either" if first <= 12 and second <= 12 and first != second else ""


def year_of(cell: Cell) -> int:
    """Return the year a cell names (2025, « année 2025 », a date of that year)."""
    if cell.kind == "day":
        return int(cell.value.year)
    found = re.fullmatch(r"(?:annee |exercice )?(20\d\d)(?: 0)?", fold(cell.text))
    if not found:
        raise Fault(f"« {cell.text} » n'est pas une année", "écrivez par exemple 2025")
    return int(found[1])


def month_end(month: date) -> date:
    """Return the last day of the month of `month`."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of every month from that of `first` to that of `last`, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [next_month(first, step) for step in range(count + 1)]


def next_month(month: date, steps: int = 1) -> date:
    """Return the first day of the month `steps` after (or before, if negative) that of `month`."""
    index = month.year * 12 + month.month - 1 + steps
    return date(index // 12, index % 12 + 1, 1)


def years_after(day: date, years: int) -> date:
    """Return the same day some years after; 29 February gives the 28th where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def months_after(day: date, months: int) -> date:
    """Return the same day some months after (« dans le mois », from day to day), or the last of a shorter month."""
    first = next_month(day, months)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def _day_of_serial(cell: Cell) -> tuple[date, How]:
    if int(cell.value) not in _SERIALS:
        raise Fault(
            f"{cell.text} n'est pas une date", "écrivez-la en jour/mois/année, par exemple 31/12/2025"
        )
    return date(1899, 12, 30) + timedelta(days=int(cell.value)), "serial"


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _valid_day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if month > 12 and 1 <= day <= 12:
        raise Fault(
            f"{text} a un mois {month}, comme une date à l'américaine",
            f"vouliez-vous dire {month:02d}/{day:02d}/{year} ?",
        )
    if not 1 <= month <= 12 or not 1 <= day <= 31 or year < 1:
        raise Fault(f"{text} n'existe pas", "écrivez la date en jour/mois/année, par exemple 31/12/2025")
    last = calendar.monthrange(year, month)[1]
    raise Fault(f"{text} n'existe pas", f"vouliez-vous dire {last:02d}/{month:02d}/{year} ?")


def _not_a_day(text: str) -> Fault:
    plain = fold(text)
    if plain in _HAPPENED:
        return Fault(
            f"« {text} » ne dit pas quel jour",
            "écrivez la date, par exemple 31/12/2025, ou NC si elle n'est pas connue",
        )
    if re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}", text):
        return Fault(
            f"{text} n'a pas d'année", f"écrivez par exemple {text.replace('.', '/').replace('-', '/')}/2025"
        )
    if _WORDED_MONTH.match(plain) or _NUMERIC_MONTH.match(text) or "courant" in plain or "semaine" in plain:
        return Fault(f"« {text} » ne dit pas le jour", "écrivez le jour exact, par exemple 15/03/2025")
    return Fault(f"« {text} » n'est pas une date", "écrivez-la en jour/mois/année, par exemple 31/12/2025")


def days_in_month(month: date) -> int:
    """Return the number of days of the month of `month`."""
    return month_end(month).day
