"""A figure of a survey wave on a card: against the wave before and the other residences, on how many answers, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from indicators.catalogue import Indicator, indicator_named
from indicators.measure import Figure
from indicators.sums import Scope
from ui import figures, glance, panel, say

NO_WAVE_BEFORE = "vague précédente inconnue"


@dataclass(frozen=True)
class Wave:
    """A wave in some residences (none: all those in sight), and the waves before it, the latest first."""

    version: str
    codes: tuple[str, ...]
    name: str
    earlier: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """The residences in sight that are left out."""
        return glance.all_but(self.version, self.codes)


def show(
    wave: Wave,
    name: str,
    title: str,
    *more: str,
    key: str,
    category: str | None = None,
    incomparable_before: str = "",
    incomparable_around: str = "",
    is_judged: bool = True,
) -> None:
    """Show one indicator of a wave on a card, with the way to its lines; `more` is said under what it rests on.

    `incomparable_…`: why the wave before, or the other residences, are not set beside it; `is_judged`: see `glance.Standing`.
    """
    indicator, now = indicator_named(name), at(wave, name, wave.name, wave.codes, category)
    before = next(
        ((one, found) for one in wave.earlier if (found := at(wave, name, one, wave.codes, category))), None
    )
    around = at(wave, name, wave.name, wave.others, category) if wave.others else None
    standing = glance.Standing(
        now,
        before[1] if before else None,
        before[0] if before else "",
        around,
        len(wave.others),
        _aimed(wave, indicator, now),
        incomparable_before or ("" if before else NO_WAVE_BEFORE),
        incomparable_around,
        is_judged,
    )
    with st.container(border=True, height="stretch"):
        st.metric(title, say.value(indicator, now.value if now else None))
        st.caption("  \n".join(glance.lines(indicator, standing, *more, say.fragility(now))))
        scope = Scope(wave.codes, category=category)
        panel.where_from(wave.version, name, scope, key=key, wave=wave.name)


def at(wave: Wave, name: str, when: str, codes: Sequence[str], category: str | None = None) -> Figure | None:
    """Return an indicator's figure at a wave in some residences; of one residence, with its exact interval."""
    by = ("residence", "wave") if len(codes) == 1 else ("wave",)
    scope = Scope(tuple(codes), category=category, waves=(when,))
    found = figures.figures(wave.version, name, by, scope)
    return found[0] if len(found) == 1 else None


def _aimed(wave: Wave, indicator: Indicator, now: Figure | None) -> str:
    return glance.target(
        wave.version, indicator, now, len(wave.codes) or len(figures.residences(wave.version))
    )
