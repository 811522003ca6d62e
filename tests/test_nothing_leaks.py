"""What is served to an evaluator does not change when people who are not published do: pages, files, addresses, commands."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from access.permissions import may_open
from indicators import open_figures, publish
from indicators.catalogue import indicators
from indicators.editions import every_edition
from indicators.measure import current_version
from reports.bilan.parts import prepared, sight_for
from tests.people import signed_in
from tests.test_pages import PAGES, ROOT, ran
from tests.two_worlds import CALL, TODAY, YEAR, world

FUNDER = Perimeter((), CALL, date(2023, 11, 1), date(2025, 10, 1))
# One's own account tells of oneself: when one signed in, and nothing of the data.
OPEN_PAGES = [
    page
    for page in PAGES
    if may_open("evaluateur", Path(page).stem) and page != "administration/mon_compte.py"
]
# What a browser may write after an address: choices that the pages offer to others, and none.
ADDRESSES: list[dict[str, str]] = [
    {},
    {"residences": "Résidence Viala", "residence": "Résidence Viala", "periode": "2025", "edition": str(YEAR), "vague": "Vague C"},
]  # fmt: skip
# Pairs of worlds tried besides the first, on the pages that tell of people; `make fuzz` tries as many as associations.
DRAWN = range(2, 2 + max(1, int(os.environ.get("PALIER_ASSOCIATIONS", "2")) - 1))
OF_PEOPLE = [
    page
    for page in OPEN_PAGES
    if Path(page).stem in ("participation", "instances", "appel_a_projets", "tableaux")
]
# Names given at random, or made from the whole of the data: they are not figures.
_NAMES = re.compile(r"v\d{5}-?\w*|[0-9a-f]{12,64}|\b\d{8}T\d{6}\w*|\b[0-9A-Za-z]{26}\b")
Worlds = tuple[Path, Path]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    folder = tmp_path_factory.mktemp("worlds")
    return world(folder / "one", 0), world(folder / "other", 1)


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The same first world, and another one drawn anew."""
    folder = tmp_path_factory.mktemp(f"drawn-{request.param}")
    return world(folder / "one", 0), world(folder / "other", request.param)


def in_each(worlds: Worlds, asked: Any) -> list[Any]:
    """Return what is answered in one world and in the other."""
    found = []
    for data in worlds:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PALIER_DATA", str(data))
            patch.setenv("PALIER_TODAY", TODAY)
            found.append(asked())
    return found


def served(page: str, address: dict[str, str]) -> list[str]:
    """Return all that a page sends to an evaluator's browser: each element as it goes on the wire, each file it offers."""
    files = []
    offered = streamlit.download_button

    def kept(label: str, data: Any, *more: Any, **options: Any) -> bool:
        files.append(data)
        return offered(label, data, *more, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamlit, "download_button", kept)
        at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}")
        at.user = signed_in("evaluateur", FUNDER).user
        for name, value in address.items():
            at.query_params[name] = value
        ran(at)
    bodies = [one() if callable(one) else one for one in files]
    told = [*_elements(at), json.dumps({name: at.query_params[name] for name in at.query_params})]
    return [_NAMES.sub("§", text) for text in [*told, *(str(body) for body in bodies)]]


def _elements(at: AppTest) -> Iterator[str]:
    for block in (at.main, at.sidebar):
        for node in block:
            proto = getattr(node, "proto", None)
            # The name of an element is a digest of all that it says, and changes with it.
            yield "\n".join(
                line
                for line in str(proto).splitlines()
                if not re.match(r"\s*(id|element_id|deferred_file_id):", line)
            )


def differences(page: str, worlds: Worlds, address: dict[str, str]) -> list[tuple[str, str]]:
    """Return what a page says in one world and not in the other."""
    one, other = in_each(worlds, lambda: served(page, address))
    assert len("".join(one)) > 100
    return [(here, there) for here, there in zip_longest(one, other, fillvalue="") if here != there]


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_a_page_does_not_change_with_people_who_are_not_published(page: str, worlds: Worlds) -> None:
    versions = in_each(worlds, current_version)
    assert versions[0] != versions[1], "what is kept in memory would be the same"
    for address in ADDRESSES:
        assert differences(page, worlds, address) == []


def test_no_page_of_people_changes_with_others_drawn_anew(drawn: Worlds) -> None:
    assert len(OF_PEOPLE) == 4
    assert [found for page in OF_PEOPLE for found in differences(page, drawn, ADDRESSES[0])] == []


@pytest.mark.parametrize("residences", [(), ("VIA",)])
def test_a_bilan_does_not_change_with_people_who_are_not_published(
    residences: tuple[str, ...], worlds: Worlds
) -> None:
    def told() -> str:
        version = str(current_version())
        bilan = prepared(version, sight_for(version, CALL, residences), CALL)
        loads = re.sub(r"\d{5}-\d{8}-\d{6}", "§", json.dumps(bilan.as_json(), ensure_ascii=False, indent=1))
        return _NAMES.sub("§", loads)

    one, other = in_each(worlds, told)
    assert len(one) > 10_000
    assert [
        pair for pair in zip(one.splitlines(), other.splitlines(), strict=True) if pair[0] != pair[1]
    ] == []


def test_the_frozen_file_is_the_same_but_for_its_names(worlds: Worlds) -> None:
    one, other = in_each(worlds, lambda: every_edition()[0])
    assert (one.tables, one.mask, one.withheld) == (other.tables, other.mask, other.withheld)
    assert any(number is None for table in one.tables for line in table.lines for number in line.numbers)


def test_without_masking_the_published_tables_differ(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two worlds can be told apart: the same tables, small cells alone masked or none."""
    monkeypatch.setattr(publish, "protect", lambda *_, **__: set())
    monkeypatch.setattr(publish, "exposed", lambda *_, **__: [])
    one, other = in_each(worlds, lambda: publish.compose(str(current_version()), YEAR, 11).tables)
    assert one != other


def test_figures_of_people_read_live_would_differ(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_figures, "OPEN", frozenset(indicators()))
    streamlit.cache_data.clear()
    found = differences("mobiliser/participation.py", worlds, {})
    streamlit.cache_data.clear()
    assert found
