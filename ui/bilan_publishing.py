"""Publishing a bilan: what its first page will say, what changed since the last edition and why, then nothing of it changes any more."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import OutOfSight
from reports.bilan.content import Bilan
from reports.bilan.parts import NotReady
from reports.bilan.sealed import BrokenSeal, NotPublished, Sealed, news, publish, replaced, written_in
from ui import bilan_choice, bilan_preview, bilan_steps, bilan_text, visitor, words
from ui.bilan_choice import Choice
from ui.bilan_text import FAULT, Desk

PUBLISHED = "bilan-publie"  # the code of the one that the last run published
_SHOWN = 8  # changes read at once; the others are folded
_LONGEST = 500  # letters of a reason
_DO = {
    NotPublished: "Corrigez, puis publiez de nouveau : rien n'a été publié.",
    NotReady: "Choisissez un autre mois ou une autre résidence, ou déposez le dossier de l'appel : rien n'a été publié.",
    OutOfSight: "Retirez du texte le chiffre que le financeur ne lit pas, ou choisissez d'autres résidences : rien n'a été publié.",
    BrokenSeal: "Remettez ce fichier d'une sauvegarde dans le dossier des données : rien n'a été publié.",
}


def offer(desk: Desk, bilan: Bilan, earlier: Sequence[Sealed]) -> None:
    """Draw what the first page will say and what changed since the last edition, then what seals the bilan."""
    _show_first_page(desk, bilan)
    if unsaved := bilan_text.unsaved(desk):
        told = words.listing(map(str, unsaved))
        st.warning(
            f"Un texte n'est pas enregistré (partie {told}) : enregistrez-le d'abord, ou revenez au texte enregistré.",
            icon=":material/edit:",
        )
        return
    try:
        whole = written_in(bilan, desk.choice.version, desk.choice.sight)
    except NotPublished as refused:
        st.error(_told(refused), icon=":material/error:")
        return
    last = replaced(earlier, whole)
    if last and not _ask_why(desk.choice, last, whole):
        return
    key = f"publier-oui-{desk.choice.key}|{len(earlier)}"  # ticked anew for each edition
    st.checkbox(
        "J'ai relu. Une fois publié, ni les chiffres ni les textes de cette édition ne changeront.", key=key
    )
    st.button(
        "Publier le bilan",
        type="primary",
        icon=":material/verified:",
        key="publier-le-bilan",
        disabled=not st.session_state.get(key),
        on_click=_publish,
        args=(desk, key, last is not None),
    )


def _show_first_page(desk: Desk, bilan: Bilan) -> None:
    with st.container(border=True):
        nature = "intermédiaire" if desk.choice.is_interim else "final"
        st.markdown(f"**Bilan {nature}, {words.escaped(bilan_choice.name(desk.choice))}**")
        written = sum(bool(text.strip()) for text in desk.texts.values())
        texts = words.plural(written, "partie commentée", "parties commentées")
        st.markdown(
            f"Treize parties, {texts}, {words.plural(len(bilan.files), 'fichier reçu', 'fichiers reçus')}."
        )
        if bilan.warnings:
            st.markdown(
                "La première page dira :\n\n" + "\n".join(f"- {words.escaped(one)}" for one in bilan.warnings)
            )
        else:
            st.markdown(":material/task_alt: La première page n'aura aucune réserve à dire.")
        _offer_to_reread(desk, bilan)


def _offer_to_reread(desk: Desk, bilan: Bilan) -> None:
    """Draw, folded, every text as it will be read; first, those in which a figure is still to be chosen."""
    written = [part for part in bilan.parts if desk.texts.get(part.number, "").strip()]
    for part in written:
        if asked := bilan_preview.awaited(desk.texts[part.number]):
            told = words.listing(words.quoted(words.escaped(one)) for one in asked)
            st.warning(f"Partie {part.number} : {told} attend encore son chiffre.", icon=":material/pending:")
    if not written:
        return
    with st.expander(f"Relire {words.plural(len(written), 'texte')}", icon=":material/menu_book:"):
        for part in written:
            st.markdown(f"##### {part.number}. {words.escaped(part.title)}")
            bilan_preview.show(desk.choice, desk.texts[part.number], ())


def _ask_why(choice: Choice, last: Sealed, whole: Bilan) -> bool:
    """Show what changed since an edition, ask why another is published, and return whether there is anything to publish."""
    found = news(last, whole)
    told = f"l'édition {last.edition}, publiée le {words.day(last.at)}"
    if not found:
        st.success(
            f"Rien n'a changé depuis {told} : elle reste la bonne. Ses fichiers sont à l'étape suivante.",
            icon=":material/task_alt:",
        )
        return False
    st.markdown(f"**Ce qui change depuis {told}** : {words.plural(len(found), 'changement')}")
    st.markdown(_listed(found[:_SHOWN]))
    if found[_SHOWN:]:
        with st.expander(f"Et {words.plural(len(found) - _SHOWN, 'autre')}"):
            st.markdown(_listed(found[_SHOWN:]))
    st.text_area(
        "Pourquoi une nouvelle édition ?", key=_why(choice), height=80, max_chars=_LONGEST,
        placeholder="Le financeur lira cette phrase : « budget corrigé après le dernier versement ».",
    )  # fmt: skip
    return True


def _publish(desk: Desk, key: str, is_new_edition: bool) -> None:
    who, choice = visitor.require_permission("publish_bilans"), desk.choice
    why = str(st.session_state.get(_why(choice), ""))[:_LONGEST] if is_new_edition else ""
    if not st.session_state.get(key):
        st.session_state[FAULT] = "Cochez « J'ai relu » pour publier."
        return
    if meanwhile := bilan_text.desk_of(choice).saves[len(desk.saves) :]:
        told = words.listing(dict.fromkeys(words.escaped(one.by) for one in meanwhile))
        st.session_state[FAULT] = (
            f"Rien n'a été publié : {told} a enregistré un texte entre-temps. Relisez-le, puis publiez."
        )
        st.session_state[key] = False
        return
    try:
        one = publish(choice.version, choice.sight, choice.call, who.name, why, choice.is_interim)
    except (NotPublished, NotReady, OutOfSight, BrokenSeal) as refused:
        st.session_state[FAULT] = _told(refused)
        return
    visitor.note("bilan_published", f"{choice.call} · édition {one.edition} · {one.code} · {one.sha256[:12]}")
    st.session_state[PUBLISHED] = one.code
    st.session_state[bilan_steps.KEY] = bilan_steps.FILES


def _why(choice: Choice) -> str:
    return f"publier-pourquoi-{choice.key}"


def _told(refused: Exception) -> str:
    return f"{words.sentence(words.escaped(refused.args[0]))} {_DO[type(refused)]}"


def _listed(found: Sequence[str]) -> str:
    return "\n".join(f"- {words.escaped(one)}" for one in found)
