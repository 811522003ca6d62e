"""Blank workbooks on the pages: offered with what they ask, made within what the session sees now, and noted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import audit, sessions
from access.accounts import Perimeter
from access.scope import OutOfSight
from pipelines.hand_out import Blanks, NotHandedOut
from pipelines.journal import read_journal
from pipelines.keep import check_files
from tests.people import signed_in
from tests.workbooks import ROOT, conflict, conflicts_file, load, residences_file
from ui.blanks import file_of

VIALA = Perimeter(("VIA",))


@pytest.fixture
def received(data: Path, tmp_path: Path) -> Path:
    """Two conflicts of November, one of them open, in force for each residence."""
    lines = [
        conflict(number, date(2025, 11, 3), residence=name, outcome=outcome, closed_on=closed)
        for number, outcome, closed in ((1, "En cours", None), (2, "Résolu", date(2025, 11, 20)))
        for name in ("Viala", "Les Tilleuls")
    ]
    load(residences_file(tmp_path), conflicts_file(tmp_path / "c.xlsx", "Novembre 2025", lines))
    return data


def opened(page: str, role: str = "equipe", **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at = at.switch_page(f"../pages/donnees/{page}.py")
    at.user = signed_in(role, VIALA if role == "equipe" else None).user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def ran(touched: Any) -> AppTest:
    at: AppTest = touched.run()
    assert not at.exception, at.exception
    return at


def downloads(at: AppTest) -> list[str]:
    return [one.proto.label for one in at.get("download_button")]


def test_the_board_offers_a_cell_s_blank_with_what_it_asks_and_what_is_received(received: Path) -> None:
    at = opened("tableau_du_mois", mois="décembre 2025")
    ran(at.selectbox(key="case-type-2025-12").set_value("conflits"))
    assert downloads(at) == ["Classeur vierge (1 ligne à compléter, 1 question)"]
    at = opened("tableau_du_mois", mois="novembre 2025")
    ran(at.selectbox(key="case-type-2025-11").set_value("conflits"))
    assert downloads(at) == ["Classeur vierge (1 ligne à compléter)", "Télécharger ce qui est reçu (.xlsx)"]


def test_the_deposit_page_lets_the_period_be_chosen(received: Path) -> None:
    at = opened("depot")
    ran(at.selectbox(key="vierge-type").set_value("Registre des conflits"))
    assert downloads(at) == []
    chosen = at.selectbox(key="vierge-periode-conflits")
    assert (chosen.value, chosen.options[:2]) == (None, ["janvier 2026", "2026"])
    assert "décembre 2025" in chosen.options
    ran(chosen.set_value("2025-12"))
    assert downloads(at) == ["Classeur vierge (1 ligne à compléter, 1 question)"]
    ran(at.selectbox(key="vierge-type").set_value("Paliers des résidences"))
    assert downloads(at) == ["Classeur vierge"]


def test_the_history_offers_what_is_in_force_of_a_load(received: Path) -> None:
    at = opened("historique")
    ran(at.selectbox(key="recu-None").set_value(load_of("conflits")))
    assert "Télécharger ce qui est reçu (.xlsx)" in downloads(at)
    assert not [one for one in at.selectbox if one.key == "recu-de"], (
        "a team is offered its own residence only"
    )
    at = opened("historique", "direction")
    ran(at.selectbox(key="recu-None").set_value(load_of("conflits")))
    assert at.selectbox(key="recu-de").options == [
        f"Registre des conflits · {name}" for name in ("Les Tilleuls", "Viala")
    ]


def load_of(kind: str) -> str:
    return next(entry.load_id for entry in read_journal().entries if entry.kind == kind)


def test_a_workbook_is_made_within_what_its_session_sees_now(received: Path, tmp_path: Path) -> None:
    who = signed_in("equipe", VIALA)
    made = tmp_path / "f.xlsx"
    for is_filled in (False, True):
        made.write_bytes(file_of(who.id, ("conflits", "VIA", "2025-11"), Blanks, is_filled))
        (receipt,) = check_files([made])
        assert (receipt.status, {part.residence for part in receipt.slices}) == ("unchanged", {"VIA"})
        with pytest.raises(NotHandedOut):
            file_of(who.id, ("conflits", "TIL", "2025-11"), Blanks, is_filled)
    with pytest.raises(OutOfSight, match="ne vous sont pas ouverts"):
        file_of(signed_in("evaluateur").id, ("conflits", "VIA", "2025-11"), Blanks, True)
    noted = [event.detail for event in audit.events(who.account.login, ["exported"])]
    assert sorted(noted) == [
        "classeur reçu : conflits · VIA · 2025-11",
        "classeur vierge : conflits · VIA · 2025-11",
    ]
    session = sessions.by_id_of_session(who.id)
    assert session
    sessions.end(session)
    with pytest.raises(OutOfSight, match="terminée"):
        file_of(who.id, ("conflits", "VIA", "2025-11"), Blanks, True)
