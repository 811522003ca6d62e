"""« Le texte », without a browser: written, its figures inserted, saved by two people at once, imported, validated."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from streamlit.testing.v1 import AppTest

from access.accounts import Perimeter
from indicators.measure import current_version
from social_project.document import BoundFigure
from social_project.headings import headings
from social_project.revisions import draft, history, in_force, last_number, save
from tests import project_data
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.test_pages import ran, said

CODE, PLACE = "ONE", "Maison ONE"
DONE = BoundFigure("action_plan_completion_rate", CODE, "2025")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("texte")
    for _ in project_data.filled(folder):
        yield folder / "data"


@pytest.fixture(autouse=True)
def _nothing_was_written(house: Path) -> None:
    shutil.rmtree(house / "social_projects", ignore_errors=True)


def opened(role: str = "equipe", page: str = "projet_social/texte", **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}.py")
    at.user = signed_in(role, Perimeter((CODE,)) if role == "equipe" else None, f"{role}.texte").user
    for name, value in {"residence": PLACE, **asked}.items():
        at.query_params[name] = value
    return ran(at)


def button(at: AppTest, key: str) -> AppTest:
    return ran(at.button(key=key).click())


def typed(at: AppTest, text: str, code: str = "1") -> AppTest:
    return ran(at.text_area(key=f"ecrit-{CODE}-{code}").set_value(text))


def everything(at: AppTest) -> str:
    return "\n".join(said(at)).replace("\u202f", " ").replace("\xa0", " ").replace("\\", "")


def test_a_text_is_begun_written_and_saved() -> None:
    at = button(opened(), "partir-de-rien")
    at = typed(at, "Des **personnes** seules, :red[et] $x$.")
    assert "Non enregistré" in everything(at)
    assert [one.value for one in at.markdown if "personnes" in one.value] == [
        r"Des **personnes** seules, \:red\[et\] \$x\$."
    ], "what people type is shown, never obeyed"
    at = button(at, "texte-enregistrer")
    assert "Enregistré" in at.success[0].value
    kept = draft(CODE)
    assert kept
    assert (kept.by, kept.texts) == ("equipe.texte", {"1": "Des **personnes** seules, :red[et] $x$."})
    assert at.text_area[0].value == kept.texts["1"]


def test_a_text_that_was_not_saved_waits_while_one_looks_at_another_heading() -> None:
    at = typed(button(opened(), "partir-de-rien"), "En cours")
    at = ran(at.selectbox(key="rubrique").set_value("7"))
    assert at.text_area(key=f"ecrit-{CODE}-7").value == ""
    assert "non enregistrée" in everything(at)
    at = ran(at.selectbox(key="rubrique").set_value("1"))
    assert at.text_area(key=f"ecrit-{CODE}-1").value == "En cours"


def test_a_figure_asked_for_in_the_sentence_is_found_and_put_there() -> None:
    save(CODE, {"1": ""}, 0, "equipe.autre", version="V1")
    at = typed(opened(), "Actions faites : {actions du projet social réalisées} à ce jour.")
    at = button(at, "inserer")
    assert at.text_area[0].value == "Actions faites : {0 % ¹} à ce jour.".replace(" %", "\u202f%")
    assert "0 sur 3" in everything(at), "its basis, and the way to its lines"
    assert [one for one in at.button if str(one.key).startswith("origine-")]
    button(at, "texte-enregistrer")
    kept = draft(CODE)
    assert kept
    assert list(kept.document.figures) == [DONE]


def test_a_number_typed_by_hand_is_bound_or_refused_by_a_person() -> None:
    save(CODE, {"1": "Les actions réalisées : 0 sur 3.\n\nNous avons 4 vélos."}, 0, "une")
    at = opened()
    at = ran(at.toggle(key=f"proposer-{CODE}-1").set_value(True))
    [proposal] = [one for one in at.radio if "la même valeur" in one.options[0]]
    assert proposal.options[0].startswith("Actions du projet social réalisées, 2025")
    [bind] = [str(one.key) for one in at.button if one.label == "Lier"]
    at = button(at, bind)
    assert "{0 ¹}\xa0sur {3 ²}" in at.text_area[0].value
    [refuse] = [str(one.key) for one in at.button if one.label == "Ce n'est pas un chiffre à lier"]
    at = button(at, refuse)
    assert not [one for one in at.button if one.label in ("Lier", "Ce n'est pas un chiffre à lier")]
    assert len(draft(CODE).declined) == 1  # type: ignore[union-attr]
    assert "{0 ¹}" in at.text_area[0].value, "what was not saved is still there"


def test_two_people_on_one_passage_are_shown_both_texts() -> None:
    save(CODE, {"1": "Ancien.\n\nFin."}, 0, "une")
    at = typed(opened(), "Le mien.\n\nFin.\n\nAjout.")
    theirs = save(CODE, {"1": "Le sien.\n\nFin."}, 1, "collègue")
    at = button(at, "texte-enregistrer")
    assert draft(CODE) == theirs, "nothing was written over"
    assert "collègue a changé les mêmes passages" in at.warning[0].value
    assert {"Le mien.", "Le sien."} <= {one.value.replace("\\", "") for one in at.markdown}
    [choice] = [one for one in at.radio if one.label == "Que garder ?"]
    ran(choice.set_value("Votre texte"))
    button(at, "garder")
    assert draft(CODE).texts["1"] == "Le mien.\n\nFin.\n\nAjout."  # type: ignore[union-attr]


def test_an_older_text_is_taken_up_again() -> None:
    first = save(CODE, {"1": "Avant"}, 0, "une")
    save(CODE, {"1": "Après", "2": "Autre"}, first.number, "deux")
    at = opened()
    at = ran(at.selectbox(key=f"historique-{CODE}").set_value(first.number))
    assert "Ajouté" in everything(at)
    button(at, "texte-restaurer")
    assert {code: text for code, text in draft(CODE).texts.items() if text} == {"1": "Avant"}  # type: ignore[union-attr]
    assert len(history(CODE)) == 3


def test_a_draft_that_is_dropped_can_be_taken_up_again() -> None:
    save(CODE, {"1": "Texte"}, 0, "une")
    at = button(opened(), "texte-abandonner")
    assert draft(CODE) is None
    at = ran(at.selectbox(key=f"historique-{CODE}").set_value(1))
    button(at, "texte-restaurer")
    assert draft(CODE).texts["1"] == "Texte"  # type: ignore[union-attr]


def test_what_somebody_else_wrote_elsewhere_is_kept_and_said() -> None:
    save(CODE, {"1": "Un.\n\nDeux."}, 0, "une")
    at = typed(opened(), "Un, changé.\n\nDeux.")
    save(CODE, {"1": "Un.\n\nDeux, changé."}, 1, "collègue")
    at = button(at, "texte-enregistrer")
    assert draft(CODE).texts["1"] == "Un, changé.\n\nDeux, changé."  # type: ignore[union-attr]
    assert "Ce que collègue a écrit entre-temps est gardé aussi." in at.success[0].value


def test_a_word_file_goes_under_its_headings() -> None:
    file = docx.Document()
    file.add_heading("IV. Conditions d'admission", 1)
    file.add_paragraph("Toute personne majeure. Joindre le 04 91 00 00 00.")
    buffer = io.BytesIO()
    file.save(buffer)
    at = opened()
    ran(at.get("file_uploader")[0].set_value([("projet.docx", buffer.getvalue(), "")]))
    assert "masquées (téléphone)" in everything(at)
    button(at, "word-reprendre")
    assert draft(CODE).texts == {"4": r"Toute personne majeure. Joindre le \[téléphone\]."}  # type: ignore[union-attr]


def test_what_is_no_word_file_is_refused_with_what_to_do() -> None:
    at = opened()
    ran(at.get("file_uploader")[0].set_value([("projet.pdf", b"%PDF-1.7", "")]))
    assert "est un PDF" in at.error[0].value
    assert not history(CODE)


def test_the_leadership_validates_and_nobody_else() -> None:
    save(CODE, {"1": f"Actions : [?]({DONE.address}), et 12 ateliers."}, 0, "une", version="V1")
    assert not [one for one in opened().button if one.key == "valider-la-version"]
    at = opened("direction")
    told = everything(at)
    assert "8 rubriques vides" in told
    assert "Chiffres écrits à la main" in told
    assert "Ce chiffre a changé" in told
    assert at.button(key="valider-la-version").disabled
    ran(at.checkbox(key=f"malgre-{CODE}").set_value(True))
    at = button(at, "valider-la-version")
    kept = in_force(CODE)
    assert kept, everything(at)
    assert (kept.version, kept.by, kept.data_version) == ("V1", "direction.texte", current_version())
    assert kept.sha256 in everything(at)
    assert "0 %" in everything(at)
    assert [one.key for one in at.button if str(one.key).startswith("partir")] == [
        "partir-en-vigueur",
        "partir-de-rien",
    ]
    button(at, "partir-en-vigueur")
    assert draft(CODE).texts["1"] == kept.texts["1"]  # type: ignore[union-attr]


def test_a_team_writes_its_own_residences_only() -> None:
    save("SOON", {"1": "Secret des voisins"}, 0, "une")
    at = opened(residence="Maison SOON")
    assert at.selectbox(key="residence").options == [PLACE]
    assert "Secret" not in everything(at)
    other = f"[1]({BoundFigure('action_plan_completion_rate', 'SOON', '2025').address})"
    at = typed(button(at, "partir-de-rien"), other)
    at = button(at, "texte-enregistrer")
    assert "autre résidence" in at.error[0].value
    whole = f"[1]({BoundFigure('action_plan_completion_rate', '', '2025').address})"
    at = button(typed(at, whole), "texte-enregistrer")
    assert "toute l'association" in at.error[0].value
    assert last_number(CODE) == 1


def test_the_association_adds_a_heading_of_its_own() -> None:
    at = opened("direction", "donnees/reglages")
    at.text_input(key="rubrique-titre").set_value("Accès au numérique")
    button(at, "rubrique-ajouter")
    assert [one.title for one in headings()[9:]] == ["Accès au numérique"]
    at = opened("direction", "donnees/reglages")
    at.text_input(key="rubrique-titre").set_value("Conditions d'admission")
    assert "déjà le titre" in button(at, "rubrique-ajouter").error[0].value
    button(opened("direction", "donnees/reglages"), "retirer-A1")
    assert len(headings()) == 9
