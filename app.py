"""The door: what is served, behind which headers, and how it starts. No page is written here."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

from ui import charts, frame, shell

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
    yield


app = st.App(
    "ui/entry.py",
    routes=shell.ROUTES,
    middleware=shell.MIDDLEWARE,
    lifespan=warm_up,
    on_script_error=frame.apologise,
)
