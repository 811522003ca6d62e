"""The associations of the installation, for the administration of the first: open one, name it, close it. None of their figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from access import accounts, administration, operators
from access.accounts import Account, BadAccount
from access.operators import FIRST, BadOperator, Operator
from ui import visitor, words
from ui.accounts import hand_over_first, say
from ui.export import show_table

_TURN = "associations-tour"


def offer(actor: Account) -> None:
    """Show the associations, and offer to open, name or close one; nothing for an administration that may not."""
    if not visitor.may("associations"):
        return
    known = administration.associations_for(actor)
    st.header("Associations")
    st.markdown(
        "Une installation peut tenir plusieurs associations : chacune a ses classeurs, ses réglages, ses comptes et son journal, "
        "et **ne voit qu’elle-même**. Vous ouvrez la place ; vous ne voyez rien de ce qui s’y dépose."
    )
    if len(known) > 1:
        show_table([_line(one) for one in known], "Associations")
    _offer_opening(actor)
    _offer_name(actor, known)
    _offer_closing(actor, known)


def _line(one: Operator) -> dict[str, str]:
    open_ones = sum(account.is_open for account in accounts.every_account(one.slug))
    return {
        "Association": one.name,
        "Nom court": one.slug or "—",
        "État": "ouverte" if one.is_open else f"fermée le {words.day(one.ended_at)}",
        "Accès ouverts": words.number(open_ones),
    }


def _offer_opening(actor: Account) -> None:
    key = f"association-{st.session_state.setdefault(_TURN, 0)}"
    with st.expander("Ouvrir une association", icon=":material/add_home_work:"):
        name = st.text_input("Nom de l’association", key=f"{key}-nom", max_chars=80)
        if short := operators.slug_of(name):
            st.caption(
                f"Nom court, pour la ligne de commande et le dossier : {words.quoted(short)}. Il ne change plus."
            )
        left, right = st.columns(2)
        who = left.text_input("Qui l’administrera ?", key=f"{key}-qui", placeholder="Administration")
        login = right.text_input(
            "Son identifiant", key=f"{key}-identifiant", help="Une adresse de messagerie convient."
        )
        if st.button("Ouvrir l’association", type="primary", key=f"{key}-ouvrir", icon=":material/check:"):
            _do(lambda: _open(actor, name, login, who))


def _open(actor: Account, name: str, login: str, who: str) -> None:
    account = administration.open_association(actor, name, login, who)
    st.session_state[_TURN] += 1
    say(f"Association ouverte : {name.strip()}. {account.name} ({account.login}) y ouvrira les autres accès.")
    if administration.gives_links():
        hand_over_first(actor, account)


def _offer_name(actor: Account, known: Sequence[Operator]) -> None:
    with st.expander("Nommer une association", icon=":material/edit:"):
        chosen = _choose("Association à nommer", known, "association-nommee")
        if chosen is None:
            return
        name = st.text_input("Son nom", chosen.name, key=f"nom-{chosen.slug}", max_chars=80)
        if st.button("Enregistrer le nom", key=f"nommer-{chosen.slug}", icon=":material/check:"):
            _do(lambda: _rename(actor, chosen.slug, name))


def _rename(actor: Account, slug: str, name: str) -> None:
    say(f"Nom enregistré : {administration.rename_association(actor, slug, name).name}.")


def _offer_closing(actor: Account, known: Sequence[Operator]) -> None:
    others = [one for one in known if one.slug != FIRST and one.is_open]
    if not others:
        return
    with st.expander("Fermer une association", icon=":material/domain_disabled:"):
        st.markdown(
            "Tous ses accès se ferment tout de suite, et elle n’est plus comparée. **Ses classeurs et ses chiffres restent** dans son "
            "dossier, sur le serveur, pour lui être remis. **Elle ne se rouvre pas** sous le même nom court."
        )
        chosen = _choose("Association à fermer", others, "association-fermee")
        if chosen and st.button("Fermer cette association", type="primary", key=f"fermer-{chosen.slug}"):
            _do(lambda: _close(actor, chosen))


def _close(actor: Account, one: Operator) -> None:
    administration.close_association(actor, one.slug)
    say(f"Association fermée : {one.name}.")


def _choose(label: str, known: Sequence[Operator], key: str) -> Operator | None:
    of_slug = {one.slug: one for one in known}
    chosen = st.selectbox(
        label,
        list(of_slug),
        None,
        lambda slug: of_slug[slug].name,
        key=key,
        placeholder="Choisissez une association",
    )
    return None if chosen is None else of_slug[chosen]


def _do(act: Callable[[], None]) -> None:
    try:
        act()
    except (BadOperator, BadAccount) as wrong:
        st.error(str(wrong), icon=":material/error:")
    else:
        st.rerun()
