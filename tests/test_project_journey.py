"""A projet social from end to end: read from somebody's Word file, bound, validated, revised, exported, accepted in LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING
from indicators.catalogue import Indicator
from indicators.places import labels
from social_project.bound import said
from social_project.freezing import validate
from social_project.headings import NINE
from social_project.imported import texts_of as imported_texts
from social_project.markup import read
from social_project.numbers import numbers_in
from social_project.propose import bind, proposals
from social_project.revisions import draft, in_force, last_number, save
from social_project.word import read_word
from tests.office_writer import ACCEPT, AS_IT_IS, REJECT, settle
from tests.people import signed_in
from tests.printed import pages
from tests.project_data import filled
from tests.project_texts import said_by, texts_of
from tests.test_project_word import saved, ten_pages
from ui.project_exports import file_of
from ui.project_files import held

CODE, NAME, DAY = "ONE", "Maison ONE", date(2025, 12, 31)
SAID = "En 2024, la résidence a tenu 4 réunions. La santé (santé, soins) est un besoin pour 100 % des répondants."


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from filled(tmp_path_factory.mktemp("journey"))


def somebodys_word() -> bytes:
    """Ten pages that were not written here, with two figures typed by hand in the seventh part."""
    written = ten_pages()
    paragraphs = iter(written.paragraphs)
    next(one for one in paragraphs if one.text.startswith("VII"))
    next(paragraphs).insert_paragraph_before(SAID)
    return saved(written)


def labels_of(version: str) -> Callable[[Indicator], dict[str, str]]:
    return lambda one: labels(version, one.categories_of) if one.categories_of else dict(one.categories)


def bound_by_a_person(version: str, text: str) -> str:
    """Return the text once somebody took, of what is proposed for each number, the first that says the same."""

    def periods(one: Indicator) -> tuple[str, ...]:
        return ("Vague 2025",) if one.finest == "wave" else ("2025", "2024")

    of_the_sentence = [one for one in numbers_in(text) if one.start < len(SAID)]
    for number in reversed(of_the_sentence):
        found = proposals(
            number,
            CODE,
            periods,
            lambda bound: said(version, EVERYTHING, bound),
            labels_of(version),
        )
        equal = next((one for one in found if one.is_equal), None)
        if equal:
            text = bind(text, number, equal.bound, lambda bound: said(version, EVERYTHING, bound).text)
    return text


def test_from_somebodys_word_to_a_new_version_accepted_in_libreoffice(
    version: str, writer: str, tmp_path: Path
) -> None:
    # Imported, each part where its title says; what says nothing goes under the last heading.
    imported = read_word(somebodys_word(), NINE)
    texts = imported_texts(imported.parts, [one.code or "9" for one in imported.parts])
    assert sum(len(text) for text in texts.values()) > 15_000
    save(CODE, texts, last_number(CODE), "equipe.une")
    # Bound: the two numbers of the seventh part become the figures that they are.
    save(CODE, {"7": bound_by_a_person(version, texts["7"])}, last_number(CODE), "equipe.une")
    first = draft(CODE)
    assert first
    figures = {(one.indicator, one.period, one.category) for one in first.document.figures}
    assert figures == {("meetings_held", "2024", ""), ("need_rate", "Vague 2025", "sante_soins")}
    frozen = validate(CODE, last_number(CODE), "V1", date(2025, 6, 1), "direction.une", version, EVERYTHING)
    # Revised: a passage reworded, one taken away, one added, a row of the table gone, a heading written anew.
    seventh = (
        frozen.texts["7"]
        .replace("a tenu", "et ses habitants ont tenu")
        .replace("Paragraphe 3 ", "Passage 3 ")
    )
    paragraphs = seventh.split("\n\n")
    del paragraphs[5]
    changed = {
        "7": "\n\n".join([*paragraphs, "Un atelier s'ajoute.\n\n- le lundi\n- le jeudi"]),
        "5": "Deux ans, **renouvelables**.",
    }
    save(CODE, changed, last_number(CODE), "equipe.une")
    second = draft(CODE)
    assert second
    # Taken away as the page gives it, then accepted and refused where people open it.
    session = signed_in("direction").id
    source = tmp_path / "suivi.docx"
    source.write_bytes(
        file_of(
            session, "a_revoir", version, CODE, "word", lambda sight: held(version, CODE, NAME, DAY, sight)
        )
    )
    accepted, refused, printed = (tmp_path / name for name in ("new.docx", "old.docx", "tracked.pdf"))
    settle(
        writer,
        [(source, ACCEPT, accepted), (source, REJECT, refused), (source, AS_IT_IS, printed)],
        tmp_path / "o",
    )
    assert said_by(refused.read_bytes()) == texts_of(frozen.document)
    validate(CODE, last_number(CODE), "V2", date(2025, 12, 1), "direction.une", version, EVERYTHING)
    new = in_force(CODE)
    assert new
    assert said_by(accepted.read_bytes()) == texts_of(new.document)
    assert len(pages(printed.read_bytes())) >= 10
    assert read(new.texts["5"])[0].runs[1].is_bold
