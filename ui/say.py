"""Figures -> French sentences: values in their unit, what a figure rests on, what can be said of a change."""

from __future__ import annotations

from indicators.catalogue import Indicator, Target
from indicators.measure import Figure
from indicators.verdicts import Change, Claim
from ui import words

ORIGINS = {
    "LEGAL": "obligation légale",
    "CONV": "convention APL",
    "SEED": "affirmation à vérifier",
    "BENCH": "repère publié",
    "INT": "objectif de l'association",
}

# Units that are what is counted: « 18 conflits ».
_COUNTED = frozenset(
    {
        "conflits", "droits", "groupes", "outils", "partenaires", "personnes", "projets", "présences", "présentations", "réunions",
        "résidences", "séances",
    }
)  # fmt: skip
_LENGTHS = ("ans", "jours")  # of a mean length of time, the sum of all lengths says nothing


def value(indicator: Indicator, number: float | None) -> str:
    """Return a value in its unit: 38 %, +12 points, 9 jours, 1,4."""
    if number is None:
        return words.NONE
    if indicator.unit == "%":
        return words.percent(number, indicator.decimals)
    if indicator.unit == "points":
        return words.points(number, indicator.decimals)
    if indicator.unit == "ans":
        return f"{words.number(number, indicator.decimals)} {'an' if number < 2 else 'ans'}"
    if indicator.unit == "jours":
        return words.plural(round(number), "jour")
    if indicator.unit == "€":
        return words.euros(round(number))
    if indicator.unit in ("mois", "sur 10"):
        return f"{words.number(number, indicator.decimals)}{words.NO_BREAK}{indicator.unit}"
    return words.number(number, indicator.decimals)


def counted(indicator: Indicator, number: float | None) -> str:
    """Return a value with what it counts, where it counts something: 18 conflits, 1 réunion; else as `value` does."""
    if number is None or indicator.unit not in _COUNTED:
        return value(indicator, number)
    return words.plural(round(number), indicator.unit.removesuffix("s"), indicator.unit)


def basis(indicator: Indicator, figure: Figure | None) -> str:
    """Return what a figure rests on: « 31 sur 82 · 2 non connus · plausible entre 28 % et 49 % »."""
    if figure is None:
        return "non transmis"
    if figure.masked:
        return "non publié"
    parts = []
    if figure.denominator is not None and indicator.unit in _LENGTHS:
        several = figure.denominator > 1
        parts.append(f"moyenne de {words.number(figure.denominator)}" if several else "une seule valeur")
    elif figure.denominator == 0:
        parts.append("aucun cas")
    elif figure.denominator is not None and indicator.unit == "sur 10":
        parts.append(f"moyenne de {words.plural(round(figure.denominator), 'note')}")
    elif figure.denominator is not None:
        per = "sur" if indicator.is_share and indicator.scale == 1 else "pour"
        told = f"{words.number(figure.numerator)} {per} {words.number(figure.denominator)}"
        parts.append(f"{told} {indicator.rests_on}".strip())
    elif indicator.is_of_files:
        parts.append("arrondi au pour cent")
    elif indicator.aggregate == "median":
        parts.append(f"sur {words.plural(figure.n or 0, 'cas', 'cas')}")
    if figure.unknown:
        parts.append(words.plural(figure.unknown, "non connu", "non connus"))
    if figure.low is not None and figure.high is not None:
        parts.append(f"plausible entre {value(indicator, figure.low)} et {value(indicator, figure.high)}")
    return " · ".join(parts) or indicator.unit


def fragility(figure: Figure | None) -> str:
    """Return a warning on small or incomplete figures, empty when there is none to give."""
    if figure is None or figure.value is None:
        return ""
    if figure.low is not None and figure.denominator and figure.denominator < 10:
        return f"Trop peu de cas ({words.number(figure.denominator)}) pour juger d'un taux."
    if figure.low is not None and figure.denominator and figure.denominator < 30:
        step = 100 / figure.denominator
        return f"Résultat fragile : un cas de plus ou de moins déplace le taux de {words.points(step).lstrip('+')}."
    if figure.coverage is not None and figure.coverage < 0.8:
        return f"Partiel : {words.percent(figure.coverage)} des lignes sont utilisables."
    return ""


