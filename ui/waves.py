"""May two waves be compared? Question by question, how each was asked, what differs in bold; and what of a change is its public's."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access.scope import Sight
from indicators import waves_compared
from indicators.verdicts import Change
from indicators.waves_compared import Asked, Pair
from ui import figures, visitor, words
from ui.need_choice import Choice

_TOLD = {
    "": "oui",
    "new": "non : posée pour la première fois",
    "dropped": "non : n'est plus posée",
    "version": "non : la formulation a changé, la série s'arrête",
}


def show(choice: Choice) -> None:
    """Show how each question was asked at the wave and the one before, in one residence; then the changes split by public."""
    if choice.place is None or choice.wave_before is None:
        return
    asked = (choice.version, visitor.sight(), choice.place.code, choice.wave_before, choice.wave)
    found = _pairs(*asked)
    with st.expander("Ces deux vagues se comparent-elles ?", icon=":material/compare_arrows:"):
        broken = sum(bool(pair.broken_by) for pair in found.values())
        st.markdown(
            f"{words.plural(len(found) - broken, 'question se compare', 'questions se comparent')}, "
            f"{words.plural(broken, 'ne se compare pas', 'ne se comparent pas')}. La formulation n'est pas conservée : c'est la version du "
            "questionnaire qui dit qu'elle a changé."
        )
        rows = [
            {
                "Question": choice.labels.get(code, code),
                choice.wave_before: told(pair.before, pair.now),
                choice.wave: told(pair.now, pair.before),
                "Se compare": _verdict(pair),
            }
            for code, pair in sorted(
                found.items(), key=lambda one: (not one[1].broken_by, choice.labels.get(one[0], one[0]))
            )
        ]
        st.table(
            pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Chaque question aux deux vagues"
        )
    judged = figures.need_changes(choice.version, choice.wave, choice.scope.residences)
    _show_public(choice, judged, asked)


def _verdict(pair: Pair) -> str:
    if pair.is_rescaled and not pair.broken_by:
        return "avec prudence : l'échelle a changé (noté 1 à 3 compte comme coché)"
    return _TOLD[pair.broken_by]


def told(side: Asked | None, other: Asked | None) -> str:
    """Return how a wave asked a question, what the other did otherwise in bold."""
    if side is None:
        return "**pas posée**"
    scale = "note de 0 à 3" if side.is_scale else "case à cocher"
    version = f"version {words.escaped(side.version)}" if side.version else "version non dite"
    if other is not None and other.is_scale != side.is_scale:
        scale = f"**{scale}**"
    if other is not None and other.version != side.version:
        version = f"**{version}**"
    return f"{scale}, {version}"


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
