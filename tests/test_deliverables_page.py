"""« Autres documents »: what may be taken, by whom, and what is said where nothing is published yet."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.audit import events
from access.scope import OutOfSight
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import close
from reports.bilan.outputs import OUTPUTS
from tests.conftest import TODAY
from tests.people import Signed, signed_in
from tests.test_bilan_sealed import MEETINGS, MONTHS, associations_file, meetings_file, published
from tests.workbooks import load, residences_file
from ui import deliverables, residence_documents

ROOT = Path(__file__).parents[1]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A call of 2025, its year closed; nothing published."""
    monkeypatch.setenv("PALIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PALIER_TODAY", TODAY)
    files = (associations_file(tmp_path, name) for name in ("appel.xlsx", "dossier.xlsx", "budget.xlsx"))
    load(residences_file(tmp_path), meetings_file(tmp_path, MEETINGS), *files)
    close(MONTHS, compute, by="test", name="Direction")
    return tmp_path


def opened(who: Signed) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/evaluation/livrables.py"
    )
    at.user = who.user
    return ran(at)


def ran(at: AppTest) -> AppTest:
    at = at.run()
    assert not at.exception, [error.value for error in at.exception]
    return at


def test_nothing_published_is_said_with_what_to_do_then_everything_is_offered(call: Path) -> None:
    who = signed_in("direction")
    assert "publiez-le d'abord" in opened(who).info[0].value
    one = published()
    at = opened(who)
    labels = [text.value for text in at.markdown]
    assert all(any(output.title in label for label in labels) for output in OUTPUTS.values())
    assert any("26\u202f400,50\u00a0€" in code.value for code in at.code)
    assert not [text for text in at.warning if "n'entrent pas" in text.value]
    at = ran(at.number_input(key="taille-budget").set_value(100))
    assert [text.value for text in at.warning if "n'entrent pas dans 100 signes" in text.value]
    assert all(one.code not in code.value for code in at.code)


def test_a_file_is_taken_by_whoever_may_and_noted(call: Path) -> None:
    one = published()
    make = partial(deliverables._made, "champs", one.code)
    leader, evaluator = signed_in("direction"), signed_in("evaluateur")
    assert deliverables.taken(leader.id, "champs", make) == OUTPUTS["champs"].make(one)
    with pytest.raises(OutOfSight):
        deliverables.taken(evaluator.id, "champs", make)
    noted = [(entry.login, entry.action) for entry in events() if "livrables" in entry.detail]
    assert sorted(noted) == [("direction.test", "exported"), ("evaluateur.test", "denied")]
    archive = partial(residence_documents._zipped, str(current_version()), 2025, ("TIL", "VIA"))
    with zipfile.ZipFile(io.BytesIO(deliverables.taken(leader.id, "toutes", archive))) as held:
        assert len(held.namelist()) == 6
        assert "viala-2025-fiche-interne.pdf" in held.namelist()
