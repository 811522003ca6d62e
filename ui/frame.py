"""What surrounds every page: its footer, and the words said when it fails."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from access import operators
from access.accounts import Account
from access.permissions import ROLE_NAMES
from access.quiet import without_words
from ui import visitor, words

LOG = logging.getLogger("palier")


def who() -> None:
    """Say in the side bar who is signed in, with the way out; above the page, that the association is invented, if it is."""
    account = visitor.visitor()
    if account.is_demo:
        st.info(
            "**Démonstration** : l'association et ses chiffres sont inventés. Ne déposez ici aucun classeur réel.",
            icon=":material/science:",
        )
    with st.sidebar:
        lines = [words.escaped(account.name), ROLE_NAMES[account.role], words.escaped(_association(account))]
        st.caption("  \n".join(filter(None, lines)))
        # A link of Markdown would open another tab.
        st.html('<a href="/deconnexion" target="_self" style="color: inherit">Se déconnecter</a>')


def _association(account: Account) -> str:
    """Return the name of an account's association where the installation holds several, else nothing."""
    mine = operators.operator_named(account.operator) if operators.are_several(account) else None
    return mine.name if mine else ""


def footer(version: str | None) -> None:
    """Print the version of the data that the page's figures come from; a federation's are of several, none of its own."""
    if visitor.visitor().operator is None:
        st.caption("Palier · chiffres des associations volontaires, mois clos")
        return
    told = f"chiffres de la version {version}" if version else "aucun chiffre : aucun classeur accepté"
    st.caption(f"Palier · {told}")


def apologise(error: Exception) -> bool:
    """Show a reference to quote, log it with the trace, without its words: they may quote a resident's line.

    Returns True: the page needs no other message.
    """
    reference = secrets.token_hex(4).upper()
    LOG.error("Référence %s\n%s", reference, without_words(error))
    st.error(
        f"Cette page a rencontré un problème. Réessayez dans un instant ; s’il persiste, "
        f"communiquez la référence {words.quoted(reference)} à la personne qui administre Palier.",
        icon=":material/error:",
    )
    return True
