"""Answers to a survey -> what their number allows: nothing under ten, fragile under thirty, respondents alone under 30 % of response."""

from __future__ import annotations

from indicators.statistics import detectable_change
from ui import words

FEWEST, FRAGILE = 10, 30
LEAST_RESPONSE = 0.3
_FEW_PER_WAVE = 20


def is_few(n: float | None) -> bool:
    """Return whether there are too few answers for a percentage."""
    return (n or 0) < FEWEST


def warning(n: float) -> str:
    """Return what is said of so few answers; empty from thirty on."""
    if is_few(n):
        return f"Trop peu de réponses ({words.number(n)}) pour calculer un pourcentage."
    if n < FRAGILE:
        step = words.points(100 / n).lstrip("+")
        return (
            f"Résultat fragile : {words.number(n)} réponses seulement. Une réponse de plus ou de moins déplace le pourcentage "
            f"de {step}."
        )
    return ""


def only_respondents(response: float | None) -> str:
    """Return what is said of a response too low to speak of the residents; empty where it is enough, or not known."""
    if response is None or response >= LEAST_RESPONSE:
        return ""
    return (
        f"Moins de {words.percent(LEAST_RESPONSE)} de réponses : ces chiffres décrivent les répondants, pas l'ensemble des "
        "résidents ; aucun intervalle n'est donné."
    )


def detectable(before: float, after: float) -> str:
    """Return the smallest change that two waves of so many answers can establish, as a sentence; empty with too few to judge."""
    if min(before, after) < _FEW_PER_WAVE:
        return ""
    counts = (
        f"{words.number(before)} réponses par vague"
        if before == after
        else f"{words.number(before)} puis {words.number(after)} réponses"
    )
    least = words.number(100 * detectable_change(before, after))
    return f"Avec {counts}, seule une évolution d'au moins {least} points environ peut être établie avec confiance."
