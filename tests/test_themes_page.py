"""The page of themes, by two people and a third, and what the page Besoins then tells."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from access.accounts import Perimeter
from indicators import comment_themes
from indicators.compute import compute
from pipelines.build import rebuild
from pipelines.theme_choices import acts
from tests import test_comment_themes as apart
from tests.browser.serving import ROOT
from tests.conftest import TODAY
from tests.people import signed_in
from tests.spoken import NEW, OLD, collect, residences
from tests.test_comment_themes import SAID
from tests.test_pages import ran, said
from tests.workbooks import load

TEAM, COLLEAGUE, HEAD = "equipe.une", "equipe.deux", "direction.une"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("paroles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        collect(folder, [*(one for one in SAID if one[0] == "VIA"), ("VIA", NEW, "Plus de bruit")])
        yield folder


@pytest.fixture(autouse=True)
def _nothing_was_chosen(asked: Path) -> None:
    shutil.rmtree(asked / "data/comment_themes", ignore_errors=True)


def opened(login: str, page: str = "donnees/themes", wave: str = OLD) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    bounds = Perimeter(("VIA",)) if login.startswith("equipe") else None
    at.user = signed_in(login.partition(".")[0], bounds, login).user
    at.query_params["vague"] = wave
    return ran(at)


def press(at: AppTest, label: str) -> AppTest:
    [button] = [one for one in at.button if one.label == label]
    return ran(button.click())


def read_all(at: AppTest, unlike: str = "") -> AppTest:
    """Choose for each comment what it is about; `unlike`: text for which this person chooses otherwise."""
    while [one for one in at.button if one.label == "Plus tard"]:
        about = comment(at)
        wanted = (
            "sante" if unlike and unlike in about else "voisinage" if "bruit" in about else "deplacements"
        )
        for box in at.checkbox:
            box.set_value(box.key == f"theme-{wanted}")
        at = press(at, "Enregistrer")
    return at


def comment(at: AppTest) -> str:
    return next(one.value for one in at.markdown if one.value.startswith("#### "))


def checked(at: AppTest) -> dict[str, str]:
    return {str(one.key).removeprefix("theme-"): one.label for one in at.checkbox if one.value}


def everything(at: AppTest) -> str:
    return "\n".join(said(at)).replace("\u202f", " ").replace("\xa0", " ")


def test_two_people_read_apart_a_third_settles_and_comments_are_counted() -> None:
    at = opened(TEAM)
    assert checked(at) == {"deplacements": "Déplacements et quartier (proposé)"}
    assert [one.proto.text for one in at.get("progress")] == [
        "**0 sur 7** lus une fois",
        "**0 sur 7** relus par une autre personne",
    ]
    assert "malade" not in everything(at)
    read_all(at)
    assert {act.by for act in acts()} == {TEAM}

    at = opened(COLLEAGUE)
    assert (checked(at), "proposé" in everything(at)) == ({}, False)
    assert "Seconde lecture" in everything(at)
    assert "Les nombres par thème viendront après la seconde lecture" in everything(
        opened(COLLEAGUE, "besoins/besoins")
    )
    at = read_all(at, unlike="lundi")
    told = everything(opened(COLLEAGUE, "besoins/besoins"))
    assert "quelqu'un doit encore trancher" in told

    at = opened(HEAD)
    assert re.search(
        r"\*\*Première lecture\*\* : Voisinage.+\*\*Seconde lecture\*\* : Santé", everything(at), re.S
    )
    assert checked(at) == {}, "on nothing do they agree"
    at.checkbox(key="theme-voisinage").set_value(True)
    at = press(at, "Enregistrer")
    assert "Les pages sont à jour" in everything(at)

    told = everything(opened(TEAM, "besoins/besoins"))
    assert "8 commentaires. Un commentaire de deux thèmes compte dans les deux." in told
    assert "pas l'ensemble des résidents" in told
    # One settled, six read alike: five of noise; buses are two texts, one of them in two questionnaires.
    assert "Voisinage et vie collective · 5 commentaires" in told
    assert "Déplacements et quartier · 3 commentaires" in told
    assert " %" not in re.sub(r"\(il faut.+?\)", "", told.split("Paroles de résidents")[-1])
    told = everything(opened(HEAD, "besoins/besoins"))
    assert "moins de 5" in told
    assert "Déplacements et quartier · 3" not in told
    assert {one.detail.split(" (")[0] for one in audit.events(actions=["themes_chosen"])} == {
        f"{OLD} · VIA · chosen"
    }


def test_a_choice_is_put_off_changed_and_taken_back() -> None:
    at = opened(TEAM)
    first = comment(at)
    at = press(at, "Plus tard")
    assert comment(at) != first
    at = press(at, "Enregistrer")
    at.segmented_control[0].set_value("mes_choix")
    at = press(ran(at), "Reprendre")
    kept = checked(at)
    at.checkbox(key="theme-autre").set_value(True)
    at = press(at, "Enregistrer")
    assert set(acts()[-1].themes) == {*kept, "autre"}
    at = press(press(at, "Reprendre"), "Retirer mon choix")
    assert [act.sort for act in acts()] == ["chosen", "chosen", "taken_back"]


def test_two_waves_stand_side_by_side_then_the_leadership_has_one_read_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for wave, by in product((OLD, NEW), (TEAM, COLLEAGUE)):
        apart.read_all(by, wave=wave)
    rebuild(compute)
    assert "Commentaires, Vague" not in everything(opened(TEAM, "besoins/besoins", NEW)), "too few of them"
    monkeypatch.setattr(comment_themes, "LEAST_COMPARED", 2)
    at = opened(TEAM, "besoins/besoins", NEW)
    [table] = [one.value for one in at.table if "Thème" in one.value]
    assert table.to_dict("list") == {
        "Thème": ["Voisinage et vie collective", "Déplacements et quartier"],
        "Commentaires, Vague 1 (sur 8)": ["5", "3"],
        "Commentaires, Vague 2 (sur 2)": ["1", "1"],
    }
    assert not [one for one in opened(TEAM).button if one.label.startswith("Recommencer")]
    at = press(opened(HEAD), f"Recommencer {OLD}")
    assert at.get("progress")[0].proto.text == "**0 sur 7** lus une fois"
    assert "La comparaison repart de zéro" in everything(at)


def test_no_theme_is_no_choice() -> None:
    at = opened(TEAM)
    for box in at.checkbox:
        box.set_value(False)
    at = press(at, "Enregistrer")
    assert "au moins un thème" in at.error[0].value
    assert acts() == []


def test_without_comments_the_page_says_where_they_come_from(tmp_path: Path, data: Path) -> None:
    load(residences(tmp_path))
    at = opened(HEAD)
    assert "colonne « Verbatim »" in at.info[0].value
    assert not at.checkbox
