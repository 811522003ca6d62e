"""The legal calendar at its limits: 29 and 30 contract holders, exactly half of the seats, the last day, what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from indicators.bodies_known import bodies_known
from indicators.days import month_end, months_later
from indicators.duties import DUTIES, Judged, judge
from pipelines.dates import months_between
from tests.facts import facts_of

END = date(2025, 12, 31)
Rows = list[dict[str, Any]]


def holders(count: int | None = 60, month: date = date(2025, 12, 1)) -> Rows:
    return [{"month": month, "contract_holders_eom": count}]


def vote(on: date = date(2024, 6, 10), **more: Any) -> Rows:
    return [{"elected_on": on, "registered_voters": 60, "seats_planned": 4, "full_members_elected": 4} | more]


def meeting(kind: str, on: date, **more: Any) -> dict[str, Any]:
    return {"held_on": on, "meeting_type": kind, "status": "tenue"} | more


def logged(first: date = date(2024, 1, 1)) -> Rows:
    return [{"fact": "meetings", "month": month} for month in months_between(first, END)]


def judged(
    as_of: date = END,
    occupancy: Rows | None = None,
    elections: Rows | None = None,
    members: Rows | None = None,
    meetings: Rows | None = None,
    coverage: Rows | None = None,
) -> dict[str, Judged]:
    """Return the duties of ALPHA by name: 60 holders, a comité elected in June 2024 and a whole log unless told otherwise."""
    given = {
        "residences": [{"name": "Alpha", "seats_planned": 4}],
        "occupancy": holders() if occupancy is None else occupancy,
        "elections": vote() if elections is None else elections,
        "committee_members": members or [],
        "meetings": meetings or [],
        "coverage": logged() if coverage is None else coverage,
    }
    con = facts_of(
        {table: [{"residence": "ALPHA"} | row for row in rows] for table, rows in given.items()}, END
    )
    [known] = bodies_known(con, ("ALPHA",), as_of)
    return {one[0]: one for one in judge(known)}


def status(found: dict[str, Judged], name: str) -> tuple[str, date | None]:
    return found[name][1], found[name][2]


def test_every_duty_is_judged_once_in_the_order_of_the_list() -> None:
    assert list(judged()) == list(DUTIES)
    assert list(judged(elections=[])) == list(DUTIES)


def test_under_30_contract_holders_everything_is_sans_objet_and_at_30_it_is_due() -> None:
    assert {one[1] for one in judged(occupancy=holders(29)).values()} == {"not_applicable"}
    assert status(judged(occupancy=holders(30)), "committee_elected") == ("kept", None)
    # The latest month known by the date decides, not a later one.
    both = [*holders(29, date(2025, 11, 1)), *holders(30)]
    assert status(judged(date(2025, 11, 30), both), "committee_elected")[0] == "not_applicable"


def test_without_contract_holders_nothing_can_be_said() -> None:
    assert {one[1] for one in judged(occupancy=[]).values()} == {"unknown"}
    assert {one[1] for one in judged(occupancy=holders(None)).values()} == {"unknown"}


def test_an_election_not_transmitted_is_unknown_not_late() -> None:
    found = judged(elections=[])
    assert {found[name][1] for name in list(DUTIES)[:5]} == {"unknown"}


@pytest.mark.parametrize(
    ("left", "elected", "term"),
    [
        (181, "kept", "kept"),
        (180, "kept", "due"),
        (90, "kept", "due"),
        (0, "kept", "due"),  # the last day of the term is still of it
        (-1, "late", "not_applicable"),
    ],
)
def test_a_term_is_told_180_days_before_its_last_day_and_late_the_day_after(
    left: int, elected: str, term: str
) -> None:
    end = END + timedelta(days=left)
    found = judged(elections=vote(term_end_on=end))
    assert status(found, "committee_elected") == (elected, end if elected == "late" else None)
    assert status(found, "committee_term_end") == (term, None if term == "not_applicable" else end)


def test_without_a_written_end_a_term_lasts_three_years() -> None:
    assert status(judged(elections=vote(date(2023, 1, 17))), "committee_term_end") == (
        "due",
        date(2026, 1, 17),
    )
    found = judged(elections=vote(date(2022, 12, 30)))
    assert status(found, "committee_elected") == ("late", date(2025, 12, 30))


def test_an_election_that_gave_nobody_opens_no_term() -> None:
    found = judged(elections=vote(full_members_elected=0))
    assert status(found, "committee_elected") == ("late", date(2024, 6, 10))
    assert status(found, "committee_term_end")[0] == "not_applicable"
    assert status(found, "deficiency_notice") == ("late", date(2024, 6, 10))
    assert status(found, "deficiency_election") == ("late", date(2024, 12, 10))
    assert status(found, "first_meeting")[0] == "not_applicable"


def members(*counts: tuple[date, int]) -> Rows:
    return [{"month": month, "full_members_in_office": count} for month, count in counts]


def test_exactly_half_of_the_seats_is_no_deficiency_and_one_less_is() -> None:
    half = judged(members=members((date(2025, 12, 1), 2)))
    assert status(half, "deficiency_notice") == ("kept", None)
    assert status(half, "deficiency_election")[0] == "not_applicable"
    less = judged(members=members((date(2025, 9, 1), 2), (date(2025, 10, 1), 1), (date(2025, 11, 1), 1)))
    assert status(less, "deficiency_notice") == ("late", date(2025, 10, 31))
    assert status(less, "deficiency_election") == ("due", date(2026, 4, 30))


def test_a_deficiency_posted_leaves_six_months_to_vote() -> None:
    few = members((date(2025, 5, 1), 1))
    posted = vote(deficiency_notice_on=date(2025, 6, 30))
    found = judged(elections=posted, members=few)
    assert status(found, "deficiency_notice") == ("kept", None)
    assert status(found, "deficiency_election") == ("late", date(2025, 12, 30))
    written = vote(deficiency_notice_on=date(2025, 6, 30), new_election_by=date(2025, 12, 31))
    assert status(judged(elections=written, members=few), "deficiency_election") == ("due", END)


def test_members_of_an_earlier_term_do_not_count_and_unknown_seats_are_said() -> None:
    assert status(judged(members=members((date(2024, 5, 1), 0))), "deficiency_notice")[0] == "kept"
    unknown = judged(elections=vote(full_members_elected=None))
    assert status(unknown, "deficiency_notice")[0] == "unknown"


@pytest.mark.parametrize(
    ("held", "expected"),
    [(date(2025, 3, 28), "kept"), (date(2025, 3, 29), "kept_late"), (date(2025, 2, 28), "kept")],
)
def test_a_month_goes_from_day_to_day(held: date, expected: str) -> None:
    found = judged(elections=vote(date(2025, 2, 28)), meetings=[meeting("comite", held)])
    assert status(found, "first_meeting") == (expected, None)


def test_the_first_meeting_is_due_until_a_month_after_and_late_the_day_after() -> None:
    elected = vote(date(2025, 11, 30))
    assert status(judged(date(2025, 12, 30), elections=elected), "first_meeting") == (
        "due",
        date(2025, 12, 30),
    )
    assert status(judged(elections=elected), "first_meeting") == ("late", date(2025, 12, 30))
    hole = logged(date(2025, 12, 1))  # the log of November was not transmitted
    assert status(judged(elections=elected, coverage=hole), "first_meeting")[0] == "unknown"
    written = vote(date(2025, 11, 30), first_meeting_on=date(2025, 12, 2))
    assert status(judged(elections=written, coverage=[]), "first_meeting") == ("kept", None)


@pytest.mark.parametrize(("kind", "name"), [("comite", "committee_yearly"), ("conseil", "council_yearly")])
def test_a_meeting_counts_for_the_twelve_months_that_end_at_the_date(kind: str, name: str) -> None:
    inside = judged(meetings=[meeting(kind, date(2025, 1, 1))])
    assert status(inside, name) == ("kept", date(2026, 1, 1))
    outside = judged(meetings=[meeting(kind, date(2024, 12, 31))])
    assert status(outside, name) == ("late", END)
    cancelled = judged(meetings=[meeting(kind, date(2025, 6, 1)) | {"status": "annulee"}])
    assert status(cancelled, name) == ("late", None)
    assert status(judged(coverage=logged(date(2025, 2, 1))), name) == ("unknown", None)


@pytest.mark.parametrize(("days", "expected"), [(29, "due"), (30, "late")])
def test_minutes_are_waited_for_until_day_30(days: int, expected: str) -> None:
    held = END - timedelta(days=days)
    found = judged(meetings=[meeting("comite", held)])
    assert status(found, "minutes_posted") == (expected, held + timedelta(days=30))


def test_minutes_posted_sans_objet_or_without_meeting() -> None:
    posted = judged(meetings=[meeting("comite", date(2025, 3, 1), minutes_posted_on=date(2025, 7, 1))])
    assert status(posted, "minutes_posted") == ("kept", None)
    none = judged(meetings=[meeting("comite", date(2025, 3, 1), not_applicable=";minutes_posted_on;")])
    assert status(none, "minutes_posted")[0] == "not_applicable"


def test_a_conseil_is_constituted_within_two_months_of_the_thirtieth_holder() -> None:
    crossed = [*holders(29, date(2025, 10, 1)), *holders(30, date(2025, 11, 1)), *holders(31)]
    assert status(judged(occupancy=crossed), "council_constituted") == ("due", date(2026, 1, 30))
    since = [*holders(29, date(2025, 8, 1)), *holders(30, date(2025, 9, 1)), *holders(31)]
    assert status(judged(occupancy=since), "council_constituted") == ("late", date(2025, 11, 30))
    met = judged(occupancy=since, meetings=[meeting("conseil", date(2024, 2, 1))])
    assert status(met, "council_constituted") == ("kept", None)
    assert status(judged(occupancy=since, coverage=[]), "council_constituted")[0] == "unknown"


@pytest.mark.parametrize(
    ("residents", "more", "expected"),
    [
        (3, {}, "kept"),  # as many as the two others together
        (2, {}, "late"),
        (2, {"owner_reps": None, "not_applicable": ";owner_reps;"}, "kept"),
        (2, {"owner_reps": None}, "unknown"),
    ],
)
def test_parity_is_that_of_the_last_conseil(residents: int, more: dict[str, Any], expected: str) -> None:
    row = meeting("conseil", date(2025, 5, 5), resident_reps=residents, manager_reps=2, owner_reps=1) | more
    found = judged(meetings=[row])
    assert status(found, "council_parity")[0] == expected


def test_what_happens_after_the_date_is_not_looked_at() -> None:
    later = [meeting("comite", date(2025, 7, 1)), meeting("conseil", date(2025, 7, 2))]
    found = judged(date(2025, 6, 30), occupancy=holders(month=date(2025, 6, 1)), meetings=later)
    assert status(found, "committee_yearly")[0] == "late"
    assert status(found, "council_constituted") == ("due", date(2025, 8, 30))


def test_days_from_day_to_day() -> None:
    assert months_later(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert months_later(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert months_later(date(2025, 1, 15), -1) == date(2024, 12, 15)
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)
