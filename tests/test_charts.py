"""Charts: a hole stays a hole, units and months are French, colours agree with the theme."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from ui import charts, drawing, words

ROOT = Path(__file__).parents[1]
MONTHS = ["2025-01", "2025-02", "2025-03"]
THIN = "\u202f"


def spec(figure: go.Figure) -> dict[str, Any]:
    return json.loads(figure.to_json())


def test_a_missing_month_is_a_gap_in_the_line() -> None:
    [trace] = spec(charts.lines(MONTHS, {"Viala": [0.25, None, 0.75]}, unit="percent"))["data"]
    assert trace["y"] == [25, None, 75]
    assert trace["connectgaps"] is False


def test_nan_is_missing_too() -> None:
    [trace] = spec(charts.lines(MONTHS, {"Viala": [1, float("nan"), 3]}, unit="number"))["data"]
    assert trace["y"] == [1, None, 3]


def test_each_line_has_a_colour_and_a_marker_of_its_own() -> None:
    traces = spec(charts.lines(MONTHS, {name: [1, 2, 3] for name in "abcdef"}, unit="number"))["data"]
    assert len({trace["line"]["color"] for trace in traces}) == 6
    assert len({trace["marker"]["symbol"] for trace in traces}) == 6


def test_the_target_is_a_named_line() -> None:
    figure = charts.lines(
        MONTHS, {"Viala": [0.2, 0.3, 0.4]}, unit="percent", target=0.5, target_label="Cible"
    )
    target = spec(figure)["data"][-1]
    assert (target["name"], target["y"]) == ("Cible", [50, 50, 50])


@pytest.mark.parametrize(
    ("unit", "text", "suffix"),
    [("percent", f"33{THIN}%", f"{THIN}%"), ("number", "0,3", "")],
)
def test_units(unit: drawing.Unit, text: str, suffix: str) -> None:
    figure = spec(charts.bars(["Viala"], [0.33], unit=unit))
    assert figure["data"][0]["text"] == [text]
    assert figure["layout"]["xaxis"]["ticksuffix"] == suffix
    assert figure["layout"]["separators"] == f",{THIN}"


def test_a_missing_bar_is_a_dash_and_a_zero_is_written() -> None:
    figure = spec(charts.bars(["a", "b"], [None, 0], unit="number"))
    assert figure["data"][0]["x"] == [None, 0]
    assert figure["data"][0]["text"][1] == "0"
    assert [(note["y"], note["text"]) for note in figure["layout"]["annotations"]] == [("a", "—")]


def test_upright_bars_swap_their_axes() -> None:
    figure = spec(charts.bars(["a", "b"], [1, None], unit="number", horizontal=False, colors=["red", "blue"]))
    assert (figure["data"][0]["x"], figure["data"][0]["y"]) == (["a", "b"], [1, None])
    assert figure["data"][0]["marker"]["color"] == ["red", "blue"]
    assert figure["layout"]["annotations"][0]["x"] == "b"


def test_months_are_a_calendar_and_other_periods_are_names() -> None:
    assert drawing.periods(MONTHS)[0] == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert drawing.periods(["2025-T1", "2025-T2"])[0] == ["T1 2025", "T2 2025"]
    assert drawing.periods(["vague 1"])[1]["type"] == "category"


@pytest.mark.parametrize(("months", "every"), [(1, 1), (7, 1), (8, 2), (18, 3), (36, 6), (60, 12)])
def test_month_names_never_crowd_a_telephone(months: int, every: int) -> None:
    x = [f"{2020 + month // 12}-{month % 12 + 1:02}" for month in range(months)]
    assert drawing.periods(x)[1]["dtick"] == f"M{every}"


def test_a_missing_tile_is_grey_and_says_so() -> None:
    known, missing = spec(charts.heatmap(["Viala"], MONTHS, [[0.5, None, 0]], unit="percent"))["data"]
    assert known["z"] == [[50, None, 0]]
    assert missing["z"] == [[None, 0, None]]
    assert (missing["name"], missing["showlegend"]) == ("non transmis", True)
    assert known["x"] == ["janv. 25", "févr. 25", "mars 25"]


def test_a_full_heatmap_has_no_legend() -> None:
    assert spec(charts.heatmap(["a"], ["b"], [[1]], unit="number"))["data"][1]["showlegend"] is False


def test_whiskers_reach_the_ends_of_the_interval() -> None:
    figure = charts.intervals(
        ["a", "b"], [0.5, None], [0.4, None], [0.7, None], reference=0.6, unit="percent"
    )
    [trace] = spec(figure)["data"]
    assert trace["error_x"]["arrayminus"] == pytest.approx([10, None])
    assert trace["error_x"]["array"] == pytest.approx([20, None])
    assert spec(figure)["layout"]["shapes"][0]["x0"] == 60


def test_layers_and_groups_keep_their_holes() -> None:
    stacked = spec(charts.stacked(["2025-T1", "2025-T2"], {"a": [1, None], "b": [2, 3]}, unit="number"))
    grouped = spec(charts.grouped_bars(["x", "y"], {"a": [1, None], "b": [2, 3]}, unit="number"))
    assert [trace["y"] for trace in stacked["data"]] == [[1, None], [2, 3]]
    assert [trace["x"] for trace in grouped["data"]] == [[1, None], [2, 3]]


def test_nothing_to_draw_is_an_empty_chart() -> None:
    for figure in (
        charts.lines([], {}, unit="number"),
        charts.bars([], [], unit="number"),
        charts.heatmap([], [], [], unit="number"),
        charts.intervals([], [], [], [], unit="number"),
    ):
        assert figure.to_json()


def _page() -> None:
    from ui import charts

    charts.draw(
        charts.lines(["2025-01"], {"Viala": [1]}, unit="number"), alt="Réunions par mois", key="chart"
    )


def test_a_drawn_chart_speaks_french_and_says_what_it_shows() -> None:
    chart = AppTest.from_function(_page).run().get("plotly_chart")[0].proto
    config = json.loads(chart.config)
    assert config["locale"] == "fr"
    assert config["locales"]["fr"]["dictionary"]["Download plot as a PNG"].startswith("Télécharger")
    assert chart.alt == "Réunions par mois"


def test_months_are_spelled_alike_in_charts_and_texts() -> None:
    written = drawing.CONFIG["locales"]["fr"]["format"]
    assert written["months"] == list(words.MONTHS)
    assert written["shortMonths"] == list(words.SHORT_MONTHS)


def test_the_theme_has_the_colours_of_the_charts() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["theme"]["chartCategoricalColors"] == list(drawing.PALETTE)
