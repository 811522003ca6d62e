"""Names that the staff know, hidden in residents' words before anybody publishes them: the list is never kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import streamlit as st

from indicators.places import Said
from ui import names, words

_DONE, _TYPED = "noms-fait", "noms-tapes"
_AT_ONCE = 40
Find = Callable[[str, str], str]
Hide = Callable[[list[Said], str], str]


def offer(said: Sequence[Said], find: Find, hide: Hide) -> None:
    """Draw where to paste names, then the words where they stand, as they would be; `hide` returns why it cannot, or nothing.

    `find` returns a text without these names. The list stays in the memory of the page, and goes when it is left.
    """
    if done := st.session_state.pop(_DONE, ""):
        st.success(done, icon=":material/task_alt:")
    with st.expander("Masquer des noms que vous connaissez", icon=":material/person_off:"):
        st.markdown(
            "Un prénom seul passe le masquage du dépôt. Collez ici les noms des résidents et de l'équipe : Palier montre les paroles où "
            "ils sont, et les y remplace par « [nom] » si vous le dites. **La liste n'est ni enregistrée ni envoyée ailleurs** : elle "
            "s'oublie dès que vous quittez la page."
        )
        with st.form("noms", border=False):
            typed = st.text_area("Noms, un par ligne", key=_TYPED, height=120, placeholder="Prénom Nom")
            st.form_submit_button("Chercher ces noms", icon=":material/search:")
        if typed and typed.strip():
            _show(said, typed, find, hide)


def _show(said: Sequence[Said], typed: str, find: Find, hide: Hide) -> None:
    found = [(one, kept) for one in said if (kept := find(one.words, typed)) != " ".join(one.words.split())]
    if not found:
        st.info("Aucun de ces noms n'est dans les paroles de ce choix.")
        return
    known = names.residences()
    with st.form("noms-trouves", border=False):
        st.markdown(f"**{words.plural(len(found), 'parole')}**, telles qu'elles seraient :")
        chosen = []
        for one, kept in found[:_AT_ONCE]:
            place = words.escaped(known.get(one.residence, one.residence))
            label = f"{words.quoted(words.escaped(kept))} :gray[· {place}]"
            mark = sha256(f"{one.residence}\n{one.wave}\n{one.words}".encode()).hexdigest()[:16]
            if st.checkbox(label, value=True, key=f"nom-{mark}"):
                chosen.append(one)
        sent = st.form_submit_button("Masquer ces noms", type="primary", icon=":material/person_off:")
    if not sent:
        return
    if fault := hide(chosen, typed):
        st.error(fault, icon=":material/block:")
        return
    st.session_state[_DONE] = (
        f"Noms masqués dans {words.plural(len(chosen), 'parole')} : relisez-les avant de publier."
    )
    st.rerun()
