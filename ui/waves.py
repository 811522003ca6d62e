"""May two waves of needs be compared? The questions side by side; and what of a change is its public's."""

from __future__ import annotations

import streamlit as st

from access.scope import Sight
from indicators import waves_compared
from indicators.verdicts import Change
from ui import figures, questions, visitor, words
from ui.need_choice import Choice


def show(choice: Choice) -> None:
    """Show the questions of the wave and of the one before, side by side; then, of one residence, the changes split by public."""
    if choice.wave_before is None:
        return
    codes = choice.scope.residences
    if choice.place is None:
        questions.show(
            choice.version, "besoins", codes, choice.wave_before, choice.wave, choice.labels, _unsaid
        )
        return
    asked = (choice.version, visitor.sight(), choice.place.code, choice.wave_before, choice.wave)
    found = _pairs(*asked)

    def scale_of(wave: str, need: str) -> str:
        pair = found.get(need)
        side = pair and (pair.before if wave == choice.wave_before else pair.now)
        return "" if not side else "note de 0 à 3" if side.is_scale else "case à cocher"

    questions.show(choice.version, "besoins", codes, choice.wave_before, choice.wave, choice.labels, scale_of)
    judged = figures.need_changes(choice.version, choice.wave, codes)
    _show_public(choice, judged, asked)


def _unsaid(wave: str, need: str) -> str:
    return ""


def _show_public(choice: Choice, judged: dict[str, Change], asked: tuple[str, Sight, str, str, str]) -> None:
    moved = [code for code, one in judged.items() if one.verdict in ("established", "to_confirm")]
    found = _splits(*asked) if moved else {}
    lines = [
        f"- **{choice.labels.get(code, code)}** : {words.points(judged[code].points)}, dont "
        f"{words.points(found[code].public)} tenant au changement de public (plus ou moins de 60 ans) et "
        f"{words.points(found[code].rest)} pour le reste."
        for code in moved
        if code in found
    ]
    if lines:
        st.markdown("\n".join(["**Le public a-t-il changé ?**", *lines]))
        st.caption(
            "On compare les réponses à âges égaux. Seul l'âge est regardé, en deux tranches ; le reste n'est pas une cause, et les écarts "
            "portent la même incertitude que l'évolution elle-même."
        )
    elif moved:
        st.caption(
            "Trop peu de réponses par tranche d'âge pour séparer ce qui tient au changement de public."
        )


_pairs = st.cache_data(max_entries=100, show_spinner=False)(waves_compared.pairs)
_splits = st.cache_data(max_entries=100, show_spinner=False)(waves_compared.splits)
