"""Which bilan is prepared: its call, its months, its residences, interim or final; kept in the URL so that a link reopens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

import streamlit as st

from access.clock import today
from access.scope import OutOfSight, Sight
from indicators.editions import editions
from indicators.narrow import months_after
from indicators.places import Place
from reports.bilan.checklist import Point, checklist
from reports.bilan.content import Bilan
from reports.bilan.parts import NotReady, sight_for
from reports.bilan.people_told import prepared_beside
from reports.bilan.sealed import Sealed
from ui import figures, words
from ui.links import page_link

V = TypeVar("V")
FINAL, INTERIM = "Final", "Intermédiaire"
_WORKBOOKS = (
    "« Dossiers d'appels à projets », « Actions de l'appel à projets » et « Budget de l'appel à projets »"
)


@dataclass(frozen=True)
class Choice:
    """A bilan to prepare. `residences`: codes, none for those of the call; `first`, `last`: first days of months.

    `sight`: what its evaluator sees, within which everything of it is read.
    """

    version: str
    call: str
    residences: tuple[str, ...]
    first: date
    last: date
    is_interim: bool
    sight: Sight

    @property
    def key(self) -> str:
        """What tells this choice from any other: widgets of one are not those of another."""
        return f"{self.call}|{','.join(self.residences)}|{self.first}|{self.last}|{self.is_interim}"


def choose(version: str) -> Choice:
    """Draw the choice and return it; where there is no call, or none of its months is known, say what to deposit and stop."""
    calls = figures.calls(version)
    if not calls:
        _say_what_to_deposit("Aucun appel à projets n'est dans les données.")
    sides = st.columns([5, 4, 4, 5])
    asked = sides[0].selectbox(
        "Appel à projets", calls, key="appel", bind="query-params", on_change=_begin_anew, args=(version,)
    )
    call = asked if asked in calls else calls[0]
    codes, first, last = figures.call_perimeter(version, call)
    if first is None or last is None:
        _say_what_to_deposit(f"Rien ne dit sur quelle période porte {call} : il manque la fin de l'exercice.")
    months = _months(first, last)
    begins = _month(sides[1], "Du mois de", "du", months, 0)
    ends = _month(sides[2], "Au mois de", "au", months, len(months) - 1)
    nature = sides[3].segmented_control(
        "Bilan",
        [FINAL, INTERIM],
        default=_unless_chosen("nature", _nature(last)),
        required=True,
        key="nature",
        bind="query-params",
    )
    chosen = _residences([one for one in figures.residences(version) if not codes or one.code in codes])
    if begins > ends:
        st.error(
            "Le premier mois vient après le dernier : choisissez-les dans l'ordre.",
            icon=":material/event_busy:",
        )
        st.stop()
    sight = _sight(version, call, chosen, begins, ends)
    return Choice(version, call, chosen, begins, ends, nature == INTERIM, sight)


def name(choice: Choice) -> str:
    """Return what a bilan is of, in words: « AAP 2025, janvier 2025 à décembre 2025 »."""
    months = dict.fromkeys(words.month(f"{one:%Y-%m}") for one in (choice.first, choice.last))
    return f"{choice.call}, {' à '.join(months)}"


def content(choice: Choice, published: Sequence[Sealed]) -> Bilan:
    """Return the bilan as it would be published now, without what people wrote; say why and stop where it cannot be made.

    `published`: those of the call, beside which it is told. Read once a version of the data.
    """
    # What was published is not told by the version of the data.
    marks = (*(one.hash for one in editions(choice.sight)), *(one.code for one in published))
    told = [one.bilan for one in published]
    try:
        return _content(choice.version, choice.sight, choice.call, choice.is_interim, marks, told)
    except (NotReady, OutOfSight) as refused:
        _refuse(refused)


def points(choice: Choice) -> list[Point]:
    """Return what it still lacks, the most serious first."""
    return checklist(choice.version, choice.call, choice.residences, choice.first, choice.last)


@st.cache_data(max_entries=40, show_spinner="Lecture des chiffres du bilan…")
def _content(
    version: str, sight: Sight, call: str, is_interim: bool, marks: tuple[str, ...], _told: list[Bilan]
) -> Bilan:
    """Return the bilan. `marks` stand for what was published, which is not compared."""
    return prepared_beside(version, sight, call, is_interim, _told)


def _sight(version: str, call: str, chosen: tuple[str, ...], first: date, last: date) -> Sight:
    try:
        return sight_for(version, call, chosen, first, last)
    except (NotReady, OutOfSight) as refused:
        _refuse(refused)


def _refuse(refused: NotReady | OutOfSight) -> NoReturn:
    st.error(words.sentence(words.escaped(refused.args[0])), icon=":material/error:")
    page_link("depot", "Déposer un classeur", icon=":material/upload_file:")
    st.stop()


def _say_what_to_deposit(told: str) -> NoReturn:
    st.info(
        f"{words.escaped(told)} Déposez ses trois classeurs, tels quels : {_WORKBOOKS}. Le bilan se prépare ici dès qu'ils sont acceptés.",
        icon=":material/request_quote:",
    )
    page_link("depot", "Déposer les classeurs de l'appel", icon=":material/upload_file:")
    st.stop()


def _months(first: date, last: date) -> list[date]:
    months = [first]
    while months[-1] < last:
        months.append(months_after(months[-1], 1))
    return months


def _month(
    side: st.delta_generator.DeltaGenerator, label: str, key: str, months: list[date], default: int
) -> date:
    by_name = {words.month(f"{month:%Y-%m}"): month for month in months}
    told = side.selectbox(
        label, list(by_name), index=_unless_chosen(key, default) or 0, key=key, bind="query-params"
    )
    # A browser may send any text: a month that is not the call's is no choice.
    return by_name.get(str(told), months[default])


def _residences(places: Sequence[Place]) -> tuple[str, ...]:
    """Draw the choice among the residences of the call, where it has several; none stands for all of them."""
    if len(places) < 2:
        return ()
    asked = st.multiselect(
        "Résidences", [one.name for one in places], key="sites", bind="query-params", placeholder="Toutes celles de l'appel"
    )  # fmt: skip
    codes = tuple(one.code for one in places if one.name in asked)
    return codes if len(codes) < len(places) else ()


def _unless_chosen(key: str, default: V) -> V | None:
    """Return what a widget begins with; None where another call has set it: Streamlit takes one or the other."""
    return None if key in st.session_state else default


def _nature(last: date) -> str:
    return INTERIM if today() < months_after(last, 1) else FINAL


def _begin_anew(version: str) -> None:
    """Take up the months and residences of the call that was just chosen: those of another are not its own."""
    _, first, last = figures.call_perimeter(version, str(st.session_state["appel"]))
    for key, month in (("du", first), ("au", last)):
        if month:
            st.session_state[key] = words.month(f"{month:%Y-%m}")
    if "sites" in st.session_state:
        st.session_state["sites"] = []
    if last:
        st.session_state["nature"] = _nature(last)
