"""What is printed of a projet social: the version that was validated, the sheet of the council, the poster on the wall."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from PIL import Image

from pipelines.contracts.enquete_besoins import CATEGORIES
from reports import poster, sheet
from reports.evidence import EvidencePart, EvidenceRow
from reports.languages import LANGUAGES, chosen
from reports.need_words import NEEDS
from reports.poster import Answered
from reports.project_pdf import Sealed, pdf_of
from reports.sheet import Key, Sheet, headings_changed, sheet_of
from reports.then_and_now import Pair, picture
from reports.word import Cover, word_of
from social_project.document import Block, Document, Run, Section
from tests.printed import is_tagged, letters, pages, size_of
from tests.project_texts import NEW, OLD, document

AT = datetime(2026, 1, 15, 9, tzinfo=UTC)
SEALED = Sealed(
    "Maison ONE", "V2", date(2026, 1, 20), "Direction", "v00001-essai", date(2025, 12, 31), "ab12" * 16, AT
)
ATTACK = '#import "x" $x^2$ @ref <label> `raw` *b* _i_ \\ #eval("1+1") // = Titre ] } { [ "'
LONG = (
    "Les résidents participent à la vie collective, au conseil de concertation et aux réunions de palier. "
    * 6
)
ANSWERS = (
    Answered(
        "sante_soins",
        "Santé / soins",
        "done",
        "Un bus santé vient le mardi.",
        38,
        96,
        translated={"ar": "تأتي حافلة صحية."},
    ),
    Answered("loisirs_culture", "Loisirs / culture", "not_yet", "Pas de budget cette année.", 4, 96),
    Answered("numerique", "Numérique", "under_way", "La salle ouvre en mars.", 90, 96),
)
MANY = (*ANSWERS, *(Answered(need, label, "done", LONG, 50, 96) for need, label in CATEGORIES.items()))


def test_the_version_validated_is_tagged_sealed_and_numbered() -> None:
    texts = NEW | {"9": ("Projet de relogement", "\n\n".join([LONG] * 12))}
    file = pdf_of(SEALED, document(texts, "V2"))
    said = pages(file)
    assert is_tagged(file)
    assert size_of(file) == (210, 297)
    assert all(f"{at}/{len(said)}" in text for at, text in enumerate(said, 1))
    assert len(said) >= 3
    assert SEALED.sha256 in said[-1]
    assert "Version « V2 », validée le 20 janvier 2026." in said[0]
    assert file == pdf_of(SEALED, document(texts, "V2")), "the same version gives the same file"


def test_words_of_people_are_never_commands() -> None:
    runs = (Run(ATTACK), Run(ATTACK, is_bold=True, link='https://example.org/"#x'))
    kinds = [Block(kind, runs) for kind in ("paragraph", "heading", "bullet", "number")]  # type: ignore[arg-type]
    blocks = (*kinds, Block("table", rows=((runs, runs), (runs,))))
    text = Document("R", ATTACK, (Section("1", ATTACK, blocks),))
    said = "".join(" ".join(pages(pdf_of(replace(SEALED, residence=ATTACK), text, {}))).split())
    # title and its repetition in the seal apart, the text says it once as a title and twice as each block and cell
    assert said.count("".join(ATTACK.split())) >= 2 + 1 + 2 * 4 + 2 * 3
    wall = poster.poster(ATTACK, (replace(ANSWERS[0], text=ATTACK, label=ATTACK),), AT)
    assert "".join(ATTACK.split()) in "".join(pages(wall)[0].split())


@pytest.mark.parametrize("levels", [(3, 1), (2, 3, 2), (1, 3)])
def test_headings_never_skip_a_level(levels: tuple[int, ...]) -> None:
    """PDF/UA refuses the file that does."""
    blocks = tuple(Block("heading", (Run(f"Titre {level}"),), level) for level in levels)
    assert "Titre 3" in pages(pdf_of(SEALED, Document("R", "V1", (Section("1", "Publics", blocks),))))[0]


def the_sheet(**more: object) -> Sheet:
    told = Sheet(
        "Maison ONE", "Direction", date(2026, 2, 10), ("La version en vigueur a deux ans.",), ("Actions sociales",),
        (Key("Part des 60 ans et plus", "62 % (2024)", "48 % (2025)"),), ANSWERS, "v00001", date(2025, 12, 31), AT, 11,
    )  # fmt: skip
    return replace(told, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["Résidents ", "anticonstitutionnellement ", "W" * 90 + " ", "i ", "l\n"])
def test_the_sheet_is_one_page_whatever_it_holds(word: str) -> None:
    long = word * 60
    answers = tuple(Answered("autre", long, "not_yet", long, 90, 96) for _ in range(40))
    full = the_sheet(residence=long, stands=(long,) * 12, changed=(long,) * 30, figures=(Key(long, long, long),) * 5, answers=answers,
                     asked=long)  # fmt: skip
    [said] = pages(sheet_of(full))
    assert "autres" in said
    assert "L’avis demandé au conseil" in said
    assert said.index("L’avis demandé") < said.index("Palier, données de la version v00001")
    empty = the_sheet(stands=(), changed=(), figures=(), answers=())
    assert len(sheet.preview(empty)) == 1


def test_the_sheet_names_the_headings_that_change() -> None:
    before, after = document(OLD, "V1"), document(NEW, "V2")
    assert headings_changed(before, after) == (
        "Personnes et familles accueillies, situations prises en compte",
        "Accompagnement social",
        "Actions sociales (nouveau)",
        "Durée du séjour (retiré)",
    )
    assert headings_changed(after, after) == ()


@pytest.mark.parametrize(
    ("paper", "size", "title", "body"), [("a3", (297, 420), 60, 24), ("a4", (210, 297), 42, 17)]
)
def test_the_poster_is_read_from_three_metres(
    paper: poster.Paper, size: tuple[int, int], title: float, body: float
) -> None:
    """However much there is to say: fewer answers, never smaller letters; the foot, which dates the sheet, apart."""
    for answers in (ANSWERS, MANY):
        file = poster.poster("Maison ONE", answers, AT, paper)
        assert size_of(file) == size
        [said] = pages(file)
        found = list(letters(file))
        text = "".join(letter for letter, _ in found)
        assert min(points for _, points in found[: text.index("Palier")]) >= body
        assert min(points for _, points in found[: text.index("!") + 1]) >= title
    assert "autres réponses : la suite au bureau." in said
    assert all(head in said for head in ("Nous avons fait", "Nous y travaillons", "Pas encore, et pourquoi"))


def test_a_page_a_language_and_what_nobody_translated_said_to_be_french() -> None:
    file = poster.poster("Maison ONE", ANSWERS, AT, "a3", ("ar", "en", "xx", "ar"))
    french, arabic, english = pages(file)
    assert "Vous avez dit" in french
    assert "Un bus santé vient le mardi." not in arabic
    assert "Pas de budget cette année." in arabic
    assert english.count("text in French") == 3
    assert "Health, care" in english
    folded = "".join(letter for letter, _ in letters(file, 1))
    assert any("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in folded)


def test_a_poster_counts_no_few_people() -> None:
    """4 of 96 are few; 90 of 96 leave 6, who are few too; 38 of 96 are told."""
    [said] = pages(poster.poster("Maison ONE", ANSWERS, AT, least=11))
    assert "38 résidents sur 96" in said
    assert said.count("(des résidents)") == 2
    assert not {"4 résidents", "90 résidents"} & {said[at : at + 12].strip("(") for at in range(len(said))}
    french = LANGUAGES["fr"]
    assert poster.people(french, 11, 22, 11) == "11\u00a0résidents\u00a0sur\u00a022"
    assert poster.people(french, 10, 96, 11) == "des résidents"
    assert poster.people(french, 86, 96, 11) == "des résidents"
    assert poster.people(french, 96, 96, 11) == "96\u00a0résidents\u00a0sur\u00a096"
    assert poster.people(french, None, 96, 11) == ""


def test_every_language_says_everything() -> None:
    for one in LANGUAGES.values():
        assert "{x}" in one.people
        assert "{n}" in one.people
        assert "{n}" in one.more
        assert all([one.said, one.done, one.under_way, one.not_yet, one.residents, one.one_more, one.asked])
    assert [one.code for one in chosen(("tr", "fr"))] == ["fr", "tr"]
    translated = {code for code in LANGUAGES if code != "fr"}
    assert {need: set(names) for need, names in NEEDS.items()} == dict.fromkeys(CATEGORIES, translated)
    drawn = {path.stem for path in (Path(poster.__file__).parent / "pictograms").glob("*.svg")}
    assert drawn == set(CATEGORIES)


def test_shares_then_and_now_are_drawn_and_told_in_words() -> None:
    """In the Word annex: a picture that is as wide as the text, and its alternative text, share after share."""
    pairs = (Pair("Numérique", 0.42, 0.2, is_strong=True), Pair("Mobilité", None, 0.16))
    drawn = Image.open(io.BytesIO(picture(pairs, "Vague 2024", "Vague 2025")))
    assert drawn.width == round(170 / 25.4 * 200)
    row = EvidenceRow("Numérique", "42 %", "20 %", "baisse établie", "18 sur 90", "100 %")
    part = EvidencePart("Besoins", (row,), pairs, ("Vague 2024", "Vague 2025"))
    cover = Cover("Maison ONE", "V2", "Direction", AT, "v00001-essai")
    file = docx.Document(io.BytesIO(word_of(cover, Document("ONE", "V2", ()), evidence=[part])))
    [shown] = file.inline_shapes
    told = shown._inline.docPr.get("descr").replace("\u202f", " ")
    assert "Numérique : 42 % puis 20 %" in told
    assert "Mobilité : — puis 16 %" in told
    assert shown.width.mm == pytest.approx(165)
