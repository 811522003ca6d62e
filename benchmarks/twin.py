"""A page -> its twin: the same widgets, tiles, tables and charts in the same number, and nothing to compute."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.testing.v1 import AppTest

from access import accounts, sessions
from access.permissions import may_open

ROOT = Path(__file__).parents[1]
ENTRY = ROOT / "ui/entry.py"
HOME = "synthese"
READER = "direction"

Shape = list[tuple[str, str, list[str]]]  # kind, text, options of every element, in order

_DOOR = """import sys
sys.path.insert(0, {root!r})
import streamlit as st
from app import warm_up
from ui import shell
app = st.App({entry!r}, routes=shell.ROUTES, middleware=[*shell.OUTSIDE, *shell.INSIDE], lifespan=warm_up)
"""
_ENTRY = """from pathlib import Path
import streamlit as st
FOLDER = Path(__file__).parent
ICON = Path({icon!r})
st.set_page_config(page_icon=ICON, layout="wide")
st.logo(ICON, size="large")
st.navigation([st.Page(FOLDER / "twins" / f"{{stem}}.py", title=stem, default=stem == {home!r}) for stem in {stems!r}]).run()
"""
_PAGE = """import json
from pathlib import Path
from benchmarks.twin import draw
draw(json.loads(Path(__file__).with_suffix(".json").read_text("utf-8")))
"""


def pages() -> list[Path]:
    """Return the page files that the leadership opens, home first."""
    found = [path for path in (ROOT / "pages").glob("*/*.py") if may_open(READER, path.stem)]
    return sorted(found, key=lambda path: (path.stem != HOME, path.stem))


def opened(entry: Path, page: Path) -> AppTest:
    """Return a page that has run once without a browser, on the data folder in use."""
    relative = Path("..") / page.relative_to(ROOT) if entry == ENTRY else page.relative_to(entry.parent)
    at = AppTest.from_file(str(entry), default_timeout=60)
    at.user = reader().user
    at.switch_page(str(relative)).run()
    if at.exception:
        raise RuntimeError(f"{page.stem}: {at.exception[0].value}")
    return at


class Reader(NamedTuple):
    """Somebody signed in: the cookie's secret, and what `AppTest.user` takes."""

    secret: str
    user: dict[str, object]


@cache
def reader() -> Reader:
    """Return somebody of the leadership, signed in for the length of the measures."""
    found = accounts.create("mesures", "Mesures", READER, by="mesures")
    secret = sessions.open_session(found, "mesures")
    session = sessions.by_secret(secret)
    assert session
    return Reader(secret, {"session": session.id})


def shape_of(at: AppTest) -> Shape:
    """Return what a page shows, element by element, figures left out."""
    nodes: Iterable[Any] = list(at.main)[1:]
    return [(node.type, _text(node), list(getattr(node, "options", ()) or ())) for node in nodes]


def write_twins(folder: Path, shapes: dict[str, Shape]) -> Path:
    """Write a site whose pages are the twins, under the same door as ours; return the script that opens it."""
    (folder / "twins").mkdir(parents=True)
    for stem, shape in shapes.items():
        (folder / f"twins/{stem}.py").write_text(_PAGE, "utf-8")
        (folder / f"twins/{stem}.json").write_text(json.dumps(shape), "utf-8")
    icon = str(ROOT / "ui/static/palier.svg")
    entry = folder / "twin_entry.py"
    entry.write_text(_ENTRY.format(icon=icon, home=HOME, stems=list(shapes)), "utf-8")
    (folder / "door.py").write_text(_DOOR.format(root=str(ROOT), entry=str(entry)), "utf-8")
    return folder / "door.py"


def draw(shape: Shape) -> None:
    """Put the twin of every element on the page."""
    for rank, (kind, text, options) in enumerate(shape):
        _TWINS.get(kind, _empty)(f"twin-{rank}", text, options)


def _text(node: Any) -> str:
    found = (getattr(node, name, None) for name in ("label", "value"))
    return next((text for text in found if isinstance(text, str)), "")


def _empty(_key: str, _text: str, _options: list[str]) -> None:
    st.container()


def _write(_key: str, text: str, _options: list[str]) -> None:
    st.markdown(text)


_CHART = go.Figure(data=[dict(type="bar", x=[1], y=[1])])
_TABLE = pd.DataFrame({"": [""]})
_TWINS: dict[str, Callable[[str, str, list[str]], Any]] = {
    **dict.fromkeys(("title", "header", "subheader", "markdown", "caption", "code", "page_link"), _write),
    **dict.fromkeys(("info", "success", "warning", "error"), lambda _key, text, _options: st.info(text)),
    "metric": lambda _key, text, _options: st.metric(text, "0", chart_data=[0, 0, 0]),
    "plotly_chart": lambda key, _text, _options: st.plotly_chart(_CHART, key=key, alt="témoin"),
    "dataframe": lambda key, _text, _options: st.dataframe(_TABLE, key=key),
    "table": lambda _key, _text, _options: st.table(_TABLE),
    "button": lambda key, text, _options: st.button(text, key=key),
    "download_button": lambda key, text, _options: st.download_button(text, b"", key=key),
    "checkbox": lambda key, text, _options: st.checkbox(text, key=key),
    "toggle": lambda key, text, _options: st.toggle(text, key=key),
    "slider": lambda key, text, _options: st.slider(text, key=key),
    "text_input": lambda key, text, _options: st.text_input(text, key=key),
    "selectbox": lambda key, text, options: st.selectbox(text, options, key=key),
    "multiselect": lambda key, text, options: st.multiselect(text, options, key=key),
    "file_uploader": lambda key, text, _options: st.file_uploader(text, key=key),
}
