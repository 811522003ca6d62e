"""What is due, when and by which text: dates reckoned by hand; put aside with a reason; taken away as a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from access import audit
from access.clock import now
from access.dismissals import BadReason, dismiss, dismissals, restore
from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.alerts import Alert, alerts
from indicators.measure import current_version
from pipelines.contracts import contract_named
from reports.calendar_file import calendar_of
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.test_pages import ran
from tests.test_published_page import opened
from tests.workbooks import load, occupation_file, write_xlsx

LIST = ["residence", "name", "units_total", "landings_count", "apl_agreement_end_on"]
HEAD = ("direction", None)


def sheet(kind: str, columns: list[str], *rows: list[object]) -> dict[str, list[list[object]]]:
    contract = contract_named(kind)
    return {"Feuille": [[contract.by_name[name].header for name in columns], *rows]}


@pytest.fixture
def house(tmp_path: Path, data: Path) -> Path:
    """VIA: convention to 1 March 2026, projet social of 10 June 2020; TIL: convention to 2030. A grant of 2025."""
    load(
        write_xlsx(tmp_path / "l.xlsx", sheet("F0", LIST,
            ["VIA", "Viala", 100, 4, date(2026, 3, 1)], ["TIL", "Les Tilleuls", 60, 3, date(2030, 1, 1)])),
        occupation_file(tmp_path / "o.xlsx"),
        write_xlsx(tmp_path / "p.xlsx", sheet("F11", ["residence", "version", "validated_on", "validated_by"],
            ["VIA", "V1", date(2020, 6, 10), "Conseil"], ["TIL", "V1", date(2024, 2, 1), "Conseil"])),
        write_xlsx(tmp_path / "d.xlsx", sheet("F14bis", ["call_id", "requested", "notified", "fiscal_year_end_on", "report_sent_on"],
            ["AAP 2025", 40000, 35000, date(2025, 8, 31), None], ["AAP 2024", 30000, 30000, date(2024, 12, 31), date(2025, 5, 2)])),
    )  # fmt: skip
    return tmp_path


def due(today: date, codes: tuple[str, ...] = ()) -> dict[tuple[str, str], Alert]:
    found = alerts(str(current_version()), EVERYTHING, today, codes)
    assert len({one.key for one in found}) == len(found)
    return {(one.residence, one.rule): one for one in found}


def told(alert: Alert | None) -> tuple[str, date | None] | None:
    return alert and (alert.state, alert.due_on)


def test_a_convention_is_told_a_year_before_its_end(house: Path) -> None:
    key, end = ("VIA", "apl_convention_end"), date(2026, 3, 1)
    assert told(due(date(2025, 2, 28)).get(key)) is None  # 366 days
    assert told(due(date(2025, 3, 1)).get(key)) == ("coming", end)  # 365
    assert told(due(date(2026, 3, 1)).get(key)) == ("coming", end)
    assert told(due(date(2026, 3, 2)).get(key)) == ("late", end)
    assert ("TIL", "apl_convention_end") not in due(date(2026, 3, 2))


def test_the_november_report_is_told_around_its_day(house: Path) -> None:
    key = ("TIL", "annual_social_report")
    for today, expected in (
        (date(2025, 8, 16), None),  # 91 days before
        (date(2025, 8, 17), ("coming", date(2025, 11, 15))),
        (date(2025, 11, 15), ("coming", date(2025, 11, 15))),
        (date(2025, 11, 16), ("late", date(2025, 11, 15))),
        (date(2026, 1, 14), ("late", date(2025, 11, 15))),  # 60 days after
        (date(2026, 1, 15), None),
    ):
        assert told(due(today).get(key)) == expected, today
    assert due(date(2025, 9, 1))[key].text == "convention APL type, art. 15"


def test_a_projet_social_is_told_before_its_validity_ends(house: Path) -> None:
    """Five years of 365.25 days after 10 June 2020 is 9 June 2025 (1,826 days: 2024 was a leap year)."""
    key, end = ("VIA", "project_validity"), date(2025, 6, 10)
    assert told(due(date(2024, 12, 11)).get(key)) is None  # 181 days
    assert told(due(date(2024, 12, 12)).get(key)) == ("coming", end)
    assert told(due(date(2025, 6, 11)).get(key)) == ("late", end)
    assert ("TIL", "project_validity") not in due(date(2026, 1, 15))


def test_a_statement_is_due_six_months_after_the_fiscal_year_unless_it_was_sent(house: Path) -> None:
    """31 August has no 31st six months later: 28 February 2026."""
    found = due(date(2026, 1, 15))[("", "financial_statement")]
    assert told(found) == ("coming", date(2026, 2, 28))
    assert found.title == "Compte rendu financier, AAP 2025"
    assert told(due(date(2026, 3, 1))[("", "financial_statement")]) == ("late", date(2026, 2, 28))
    assert ("", "financial_statement") not in due(date(2026, 1, 15), ("VIA",)), (
        "a residence owes no statement"
    )


def test_the_law_is_asked_of_the_bodies(house: Path) -> None:
    """VIA has more than 30 holders and sent no election: nothing is told, for nothing is known of it."""
    assert {rule for code, rule in due(date(2025, 4, 1)) if code == "VIA"} <= {
        "apl_convention_end",
        "project_validity",
        "annual_social_report",
        "council_constituted",
        "council_yearly",
        "committee_yearly",
    }


def test_a_team_sees_its_own_and_an_evaluator_none(house: Path) -> None:
    team = sight_of("equipe", ("TIL",), None, None)
    found = alerts(str(current_version()), team, date(2026, 3, 2))
    assert {one.residence for one in found} <= {"TIL"}
    with pytest.raises(OutOfSight):
        alerts(str(current_version()), team, date(2026, 3, 2), ("VIA",))
    funder = sight_of("evaluateur", ("VIA", "TIL"), date(2025, 1, 1), date(2025, 12, 1))
    with pytest.raises(OutOfSight):
        alerts(str(current_version()), funder, date(2026, 3, 2))


def test_an_alert_is_put_aside_with_a_reason_and_comes_back(house: Path) -> None:
    with pytest.raises(BadReason):
        dismiss("VIA/x/2026-03-01", "parce que", None, "camille")
    with pytest.raises(BadReason, match="quand"):
        dismiss("VIA/x/2026-03-01", "done", None, "camille")
    assert dismissals() == {}
    dismiss("VIA/x/2026-03-01", "done", date(2026, 1, 10), "camille")
    dismiss("VIA/x/2026-03-01", "elsewhere", date(2026, 1, 10), "camille")
    [one] = dismissals().values()
    assert (one.reason, one.day, one.login) == ("elsewhere", None, "camille")
    restore("VIA/x/2026-03-01", "camille")
    restore("VIA/x/2026-03-01", "camille")
    assert dismissals() == {}
    noted = [event.action for event in audit.events(actions=["alert_dismissed", "alert_restored"])]
    assert sorted(noted) == ["alert_dismissed", "alert_dismissed", "alert_restored"]


def lines(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in at.markdown)


def test_on_the_page_an_alert_is_put_aside_then_shown_again(house: Path) -> None:
    at = opened(HEAD, "pilotage/synthese")
    assert "Fin de la convention APL" in lines(at)
    key = "VIA/apl_convention_end/2026-03-01"
    ran(at.button(key=f"ecarter-{key}").click())
    assert "dites quand" in at.error[0].value
    at.date_input(key=f"quand-{key}").set_value(date(2026, 1, 12))
    at = ran(at.button(key=f"ecarter-{key}").click())
    assert "1 échéance écartée" in [one.label for one in at.expander]
    assert "C'est fait (12 janvier 2026)" in lines(at)
    at = ran(at.button(key=f"remontrer-{key}").click())
    assert not [one for one in at.expander if "écartée" in one.label]
    assert dismissals() == {}


def test_the_page_of_a_residence_tells_its_own(house: Path) -> None:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/pilotage/residence.py"
    )
    at.user = signed_in("direction").user
    at.query_params["residence"] = "Les Tilleuls"
    assert "Fin de la convention APL" not in lines(ran(at))


def test_an_agenda_opens_the_calendar(house: Path) -> None:
    found = [
        due(date(2026, 1, 15))[key] for key in (("VIA", "apl_convention_end"), ("", "financial_statement"))
    ]
    written = calendar_of(found, {"VIA": "Viala ; bât. A, « sud »"}, now())
    read = Calendar.from_ical(written)
    events = read.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2026, 3, 1), date(2026, 2, 28)]
    assert [str(event["summary"]) for event in events] == [
        "Fin de la convention APL – Viala ; bât. A, « sud »",
        "Compte rendu financier, AAP 2025",
    ]
    assert len({str(event["uid"]) for event in events}) == 2
    assert all(len(event.walk("VALARM")) == 1 for event in events)
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    undated = Alert("VIA", "x", "Sans jour", "due", None, "LEGAL", "CCH", "direction", "", "instances")
    assert Calendar.from_ical(calendar_of([undated], {}, now())).walk("VEVENT") == []
