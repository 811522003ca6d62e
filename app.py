"""The door: what is served, behind which headers, and how it starts. No page is written here."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from access import audit, first_start, quiet
from access.doorway import ROUTES
from access.gate import Apology, Gate
from access.settings import settings
from ui import charts, frame, freshness, shell, visitor

SLOW_IMPORTS = ("duckdb", "pandas", "scipy.stats")


@asynccontextmanager
async def warm_up(_app: st.App) -> AsyncIterator[None]:
    """Pay the slow imports and the first figure before the first visitor comes."""
    for name in SLOW_IMPORTS:
        import_module(name)
    charts.lines(["2025-01"], {"": [1]}, unit="number").to_json()
    # Streamlit collects garbage after every run of a page: what never dies need not be searched each time.
    gc.collect()
    gc.freeze()
    audit.forget_old()
    freshness.bring_up_to_date()
    _announce_first_start()
    yield


def _announce_first_start() -> None:
    """Print, once and on the console only, the code that opens the first account."""
    address, port = st.get_option("server.address") or "localhost", st.get_option("server.port")
    url = settings().public_url or f"http://{'localhost' if address == '127.0.0.1' else address}:{port}"
    if told := first_start.announce(url):
        sys.stdout.write(f"\n{told}\n\n")
        sys.stdout.flush()


def _hosts() -> list[str]:
    """Return the names that the server answers to, the declared public one included; Streamlit asks the same list."""
    names = [*st.get_option("server.allowedHosts"), *filter(None, [settings().public_host])]
    config.set_option("server.allowedHosts", names)
    return names


quiet.silence()
visitor.serve_several()
app = st.App(
    "ui/entry.py",
    routes=[*ROUTES, *shell.ROUTES],
    middleware=[
        *shell.OUTSIDE,
        Middleware(Apology),
        Middleware(Gate, hosts=_hosts()),
        *shell.INSIDE,
    ],
    lifespan=warm_up,
    on_script_error=frame.apologise,
)
