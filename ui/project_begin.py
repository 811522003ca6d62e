"""How a draft begins: from nothing, from the version in force, or from the Word file that exists."""

from __future__ import annotations

import streamlit as st

from social_project.headings import headings
from social_project.imported import Imported, NotWord, Part, texts_of
from social_project.word import read_word
from ui import project_rendering, project_text, words
from ui.project_text import Desk

_READ = "texte-word"
_LEAVE = "Ne pas reprendre"


def offer(desk: Desk) -> None:
    """Draw the three ways to begin a draft."""
    st.subheader("Commencer")
    st.markdown(
        "Le texte se range sous les **neuf rubriques** de la convention APL (annexe II), et celles que votre association ajoute. "
        "Rien n'est définitif : chaque enregistrement est gardé."
    )
    with st.container(horizontal=True):
        if desk.in_force:
            st.button(
                f"Partir de la version en vigueur ({desk.in_force.version})",
                type="primary",
                key="partir-en-vigueur",
                icon=":material/content_copy:",
                on_click=_from_in_force,
                args=(desk,),
            )
        st.button(
            "Partir d'une page blanche",
            type="secondary" if desk.in_force else "primary",
            key="partir-de-rien",
            icon=":material/draft:",
            on_click=_from_nothing,
            args=(desk,),
        )
    _word(desk, "Ou partir du fichier Word qui existe")


def offer_word(desk: Desk) -> None:
    """Draw, folded, the way to bring a Word file into a draft that exists."""
    with st.expander("Importer un fichier Word", icon=":material/upload_file:"):
        _word(desk, "Fichier Word (.docx) du projet social")


def _from_in_force(desk: Desk) -> None:
    assert desk.in_force
    project_text.save(desk, {}, desk.last, "Brouillon commencé à partir de la version en vigueur.",
                      version=project_text.new_name(desk), about=f"reprise de {desk.in_force.version}")  # fmt: skip


def _from_nothing(desk: Desk) -> None:
    blank = {one.code: "" for one in headings()} if desk.in_force else {}
    project_text.save(desk, blank, desk.last, "Brouillon commencé.", version=project_text.new_name(desk),
                      about="page blanche")  # fmt: skip


def _word(desk: Desk, label: str) -> None:
    file = st.file_uploader(label, type=["docx", "doc", "odt", "rtf", "pdf"], key=f"word-{desk.code}")
    if file is None:
        st.session_state.pop(_READ, None)
        return
    read = _read(file.name, file.file_id, file.getvalue())
    if isinstance(read, str):
        st.error(read, icon=":material/error:")
        return
    _receipt(read)
    chosen = _choose(desk, read)
    taken = texts_of(read.parts, chosen)
    if desk.draft and (over := [code for code in taken if desk.draft.texts.get(code, "").strip()]):
        names = words.listing(words.escaped(_titles()[code]) for code in over)
        st.warning(
            f"Ces rubriques ont déjà un texte, qui sera remplacé (il reste dans l'historique) : {names}."
        )
    st.button(
        f"Reprendre ce texte : {words.plural(len(taken), 'rubrique')}",
        type="primary",
        key="word-reprendre",
        icon=":material/save:",
        disabled=not taken,
        on_click=_keep,
        args=(desk, taken, file.name),
    )


def _read(name: str, file_id: str, content: bytes) -> Imported | str:
    """Return what was read of a file, once; the fault, in French, of one that is not read."""
    kept = st.session_state.get(_READ)
    if kept and kept[0] == file_id:
        found: Imported | str = kept[1]
        return found
    try:
        found = read_word(content, headings(), name)
    except NotWord as refused:
        found = words.sentence(refused)
    st.session_state[_READ] = (file_id, found)
    return found


def _receipt(read: Imported) -> None:
    paragraphs = sum(len(part.blocks) for part in read.parts)
    st.success(
        f"Lu : {words.plural(paragraphs, 'paragraphe')} sous {words.plural(len(read.parts), 'titre')}.",
        icon=":material/task_alt:",
    )
    if read.receipt:
        st.markdown("**Ce qui n'est pas repris tel quel**")
        st.markdown("\n".join(f"- {words.escaped(line)}" for line in read.receipt))
    else:
        st.caption("Rien n'a été laissé de côté.")


def _titles() -> dict[str, str]:
    return {one.code: one.title for one in headings()}


def _choose(desk: Desk, read: Imported) -> list[str]:
    """Draw where each part goes, and return the code of its heading, empty for one that is left."""
    titles = _titles()
    options = [*titles, ""]
    st.markdown("**Où va chaque partie ?** Vérifiez ce qui est proposé.")
    chosen = []
    for at, part in enumerate(read.parts):
        sure = "" if part.is_matched else " — à vérifier"
        chosen.append(
            st.selectbox(
                f"{part.title or 'Avant le premier titre'} ({words.plural(len(part.blocks), 'paragraphe')}){sure}",
                options,
                index=options.index(part.code),
                format_func=lambda code: titles.get(code, _LEAVE),
                key=f"word-{desk.code}-{read.mark}-{at}",
                help=_beginning(part),
            )
        )
    return chosen


def _beginning(part: Part) -> str | None:
    text = " ".join(block.text for block in part.blocks)[:160]
    return words.escaped(text) + "…" if text else None


def _keep(desk: Desk, texts: dict[str, str], name: str) -> None:
    told = f"Texte repris de {words.quoted(words.escaped(name))} : relisez chaque rubrique."
    if (
        desk.draft is None and desk.in_force
    ):  # the file is the whole text: nothing of the version in force is mixed with it
        texts = {one.code: "" for one in headings()} | texts
    texts = {code: project_rendering.with_words_of_today(desk, text) for code, text in texts.items()}
    version = "" if desk.draft else project_text.new_name(desk)
    project_text.save(desk, texts, desk.last, told, version=version, about=f"import de {name[:80]}")
