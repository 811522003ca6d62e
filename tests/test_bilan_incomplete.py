"""What of a call was never received, or withdrawn: said on the first page, put on the checklist, and never told as zero."""

from __future__ import annotations

import io
import shutil
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from indicators.compute import compute
from indicators.editions import Edition, Line, editions, sealed
from indicators.editions import Table as Published
from indicators.measure import current_version
from pipelines.closing import close
from pipelines.frozen import freeze
from reports.bilan import parts
from reports.bilan.checklist import Point, checklist
from reports.bilan.content import Bilan, Value
from reports.bilan.measured import Asked, of_editions
from reports.bilan.parts import prepared, sight_for
from reports.bilan.pdf import pdf
from reports.bilan.sealed import Sealed, publish
from reports.bilan.word import word
from reports.deliverables.blocks import as_text
from reports.deliverables.board import board_of
from tests.bilan_read_back import assert_told
from tests.conftest import TODAY
from tests.small_association import CALL, actions
from tests.test_bilan_sealed import MEETINGS, MONTHS, associations_file, meetings_file
from tests.workbooks import load, residences_file, undo

JUNE = date(2025, 6, 1)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year 2025, closed, and the actions of a call: neither its file nor its budget."""
    folder = tmp_path_factory.mktemp("incomplete")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(
            residences_file(folder), meetings_file(folder, MEETINGS), associations_file(folder, "appel.xlsx")
        )
        close(MONTHS, compute, by="test", name="Direction")
    return folder


@pytest.fixture(autouse=True)
def house(once: Path, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(parts, "by_residence", lambda *_: ())  # long to count
    return tmp_path


def version() -> str:
    return str(current_version())


def bilan(last: date | None = None, *residences: str) -> Bilan:
    return prepared(version(), sight_for(version(), CALL, residences, None, last), CALL)


def points(last: date | None = None) -> dict[str, Point]:
    return {one.subject: one for one in checklist(version(), CALL, (), None, last)}


def cells(found: Bilan, table: str, row: str) -> dict[str, Value]:
    [held] = [one for part in found.parts for one in part.tables if one.key == table]
    [one] = [one for one in held.rows if one.key == row]
    return dict(zip((column.key for column in held.columns), one.cells, strict=True))


def published() -> Sealed:
    return publish(version(), sight_for(version(), CALL), CALL, "direction.test")


def test_what_of_the_call_was_not_received_is_said_and_is_to_be_loaded(house: Path) -> None:
    told = bilan().warnings
    assert told[:2] == ("Dossier de l'appel non transmis.", "Budget de l'appel non transmis.")
    assert not any(one.startswith("Actions de l'appel") for one in told)
    point = points()["not_sent"]
    assert (point.count, point.page) == (2, "donnees/depot.py")
    assert point.told == ("Dossier de l'appel non transmis", "Budget de l'appel non transmis")
    load(associations_file(house, "dossier.xlsx"), associations_file(house, "budget.xlsx"))
    assert "not_sent" not in points()
    assert not any("de l'appel non transmis" in one for one in bilan().warnings)
    for one in bilan().files:
        if one.kind in ("aap_actions", "aap_budget"):
            undo(one.load_id)
    assert bilan().warnings[:2] == ("Actions de l'appel non transmises.", "Budget de l'appel non transmis.")
    assert points()["not_sent"].count == 2


def test_actions_without_a_result_are_named_on_the_first_page_as_on_the_checklist(house: Path) -> None:
    """Of « Lits » nothing says what came; « Visites » has its result, not its people; « Rampes » was given up."""
    assert bilan().warnings[-1] == "1 action sans résultat : Lits."
    more = [
        *actions(),
        [CALL, "A4", "mobilier_ages", "Visites", 5.0, 5.0, 30, None, "distinct", "realisee"],
        [CALL, "A5", "mobilier_ages", "Rampes", 5.0, None, None, None, None, "abandonnee"],
    ]
    load(associations_file(house, "appel.xlsx", more))
    assert bilan().warnings[-1] == "2 actions sans résultat : Lits et Visites."
    assert points()["no_result"].told == ("Lits", "Visites")
    # Where nobody may be told, whoever was met is masked, and is a result nonetheless.
    assert bilan(JUNE).warnings[-1] == "2 actions sans résultat : Lits et Visites."


def test_without_a_budget_nothing_is_told_of_what_was_spent(house: Path) -> None:
    load(associations_file(house, "dossier.xlsx"))
    one = published()
    for key in ("aap_budget_execution_rate", "aap_grant_consumption_rate"):
        told = cells(one.bilan, "synthesis", key)
        assert [told[name] for name in ("planned", "achieved", "gap", "share")] == [None] * 4, key
    text = as_text(one).decode("utf-8-sig")
    assert "Subvention dépensée" not in text
    assert "soit ." not in text
    board_of(one)


def test_a_grant_that_nobody_notified_is_not_told_in_half(house: Path) -> None:
    load(associations_file(house, "budget.xlsx"))
    one = published()
    told = cells(one.bilan, "synthesis", "aap_grant_consumption_rate")
    assert (told["planned"], told["share"]) == (None, None)
    assert "Subvention dépensée" not in as_text(one).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("is_interim", "wanted"), [(True, "Bilan intermédiaire AAP 2025"), (False, "Bilan AAP 2025")]
)
def test_the_deck_says_on_its_cover_that_a_bilan_is_interim(is_interim: bool, wanted: str) -> None:
    one = publish(version(), sight_for(version(), CALL), CALL, "direction.test", is_interim=is_interim)
    deck = Presentation(io.BytesIO(board_of(one)))
    assert (deck.slides[0].shapes.title.text_frame.text, deck.core_properties.title) == (wanted, wanted)


# Editions of figures of people.


def freeze_year(year: int, *lines: Line) -> Edition:
    whole = Line("Ensemble", "association", ("TIL", "VIA"), (30, 50), 80)
    columns = "Moins", "Plus"
    ages = Published(
        "ages.x", "ages", "Résidents par âge", "résidents", "Résidence", columns, lines or (whole,)
    )
    one = sealed(Edition(year, "", "", 11, version(), (ages,), (), (), ()), by="test", at=TODAY)
    freeze(str(year), asdict(one))
    return one


def test_the_edition_of_the_year_before_is_a_point_too_where_its_year_is_closed(house: Path) -> None:
    assert points()["no_edition"].told == ("2025",)  # 2024 is open: it cannot be published
    close([f"2024-{month:02d}" for month in range(1, 13)], compute, by="test", name="Direction")
    assert points()["no_edition"].told == ("2024", "2025")
    freeze_year(2025)
    assert points()["no_edition"].told == ("2024",)
    assert not any("édition" in one for one in bilan().warnings)
    # An edition covers a year: that of 2025 has no place in a bilan from January to June, that of 2024 has.
    assert points(JUNE)["no_edition"].told == ("2024",)
    freeze_year(2024)
    assert "no_edition" not in points()


def test_a_bilan_of_some_months_says_why_the_edition_is_not_in_it(house: Path) -> None:
    wanted = (
        "L'édition des chiffres de personnes couvre toute l'année 2025 : elle n'entre pas dans un bilan de quelques mois, "
        "et ces chiffres n'y sont pas."
    )
    assert wanted in bilan(JUNE).warnings
    freeze_year(2025)
    half = bilan(JUNE)
    assert wanted in half.warnings
    assert wanted in half.parts[3].notes
    assert not any("Aucune édition" in one for one in half.warnings)


def test_an_edition_that_tells_nothing_of_the_residences_of_a_bilan_is_not_said_unpublished(
    house: Path,
) -> None:
    freeze_year(2025, Line("Viala", "residence", ("VIA",), (30, 50), 80))
    [told] = [one for one in bilan(None, "TIL").warnings if "édition" in one]
    assert told == "L'édition 2025 des chiffres de personnes ne dit rien des seules résidences de ce bilan."


def line(code: str, level: str = "residence") -> Line:
    names = {"VIA": "Viala", "TIL": "Les Tilleuls", "TIL-VIA": "Les Tilleuls, Viala"}
    label = names[code] if level == "residence" else "Ensemble"
    return Line(label, level, tuple(code.split("-")), (30, 50), 80)


def freeze_lines(unit: str, caveat: str, *lines: Line) -> None:
    columns = "Oui", "Non"
    held = Published(
        "besoins.langue.x", "besoins.langue", "Langue", unit, "Résidence", columns, lines, caveat
    )
    freeze("2025", asdict(sealed(Edition(2025, "", "", 11, version(), (held,), (), (), ()), by="test", at=TODAY)))  # fmt: skip


def test_needs_of_two_published_years_stand_beside_one_another_in_part_8(house: Path) -> None:
    """Of 80 answers 30 in 2025; of 60, 45 in 2024, where Les Tilleuls alone answered."""
    for year, told in ((2025, ("VIA", 30, 50, 80)), (2024, ("TIL", 45, 15, 60))):
        code, *numbers, total = told
        whole = Line("Ensemble", "association", (code,), tuple(numbers), total)
        columns = "Exprime le besoin", "Ne l'exprime pas"
        held = Published(
            "besoins.langue.residence-need", "besoins.langue", "Besoin exprimé : Langue", "réponses", "Résidence", columns, (whole,)
        )  # fmt: skip
        one = Edition(year, "", "", 11, version(), (held,), (), (), ())
        freeze(str(year), asdict(sealed(one, by="test", at=TODAY)))
    [table] = [one for one in bilan().parts[7].tables if one.key == "needs.years"]
    assert [row.cells for row in table.rows] == [("Langue", 30, 80, 0.375, 45, 60, 0.75)]
    assert table.caveat.endswith("En 2025 seulement : Viala. En 2024 seulement : Les Tilleuls.")
    one = published()
    assert_told(one, word(one), pdf(one))


def caveat(*residences: str) -> str:
    [held] = [one for part in bilan(None, *residences).parts for one in part.tables if one.key.startswith("edition.")]  # fmt: skip
    return held.caveat


def test_a_table_says_which_residences_its_total_leaves_out(house: Path) -> None:
    freeze_lines("réponses", "Une précaution.", line("VIA"), line("VIA", "association"))
    assert caveat() == "Une précaution. Sans : Les Tilleuls (trop peu de réponses, ou rien de transmis)."


def test_a_table_of_people_says_it_otherwise_than_one_of_answers(house: Path) -> None:
    freeze_lines("résidents", "", line("VIA", "association"))
    assert caveat() == "Sans : Les Tilleuls (trop peu de données, ou rien de transmis)."


def test_a_table_of_every_residence_told_with_others_leaves_out_none(house: Path) -> None:
    freeze_lines("réponses", "Une précaution.", line("TIL-VIA"), line("TIL-VIA", "association"))
    assert caveat() == "Une précaution."


def test_a_bilan_of_some_residences_says_only_what_of_them_is_left_out(house: Path) -> None:
    freeze_lines("réponses", "Une précaution.", line("VIA"), line("VIA", "association"))
    assert caveat("VIA") == "Une précaution."


def test_a_residence_told_with_one_out_of_sight_may_be_why(house: Path) -> None:
    """Of three residences, two in sight: one is told alone, the other with the third."""
    lines = (line("VIA"), Line("Deux", "residence", ("ABC", "TIL"), (30, 50), 80))
    freeze_lines("réponses", "", *lines)
    sight = replace(sight_for(version(), CALL), residences=("TIL", "VIA"))
    asked = Asked(version(), sight, CALL, date(2025, 1, 1), date(2025, 12, 1), is_part=True, is_some=True)
    [held] = of_editions(editions(sight), ["besoins"], asked)
    assert (
        held.caveat
        == "Sans : Les Tilleuls (trop peu de réponses, ou rien de transmis ; ou publiée avec une autre)."
    )
