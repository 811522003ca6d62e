"""The page of one's own account: who I am, what I may see and do, where I am signed in, and the ways out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access import sessions
from access.accounts import Account
from access.clock import now
from access.permissions import ROLE_NAMES
from access.sessions import Session
from ui import perimeter, words

_MAY = {
    "direction": "Vous voyez toutes les résidences, déposez et retirez tous les classeurs, et lisez le journal d’accès.",
    "equipe": "Vous voyez vos résidences, et elles seules ; vous y déposez et en retirez les classeurs.",
    "evaluateur": "Vous lisez les totaux d’un appel à projets, sur les mois clos.",
    "administration": "Vous ouvrez et retirez les accès, et lisez le journal d’accès.",
    "federation": "Vous lisez quelques chiffres des associations qui ont accepté d’être comparées, sur leurs mois clos.",
}
_MAY_NOT = {
    "direction": "Vous ne pouvez pas ouvrir d’accès : c’est le rôle de l’administration.",
    "equipe": "Vous ne voyez rien des autres résidences, et un classeur qui en contient une ligne est refusé.",
    "evaluateur": "Vous ne voyez ni une résidence seule, ni les lignes des classeurs, ni les paroles des résidents.",
    "administration": "Vous ne voyez aucun chiffre et ne déposez aucun classeur.",
    "federation": "Vous ne voyez ni une résidence, ni les lignes des classeurs, ni une association qui n’a pas accepté.",
}


def who(account: Account) -> None:
    """Say who one is, what one may see and do, and what not."""
    with st.container(border=True):
        st.markdown(f"**{words.escaped(account.name)}** · {ROLE_NAMES[account.role]}")
        st.caption(f"Identifiant : {words.escaped(account.login)}")
        if account.role in ("equipe", "evaluateur"):
            label = "Vos résidences" if account.role == "equipe" else "Votre périmètre"
            st.markdown(f"{label} : **{words.escaped(perimeter.sees(account))}**")
        st.markdown(_MAY[account.role])
        st.markdown(_MAY_NOT[account.role])
        st.caption("Une erreur ? Dites-le à la personne qui administre Palier.")


def offer_ways(account: Account) -> None:
    """Offer another password, to whoever has one, and the way out."""
    links = [("/deconnexion", "Se déconnecter de cet appareil")]
    if account.has_password:
        links.insert(0, ("/mot-de-passe", "Changer de mot de passe"))
    for path, label in links:
        st.html(f'<a href="{path}" target="_self">{label}</a>')


def show_sessions(current: Session) -> None:
    """Show where one is signed in, and offer to end it all; this page then says that the session is over."""
    st.subheader("Vos sessions ouvertes")
    instant = now()
    rows = [
        {
            "Ouverte": words.instant(one.opened_at),
            "Dernière activité": words.ago(one.seen_at, instant),
            "Par": one.via,
            "": "cette session" if one.id == current.id else "",
        }
        for one in sessions.of_account(current.account)
    ]
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Sessions ouvertes")
    then = ", puis changez de mot de passe" if current.account.has_password else ""
    st.caption(f"Une session que vous ne reconnaissez pas ? Déconnectez-vous partout{then}.")
    if st.button("Se déconnecter partout", icon=":material/logout:", key="partout"):
        sessions.end_all(current.account)
        st.rerun()
