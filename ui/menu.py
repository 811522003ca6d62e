"""The lines of the menu -> the pages that an account may open, by section; a section without any is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from access.account import Account
from access.permissions import home_of


class Entry(NamedTuple):
    """A line of the menu."""

    script: Path
    title: str
    icon: str
    help: str


def pages_of(menu: Mapping[str, Sequence[Entry]], account: Account) -> dict[str, list[StreamlitPage]]:
    """Return the pages of each section that an account may open, its home among them."""
    shown = {
        section: [
            st.Page(
                one.script,
                title=one.title,
                icon=one.icon,
                help=one.help,
                default=one.script.stem == home_of(account.role),
            )
            for one in entries
            if account.may_open(one.script.stem)
        ]
        for section, entries in menu.items()
    }
    return {section: pages for section, pages in shown.items() if pages}
