"""What is written for people keeps up with what the program is."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.dictionary import PAGE, dictionary

ROOT = Path(__file__).parents[1]


def test_the_dictionary_is_the_one_that_the_contracts_give() -> None:
    assert PAGE.read_text("utf-8") == dictionary(), "run `python -m pipelines.dictionary`"


def test_the_readme_opens_with_what_it_is_a_screenshot_and_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    picture = re.search(r"!\[[^\]]+\]\((\S+)\)", text)
    assert picture
    assert (ROOT / picture[1]).stat().st_size > 20_000
    assert (
        text.index(picture[0])
        < text.index("make run")
        < text.index("make test")
        < text.index("## The folders")
    )


def test_every_link_between_documents_leads_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            if target.startswith("/"):  # the address of a page of Palier
                assert list((ROOT / "pages").glob(f"*/{target[1:]}.py")), f"{page.name}: {target}"
            else:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
