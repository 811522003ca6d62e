"""Words that nobody knew: proposed, decided once, remembered, revocable; and what may not be decided so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from indicators.compute import compute
from pipelines import meanings
from pipelines.in_force import known_residences
from pipelines.journal import read_journal
from pipelines.keep import check_files, load_files
from pipelines.matching import Unknown, unknown_words
from pipelines.meanings import BadMeaning, declared, remember, revoke
from pipelines.parquet import read_rows
from pipelines.receipt import Receipt

LIST = [["Code", "Résidence", "Ville", "Type", "Nombre de logements", "Nombre de paliers"],
        ["VIA", "RS Viala", "Marseille", "RS", 80, 5], ["LIE", "RS Lierre", "Toulon", "RS", 40, 3]]  # fmt: skip
HEADER = ["N°", "Résidence", "Date signalement", "Nature", "Issue"]


def book(path: Path, *sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"Feuille {number}")
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


@pytest.fixture
def house(data: Path, tmp_path: Path) -> Path:
    """An association of two residences."""
    [receipt] = load_files([book(tmp_path / "liste.xlsx", LIST)], compute)
    assert receipt.status == "loaded", receipt.problems
    return tmp_path


def checked(path: Path) -> tuple[Receipt, list[Unknown]]:
    [receipt] = check_files([path])
    return receipt, unknown_words(receipt, known_residences(read_journal()).labels)


def conflicts(folder: Path, *rows: list[Any], header: list[str] | None = None) -> Path:
    return book(folder / "Conflits.xlsx", [header or HEADER, *rows])


def line(residence: str = "RS Viala", nature: str = "Bruit", issue: str = "", number: int = 1) -> list[Any]:
    return [f"V-{number}", residence, "12/03/2025", nature, issue]


def test_a_residence_written_anew_is_proposed_then_known(house: Path) -> None:
    path = conflicts(house, line("Vialla (site 2)"), line("Vialla (site 2)", number=2), line(number=3))
    receipt, [unknown] = checked(path)
    assert receipt.status == "refused"
    assert (unknown.sort, unknown.words, unknown.likeliest) == ("residence", "Vialla (site 2)", "VIA")
    assert unknown.choices == {"VIA": "RS Viala", "LIE": "RS Lierre"}
    assert unknown.cells == ("Feuille 1, B2", "Feuille 1, B3")
    remember("residence", "", "", unknown.words, "VIA", by="viala")
    receipt, left = checked(path)
    assert (receipt.status, receipt.accepted, left) == ("acceptable", 3, [])
    assert {one.values["residence"] for one in receipt.rows["conflits"]} == {"VIA"}


@pytest.mark.parametrize(("issue", "likeliest"), [("réglé", "resolu"), ("Résollu", "resolu")])
def test_a_value_out_of_the_list_is_proposed_then_known(house: Path, issue: str, likeliest: str) -> None:
    path = conflicts(house, line(issue=issue), line(issue="Résolu", number=2))
    receipt, [unknown] = checked(path)
    assert (unknown.sort, unknown.kind, unknown.column) == ("value", "conflits", "outcome")
    assert unknown.likeliest == likeliest
    assert "ameliore" in unknown.choices
    # The likeliest is a proposal: somebody may decide otherwise.
    remember("value", "conflits", "outcome", issue, "ameliore", by="viala")
    receipt, left = checked(path)
    assert (receipt.status, left) == ("acceptable", [])
    assert sorted(one.values["outcome"] for one in receipt.rows["conflits"]) == ["ameliore", "resolu"]


def test_a_header_unknown_is_proposed_then_read(house: Path) -> None:
    header = [*HEADER[:4], "Issue du conflit constatée"]
    path = conflicts(house, line(issue="Résolu"), header=header)
    receipt, [unknown] = checked(path)
    assert (unknown.sort, unknown.words) == ("header", "Issue du conflit constatée")
    assert unknown.likeliest == "outcome"
    assert receipt.rows["conflits"][0].values.get("outcome") is None
    remember("header", "conflits", "", unknown.words, "outcome", by="viala")
    receipt, left = checked(path)
    assert left == []
    assert receipt.rows["conflits"][0].values["outcome"] == "resolu"


def test_a_header_said_to_be_none_is_not_asked_again(house: Path) -> None:
    path = conflicts(house, line(issue="Résolu"), header=[*HEADER[:4], "Issue du conflit constatée"])
    remember("header", "conflits", "", "Issue du conflit constatée", meanings.NOT_READ, by="viala")
    receipt, left = checked(path)
    assert left == []
    assert any("constatée" in told for told in receipt.not_read)


def test_when_everything_matches_nothing_is_asked(house: Path) -> None:
    receipt, left = checked(conflicts(house, line(issue="Résolu")))
    assert (receipt.status, left) == ("acceptable", [])


def test_a_meaning_taken_back_is_unknown_again_and_what_was_loaded_stays(house: Path) -> None:
    said = remember("value", "conflits", "outcome", "réglé", "resolu", by="viala")
    path = conflicts(house, line(issue="réglé"))
    [receipt] = load_files([path], compute)
    assert receipt.load_id
    revoke(said.number, by="direction")
    assert meanings.meanings() == []
    assert [row["outcome"] for row in read_rows("conflits", receipt.load_id)] == ["resolu"]
    _, [unknown] = checked(conflicts(house, line(issue="réglé", number=2)))
    assert unknown.words == "réglé"
    with pytest.raises(KeyError):
        revoke(said.number, by="direction")
    again = remember("value", "conflits", "outcome", "réglé", "ameliore", by="viala")
    assert again.number > said.number


@pytest.mark.parametrize(
    ("sort", "kind", "column", "words", "means"),
    [
        ("value", "conflits", "outcome", "Résolu", "ameliore"),  # it already means something
        ("value", "conflits", "outcome", "réglé", "inventé"),
        ("value", "conflits", "reported_on", "réglé", "resolu"),
        ("value", "inconnu", "outcome", "réglé", "resolu"),
        ("header", "conflits", "", "Issue", "reported_on"),
        ("header", "conflits", "", "Machin", "inventée"),
        ("residence", "", "", "  ", "VIA"),
        ("residence", "", "", "x" * 200, "VIA"),
        ("residence", "", "", "chez Mme Untel", "VIA"),
        ("value", "conflits", "outcome", "vu avec M. Untel", "resolu"),
    ],
)
def test_words_that_mean_something_or_somebody_are_not_given_a_meaning(
    house: Path, sort: Any, kind: str, column: str, words: str, means: str
) -> None:
    with pytest.raises(BadMeaning):
        remember(sort, kind, column, words, means, by="viala")
    assert meanings.meanings() == []


def test_what_means_a_residence_cannot_be_made_to_mean_another(house: Path) -> None:
    remember("residence", "", "", "Vialla", "VIA", by="viala")
    with pytest.raises(BadMeaning):
        remember("residence", "", "", "vialla", "LIE", by="lierre")
    # Nor does a meaning take over the name that the list gives.
    remember("residence", "", "", "RS Viala", "LIE", by="lierre")
    assert known_residences(read_journal()).get("RS Viala") == "VIA"


def test_words_of_a_person_in_a_coded_cell_are_not_proposed(house: Path) -> None:
    receipt, left = checked(conflicts(house, line(issue="vu avec M. Untel")))
    assert receipt.status == "refused"
    assert left == []


def test_each_association_has_its_own_meanings(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("value", "conflits", "outcome", "réglé", "resolu", by="viala")
    assert "regle" in declared()["conflits"].by_name["outcome"].type.spellings  # type: ignore[attr-defined]
    monkeypatch.setenv("PALIER_DATA", str(tmp_path / "autre"))
    assert "regle" not in declared()["conflits"].by_name["outcome"].type.spellings  # type: ignore[attr-defined]


def test_the_headers_of_a_sheet_that_nobody_knows_are_proposed_until_it_is_known(house: Path) -> None:
    """« Natures constatées », « Issues trouvées » are the association's own words: without them there is no table."""
    own = ["Repère", "Résidence", "Signalement fait", "Natures constatées", "Issues trouvées"]
    path = book(
        house / "Suivi.xlsx", [["Suivi des conflits 2025"], own, line(issue="Résolu"), line(number=2)]
    )
    receipt, unknown = checked(path)
    assert receipt.status == "refused"
    assert "aucun en-tête reconnu" in receipt.problems[0].message
    likeliest = {one.words: one.likeliest for one in unknown}
    assert {one.kind for one in unknown} == {"conflits"}
    assert likeliest["Natures constatées"] == "category"
    assert likeliest["Issues trouvées"] == "outcome"
    assert {one.cells for one in unknown if one.words == "Issues trouvées"} == {("Feuille 1, E2",)}
    remember("header", "conflits", "", "Natures constatées", "category", by="viala")
    remember("header", "conflits", "", "Issues trouvées", "outcome", by="viala")
    remember("header", "conflits", "", "Signalement fait", "reported_on", by="viala")
    receipt, _ = checked(path)
    assert (receipt.status, receipt.accepted) == ("acceptable", 2)


def test_a_table_of_something_else_asks_nothing(house: Path) -> None:
    shopping = [["Article", "Prix", "Quantité"], ["Chaises", 40, 12], ["Tables", 90, 3]]
    letters = [["a", "b", "x"], ["n", "d", "é"], ["o", "n", "o"]]
    for rows in (shopping, letters):
        receipt, unknown = checked(book(house / "Autre.xlsx", rows))
        assert (receipt.status, unknown) == ("refused", [])
