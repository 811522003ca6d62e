"""The page Paroles, and what each then reads on the page Besoins."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from access.accounts import Perimeter
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import close
from pipelines.journal import read_journal
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.spoken import FUNDER, NAMES, NEW, OLD, SAID, collect, residences, say, texts
from tests.test_pages import ran, said
from tests.workbooks import load, occupation_file

TEAM = ("equipe", Perimeter(("VIA",)))
CALL = ("evaluateur", Perimeter(("TIL", "VIA"), "Appel d'essai", date(2025, 1, 1), date(2025, 12, 1)))
HEAD = ("direction", None)
NEIGHBOURS, BUS = ("VIA", OLD, "Discuter entre voisins"), ("TIL", OLD, "Un bus le dimanche")


@pytest.fixture
def asked(tmp_path: Path, data: Path) -> Path:
    collect(tmp_path)
    load(occupation_file(tmp_path / "occupation.xlsx"))
    close(["2025-03"], compute, by="test", name="Direction")
    return tmp_path


def opened(who: tuple[str, Perimeter | None], page: str = "donnees/paroles", wave: str = OLD) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    at.user = signed_in(*who).user
    at.query_params["vague"] = wave
    return ran(at)


def radio(at: AppTest, text: str) -> Any:
    [found] = [one for one in at.radio if text in one.label]
    return found


def send(at: AppTest, is_reread: bool = True, **choices: str) -> AppTest:
    """Choose for words that hold these texts (« _ » for a space), confirm, and send the form."""
    for text, choice in choices.items():
        radio(at, text.replace("_", " ")).set_value(choice)
    at.checkbox[0].set_value(is_reread)
    [button] = [one for one in at.button if one.label == "Enregistrer ces choix"]
    return ran(button.click())


def headline(at: AppTest) -> str:
    [found] = [one.value for one in at.markdown if one.value.startswith("### ")]
    return found.removeprefix("### ")


def test_words_are_read_then_published_several_at_once(asked: Path) -> None:
    at = opened(HEAD)
    assert headline(at) == "5 à relire"
    assert {one.value for one in at.radio} == {"Plus tard"}
    at = send(at, dimanche="Publier", laverie="Ne pas publier", punaises="Publier")
    assert [one.value for one in at.success] == ["2 paroles publiées, 1 parole gardée dans l'association."]
    assert headline(at) == "2 à relire, 2 publiées, 1 non publiée"
    assert len(read_journal().words) == 1
    assert texts(FUNDER) == ["Réfléchir par palier contre les punaises", "Un bus le dimanche"]
    [noted] = audit.events(actions=["published"])
    assert noted.detail.startswith(f"{OLD} · 2 paroles publiées, 1 parole gardée")
    assert "dimanche" not in noted.detail


def test_nothing_is_published_that_nobody_says_to_have_read(asked: Path) -> None:
    at = send(opened(HEAD), is_reread=False, dimanche="Publier")
    assert "J'ai relu" in at.error[0].value
    assert read_journal().words == ()
    at = send(at, dimanche="Publier")
    assert headline(at) == "4 à relire, 1 publiée"
    [confirmed] = at.checkbox
    assert not confirmed.value, "a confirmation given once is not given for the next words"
    at = send(at, is_reread=False, laverie="Ne pas publier")
    assert headline(at) == "3 à relire, 1 publiée, 1 non publiée"


def test_a_decision_is_taken_back_on_the_page(asked: Path) -> None:
    say("published", BUS, NEIGHBOURS)
    at = opened(HEAD)
    assert radio(at, "dimanche").options == ["Laisser publiée", "Ne pas publier", "Revenir dessus"]
    [(by, at_once)] = {(act.by, act.at) for act in read_journal().words}
    # On the clock of Paris: after 23 h UTC, a day later than the one the tests stand still at.
    said_on = date.fromisoformat(
        f"{datetime.fromisoformat(at_once).astimezone(ZoneInfo('Europe/Paris')):%Y-%m-%d}"
    )
    assert f"{by}, {said_on.day} janvier 2026 à " in radio(at, "dimanche").label
    at = send(at, is_reread=False, dimanche="Revenir dessus")
    assert headline(at) == "4 à relire, 1 publiée"
    assert texts(FUNDER) == ["Discuter entre voisins"]


def test_nothing_chosen_writes_nothing(asked: Path) -> None:
    before = current_version()
    at = send(opened(HEAD))
    assert "Rien n'a été choisi" in at.info[0].value
    assert (current_version(), read_journal().words) == (before, ())


def test_a_team_reads_and_publishes_its_own_words_only(asked: Path) -> None:
    at = opened(TEAM)
    assert headline(at) == "2 à relire"
    assert not [text for text in said(at) if "bus" in text or "Tilbury" in text or "laverie" in text]
    at = send(at, Discuter="Publier")
    assert headline(at) == "1 à relire, 1 publiée"
    assert [one.residence for one in read_journal().words[0].decisions] == ["VIA"]


def test_words_that_changed_since_they_were_shown_are_refused(asked: Path) -> None:
    at = opened(TEAM)
    radio(at, "Discuter").set_value("Publier")
    collect(asked, [("VIA", OLD, "Discuter avec M. Untel")], "corrigee.xlsx")
    at = send(at)
    assert read_journal().words == ()
    assert headline(at) == "1 à relire"
    assert radio(at, "Discuter avec").value == "Plus tard"


def test_a_text_withheld_whole_is_not_offered(asked: Path) -> None:
    assert not [one.label for one in opened(HEAD).radio if "retiré" in one.label]


def test_waves_and_residences_are_chosen(asked: Path) -> None:
    at = opened(HEAD, wave=NEW)
    assert [one.label for one in at.radio] == [
        "«\u00a0Un atelier d'informatique\u00a0» :gray[· Résidence Viala]"
    ]
    at = opened(HEAD)
    ran(next(one for one in at.selectbox if one.label == "Résidence").set_value(NAMES["TIL"]))
    assert headline(at) == "2 à relire"


def test_without_words_the_page_says_where_they_come_from(tmp_path: Path, data: Path) -> None:
    load(residences(tmp_path))
    at = opened(HEAD)
    assert "colonne « Verbatim »" in at.info[0].value
    assert "Déposer une enquête" in [link.proto.label for link in at.get("page_link")]
    assert not at.radio


def test_an_evaluator_reads_published_words_beside_the_published_tables(asked: Path) -> None:
    at = opened(CALL, "evaluation/tableaux")
    told = "\n".join(said(at))
    assert "Aucune parole n'est publiée" in told
    assert not [text for _, _, text in SAID if text in told]
    say("published", BUS, ("ROC", OLD, "Une laverie moins chère"))
    told = "\n".join(said(opened(CALL, "evaluation/tableaux")))
    assert [text for _, _, text in SAID if text in told] == ["Un bus le dimanche"]
    assert "1 commentaire, choisis" in told
    assert not [name for name in NAMES.values() if name in told]
    assert "Relire et publier" not in told


def test_the_staff_see_what_is_published_and_the_way_to_publish(asked: Path) -> None:
    say("published", NEIGHBOURS)
    at = opened(TEAM, "besoins/besoins")
    told = "\n".join(said(at))
    assert (
        "« Discuter entre voisins » (2 fois) :green-badge".replace(" »", "\u00a0»").replace("« ", "«\u00a0")
        in told
    )
    assert "4 commentaires, dont 2 publiés" in told
    assert told.count("publiée]") == told.count("Discuter entre voisins")
    assert "Relire et publier des paroles" in [link.proto.label for link in at.get("page_link")]