def target(indicator: Indicator, aimed: Target | None) -> str:
    """Return the level to compare with and where it comes from, empty when there is none."""
    if aimed is None:
        return ""
    level = counted(indicator, aimed.value)
    source = f" — {aimed.reference}" if aimed.reference else ""
    origin = ORIGINS[aimed.origin]
    return f"{origin[0].upper()}{origin[1:]} : {level}{source}"


def gap(indicator: Indicator, now: float, before: float) -> float:
    """Return the gap of two values as they are written (points, for a share): 23 % after 23 % is 0 point, whatever the rest."""
    scale = 100 if indicator.is_share else 1
    digits = indicator.decimals
    return words.as_shown(scale * now, digits) - words.as_shown(scale * before, digits)


def shift(indicator: Indicator, now: Figure | None, before: Figure | None, name: str) -> str | None:
    """Return the gap with an earlier period, « +7 points (2024 : 31 %) », None when either is missing."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    moved = gap(indicator, now.value, before.value)
    told = (
        words.points(moved, indicator.decimals) if indicator.is_share else _signed(moved, indicator.decimals)
    )
    return f"{told} ({name} : {value(indicator, before.value)})"


def change(one: Change) -> str:
    """Return what can be said of the change of a share between two moments (three wordings, and « too few »)."""
    shares = one.before, one.after
    span = plausible(one.low, one.high)
    moved = f"de {words.percent(shares[0])} à {words.percent(shares[1])} ({words.points(one.points)}, {span})"
    way = "Hausse" if one.is_rise else "Baisse"
    if one.verdict == "established":
        return f"{way} établie : {moved}."
    if one.verdict == "to_confirm":
        return f"{way} à confirmer : {moved}.{_by_chance(one.family)}"
    if one.verdict == "too_few":
        return f"Trop peu de cas pour conclure : {words.percent(shares[0])} puis {words.percent(shares[1])}."
    if one.is_stable:
        return f"Stable : {moved}, l'écart plausible tient dans 10 points."
    return f"Pas d'évolution établie (écart de {words.points(one.points)}, {span})."


def _by_chance(family: int) -> str:
    """Return how many gaps as wide chance alone makes among so many comparisons: one in twenty."""
    if family < 2:
        return ""
    expected = max(1, round(family / 20))
    apart = "un écart de ce type apparaît" if expected == 1 else f"{expected} écarts de ce type apparaissent"
    return f" Parmi {words.number(family)} comparaisons, environ {apart} par hasard."


def plausible(low: float, high: float) -> str:
    """Return the interval of a difference, in points: « plausible entre -1 et +26 »."""
    return f"plausible entre {_signed(low)} et {_signed(high)}"


def claim(one: Claim, how: str) -> str:
    """Return the sentence that can honestly be written of a claimed rate; `how` names the definition of success."""
    level = words.percent(one.claimed)
    seen = f"{words.number(one.x)} sur {words.number(one.n)}"
    by = f"selon la définition : {how}"
    if one.verdict == "too_few":
        return f"Trop peu de conflits suivis ({words.number(one.n)}) pour juger d'un taux, {by}."
    rate = words.percent(one.x / one.n)
    span = f"part plausible entre {words.percent(one.low)} et {words.percent(one.high)}"
    if one.verdict == "demonstrated":
        return f"Démontré : {seen} ({rate}) ; la part réelle dépasse {level} avec une confiance de {words.percent(0.95)}, {by}."
    if one.verdict == "incompatible":
        return f"Non compatible avec {level} : {seen} ({rate}), {span}, {by}."
    return f"Compatible avec {level}, mais non démontré : {seen} ({rate}), {span}, {by}.{_needed(one)}"


def _needed(one: Claim) -> str:
    """Return how many cases it would take to show the claim; none shows 100 %."""
    if one.needed is None:
        return f" Aucun nombre de cas ne démontre {words.percent(1)}."
    failures = f"Avec {words.plural(one.failures, 'échec')}" if one.failures else "Sans aucun échec"
    return f" {failures}, il faudrait {words.plural(one.needed, 'cas', 'cas')} pour l'affirmer."


def _signed(number: float, digits: int = 0) -> str:
    text = words.number(number, digits)
    return text if text.startswith(words.MINUS) or number <= 0 else f"+{text}"
