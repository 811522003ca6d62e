"""Dates that no workbook says: declared in Réglages, told among what is due, by hand-reckoned days, then taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from access.accounts import Perimeter
from access.clock import now
from access.scope import EVERYTHING, sight_of
from indicators.alerts import Alert, alerts
from indicators.compute import compute
from indicators.declared_dates import RULES
from indicators.measure import current_version
from pipelines.build import rebuild
from pipelines.declared_dates import DECLARABLE, DeclaredDate, declare, declared_dates, withdraw_date
from pipelines.settings import BadSetting, settings
from reports.calendar_file import calendar_of
from tests.test_alerts import sheet
from tests.test_pages import ran
from tests.test_published_page import opened
from tests.workbooks import load, residences_file, write_xlsx

WORKS = DeclaredDate("works", "VIA", date(2026, 3, 31))
HEAD = ("direction", None)


@pytest.fixture
def house(tmp_path: Path, data: Path) -> Path:
    """VIA has 40 contract holders, TIL 29; VIA's conseil spoke of works on 2 April 2025. The documents of 2024 were sent."""
    occupation = [
        "residence",
        "month",
        "units_total",
        "units_occupied_eom",
        "residents_eom",
        "contract_holders_eom",
    ]
    log = ["held_on", "residence", "meeting_type", "status", "themes"]
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "o.xlsx", sheet("F1", occupation,
            ["VIA", date(2025, 12, 1), 100, 40, 45, 40], ["TIL", date(2025, 12, 1), 60, 30, 30, 29])),
        write_xlsx(tmp_path / "r.xlsx", sheet("F3", log, [date(2025, 4, 2), "VIA", "Conseil de concertation", "Tenue", "Travaux"])),
        write_xlsx(tmp_path / "d.xlsx", sheet("F14bis", ["call_id", "requested", "notified", "interim_sent_on"],
            ["AAP 2024", 40000, 35000, date(2024, 10, 4)], ["AAP 2025", 40000, 35000, None])),
    )  # fmt: skip
    return tmp_path


def due(today: date, codes: tuple[str, ...] = ()) -> dict[tuple[str, str], Alert]:
    found = alerts(str(current_version()), EVERYTHING, today, codes)
    return {(one.residence, one.rule): one for one in found if one.rule in RULES}


def put(*dates: DeclaredDate) -> None:
    for one in dates:
        declare(one)
    rebuild(compute)


def test_each_date_that_may_be_declared_asks_for_something() -> None:
    assert {rule.what for rule in RULES.values()} == set(DECLARABLE)


def test_works_ask_for_an_opinion_before_and_for_notice_a_month_before(house: Path) -> None:
    """A month before 31 March is 28 February."""
    put(WORKS, DeclaredDate("works", "TIL", date(2026, 4, 13)))
    found = due(date(2026, 1, 15))
    opinion, notice = found["VIA", "works_opinion"], found["VIA", "works_information"]
    assert (opinion.state, opinion.due_on) == ("coming", date(2026, 3, 31))
    assert (opinion.origin, opinion.text) == ("CONV", "convention APL type, art. 14")
    assert "le conseil du 02/04/2025 a parlé de travaux" in opinion.basis
    assert (notice.state, notice.due_on, notice.owner) == (
        "coming",
        date(2026, 2, 28),
        "responsable de la résidence",
    )
    # 29 holders: no conseil is due, and residents are told all the same.
    assert ("TIL", "works_opinion") not in found
    assert found["TIL", "works_information"].due_on == date(2026, 3, 13)
    assert due(date(2026, 3, 1))["VIA", "works_information"].state == "late"
    told = [("VIA", "works_opinion") in due(day) for day in (date(2025, 10, 1), date(2025, 10, 2))]
    assert told == [False, True]  # 181 and 180 days before
    assert due(date(2026, 1, 15), ("VIA",)).keys() == {("VIA", "works_opinion"), ("VIA", "works_information")}


def test_the_association_s_dates_are_told_to_whoever_sees_all_of_it(house: Path) -> None:
    put(
        DeclaredDate("agreement_end", "", date(2026, 12, 31)),
        DeclaredDate("call_opening", "", date(2026, 1, 15)),
        DeclaredDate("call_closing", "", date(2026, 2, 14)),
        DeclaredDate("interim_documents", "", date(2025, 10, 15)),
        DeclaredDate("interim_documents", "", date(2024, 10, 15)),
    )
    today = due(date(2026, 1, 15))
    assert {(rule, one.state, one.due_on) for (_, rule), one in today.items()} == {
        ("agreement_end", "coming", date(2026, 12, 31)),  # 350 days before
        ("call_opening", "coming", date(2026, 1, 15)),
        ("call_closing", "coming", date(2026, 2, 14)),
        ("interim_documents", "late", date(2025, 10, 15)),  # those of 2024 were sent
    }
    assert "L365-4" in today["", "agreement_end"].text
    later = due(date(2026, 3, 17))  # 31 days after the closing
    assert set(later) == {("", "agreement_end"), ("", "interim_documents")}
    assert due(date(2026, 1, 15), ("VIA",)) == {}
    team = sight_of("equipe", ("VIA",), None, None)
    assert not [one for one in alerts(str(current_version()), team, date(2026, 1, 15)) if one.rule in RULES]


def test_a_date_goes_to_the_calendar(house: Path) -> None:
    put(WORKS)
    written = Calendar.from_ical(calendar_of(due(date(2026, 1, 15)).values(), {"VIA": "Viala"}, now()))
    assert {str(event["summary"]) for event in written.walk("VEVENT")} == {
        "Avis du conseil de concertation avant les travaux – Viala",
        "Informer les résidents des travaux, un mois avant – Viala",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        ("nothing", "", date(2026, 1, 1)),
        ("works", "", date(2026, 1, 1)),
        ("call_opening", "VIA", date(2026, 1, 1)),
    ],
)
def test_what_cannot_be_declared_is_said(wrong: tuple[str, str, date], data: Path) -> None:
    with pytest.raises(BadSetting):
        declare(DeclaredDate(*wrong))
    assert settings().dates == []


def test_the_leadership_declares_a_date_and_takes_it_back(house: Path) -> None:
    at = opened(HEAD, "donnees/reglages")
    ran(at.button(key="date-declarer").click())
    assert "résidence et la date" in at.error[0].value
    at.selectbox(key="date-ou").set_value("VIA")
    at.date_input(key="date-quand").set_value(WORKS.on)
    at = ran(at.button(key="date-declarer").click())
    assert declared_dates() == [WORKS]
    assert ("VIA", "works_opinion") in due(date(2026, 1, 15))
    at = ran(at.button(key="date-works-VIA-2026-03-31").click())
    assert declared_dates() == []
    assert due(date(2026, 1, 15)) == {}
    withdraw_date(WORKS)


def test_the_page_of_a_residence_does_not_repeat_its_name(house: Path) -> None:
    put(WORKS)
    at = opened(("equipe", Perimeter(("VIA",))), "pilotage/residence")
    told = [str(one.value) for one in at.markdown if "Avis du conseil" in str(one.value)]
    assert told
    assert told[0].startswith("**Avis du conseil")
