"""« Bilans publiés »: what the evaluator reads is what was sealed, whoever else finds nothing, a question finds its answer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import audit
from access.accounts import Perimeter
from access.scope import OutOfSight
from indicators.compute import compute
from indicators.measure import current_version
from pipelines.closing import reopen
from reports.bilan import outputs
from reports.bilan.content import MASKED, Address, Row, Table
from reports.bilan.in_sight import shelf, verified, verified_code
from reports.bilan.measured import COLUMNS
from reports.bilan.questions import answer, ask, on_row, questions, waiting
from reports.bilan.sealed import Sealed, bilans_folder, every_bilan
from reports.bilan.texts import write
from social_project.follow_up import NotKept
from tests.conftest import TODAY
from tests.people import Signed, account, signed_in
from tests.small_association import CALL, budget
from tests.small_bilan import small_bilan
from tests.test_bilan_sealed import annex, associations_file, cell_of, edited, published
from tests.test_pages import ROOT, foreign, ran, said
from tests.workbooks import load, undo
from ui import bilan_files, bilan_marks, bilan_question_file, bilan_tables

YEARS = date(2024, 1, 1), date(2025, 12, 1)
FUNDER = Perimeter((), CALL, *YEARS)
# Another funder's call; the same call, of some residences, of fewer months, without the year that it is compared with.
OTHERS = {
    "other call": Perimeter((), "Fondation 2025", *YEARS),
    "one residence": Perimeter(("TIL",), CALL, *YEARS),
    "some months": Perimeter((), CALL, date(2024, 1, 1), date(2025, 11, 1)),
    "one year": Perimeter((), CALL, date(2025, 1, 1), date(2025, 12, 1)),
}
MEETINGS_HELD = Address("indicators.5", "meetings_held", "value")


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sealed:
    """A sealed bilan, its text one that would be obeyed, in a data folder to be changed."""
    monkeypatch.setenv("PALIER_DATA", str(small_bilan(tmp_path / "small") / "data"))
    monkeypatch.setenv("PALIER_TODAY", TODAY)
    [one] = every_bilan()
    return one


def funder() -> Signed:
    return signed_in("evaluateur", FUNDER, "cilpi")


def opened(who: Signed, **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/evaluation/bilan.py"
    )
    at.user = who.user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def in_address(at: AppTest) -> dict[str, str]:
    held = {name: at.query_params[name] for name in at.query_params}
    return {name: value if isinstance(value, str) else value[0] for name, value in held.items()}


def told(at: AppTest) -> str:
    return "\n".join(said(at))


def mark_of(one: Sealed, at: Address) -> str:
    [found] = [
        bilan_marks.mark(table, row)
        for part in one.bilan.parts
        for table in part.tables
        for row in table.rows
        if (table.key, row.key) == (at.table, at.row)
    ]
    return found


def test_the_evaluator_reads_what_was_sealed(sealed: Sealed) -> None:
    at = opened(funder(), bilan=sealed.code, partie="5")
    text = told(at)
    assert f"{sealed.code[:4]} {sealed.code[4:]}" in text
    assert sealed.sha256 in text
    assert "Réunions tenues" in text
    assert not foreign(at)
    assert "\\<script\\>" in text
    assert ":red" not in text.replace("\\:red", "")
    assert in_address(at) == {"bilan": sealed.code, "partie": "5"}
    ran(at.selectbox(key="partie-choisi").set_value("11"))
    assert "26\u202f400,50" in told(at)
    assert in_address(at)["partie"] == "11"
    assert len(at.selectbox(key="partie-choisi").options) == 13


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("distinct", "Une personne venue à deux actions y est deux fois."),
        ("passages", "une personne venue trois fois y est trois fois."),
        ("products", "comptes 70 à 79"),
    ],
)
def test_each_line_of_the_first_page_says_what_it_means_and_is_asked_about_what_was_achieved(
    row: str, meant: str, sealed: Sealed
) -> None:
    at = opened(funder(), bilan=sealed.code, partie="3", ligne=mark_of(sealed, Address("synthesis", row, "achieved")))  # fmt: skip
    assert meant in told(at)
    assert "**Définition** : Personnes différentes et passages" not in told(at)
    [column] = [one for one in at.selectbox if str(one.key).startswith("question-colonne-")]
    assert (column.label, column.value, column.options[0]) == ("Lequel", "achieved", "Prévu")


def test_an_indicator_is_asked_about_its_value(sealed: Sealed) -> None:
    at = opened(funder(), bilan=sealed.code, partie="5", ligne=mark_of(sealed, MEETINGS_HELD))
    [column] = [one for one in at.selectbox if str(one.key).startswith("question-colonne-")]
    assert column.value == "value"


@pytest.mark.parametrize("name", OTHERS)
def test_another_evaluator_finds_nothing(name: str, sealed: Sealed) -> None:
    """Neither on the page, whatever its address, nor in a file, nor by verifying; and may ask nothing."""
    ask(funder().account, sealed.code, MEETINGS_HELD, "Une question confidentielle ?")
    who = signed_in("evaluateur", OTHERS[name], "autre")
    row = mark_of(sealed, MEETINGS_HELD)
    pages = [
        told(opened(who, bilan=sealed.code, partie="5", ligne=row, vue=view))
        for view in ("lire", "questions")
    ]
    for secret in (sealed.code, sealed.code[:4], sealed.sha256, "confidentielle", "Réunions tenues"):
        assert secret not in "".join(pages)
    assert questions(who.account.sight()) == []
    for key in bilan_files.FOR_THE_EVALUATOR:
        with pytest.raises(OutOfSight):
            bilan_files.file_of(who.id, sealed.code, key)
    with pytest.raises(OutOfSight):
        bilan_question_file.file_of_questions(who.id, sealed.code)
    with pytest.raises(OutOfSight):
        ask(who.account, sealed.code, MEETINGS_HELD, "Et moi ?")
    sight, version = who.account.sight(), current_version()
    here, nowhere = (verified_code(code, sight, version, {}) for code in (sealed.code, "22222222"))
    assert (here.verdict, here.note.replace(sealed.code, "22222222")) == (nowhere.verdict, nowhere.note)
    same = verified(annex(sealed), "annexe.xlsx", sight, version, {})
    assert (same.verdict, same.sealed, same.note) == ("unknown", None, here.note)
    spoiled = edited(annex(sealed), "3 Synthèse", "B6", 1)
    assert verified(spoiled, "annexe.xlsx", sight, version, {}) == same


@pytest.mark.parametrize("role", ["equipe", "federation", "administration"])
def test_other_roles_have_no_bilan(role: str, sealed: Sealed) -> None:
    who = signed_in(role, Perimeter(("VIA",)) if role == "equipe" else None)
    assert not who.account.may_open("bilan")
    for refused in (
        lambda: bilan_files.file_of(who.id, sealed.code, "annexe"),
        lambda: bilan_question_file.file_of_questions(who.id, sealed.code),
        lambda: ask(who.account, sealed.code, MEETINGS_HELD, "?"),
        lambda: answer(who.account, 1, "!"),
    ):
        with pytest.raises(OutOfSight):
            refused()
    if role == "equipe":
        assert shelf(who.account.sight()).bilans == ()


def test_whoever_reads_a_bilan_takes_its_files_and_the_log_says_so(sealed: Sealed) -> None:
    assert bilan_files.file_of(funder().id, sealed.code, "annexe") == annex(sealed)
    [event] = audit.events(actions=("exported",))
    assert (event.login, event.detail) == ("cilpi", f"bilan {sealed.code}, annexe")
    with pytest.raises(OutOfSight):
        bilan_files.file_of(funder().id, sealed.code, "diaporama")


def test_an_altered_bilan_is_not_shown_and_named_to_the_leadership_only(sealed: Sealed) -> None:
    [path] = bilans_folder().glob("*.json")
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace("26400.5", "26400.6"), "utf-8")
    mine, theirs = told(opened(funder())), told(opened(signed_in("direction")))
    assert "n'est plus celui qui a été scellé" in mine
    assert (sealed.code in mine, sealed.code in theirs) == (False, True)


def test_a_question_is_kept_masked_answered_and_follows_the_figure_to_later_editions(sealed: Sealed) -> None:
    evaluator, leader = funder().account, account("direction")
    first = ask(
        evaluator, f" {sealed.code.lower()} ", MEETINGS_HELD, "Mme Durand au 06 12 34 56 78  dit 11 ?"
    )
    assert (first.text, first.value, first.edition) == ("[nom] au [téléphone] dit 11 ?", 12, 1)
    assert [one.number for one in waiting(leader.sight())] == [first.number]
    answer(leader, first.number, "Douze, dont une en décembre.")
    answer(leader, first.number, "Le compte rendu est affiché.")
    assert waiting(leader.sight()) == []
    paths = sorted((bilans_folder() / "questions").iterdir())
    assert [path.stat().st_mode & 0o222 for path in paths] == [0, 0, 0]
    write(CALL, 13, "Poursuivre.", "direction.test", 1)
    later = published("perspectives écrites")
    [followed] = on_row(questions(evaluator.sight()), later, "indicators.5", "meetings_held")
    assert [reply.text for reply in followed.replies] == [
        "Douze, dont une en décembre.",
        "Le compte rendu est affiché.",
    ]
    second = ask(evaluator, later.code, MEETINGS_HELD, "Et l'an prochain ?")
    assert [
        one.number for one in on_row(questions(evaluator.sight()), sealed, "indicators.5", "meetings_held")
    ] == [1]
    row = mark_of(sealed, MEETINGS_HELD)
    text = told(opened(funder(), bilan=later.code, partie="5", ligne=row))
    assert "posée sur l'édition 1" in text
    assert "Douze, dont une en décembre" in text
    assert second.text.split(" ")[0] in text
    logged = [
        (one.login, one.action, one.detail) for one in audit.events(actions=("bilan_asked", "bilan_answered"))
    ]
    assert logged[-1] == ("cilpi", "bilan_asked", f"{sealed.code} · question 1")
    assert not any("Douze" in detail for _, _, detail in logged)


def test_what_may_not_be_asked_or_answered_writes_nothing(sealed: Sealed) -> None:
    evaluator, leader = funder().account, account("direction")
    for at, text in (
        (Address("indicators.5", "nothing", "value"), "?"),
        (MEETINGS_HELD, "  \n "),
        (MEETINGS_HELD, "x" * 601),
    ):
        with pytest.raises(NotKept):
            ask(evaluator, sealed.code, at, text)
    for refused in (
        lambda: ask(leader, sealed.code, MEETINGS_HELD, "La direction demande ?"),
        lambda: answer(leader, 7, "À personne."),
    ):
        with pytest.raises(OutOfSight):
            refused()
    assert not (bilans_folder() / "questions").exists()
    asked = ask(evaluator, sealed.code, MEETINGS_HELD, "Pourquoi ?")
    with pytest.raises(OutOfSight):
        answer(evaluator, asked.number, "Parce que.")
    with pytest.raises(NotKept, match="1501 signes"):
        answer(leader, asked.number, "y" * 1501)
    assert len(list((bilans_folder() / "questions").iterdir())) == 1


def test_the_leadership_is_told_answers_and_takes_a_file_without_formulas(sealed: Sealed) -> None:
    ask(funder().account, sealed.code, MEETINGS_HELD, '=HYPERLINK("http://mal.example")')
    leader = signed_in("direction")
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at.user = leader.user
    assert any("1 question du financeur sans réponse" in text for text in said(ran(at)))
    at = opened(leader, vue="questions")
    at.text_area(key="reponse-texte-1").input("Une par mois.")
    [send] = [one for one in at.button if one.label == "Envoyer la réponse"]
    text = told(ran(send.click()))
    assert "Une par mois" in text
    assert "sans réponse" not in text
    line = bilan_question_file.file_of_questions(leader.id, sealed.code).decode("utf-8-sig").splitlines()[1]
    assert "'=HYPERLINK" in line
    assert "Une par mois." in line


def test_a_figure_says_what_it_means_and_what_it_is_made_of_until_it_moves(sealed: Sealed) -> None:
    row = mark_of(sealed, MEETINGS_HELD)
    text = told(opened(funder(), bilan=sealed.code, partie="5", ligne=row))
    [definition] = [
        each
        for part in sealed.bilan.parts
        for table in part.tables
        if table.key == "definitions"
        for each in table.rows
        if each.key == "meetings_held"
    ]
    assert str(definition.cells[2])[:20] in text
    assert "Réunions" in text
    assert sealed.bilan.files[1].sha256 in text
    assert [month in text for month in ("janvier 2025", "décembre 2025")] == [True, True]
    assert "Par résidence" in text  # a figure that names no person
    assert "Voir la page de ce chiffre" not in text
    leads = opened(signed_in("direction"), bilan=sealed.code, partie="5", ligne=row)
    assert "Voir la page de ce chiffre" in [link.proto.label for link in leads.get("page_link")]
    at = opened(funder(), bilan=sealed.code, partie="5", ligne=row)
    at.text_area[0].input("Pourquoi douze ?")
    [send] = [one for one in at.button if one.label.startswith("Envoyer")]
    assert "Pourquoi douze" in told(ran(send.click()))
    assert questions(account("direction").sight())[0].address == MEETINGS_HELD
    reopen("2025-03", compute, by="test", reason="une réunion oubliée")
    moved = told(opened(funder(), bilan=sealed.code, partie="5", ligne=row))
    assert "Ce chiffre a changé depuis la publication" in moved
    assert "12 à la publication, 11 aujourd" in moved


def test_a_code_and_a_file_are_verified_on_the_page(sealed: Sealed, tmp_path: Path) -> None:
    at = opened(funder(), vue="verifier")
    ran(at.text_input(key="code-a-verifier").input(f"{sealed.code[:4].lower()} {sealed.code[4:].lower()}"))
    assert "Conforme" in told(at)
    ran(at.get("file_uploader")[0].set_value([("annexe.xlsx", annex(sealed), "")]))
    assert "à l'octet près" in told(at)
    content = annex(sealed)
    cell = cell_of(content, "3 Synthèse", 38)
    ran(at.get("file_uploader")[0].set_value([("autre.xlsx", edited(content, "3 Synthèse", cell, 83), "")]))
    assert "Fichier modifié" in told(at)
    assert "38 → 83" in told(at).replace("\\", "")
    # Purchases become 2 500,50, then that workbook is withdrawn with all that it replaced.
    lines = [[*line] for line in budget()]
    lines[0][6] = 2500.5
    [receipt] = load(associations_file(tmp_path, "budget.xlsx", lines))
    first = next(one.load_id for one in sealed.bilan.files if one.kinds == ("aap_budget",))
    undo(receipt["load_id"])
    undo(first)
    text = told(opened_on_code(sealed)).replace("\\", "")
    assert "chiffres ont changé depuis" in text
    assert f"dépôt {first}, retiré : essai" in text
    for one in sealed.bilan.files:
        if one.kind in ("aap_actions", "aap_dossiers"):
            undo(one.load_id)
    text = told(opened_on_code(sealed)).replace("\\", "")
    assert "les données de ce bilan ont changé depuis" in text.lower()
    assert len(set(re.findall(r"dépôt (\S+), retiré : essai", text))) == 3
    assert "votre périmètre" not in text


@pytest.mark.parametrize("is_same", [True, False])
def test_an_annex_that_was_altered_is_made_again_or_missed_and_it_is_said(
    is_same: bool, sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = annex(sealed)
    [path] = bilans_folder().glob("*.xlsx")
    path.chmod(0o644)
    path.write_bytes(content[:-1])
    if not is_same:
        monkeypatch.setattr(outputs, "annex", lambda _: b"a later program")
    at = opened(funder(), bilan=sealed.code)
    offered = [str(one.key) for one in at.get("download_button")]
    assert ("emporter-bilan-annexe" in offered) is is_same
    assert ("refaite du contenu scellé" if is_same else "restaurez-la d'une sauvegarde") in told(at)
    if is_same:
        assert bilan_files.file_of(funder().id, sealed.code, "annexe") == content


def opened_on_code(sealed: Sealed) -> AppTest:
    at = opened(funder(), vue="verifier")
    return ran(at.text_input(key="code-a-verifier").input(sealed.code))


def test_numbers_are_french_masks_are_explained_and_nothing_is_obeyed() -> None:
    row = Row("m", ("=<b>A</b>", "%", 0.785, 31, 39.5, 2, 41, 0.951, 0.6, 0.9, None, -4.25), (), "%")
    hidden = Row("n", ("B", "%", *[MASKED] * 10), (), "%")
    read = bilan_tables.condensed(Table("t", "T", COLUMNS, (row, hidden)))
    assert (
        read.rows[0].cells[2]
        == "31 sur 39,5 · n = 41 · 2 non connus · couverture 95,1\u202f% · plausible de 60\u202f% à 90\u202f%"
    )
    text = bilan_tables.html(read)
    assert "=&lt;b&gt;A&lt;/b&gt;" in text
    assert "78,5\u202f%" in text
    assert "-4,3 points" in text
    assert text.count(f">{MASKED}</abbr>") == 3
