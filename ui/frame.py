"""What surrounds every page: its footer, and the words said when it fails."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from ui import words

LOG = logging.getLogger("palier")


def footer(version: str | None) -> None:
    """Print the version of the data that the page's figures come from."""
    told = f"chiffres de la version {version}" if version else "aucun chiffre : aucun classeur accepté"
    st.caption(f"Palier · {told}")


def apologise(error: Exception) -> bool:
    """Show a reference to quote, log it with the trace; return True: the page needs no other message."""
    reference = secrets.token_hex(4).upper()
    LOG.error("Référence %s", reference, exc_info=error)
    st.error(
        f"Cette page a rencontré un problème. Réessayez dans un instant ; s’il persiste, "
        f"communiquez la référence {words.quoted(reference)} à la personne qui administre Palier.",
        icon=":material/error:",
    )
    return True
