"""A copy of the house, to which somebody adds a kind of workbook, an indicator and a page: one file each.

What is written beside those three files is what CONTRIBUTING says, and no more: the worked example of the indicator, the
page's line in the menu (`ui/entry.py`) and its line in `access/permissions.py`, without which a page is nobody's. No line of
`ui/method.py`, of the tests or of any other list is touched: what would then break is a defect of the house.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LEFT = shutil.ignore_patterns("data", ".venv", ".git", "__pycache__", ".*_cache", "benchmarks")

CONTRACT = '''
"""F16, the shared gardens: who digs, month by month."""

from pipelines.contract import Column, Contract
from pipelines.lists import Code, Residence
from pipelines.types import Month, Whole

STATES = {"ouvert": "Ouvert", "en_pause": "En pause"}

CONTRACT = Contract(
    kind="jardins_partages",
    code="F16",
    title="Jardins partagés",
    fact="shared_gardens",
    period="month",
    period_column="month",
    key=("residence", "month"),
    telling=("month", "gardeners_count", "plots_count"),
    enough=2,
    help="Une ligne par résidence et par mois : parcelles et jardiniers.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Site",), required=True, help="Code ou nom de la résidence."),
        Column("month", "Mois", Month(), required=True, help="Mois du relevé."),
        Column("plots_count", "Nb parcelles", Whole(), ("Parcelles",), unit="parcelles", help="Parcelles cultivables."),
        Column("gardeners_count", "Nb jardiniers", Whole(), ("Jardiniers",), unit="résidents", help="Résidents qui jardinent."),
        Column("garden_state", "État du jardin", Code(STATES), help="Ouvert ou en pause."),
    ),
)
'''
QUERY = """
/*
code = "I84"
title = "Jardiniers par parcelle"
question = "Combien de résidents se partagent une parcelle ?"
why = "Une parcelle sans jardinier est une friche."
formula = "jardiniers ÷ parcelles, des mois transmis"
unit = "résidents par parcelle"
better = "none"
aggregate = "sum"
interval = "none"
decimals = 1
caveats = ["Un nombre qui manque est non connu."]
kinds = ["jardins_partages"]
categories_of = "jardins_partages.garden_state"
reviewed = 2026-11-23
*/
-- one row per residence and month
select
    residence,
    month as happened_on,
    garden_state as category,
    case when plots_count is not null then gardeners_count end as numerator,
    case when gardeners_count is not null then plots_count end as denominator,
    case when gardeners_count is null or plots_count is null then 1 else 0 end as unknown,
    source_row
from shared_gardens
"""
EXAMPLE = """
sentence = "En mars 2025, 9 jardiniers sur 4 parcelles ; un mois sans compte est non connu."

[given]
shared_gardens = [
  {residence = "ALPHA", month = 2025-03-01, plots_count = 4, gardeners_count = 9},
  {residence = "BETA", month = 2025-03-01, plots_count = 3},
]

[[expect]]
by = ["month"]
month = "2025-03"
numerator = 9
denominator = 4
unknown = 1
value = 2.25
"""
PAGE = """
import streamlit as st

from ui import filters, panel, visitor

visitor.require("jardins")
version = filters.version_or_welcome()
st.title("Jardins")
panel.tiles(filters.choose(version), ["gardeners_per_plot"])
"""
ENTRY = """        Entry(PAGES / "jardins/jardins.py", "Jardins", ":material/yard:", "Qui jardine"),
"""
ADDED = {
    "pipelines/contracts/jardins_partages.py": CONTRACT,
    "indicators/gardens/gardeners_per_plot.sql": QUERY,
    "tests/indicators/gardeners_per_plot.toml": EXAMPLE,
    "pages/jardins/jardins.py": PAGE,
}
LINES = {
    "ui/entry.py": ('    "Publics": [\n', ENTRY),
    "access/permissions.py": ("PAGES: dict[str, Permission] = {\n", '    "jardins": "figures",\n'),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, with what was added and nothing else."""
    copy = tmp_path_factory.mktemp("maison") / "palier"
    shutil.copytree(ROOT, copy, ignore=LEFT)
    for name, text in ADDED.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text.lstrip("\n"), "utf-8")
    for name, (after, line) in LINES.items():
        text = (copy / name).read_text("utf-8")
        assert text.count(after) == 1, f"{name} has no such place any more"
        (copy / name).write_text(text.replace(after, after + line), "utf-8")
    return copy


def run(house: Path, *command: str) -> str:
    """Return what a command of the copy prints; it must succeed."""
    environment = os.environ | {
        "PALIER_DATA": str(house / "data"), "PALIER_TODAY": "2025-05-04", "PYTHONPATH": str(house),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *command], cwd=house, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def filled(house: Path) -> Path:
    """The copy into whose data folder a list of residences and a garden's workbook, written in a hand of its own, were loaded."""
    run(house, "-c", textwrap.dedent("""
        from datetime import date
        from pathlib import Path
        from tests.workbooks import residences_file, write_xlsx
        residences_file(Path("."))
        rows = [["Relevé des jardins"], ["Site", "Mois", "Parcelles", "Jardiniers"], ["Viala", date(2025, 3, 1), 4, 9]]
        write_xlsx(Path("jardins.xlsx"), {"Mars": rows})
    """))  # fmt: skip
    told = json.loads(run(house, "-m", "pipelines", "load", "Référentiel.xlsx", "jardins.xlsx", "--json"))
    assert [(one["kind"], one["status"]) for one in told] == [
        ("referentiel_residences", "loaded"),
        ("jardins_partages", "loaded"),
    ]
    return house


