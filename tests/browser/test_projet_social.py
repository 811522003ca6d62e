"""« Que faut-il revoir à la résidence X ? »: from the first page to a Word file with tracked changes, by somebody who clicks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import fill_with_demo, serve
from tests.browser.visiting import open_page, wait_until_ready

pytestmark = pytest.mark.browser

SEVERAL_SECONDS = 60_000


@pytest.fixture
def own_demo(tmp_path: Path) -> Iterator[str]:
    """The address of a server on a copy of the demo: a draft is begun in it."""
    fill_with_demo(tmp_path / "data")
    with serve(tmp_path / "data") as address:
        yield address


def test_from_the_question_to_a_word_file_in_under_ten_clicks(page: Page, own_demo: str) -> None:
    clicks = 0

    def click(what: Locator) -> None:
        nonlocal clicks
        clicks += 1
        what.click(timeout=SEVERAL_SECONDS)
        wait_until_ready(page)

    visit = open_page(page, own_demo)
    click(page.get_by_role("link", name="À revoir"))
    click(page.get_by_label("Résidence"))
    click(page.get_by_role("option", name="La Garrigue"))
    expect(page.get_by_text("ne tiennent plus")).to_be_visible()
    click(page.get_by_role("button", name="chiffres dans le brouillon"))
    expect(page.get_by_text("relisez les phrases autour")).to_be_visible()
    with page.expect_download(timeout=SEVERAL_SECONDS) as download:
        click(page.get_by_role("button", name="Word, modifications suivies"))
    assert clicks < 10
    assert (
        download.value.suggested_filename
        == "projet-social-residence-la-garrigue-demo-modifications-suivies.docx"
    )
    written = ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())).read("word/document.xml")
    assert b"<w:ins " in written
    assert b"<w:del " in written
    assert (visit.errors, visit.outside) == ([], [])
