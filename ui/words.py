"""Values -> French: every number, date and list that a person reads is written here, and nowhere by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

NONE = "—"
NO_BREAK = "\u00a0"
THIN = "\u202f"  # narrow no-break space: between thousands, before %
# Not the longer « − »: st.metric turns its arrow down for this sign only.
MINUS = "-"
# Instants are kept in UTC; the staff read the clock on their wall.
CLOCK = ZoneInfo("Europe/Paris")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)


def number(x: float | Decimal | None, digits: int = 0) -> str:
    """Return `x` rounded half up: 1 234,5."""
    if x is None or x != x:  # NaN: a missing number in a data frame
        return NONE
    shown = _rounded(x, digits)
    sign = MINUS if shown < 0 else ""
    return sign + f"{abs(shown):,f}".replace(",", THIN).replace(".", ",")


def as_shown(x: float, digits: int = 0) -> float:
    """Return a number as `number` writes it: what a reader subtracts."""
    return float(_rounded(x, digits))


def euros(amount: float | Decimal | None, signed: bool = False) -> str:
    """Return an amount: 1 234,50 €, cents only where there are some; `signed` writes the plus of a difference."""
    if amount is None or amount != amount:
        return NONE
    shown = _rounded(amount, 2)
    digits = 0 if shown == shown.to_integral_value() else 2
    plus = "+" if signed and shown > 0 else ""
    return f"{plus}{number(shown, digits)}{NO_BREAK}€"


def percent(share: float | Decimal | None, digits: int = 0) -> str:
    """Return a share between 0 and 1 as a percentage: 38 %."""
    if share is None or share != share:
        return NONE
    return f"{number(100 * Decimal(str(share)), digits)}{THIN}%"


def points(x: float | Decimal | None, digits: int = 0) -> str:
    """Return the difference of two percentages, `x` already in points: +12 points."""
    if x is None or x != x:
        return NONE
    shown = _rounded(x, digits)
    sign = "+" if shown > 0 else ""
    return f"{sign}{number(x, digits)} {'point' if abs(shown) < 2 else 'points'}"


def day(when: date | str | None) -> str:
    """Return a date, or its ISO text, in full: 4 mars 2026, 1er mars 2026."""
    if when is None:
        return NONE
    when = date.fromisoformat(when[:10]) if isinstance(when, str) else when
    return f"{_first(when.day)} {MONTHS[when.month - 1]} {when.year}"


def instant(when: datetime | str | None) -> str:
    """Return an instant, or its ISO text, on the clock of Paris: 4 mars 2026 à 14 h 05."""
    if when is None:
        return NONE
    when = datetime.fromisoformat(when) if isinstance(when, str) else when
    local = when.astimezone(CLOCK) if when.tzinfo else when
    return f"{day(local)} à {local.hour}{NO_BREAK}h{NO_BREAK}{local:%M}"


def stamp(when: datetime | str) -> str:
    """Return an instant, or its ISO text, for a narrow column or a spreadsheet, on the clock of Paris: 04/03/2026 14:05:09."""
    when = datetime.fromisoformat(when) if isinstance(when, str) else when
    return f"{when.astimezone(CLOCK):%d/%m/%Y %H:%M:%S}"


def ago(when: datetime | str | None, now: datetime) -> str:
    """Return how long before `now` an instant, or its ISO text, was: il y a 3 heures, hier; a week back, its date."""
    if when is None:
        return "jamais"
    then = datetime.fromisoformat(when) if isinstance(when, str) else when
    minutes = int((now - then).total_seconds() // 60)
    days = (now.astimezone(CLOCK).date() - then.astimezone(CLOCK).date()).days
    if minutes < 2:
        return "à l’instant"
    if minutes < 60:
        return f"il y a {plural(minutes, 'minute')}"
    if days == 0:
        return f"il y a {plural(minutes // 60, 'heure')}"
    if days == 1:
        return "hier"
    return f"il y a {plural(days, 'jour')}" if days < 7 else f"le {day(then.astimezone(CLOCK).date())}"


def month(when: str | None) -> str:
    """Return "2025-03" as mars 2025."""
    if when is None:
        return NONE
    year, _, rank = when.partition("-")
    return f"{MONTHS[int(rank) - 1]} {year}"


def quarter(when: str | None) -> str:
    """Return "2025-T1" as 1er trimestre 2025."""
    if when is None:
        return NONE
    year, _, rank = when.partition("-T")
    return f"{_first(int(rank), 'e')} trimestre {year}"


def period(when: str | int | None) -> str:
    """Return a year, quarter, month or day in full; anything else (a survey wave) as it is."""
    text = NONE if when is None else str(when)
    for shape, writer in _PERIODS.items():
        if re.fullmatch(shape, text):
            return writer(text)
    return text


def short(when: str) -> str:
    """Return a period for a narrow column: sept. 25, T1 2025; anything else as it is."""
    year, _, rest = when.partition("-")
    if re.fullmatch(r"\d{4}-\d{2}", when):
        return f"{SHORT_MONTHS[int(rest) - 1]} {year[2:]}"
    return f"{rest} {year}" if re.fullmatch(r"\d{4}-T[1-4]", when) else when


def span(periods: Sequence[str]) -> str:
    """Return the first and last of some periods in order: janv. 25 à déc. 25."""
    if not periods:
        return NONE
    return " à ".join(dict.fromkeys(short(period) for period in (periods[0], periods[-1])))


def plural(n: int, one: str, many: str | None = None) -> str:
    """Return the count and its noun: 0 résident, 1 résident, 2 résidents."""
    # In French, the plural starts at two.
    return f"{number(n)} {one if abs(n) < 2 else many or one + 's'}"


def listing(items: Iterable[str]) -> str:
    """Return a, b et c."""
    *start, last = list(items) or [NONE]
    return f"{', '.join(start)} et {last}" if start else last


def lines(numbers: Iterable[int]) -> str:
    """Return row numbers, neighbours as a range: 1, 3 à 5, 7."""
    ranked = enumerate(sorted(set(numbers)))
    # Inside a run of neighbours, value and rank grow together: their difference is the run.
    runs = [[n for _, n in run] for _, run in groupby(ranked, lambda pair: pair[1] - pair[0])]
    return ", ".join(_run(run) for run in runs) or NONE


def quoted(text: str | None) -> str:
    """Return « text »."""
    return NONE if text is None else f"«{NO_BREAK}{text}{NO_BREAK}»"


def sentence(text: object) -> str:
    """Return what is said of a refusal as a sentence: a capital, a full stop."""
    told = str(text)
    return f"{told[:1].upper()}{told[1:]}."


def _rounded(x: float | Decimal, digits: int) -> Decimal:
    return Decimal(str(x)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _run(run: Sequence[int]) -> str:
    return f"{run[0]} à {run[-1]}" if len(run) > 2 else ", ".join(str(n) for n in run)


def _first(rank: int, others: str = "") -> str:
    return "1er" if rank == 1 else f"{rank}{others}"


_PERIODS = {r"\d{4}-\d{2}": month, r"\d{4}-T[1-4]": quarter, r"\d{4}-\d{2}-\d{2}": day}


def escaped(text: object) -> str:
    """Return text typed by somebody without what Markdown would read as a command."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-!|<>~$:" else sign for sign in str(text))
