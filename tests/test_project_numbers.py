"""Numbers that people typed: which of them may be figures, which indicators words speak of, what is proposed to bind."""

from __future__ import annotations

import pytest

from indicators.catalogue import Indicator
from indicators.measure import Figure
from social_project.bound import Said, written
from social_project.document import BoundFigure
from social_project.numbers import numbers_in
from social_project.propose import bind, proposals
from social_project.search import find
from social_project.short_form import lengthened, shortened


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("62 % des résidents", [("62 %", 0.62, None)]),
        ("62,5% et 7 pour cent", [("62,5%", 0.625, None), ("7 pour cent", 0.07, None)]),
        ("46 sur 96 ont répondu", [("46 sur 96", 46, 96)]),
        ("120 résidents, 1 234 passages, 1\u202f500 repas", [("120", 120, None), ("1 234", 1234, None), ("1\u202f500", 1500, None)]),
        ("un séjour de 24 mois", [("24 mois", 24, None)]),
        ("en 2024, depuis 2019, de 2023 à 2025", []),
        ("le 12 mars 2024, le 1er juin, le 12/03/2024, 2024-03-12", []),
        ("l'article 12, les articles 4, 5 et 6, L. 633-1, R633-5, la loi n° 2014-366", []),
        ("2 rue des Lilas, 12 bis avenue Foch, 13003 Marseille", []),
        ("04 91 00 00 00, 04.91.00.00.00, +33 4 91 00 00 00", []),
        ("plus de 60 ans, 60 ans et plus, 18 à 25 ans, 65 ans ou plus", []),
        ("3e étage, 1ère réunion, bâtiment 2, page 7, annexe 3, 14 h 30, 24h/24, 18 m²", []),
        ("les articles 4 et 5, 30 % des cas", [("30 %", 0.3, None)]),
        ("1. Publics\n2) Accueil\n## 3. Admission", []),
        ("[62 %](chiffre:age_60plus_share?periode=2024) et {part des 60 ans}", []),
        ("T1, V2, covid-19, a1b2, contact2@exemple.fr, https://exemple.fr/12", []),
    ],
)  # fmt: skip
def test_what_may_be_a_figure(text: str, found: list[tuple[str, float, float | None]]) -> None:
    assert [(one.text, one.value, one.of) for one in numbers_in(text)] == found
    assert [text[one.start : one.end] for one in numbers_in(text)] == [one[0] for one in found]


def test_a_number_is_known_again_in_its_sentence_only() -> None:
    text = "Ici, 62 % sont âgés. Là-bas, 62 % ont répondu."
    first, second = numbers_in(text)
    assert (first.sentence, second.sentence) == ("Ici, 62 % sont âgés.", "Là-bas, 62 % ont répondu.")
    assert first.mark != second.mark
    assert numbers_in(f"Avant. {text}")[0].mark == first.mark


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("part des 60 ans et plus", "age_60plus_share"),
        ("résidents de plus de 75 ans", "age_75plus_share"),
        ("ocupation", "occupancy_rate"),
        ("partisipation au moins une fois", "unique_participation_rate"),
        ("reunions tenues", "meetings_held"),
        ("residents en impayés", "arrears_share"),
        ("I31", "unique_participation_rate"),
    ],
)
def test_an_indicator_is_found_by_its_words(typed: str, first: str) -> None:
    assert find(typed)[0].id == first


@pytest.mark.parametrize("typed", ["", "   ", "de la les", "xyzzy", "!!"])
def test_words_that_no_indicator_has_find_none(typed: str) -> None:
    assert find(typed) == []


KNOWN = {
    ("age_60plus_share", "2023"): (46, 96),
    ("age_60plus_share", "2024"): (60, 100),
    ("age_65plus_share", "2024"): (46, 100),
    ("occupancy_rate", "2024"): (620, 1000),
    ("meetings_held", "2024"): (34, None),
}


def told(bound: BoundFigure) -> Said:
    numbers = KNOWN.get((bound.indicator, bound.period))
    if numbers is None:
        return Said(bound, "—", None)
    x, n = numbers
    figure = Figure(bound.indicator, {}, x, n, 0, n or x, x / n if n else x)
    return Said(bound, written(bound, figure), figure)


def years(_indicator: Indicator) -> list[str]:
    return ["2024", "2023"]


