"""The projet social of a residence through time: saved by several people, frozen, begun again; nothing is ever lost or altered."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING
from indicators.measure import current_version
from pipelines import folder
from social_project import acts
from social_project.bound import link, refreshed
from social_project.document import BoundFigure
from social_project.freezing import validate
from social_project.headings import BadHeading, Heading, headings, own_headings, set_own
from social_project.merging import Clash, merge, resolve
from social_project.revisions import (
    Abandoned,
    BrokenSeal,
    NotSaved,
    Overtaken,
    Validated,
    abandon,
    draft,
    history,
    in_force,
    last_number,
    save,
    validated,
)
from tests import project_data

CODE = "ONE"
DONE = BoundFigure("action_plan_completion_rate", CODE, "2025")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from project_data.filled(tmp_path_factory.mktemp("versions"))


def frozen_on(day: date, name: str, version: str, code: str = CODE) -> Validated:
    return validate(code, last_number(code), name, day, "direction.une", version, EVERYTHING)


# Two texts from one.


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("A\n\nB", "A1\n\nB", "A\n\nB1", "A1\n\nB1"),
        ("A\n\nB", "A\n\nB\n\nC", "Z\n\nA\n\nB", "Z\n\nA\n\nB\n\nC"),
        ("A", "A\n\nmien", "A\n\nsien", "A\n\nsien\n\nmien"),
        ("A\n\nB", "A1\n\nB", "A1\n\nB", "A1\n\nB"),
        ("- a\n- b\n- c", "- a\n- b1\n- c", "- a\n- b\n- c\n- d", "- a\n- b1\n- c\n- d"),
        ("A\n\nB\n\nC", "A\n\nC", "A\n\nB\n\nC1", "A\n\nC1"),
        ("", "mien", "", "mien"),
        ("A\n\nB", "", "A\n\nB", ""),
    ],
)
def test_what_two_people_changed_apart_is_kept_of_both(base: str, mine: str, theirs: str, both: str) -> None:
    assert resolve(merge(base, mine, theirs), lambda clash: pytest.fail(f"{clash}")) == both


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "clash"),
    [
        ("A\n\nB", "A1\n\nB", "A2\n\nB", Clash("A", "A1", "A2")),
        ("A\n\nB\n\nC", "A\n\nC", "A\n\nB2\n\nC", Clash("B", "", "B2")),
        ("- a\n- b", "- a\n- b1", "- a\n- b2", Clash("- b", "- b1", "- b2")),
    ],
)
def test_what_both_changed_is_asked(base: str, mine: str, theirs: str, clash: Clash) -> None:
    parts = merge(base, mine, theirs)
    assert [part for part in parts if isinstance(part, Clash)] == [clash]
    assert resolve(parts, lambda one: one.mine) == mine
    assert resolve(parts, lambda one: one.theirs) == theirs


# A draft.


def test_a_draft_is_what_was_saved_heading_by_heading(data: Path) -> None:
    assert (draft(CODE), in_force(CODE), history(CODE)) == (None, None, ())
    first = save(CODE, {"1": "Des **personnes** seules."}, 0, "une")
    second = save(CODE, {"7": "Des réunions."}, first.number, "deux", version="V3")
    assert draft(CODE) == second
    assert (first.version, second.version, second.changed) == ("V1", "V3", ("7",))
    written = {section.code: [block.text for block in section.blocks] for section in second.document.sections}
    assert {code: texts for code, texts in written.items() if texts} == {
        "1": ["Des personnes seules."],
        "7": ["Des réunions."],
    }
    assert len(written) == 9
    assert draft("AUTRE") is None
    assert save(CODE, {"7": "Des réunions."}, second.number, "une") == second, (
        "nothing changed: nothing written"
    )
    assert [one.by for one in history(CODE)] == ["une", "deux"]


def test_another_heading_and_another_paragraph_are_kept_of_both(data: Path) -> None:
    first = save(CODE, {"1": "A\n\nB", "2": "C"}, 0, "une")
    save(CODE, {"1": "A\n\nB2"}, first.number, "deux")
    mine = save(CODE, {"1": "A1\n\nB", "3": "D"}, first.number, "une")
    assert mine.texts == {"1": "A1\n\nB2", "2": "C", "3": "D"}
    assert mine.merged == (2,)


def test_nobody_writes_over_another_silently(data: Path) -> None:
    first = save(CODE, {"1": "A\n\nB", "2": "C"}, 0, "une")
    theirs = save(CODE, {"1": "A2\n\nB"}, first.number, "deux")
    with pytest.raises(Overtaken) as met:
        save(CODE, {"1": "A1\n\nB\n\nfin", "2": "C1"}, first.number, "une")
    assert met.value.theirs == theirs == draft(CODE), "nothing was written"
    assert [part for part in met.value.merged["1"] if isinstance(part, Clash)] == [Clash("A", "A1", "A2")]
    chosen = met.value.settled({"1": ["A des deux"]})
    assert save(CODE, chosen, theirs.number, "une").texts == {"1": "A des deux\n\nB\n\nfin", "2": "C1"}


def test_a_dropped_draft_stays_in_the_history_and_refuses_what_started_from_it(data: Path) -> None:
    first = save(CODE, {"1": "A"}, 0, "une")
    with pytest.raises(NotSaved, match="a changé"):
        abandon(CODE, 0, "deux")
    assert isinstance(abandon(CODE, first.number, "une"), Abandoned)
    assert draft(CODE) is None
    with pytest.raises(NotSaved):
        save(CODE, {"1": "A1"}, first.number, "deux")
    assert save(CODE, {"2": "B"}, last_number(CODE), "deux").texts == {"2": "B"}


@pytest.mark.parametrize("texts", [{"99": "rien"}, {"1": "x" * 200_001}])
def test_what_cannot_be_kept_is_refused(data: Path, texts: dict[str, str]) -> None:
    with pytest.raises(NotSaved):
        save(CODE, texts, 0, "une")
    assert not history(CODE)


def test_a_code_never_climbs_out_of_the_folder(data: Path) -> None:
    save("../../dehors", {"1": "A"}, 0, "une")
    [path] = data.rglob("000001.json")
    assert path.parent.parent == data / "social_projects"
    assert path.parent.name.startswith("r-%2E%2E")


def test_two_associations_never_cross(data: Path) -> None:
    save(CODE, {"1": "Ici"}, 0, "une")
    (data / "associations" / "autre").mkdir(parents=True)
    with folder.working_for("autre"):
        assert not history(CODE)
        save(CODE, {"1": "Là"}, 0, "deux")
    assert [one.by for one in history(CODE)] == ["une"]


def test_a_writer_killed_before_the_end_leaves_the_text_before(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = save(CODE, {"1": "A"}, 0, "une")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(folder.os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            save(CODE, {"1": "A1"}, first.number, "une")
    assert draft(CODE) == first
    assert save(CODE, {"1": "A2"}, first.number, "une").number == 2
    assert not [*data.rglob("*.part")]


# A version.


def test_a_validated_version_never_moves(filled: str) -> None:
    told = f"Actions faites : {link(DONE, '99 %')}."
    save(CODE, {"7": told}, 0, "equipe.une")
    first = frozen_on(date(2024, 2, 1), "V1", filled)
    [figure] = first.figures
    # By hand: the three actions of V1 were all planned to end in 2025, and none is done.
    assert (figure.bound, figure.words, figure.value, figure.masked) == (DONE, "0\u202f%", 0, False)
    assert (figure.numerator, figure.denominator) == (0, 3)
    assert first.texts["7"] == refreshed(told, lambda *_: "0\u202f%")
    assert (first.data_version, first.as_of, draft(CODE)) == (filled, project_data.DAY, None)
    assert in_force(CODE) == first
    with pytest.raises(NotSaved, match="a été validée"):
        save(CODE, {"7": "autre"}, 1, "equipe.une")

    begun = save(CODE, {"1": "Nouveau"}, last_number(CODE), "equipe.une")
    assert begun.texts["7"] == first.texts["7"], "a new draft starts from the version in force"
    assert begun.version == "V2"
    with pytest.raises(NotSaved, match="déjà validée"):
        frozen_on(date(2025, 1, 1), "v1", filled)
    with pytest.raises(NotSaved, match="à venir"):
        frozen_on(date(2026, 1, 16), "V2", filled)
    second = frozen_on(date(2025, 1, 1), "V2", filled)
    assert (validated(CODE), in_force(CODE)) == ((first, second), second)
    assert len({first.sha256, second.sha256}) == 2


def test_a_version_of_which_one_byte_changed_is_not_shown(filled: str) -> None:
    save("SOON", {"1": "Une majorité"}, 0, "une")
    kept = frozen_on(date(2025, 1, 1), "V1", filled, "SOON")
    [path] = folder.data_folder().glob("social_projects/r-SOON/000002.json")
    assert not path.stat().st_mode & 0o222
    raw = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(raw.replace("majorité".encode(), "minorité".encode()))
    with pytest.raises(BrokenSeal):
        in_force("SOON")
    path.write_bytes(raw)
    os.utime(path)
    assert in_force("SOON") == kept
    assert json.loads(raw)["sha256"] == kept.sha256


@pytest.mark.parametrize(
    ("text", "name"), [("", "V1"), ("A", "  "), (link(BoundFigure("no_such", "LOST", "2025"), "1"), "V1")]
)
def test_what_is_not_ready_is_not_frozen(filled: str, text: str, name: str) -> None:
    save("LOST", {"1": text, "2": "" if text == "" else "x"}, last_number("LOST"), "une")
    before = len(acts.acts("LOST"))
    with pytest.raises(NotSaved):
        frozen_on(date(2025, 1, 1), name, current_version() or "", "LOST")
    assert len(acts.acts("LOST")) == before


# Headings of the association.


def test_the_association_adds_headings_after_the_nine(data: Path) -> None:
    [mine] = set_own([Heading("", "Nuisibles  et travaux", "Ce qui est fait.")])
    assert (mine.code, mine.title, headings()[-1]) == ("A1", "Nuisibles et travaux", mine)
    save(CODE, {"A1": "Un plan."}, 0, "une")
    set_own([Heading("", "Numérique", "")])
    assert [one.code for one in own_headings()] == ["A2", "A1"]
    assert [one.code for one in headings()[9:]] == ["A2"], "left out: retired"
    [*_, last] = draft(CODE).document.sections  # type: ignore[union-attr]
    assert (last.title, last.blocks[0].text) == ("Nuisibles et travaux", "Un plan.")


@pytest.mark.parametrize("title", ["", "  ", "conditions d'admission", "x" * 121])
def test_a_heading_without_a_title_of_its_own_is_refused(data: Path, title: str) -> None:
    with pytest.raises(BadHeading):
        set_own([Heading("", title, "")])
    assert not own_headings()
