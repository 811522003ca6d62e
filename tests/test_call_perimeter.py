"""The perimeter of a call as a filter of every page, and what residents' own meetings speak of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.calls import perimeter
from indicators.measure import current_version
from indicators.meeting_themes import Raised, Theme, themes_raised
from indicators.sums import Scope
from tests.conftest import TODAY
from tests.people import signed_in
from tests.spoken import residences
from tests.test_pages import ROOT, ran
from tests.workbooks import load, write_xlsx

LOG = ["Date", "Résidence", "Type de réunion", "Statut", "À l'initiative de", "Thèmes"]
MEETINGS: list[tuple[Any, ...]] = [
    (date(2025, 3, 4), "VIA", "Réunion de palier", "Tenue", "Résidents", "Voisinage, Propreté"),
    (date(2025, 4, 4), "VIA", "Réunion plénière", "Tenue", "Comité", "Voisinage"),
    (date(2025, 5, 4), "TIL", "Réunion de palier", "Tenue", "Résidents", None),
    (date(2025, 5, 5), "TIL", "Réunion de palier", "Tenue", "Gestionnaire", "Propreté"),
    # None of these counts: not held, of unknown initiative, a legal body, out of the call, out of its year.
    (date(2025, 6, 4), "VIA", "Réunion de palier", "Annulée", "Résidents", "Sécurité"),
    (date(2025, 6, 5), "VIA", "Réunion de palier", "Tenue", "NC", "Sécurité"),
    (date(2025, 6, 6), "VIA", "Comité de résidents", "Tenue", "Comité", "Sécurité"),
    (date(2025, 6, 7), "ROC", "Réunion de palier", "Tenue", "Résidents", "Santé"),
    (date(2024, 6, 7), "VIA", "Réunion de palier", "Tenue", "Résidents", "Travaux"),
]
CALL = "Périmètre AAP 2025"


@pytest.fixture(scope="module", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("perimeter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(residences(folder))
        load(
            write_xlsx(folder / "reunions.xlsx", {"Réunions 2024-2025": [LOG, *MEETINGS]}),
            write_xlsx(folder / "aap.xlsx", {"Dossiers": [
                ["AAP (année)", "Montant demandé", "Montant notifié", "Résidences couvertes", "Fin de l'exercice"],
                ["AAP 2025", 40000, 35000, "VIA, TIL", date(2025, 12, 31)],
                ["AAP 2023", 40000, 35000, None, None],
            ]}),
        )  # fmt: skip
        yield


def version() -> str:
    return str(current_version())


def test_a_call_covers_its_residences_over_its_fiscal_year() -> None:
    assert perimeter(version(), EVERYTHING, "AAP 2025") == (
        ("TIL", "VIA"),
        date(2025, 1, 1),
        date(2025, 12, 1),
    )
    # Neither residences nor a fiscal year: the year in its name, and nothing to narrow to.
    assert perimeter(version(), EVERYTHING, "AAP 2023") == ((), date(2023, 1, 1), date(2023, 12, 1))
    with pytest.raises(OutOfSight):
        perimeter(version(), sight_of("equipe", ("VIA",), None, None), "AAP 2025")


def page(role: str, **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/mobiliser/participation.py"
    )
    at.user = signed_in(role, Perimeter(("VIA",)) if role == "equipe" else None).user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def captions(at: AppTest) -> str:
    return "\n".join(one.value for one in at.caption)


def test_the_filter_narrows_a_page_to_the_call_and_its_link_reopens_it() -> None:
    at = page("direction")
    assert CALL in at.selectbox(key="periode").options
    assert "Périmètre AAP 2023" not in at.selectbox(key="periode").options
    at = page("direction", periode=CALL)
    assert "AAP 2025 : 2 résidences (Tilbury et Viala)" in captions(at).replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    # Held: 3 in VIA and 2 in TIL in 2025 beside the comité; 2 of 4 of known initiative, and one comité more.
    assert "3 réunions à l'initiative des résidents ou du comité ; 1 sans thème écrit" in captions(at)


def test_a_residence_out_of_the_call_is_said_and_left_aside() -> None:
    told = captions(page("direction", periode=CALL, residences="Résidence Rochebrune"))
    assert "Hors de l'appel, et donc laissé de côté : Résidence Rochebrune" in told
    assert "3 réunions à l'initiative" in told


def test_a_team_that_reads_no_call_is_not_offered_one() -> None:
    assert CALL not in page("equipe").selectbox(key="periode").options


def test_what_residents_meetings_speak_of() -> None:
    """VIA and TIL in 2025: three meetings called by residents or the comité, one without a theme; one of the manager's."""
    year = Scope(("TIL", "VIA"), date(2025, 1, 1), date(2025, 12, 1))
    assert themes_raised(version(), EVERYTHING, year) == Raised(
        (Theme("voisinage", 2, 2), Theme("proprete", 1, 2)), called=3, unsaid=1
    )
    team = sight_of("equipe", ("TIL",), None, None)
    assert themes_raised(version(), team, Scope()).called == 1
    with pytest.raises(OutOfSight):
        themes_raised(version(), team, Scope(("VIA",)))