def proposed(text: str) -> list[tuple[str, str, str, bool]]:
    [number] = numbers_in(text)
    found = proposals(number, "R1", years, told)
    return [(one.bound.indicator, one.bound.period, one.bound.shown, one.is_equal) for one in found]


def test_words_and_value_name_the_figure_and_its_year() -> None:
    first, *others = proposed("Nous comptons 48 % de résidents de plus de 60 ans.")
    assert first == ("age_60plus_share", "2023", "value", True), "46 sur 96 makes 48 %"
    assert len(others) <= 2
    assert not any(one[3] for one in others)


def test_words_alone_propose_the_last_year() -> None:
    assert proposed("La part des 60 ans et plus est de 71 %.")[0] == (
        "age_60plus_share",
        "2024",
        "value",
        False,
    )


def test_the_year_that_the_sentence_names_comes_first() -> None:
    assert proposed("En 2023, la part des 60 ans et plus était de 71 %.")[0][:2] == (
        "age_60plus_share",
        "2023",
    )


def test_two_counts_are_bound_together() -> None:
    text = "Les 60 ans et plus : 46 sur 96 résidents."
    assert proposed(text)[0] == ("age_60plus_share", "2023", "numerator", True)
    [number] = numbers_in(text)
    [best, *_] = proposals(number, "R1", years, told)
    bound = bind(text, number, best.bound, lambda one: told(one).text)
    address = "chiffre:age_60plus_share?residence=R1&periode=2023&montre="
    assert bound == (
        f"Les 60 ans et plus : [46]({address}numerateur)\u00a0sur [96]({address}denominateur) résidents."
    )
    assert not numbers_in(bound)


def test_a_need_is_proposed_where_the_sentence_names_it() -> None:
    """Its indicator's title names no need; the label does, and which of the two is decided by the words."""
    said = {"sante_soins": (30, 40), "mobilite": (30, 40), "numerique": (9, 40)}

    def tell(bound: BoundFigure) -> Said:
        if bound.indicator != "need_rate" or bound.period != "Vague B" or bound.category not in said:
            return Said(bound, "—", None)
        x, n = said[bound.category]
        figure = Figure("need_rate", {}, x, n, 0, n, x / n)
        return Said(bound, written(bound, figure), figure)

    def labels(indicator: Indicator) -> dict[str, str]:
        needs = {"sante_soins": "Santé / soins", "mobilite": "Mobilité", "numerique": "Numérique"}
        return needs if indicator.id == "need_rate" else {}

    [number] = numbers_in("Aller chez le médecin, les soins, la santé : 75 % le demandent.")
    [best] = proposals(number, "R1", lambda _: ["Vague B", "Vague A"], tell, labels)
    assert (best.bound.indicator, best.bound.category, best.bound.period) == (
        "need_rate",
        "sante_soins",
        "Vague B",
    )
    assert best.is_equal
    [unnamed] = numbers_in("Les paliers : 75 % le demandent.")
    assert proposals(unnamed, "R1", lambda _: ["Vague B"], tell, labels) == []


def test_a_count_is_proposed_by_its_value_only() -> None:
    assert proposed("Il y a eu 34 réunions.")[0] == ("meetings_held", "2024", "value", True)
    assert proposed("Il y a eu 35 réunions.") == []


def test_a_figure_that_is_hidden_never_says_that_it_is_equal() -> None:
    def hidden(bound: BoundFigure) -> Said:
        return Said(bound, "s", Figure(bound.indicator, {}, None, None, None, None, None, masked=True))

    [number] = numbers_in("48 % de résidents de plus de 60 ans.")
    assert not any(one.is_equal for one in proposals(number, "R1", years, hidden))


def test_a_bound_figure_is_written_in_short_and_back() -> None:
    one = "[62 %](chiffre:x?residence=R%201&periode=2024)"
    text = f"A {one}, B [s](chiffre:y?periode=2025), A {one}"
    book: list[BoundFigure] = []
    short = shortened(text, book)
    assert short == "A {62 % ¹}, B {s ²}, A {62 % ¹}"
    assert lengthened(short, book) == text
    assert lengthened("{9 ⁷} {part des jeunes}", book) == "{9 ⁷} {part des jeunes}"
    added = BoundFigure("z", "", "2023")
    assert shortened(f"[1]({added.address}) {text}", book).startswith("{1 ³} A {62 % ¹}"), (
        "numbers do not move"
    )
