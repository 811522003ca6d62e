"""The page of themes: what is looked at, what a person has to do there, and what is offered once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

import pandas as pd
import streamlit as st

from indicators.themes import THEMES, VERSION
from ui import figures, names, words
from ui.links import page_link

Act = Literal["chosen", "taken_back"]
DONE, LAST = "themes-fait", "themes-dernier"  # what was just done, and what it was: reading or settling


class Comment(Protocol):
    """What residents of a residence wrote at a wave, in how many questionnaires; `key` stands for it."""

    @property
    def residence(self) -> str: ...  # noqa: D102
    @property
    def wave(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def times(self) -> int: ...  # noqa: D102
    @property
    def key(self) -> tuple[str, str, str]: ...  # noqa: D102


class Choice(Protocol):
    """The themes that somebody chose."""

    @property
    def themes(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def by(self) -> str: ...  # noqa: D102


class Task(Protocol):
    """A comment to read, what there is to do of it (`first`, `second`, `settle`, `own`), and the choices that may be seen."""

    @property
    def comment(self) -> Comment: ...  # noqa: D102
    @property
    def step(self) -> str: ...  # noqa: D102
    @property
    def choices(self) -> Sequence[Choice]: ...  # noqa: D102


T = TypeVar("T", bound=Task)
T_co = TypeVar("T_co", bound=Task, covariant=True)
Write = Callable[[Act, T, tuple[str, ...]], str]


class Desk(Protocol[T_co]):
    """What a person has to do of a wave, and how far everybody is; see `pipelines.choose_themes.Desk`."""

    @property
    def to_read(self) -> Sequence[T_co]: ...  # noqa: D102
    @property
    def disputed(self) -> Sequence[T_co]: ...  # noqa: D102
    @property
    def own(self) -> Sequence[T_co]: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def read(self) -> int: ...  # noqa: D102
    @property
    def to_double(self) -> int: ...  # noqa: D102
    @property
    def doubled(self) -> int: ...  # noqa: D102
    @property
    def untold(self) -> int: ...  # noqa: D102
    @property
    def awaited(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Asked:
    """The wave, and the residence (its code, empty for all), that somebody reads."""

    wave: str
    residence: str


def explain() -> None:
    """Say what is done here, and what the list of themes is."""
    st.markdown(
        "Un lexique propose des thèmes, **une personne décide**. Puis une autre personne relit un échantillon sans rien voir du premier "
        "choix : si les deux s'accordent, les nombres de commentaires par thème paraissent à la page Besoins."
    )
    with st.expander(
        f"Les {len(THEMES)} thèmes : ce que chacun couvre (liste et lexique, version {VERSION})"
    ):
        rows = [{"Thème": one.label, "Ce qu'il couvre": one.covers, "Exemple": one.example} for one in THEMES]
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Les thèmes des commentaires")


def choose(version: str) -> Asked:
    """Draw the choice of wave and residence; stop the page where nobody ever wrote anything."""
    said = figures.verbatims(version)
    if not said:
        st.info(
            "Aucune parole n'a encore été recueillie. Elles viennent de la colonne « Verbatim » du classeur de l'enquête de "
            "besoins : déposez-le, elles se liront ici.",
            icon=":material/label:",
        )
        page_link("depot", "Déposer une enquête", icon=":material/upload_file:")
        st.stop()
    left, right = st.columns(2)
    waves = list(dict.fromkeys(one.wave for one in said))
    wave = left.selectbox("Vague", waves, key="vague", bind="query-params")
    known = names.residences()
    codes = sorted({one.residence for one in said}, key=lambda code: known.get(code, code))
    places = {known.get(code, code): code for code in codes}
    if len(places) == 1:
        return Asked(str(wave), "")
    place = right.selectbox("Résidence", ["Toutes", *places], key="residence", bind="query-params")
    return Asked(str(wave), places.get(str(place), ""))


def offer_figures(desk: Desk[T], rebuild: Callable[[], object]) -> None:
    """Offer to take what was chosen into the figures; done at once after the last comment that was to read, or to settle.

    A base is built in some seconds: never between two comments.
    """
    if not desk.untold:
        return
    last = st.session_state.pop(LAST, "")
    left = [one for one in desk.disputed if len(one.choices) == 2] if last == "settle" else desk.to_read
    is_over = bool(last) and not left
    told = f"{words.plural(desk.untold, 'commentaire')} : ce que vous avez dit n'est pas encore dans les autres pages."
    if is_over or st.button("Mettre à jour les pages", icon=":material/sync:", help=told):
        with st.spinner("Mise à jour des pages…"):
            rebuild()
        st.session_state[DONE] = "Les pages sont à jour : voyez Besoins."
        st.rerun()


def offer_again(asked: Asked, is_whole: bool, begin_again: Callable[[str], None]) -> None:
    """Offer, to whoever sees all residences, to read anew what was compared: definitions are talked over before."""
    if not is_whole:
        return
    with st.expander("Recommencer la comparaison"):
        st.markdown(
            "Quand deux lectures s'accordent trop peu, ou quand la liste a changé : parlez ensemble des définitions, puis relisez. Les "
            "commentaires lus deux fois, et ceux d'une autre version de la liste, repartent de zéro ; les premiers choix restent "
            "au journal."
        )
        if st.button(f"Recommencer {words.escaped(asked.wave)}", icon=":material/restart_alt:"):
            begin_again(asked.wave)
            st.session_state[DONE] = "La comparaison repart de zéro."
            st.rerun()
