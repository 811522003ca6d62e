"""What residents' comments speak of, said one by one: a first reading, a second made apart, then whoever sees both."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from indicators.themes import LABELS, THEMES, proposed
from ui import names, visitor, words
from ui.comment_tasks import DONE, LAST, Act, Desk, T, Write
from ui.links import page_link

_LATER, _AGAIN, _SHOWN = "themes-plus-tard", "themes-reprise", "themes-montre"
READ, SETTLE, OWN = "a_lire", "a_trancher", "mes_choix"
_AT_ONCE = 40  # past them a list is slow to draw, and nobody reads it


def show(desk: Desk[T], write: Write[T]) -> None:
    """Draw how far a wave is, then the one comment to read now, or what was chosen."""
    if done := st.session_state.pop(DONE, ""):
        st.success(done, icon=":material/task_alt:")
    if not desk.total:
        st.info("Aucun commentaire pour ce choix : prenez une autre vague ou une autre résidence.")
        return
    _show_progress(desk)
    if desk.read == desk.total and desk.doubled == desk.to_double and not desk.untold:
        page_link("besoins", "Voir les commentaires par thème", icon=":material/list_alt:")
    if desk.awaited:
        st.info(
            f"{words.plural(desk.awaited, 'commentaire lu différemment attend', 'commentaires lus différemment attendent')} une troisième "
            "personne, ou la direction : qui a lu ne départage pas sa propre lecture.",
            icon=":material/balance:",
        )
    settled = [one for one in desk.disputed if len(one.choices) > 2]
    waiting = [one for one in desk.disputed if len(one.choices) == 2]
    kept = [*desk.own, *settled]
    counts = {READ: len(desk.to_read), SETTLE: len(waiting), OWN: len(kept)}
    queue = {READ: list(desk.to_read), SETTLE: waiting}
    mode = _mode(counts)
    again = [one for one in kept if one.comment.key == st.session_state.get(_AGAIN)]
    if mode == OWN and not again:
        _list(kept)
    elif task := next(iter(again if mode == OWN else _in_turn(queue[mode])), None):
        _ask(task, write)
    else:
        st.success(_NOTHING_LEFT[mode], icon=":material/task_alt:")


def _show_progress(desk: Desk[T]) -> None:
    left, right = st.columns(2)
    left.progress(
        desk.read / desk.total, f"**{words.number(desk.read)} sur {words.number(desk.total)}** lus une fois"
    )
    if desk.to_double:
        told = f"**{words.number(desk.doubled)} sur {words.number(desk.to_double)}** relus par une autre personne"
        right.progress(desk.doubled / desk.to_double, told)


def _mode(counts: dict[str, int]) -> str:
    """Draw what may be done, and return what is: reading first, then what two people read differently."""
    titles = {READ: "À lire", SETTLE: "À trancher", OWN: "Déjà choisis"}
    first = next((mode for mode, count in counts.items() if count), READ)
    chosen = st.segmented_control(
        "Que faire ?",
        list(titles),
        default=first,
        format_func=lambda one: f"{titles[one]} ({counts[one]})",
        key="faire",
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen or first)


_NOTHING_LEFT = {
    READ: "Vous n'avez plus rien à lire de cette vague. La seconde lecture se fait par une autre personne que la première.",
    SETTLE: "Rien à trancher : deux lectures du même commentaire ne diffèrent pas, ou ne sont pas toutes faites.",
}


def _in_turn(tasks: Sequence[T]) -> list[T]:
    """Return tasks in order, those put off last."""
    put_off: list[object] = st.session_state.get(_LATER, [])
    return sorted(tasks, key=lambda one: put_off.index(one.comment.key) if one.comment.key in put_off else -1)


def _ask(task: T, write: Write[T]) -> None:
    """Draw one comment and its themes, and write what is chosen."""
    one, known = task.comment, names.residences()
    st.markdown(f"#### {words.quoted(words.escaped(' '.join(one.text.split())))}")
    times = f" · écrit {words.plural(one.times, 'fois', 'fois')}" if one.times > 1 else ""
    st.caption(f"{words.escaped(known.get(one.residence, one.residence))}{times}")
    _introduce(task)
    marks = _marks(task)
    _fill(task, marks)
    with st.form("themes"):
        sides = st.columns(2)
        for rank, theme in enumerate(THEMES):
            side = sides[2 * rank >= len(THEMES)]
            # Plain words: a badge would be spelt out by a screen reader.
            badge = f" ({marks[theme.code]})" if theme.code in marks else ""
            side.checkbox(f"{theme.label}{badge}", key=_box(theme.code), help=theme.covers)
        with st.container(horizontal=True):
            is_saved = st.form_submit_button(
                "Enregistrer",
                type="primary",
                icon=":material/task_alt:",
                key="enregistrer",
                shortcut="Ctrl+Enter",
            )
            other = st.form_submit_button(_OTHERWISE[task.step], key="autrement")
    if is_saved:
        _settle(task, "chosen", write)
    elif other:
        _do_otherwise(task, write)


_OTHERWISE = {"first": "Plus tard", "second": "Plus tard", "settle": "Plus tard", "own": "Retirer mon choix"}


def _introduce(task: T) -> None:
    if task.step == "second":
        st.info(
            "Seconde lecture : quelqu'un d'autre a déjà choisi. Ni son choix ni le lexique ne sont montrés, pour que vos deux lectures "
            "se comparent.",
            icon=":material/visibility_off:",
        )
    if task.step == "settle":
        for title, choice in zip(
            ("Première lecture", "Seconde lecture", "Tranché"), task.choices, strict=False
        ):
            own = " (vous)" if choice.by == visitor.visitor().login else ""
            st.markdown(f"**{title}{own}** : {_told(choice.themes)}")


def _marks(task: T) -> dict[str, str]:
    """Return the word beside each theme that has one: proposed by the lexicon, or chosen by one reader of two."""
    if task.step == "first":
        return dict.fromkeys(proposed(task.comment.text), "proposé")
    if task.step == "settle":
        first, second, *_ = (set(one.themes) for one in task.choices)
        return dict.fromkeys(first ^ second, "à trancher")
    return {}


def _fill(task: T, marks: dict[str, str]) -> None:
    """Check the boxes of a comment that is shown for the first time; what is checked since then stays.

    Boxes keep one name from a comment to the next, so that the keyboard stays where it was.
    """
    shown = (task.comment.key, task.step)
    if st.session_state.get(_SHOWN) == shown and _box(THEMES[0].code) in st.session_state:
        return
    st.session_state[_SHOWN] = shown
    chosen = set(marks)
    if task.step in ("settle", "own"):
        *first, last = (set(one.themes) for one in task.choices)
        is_open = task.step == "settle" and len(task.choices) == 2
        chosen = first[0] & last if is_open else last
    for code in LABELS:
        st.session_state[_box(code)] = code in chosen


def _settle(task: T, act: Act, write: Write[T]) -> None:
    chosen = tuple(code for code in LABELS if st.session_state.get(_box(code)))
    if fault := write(act, task, chosen if act == "chosen" else ()):
        st.error(fault, icon=":material/block:")
        return
    st.session_state.pop(_AGAIN, None)
    st.session_state.pop(_SHOWN, None)
    st.session_state[LAST] = task.step
    if task.step in ("own", "settle") or act == "taken_back":
        told = "Choix retiré." if act == "taken_back" else f"Enregistré : {_told(chosen)}."
        st.session_state[DONE] = told
    st.rerun()


def _do_otherwise(task: T, write: Write[T]) -> None:
    if task.step == "own":
        _settle(task, "taken_back", write)
        return
    put_off: list[object] = st.session_state.get(_LATER, [])
    key = task.comment.key
    st.session_state[_LATER] = [*(one for one in put_off if one != key), key]
    st.session_state.pop(_SHOWN, None)
    st.session_state.pop(_AGAIN, None)
    st.rerun()


def _list(tasks: Sequence[T]) -> None:
    """Draw what this person chose and may change, and what was settled."""
    if not tasks:
        st.info("Vous n'avez encore rien choisi dans cette vague, ou tout y a été comparé.")
    for one in tasks[:_AT_ONCE]:
        sentence, button = st.columns([9, 2], vertical_alignment="center")
        text = words.quoted(words.escaped(" ".join(one.comment.text.split())))
        settled = " :green-badge[tranché]" if one.step == "settle" else ""
        sentence.markdown(f"{text}{settled}  \n:gray[{_told(one.choices[-1].themes)}]")
        mark = one.comment.key[2]
        if button.button("Reprendre", key=f"reprendre-{mark}", width="stretch"):
            st.session_state[_AGAIN] = one.comment.key
            st.session_state.pop(_SHOWN, None)
            st.rerun()
    if len(tasks) > _AT_ONCE:
        st.caption(f"Les {_AT_ONCE} premiers ; choisissez une résidence pour voir les autres.")


def _told(themes: Sequence[str]) -> str:
    return " ; ".join(LABELS.get(code, code) for code in themes)


def _box(code: str) -> str:
    return f"theme-{code}"
