"""The page of accounts: who may come in, in which role and for what; opening, changing and ending an access."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from urllib.parse import quote, urlsplit

import pandas as pd
import streamlit as st

from access import accounts, administration
from access.accounts import Account, BadAccount, Perimeter
from access.clock import now
from access.permissions import ROLE_NAMES
from access.settings import settings
from ui import perimeter, words

_SAID, _LINK, _TURN = "comptes-dit", "comptes-lien", "comptes-tour"


def show_news() -> None:
    """Show, once, what became of the last act: a sentence, or the one-time link to hand over."""
    if told := st.session_state.pop(_SAID, None):
        st.success(told, icon=":material/task_alt:")
    if link := st.session_state.pop(_LINK, None):
        _show_link(*link)


def known_to(actor: Account) -> list[Account]:
    """Return the accounts that an administrator may see; see `access.administration.accounts_for`."""
    return administration.accounts_for(actor)


def table(known: Sequence[Account]) -> None:
    """Show every account: who, in which role, what it sees, when it last came, in what state it is."""
    seen, instant = accounts.last_seen(), now()
    rows = [
        {
            "Qui": one.name,
            "Rôle": ROLE_NAMES[one.role],
            "Voit": perimeter.sees(one),
            "État": _state(one, seen),
            "Dernière visite": words.ago(seen.get(one.id), instant),
            "Identifiant": one.login,
        }
        for one in known
    ]
    open_ones = sum(one.is_open for one in known)
    st.caption(words.plural(open_ones, "accès ouvert", "accès ouverts"))
    with st.container(key="sans-export-comptes"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Comptes")


def _state(account: Account, seen: Mapping[int, str]) -> str:
    if account.ended_at:
        return f"accès retiré le {words.day(account.ended_at)}"
    if administration.is_one_click(account):
        return "démonstration"
    return "actif" if account.has_password or account.id in seen else "invitation en attente"


def offer_opening(actor: Account) -> None:
    """Offer to open an access; what was typed stays there until it is accepted."""
    key = f"nouveau-{st.session_state.setdefault(_TURN, 0)}"
    with st.expander("Ouvrir un accès", icon=":material/person_add:"):
        left, right = st.columns(2)
        name = left.text_input(
            "Qui est-ce ?", key=f"{key}-nom", placeholder="Équipe Viala", help="Une fonction suffit."
        )
        login = right.text_input(
            "Identifiant",
            key=f"{key}-identifiant",
            placeholder="equipe.viala",
            help="Ce qui sera tapé pour entrer ; une adresse de messagerie convient.",
        )
        role, bounds = perimeter.ask(key, None)
        if st.button("Ouvrir l’accès", type="primary", icon=":material/check:", key=f"{key}-ouvrir"):
            _do(lambda: _open(actor, login, name, role, bounds))


def _open(actor: Account, login: str, name: str, role: str, bounds: Perimeter) -> None:
    account = administration.open_access(actor, login, name, role, bounds)
    st.session_state[_TURN] += 1
    say(f"Accès ouvert : {account.name} ({account.login}).")
    if administration.gives_links():
        _hand_over(actor, account)


def offer_changes(actor: Account, known: Sequence[Account]) -> None:
    """Offer what may be done to one account that may still come in."""
    st.subheader("Changer un accès")
    of_id = {one.id: one for one in known if one.is_open}
    chosen = st.selectbox(
        "Compte",
        list(of_id),
        index=None,
        format_func=lambda number: f"{of_id[number].name} ({of_id[number].login})",
        key="compte",
        placeholder="Choisissez un compte",
    )
    if chosen is None:
        return
    account = of_id[chosen]
    with st.container(border=True):
        st.markdown(
            f"**{words.escaped(account.name)}** · {ROLE_NAMES[account.role]} · {words.escaped(perimeter.sees(account))}"
        )
        seen = accounts.last_seen()
        st.caption(
            f"{_state(account, seen).capitalize()} · dernière visite : {words.ago(seen.get(account.id), now())}"
        )
        with st.container(horizontal=True):
            _offer_link(actor, account)
            _offer_sign_out(actor, account)
            _offer_end(actor, account)
        _offer_change(actor, account)


def _offer_link(actor: Account, account: Account) -> None:
    if administration.gives_links() and st.button(
        "Nouveau lien",
        key="compte-lien",
        icon=":material/link:",
        help="Pour choisir un mot de passe, ou un autre. Les liens d’avant ne valent plus.",
    ):
        _do(lambda: _hand_over(actor, account))


def _offer_sign_out(actor: Account, account: Account) -> None:
    if st.button(
        "Déconnecter partout",
        key="compte-sessions",
        icon=":material/logout:",
        help="Ferme toutes ses sessions ; la personne peut se reconnecter.",
    ):
        _do(
            lambda: say(
                f"{words.plural(administration.end_sessions(actor, account), 'session fermée', 'sessions fermées')}"
                f" : {account.name}."
            )
        )


def _offer_end(actor: Account, account: Account) -> None:
    with st.popover("Retirer l’accès", icon=":material/person_off:"):
        st.markdown(
            f"**{words.escaped(account.name)}** ne pourra plus entrer : ses sessions se ferment tout de suite, ses liens "
            "ne valent plus. Ce qui a été déposé reste, et le journal aussi. **L’accès ne se rouvre pas** : "
            "il faudra en ouvrir un autre, sous un autre identifiant."
        )
        if st.button("Retirer cet accès", type="primary", key=f"retirer-{account.id}"):
            _do(lambda: _end(actor, account))


def _end(actor: Account, account: Account) -> None:
    administration.end_access(actor, account)
    say(f"Accès retiré : {account.name} ({account.login}).")


def _offer_change(actor: Account, account: Account) -> None:
    key = f"compte-{account.id}"
    with st.expander("Changer le nom, le rôle ou ce qui est vu", icon=":material/edit:"):
        name = st.text_input("Qui est-ce ?", account.name, key=f"{key}-nom")
        role, bounds = perimeter.ask(key, account)
        st.caption("Ses sessions se ferment : les nouveaux droits valent dès la prochaine connexion.")
        if st.button("Enregistrer", key=f"{key}-enregistrer", icon=":material/check:"):
            _do(lambda: _change(actor, account, name, role, bounds))


def _change(actor: Account, account: Account, name: str, role: str, bounds: Perimeter) -> None:
    changed = administration.change_access(actor, account, name, role, bounds)
    say(f"Accès changé : {changed.name}, {ROLE_NAMES[changed.role]}, {perimeter.sees(changed)}.")


def _do(act: Callable[[], None]) -> None:
    """Do an act and draw the page again; say beside the button why it is refused, and leave what was typed."""
    try:
        act()
    except BadAccount as wrong:
        st.error(str(wrong), icon=":material/error:")
    else:
        st.rerun()


def say(told: str) -> None:
    """Have a sentence shown, once, when the page is drawn again."""
    st.session_state[_SAID] = words.escaped(told)


def _hand_over(actor: Account, account: Account) -> None:
    path, lasts = administration.give_link(actor, account)
    st.session_state[_LINK] = (account, f"{_address()}{path}", lasts)


def hand_over_first(actor: Account, account: Account) -> None:
    """Have shown the one-time link of the administrator of an association that was just opened."""
    path, lasts = administration.give_first_link(actor, account)
    st.session_state[_LINK] = (account, f"{_address()}{path}", lasts)


def _address() -> str:
    """Return the address by which people reach Palier: the one declared, else the one of whoever looks."""
    here = urlsplit(st.context.url or "")
    return settings().public_url or f"{here.scheme or 'http'}://{here.netloc or 'localhost:8501'}"


@st.dialog("Lien à usage unique")
def _show_link(account: Account, link: str, lasts: timedelta) -> None:
    st.markdown(
        f"Remettez ce lien à **{words.escaped(account.name)}**, et à personne d’autre : il permet de choisir le mot de "
        f"passe de **{words.escaped(account.login)}**."
    )
    st.code(link, language=None, wrap_lines=True)
    st.caption(
        f"Il sert une seule fois, pendant {words.plural(lasts.days, 'jour')}. "
        "**Copiez-le maintenant : il ne sera plus affiché.**"
    )
    st.link_button("Préparer un message", _mail(account, link), icon=":material/mail:")


def _mail(account: Account, link: str) -> str:
    to = account.login if "@" in account.login else ""
    body = (
        f"Bonjour,\n\nVoici le lien pour choisir votre mot de passe Palier. Il ne sert qu’une fois.\n\n{link}\n\n"
        f"Votre identifiant : {account.login}\n"
    )
    return f"mailto:{quote(to, safe='@')}?subject={quote('Votre accès à Palier')}&body={quote(body)}"
