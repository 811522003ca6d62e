"""Every page, without a browser: on nothing, on the demo association, on one residence; figures recounted by hand."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from access.permissions import ROLES, may_open
from access.scope import EVERYTHING
from indicators.catalogue import Indicator, indicators
from indicators.measure import Figure, Scope, current_version, measure
from pipelines.contracts import contracts
from pipelines.demo import demo_files
from pipelines.journal import read_journal
from pipelines.parquet import read_rows
from social_project import revisions
from social_project.numbers import numbers_in
from social_project.revisions import in_force
from tests.browser.serving import ROOT, fill_with_demo
from tests.people import signed_in
from tests.workbooks import all_read
from ui import say, words

PAGES = sorted(path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").glob("*/*.py"))
WITHOUT_FIGURES = (
    "donnees/",
    "administration/",
    "federation/",
    "evaluation/methode.py",
    "evaluation/tableaux.py",
)
WITH_FIGURES = [page for page in PAGES if not page.startswith(WITHOUT_FIGURES)]
WITH_TILES = ["mobiliser/conflits.py", "mobiliser/participation.py", "pilotage/residence.py", "pilotage/synthese.py",
              "publics/occupation.py", "publics/parcours.py", "reseau/partenariats.py"]  # fmt: skip
GARRIGUE, CODE = "Résidence La Garrigue (démo)", "GARRIGUE"
RESIDENCES = {
    "Calanque": "La",
    "Garrigue": "La",
    "Lavande": "La",
    "Mimosas": "Les",
    "Oliviers": "Les",
    "Tilleuls": "Les",
}
IN_2025 = (date(2025, 1, 1), date(2025, 12, 1))
ENGLISH = re.compile(r"\b(Loading|Error|None|nan|NaN|NaT|null|True|False|Upload|Data|Download|Browse)\b")
TO_TRY = sorted((ROOT / "data/demo/a_essayer").glob("*.xlsx"))
LAST_YEAR, SINCE_THE_START = {"periode": "2025"}, {"periode": "Depuis le début"}
HERE = {"residences": GARRIGUE, "residence": GARRIGUE}


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_TODAY", "2026-02-05")
        fill_with_demo(folder)
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation where nothing was ever deposited."""
    monkeypatch.setenv("PALIER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def demo(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo association, to be read only."""
    monkeypatch.setenv("PALIER_DATA", str(demo_data))
    return demo_data


@pytest.fixture
def desk(demo_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo association, to be written, on a day of February 2026."""
    shutil.copytree(demo_data, tmp_path / "data")
    monkeypatch.setenv("PALIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PALIER_TODAY", "2026-02-05")
    return tmp_path / "data"


def opened(page: str, **asked: str) -> AppTest:
    """Open a page as the leadership, or as the first role that may where the leadership may not."""
    role = next(role for role in ROLES if may_open(role, Path(page).stem))
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}")
    at.user = signed_in(role).user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def ran(touched: Any) -> AppTest:
    """Run the page again after a widget was touched; no page may fail."""
    at: AppTest = touched.run()
    assert not at.exception, [error.value for error in at.exception]
    return at


def said(at: AppTest) -> Iterator[str]:
    """Everything that the page writes, tables and charts included."""
    for node in at.main:
        if node.type in ("dataframe", "table"):
            yield from map(str, [*node.value.columns, *node.value.to_numpy().ravel()])
        elif node.type == "plotly_chart":
            yield from drawn(node)
        else:
            texts = (getattr(node, name, None) for name in ("label", "value", "help", "placeholder", "body"))
            yield from (text for text in texts if isinstance(text, str))
            yield from (option for option in getattr(node, "options", ()) if isinstance(option, str))


def drawn(chart: Any) -> Iterator[str]:
    spec = json.loads(chart.proto.spec)
    for trace in spec["data"]:
        yield from (str(trace[name]) for name in ("name", "hovertemplate") if name in trace)
        for name in ("x", "y", "text"):
            yield from (text for text in trace.get(name) or () if isinstance(text, str))
    yield from (note["text"] for note in spec["layout"].get("annotations", ()))


def foreign(at: AppTest) -> list[str]:
    return [text for text in said(at) if ENGLISH.search(text)]


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_installation_opens_every_page_in_french(page: str, empty: Path) -> None:
    at = opened(page)
    assert at.title
    assert not foreign(at)
    assert not held(empty)


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_a_page_without_figures_says_what_to_do_first(page: str, empty: Path) -> None:
    at = opened(page)
    assert any("référentiel des résidences" in text for text in said(at))
    assert "Déposer un premier classeur" in [link.proto.label for link in at.get("page_link")]


@pytest.mark.parametrize("page", PAGES)
def test_the_demo_association_fills_every_page_in_french(page: str, demo: Path) -> None:
    at = opened(page)
    assert at.title
    assert not foreign(at)


@pytest.mark.parametrize("page", PAGES)
def test_one_residence_fills_every_page_in_french(page: str, demo: Path) -> None:
    at = opened(page, **LAST_YEAR, **HERE)
    assert at.title
    assert not foreign(at)


def test_a_link_reopens_the_view_it_was_taken_from(demo: Path) -> None:
    at = opened("mobiliser/participation.py", periode="2024", residences=GARRIGUE)
    assert at.multiselect(key="residences").value == [GARRIGUE]
    assert at.selectbox(key="periode").value == "2024"
    assert shown(at, "meetings_held") == "34"  # data/demo/README.md counts 18 floor meetings among them


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_a_filter_that_names_nothing_is_passed_over(page: str, demo: Path) -> None:
    nowhere = {
        "residences": "Nulle part",
        "residence": "Nulle part",
        "vague": "Vague 1899",
        "periode": "1899",
    }
    assert list(said(opened(page, **nowhere))) == list(said(opened(page)))


# Figures: what pages write, what `measure` gives, what a hand would count in the workbooks.


def shown(at: AppTest, name: str) -> str:
    [tile] = [one for one in at.metric if one.label == indicators()[name].title]
    return str(tile.value)


def figure(name: str, scope: Scope) -> Figure | None:
    found = measure(current_version() or "", EVERYTHING, name, (), scope)
    return found[0] if found else None


def titled(label: str) -> Indicator | None:
    return next((one for one in indicators().values() if one.title == label), None)


@pytest.mark.parametrize("codes", [(), (CODE,)], ids=["association", "residence"])
@pytest.mark.parametrize("page", WITH_TILES)
def test_tiles_show_what_measure_gives(page: str, codes: tuple[str, ...], demo: Path) -> None:
    at = opened(page, **LAST_YEAR, **(HERE if codes else {}))
    if page == "pilotage/residence.py" and not codes:
        codes = ("CALANQUE",)  # the first residence, by name
    known = {tile.label: tile.value for tile in at.metric if titled(tile.label)}
    expected = {label: figure(titled(label).id, Scope(codes, *IN_2025)) for label in known}
    assert len(known) >= 9
    assert known == {label: say.value(titled(label), one and one.value) for label, one in expected.items()}


def plain(cell: object) -> str:
    letters = unicodedata.normalize("NFD", str(cell or "").lower())
    return re.sub(r"\s+", " ", "".join(one for one in letters if not unicodedata.combining(one))).strip()


def columns(path: Path, *spellings: set[str]) -> Iterator[list[str]]:
    """Yield some columns of a workbook, known by their headers; a line typed twice counts once."""
    seen, places = set(), None
    for sheet in load_workbook(path, data_only=True):
        for cells in ([plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)):
            found = [
                next((at for at, cell in enumerate(cells) if cell in spelling), None)
                for spelling in spellings
            ]
            if None not in found:
                places = found
            elif places and tuple(cells) not in seen:
                seen.add(tuple(cells))
                yield [cells[place] for place in places]


def workbooks(pattern: str) -> list[Path]:
    # macOS and Linux do not write « é » alike.
    names = {path: unicodedata.normalize("NFC", path.name) for path in (ROOT / "data/demo").glob("*/*.xlsx")}
    return [path for path, name in names.items() if re.fullmatch(pattern, name)]


@pytest.mark.parametrize("name", RESIDENCES)
def test_floor_meetings_are_those_that_a_hand_counts_in_the_workbooks(name: str, demo: Path) -> None:
    lines = [
        line
        for path in workbooks(f"Réunions {name} 2025.xlsx")
        for line in columns(path, {"type", "type de reunion"}, {"statut"})
    ]
    counted = lines.count(["reunion de palier", "tenue"])
    at = opened(
        "mobiliser/participation.py", **LAST_YEAR, residences=f"Résidence {RESIDENCES[name]} {name} (démo)"
    )
    traces = [trace for chart in at.get("plotly_chart") for trace in json.loads(chart.proto.spec)["data"]]
    [floor] = [trace for trace in traces if trace.get("name") == "Réunion de palier"]
    assert counted
    assert sum(filter(None, floor["y"])) == counted


def test_strict_floor_meeting_resolution_is_what_a_hand_counts_in_the_workbooks(demo: Path) -> None:
    modes, outcomes = {"mode de traitement", "traitement"}, {"issue", "resultat"}
    lines = [
        line for path in workbooks(r"Conflits \w+ \d{4}.xlsx") for line in columns(path, modes, outcomes)
    ]
    ends = Counter(outcome for mode, outcome in lines if mode == "reunion de palier")
    unknown = ends.pop("", 0) + ends.pop("en cours", 0)
    ends.pop("sans suite", 0)
    share = words.percent(ends["resolu"] / ends.total())
    at = opened("mobiliser/conflits.py", **SINCE_THE_START)
    [strict] = [tile for tile in at.metric if tile.label.startswith("Au sens strict")]
    assert strict.value == share
    basis = f"{ends['resolu']} sur {ends.total()} · {unknown} non connus"
    assert any(caption.value.startswith(basis) for caption in at.caption)


def test_distinct_participants_are_those_declared_in_the_workbook(demo: Path) -> None:
    [path] = workbooks("Participants 2025.xlsx")
    declared = dict(columns(path, {"residence"}, {"participants differents (declare)"}))
    at = opened("mobiliser/participation.py", **LAST_YEAR)
    labels = (text.replace("<br>", " ") for chart in at.get("plotly_chart") for text in drawn(chart))
    told = dict(re.findall(r"(.*\(démo\)) \((\d+) sur ", "\n".join(labels)))
    assert {plain(name): count for name, count in told.items()} == declared


@pytest.mark.parametrize(
    ("claimed", "verdict"), [(90, "Non compatible"), (60, "Compatible"), (50, "Démontré")]
)
def test_the_sentence_follows_the_claim(claimed: int, verdict: str, demo: Path) -> None:
    at = opened("mobiliser/conflits.py", **SINCE_THE_START)
    ran(at.slider(key="taux").set_value(claimed))
    _durable, strict, _broad = [text.value for text in at.markdown if "Ce qu'on peut écrire" in text.value]
    assert verdict in strict
    assert words.percent(claimed / 100) in strict


# « D'où vient ce chiffre ? »


def asked_where_from(at: AppTest, name: str) -> AppTest:
    [button] = [one for one in at.button if str(one.key).startswith(f"origine-{name}")]
    return ran(button.click())


def test_a_figure_leads_to_the_rows_of_the_workbooks(demo: Path) -> None:
    at = asked_where_from(opened("mobiliser/conflits.py", **SINCE_THE_START), "claim-strict")
    lines = at.dataframe[-1].value
    assert (lines["Numérateur"].sum(), lines["Dénominateur"].sum()) == (70, 106)
    for file, sheet, row in lines[["Fichier", "Feuille", "Ligne"]].itertuples(index=False):
        [path] = workbooks(re.escape(file))
        assert "reunion de palier" in [plain(cell.value) for cell in load_workbook(path)[sheet][row]]


@pytest.mark.parametrize("page", WITH_TILES)
def test_the_lines_behind_a_figure_are_written_in_french(page: str, demo: Path) -> None:
    at = opened(page, **LAST_YEAR, **HERE)
    first = next(one for one in at.button if str(one.key).startswith("origine-"))
    ran(first.click())
    codes = {column.name for contract in contracts().values() for column in contract.columns}
    assert at.get("download_button")
    assert not foreign(at)
    assert not [text for text in said(at) if {word for word in re.findall(r"\w+_\w+", text)} & codes]


def test_the_invented_association_has_a_projet_social_in_force_and_another_being_written(demo: Path) -> None:
    frozen, draft = in_force(CODE), revisions.draft("OLIVIER")
    assert frozen
    assert draft
    assert all(section.blocks for section in frozen.document.sections)
    assert len(frozen.figures) > 20
    assert not [one for one in frozen.figures if one.value is None]
    assert any(block.kind == "table" for section in frozen.document.sections for block in section.blocks)
    assert numbers_in(draft.texts["1"])


# The deposit page.


def held(folder: Path) -> dict[str, str]:
    """Return what a folder holds but for who came and when, which is written at each visit."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("access.")]
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def handed_over(paths: list[Path]) -> AppTest:
    at = opened("donnees/depot.py")
    [counter] = at.get("file_uploader")
    ran(counter.set_value([(path.name, path.read_bytes(), "") for path in paths]))
    all_read()
    return ran(at)


def button(at: AppTest, label: str) -> Any:
    [found] = [one for one in at.button if one.label.startswith(label)]
    return found


def test_every_problem_is_told_with_its_cell(desk: Path) -> None:
    at = handed_over(TO_TRY)
    tables = [table.value for table in at.table if "Cellule" in table.value]
    assert [len(table) for table in tables] == [6, 2]  # data/demo/README.md: six faults, two doubts
    grids = [grid.value for grid in at.dataframe if "À corriger en" in grid.value]
    in_grids = sorted(cell for grid in grids for cell in grid["Cellule"])
    assert in_grids == sorted(_cells(tables[0]))  # the faults, and nothing but the faults
    [path] = [path for path in TO_TRY if "corriger" in path.name]
    book = load_workbook(path)
    for table in tables:
        for cell, read in zip(_cells(table), table["Lu"], strict=True):
            value = book.worksheets[0][cell].value
            written = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")
            assert read == written
    assert any("31/02/2026 n'existe pas" in text for text in said(at))
    assert not foreign(at)


def _cells(table: Any) -> list[str]:
    """Return the cells that a table of problems names: « B5 · Date signalement »."""
    return [where.split(" · ")[0] for where in table["Cellule"]]


def test_nothing_is_written_before_a_person_confirms(desk: Path) -> None:
    before = held(desk)
    at = handed_over(TO_TRY)
    ran(at.checkbox[0].check())
    ran(at.text_input(key="depot-motif").input("vérifié avec l'équipe"))
    assert not button(at, "Charger").disabled
    assert held(desk) == before


def test_a_file_already_loaded_has_nothing_to_load(desk: Path) -> None:
    at = handed_over(workbooks("Participants 2025.xlsx"))
    assert any("Déjà chargé" in text for text in said(at))
    assert button(at, "Rien à charger").disabled


def test_a_file_with_faults_is_left_out_until_they_are_set_aside(desk: Path) -> None:
    at = handed_over(TO_TRY)
    assert button(at, "Charger").label.startswith("Charger 1")
    ran(at.checkbox[0].check())
    assert button(at, "Charger").label.startswith("Charger 2")


def test_doubts_need_a_motive_and_a_blank_is_none(desk: Path) -> None:
    at = handed_over(TO_TRY)
    ran(at.checkbox[0].check())
    assert button(at, "Charger").disabled
    ran(at.text_input(key="depot-motif").input("   "))
    assert button(at, "Charger").disabled


def test_a_confirmed_deposit_is_in_the_journal_and_in_the_figures(desk: Path) -> None:
    meetings = figure("meetings_held", Scope((CODE,)))
    at = handed_over(TO_TRY)
    ran(at.checkbox[0].check())
    ran(at.text_input(key="depot-motif").input("vérifié avec l'équipe"))
    ran(button(at, "Charger").click())
    added = {entry.kind: entry for entry in read_journal().entries[len(demo_files()) :]}
    assert {kind: (one.read, one.accepted, one.set_aside) for kind, one in added.items()} == {
        "conflits": (12, 6, 6),
        "reunions": (7, 7, 0),
    }
    assert {doubt["reason"] for doubt in added["conflits"].doubts} == {"vérifié avec l'équipe"}
    assert [one.value.count(entry.load_id) for entry in added.values() for one in at.markdown].count(1) == 2
    now = figure("meetings_held", Scope((CODE,)))
    assert meetings
    assert now
    assert now.numerator > meetings.numerator


def test_a_withdrawal_needs_a_motive_and_brings_the_figures_back(desk: Path) -> None:
    for act in (desk / "loads").glob("month-*.json"):
        act.unlink()  # what closed months rest on is not withdrawn: tests/test_closing.py
    before = figure("meetings_held", Scope(("TILLEUL",)))
    at = opened("donnees/depot.py")
    # One of the latest: the page lists those, and the history all of them.
    entry = next(one for one in read_journal().entries if one.file == "Réunions Tilleuls 2025.xlsx")
    held = [row for row in read_rows("reunions", entry.load_id) if row["status"] == "tenue"]
    [shown_as] = [option for option in at.selectbox(key="retrait").options if entry.load_id in option]
    ran(at.selectbox(key="retrait").set_value(shown_as))
    ran(at.text_input(key="retrait-motif").input("déposé par erreur"))
    assert button(at, "Retirer").disabled
    ran(button(at, "Voir ce que cela change").click())
    ran(button(at, "Retirer").click())
    assert read_journal().withdrawals[entry.load_id].reason == "déposé par erreur"
    after = figure("meetings_held", Scope(("TILLEUL",)))
    assert before
    assert after
    assert held
    assert after.numerator == before.numerator - len(held)
