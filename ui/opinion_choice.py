"""What is looked at on the satisfaction page: a residence or all of them, a wave, and the shares that may be read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from indicators.measure import Figure
from indicators.places import Place
from indicators.sums import Scope
from indicators.survey import Share
from ui import figures, filters, publics
from ui.links import page_link
from ui.wave_card import Wave

RATE = "satisfaction_rate"


@dataclass(frozen=True)
class Choice:
    """A residence (None: all those in sight) and a satisfaction wave, with every wave up to it."""

    version: str
    place: Place | None
    wave: str
    waves: tuple[str, ...]

    @property
    def scope(self) -> Scope:
        """The residence, as figures are asked for."""
        return Scope((self.place.code,)) if self.place else Scope()

    @property
    def of_card(self) -> Wave:
        """The same choice, as a card takes it."""
        return Wave(self.version, self.scope.residences, self.wave, self.waves[-2::-1])

    @property
    def name(self) -> str:
        """The residence's name, or what all those in sight are together."""
        return self.place.name if self.place else filters.name_of_all(self.version)

    @property
    def labels(self) -> dict[str, str]:
        """The words of the items, in the order of the questionnaire."""
        return figures.labels(self.version, RATE)

    def items(self, wave: str) -> dict[str, Figure]:
        """Return each item's figure at a wave, all residences of the choice pooled, in the questionnaire's order."""
        found = {
            one.group["category"]: one
            for one in figures.figures(self.version, RATE, ("wave", "category"), self.scope)
            if one.group["wave"] == wave and one.denominator
        }
        return {code: found[code] for code in self.labels if code in found}

    def share(self, wave: str, item: str) -> Share | None:
        """Return the share of satisfied residents; None without an answer, or on two scales, which are never mixed."""
        if len(self.scales.get((wave, item), ())) > 1:
            return None
        return publics.opinion_shares(self.version, self.scope.residences).get((wave, item))

    @property
    def scales(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """The scales of each (wave, item)."""
        return publics.opinion_scales(self.version, self.scope.residences)


def choose(version: str) -> Choice:
    """Draw the choice of residence and wave; stop the page where no survey was ever loaded."""
    waves = publics.satisfaction_waves(version)
    if not waves:
        st.info(
            "Aucune enquête de satisfaction n'a encore été déposée : le classeur « Enquête de satisfaction » vierge se trouve à "
            "la page Dépôt."
        )
        page_link("depot", "Aller au dépôt", icon=":material/upload_file:")
        st.stop()
    left, right = st.columns([3, 2])
    with left:
        place = filters.choose_one_or_all(version)
    with right if filters.offers_residences(version) else left:
        asked = st.selectbox("Vague", waves[::-1], key="vague-satisfaction", bind="query-params")
    wave = asked if asked in waves else waves[-1]
    return Choice(version, place, wave, tuple(waves[: waves.index(wave) + 1]))
