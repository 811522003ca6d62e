"""« Préparer un bilan », without a browser: from a call to a sealed bilan and its files, by whoever may, and nobody else."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from access.scope import OutOfSight
from indicators.compute import compute
from pipelines.closing import close
from reports.bilan.outputs import OUTPUTS
from reports.bilan.sealed import annex_of, bilans_folder, every_bilan
from reports.bilan.texts import texts_of, write
from social_project.document import BoundFigure
from tests.browser.serving import ROOT
from tests.conftest import TODAY
from tests.people import Signed, signed_in
from tests.small_association import CALL, actions
from tests.test_bilan_sealed import MEETINGS, MONTHS, associations_file, meetings_file
from tests.test_pages import foreign, ran, said
from tests.workbooks import load, residences_file
from ui import bilan_outputs

MISSING, TEXTS, PUBLISH, FILES = "1. Ce qui manque", "2. Les textes", "3. Publier", "4. Les fichiers"
RESULTS = "10. Tableau des indicateurs : prévu, réalisé, écart, commentaire"
FAR = [CALL, "A4", "mobilier_ages", "Tables", 20.0, 10.0, None, None, None, "partielle"]
FILES_OF_CALLS = [[CALL, 20000.0, date(2025, 12, 31)], ["AAP 2024", 9000.0, date(2024, 12, 31)]]
MEETINGS_HELD = BoundFigure("meetings_held", "", "2025")


def fill(folder: Path) -> None:
    """Load a call of 2025, eleven of its months closed, one action without a result and one far from what was planned."""
    load(
        residences_file(folder),
        meetings_file(folder, MEETINGS),
        associations_file(folder, "appel.xlsx", [*actions(), FAR]),
        associations_file(folder, "dossier.xlsx", FILES_OF_CALLS),
        associations_file(folder, "budget.xlsx"),
    )
    close(MONTHS[:11], compute, by="test", name="Direction")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bilan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        fill(folder)
        yield folder / "data"


@pytest.fixture(autouse=True)
def _nothing_was_written(request: pytest.FixtureRequest) -> None:
    if "house" in request.fixturenames:
        shutil.rmtree(bilans_folder(), ignore_errors=True)


def direction() -> Signed:
    return signed_in("direction", login="direction.bilan")


def opened(step: str = MISSING, **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at = at.switch_page("../pages/evaluation/preparer_bilan.py")
    at.user = direction().user
    for name, value in {"etape": step, **asked}.items():
        at.query_params[name] = value
    return ran(at)


def everything(at: AppTest) -> str:
    plain = "\n".join(said(at)).replace("\\", "")
    return plain.replace("\u202f", " ").replace("\xa0", " ").replace("**", "")


def typed(at: AppTest, text: str, part: int) -> AppTest:
    return ran(at.text_area(key=f"ecrit-bilan-{CALL}-{part}").set_value(text))


def click(at: AppTest, key: str) -> AppTest:
    return ran(at.button(key=key).click())


def published(why: str = "") -> AppTest:
    """Publish what there is, as the page does."""
    at = opened(PUBLISH)
    if why:
        [area] = [one for one in at.text_area if one.label == "Pourquoi une nouvelle édition ?"]
        at = ran(area.set_value(why))
    [seen] = at.checkbox
    return click(ran(seen.check()), "publier-le-bilan")


def test_from_a_call_to_a_sealed_bilan_in_one_sitting(house: Path) -> None:
    at = opened()
    told = everything(at)
    assert "Mois non clos : 1" in told
    assert "- décembre 2025" in told
    assert "Écarts à commenter : 1" in told
    assert "- Tables" in told
    assert (
        told.index("Mois non clos") < told.index("Écarts à commenter") < told.index("Actions sans résultat")
    )
    links = {link.proto.page.rpartition("/")[2] or link.proto.page for link in at.get("page_link")}
    assert {"tableau_du_mois", "depot"} <= links
    at = click(at, "etape-suivante")
    assert at.segmented_control[1].value == TEXTS
    at = ran(at.selectbox(key="partie").set_value(RESULTS))
    assert "Écart de plus de 10 % à commenter : Tables." in everything(at)
    at = ran(at.selectbox(key="partie").set_value("5. Mobiliser les résidents"))
    at = typed(at, "L'équipe a tenu {réunions tenues} réunions. Et 37 visites.", 5)
    at = click(at, "inserer")
    assert "{11 ¹} réunions" in at.text_area[0].value
    preview = everything(at)
    assert "a tenu :gray-background[11]" in preview.replace("¹", "")
    assert "Écrits à la main, que personne ne pourra vérifier : 37." in preview
    at = click(at, "bilan-enregistrer")
    assert texts_of(CALL) == {5: f"L'équipe a tenu [11]({MEETINGS_HELD.address}) réunions. Et 37 visites."}
    at = ran(at.segmented_control[1].set_value(PUBLISH))
    assert "mois de la période non clos : décembre 2025" in everything(at)
    assert at.button(key="publier-le-bilan").disabled
    assert not every_bilan()
    at = published()
    [one] = every_bilan()
    assert f"# {one.code[:4]}\xa0{one.code[4:]}" in [text.value for text in at.markdown]
    assert one.sha256 in everything(at)
    assert "Dites ce code au financeur" in everything(at)
    assert "[11](" in one.bilan.parts[4].text
    assert (one.by, one.bilan.is_interim, one.edition) == ("direction.bilan", False, 1)
    [event] = audit.events(actions=["bilan_published"])[:1]
    assert (event.login, one.code in event.detail) == ("direction.bilan", True)
    assert not foreign(at)


@pytest.fixture
def two_outputs() -> Iterator[None]:
    """Two files that are made at once: the browser makes them all. Afterwards the others are back, in their order."""
    every = dict(OUTPUTS)
    for key in set(OUTPUTS) - {"annexe", "champs"}:
        del OUTPUTS[key]
    yield
    OUTPUTS.clear()
    OUTPUTS.update(every)


@pytest.mark.usefixtures("two_outputs")
def test_every_file_comes_in_one_click_and_all_in_one_archive(house: Path) -> None:
    at = published()
    [one] = every_bilan()
    assert [str(each.key) for each in at.get("download_button")] == [
        f"emporter-{key}-{one.code}" for key in OUTPUTS
    ]
    session = direction().id
    assert bilan_outputs.file_of(session, one.code, "annexe") == annex_of(one)
    assert audit.events(actions=["exported"])[0].detail == f"bilan {one.code}, Annexe chiffrée"
    at = click(at, "tout-preparer")
    assert [status.label for status in at.status] == ["Les fichiers sont prêts"]
    archive = ZipFile(io.BytesIO(at.session_state["bilan-archives"][one.code]))
    assert archive.testzip() is None
    assert set(archive.namelist()) == {"LISEZ-MOI.txt", *(each.name(one) for each in OUTPUTS.values())}
    read_me = archive.read("LISEZ-MOI.txt").decode("utf-8-sig")
    for told in (one.code, one.sha256, "décembre 2025 ; leurs chiffres n'y sont pas", "reports verify"):
        assert told in read_me
    for each in OUTPUTS.values():
        assert hashlib.sha256(archive.read(each.name(one))).hexdigest() in read_me


def test_a_file_is_given_to_whoever_may_prepare_bilans_only(house: Path) -> None:
    published()
    [one] = every_bilan()
    for role in ("equipe", "evaluateur"):
        session = signed_in(role, login=f"{role}.bilan").id
        for give in (
            lambda session=session: bilan_outputs.file_of(session, one.code, "annexe"),
            lambda session=session: bilan_outputs.archive_of(session, one.code, b"zip"),
        ):
            with pytest.raises(OutOfSight, match="ne vous sont pas ouverts"):
                give()
        assert audit.events(actions=["denied"])[0].login == f"{role}.bilan"
    with pytest.raises(OutOfSight, match="session"):
        bilan_outputs.file_of("0" * 32, one.code, "annexe")


def test_a_new_edition_asks_why_and_the_same_again_is_not_offered(house: Path) -> None:
    published()
    at = opened(PUBLISH)
    assert "Rien n'a changé depuis l'édition 1" in everything(at)
    assert not [one for one in at.button if one.key == "publier-le-bilan"]
    write(CALL, 13, "Nous continuons.", "une", 0)
    at = published()
    assert "dites pourquoi vous en publiez une nouvelle" in at.error[0].value
    assert len(every_bilan()) == 1
    at = published(why="Perspectives ajoutées")
    first, second = every_bilan()
    assert (second.why, second.before) == ("Perspectives ajoutées", first.code)
    assert second.changed == ("Texte de la partie 13, « Perspectives et annexes »",)
    told = everything(at)
    assert "Perspectives ajoutées" in told
    assert at.selectbox(key="bilan-edition").options == [
        f"Édition {rank} (final), 15 janvier 2026, code {one.code[:4]}\xa0{one.code[4:]}"
        for rank, one in ((2, second), (1, first))
    ]


def test_what_was_written_since_one_looked_is_read_before_it_is_published(house: Path) -> None:
    at = opened(PUBLISH)
    [seen] = at.checkbox
    at = ran(seen.check())
    write(CALL, 3, f"Tenues : [8]({MEETINGS_HELD.address}).", "collègue", 0)
    at = click(at, "publier-le-bilan")
    assert "collègue a enregistré un texte entre-temps" in at.error[0].value
    assert not every_bilan()
    assert "Relire 1 texte" in [one.label for one in at.expander]
    assert "Tenues : :gray-background[11]" in everything(at), "told as of today"


def test_a_figure_that_the_funder_may_not_read_is_refused_while_one_writes(house: Path) -> None:
    at = typed(opened(TEXTS), "Part des {conflits résolus}.", 3)
    assert "compte des personnes" in at.warning[0].value
    assert not [one for one in at.button if one.key == "inserer"]
    alone = BoundFigure("meetings_held", "VIA", "2025")
    for bound, why in (
        (BoundFigure("conflict_resolution_rate", "", "2025"), "compte des personnes"),
        (alone, "d'une seule résidence"),
    ):
        at = typed(at, f"Pris ailleurs : [8]({bound.address}).", 3)
        assert "chiffre non lisible par le financeur" in everything(at)
        at = click(at, "bilan-enregistrer")
        assert why in at.error[0].value.replace("\\", "")
        assert not texts_of(CALL)
        assert "Pris ailleurs" in at.text_area[0].value, "nothing typed is lost"
    write(CALL, 4, f"Ailleurs : [8]({alone.address}).", "une", 0)
    at = ran(at.segmented_control[1].set_value(PUBLISH))
    assert "n'est pas enregistré (partie 3)" in at.warning[0].value
    assert not [one for one in at.button if one.key == "publier-le-bilan"]
    assert "Partie 4" in opened(PUBLISH).error[0].value


def test_two_people_on_one_part_are_shown_both_texts(house: Path) -> None:
    write(CALL, 3, "Ancien.\n\nFin.", "une", 0)
    at = typed(opened(TEXTS), "Le mien.\n\nFin.\n\nAjout.", 3)
    write(CALL, 3, "Le sien.\n\nFin.", "collègue", 1)
    write(CALL, 4, "Une autre partie.", "tierce", 2)
    at = click(at, "bilan-enregistrer")
    assert texts_of(CALL)[3] == "Le sien.\n\nFin.", "nothing was written over"
    assert "collègue a changé les mêmes passages" in at.warning[0].value
    assert {"Le mien.", "Le sien."} <= {one.value.replace("\\", "") for one in at.markdown}
    [choice] = [one for one in at.radio if one.label == "Que garder ?"]
    at = click(ran(choice.set_value("Votre texte")), "garder")
    assert texts_of(CALL) == {3: "Le mien.\n\nFin.\n\nAjout.", 4: "Une autre partie."}
    at = typed(at, "Le mien.\n\nFin.\n\nAjout.\n\nEncore.", 3)
    write(CALL, 3, "Le mien.\n\nFin.\n\nAjout revu.", "collègue", 4)
    at = click(at, "bilan-enregistrer")
    assert texts_of(CALL)[3] == "Le mien.\n\nFin.\n\nAjout revu.\n\nEncore."
    assert "Ce que collègue a écrit entre-temps est gardé aussi" in at.success[0].value


def test_an_older_text_is_taken_up_again(house: Path) -> None:
    write(CALL, 3, "Avant", "une", 0)
    write(CALL, 4, "Ailleurs", "une", 1)
    write(CALL, 3, "Après", "deux", 2)
    at = opened(TEXTS)
    history = at.selectbox(key=f"historique-bilan-{CALL}-3")
    assert len(history.options) == 2
    at = click(ran(history.set_value(1)), "bilan-restaurer")
    assert texts_of(CALL) == {3: "Avant", 4: "Ailleurs"}


def test_a_link_reopens_what_was_prepared_and_what_it_names_wrongly_is_passed_over(house: Path) -> None:
    at = opened(PUBLISH, appel=CALL, du="mars 2025", au="juin 2025", nature="Intermédiaire", sites="Viala")
    assert "Bilan intermédiaire, AAP 2025, mars 2025 à juin 2025" in everything(at)
    assert at.multiselect(key="sites").value == ["Viala"]
    at = opened(PUBLISH, appel="AAP 1899", du="mars 1899", nature="Autre", sites="Nulle part")
    assert "Bilan final, AAP 2025, janvier 2025 à décembre 2025" in everything(at)
    at = opened(du="juin 2025", au="mars 2025")
    assert "Le premier mois vient après le dernier" in at.error[0].value


def test_another_call_begins_with_its_own_months(house: Path) -> None:
    at = opened(PUBLISH, au="juin 2025", sites="Viala")
    at = ran(at.selectbox(key="appel").set_value("AAP 2024"))
    assert "Bilan final, AAP 2024, janvier 2024 à décembre 2024" in everything(at)
    assert at.multiselect(key="sites").value == []
    at = ran(at.selectbox(key="appel").set_value(CALL))
    assert "Bilan final, AAP 2025, janvier 2025 à décembre 2025" in everything(at)


def test_a_figure_is_asked_for_over_periods_that_the_bilan_has_whole(house: Path) -> None:
    for months, offered in (
        ({}, ["2025", *(f"{nth} trimestre 2025" for nth in ("4e", "3e", "2e", "1er"))]),
        ({"du": "mars 2025", "au": "mai 2025"}, ["1er trimestre 2025"]),
    ):
        at = typed(opened(TEXTS, **months), "{réunions tenues}", 3)
        [period] = [one for one in at.selectbox if one.label == "Période"]
        assert period.options == offered


def test_a_bilan_that_was_altered_stops_publishing_and_says_what_to_do(house: Path) -> None:
    published()
    [path] = bilans_folder().glob("*.json")
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace("26400.5", "26400.6"), "utf-8")
    at = opened(PUBLISH)
    assert "sauvegarde" in at.error[0].value
    assert not [one for one in at.button if one.key == "publier-le-bilan"]
    assert not opened(FILES).get("download_button")


def test_without_a_call_the_page_says_which_workbooks_to_drop(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    at = opened()
    assert "« Dossiers d'appels à projets »" in at.info[0].value
    assert [link.proto.label for link in at.get("page_link")] == ["Déposer les classeurs de l'appel"]
