"""The shell, without a browser: what it rewrites, and what it says when a page fails."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from ui.shell import french_page

INDEX = Path(streamlit.__file__).parent / "static/index.html"


def test_the_index_page_is_french_and_has_no_inline_script() -> None:
    page = french_page(INDEX.read_bytes()).decode()
    assert '<html lang="fr">' in page
    assert "<title>Palier</title>" in page
    assert '<script src="/i18n/fr.js"></script>' in page
    assert "<script>" not in page
    assert "You need to enable JavaScript" not in page
    assert "favicon.png" not in page


def test_any_other_page_is_left_as_it_is() -> None:
    page = b'<html lang="en"><title>Connexion</title><noscript>x</noscript></html>'
    assert french_page(page) == page


def _failing() -> None:
    from ui import frame

    assert frame.apologise(ValueError("Mme Untel, chambre 12"))


def test_a_failure_shows_a_reference_and_keeps_the_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "palier"):
        [message] = AppTest.from_function(_failing).run().error
    [record] = [record for record in caplog.records if record.name == "palier"]
    reference = record.getMessage().removeprefix("Référence ")
    assert reference in message.value
    assert "Untel" not in message.value
    assert record.exc_info
    assert "Untel" in str(record.exc_info[1])
