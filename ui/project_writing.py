"""Writing under a heading: what each asks, the text beside what it gives, and nothing typed is lost or written over."""

from __future__ import annotations

import streamlit as st

from social_project.document import BoundFigure
from social_project.headings import Heading, every_heading, headings
from social_project.revisions import Revision
from social_project.short_form import lengthened, shortened
from ui import project_clash, project_rendering, project_text, words
from ui.project_text import DONE, Desk

_TYPED = (
    "texte-saisi"  # (residence, heading) -> what is typed and not saved, and the act that it started from
)
_LONG = 1_500  # letters: past them the area is higher, so that one scrolls less inside
_HOW = (
    "**Un titre** : `## Le titre` · **une liste** : `- ` ou `1. ` en début de ligne · **gras** : `**mot**` · *italique* : `*mot*` · "
    "**un tableau** : `| A | B |`, puis `| --- | --- |`, puis une ligne par rangée · "
    "**un chiffre** : `{part des 60 ans et plus}`, que vous choisirez ensuite. `{62 % ¹}` est un chiffre lié : gardez son numéro."
)


def choose_heading(desk: Desk) -> Heading:
    """Draw the outline, filled or empty, and return the heading to write under."""
    assert desk.draft
    offered = [one for one in every_heading() if not one.is_retired or desk.draft.texts.get(one.code)]
    by_code = {one.code: one for one in offered}
    filled = sum(bool(desk.draft.texts.get(one.code, "").strip()) for one in headings())
    with st.expander(
        f"Rubriques : {filled} sur {len(headings())} remplies", expanded=False, icon=":material/toc:"
    ):
        st.markdown("\n".join(f"- {_told(desk, one)}" for one in offered))
    if (asked := st.query_params.get("rubrique")) in by_code:  # a link from another page names the heading
        st.session_state.setdefault("rubrique", asked)
    if st.session_state.get("rubrique") not in by_code:
        st.session_state.pop("rubrique", None)
    code = st.selectbox(
        "Rubrique",
        list(by_code),
        format_func=lambda code: (
            f"{code}. {by_code[code].title}" if code.isdecimal() else by_code[code].title
        ),
        key="rubrique",
    )
    st.query_params["rubrique"] = str(code)
    return by_code.get(str(code), offered[0])


def write(desk: Desk, heading: Heading) -> bool:
    """Draw the text of a heading to be written, beside what it gives, and return True; first, what two people wrote at once."""
    assert desk.draft
    st.caption(heading.asks)
    if (met := project_text.clash(desk)) and heading.code in met.merged:
        project_clash.ask(desk, heading, met, forget)
        return False
    key = area(desk, heading)
    kept = desk.draft.texts.get(heading.code, "")
    typed = _typed().get((desk.code, heading.code))
    text = typed[0] if typed else kept
    st.session_state[key] = shortened(text, book(desk, heading))
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_area(
            "Texte de la rubrique",
            key=key,
            height=760 if len(kept) > _LONG else 420,
            on_change=_hold,
            args=(desk, heading),
            placeholder=f"{heading.asks} Écrivez comme vous parlez ; la mise en forme vient à côté.",
        )
        with st.popover("Comment écrire", icon=":material/help:", type="tertiary"):
            st.markdown(_HOW)
        _offer_to_save(desk, heading, text, kept)
    with right, st.container(border=True):
        project_rendering.show(desk, text, book(desk, heading))
    return True


def area(desk: Desk, heading: Heading) -> str:
    """Return the key of the writing area of a heading."""
    return f"ecrit-{desk.code}-{heading.code}"


def book(desk: Desk, heading: Heading) -> list[BoundFigure]:
    """Return the figures met in the text of a heading since the page was opened: their numbers there do not move."""
    found: list[BoundFigure] = st.session_state.setdefault(f"chiffres-{desk.code}-{heading.code}", [])
    return found


def put(desk: Desk, heading: Heading, text: str) -> None:
    """Put a text in the writing area, as if it had been typed; for callbacks, before the page runs."""
    assert desk.draft
    started = _typed().get((desk.code, heading.code), ("", desk.last))[1]
    _typed()[desk.code, heading.code] = (text, started)


def text_now(desk: Desk, heading: Heading) -> str:
    """Return what stands in the writing area: what is typed, or else what was saved."""
    assert desk.draft
    typed = _typed().get((desk.code, heading.code))
    return typed[0] if typed else desk.draft.texts.get(heading.code, "")


def unsaved(desk: Desk) -> list[str]:
    """Return the codes of the headings of which something is typed and not saved."""
    return [code for residence, code in _typed() if residence == desk.code]


def forget(desk: Desk, code: str) -> None:
    """Forget what is typed under a heading: it was saved, or dropped."""
    _typed().pop((desk.code, code), None)


def _typed() -> dict[tuple[str, str], tuple[str, int]]:
    found: dict[tuple[str, str], tuple[str, int]] = st.session_state.setdefault(_TYPED, {})
    return found


def _hold(desk: Desk, heading: Heading) -> None:
    assert desk.draft
    text = lengthened(st.session_state[area(desk, heading)], book(desk, heading))
    if text == desk.draft.texts.get(heading.code, ""):
        forget(desk, heading.code)
    else:
        put(desk, heading, text)


def _offer_to_save(desk: Desk, heading: Heading, text: str, kept: str) -> None:
    is_new = text != kept
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Enregistrer",
            key="texte-enregistrer",
            type="primary",
            icon=":material/save:",
            # Never disabled: what is typed comes with the click, and a button disabled until then would lose it.
            on_click=_save,
            args=(desk, heading),
            shortcut="Ctrl+Enter",
        )
        if is_new:
            st.button(
                "Revenir au texte enregistré", key="texte-revenir", type="tertiary", on_click=forget,
                args=(desk, heading.code),
            )  # fmt: skip
            st.caption(":material/edit: Non enregistré.")


def _save(desk: Desk, heading: Heading) -> None:
    if (desk.code, heading.code) not in _typed():
        st.session_state[DONE] = "Rien de nouveau à enregistrer."
        return
    text, started = _typed()[desk.code, heading.code]
    told = project_rendering.with_words_of_today(desk, text)
    title = words.quoted(words.escaped(heading.title))
    if project_text.save(desk, {heading.code: told}, started, f"Enregistré : {title}."):
        forget(desk, heading.code)


def _state(desk: Desk, heading: Heading) -> str:
    """Return where a heading stands: filled or empty, the day it was last changed, and whether something waits to be saved."""
    assert desk.draft
    when = revised_on(desk, heading.code)
    told = "remplie" if desk.draft.texts.get(heading.code, "").strip() else "vide"
    waits = ", **non enregistrée**" if heading.code in unsaved(desk) else ""
    return f"{told}{f', revue le {words.day(when)}' if when else ''}{waits}"


def _told(desk: Desk, heading: Heading) -> str:
    number = f"{heading.code}\\. " if heading.code.isdecimal() else ""
    return f"{number}{words.escaped(heading.title)} : {_state(desk, heading)}"


def revised_on(desk: Desk, code: str) -> str:
    """Return the day (ISO) on which a heading was last changed, empty when it never was."""
    saved = [one for one in desk.steps if isinstance(one, Revision) and code in one.changed]
    return saved[-1].at[:10] if saved else ""
