"""At the counter: a word that nobody knew is decided with one click; in Réglages it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from access.accounts import Perimeter
from indicators.compute import compute
from pipelines import desk, meanings
from pipelines.keep import load_files
from pipelines.ownership import Bounds
from pipelines.settings import settings
from tests.browser.serving import ROOT
from tests.people import Signed, signed_in
from tests.test_matching import LIST, book, conflicts, line
from tests.workbooks import all_read


@pytest.fixture
def house(data: Path, tmp_path: Path) -> Path:
    load_files([book(tmp_path / "liste.xlsx", LIST)], compute)
    return tmp_path


def opened(page: str, who: Signed) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at.user = who.user
    return ran(at.switch_page(f"../pages/donnees/{page}.py"))


def ran(touched: Any) -> AppTest:
    at: AppTest = touched.run()
    assert not at.exception, [error.value for error in at.exception]
    return at


def handed_over(path: Path, who: Signed) -> AppTest:
    at = opened("depot", who)
    [counter] = at.get("file_uploader")
    ran(counter.set_value([(path.name, path.read_bytes(), "")]))
    all_read()
    return ran(at)


def keep_buttons(at: AppTest) -> list[Any]:
    return [one for one in at.button if one.label == "Retenir"]


def test_one_click_makes_a_word_known_and_the_file_sound(house: Path) -> None:
    at = handed_over(conflicts(house, line(issue="réglé")), signed_in("direction"))
    [keep] = keep_buttons(at)
    assert any("Charger" in one.label or "Rien à charger" in one.label for one in at.button)
    ran(keep.click())
    assert [one.means for one in meanings.meanings()] == ["resolu"]
    assert not keep_buttons(at)
    assert [one.label for one in at.button if one.label.startswith("Charger")] == ["Charger 1 classeur"]
    assert audit.events(actions=["settings_changed"])


def test_somebody_may_decide_otherwise(house: Path) -> None:
    at = handed_over(conflicts(house, line(issue="réglé")), signed_in("direction"))
    [choice] = [one for one in at.selectbox if str(one.key).startswith("sens-")]
    ran(choice.set_value("ameliore"))
    ran(keep_buttons(at)[0].click())
    assert [one.means for one in meanings.meanings()] == ["ameliore"]


def test_next_month_asks_nothing(house: Path) -> None:
    who = signed_in("direction")
    at = handed_over(conflicts(house, line(issue="réglé")), who)
    assert keep_buttons(at)
    ran(keep_buttons(at)[0].click())
    later = handed_over(conflicts(house, line(issue="Réglé", number=7)), who)
    assert "2 classeurs" in "\n".join(str(one.value) for one in later.markdown)
    assert not keep_buttons(later)


def test_a_team_gives_words_to_its_own_residences_only(house: Path) -> None:
    who = signed_in("equipe", Perimeter(("VIA",)))
    at = handed_over(conflicts(house, line("Liere (bât. B)")), who)
    choices = [one for one in at.selectbox if str(one.key).startswith("sens-")]
    assert all("RS Lierre" not in one.options for one in choices)
    unknown = {"sort": "residence", "kind": "", "column": "", "words": "Liere (bât. B)"}
    assert "vos résidences" in desk.decide(unknown, "LIE", Bounds(frozenset({"VIA"}), False), "viala")
    assert meanings.meanings() == []


def test_what_was_decided_is_listed_and_taken_back(house: Path) -> None:
    meanings.remember("value", "conflits", "outcome", "réglé", "resolu", by="viala")
    meanings.remember("residence", "", "", "Vialla", "VIA", by="viala")
    at = opened("reglages", signed_in("direction"))
    told = "\n".join(str(text.value) for text in at.markdown)
    assert "réglé" in told
    assert "Résolu" in told
    assert "RS Viala" in told
    back = [one for one in at.button if one.label == "Revenir dessus"]
    assert len(back) == 2
    ran(back[1].click())
    assert [one.words for one in meanings.meanings()] == ["Vialla"]
    assert len(audit.events(actions=["settings_changed"])) == 1


def test_nothing_decided_says_where_it_is_done(house: Path) -> None:
    at = opened("reglages", signed_in("direction"))
    assert any("Dépôt" in text.value for text in at.info)


def test_the_due_day_is_chosen_in_the_settings(house: Path) -> None:
    at = opened("reglages", signed_in("direction"))
    day = at.selectbox(key="echeance-jour")
    assert (day.value, settings().due_day) == (10, 10)
    day.set_value(5)
    [save] = [one for one in at.button if one.label == "Enregistrer"]
    ran(save.click())
    assert settings().due_day == 5
    assert any("le 5 du mois suivant" in one.value for one in at.success)
    assert [event.detail for event in audit.events(actions=["settings_changed"])] == ["jour d'échéance : 5"]
    ran(save.click())  # nothing changes: nothing is noted
    assert len(audit.events(actions=["settings_changed"])) == 1
