"""Two associations, one installation: a workbook laid down and withdrawn on one's pages leaves the other as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from access.scope import EVERYTHING
from indicators.measure import current_version, measure
from pipelines.folder import FIRST, working_for
from pipelines.journal import read_journal
from tests.test_pages import ROOT, ran, said
from tests.two_associations import BETA, BOTH, COUNTS, MARKS, fill, signed_in_of, told_nothing
from tests.workbooks import all_read, conflict, conflicts_file

APRIL = "Avrilfichier"
OTHER = {FIRST: BETA, BETA: FIRST}


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PALIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PALIER_TODAY", "2026-01-15")
    fill(tmp_path / "workbooks")
    with told_nothing():
        yield tmp_path


def opened(slug: str, page: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        f"../pages/donnees/{page}.py"
    )
    at.user = signed_in_of(slug, "direction").user
    return ran(at)


def pressed(at: AppTest, label: str) -> AppTest:
    return ran(next(one for one in at.button if one.label.startswith(label)).click())


def held(slug: str) -> tuple[Any, ...]:
    """What an association has: its version, its journal, its conflicts, what its log of accesses says was done."""
    with working_for(slug):
        version = str(current_version())
        [figure] = measure(version, EVERYTHING, "conflicts_per_100")
        journal = read_journal()
        loads = {one.load_id: one.load_id in journal.withdrawals for one in journal.entries}
        done = [
            (one.action, one.detail) for one in audit.events(actions=("uploaded", "withdrew"), operator=slug)
        ]
        return version, loads, figure.numerator, done


@pytest.mark.parametrize("slug", BOTH, ids=["first", "second"])
def test_a_deposit_then_its_withdrawal_are_of_one_association(slug: str, installation: Path) -> None:
    mine, theirs = held(slug), held(OTHER[slug])
    lines = [conflict(90 + rank, date(2025, 4, rank)) for rank in (1, 2, 3)]
    path = conflicts_file(installation / f"{APRIL}.xlsx", "Conflits avril 2025", lines)
    at = opened(slug, "depot")
    [counter] = at.get("file_uploader")
    ran(counter.set_value([(path.name, path.read_bytes(), "")]))
    all_read()
    waiting = opened(OTHER[slug], "depot")  # a file on one's counter waits on no other
    assert not [one for one in waiting.button if one.label.startswith("Charger")]
    at = pressed(ran(at), "Charger 1")
    _, loads, conflicts, done = held(slug)
    assert (len(loads), conflicts) == (len(mine[1]) + 1, COUNTS[slug] + 3)
    assert len(done) == len(mine[3]) + 1
    assert held(OTHER[slug]) == theirs
    _says_nothing_of_it(OTHER[slug])
    [new] = set(loads) - set(mine[1])
    at = pressed(opened(slug, "depot"), "Voir ce que cela change")
    ran(at.text_input(key="retrait-motif").set_value("essai"))
    pressed(at, "Retirer")
    _, loads, conflicts, done = held(slug)
    assert (loads[new], conflicts, len(done)) == (True, COUNTS[slug], len(mine[3]) + 2)
    assert held(OTHER[slug]) == theirs
    _says_nothing_of_it(OTHER[slug])


def _says_nothing_of_it(slug: str) -> None:
    at = opened(slug, "historique")
    told = "\n".join(said(at))
    assert MARKS[slug] in told
    assert APRIL not in told
