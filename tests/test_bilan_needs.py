"""Needs as people told them, year N beside year N-1: the totals of the published editions, and nothing worked out between them."""

from __future__ import annotations

from indicators.editions import Edition, Line, Table
from reports.bilan.needs_told import needs_told

CODES = ("A", "B", "C")
NAMES = {"A": "La Digue", "B": "Le Môle", "C": "Le Phare"}
YES, NO = "Exprime le besoin", "Ne l'exprime pas"


def need(code: str, title: str, *lines: Line, columns: tuple[str, ...] = (YES, NO)) -> Table:
    named = f"Besoin exprimé : {title}"
    return Table(
        f"besoins.{code}.residence-need", f"besoins.{code}", named, "réponses", "Résidence", columns, lines
    )


def whole(codes: str, *numbers: int | None, level: str = "association") -> Line:
    *told, total = numbers
    return Line("Ensemble", level, tuple(codes), tuple(told), total)


def one(code: str, *numbers: int | None) -> Line:
    *told, total = numbers
    return Line(NAMES[code], "residence", (code,), tuple(told), total)


def edition(year: int, *tables: Table) -> Edition:
    return Edition(year, "", "", 11, "v1", tables, (), (), ())


BY_AGE = Table("besoins.langue.age-need", "besoins.langue", "Besoin exprimé : Langue", "réponses", "Âge", (YES, NO), (
    Line("18-39 ans", "class", CODES, (1, 1), 2), Line("Ensemble", "association", CODES, (1, 1), 2)))  # fmt: skip
NOW = edition(
    2025,
    need("langue", "Langue", one("A", 20, 30, 50), one("B", None, None, 40), whole("AB", 36, 54, 90)),
    BY_AGE,
    need("mobilite", "Mobilité", whole("AB", None, None, 90)),
    need("numerique", "Numérique", whole("AB", 9, 11, 20)),
)
BEFORE = edition(
    2024,
    need("langue", "Langue", whole("ABC", 66, 54, 120)),
    need("securite", "Sécurité", whole("ABC", 30, 90, 120)),
)


def test_each_need_has_its_two_totals_and_no_change() -> None:
    """36 of 90, then 66 of 120; nine of twenty is too few for a share; a masked number is « s », and so is its share."""
    [table] = needs_told([NOW, BEFORE], 2025, NAMES)
    assert table.title == "Besoins exprimés, ensemble : 2025 et 2024"
    assert [row.cells for row in table.rows] == [
        ("Langue", 36, 90, 0.4, 66, 120, 0.55),
        ("Mobilité", "s", 90, "s", None, None, None),
        ("Numérique", 9, 20, None, None, None, None),
        ("Sécurité", None, None, None, 30, 120, 0.25),
    ]
    assert [column.title for column in table.columns] == [
        "Besoin", "L'expriment, 2025", "Réponses, 2025", "Part, 2025", "L'expriment, 2024", "Réponses, 2024", "Part, 2024",
    ]  # fmt: skip
    turned = need("langue", "Langue", whole("AB", 54, 36, 90), columns=(NO, YES))
    [other] = needs_told([edition(2025, turned), BEFORE], 2025, NAMES)
    assert other.rows[0].cells[1:4] == (36, 90, 0.4)
    assert not any(word in column.title for column in table.columns for word in ("Évolution", "Écart"))


def test_residences_of_one_year_only_are_named() -> None:
    [table] = needs_told([NOW, BEFORE], 2025, NAMES)
    assert table.caveat.endswith("En 2024 seulement : Le Phare.")
    alike = edition(2024, need("langue", "Langue", whole("AB", 20, 60, 80)))
    [table] = needs_told([NOW, alike], 2025, NAMES)
    assert "seulement" not in table.caveat


def test_a_perimeter_of_a_call_is_its_whole_where_the_association_is_not_in_sight() -> None:
    perimeter = whole("AB", 36, 54, 90, level="perimeter")
    told = need("langue", "Langue", one("A", 20, 30, 50), one("B", 16, 24, 40), perimeter)
    [table] = needs_told([edition(2025, told), edition(2024, told)], 2025, NAMES)
    assert table.rows[0].cells == ("Langue", 36, 90, 0.4, 36, 90, 0.4)


def test_without_both_years_or_any_whole_there_is_no_table() -> None:
    assert needs_told([NOW], 2025, NAMES) == ()
    assert needs_told([], 2025, NAMES) == ()
    part = [edition(year, need("langue", "Langue", one("A", 20, 30, 50))) for year in (2025, 2024)]
    assert needs_told(part, 2025, NAMES) == ()
    # Another call's residences are no whole of these.
    less = need("langue", "Langue", one("C", 5, 6, 11), whole("AB", 36, 54, 90, level="perimeter"))
    assert needs_told([edition(2025, less), edition(2024, less)], 2025, NAMES) == ()
