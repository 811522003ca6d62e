"""Two names that the association says are one partner; scales that are not added; what is told late of a closed month; open lists."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from access import audit
from access.accounts import Perimeter
from access.scope import EVERYTHING
from indicators.__main__ import main
from indicators.compute import compute
from indicators.measure import current_version
from indicators.partnerships import Answer, answers, names
from indicators.sums import Scope
from pipelines.build import rebuild
from pipelines.closing import close
from pipelines.contracts import contract_named
from pipelines.meanings import BadMeaning, meanings, partners_taken_for, remember, revoke
from tests.people import signed_in
from tests.test_alerts import sheet
from tests.test_matching_page import handed_over
from tests.test_network import ACTIONS, action
from tests.test_opinions import HEADER as OPINIONS
from tests.test_pages import ran
from tests.test_published_page import opened
from tests.workbooks import load, occupation_file, residences_file, shown, undo, write_xlsx

HEAD = ("direction", None)


def one(words: str, means: str) -> int:
    said = remember("partner", "", "", words, means, "test")
    rebuild(compute)
    return said.number


@pytest.fixture
def house(tmp_path: Path, data: Path) -> Path:
    """« Secours pop » twice and « Secours populaire » once in VIA in March; « CCAS » there stands for itself."""
    load(residences_file(tmp_path))
    lines = [action(name, need="Numérique", title=f"Atelier {rank}") for rank, name in enumerate(
        ["Secours pop", "Secours pop", "Secours populaire", "CCAS"])]  # fmt: skip
    load(write_xlsx(tmp_path / "a.xlsx", {"Actions mars 2025": [ACTIONS, *lines]}), reason="deux")
    return tmp_path


def active() -> list[Any]:
    return [row["value"] for row in shown("active_partners", "month") if row["month"] == "2025-03"]


def test_two_names_are_one_partner_once_somebody_said_so_and_two_again(house: Path) -> None:
    assert active() == [3]
    assert names(str(current_version())) == ["CCAS", "Secours pop", "Secours populaire"]
    number = one("Secours pop", "Secours populaire")
    assert active() == [2]
    assert answers(str(current_version()), EVERYTHING, Scope()) == [
        Answer(
            "Secours populaire", "numerique", 3
        ),  # under the name that was chosen, not the one most often written
        Answer("CCAS", "numerique", 1),
    ]
    revoke(number, "test")
    rebuild(compute)
    assert active() == [3]


def test_what_makes_a_ring_or_says_nothing_is_refused(house: Path) -> None:
    one("Secours pop", "Secours populaire")
    for words, means in (
        ("Secours populaire", "Secours pop"),
        ("secours POP", "CCAS"),
        ("C.C.A.S.", "ccas"),
    ):
        with pytest.raises(BadMeaning):
            remember("partner", "", "", words, means, "test")
    one("Secours populaire", "CCAS")
    assert set(partners_taken_for().values()) == {"CCAS"}
    assert active() == [1]


def test_the_leadership_says_so_in_the_settings(house: Path) -> None:
    at = opened(HEAD, "donnees/reglages")
    at.selectbox(key="partenaire-nom").set_value("Secours pop")
    at = ran(at.selectbox(key="partenaire-autre").set_value("Secours populaire"))
    at = ran(at.button(key="partenaire-reunir").click())
    assert any("est désormais" in one.value for one in at.success)
    assert active() == [2]
    [said] = meanings()
    ran(at.button(key=f"revenir-{said.number}").click())
    assert active() == [3]


def test_two_scales_of_one_wave_are_not_added(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """VIA answers out of 4, TIL out of 10, the same wave; both out of 4 the wave before."""
    load(residences_file(tmp_path))
    load(
        occupation_file(tmp_path / "o.xlsx", months=6),
        occupation_file(tmp_path / "p.xlsx", months=6, residence="TIL"),
    )
    header = [*OPINIONS[:3], "Date", "Satisfaction globale", "Voisinage"]
    old, new = date(2024, 6, 3), date(2025, 6, 3)
    for name, rows in {
        "a": [["V1", "VIA", 1, old, "4/4", "3/4"], ["V1", "TIL", 1, old, "2/4", "2/4"]],
        "b": [["V2", "VIA", 1, new, "4/4", "3/4"]],
        "c": [["V2", "TIL", 1, new, "9/10", "2/10"]],
    }.items():
        [receipt] = load(write_xlsx(tmp_path / f"{name}.xlsx", {"Réponses": [header, *rows]}), reason="essai")
        assert receipt["status"] == "loaded", receipt["problems"]
    assert main(["show", "satisfaction_rate", "--by", "wave", "--json"]) == 0
    told = capsys.readouterr()
    assert {row["wave"] for row in json.loads(told.out)} == {"V1"}
    assert "« V2 » : deux échelles" in told.err
    assert main(["show", "living_together_rate", "--by", "wave", "--json"]) == 0
    assert {row["wave"] for row in json.loads(capsys.readouterr().out)} == {"V1"}
    for more in (["--by", "residence,wave"], ["--by", "wave", "--residence", "VIA"]):
        assert main(["show", "satisfaction_rate", *more, "--json"]) == 0
        told = capsys.readouterr()
        assert "V2" in {row["wave"] for row in json.loads(told.out)}
        assert told.err == ""


def test_what_the_association_counts_once_a_year_fills_a_closed_month_and_is_then_closed(
    data: Path, tmp_path: Path
) -> None:
    load(residences_file(tmp_path))
    columns = ["held_on", "nature", "theme", "expected_count", "attended_count"]

    def book(name: str, came: int) -> Path:
        return write_xlsx(
            tmp_path / name,
            sheet("F13", columns, [date(2025, 3, 4), "Groupe de travail", "Projet social", 10, came]),
        )

    load(write_xlsx(tmp_path / "a.xlsx", {"Actions mars 2025": [ACTIONS, action("CCAS")]}))
    close(["2025-03"], compute, by="test", name="Direction")
    [late] = load(book("b.xlsx", 8))
    assert late["status"] == "loaded", late["problems"]
    [again] = load(book("c.xlsx", 9))
    assert again["status"] == "refused"
    assert "est clos" in again["problems"][0]["message"]
    with pytest.raises(Exception, match="clos"):
        undo(late["load_id"])


def test_known_words_of_an_open_list_are_proposed(data: Path, tmp_path: Path) -> None:
    from pipelines.__main__ import main as pipelines_main

    load(residences_file(tmp_path))
    path = tmp_path / "vierge.xlsx"
    status = pipelines_main(
        ["blank", "groupes_travail_formations", "--residence", "", "--period", "2025", "-o", str(path)]
    )
    assert status == 0
    book = load_workbook(path)
    held = [sheet for sheet in book.worksheets if sheet.data_validations.dataValidation]
    header = contract_named("F13").by_name["theme"].header
    [column] = [cell.column_letter for row in held[0].iter_rows() for cell in row if cell.value == header]
    [rule] = [one for one in held[0].data_validations.dataValidation if str(one.sqref).startswith(column)]
    assert rule.type == "list"
    assert not rule.showErrorMessage, "another theme may be written"
    values = [
        cell.value
        for row in book["Listes" if "Listes" in book.sheetnames else book.sheetnames[-1]].iter_rows()
        for cell in row
    ]
    assert "Premiers secours en santé mentale" in values


NEAR = "Centre social des Sapins"


def dropped_near(house: Path, role: str) -> Any:
    """Hand over a workbook of April whose partner is written almost as the one of March."""
    sheet_of = {"Actions avril 2025": [ACTIONS, action("Centre social des Sapin s", on=date(2025, 4, 8))]}
    known = {"Actions mars 2025": [ACTIONS, *(action(NEAR, title=f"Fête {rank}") for rank in range(3))]}
    load(write_xlsx(house / "known.xlsx", known))
    bounds = Perimeter(("VIA",)) if role == "equipe" else None
    return handed_over(write_xlsx(house / "near.xlsx", sheet_of), signed_in(role, bounds))


def doubts(at: Any) -> list[str]:
    return [
        str(cell) for table in at.table for cell in table.value.to_numpy().ravel() if "ressemble" in str(cell)
    ]


def test_where_a_near_name_is_doubted_the_two_are_united_after_a_second_look(house: Path) -> None:
    at = dropped_near(house, "direction")
    assert doubts(at)
    [yes] = [one for one in at.button if one.label.startswith("Oui")]
    assert any("Réglages" in one.value and "ne comptera plus" in one.value for one in at.markdown)
    assert not meanings()  # shown is not done
    at = ran(yes.click())
    assert [(one.words, one.means) for one in meanings()] == [("Centre social des Sapin s", NEAR)]
    assert not doubts(at)
    assert not [one for one in at.button if one.label.startswith("Oui")]
    [event] = audit.events(actions=["settings_changed"])
    assert event.detail == f"partenaires réunis : Centre social des Sapin s, {NEAR}"
    revoke(meanings()[0].number, "test")
    assert doubts(handed_over(house / "near.xlsx", signed_in("direction")))


def test_a_team_is_told_who_may_unite_two_names(house: Path) -> None:
    at = dropped_near(house, "equipe")
    assert doubts(at)
    assert not [one for one in at.button if one.label.startswith("Oui")]
    assert any("La direction peut les réunir" in one.value for one in at.caption)
