"""F2, entries and exits, as staff write them: what is read, what is asked again, and who is never named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import move_codes
from pipelines.contracts.mouvements import CONTRACT
from tests.workbooks import Receipt, judge, kept_rows, load, residences_file, write_xlsx

HEADER = [
    "N°",
    "Résidence",
    "Date",
    "Type",
    "Jours vacants",
    "Date d'entrée",
    "Origine",
    "Contingent",
    "PLAI",
]
HEADER += ["Motif de sortie", "Destination"]
ENTRY = [1, "Viala", date(2025, 3, 4), "Entrée", 12, None, "Rue", "Préfet", "oui", None, None]
EXIT = [
    2,
    "Viala",
    date(2025, 3, 5),
    "Sortie",
    None,
    date(2023, 1, 9),
    None,
    None,
    None,
    "Accès logement",
    "Parc social",
]


def written(
    folder: Path, *lines: list[Any], header: list[Any] | None = None, sheet: str = "Mouvements mars 2025"
) -> Path:
    return write_xlsx(folder / "m.xlsx", {sheet: [header or HEADER, *lines]})


def judged(folder: Path, *lines: list[Any], **more: Any) -> Receipt:
    return judge(written(folder, *lines, **more))


def told(receipt: Receipt) -> list[tuple[str, str, str]]:
    return [(one["severity"], one["cell"], one["message"].partition(" : ")[2]) for one in receipt["problems"]]


def with_(line: list[Any], **changed: Any) -> list[Any]:
    return [changed.get(name, value) for name, value in zip(NAMES, line, strict=True)]


NAMES = (
    "number",
    "residence",
    "day",
    "kind",
    "vacant",
    "start",
    "origin",
    "quota",
    "plai",
    "reason",
    "destination",
)


@pytest.fixture
def known(data: Path, tmp_path: Path) -> Path:
    load(residences_file(tmp_path))
    return tmp_path


def rows(folder: Path, *lines: list[Any], **more: Any) -> list[dict[str, Any]]:
    [receipt] = load(written(folder, *lines, **more))
    assert receipt["status"] == "loaded", receipt["problems"]
    return kept_rows("mouvements")


def test_a_sound_register_covers_its_month_and_is_kept_in_codes(known: Path) -> None:
    entry, leaving = rows(known, ENTRY, EXIT)
    assert (entry["move_type"], entry["origin"], entry["quota"], entry["plai_eligible"]) == (
        "entree",
        "rue",
        "prefet",
        True,
    )
    assert (leaving["exit_reason"], leaving["exit_destination"]) == ("acces_logement", "parc_social")


def test_a_landlord_by_name_is_asked_and_the_likeliest_word_is_proposed(data: Path, tmp_path: Path) -> None:
    receipt = judged(tmp_path, with_(EXIT, destination="HLM 13 Habitat"))
    assert told(receipt) == [
        ("fault", "K2", "« HLM 13 Habitat » n'est pas dans la liste ; vouliez-vous dire « Parc social » ?")
    ]


@pytest.mark.parametrize("typed", ["Hôpital", "prison", "Sortie de détention", "Établissement de santé"])
def test_an_institution_is_never_detailed(typed: str, known: Path) -> None:
    [row] = rows(known, with_(ENTRY, origin=typed))
    assert row["origin"] == "institution"
    assert typed not in str(row)


def test_negative_vacant_days_and_a_start_after_the_exit_are_faults(data: Path, tmp_path: Path) -> None:
    late = with_(EXIT, start=date(2025, 3, 6))
    faults = told(
        judged(tmp_path, with_(ENTRY, vacant=-3), late, with_(EXIT, number=3, start=date(2025, 3, 5)))
    )
    assert [(severity, cell) for severity, cell, _ in faults] == [("fault", "E2"), ("fault", "F3")]


@pytest.mark.parametrize(
    ("line", "cell", "words"),
    [
        (with_(EXIT, start=None), "F2", "sortie sans date d'entrée"),
        (with_(ENTRY, destination="Parc social"), "D2", "entrée avec un motif ou une destination"),
        (with_(EXIT, vacant=3), "D2", "sortie avec une origine"),
        (with_(EXIT, reason="Décès"), "J2", "décès d'un côté"),
        (with_(ENTRY, start=date(2025, 3, 1)), "F2", "entrée dont la date d'entrée"),
    ],
)
def test_what_is_possible_and_odd_is_a_doubt(
    line: list[Any], cell: str, words: str, data: Path, tmp_path: Path
) -> None:
    [(severity, place, message)] = told(judged(tmp_path, line))
    assert (severity, place) == ("doubt", cell)
    assert message.startswith(words)


@pytest.mark.parametrize(
    ("typed", "reason", "destination"),
    [
        ("Accès logement / parc social", "acces_logement", "parc_social"),
        ("Parc privé", None, "parc_prive"),
        ("fin de séjour", "fin_sejour", None),
        ("Décès", "deces", "deces"),
        ("Impayé + expulsion", "resiliation_impaye", "expulsion"),
    ],
)
def test_reason_and_destination_in_one_column_are_told_apart(
    typed: str, reason: str | None, destination: str | None, known: Path
) -> None:
    header = [*HEADER[:9], "Motif / destination"]
    [row] = rows(known, [*EXIT[:9], typed], header=header)
    assert (row["exit_reason"], row["exit_destination"]) == (reason, destination)
    assert "exit_outcome" not in row


def test_two_destinations_in_one_cell_are_none_and_a_doubt(data: Path, tmp_path: Path) -> None:
    header = [*HEADER[:9], "Motif / destination"]
    [(severity, _, message)] = told(judged(tmp_path, [*EXIT[:9], "Parc social, parc privé"], header=header))
    assert (severity, message[:16]) == ("doubt", "plusieurs motifs")


def test_names_in_place_of_numbers_are_dropped_and_still_tell_two_people_apart(known: Path) -> None:
    """Nothing kept of the two differs: they are two exits all the same, and no duplicate."""
    header = ["Nom", *HEADER[1:]]
    found = rows(
        known, ["Résident A", *EXIT[1:]], ["Résident B", *EXIT[1:]], ["Résident B", *EXIT[1:]], header=header
    )
    assert len(found) == 2
    assert "Résident" not in str(found)


def test_a_name_under_the_number_is_not_kept(known: Path) -> None:
    found = rows(known, ["Résident A", *EXIT[1:]], ["n° 7", *EXIT[1:]])
    assert [row["line_no"] for row in found] == [None, 7]
    assert "Résident" not in str(found)


def test_the_same_line_twice_is_one_and_two_numbers_are_two(known: Path) -> None:
    assert len(rows(known, EXIT, EXIT, with_(EXIT, number=3))) == 2


def test_a_sheet_of_entries_and_a_sheet_of_exits_need_no_type(known: Path) -> None:
    header = [*HEADER[:3], *HEADER[4:]]
    book = {
        "Entrées mars 2025": [header, ENTRY[:3] + ENTRY[4:]],
        "Sorties mars 2025": [header, EXIT[:3] + EXIT[4:]],
    }
    load(write_xlsx(known / "m.xlsx", book))
    assert [row["move_type"] for row in kept_rows("mouvements")] == ["entree", "sortie"]


def test_a_title_that_says_both_fills_nothing(data: Path, tmp_path: Path) -> None:
    header = [*HEADER[:3], *HEADER[4:]]
    receipt = judged(tmp_path, ENTRY[:3] + ENTRY[4:], header=header, sheet="Entrées et sorties 2025")
    assert any("« Type » manque" in one["message"] for one in receipt["problems"])


def test_a_legacy_resident_came_in_1974_and_nobody_comes_in_2074(known: Path) -> None:
    found = rows(known, with_(EXIT, start="12/03/74"), with_(EXIT, number=3, start="12/03/24"))
    assert [row["contract_start_on"] for row in found] == [date(1974, 3, 12), date(2024, 3, 12)]


def test_every_word_of_the_lists_means_a_code() -> None:
    for aliases, labels in (
        (move_codes.ORIGIN_ALIASES | move_codes.ORIGIN_HINTS, move_codes.ORIGINS),
        (move_codes.DESTINATION_ALIASES | move_codes.DESTINATION_HINTS, move_codes.DESTINATIONS),
        (move_codes.REASON_ALIASES | move_codes.REASON_HINTS, move_codes.REASONS),
        (move_codes.QUOTA_ALIASES, move_codes.QUOTAS),
    ):
        assert set(aliases.values()) <= labels.keys()


def test_it_is_due_every_month() -> None:
    assert (CONTRACT.is_due, CONTRACT.period, CONTRACT.is_register) == (True, "month", True)
