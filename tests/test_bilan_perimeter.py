"""A bilan of some residences or months of a call, interim or final: what it is of, what it leaves out, what replaces what."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from access.scope import OutOfSight
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import close, reopen
from pipelines.journal import read_journal
from pipelines.settings import change_setting
from reports.__main__ import main
from reports.bilan import parts
from reports.bilan.checklist import checklist
from reports.bilan.content import MASKED, Bilan, Value, bilan_of
from reports.bilan.parts import NotReady, prepared, sight_for
from reports.bilan.perimeter import sight_in
from reports.bilan.sealed import NotPublished, Sealed, annex_of, every_bilan, publish
from reports.bilan.verify import verify, verify_code
from tests.conftest import TODAY
from tests.small_association import CALL, actions
from tests.test_bilan_sealed import MEETINGS, MONTHS, associations_file, meetings_file
from tests.workbooks import load, residences_file, undo

JUNE = date(2025, 6, 1)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A call of 2025, its year closed; meetings held at VIA only."""
    folder = tmp_path_factory.mktemp("perimeter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(
            residences_file(folder),
            meetings_file(folder, MEETINGS),
            *(associations_file(folder, name) for name in ("appel.xlsx", "dossier.xlsx", "budget.xlsx")),
        )
        close(MONTHS, compute, by="test", name="Direction")
    return folder


