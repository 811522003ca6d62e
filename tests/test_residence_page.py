"""The internal page of a residence, read back from its PDF: each figure is the one that `indicators show` gives the leadership."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdfium2
import pytest

from indicators.__main__ import main as show
from indicators.catalogue import Indicator, indicators
from indicators.measure import current_version
from reports.bilan.content import Column
from reports.deliverables.of_residence import home
from reports.deliverables.residence_page import page_of, told_of
from tests.conftest import TODAY
from tests.sealed_year import is_told, sealed_year

# Bodies, dwellings, meetings, projects: of fewer than five too. All others count people, or what happened to them.
OF_NOBODY = {
    "occupancy_rate", "floor_meeting_coverage", "meeting_attendance_rate", "minutes_posted_rate", "committee_meetings_12m",
    "council_meetings_12m", "decision_follow_up_rate", "social_project_age_years", "action_plan_completion_rate",
}  # fmt: skip
VALUE = Column("", "", "value")


@pytest.fixture(scope="module", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    place = tmp_path_factory.mktemp("page")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(place / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        sealed_year(place)
        yield


def shown(one: Indicator, residence: str, year: int, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    asked = [
        "show",
        one.id,
        "--residence",
        residence,
        "--from",
        f"{year}-01",
        "--to",
        f"{year}-12",
        "--as",
        "direction",
    ]
    show([*asked, *(["--as-of", f"{year}-12-31"] if one.cutoff else []), "--json"])
    found = json.loads(capsys.readouterr().out or "[]")
    return dict(found[0]) if found else {}


def has_few(one: Indicator, figure: dict[str, Any]) -> bool:
    """Return whether one to four are behind a part of a figure of people."""
    parts = [figure["n"] if one.unit == "jours" else figure["numerator"]]
    if one.unit == "%" and figure["denominator"] is not None:
        parts.append(figure["denominator"] - figure["numerator"])
    return one.id not in OF_NOBODY and any(0 < (part or 0) < 5 for part in parts)


@pytest.mark.parametrize("residence", ["VIA", "TIL"])
def test_each_figure_is_what_the_leadership_is_shown(
    residence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = home(str(current_version()), residence, 2025)
    pages = pypdfium2.PdfDocument(io.BytesIO(page_of(page)))
    text = re.sub(r"\s", "", "".join(one.get_textpage().get_text_range() for one in pages))
    titles = {one.title: one for one in indicators().values()}
    told, hidden = 0, 0
    for title, *values, _, _ in told_of(page, date.fromisoformat(TODAY))["figures"]:
        for said, year in zip(values, (2025, 2024), strict=True):
            figure = shown(titles[title], residence, year, capsys)
            few = bool(figure) and has_few(titles[title], figure)
            assert is_told(said, VALUE, titles[title].unit, "s" if few else figure.get("value")), (
                title,
                said,
                figure,
            )
            assert re.sub(r"\s", "", said) in text
            told, hidden = told + (said not in ("s", "—")), hidden + (said == "s")
    assert told > 5
    assert hidden
