"""Monthly series on their pages: dots, a median, limits from twelve months, signals, dated changes; residences in a funnel."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, OutOfSight, Sight, sight_of
from indicators.among import Against, Among, among
from indicators.catalogue import indicator_named
from indicators.compute import compute
from indicators.lateness import late_in_use
from indicators.measure import Figure, current_version
from indicators.places import Place
from indicators.statistics import funnel, xmr
from indicators.sums import Scope
from indicators.variation import Note, Point, Stretch, Variation, variation
from indicators.verdicts import changes
from pipelines import baselines
from pipelines.build import rebuild
from tests.test_pages import AppTest, demo, demo_data, opened, ran, said  # noqa: F401
from tests.workbooks import (
    OCCUPATION_HEADER,
    conflict,
    conflicts_file,
    load,
    occupation_file,
    residences_file,
    write_xlsx,
)
from ui import among as beside
from ui import panel
from ui import variation as shown

# Days let and days there were, for 100 dwellings: what the rate of occupation rests on is not looked at here.
LET = [90, 92, 91, 93, 92, 90, 91, 93, 92, 91, 90, 92]


def _occupied(tmp_path: Path, months: list[tuple[int, int]], residence: str = "Viala") -> Path:
    lines = [[residence, date(2023 + at // 12, at % 12 + 1, 1), 100, count, 80] for at, count in months]
    return write_xlsx(tmp_path / f"occupation {residence}.xlsx", {"Occupation": [OCCUPATION_HEADER, *lines]})


def _series(version: str, codes: tuple[str, ...] = ("VIA",)) -> Variation:
    return variation(version, EVERYTHING, "occupancy_rate_eom", Scope(codes))


def _current() -> str:
    return current_version() or ""


def test_limits_come_at_twelve_months_and_signals_after(tmp_path: Path, data: Path) -> None:
    later = [list(enumerate(LET[:count])) for count in (11, 12)]
    load(residences_file(tmp_path))
    load(_occupied(tmp_path, later[0]))
    [stretch] = _series(_current()).stretches
    assert stretch.limits is None
    assert stretch.middle == pytest.approx(0.91)
    load(_occupied(tmp_path, later[1]))
    [stretch] = _series(_current()).stretches
    expected = xmr([one / 100 for one in LET])
    assert stretch.limits == pytest.approx(
        {name: value for name, value in expected.items() if name != "signals"}
    )
    assert not stretch.signals
    # A thirteenth month, far below: judged by the twelve, and red is nowhere.
    load(_occupied(tmp_path, [*enumerate(LET), (12, 60)]))
    found = _series(_current())
    assert found.stretches[0].limits == stretch.limits
    assert [(one.month, one.rule, one.side) for one in found.stretches[0].signals] == [
        ("2024-01", 1, "worse")
    ]
    indicator = indicator_named("occupancy_rate_eom")
    assert "**Signal à regarder** : janvier 2024, hors des limites (60 %)." in _plain(
        shown.told(indicator, found)
    )
    colours = {
        trace["marker"]["color"] for trace in _drawn(shown.drawn(indicator, found)) if "marker" in trace
    }
    assert colours == {"#808a94", shown.ORANGE}


def test_a_hole_an_incomplete_month_and_a_dated_change(tmp_path: Path, data: Path) -> None:
    both = [*enumerate(LET * 2)]
    load(
        residences_file(tmp_path),
        _occupied(tmp_path, [one for one in both if one[0] != 5]),
        _occupied(tmp_path, both, "Les Tilleuls"),
    )
    found = _series(_current(), ())
    june = next(one for one in found.points if one.month == "2023-06")
    assert (june.completeness, june.is_complete) == (0.5, False)
    assert found.stretches[0].known == 23
    hatched = [
        trace
        for trace in _drawn(shown.drawn(indicator_named("occupancy_rate_eom"), found))
        if trace["type"] == "bar"
    ]
    assert [(trace["x"], trace["marker"]["pattern"]["shape"]) for trace in hatched] == [(["2023-06-01"], "/")]
    alone = _series(_current())
    assert next(one for one in alone.points if one.month == "2023-06").value is None
    # Limits start anew from the month that somebody dates, in that residence alone; taken back, they no longer do.
    kept = baselines.date_change(
        "occupancy_rate_eom", "VIA", "2024-01", "fin   des travaux", by="direction.vue"
    )
    rebuild(compute)
    found = _series(_current())
    assert found.notes == (Note("2024-01", "fin des travaux"),)
    assert [stretch.points[0].month for stretch in found.stretches] == ["2023-01", "2024-01"]
    assert found.stretches[0].limits is None  # eleven months known
    assert found.stretches[1].limits == pytest.approx(
        {name: value for name, value in xmr([one / 100 for one in LET]).items() if name != "signals"}
    )
    assert not _series(_current(), ()).notes
    assert not _series(_current(), ("TIL",)).notes
    assert "À compter de janvier 2024 : fin des travaux." in shown.told(
        indicator_named("occupancy_rate_eom"), found
    )
    baselines.take_back(kept.number, by="direction.vue")
    rebuild(compute)
    assert not _series(_current()).notes


@pytest.mark.parametrize(
    ("month", "words", "why"),
    [
        ("2024-01", "  ", "dites ce qui a changé"),
        ("2024-01", "x" * 161, "160 signes"),
        ("2024-13", "travaux", "n'est pas un mois"),
        ("2024-01", "départ de M. Durand", "sans nommer personne"),
        ("2023-01", "autre chose", "déjà daté"),
    ],
)
def test_a_change_that_cannot_be_dated_so(month: str, words: str, why: str, data: Path) -> None:
    baselines.date_change("occupancy_rate", "", "2023-01", "autre façon de compter", by="a")
    with pytest.raises(baselines.BadNote, match=why):
        baselines.date_change("occupancy_rate", "", month, words, by="a")
    with pytest.raises(KeyError):
        baselines.take_back(2, by="a")


def test_the_leadership_dates_a_change_and_takes_it_back(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), _occupied(tmp_path, [*enumerate(LET)]))
    at = opened("donnees/reglages.py")
    at.selectbox(key="changement-serie").set_value("occupancy_rate")
    at.selectbox(key="changement-mois").set_value("2023-06")
    at.text_input(key="changement-mots").set_value("pour Mme Martin")
    [button] = [one for one in at.button if one.label == "Dater ce changement"]
    ran(button.click())
    assert any("sans nommer personne" in error.value for error in at.error)
    at.text_input(key="changement-mots").set_value("nouvelle façon de compter")
    ran(next(one for one in at.button if one.label == "Dater ce changement").click())
    assert any("à compter de juin 2023 : nouvelle façon de compter" in text for text in said(at))
    page = _plain(said(opened("publics/occupation.py", residences="Viala")))
    assert "À compter de juin 2023 : nouvelle façon de compter." in page
    assert "Les limites se calculent à partir de 12 mois ; 7 mois connus à ce jour, médiane 91 %." in page
    ran(at.button(key="changement-1").click())
    assert any("Aucun changement n'est daté." in text for text in said(at))


def test_pages_say_what_varies_as_usual_and_who_stands_out(demo: Path) -> None:  # noqa: F811
    at = opened("mobiliser/conflits.py", periode="Depuis le début")
    text = _plain(said(at))
    assert "Variation habituelle" in text
    assert "Aucune résidence ne se distingue nettement des autres" in text
    specs = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    told = [trace for spec in specs for trace in spec["data"] if trace.get("name") == "variation habituelle"]
    assert len(told[0]["x"]) == 36
    # The funnel: one dot a residence, at its own count.
    found = among(_current(), EVERYTHING, "durable_resolution_rate", Scope())
    assert found
    [dots] = [
        trace
        for spec in specs
        for trace in spec["data"]
        if trace.get("customdata") and "(démo)" in str(trace["customdata"])
    ]
    assert dots["x"] == [one.n for one in found.places]
    sight = sight_of("evaluateur", (), date(2023, 1, 1), date(2025, 12, 1))
    with pytest.raises(OutOfSight):
        among(_current(), sight, "durable_resolution_rate", Scope())


PLACE = Place("A", "Résidence Les Ormes (démo)", None, None, None, None, None, None)


def test_a_residence_that_stands_out_is_told_with_its_gap() -> None:
    counts = [(10.0, 50.0), (30.0, 50.0), (28.0, 50.0), (5.0, 9.0)]
    x, n = (sum(side) for side in zip(*counts, strict=True))
    judged = changes([((x - own, n - cases), (own, cases)) for own, cases in counts])
    beyond = funnel(*zip(*counts, strict=True))["signals"]
    lines = [
        Against(replace(PLACE, name=f"Résidence {at}"), own, cases, change, out)
        for at, ((own, cases), change, out) in enumerate(zip(counts, judged, beyond, strict=True))
    ]
    found = Among(tuple(lines), x / n)
    text = beside.told(found)
    assert "**Résidence 0** : 10 sur 50 (20 %), contre 58 % dans les autres ensemble (-38 points" in _plain(
        [text]
    )
    assert "Résidence 3" not in text  # nine cases are not judged
    [dots] = [trace for trace in _drawn(beside.drawn(found, "higher")) if trace["mode"] == "markers"]
    assert next(iter(dots["marker"]["color"])) == beside.ORANGE
    assert "Résidence 0" not in beside.told(Among(tuple(lines[1:]), 0.6))


def _stretch(assurance: Any, **more: Any) -> Variation:
    limits = dict(mean=0.5, lower=0.2, upper=0.8, near_lower=0.3, near_upper=0.7)
    points = (Point("2024-01", 0.5, 1.0, is_judged=True), Point("2024-02", 0.9, 1.0, is_judged=True, **more))
    return Variation((Stretch(points, limits, None, assurance),), ())


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (_stretch(""), "**Variation habituelle** : aucun signal."),
        (
            _stretch("", rule=1, side="better"),
            "**Signal favorable** : février 2024, hors des limites (90 %).",
        ),
        (
            _stretch("", rule=2, side="other"),
            "**Signal à regarder** : février 2024, parmi 7 mois de suite du même côté de la moyenne.",
        ),
        (_stretch("", rule=3, side="worse"), "parmi 7 mois de suite dans le même sens"),
        (_stretch("", rule=4, side="worse"), "2 mois sur 3 près d'une limite"),
        (_stretch("always"), "Objectif atteint de façon régulière."),
        (_stretch("at_random"), "Objectif atteint de façon aléatoire."),
        (_stretch("never"), "Objectif non atteint."),
    ],
)
def test_each_sentence_on_a_series(found: Variation, told: str) -> None:
    assert told in _plain(shown.told(indicator_named("occupancy_rate"), found))


def _plain(texts: Any) -> str:
    return "\n".join(texts).replace("\u202f", " ")


def _drawn(figure: Any) -> list[dict[str, Any]]:
    return list(figure.to_plotly_json()["data"])


def test_what_was_received_is_told_beside_each_figure(tmp_path: Path, data: Path) -> None:
    half = [one for one in enumerate(LET) if one[0] < 6]
    load(
        residences_file(tmp_path),
        _occupied(tmp_path, [*enumerate(LET)]),
        _occupied(tmp_path, half, "Les Tilleuls"),
    )
    both = _plain(said(opened("publics/occupation.py", periode="2023")))
    assert "Données incomplètes : 18 relevés reçus sur 24 (75 %) (historique repris)" in both
    alone = _plain(said(opened("publics/occupation.py", periode="2023", residences="Viala")))
    assert "12 relevés reçus sur 12 (historique repris)" in alone
    assert "Données incomplètes" not in alone
    told = {(5, 7): ", 7 après l'échéance", (5, 3): ", 3 après l'échéance", (12, 0): ", à temps",
            (0, 12): ", après l'échéance", (0, 0): " (historique repris)"}  # fmt: skip
    for (count, in_use), words in told.items():
        assert panel._late(12, Figure("upload_timeliness", {}, count, 12, 0, 12, count / 12), in_use) == words


def test_a_past_taken_up_in_one_go_was_late_for_nobody(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From January 2025 on, loaded on 5 March: January was due before; February is due on 10 March, March on 10 April."""
    monkeypatch.setenv("PALIER_TODAY", "2025-03-05")
    load(residences_file(tmp_path), occupation_file(tmp_path / "un.xlsx", months=1))
    monkeypatch.setenv("PALIER_TODAY", "2025-04-15")
    load(occupation_file(tmp_path / "trois.xlsx", months=3))

    def late(first: int, last: int, sight: Sight = EVERYTHING) -> int:
        scope = Scope(first=date(2025, first, 1), last=date(2025, last, 1))
        return late_in_use(str(current_version()), sight, "occupation_mensuelle", scope)

    assert [late(1, 1), late(2, 2), late(3, 3), late(1, 3)] == [0, 1, 1, 2]
    assert late(1, 3, sight_of("equipe", ("TIL",), None, None)) == 0
    assert late_in_use(str(current_version()), EVERYTHING, "conflits", Scope()) == 0


@pytest.mark.parametrize(
    ("months", "expected"), [(11, "à partir de 12 mois ; 11 mois connus"), (12, "D'habitude entre")]
)
def test_the_course_of_a_residence_has_limits_from_twelve_months(
    months: int, expected: str, tmp_path: Path, data: Path
) -> None:
    days = [date(2025, month, 3) for month in range(1, months + 1) for _ in range(1 + month % 3)]
    lines = [conflict(number, day) for number, day in enumerate(days)]
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx", months),
        conflicts_file(tmp_path / "c.xlsx", "Registre 2025", lines),
    )
    at = opened("pilotage/residence.py", residence="Viala")
    assert any(expected in text for text in said(at))
    limits = {
        trace.get("name") for one in at.get("plotly_chart") for trace in json.loads(one.proto.spec)["data"]
    }
    assert ("limite haute" in limits) == (months == 12)