def test_the_kind_is_recognised_checked_and_loaded(filled: Path) -> None:
    [first, second] = json.loads(run(filled, "-m", "pipelines", "loads", "--json"))
    assert second["slices"] == [{"kind": "jardins_partages", "residence": "VIA", "period": "2025-03"}]
    again = json.loads(run(filled, "-m", "pipelines", "check", "jardins.xlsx", "--json"))
    assert [one["status"] for one in again] == ["unchanged"]
    assert first["kind"] == "referentiel_residences"


def test_its_blank_workbook_is_made_filled_and_accepted(filled: Path) -> None:
    run(
        filled,
        "-m",
        "pipelines",
        "blank",
        "jardins_partages",
        "--residence",
        "VIA",
        "--period",
        "2025-04",
        "-o",
        "b.xlsx",
    )
    run(filled, "-c", textwrap.dedent("""
        import openpyxl
        book = openpyxl.load_workbook("b.xlsx")
        sheet = book.worksheets[0]
        line = {"Nb parcelles": 4, "Nb jardiniers": 12, "État du jardin": "Ouvert"}
        for cell in sheet[5]:
            if cell.value in line:
                sheet.cell(6, cell.column, line[cell.value])
        book.save("b.xlsx")
    """))  # fmt: skip
    [told] = json.loads(run(filled, "-m", "pipelines", "check", "b.xlsx", "--json"))
    assert (told["status"], told["kind"], told["accepted"], told["problems"]) == (
        "acceptable",
        "jardins_partages",
        1,
        [],
    )


def test_the_dictionary_holds_it(house: Path) -> None:
    run(house, "-m", "pipelines.dictionary")
    assert "## F16 — Jardins partagés (`jardins_partages`)" in (house / "docs/dictionnaire.md").read_text(
        "utf-8"
    )


def test_the_indicator_is_computed_and_shown(filled: Path) -> None:
    told = json.loads(
        run(filled, "-m", "indicators", "show", "gardeners_per_plot", "--by", "residence,month", "--json")
    )
    assert [(one["residence"], one["month"], one["value"]) for one in told] == [("VIA", "2025-03", 2.25)]
    lines = json.loads(
        run(filled, "-m", "indicators", "trace", "I84", "--residence", "VIA", "--period", "2025-03", "--json")
    )
    assert [(one["file"], one["row"]) for one in lines] == [("jardins.xlsx", 3)]


OPENED = """
    import json
    from pathlib import Path
    from streamlit.testing.v1 import AppTest
    from tests.people import signed_in

    def seen(page):
        at = AppTest.from_file(str(Path("ui/entry.py").resolve()), default_timeout=120).switch_page("../pages/" + page)
        at.user = signed_in("direction").user
        at.run()
        assert not at.exception, [one.value for one in at.exception]
        said = {name: [one.value for one in getattr(at, name)] for name in ("title", "subheader", "markdown", "caption")}
        return said | {"metric": [[one.label, one.value] for one in at.metric], "expander": [one.label for one in at.expander]}

    print(json.dumps({page: seen(page) for page in ("jardins/jardins.py", "evaluation/methode.py", "donnees/historique.py")}))
"""


@pytest.fixture(scope="module")
def seen(filled: Path) -> dict[str, dict[str, Any]]:
    """What the leadership sees of three pages, each opened in the copy."""
    found: dict[str, dict[str, Any]] = json.loads(run(filled, "-c", textwrap.dedent(OPENED)).splitlines()[-1])
    return found


def test_the_page_opens_to_the_leadership_with_the_figure(seen: dict[str, dict[str, Any]]) -> None:
    page = seen["jardins/jardins.py"]
    assert page["title"] == ["Jardins"]
    [[label, value]] = page["metric"]
    assert label == "Jardiniers par parcelle"
    assert value.startswith("2,3")  # 9 ÷ 4, to one decimal


def test_the_method_page_lists_it_under_a_theme_that_nobody_named(seen: dict[str, dict[str, Any]]) -> None:
    page = seen["evaluation/methode.py"]
    assert page["subheader"][-1] == "Autres indicateurs"
    assert page["expander"][-1] == "Jardiniers par parcelle · I84"
    assert any("**Sources** : jardins partagés." in text for text in page["markdown"])


def test_the_history_opens_and_its_files_are_counted_under_the_kind(
    filled: Path, seen: dict[str, dict[str, Any]]
) -> None:
    assert seen["donnees/historique.py"]["title"] == ["Historique"]
    told = json.loads(run(filled, "-m", "indicators", "show", "I82", "--by", "category", "--json"))
    assert {one["category"]: one["denominator"] for one in told}["jardins_partages"] == 1


def test_the_tests_that_hold_for_every_declaration_take_it_as_it_is(filled: Path) -> None:
    """The parametrised tests of contracts, indicators and the house run on what was added, without a line of theirs changed."""
    run(
        filled, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0",
        "tests/test_house.py", "tests/test_contracts.py", "tests/test_indicators.py", "tests/test_documents.py",
        "-k", "jardins or gardeners or menu or every_contract or every_query or portable or arrows or dictionary or worked_example_and",
    )  # fmt: skip
