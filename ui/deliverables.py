"""What is made of a published bilan: its files, one click each, and its texts cut to the fields of an online form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from access import audit
from access.scope import OutOfSight
from access.sessions import Session
from reports.bilan.outputs import OUTPUTS
from reports.bilan.sealed import BrokenSeal, Sealed, every_bilan, find
from reports.deliverables.blocks import FIELDS, LEAST, MOST, Block, blocks
from ui import visitor, words
from ui.links import page_link

PAGE = "livrables"


def choose() -> Sealed | None:
    """Draw the choice of a published bilan and return it, None where there is none: what to do first is then said."""
    try:
        held = {one.code: one for one in reversed(every_bilan())}
    except BrokenSeal as broken:
        st.error(words.sentence(broken), icon=":material/gpp_bad:")
        return None
    if not held:
        st.info(
            "Aucun bilan n'est publié. Ces documents se font d'un bilan publié, dont plus rien ne change : publiez-le d'abord."
        )
        page_link("preparer_bilan", "Préparer un bilan", icon=":material/assignment_turned_in:")
        return None
    code = st.selectbox(
        "Bilan publié", list(held), format_func=lambda code: _named(held[code]), key="bilan-publie"
    )
    one = held[str(code)]
    for warning in one.bilan.warnings:
        st.warning(words.escaped(warning), icon=":material/report:")
    return one


def _named(one: Sealed) -> str:
    interim = " (intermédiaire)" if one.bilan.is_interim else ""
    return f"{one.bilan.call}{interim}, édition {one.edition}, {words.day(one.at)} · {one.code}"


def show_files(one: Sealed) -> None:
    """Put a button a file; nothing is made before one is pressed."""
    session_id = visitor.session().id
    for key, output in OUTPUTS.items():
        make = partial(_made, key, one.code)
        row(
            output.title,
            output.told,
            [(key, "Télécharger", output.name(one), output.media, partial(taken, session_id, key, make))],
        )


def row(title: str, told: str, files: list[tuple[str, str, str, str, Callable[[], bytes]]]) -> None:
    """Put what a document is beside its buttons: key, label, name of the file, its kind, what makes it."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.escaped(title)}**  \n:small[{words.escaped(told)}]", width="stretch")
        for key, label, name, media, make in files:
            st.download_button(
                label, make, name, media, key=f"emporter-{key}", icon=":material/download:", on_click="ignore",
                help=f"{title} : {name}",
            )  # fmt: skip


def taken(session_id: str, what: str, make: Callable[[Session], bytes]) -> bytes:
    """Return a file, where the session may still take it; raise OutOfSight where it may not any more."""
    with visitor.on_behalf_of(session_id) as session:
        if not session.account.may_open(PAGE):
            audit.record(session.account.login, "denied", f"livrables, {what}")
            raise OutOfSight("ces documents ne vous sont pas ouverts")
        made = make(session)
        audit.record(session.account.login, "exported", f"livrables, {what}")
        return made


def _made(key: str, code: str, _: Session) -> bytes:
    one = find(code)
    if one is None:
        raise OutOfSight(f"le bilan {code} n'est plus dans le dossier des données")
    return OUTPUTS[key].make(one)


def show_blocks(one: Sealed) -> None:
    """Show the text of each field, to be copied in one click, with what did not fit; the sizes are there to be changed."""
    st.caption(
        "Les champs réels du formulaire n'ont pas été relus : cette liste et ces tailles sont les nôtres. Un texte est coupé entre "
        "deux phrases, jamais dans un nombre. Le bouton de chaque texte le copie ; au clavier, Tab puis Entrée."
    )
    with st.expander("Changer les tailles", icon=":material/straighten:"):
        sizes = {
            field.key: int(
                st.number_input(
                    field.title,
                    LEAST,
                    MOST,
                    field.longest,
                    100,
                    key=f"taille-{field.key}",
                    help="Signes, espaces compris",
                )
            )
            for field in FIELDS
        }
    for block in blocks(one, sizes):
        _show_block(block)


def _show_block(block: Block) -> None:
    count = f"{words.number(len(block.text))} signes sur {words.number(block.longest)}"
    st.markdown(f"**{block.field.title}** · :small[{count}]")
    if block.warning:
        st.warning(block.warning, icon=":material/content_cut:")
    if block.text:
        with st.container(key=f"a-copier-{block.field.key}"):
            st.code(block.text, language=None, wrap_lines=True)
    elif not block.warning:
        st.caption("Le bilan publié n'en dit rien : écrivez cette partie, puis publiez une nouvelle édition.")
