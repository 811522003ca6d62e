"""The texts of a bilan for whoever writes them: what is kept, what is typed and not saved, what two people wrote at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from reports.bilan.texts import NotWritten, Overtaken, Save, as_told, history, unreadable, write
from social_project import merging
from social_project.document import BoundFigure
from social_project.merging import Clash
from ui import visitor, words
from ui.bilan_choice import Choice

DONE, FAULT = "bilan-fait", "bilan-refus"  # what the last run did, or why it could not
_TYPED = "bilan-saisi"  # (call, part) -> what is typed and not saved, and the save that it started from
_CLASH = "bilan-a-deux"


@dataclass(frozen=True)
class Desk:
    """The texts of a call as they are now. `saves`: all of them, oldest first."""

    choice: Choice
    saves: tuple[Save, ...]

    @property
    def call(self) -> str:
        """The call whose bilan is written."""
        return self.choice.call

    @property
    def texts(self) -> Mapping[int, str]:
        """What is kept, by part number."""
        return self.saves[-1].texts if self.saves else {}

    @property
    def last(self) -> int:
        """The number of the last save, 0 before any: what the next one says that it started from."""
        return self.saves[-1].number if self.saves else 0


def desk_of(choice: Choice) -> Desk:
    """Return the texts of the call of a choice."""
    return Desk(choice, tuple(history(choice.call)))


def show_what_was_done() -> None:
    """Say what the last run did, or why it could not."""
    if done := st.session_state.pop(DONE, ""):
        st.success(done, icon=":material/task_alt:")
    if fault := st.session_state.pop(FAULT, ""):
        st.error(fault, icon=":material/error:")


def text_now(desk: Desk, part: int) -> str:
    """Return what stands in the writing area: what is typed, or else what is kept."""
    typed = _typed().get((desk.call, part))
    return typed[0] if typed else desk.texts.get(part, "")


def put(desk: Desk, part: int, text: str) -> None:
    """Put a text in the writing area, as if it had been typed; for callbacks, before the page runs."""
    started = _typed().get((desk.call, part), ("", desk.last))[1]
    _typed()[desk.call, part] = (text, started)
    if text == desk.texts.get(part, ""):
        forget(desk, part)


def forget(desk: Desk, part: int) -> None:
    """Forget what is typed of a part: it was saved, or dropped."""
    _typed().pop((desk.call, part), None)


def unsaved(desk: Desk) -> list[int]:
    """Return the parts of which something is typed and not saved."""
    return sorted(part for call, part in _typed() if call == desk.call)


def book(desk: Desk, part: int) -> list[BoundFigure]:
    """Return the figures met in the text of a part since the page was opened: their numbers there do not move."""
    found: list[BoundFigure] = st.session_state.setdefault(f"chiffres-bilan-{desk.call}-{part}", [])
    return found


def save_typed(desk: Desk, part: int) -> None:
    """Keep what is typed of a part, and say so at the next run; or say why not, nothing typed being lost."""
    if (desk.call, part) not in _typed():
        st.session_state[DONE] = "Rien de nouveau à enregistrer."
        return
    text, started = _typed()[desk.call, part]
    save(desk, part, text, started, f"Enregistré : texte de la partie {part}.")


def save(desk: Desk, part: int, text: str, parent: int, done: str) -> None:
    """Keep a text, its author asked about again. What somebody else wrote meanwhile stays; what clashes waits for a choice."""
    who = visitor.require_permission("publish_bilans")
    if refused := unreadable(desk.choice.version, desk.choice.sight, text):
        st.session_state[FAULT] = f"Pas enregistré. {' '.join(map(words.escaped, dict.fromkeys(refused)))}"
        return
    told = as_told(desk.choice.version, desk.choice.sight, text)  # its figures say what they say today
    try:
        kept = write(desk.call, part, told, who.name, parent)
    except Overtaken as met:
        _settle_or_ask(desk, part, text, met)
        return
    except NotWritten as refused_too:
        st.session_state[FAULT] = f"Pas enregistré : {words.escaped(refused_too.args[0])}."
        return
    visitor.note("bilan_written", f"{desk.call} · partie {part} · n° {kept.number}")
    st.session_state.pop(_CLASH, None)
    st.session_state[DONE] = done
    forget(desk, part)


def _settle_or_ask(desk: Desk, part: int, text: str, met: Overtaken) -> None:
    parts = merging.merge(met.base, text, met.theirs)
    if any(isinstance(one, Clash) for one in parts):
        st.session_state[_CLASH] = (desk.call, part, met, parts)
        return
    merged = merging.resolve(parts, lambda one: one.mine)
    done = f"Enregistré. Ce que {words.escaped(met.by)} a écrit entre-temps est gardé aussi."
    save(desk, part, merged, met.number, done)


def clash(desk: Desk, part: int) -> tuple[Overtaken, tuple[merging.Part, ...]] | None:
    """Return what waits for a choice between two people's words in a part, None where nothing does."""
    waiting = st.session_state.get(_CLASH)
    return waiting[2:] if waiting and waiting[:2] == (desk.call, part) else None


def forget_clash() -> None:
    """Forget what waited for a choice."""
    st.session_state.pop(_CLASH, None)


def _typed() -> dict[tuple[str, int], tuple[str, int]]:
    found: dict[tuple[str, int], tuple[str, int]] = st.session_state.setdefault(_TYPED, {})
    return found