@pytest.fixture
def house(once: Path, tmp_path: Path, data: Path) -> Path:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the tables by residence, which are long to count: tests/test_bilan.py reads them."""
    monkeypatch.setattr(parts, "by_residence", lambda *_: ())


def version() -> str:
    return str(current_version())


def cell(bilan: Bilan, table: str, row: str, column: str) -> Value:
    [held] = [one for part in bilan.parts for one in part.tables if one.key == table]
    [one] = [one for one in held.rows if one.key.startswith(row)]
    return one.cells[[each.key for each in held.columns].index(column)]


def sealed(why: str = "", is_interim: bool = False, last: date | None = None, *residences: str) -> Sealed:
    sight = sight_for(version(), CALL, residences, None, last)
    return publish(version(), sight, CALL, "direction.test", why, is_interim)


def test_half_a_year_of_one_residence_is_counted_over_it_and_leaves_out_people(house: Path) -> None:
    """Six of the twelve meetings from January to June, none at TIL; A1's 38 people and A2's 690 attendances are of all the call."""
    half = prepared(version(), sight_for(version(), CALL, (), None, JUNE), CALL, True)
    assert (half.first, half.last, half.as_of, half.since) == (
        "2025-01-01",
        "2025-06-01",
        "2025-06-30",
        "2024-01-01",
    )
    assert cell(half, "indicators.5", "meetings_held", "value") == 6
    later = prepared(version(), sight_for(version(), CALL, ("VIA",), date(2025, 9, 1)), CALL)
    assert (later.first, later.last, later.since) == ("2025-09-01", "2025-12-01", "2024-09-01")
    assert cell(later, "indicators.5", "meetings_held", "value") == 4
    for part in (half, later):
        for row in ("distinct", "passages"):
            assert cell(part, "synthesis", row, "achieved") == MASKED
        assert cell(part, "results", "A1/", "met") == MASKED
        # What the call spent is the call's, and said so.
        assert cell(part, "synthesis", "aap_budget_execution_rate", "achieved") == 26400.5
        assert part.warnings[0].startswith("Bilan d'une partie de l'appel")
    whole = prepared(version(), sight_for(version(), CALL, ("TIL", "VIA")), CALL)
    assert whole.residences == ()
    assert cell(whole, "synthesis", "distinct", "achieved") == 38
    assert not any("partie" in one for one in whole.warnings)


def test_an_interim_bilan_says_so_and_old_registers_are_final(house: Path) -> None:
    interim = prepared(version(), sight_for(version(), CALL), CALL, True)
    assert cell(interim, "identity", "status", "value") == "Bilan intermédiaire"
    final = prepared(version(), sight_for(version(), CALL), CALL)
    assert not any(row.key == "status" for row in final.parts[0].tables[0].rows)
    raw = json.loads(json.dumps(final.as_json()))
    del raw["is_interim"]
    assert bilan_of(raw) == final
    assert bilan_of(interim.as_json()) == interim
    assert sight_in(interim) == sight_for(version(), CALL)


@pytest.mark.parametrize(
    ("residences", "first", "last", "refused", "told"),
    [
        (("ABC",), None, None, OutOfSight, "choisissez parmi TIL et VIA"),
        ((), date(2024, 12, 1), None, NotReady, "janvier 2025 à décembre 2025"),
        ((), None, date(2026, 1, 1), NotReady, "janvier 2025 à décembre 2025"),
        ((), date(2025, 7, 1), JUNE, NotReady, "premier et un dernier mois"),
    ],
)
def test_what_the_call_has_not_is_refused(
    house: Path,
    residences: tuple[str, ...],
    first: date | None,
    last: date | None,
    refused: type[Exception],
    told: str,
) -> None:
    with pytest.raises(refused, match=told):
        sight_for(version(), CALL, residences, first, last)
    with pytest.raises(refused, match=told):
        checklist(version(), CALL, residences, first, last)


def test_only_the_same_residences_and_months_replace_one_another(house: Path) -> None:
    half = sealed("", True, JUNE)
    interim = sealed("", True)
    assert (half.edition, interim.edition, interim.before, interim.changed) == (1, 2, "", ())
    with pytest.raises(NotPublished, match="rien n'a changé"):
        sealed("encore", True)
    with pytest.raises(NotPublished, match="dites pourquoi"):
        sealed()
    final = sealed("l'exercice est fini")
    assert (final.edition, final.before) == (3, interim.code)
    assert final.changed == ("Nature du bilan : intermédiaire → final",)
    one = sealed("", False, None, "VIA")
    assert (one.bilan.residences, one.before) == (("VIA",), "")
    held = every_bilan()
    assert [each.bilan.is_interim for each in held] == [True, True, False, False]
    for each in held:  # made again with the same options, each tells what was sealed
        assert verify_code(each.code.lower(), version()).verdict == "conform"
    assert verify(annex_of(half) or b"", "a.xlsx", version()).verdict == "conform"


def test_the_command_takes_the_same_choices(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "publish",
        CALL,
        "--residence",
        "VIA",
        "--from",
        "2025-01",
        "--to",
        "2025-06",
        "--interim",
        "--json",
    ]
    assert main(asked) == 0
    code = json.loads(capsys.readouterr().out)["code"]
    [one] = every_bilan()
    assert (one.bilan.residences, one.bilan.last, one.bilan.is_interim) == (("VIA",), "2025-06-01", True)
    assert main(["verify", "--code", code]) == 0
    assert capsys.readouterr().out == f"conforme ({code}, {CALL}, édition 1)\n"
    assert main(["verify", "--code", "22222222", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "unknown"
    assert main(["prepare", CALL, "--residence", "ABC"]) == 1
    assert "hors de AAP 2025 : ABC" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["prepare", CALL, "--from", "2025-13"])


def test_each_cause_of_incompleteness_is_told_on_the_first_page(house: Path) -> None:
    """All but meetings is missing; « Permanences » gives 60 of 90, 33 % less, and says not why."""

    def told() -> tuple[str, ...]:
        found = prepared(version(), sight_for(version(), CALL), CALL)
        assert found.parts[0].notes == found.parts[2].notes == found.warnings
        assert set(found.warnings) <= set(found.parts[11].notes)
        return found.warnings

    lines = [[*line] for line in actions()]
    lines[1][5] = 60.0
    load(associations_file(house, "appel.xlsx", lines))
    incomplete, no_edition, gap, no_result = told()
    assert incomplete.startswith("Données incomplètes, non reçus à ce jour : ")
    assert no_edition == "Aucune édition n'est publiée pour 2025 : les chiffres de personnes n'y sont pas."
    assert gap == "Écarts de plus de 10\u202f% sans commentaire : 1 action (Permanences)."
    assert no_result == "1 action sans résultat : Lits."
    change_setting("variance_pct", "34")
    reopen("2025-03", compute, by="test", reason="une réunion oubliée")
    _, still_open, *_ = told()
    assert prepared(version(), sight_for(version(), CALL), CALL).tolerated == 0.34, (
        "what is sealed says past what share a gap is to be explained"
    )
    assert not any("Écarts" in one for one in told()), "33 % is not past 34 %"
    assert (
        still_open
        == "Données provisoires, mois de la période non clos : mars 2025 ; leurs chiffres n'y sont pas."
    )


def test_a_load_withdrawn_behind_a_code_is_told_with_its_reason(house: Path) -> None:
    one = sealed()
    [behind] = [each for each in one.bilan.files if each.kind == "aap_budget"]
    assert (behind.file, behind.period) == ("Budget de l'appel à projets, AAP 2025", "AAP 2025")
    undo(behind.load_id)
    withdrawn = {one.load_id: one.reason for one in read_journal().withdrawals.values()}
    answer = verify_code(one.code, version(), withdrawn)
    assert answer.verdict == "changed"
    assert f"« {behind.file} », dépôt {behind.load_id}, retiré : essai" in answer.why
    assert answer.sentence == f"{len(answer.changes)} chiffres ont changé depuis"
