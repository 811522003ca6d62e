"""The shell, without a browser: what it rewrites, and what it says when a page fails."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from indicators.measure import current_version, is_out_of_date
from tests.browser.serving import ROOT, serve
from tests.workbooks import load, occupation_file, residences_file
from ui import freshness
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


def test_a_failure_shows_a_reference_and_its_place_is_in_the_log_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "palier"):
        [message] = AppTest.from_function(_failing).run().error
    [record] = [record for record in caplog.records if record.name == "palier"]
    [reference] = re.findall(r"Référence ([0-9A-F]{8})", record.getMessage())
    assert reference in message.value
    assert "ValueError" in record.getMessage()
    assert "Untel" not in message.value + caplog.text
    assert record.exc_info is None


def test_no_library_of_the_server_writes_the_words_of_a_failure() -> None:
    script = (
        "import app, logging, threading\n"
        "def fail(): raise ValueError('Mme Untel, chambre 12')\n"
        "def told(name):\n"
        "    try: fail()\n"
        "    except ValueError as error:\n"
        "        logging.getLogger(name).exception('Uncaught %s', error)\n"
        "        logging.getLogger(name).error(error)\n"
        "for name in ('streamlit.error_util', 'uvicorn.error', 'palier', 'asyncio'): told(name)\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.count("builtins.ValueError") == 5
    assert "Untel" not in done.stderr + done.stdout


def _asked() -> None:
    from ui import frame

    try:
        raise KeyError("Mme Untel, chambre 12")
    except KeyError as cause:
        try:
            raise ValueError("Mme Untel, chambre 12") from cause
        except ValueError as error:
            frame.apologise(error)


def test_the_log_names_every_failure_of_a_chain_and_where_it_happened(
    caplog: pytest.LogCaptureFixture,
) -> None:
    AppTest.from_function(_asked).run()
    assert "KeyError" in caplog.text
    assert re.search(r"\.py:\d+ ", caplog.text)
    assert "Untel" not in caplog.text


def test_figures_of_an_earlier_program_are_built_anew_when_the_server_starts(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    version = current_version()
    assert version
    store = data / "store"
    older = f"{version.rpartition('-')[0]}-{'0' * 12}"  # the mark of another program
    (store / f"{version}.duckdb").rename(store / f"{older}.duckdb")
    (store / "CURRENT").write_text(older)
    assert is_out_of_date()
    with serve(data):
        assert not is_out_of_date()
        now = current_version()
        assert now
        assert now.endswith(version.rpartition("-")[2])


def test_an_empty_folder_and_fresh_figures_are_left_as_they_are(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing was to be built"))
    freshness.bring_up_to_date()
    load(residences_file(tmp_path))
    freshness.bring_up_to_date()
