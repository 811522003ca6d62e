"""Two associations that differ in every number of people that is not published, and in nothing else: what leaks differs.

Both are the three residences of tests/neighbours.py, with one edition published, that of 2024. In the second world people
are others wherever no published table tells of them: ages in other months than December, delays, who came, who was trained,
everybody of 2025; and two conflicts of 2024 have exchanged their outcomes, behind masked cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from indicators.compute import compute
from indicators.editions import sealed
from indicators.measure import current_version
from indicators.publish import compose
from pipelines.closing import close, months_over
from pipelines.contracts import contract_named
from pipelines.frozen import freeze
from pipelines.journal import read_journal
from tests import neighbours, small_association
from tests.once import copy_of
from tests.workbooks import load, write_xlsx

YEAR = 2024  # published
TODAY = "2026-03-15"
CALL = small_association.CALL
Row = dict[str, Any]
Twist = Callable[[Row, Random], Row]


def world(folder: Path, other: int) -> Path:
    """Return the data folder of the first world (0) or of another, drawn from that number, made by the production code."""
    folder.mkdir(parents=True, exist_ok=True)
    return copy_of(f"two worlds {other}", lambda part: _build(folder, part, other), folder / "data")


def _build(folder: Path, data: Path, other: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(data))
        patch.setenv("PALIER_TODAY", TODAY)
        receipts = load(*_write(folder, other), by="Aïcha")
        faults = [(one["file"], one["problems"][:2]) for one in receipts if one["status"] != "loaded"]
        assert not faults, faults[:3]
        over = [month for month in months_over(read_journal()) if month <= f"{neighbours.LAST_CLOSED:%Y-%m}"]
        close(over, compute, by="test", name="Direction")
        edition = compose(str(current_version()), YEAR, 11)
        freeze(str(YEAR), asdict(sealed(edition, by="test", at="2026-03-15T10:00:00+00:00")))


def _write(folder: Path, other: int) -> list[Path]:
    paths = []
    for name, (feed, columns, rows) in _files().items():
        told = [dict(zip(columns, row, strict=True)) for row in rows()]
        if other:
            told = _twisted(name, told, other)
        headers = [contract_named(feed).by_name[column].header for column in columns]
        paths.append(folder / f"{name}.xlsx")
        lines = [[row[column] for column in columns] for row in told]
        write_xlsx(paths[-1], {"Feuille": [[neighbours.Kept().title], headers, *lines]})
    return paths


def _files() -> dict[str, tuple[str, list[str], Callable[[], Iterable[list[Any]]]]]:
    def of_every(rows: neighbours.Rows) -> Callable[[], Iterator[list[Any]]]:
        return lambda: (row for code in neighbours.NAMES for row in rows(code))

    found = {
        name: (feed, columns, of_every(rows)) for name, (feed, columns, rows, _) in neighbours.FILES.items()
    }
    return found | {Path(name).stem: told for name, told in small_association.FILES.items()}  # type: ignore[return-value]


def _twisted(name: str, rows: list[Row], other: int) -> list[Row]:
    draw = Random(f"twist {name}" if other == 1 else f"twist {name} {other}")
    if name == "conflits":
        _exchange(rows)
    twist = TWISTS.get(name)
    return [twist(dict(row), draw) for row in rows] if twist else rows


def _exchange(rows: list[Row]) -> None:
    """Exchange the outcomes of two conflicts of two residences, alike in nature and in mode: no margin moves."""
    of = [row for row in rows if row["reported_on"].year == YEAR]
    for one, other in product(of, of):
        alike = all(one[name] == other[name] for name in ("category", "response_mode"))
        if (one["residence"], other["residence"]) != EXCHANGED or not alike:
            continue
        if (one["outcome"], other["outcome"]) == ("resolu", "ameliore"):
            one["outcome"], other["outcome"] = other["outcome"], one["outcome"]
            return
    raise AssertionError("no two conflicts to exchange")


EXCHANGED = ("VIA", "TIL")


def _occupation(row: Row, draw: Random) -> Row:
    # December is published; of the residents of a survey's June, 30 % must have answered for its tables to be the same.
    if row["month"].month == 12 or (row["month"].month == 6 and row["month"].year == YEAR):
        return row
    bands = [name for name in row if name.startswith("age_")]
    for name in bands:
        row[name] += draw.randrange(
            1, 5
        )  # few enough that 30 % of them still answered: fewer would be another edition
    row["residents_eom"] = sum(row[name] for name in bands)
    row["contract_holders_eom"] += draw.randrange(1, 5)
    row["residents_in_arrears"] += draw.randrange(1, 5)
    row["long_stay_residents"] += draw.randrange(1, 5)
    return row


def _conflict(row: Row, draw: Random) -> Row:
    row["satisfaction"] = draw.randrange(1, 5)
    row["warnings_issued"] = draw.randrange(4)
    if row["closed_on"]:
        row["closed_on"] += timedelta(days=draw.randrange(1, 9))
    if row["reported_on"].year == YEAR + 1:
        row["outcome"], row["closed_on"] = "resolu", row["reported_on"] + timedelta(days=3)
        row["category"] = draw.choice(neighbours.CATEGORIES)
    return row


def _move(row: Row, draw: Random) -> Row:
    if row["move_type"] == "sortie" and row["contract_start_on"]:
        row["contract_start_on"] -= timedelta(days=draw.randrange(1, 90))
    if row["moved_on"].year == YEAR + 1:
        if row["move_type"] == "sortie":
            row["exit_destination"] = "parc_social"
        else:
            row["origin"] = "rue"
    return row


def _questionnaire(row: Row, draw: Random) -> Row:
    row["help_mobilite"] = draw.choice([True, False])
    row["priority_2"] = draw.choice(neighbours.NEEDS)
    row["verbatim"] = f"Autre parole {draw.randrange(1000)}" if row["verbatim"] else None
    if row["answered_on"].year == YEAR + 1:
        row["need_mobilite"], row["no_need"] = 1, False
    return row


def _opinion(row: Row, draw: Random) -> Row:
    return row | (
        {"item_global": f"{draw.randrange(6, 11)}/10"} if row["answered_on"].year == YEAR + 1 else {}
    )


def _meeting(row: Row, draw: Random) -> Row:
    return row | ({"attended_count": draw.randrange(3, 29)} if row["attended_count"] else {})


def _participants(row: Row, draw: Random) -> Row:
    return row | ({"distinct_participants": 33 + draw.randrange(20)} if row["year"] > YEAR else {})


def _partner_action(row: Row, draw: Random) -> Row:
    return row | (
        {"participants": row["participants"] + draw.randrange(1, 30)} if row["participants"] else {}
    )


def _referral(row: Row, draw: Random) -> Row:
    if row["right_family"]:
        row["right_family"] = draw.choice(["sante", "logement"])
    return row | ({"status": "refusee", "right_family": None} if row["referred_on"].year == YEAR + 1 else {})


def _path(row: Row, draw: Random) -> Row:
    """The same stages, later: how many reached each is published, and how long it took is not."""
    late = timedelta(days=draw.randrange(1, 6))
    later = {f"stage_{at}_on": row[f"stage_{at}_on"] and row[f"stage_{at}_on"] + late for at in (2, 3, 4)}
    return row | later | {"stopped_on": row["stopped_on"] and row["stopped_on"] + late}


def _call_action(row: Row, draw: Random) -> Row:
    return row | (
        {"beneficiaries_achieved": row["beneficiaries_achieved"] + 40}
        if row["beneficiaries_achieved"]
        else {}
    )


def _staff(row: Row, draw: Random) -> Row:
    return row | {"trained_count": row["trained_count"] + 7}


def _more(*names: str) -> Twist:
    """Return a twist that adds two people to some counts."""
    return lambda row, _: row | {name: row[name] + 2 for name in names if row.get(name) is not None}


TWISTS: dict[str, Twist] = {
    "charte": _more("participants_count", "signatories_count"),
    "groupes": _more("members_count"),
    "projets": _more("residents_involved"),
    "seances": _more("answers_count", "satisfied_count"),
    "occupation": _occupation,
    "conflits": _conflict,
    "mouvements": _move,
    "besoins": _questionnaire,
    "satisfaction": _opinion,
    "reunions": _meeting,
    "participants": _participants,
    "actions": _partner_action,
    "orientations": _referral,
    "parcours": _path,
    "appel": _call_action,
    "salaries": _staff,
}
