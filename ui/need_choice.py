"""What is looked at on the needs page: a residence or all of them, a wave, and the figures of each need."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from indicators.measure import Figure
from indicators.places import Place
from indicators.sums import Scope
from ui import figures, filters
from ui.wave_card import Wave


@dataclass(frozen=True)
class Choice:
    """A residence (None: all those in sight) and a survey wave, with the one before it (None: there is none)."""

    version: str
    place: Place | None
    wave: str
    wave_before: str | None

    @property
    def of_card(self) -> Wave:
        """The same choice, as a card takes it."""
        waves = figures.waves(self.version)
        return Wave(
            self.version, self.scope.residences, self.wave, tuple(waves[: waves.index(self.wave)][::-1])
        )

    @property
    def name(self) -> str:
        """The residence's name, or what all those in sight are together."""
        return self.place.name if self.place else filters.name_of_all(self.version)

    @property
    def scope(self) -> Scope:
        """The residence, as figures are asked for."""
        return Scope((self.place.code,)) if self.place else Scope()

    @property
    def labels(self) -> dict[str, str]:
        """The words of the needs."""
        return figures.labels(self.version, "need_rate")

    def of_wave(self, name: str, wave: str | None = None) -> dict[str, Figure]:
        """Return an indicator's figures by need at a wave (this one by default), all residences of the choice pooled."""
        found = figures.figures(self.version, name, ("wave", "category"), self.scope)
        return {one.group["category"]: one for one in found if one.group["wave"] == (wave or self.wave)}


def choose(version: str) -> Choice:
    """Draw the choice of residence and wave; stop the page where no survey was ever loaded."""
    waves = figures.waves(version)
    if not waves:
        st.info(
            "Aucune enquête de besoins n'a encore été déposée. Le classeur vierge se trouve à la page Dépôt."
        )
        st.stop()
    left, right = st.columns([3, 2])
    with left:
        place = filters.choose_one_or_all(version)
    with right if filters.offers_residences(version) else left:
        asked = st.selectbox("Vague", waves[::-1], key="vague", bind="query-params")
    wave = asked if asked in waves else waves[-1]
    rank = waves.index(wave)
    return Choice(version, place, wave, waves[rank - 1] if rank else None)
