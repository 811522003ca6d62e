"""What becomes of conflicts: the page against a recount of the register by other means, and each sentence that may be said."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from access.permissions import may_open
from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.conflict_follow_up import Practices, Stratum, curve, definitions, practices
from indicators.measure import Figure, current_version
from indicators.sums import Scope
from indicators.verdicts import claim
from pipelines import store
from tests.test_pages import ROOT, SINCE_THE_START, AppTest, demo, demo_data, opened, ran, said  # noqa: F401
from tests.workbooks import conflict, conflicts_file, load, occupation_file, residences_file
from ui import outcomes, say, words

Opened = tuple[AppTest, list[dict[str, Any]], list[dict[str, Any]]]
LAST_DAY = date(2025, 12, 31)


def register() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the conflicts of substance, and every line: what came back without substance came back."""
    found = store.cursor(current_version() or "").execute("select * from conflicts")
    names = [column[0] for column in found.description or ()]
    every = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [row for row in every if row["outcome"] != "sans_suite"], every


def is_durable(row: dict[str, Any], lines: list[dict[str, Any]]) -> bool | None:
    """Say the definition again, in days of the calendar."""
    if row["reported_on"] > LAST_DAY - timedelta(days=180):
        return None
    if (row["outcome"], row["closed_on"] is None) in (("resolu", True), (None, False)):
        return None
    if row["outcome"] != "resolu" or row["closed_on"] > row["reported_on"] + timedelta(days=90):
        return False
    own = (row["residence"], row["conflict_id"])
    after = [one["reported_on"] for one in lines if (one["residence"], one["recurrence_of"]) == own]
    return not any(row["closed_on"] <= day <= row["closed_on"] + timedelta(days=90) for day in after)


def followed(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    found = []
    for row in rows:
        is_open = row["outcome"] in (None, "en_cours")
        if (is_open and row["closed_on"] and row["outcome"] is None) or (
            not is_open and not row["closed_on"]
        ):
            continue
        end = LAST_DAY if is_open else row["closed_on"]
        found.append(
            (
                (end - row["reported_on"]).days,
                "open" if is_open else "resolu" if row["outcome"] == "resolu" else "left",
            )
        )
    return found


def resolved_by(cases: list[tuple[int, str]], horizon: int) -> Fraction:
    """Walk the days one by one: of those not ended so far, the share that is resolved that day."""
    waiting, share = Fraction(1), Fraction(0)
    for day in range(horizon + 1):
        at_risk = sum(one >= day for one, _ in cases)
        ended = Counter(how for one, how in cases if one == day)
        if at_risk:
            share += waiting * Fraction(ended["resolu"], at_risk)
            waiting *= 1 - Fraction(ended["resolu"] + ended["left"], at_risk)
    return share


@pytest.fixture(scope="module")
def conflicts_page(demo_data: Path) -> Opened:  # noqa: F811
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(demo_data))
        return opened("mobiliser/conflits.py", **SINCE_THE_START), *register()


def test_the_card_is_what_a_recount_of_the_register_gives(
    conflicts_page: Opened,
) -> None:
    at, rows, lines = conflicts_page
    every = [held for row in rows if (held := is_durable(row, lines)) is not None]
    resolved = [row for row in rows if row["outcome"] == "resolu"]
    final = [row for row in rows if row["outcome"] not in (None, "en_cours")]
    old = [row for row in rows if row["reported_on"] <= LAST_DAY - timedelta(days=90)]
    soon = [row for row in old if row["outcome"] == "resolu" and row["closed_on"]]
    soon = [row for row in soon if row["closed_on"] <= row["reported_on"] + timedelta(days=90)]
    cases = followed(rows)
    stayed = [(day, "open" if how == "left" else how) for day, how in cases]
    counts = [
        (sum(every), len(every)),
        (len(resolved), len(final)),
        (len(resolved), len(rows)),
        (len(soon), len(old)),
    ]
    expected = [f"{words.percent(x / n)} ({x} sur {n})" for x, n in counts]
    expected += [words.percent(float(resolved_by(some, 90))) for some in (cases, stayed)]
    card = next(table.value for table in at.table if "Ce que cela cache" in table.value)
    assert list(card["Chiffre"]) == expected
    assert all(card["Ce que cela cache"])
    assert f"{words.percent(sum(every) / len(every))} de résolution durable" in "\n".join(said(at))


def test_the_curve_is_that_of_the_register(conflicts_page: Opened) -> None:
    at, rows, _ = conflicts_page
    specs = [json.loads(chart.proto.spec)["data"] for chart in at.get("plotly_chart")]
    [drawn] = [traces for traces in specs if traces[0].get("name") == "Résolus"]
    assert {trace["name"] for trace in drawn} == {"Résolus", "Finis autrement"}
    by_day = dict(zip(drawn[0]["x"], drawn[0]["y"], strict=True))
    for day in (max(day for day in by_day if day <= limit) for limit in (10, 30, 90)):
        assert by_day[day] == pytest.approx(100 * float(resolved_by(followed(rows), int(day))))


