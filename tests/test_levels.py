"""What the association aims at, and counts from: nothing is drawn until it is set, then beside the figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from indicators.catalogue import Target, indicator_named, indicators
from indicators.measure import Figure, current_version
from indicators.targets import is_met, settable, target_of
from pipelines.settings import settings
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.spoken import residences
from tests.test_pages import ran
from tests.workbooks import MEETING_HEADER, load, occupation_file, write_xlsx
from ui import say
from ui.glance import Standing, lines, shift
from ui.levels import number_typed

ATTENDANCE = "meeting_attendance_rate"


@pytest.fixture
def house(tmp_path: Path, data: Path) -> Path:
    load(residences(tmp_path))
    load(occupation_file(tmp_path / "occupation.xlsx"))
    return tmp_path


def opened(page: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    at.user = signed_in("direction").user
    return ran(at)


def fixed(at: AppTest, name: str, typed: str) -> AppTest:
    at.selectbox(key="niveau-indicateur").set_value(name)
    at.text_input(key="niveau-vise").set_value(typed)
    [button] = [one for one in at.button if one.label == "Fixer"]
    return ran(button.click())


def test_no_level_is_drawn_until_the_association_sets_one(house: Path) -> None:
    assert all(
        one.target.origin in ("LEGAL", "CONV", "SEED", "BENCH") for one in indicators().values() if one.target
    )
    assert {target_of(current_version(), one) for one in settable()} == {None}
    at = fixed(opened("donnees/reglages"), ATTENDANCE, "37,5 %")
    assert settings().levels == {ATTENDANCE: 0.375}
    assert target_of(current_version(), indicator_named(ATTENDANCE)) == Target(0.375, "INT", "")
    assert any("Taux de présence" in one.value and "38" in one.value for one in at.success)
    [event] = audit.events(actions=["settings_changed"])
    assert event.detail.startswith("objectif : Taux de présence")
    [back] = [one for one in at.button if one.label == "Retirer"]
    at = ran(back.click())
    assert settings().levels == {}
    assert target_of(current_version(), indicator_named(ATTENDANCE)) is None
    assert any("Aucun objectif" in one.value for one in at.caption)


@pytest.mark.parametrize("typed", ["", "beaucoup", "140", "-3", "nan"])
def test_what_is_no_level_is_said_and_keeps_nothing(typed: str, house: Path) -> None:
    at = fixed(opened("donnees/reglages"), ATTENDANCE, typed)
    assert "écrivez un nombre" in at.error[0].value
    assert settings().levels == {}


def test_an_indicator_is_chosen_first(house: Path) -> None:
    at = opened("donnees/reglages")
    [button] = [one for one in at.button if one.label == "Fixer"]
    assert "Choisissez d'abord" in ran(button.click()).error[0].value


@pytest.mark.parametrize(
    ("name", "typed", "level"),
    [(ATTENDANCE, "60", 0.6), (ATTENDANCE, "60 %", 0.6), (ATTENDANCE, "0,5", 0.005), ("conflict_median_days", "12,5", 12.5),
     ("conflict_median_days", "1 200", 1200), ("conflict_median_days", "dix", None), (ATTENDANCE, "101", None)],
)  # fmt: skip
def test_a_level_is_typed_as_people_write(name: str, typed: str, level: float | None) -> None:
    assert number_typed(typed, indicator_named(name)) == (level if level is None else pytest.approx(level))


def test_what_a_text_sets_is_not_the_association_s_to_set(house: Path) -> None:
    offered = {one.id for one in settable()}
    assert ATTENDANCE in offered
    assert not offered & {"committee_meetings_12m", "floor_meeting_resolution_rate", "occupancy_none"}
    assert all(indicator_named(name).better != "none" for name in offered)


@pytest.mark.parametrize(
    ("name", "origin", "value", "met"),
    [(ATTENDANCE, "INT", 0.4, True), (ATTENDANCE, "INT", 0.39, False), ("conflict_median_days", "INT", 0.4, True),
     ("conflict_median_days", "INT", 0.41, False), (ATTENDANCE, "SEED", 0.9, None), (ATTENDANCE, "INT", None, None)],
)  # fmt: skip
def test_a_level_is_met_on_its_own_side(
    name: str, origin: str, value: float | None, met: bool | None
) -> None:
    assert is_met(indicator_named(name), Target(0.4, origin, ""), value) is met  # type: ignore[arg-type]


def test_the_thresholds_are_changed_together(house: Path) -> None:
    at = opened("donnees/reglages")
    assert at.selectbox(key="seuil-variance_pct").value == 10
    years = at.selectbox(key="seuil-validity_years")
    assert (years.value, settings().validity_years) == (5, 5)
    years.set_value(4)
    [save] = [one for one in at.button if one.label == "Enregistrer les seuils"]
    ran(save.click())
    assert (settings().validity_years, settings().need_threshold_pct) == (4, 20)
    [event] = audit.events(actions=["settings_changed"])
    assert event.detail == "durée de validité d'un projet social, en années : 4"


def test_a_tile_says_at_a_glance_how_a_figure_stands(house: Path) -> None:
    """2024: 10 of 40 came in TIL, 30 of 40 in VIA; 2025: 36 of 40 in TIL, 20 of 40 in VIA."""
    rows: list[list[object]] = [MEETING_HEADER]
    for day, code, came in (
        (date(2024, 3, 4), "TIL", 10),
        (date(2024, 3, 4), "VIA", 30),
        (date(2025, 3, 4), "TIL", 36),
        (date(2025, 3, 4), "VIA", 20),
    ):
        rows.append(meeting(day, code, 40, came))
    load(write_xlsx(house / "reunions.xlsx", {"Réunions": rows}))
    fixed(opened("donnees/reglages"), ATTENDANCE, "60")
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/mobiliser/participation.py"
    )
    at.user = signed_in("direction").user
    at.query_params["periode"] = "2025"
    at.query_params["residences"] = "Résidence Tilbury"
    at = ran(at)
    [told] = [one.value.replace("\u202f", " ") for one in at.caption if "36 sur 40" in one.value]
    assert told.split("  \n") == [
        "+65 points (2024 : 25 %) · mieux",
        "36 sur 40",
        "Autres résidences ensemble : 50 % (20 sur 40) · mieux ici",
        "3 relevés reçus sur 3 (historique repris)",
        "Objectif de l'association : 60 % · atteint",
        "Aucune valeur inconnue",
    ]


def meeting(day: date, code: str, invited: int, came: int) -> list[object]:
    said = {"Date": day, "Résidence": code, "Type de réunion": "Réunion de palier", "Statut": "Tenue", "Invités": invited,
            "Présents résidents": came}  # fmt: skip
    return [said.get(str(name)) for name in MEETING_HEADER]


@pytest.mark.parametrize(
    ("was", "became", "verdict"),
    [(22, 39, "mieux"), (39, 22, "moins bien"), (2, 1, "pas d'évolution établie"), (24, 37, "pas d'évolution établie")],
)  # fmt: skip
def test_a_count_of_events_is_better_only_past_what_chance_does(was: int, became: int, verdict: str) -> None:
    """39 - 22 = 17 is over 1.96 √61 = 15.3; 37 - 24 = 13 is under the 15.3 of the same sum."""
    indicator = indicator_named("meetings_held")
    before, now = (Figure(indicator.id, {}, count, None, 0, count, count) for count in (was, became))
    assert str(shift(indicator, now, before, "2024")).endswith(f"· {verdict}")


@pytest.mark.parametrize(("became", "end"), [(0.944, "2024 : 94 %)"), (0.93, "moins bien"), (0.96, "mieux")])
def test_what_reads_zero_point_is_neither_better_nor_worse(became: float, end: str) -> None:
    indicator = indicator_named("occupancy_rate")
    before, now = (Figure(indicator.id, {}, 1000 * share, 1000, 0, 1, share) for share in (0.94, became))
    assert str(shift(indicator, now, before, "2024")).replace("\u202f", " ").endswith(end)


@pytest.mark.parametrize(
    ("name", "was", "became", "told"),
    [("aap_indicator_attainment", (4, 6), (3, 5), "2024 : 4 sur 6 · trop peu pour comparer"),
     ("aap_action_completion_rate", (4, 5), (3, 5), "2024 : 4 sur 5 · trop peu pour comparer"),
     ("aap_action_completion_rate", (3, 6), (3, 6), "2024 : 3 sur 6"),
     ("aap_action_completion_rate", (9, 12), (9, 10), "+15 points (2024 : 75 %) · mieux"),
     ("social_project_up_to_date_share", (3, 6), (4, 6), "+17 points (2024 : 50 %) · mieux"),
     ("social_project_up_to_date_share", (4, 6), (3, 5), "2024 : 4 sur 6 · trop peu pour comparer")],
)  # fmt: skip
def test_shares_of_fewer_than_ten_cases_are_not_compared_unless_of_the_same_things(
    name: str, was: tuple[int, int], became: tuple[int, int], told: str
) -> None:
    before, now = (Figure(name, {}, x, n, 0, n, x / n) for x, n in (was, became))
    assert str(shift(indicator_named(name), now, before, "2024")).replace("\u202f", " ") == told


@pytest.mark.parametrize(
    ("became", "verdict"),
    [(33, "pas d'évolution établie"), (27, "pas d'évolution établie"), (60, "mieux"), (10, "moins bien")],
)
def test_one_answer_more_to_a_survey_is_no_better(became: int, verdict: str) -> None:
    """32 then 33 of 100 residents answered: whoever answers could have been somebody else."""
    for name in ("survey_response_rate", "satisfaction_response_rate"):
        before, now = (Figure(name, {}, x, 100, 0, 100, x / 100) for x in (32, became))
        assert str(shift(indicator_named(name), now, before, "Vague 2024")).endswith(f"· {verdict}")


def test_a_mean_without_its_spread_is_told_and_not_judged() -> None:
    before, now, around = (Figure("x", {}, x, 50, 0, 50, x / 50) for x in (350, 300, 400))
    standing = Standing(now, before, "Vague 2024", around, 2, is_judged=False)
    assert lines(indicator_named("satisfaction_score_avg"), standing) == [
        "-1,0 (Vague 2024 : 7,0\u00a0sur 10)",
        "moyenne de 50 notes",
        "Autres résidences ensemble : 8,0\u00a0sur 10",
        "Pas de cible · écarts non jugés : la part du hasard n'est pas connue · aucune valeur inconnue",
    ]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [("meetings_held", 1, "1 réunion"), ("meetings_held", 11, "11 réunions"), ("conflicts_open_over_30d", 0, "0 conflit"),
     ("joint_projects_started", 2, "2 projets"), ("conflict_median_days", 9, "9 jours"), (ATTENDANCE, None, "—")],
)  # fmt: skip
def test_a_count_says_what_it_counts(name: str, value: float | None, told: str) -> None:
    assert say.counted(indicator_named(name), value) == told


def test_a_rate_of_events_says_what_it_is_divided_by() -> None:
    """122 conflicts over 10,652 months of residents are no 122 people out of 10,652."""
    figures = {"conflicts_per_100": (122, 10652), ATTENDANCE: (10, 40), "candidates_per_seat": (9, 6)}
    told = [
        say.basis(indicator_named(name), Figure(name, {}, x, n, 0, n, x / n)).replace("\u202f", " ")
        for name, (x, n) in figures.items()
    ]
    assert told == ["122 pour 10 652 mois de résidents", "10 sur 40", "9 pour 6"]


def test_what_happens_once_or_twice_a_year_moves_by_chance() -> None:
    """Distinct projects: 2, then 0, is within 1.96 √2 = 2.8; residences that use a tool are counted the same way."""
    for name in ("joint_projects_started", "local_body_presentations"):
        before, now = (Figure(name, {}, count, None, 0, count, count) for count in (2, 0))
        assert str(shift(indicator_named(name), now, before, "2024")).endswith("pas d'évolution établie")
