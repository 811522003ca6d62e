"""What is looked at on the home-support page, what it is read beside, and how a number of people is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from indicators.days import month_end, months_later
from indicators.measure import Figure
from indicators.sums import Scope
from ui import figures, filters, glance, visitor, words

_MONTHS_BEFORE = 12


@dataclass(frozen=True)
class Choice:
    """The residences looked at, since the beginning: paths are few, and each takes months."""

    version: str
    scope: Scope

    @property
    def key(self) -> str:
        """What tells this choice from any other, another person's included."""
        return f"{self.version}|{visitor.sight().key}|{','.join(self.scope.residences)}"

    @property
    def earlier(self) -> Scope | None:
        """The same residences as they stood a year before the last month transmitted, None where nothing was transmitted then."""
        months = figures.months(self.version)
        if len(months) <= _MONTHS_BEFORE:
            return None
        first = date.fromisoformat(f"{months[-1]}-01")
        return replace(self.scope, as_of=month_end(months_later(first, -_MONTHS_BEFORE)))

    @property
    def others(self) -> Scope | None:
        """The other residences in sight, None where none is left out."""
        codes = glance.all_but(self.version, self.scope.residences)
        return Scope(codes) if codes else None

    @property
    def columns(self) -> dict[str, Scope]:
        """What the figures of the choice are read beside, under the words of a column."""
        found = {f"Au {words.day(self.earlier.as_of)}": self.earlier} if self.earlier else {}
        return found | ({glance.noun(len(self.others.residences)): self.others} if self.others else {})


def choose(version: str) -> Choice:
    """Draw the choice of residences, where there is one to make, and return it."""
    if not filters.offers_residences(version):
        filters.say_alone(version)
        return Choice(version, Scope())
    places = {place.name: place.code for place in figures.residences(version)}
    with st.columns([3, 2])[0]:
        names = st.multiselect(
            "Résidences", list(places), key="residences", placeholder="Toutes", bind="query-params"
        )
    return Choice(version, Scope(tuple(places[name] for name in names if name in places)))


def require_register(version: str) -> None:
    """Stop the page where no register of paths was ever loaded, and say which workbook makes it."""
    if figures.has_facts(version, "home_support"):
        return
    st.info(
        "Aucun parcours de maintien à domicile n'a été transmis. Là où un parcours existe, déposez le classeur « Parcours de "
        "maintien à domicile » : le vierge se trouve à la page Dépôt."
    )
    st.stop()


def by_category(choice: Choice, name: str, scope: Scope) -> dict[str, Figure]:
    """Return an indicator's figures by stage, or reason, in a scope."""
    return figures.by(choice.version, name, "category", scope)


def people(figure: Figure | None) -> str:
    """Return a number of people; nobody, where what is covered holds no line of any."""
    if figure is None:
        return words.number(0)
    return hidden() if figure.masked else words.number(figure.value)


def hidden() -> str:
    """Return what stands for a number hidden."""
    return f"moins de {visitor.sight().least}"


def say_hidden(some: Sequence[Figure]) -> None:
    """Say that small numbers are not shown, where some are not."""
    if any(one.masked for one in some):
        st.caption(f"Les nombres de personnes inférieurs à {visitor.sight().least} ne sont pas affichés.")
