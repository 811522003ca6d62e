"""Questions on the figures of a sealed bilan: asked by the evaluator, answered by the leadership, read by both beside the figure."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import OutOfSight
from reports.bilan.content import MASKED, Address, Column, Part, Row, Table
from reports.bilan.questions import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    Question,
    answer,
    ask,
    on_bilan,
    on_row,
    questions,
    waiting,
)
from reports.bilan.sealed import Sealed
from social_project.follow_up import NotKept
from ui import bilan_marks, bilan_question_file, bilan_tables, visitor, words
from ui.links import page_link

_NOBODY = "N'écrivez ni nom, ni chambre, ni situation d'une personne : ce qui y ressemble est masqué."


def count_waiting() -> int:
    """Return how many questions wait for an answer, among those that whoever looks may read."""
    return len(waiting(visitor.sight()))


def show_waiting() -> None:
    """Say to the leadership that questions of a funder wait for it, with the way to them; nothing where none does."""
    if not visitor.may("publish_bilans"):
        return
    found = waiting(visitor.sight())
    if found:
        told = words.plural(
            len(found), "question du financeur sans réponse", "questions du financeur sans réponse"
        )
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/contact_support: **{told}** sur un bilan publié.", width="content")
            page_link("bilan", "Répondre", ":material/reply:", bilan=found[0].code, vue="questions")


def show_all(one: Sealed) -> None:
    """Draw every question on a bilan and on its earlier editions: those that wait first, then the latest; the way to the others."""
    every = questions(visitor.sight())
    found = on_bilan(every, one)
    _link_to_others([each for each in every if each.is_waiting and each not in found])
    if not found:
        mine = visitor.may("ask_on_bilans")
        st.info(
            "Aucune question. Pour en poser une : « Lire le bilan », puis « Un chiffre de près »."
            if mine
            else "Aucune question n'a été posée sur ce bilan. Celles du financeur, chiffre par chiffre, arriveront ici et sur Synthèse.",
            icon=":material/contact_support:",
        )
        return
    for each in sorted(found, key=lambda each: (not each.is_waiting, -each.number)):
        with st.container(border=True):
            st.markdown(f"**{words.escaped(each.name)}** : {_value(one, each)}")
            _show(one, each)
            _link(one, each)
    if visitor.may("publish_bilans"):
        bilan_question_file.offer(one)


def _link_to_others(found: Sequence[Question]) -> None:
    """Put the way to the questions that wait on other bilans."""
    for code in dict.fromkeys(each.code for each in found):
        mine = [each for each in found if each.code == code]
        told = words.plural(len(mine), "question sans réponse", "questions sans réponse")
        st.button(
            f"{told} sur {mine[0].call}, édition {mine[0].edition}", icon=":material/hourglass_empty:", key=f"autres-{code}",
            type="tertiary", on_click=_open, args=(code,),
        )  # fmt: skip


def _open(code: str) -> None:
    st.session_state["bilan-choisi"] = code


def show_row(one: Sealed, part: Part, table: Table, row: Row) -> None:
    """Draw the questions on the figures of a row, then what asks one more, for whoever may."""
    found = on_row(questions(visitor.sight()), one, table.key, row.key)
    if found:
        st.markdown(f"**{words.plural(len(found), 'question')} sur cette ligne**")
    titles = {column.key: column.title for column in table.columns}
    for each in found:
        st.caption(f"Sur {words.quoted(words.escaped(titles.get(each.address.column, each.name)))}")
        _show(one, each)
    if visitor.may("ask_on_bilans"):
        _offer_to_ask(one, table, row)


def _show(one: Sealed, each: Question) -> None:
    """Draw a question and its answers, then, for the leadership, what answers it."""
    earlier = f", posée sur l'édition {each.edition}" if each.code != one.code else ""
    st.markdown(
        f":material/contact_support: {words.escaped(each.text)}  \n"
        f":small[{words.escaped(each.by)}, {words.instant(each.at)}{earlier}]"
    )
    for reply in each.replies:
        st.markdown(
            f":material/reply: {words.escaped(reply.text)}  \n:small[{words.escaped(reply.by)}, {words.instant(reply.at)}]"
        )
    if each.is_waiting:
        st.badge("Sans réponse", icon=":material/hourglass_empty:", color="orange")
    if visitor.may("publish_bilans"):
        _offer_to_answer(each)


def _value(one: Sealed, each: Question) -> str:
    """Return the figure that a question was asked about, as it was told then."""
    for part in one.bilan.parts:
        for table in part.tables:
            for row in table.rows:
                if (table.key, row.key) == (each.address.table, each.address.row):
                    column = next((c for c in table.columns if c.key == each.address.column), None)
                    if column:
                        return words.escaped(bilan_tables.cell(column, row.unit, each.value))
    told = bilan_tables.cell(Column("value", "", "number"), "", each.value)
    return f"{words.escaped(told)} (ce chiffre n'est plus dans l'édition {one.edition})"


def _link(one: Sealed, each: Question) -> None:
    for part in one.bilan.parts:
        for table in part.tables:
            for row in table.rows:
                if (table.key, row.key) == (each.address.table, each.address.row):
                    asked = {
                        "bilan": one.code,
                        "partie": str(part.number),
                        "ligne": bilan_marks.mark(table, row),
                    }
                    st.button(
                        f"Voir ce chiffre, partie {part.number}",
                        icon=":material/search:",
                        type="tertiary",
                        key=f"voir-question-{each.number}",
                        on_click=_look_at,
                        args=(asked,),
                    )
                    return


def _look_at(asked: dict[str, str]) -> None:
    st.session_state["vue-choisie"] = "lire"
    st.session_state["partie-choisi"] = asked["partie"]
    st.session_state["ligne-choisie"] = asked["ligne"]


def _asked_about(table: Table, row: Row) -> dict[str, str]:
    """Return the cells of a row that a question may be about, key -> title: its numbers, its words where it has none."""
    told = [
        (column, value) for column, value in zip(table.columns, row.cells, strict=True) if value is not None
    ]
    numbers = [
        column
        for column, value in told
        if column.kind != "text" and (value == MASKED or not isinstance(value, str))
    ]
    chosen = numbers or [column for column, _ in told[1:]] or list(table.columns[:1])
    return {column.key: column.title for column in chosen}


def _first_asked(columns: Sequence[str]) -> int:
    """Return the place of the column that one asks about first: what was achieved, the value."""
    return next((columns.index(key) for key in ("achieved", "value") if key in columns), 0)


def _offer_to_ask(one: Sealed, table: Table, row: Row) -> None:
    columns = _asked_about(table, row)
    name = f"{one.code}-{bilan_marks.mark(table, row)}"
    with (
        st.expander("Poser une question sur ce chiffre", icon=":material/contact_support:"),
        st.form(f"question-{name}", border=False, clear_on_submit=True),
    ):
        column = st.selectbox(
            "Lequel",
            list(columns),
            _first_asked(list(columns)),
            columns.__getitem__,
            key=f"question-colonne-{name}",
        )
        text = st.text_area(
            "Votre question", key=f"question-texte-{name}", max_chars=LONGEST_QUESTION, help=_NOBODY
        )
        if st.form_submit_button("Envoyer à l'association", icon=":material/send:"):
            who = visitor.require_permission("ask_on_bilans")
            try:
                ask(who, one.code, Address(table.key, row.key, str(column)), text or "")
            except (NotKept, OutOfSight) as refused:
                st.error(words.sentence(refused))
            else:
                st.toast("Question envoyée : la direction la voit dès maintenant.", icon=":material/check:")
                st.rerun()


def _offer_to_answer(each: Question) -> None:
    label = "Répondre" if each.is_waiting else "Ajouter une réponse"
    with (
        st.popover(
            label,
            icon=":material/reply:",
            type="primary" if each.is_waiting else "tertiary",
            key=f"repondre-{each.number}-{len(each.replies)}",
        ),
        st.form(f"reponse-{each.number}", border=False, clear_on_submit=True),
    ):
        text = st.text_area(
            "Votre réponse", key=f"reponse-texte-{each.number}", max_chars=LONGEST_ANSWER, help=_NOBODY
        )
        st.caption("Le financeur la lit aussitôt. Une réponse ne s'efface pas : on en ajoute une autre.")
        if st.form_submit_button("Envoyer la réponse", icon=":material/send:"):
            who = visitor.require_permission("publish_bilans")
            try:
                answer(who, each.number, text or "")
            except (NotKept, OutOfSight) as refused:
                st.error(words.sentence(refused))
            else:
                st.rerun()