def test_practices_are_compared_at_equal_gravity(
    conflicts_page: Opened,
) -> None:
    at, rows, lines = conflicts_page
    sides: Counter[tuple[Any, bool, bool, bool]] = Counter()
    for row in rows:
        held, is_floor = is_durable(row, lines), row["response_mode"] == "reunion_palier"
        if held is not None and (is_floor or row["response_mode"] in ("entretien_individuel", "courrier")):
            sides[row["severity"], row["recurrence_of"] is None, is_floor, held] += 1
    top = bottom = 0.0
    for stratum in {key[:2] for key in sides}:
        (a, n1), (c, n0) = (
            (sides[*stratum, floor, True], sides[*stratum, floor, True] + sides[*stratum, floor, False])
            for floor in (True, False)
        )
        if n1 and n0:
            weight = n1 * n0 / (n1 + n0)
            top, bottom = top + weight * (a / n1 - c / n0), bottom + weight
    text = "\n".join(said(at))
    assert (
        f"À gravité comparable : {words.points(100 * top / bottom)} en faveur de la réunion de palier" in text
    )
    assert "Différence établie, cause non prouvée" in text
    assert "Léger, premier signalement" in text
    # The word is forbidden beside a comparison of practices.
    assert not [part for part in said(at) if "effet" in part.lower() and "ne mesure pas un effet" not in part]


def _practices(floor: tuple[int, int], apart: tuple[int, int], **more: Any) -> Practices:
    return Practices((Stratum(1, False, floor, apart),), 0, more.get("difference"), more.get("refusal", ""))


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (_practices((5, 9), (8, 20), refusal="few_cases"), "Trop peu de conflits suivis pour comparer"),
        (_practices((5, 12), (8, 20), refusal="few_strata"), "ne se rencontrent pas à gravité comparable"),
        (
            _practices((5, 12), (8, 20), difference=(0.12, -0.01, 0.26)),
            "+12 points en faveur de la réunion de palier, plausible entre -1 et +26. **Différence non établie.**",
        ),
        (
            _practices((5, 12), (8, 20), difference=(-0.12, -0.26, -0.02)),
            "+12 points en faveur de l'entretien ou du courrier, plausible entre +2 et +26. **Différence établie, cause non prouvée**",
        ),
        (_practices((5, 12), (8, 20), difference=(0.001, -0.2, 0.2)), "aucun écart"),
    ],
)
def test_what_is_said_of_two_practices(found: Practices, told: str) -> None:
    assert told in outcomes.told(found)


@pytest.mark.parametrize(
    ("x", "n", "told"),
    [
        (
            27,
            30,
            "Compatible avec 90 %, mais non démontré : 27 sur 30 (90 %), part plausible entre 74 % et 97 %",
        ),
        (27, 30, "Avec 3 échecs, il faudrait 76 cas pour l'affirmer."),
        (28, 28, "Sans aucun échec, il faudrait 29 cas"),
        (29, 29, "Démontré : 29 sur 29 (100 %) ; la part réelle dépasse 90 % avec une confiance de 95 %"),
        (17, 24, "Non compatible avec 90 % : 17 sur 24 (71 %), part plausible entre 51 % et 85 %"),
        (9, 9, "Trop peu de conflits suivis (9) pour juger d'un taux"),
    ],
)
def test_what_is_said_of_a_claim(x: int, n: int, told: str) -> None:
    text = say.claim(claim(Figure("i", {}, x, n, 0, n, x / n), 0.9), outcomes.IN_WORDS)
    assert told in text.replace(words.THIN, " ")
    assert "selon la définition : résolu sous 90 jours et sans reprise dans les 90 jours suivants" in text


def test_few_conflicts_are_counted_and_not_judged(tmp_path: Path, data: Path) -> None:
    lines = [conflict(number, date(2025, 1, 3 + number)) for number in range(7)]
    late = occupation_file(tmp_path / "o.xlsx", months=9)
    load(residences_file(tmp_path), late, conflicts_file(tmp_path / "c.xlsx", "Registre 2025", lines))
    at = opened("mobiliser/conflits.py", **SINCE_THE_START)
    text = "\n".join(said(at))
    assert "Trop peu de conflits suivis (7) pour juger d'un taux : 7 conflits résolus durablement." in text
    assert "7 sur 7" in text
    assert "100 % (7 sur 7)" not in text.replace(words.THIN, " ")
    assert "Trop peu de conflits suivis (7) pour tracer leur devenir" in text
    assert "Trop peu de conflits suivis pour comparer" in text


def test_whoever_reads_published_tables_reads_no_case(demo: Path) -> None:  # noqa: F811
    assert not may_open("evaluateur", "conflits")
    sight = sight_of("evaluateur", (), date(2023, 1, 1), date(2025, 12, 1))
    for read in (definitions, curve, practices):
        with pytest.raises(OutOfSight):
            read(current_version() or "", sight, Scope())
    assert definitions(current_version() or "", EVERYTHING, Scope())[0].n
