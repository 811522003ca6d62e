"""Writing a part of a bilan: the text, beside the figures that it comments on, as its reader will have both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from indicators.catalogue import Indicator
from indicators.trace import period_named
from reports.bilan.checklist import Point
from reports.bilan.content import Bilan, Part
from reports.bilan.texts import Overtaken
from social_project import merging, search
from social_project.short_form import lengthened, shortened
from ui import bilan_beside, bilan_gaps, bilan_preview, bilan_text, figures, insert_figure, two_texts, words
from ui.bilan_text import Desk
from ui.insert_figure import Sentences

RESULTS = 10  # the part of prévu, réalisé, écart, commentaire
_FIRST = 3  # the synthesis: what is read first is written first
_HOW = (
    "**Un titre** : `## Le titre` · **une liste** : `- ` en début de ligne · **gras** : `**mot**` · *italique* : `*mot*` · "
    "**un chiffre** : `{conflits résolus}`, que vous choisirez ensuite. `{62 % ¹}` est un chiffre lié : gardez son numéro."
)


def choose_part(desk: Desk, bilan: Bilan, points: Sequence[Point]) -> Part:
    """Draw the thirteen parts, written or not, and return the one to write."""
    written = sum(bool(text.strip()) for text in desk.texts.values())
    by_title = {f"{part.number}. {part.title}": part for part in bilan.parts}
    with st.expander(
        f"Parties écrites : {written} sur {len(bilan.parts)}. Aucune n'est obligatoire.",
        icon=":material/toc:",
    ):
        st.markdown("\n".join(f"- {_told(desk, part, points)}" for part in bilan.parts))
    title = st.selectbox("Partie", list(by_title), index=_FIRST - 1, key="partie", bind="query-params")
    return by_title.get(str(title), bilan.parts[_FIRST - 1])


def write(desk: Desk, part: Part, points: Sequence[Point]) -> None:
    """Draw the text of a part to be written, beside its tables; first, what two people wrote of it at once."""
    if met := bilan_text.clash(desk, part.number):
        _ask(desk, part.number, *met)
        return
    left, right = st.columns([5, 6], gap="medium")
    with left:
        if part.number == RESULTS:
            bilan_gaps.name(desk.choice.version, part, points)
        text = _area(desk, part)
        insert_figure.offer(
            _sentences(desk, part.number), "réunions tenues, taux d'occupation, actions réalisées…"
        )
        with st.container(border=True):
            st.markdown("**Comme le financeur le lira**")
            bilan_preview.show(desk.choice, text, bilan_text.book(desk, part.number))
    with right, st.container(border=True):
        bilan_beside.show(part)


def _area(desk: Desk, part: Part) -> str:
    """Draw the writing area and what saves it, and return what stands in it."""
    number, kept = part.number, desk.texts.get(part.number, "")
    text = bilan_text.text_now(desk, number)
    key = f"ecrit-bilan-{desk.call}-{number}"
    st.session_state[key] = shortened(text, bilan_text.book(desk, number))
    st.text_area(
        "Votre commentaire", key=key, height=260, on_change=_hold, args=(desk, number, key),
        placeholder="Ce que ces chiffres disent, ce qui les explique, ce que vous en ferez. Écrivez comme vous parlez.",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Enregistrer", key="bilan-enregistrer", type="primary", icon=":material/save:", shortcut="Ctrl+Enter",
            # Never disabled: what is typed comes with the click, and a button disabled until then would lose it.
            on_click=bilan_text.save_typed, args=(desk, number),
        )  # fmt: skip
        if text != kept:
            st.button(
                "Revenir au texte enregistré", key="bilan-revenir", type="tertiary", on_click=bilan_text.forget,
                args=(desk, number),
            )  # fmt: skip
            st.caption(":material/edit: Non enregistré.")
        with st.popover("Comment écrire", icon=":material/help:", type="tertiary"):
            st.markdown(_HOW)
    return text


def _hold(desk: Desk, part: int, key: str) -> None:
    bilan_text.put(desk, part, lengthened(st.session_state[key], bilan_text.book(desk, part)))


def _sentences(desk: Desk, part: int) -> Sentences:
    choice = desk.choice
    return Sentences(
        f"bilan-{desk.call}-{part}",
        choice.version,
        "",
        lambda: bilan_text.text_now(desk, part),
        lambda text: bilan_text.put(desk, part, text),
        lambda typed: search.find(typed, among=_may_be_told) if typed.strip() else [],
        partial(_periods, desk),
        partial(bilan_preview.told, choice),
        partial(bilan_preview.refusal, choice),
    )


def _may_be_told(indicator: Indicator) -> bool:
    return search.offered(indicator) or indicator.grain == "call"


def _periods(desk: Desk, indicator: Indicator) -> Sequence[str]:
    """Return the periods that an indicator may be asked for, the latest first: the call; waves; or years, then quarters.

    All of their months are those of the bilan or of the year before: a figure is of what its name says.
    """
    choice = desk.choice
    if indicator.grain == "call":
        return [choice.call]
    if indicator.finest == "wave":
        return list(reversed(figures.waves(choice.version)))
    since, until = (f"{one:%Y-%m}" for one in (choice.sight.first or choice.first, choice.last))
    known = {month for month in figures.months(choice.version) if since <= month <= until}
    years = sorted({month[:4] for month in known}, reverse=True)
    quarters = [f"{year}-T{rank}" for year in years for rank in (4, 3, 2, 1)]
    return [one for one in [*years, *quarters] if _months_of(one) <= known]


def _months_of(period: str) -> set[str]:
    """Return the months of a year or of a quarter."""
    found = period_named(period)
    assert found.first
    assert found.last
    return {f"{found.first:%Y}-{month:02d}" for month in range(found.first.month, found.last.month + 1)}


def _told(desk: Desk, part: Part, points: Sequence[Point]) -> str:
    text = desk.texts.get(part.number, "").strip()
    state = words.plural(len(text.split()), "mot") if text else "rien d'écrit"
    if part.number in bilan_text.unsaved(desk):
        state += ", **non enregistré**"
    if part.number == RESULTS and any(point.subject == "no_comment" for point in points):
        state += ", **écarts à commenter**"
    return f"{part.number}\\. {words.escaped(part.title)} : {state}"


def _ask(desk: Desk, part: int, met: Overtaken, parts: tuple[merging.Part, ...]) -> None:
    def keep(chosen: list[str]) -> None:
        kept = iter(chosen)
        text = merging.resolve(parts, lambda _: next(kept))
        bilan_text.save(desk, part, text, met.number, "Enregistré, avec ce que vous avez choisi.")

    shown = two_texts.Met(f"bilan-{desk.call}-{part}-{met.number}", met.by, met.at, parts)
    two_texts.ask(shown, keep, bilan_text.forget_clash)
