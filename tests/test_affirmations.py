"""docs/affirmations.md: each element of domain.md section E has its line, its page and its sections; each figure is the demonstration's."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from access.permissions import may_open
from access.scope import EVERYTHING
from indicators.action_plans import answers_to_needs
from indicators.calls import perimeter
from indicators.charters import chains
from indicators.measure import Figure, Scope, current_version, measure
from indicators.meeting_themes import themes_raised
from tests.test_pages import demo, demo_data  # noqa: F401

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/affirmations.md").read_text("utf-8")
LINES = {
    cells[0]: cells
    for line in TEXT.splitlines()
    if line.startswith("|") and not line.startswith("|---")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
# The 18 rows of section E; the third is told in two lines, since respect of the house rules has a page of its own.
ELEMENTS = (
    "Projet social, actualisation",
    "Six résidences",
    "Réunions de palier",
    "Règlement intérieur",
    "« Discuter entre voisins », « Réfléchir par palier… »",
    "« Cela résout le conflit dans 90 % des cas… on tend vers un mieux »",
    "« Tout aussi impactant qu'en individuel »",
    "« Réunions organisées à l'initiative des résidents »",
    "Médiateur « autrement que par des avertissements »",
    "Comité : « lourde », « stimuler en permanence », « longue haleine »",
    "Charte des résidents",
    "Groupes d'actions collectives",
    "Réseau partenarial, droit commun, « réseau d'aide à l'extérieur »",
    "Ateliers Santé Ville",
    "Maintien à domicile",
    "Groupes de travail des professionnels",
    "Modélisation, module UNAFO « Rédiger ou actualiser le projet social »",
    "« Outil d'observation de l'évolution de la résidence »",
    "Appel à projets DIAN / CILPI",
)
PAGES = {path.stem: path for path in (ROOT / "pages").glob("*/*.py")}
TITLED = r"\[([^\]]+)\]\(/([a-z_]+)\)"


def test_every_element_has_its_line_and_no_other_line_stands_there() -> None:
    assert tuple(LINES)[1:] == ELEMENTS


@pytest.mark.parametrize("element", ELEMENTS)
def test_its_pages_exist_under_that_title_and_hold_the_sections_named(element: str) -> None:
    _, _, where, seen = LINES[element]
    named = re.findall(TITLED, where)
    assert named, "a line leads to no page"
    assert seen
    texts = [text for _, page in named for text in texts_of(PAGES[page])]
    for title, page in named:
        assert title in texts_of(PAGES[page]), f"/{page} is not titled « {title} »"
    # A section's own title may hold guillemets: they are balanced from the outside in.
    for section in quoted(where):
        assert any(section in text for text in texts), f"no section « {section} »"


def test_the_pages_that_an_evaluator_does_not_open_are_named() -> None:
    linked = {page: title for line in list(LINES.values())[1:] for title, page in re.findall(TITLED, line[2])}
    closed = {title for page, title in linked.items() if not may_open("evaluateur", page)}
    [told] = re.findall(r"n'ouvre (ni .+?) :", TEXT.replace("\n", " "))
    assert {one.strip(" ,") for one in re.split(r"\bni\b", told) if one.strip(" ,")} == closed
    assert may_open("evaluateur", "tableaux")


def texts_of(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return [str(one.value) for one in ast.walk(tree) if isinstance(one, ast.Constant)]


def quoted(text: str) -> list[str]:
    found, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign == "«":
            start, depth = (at + 1 if depth == 0 else start), depth + 1
        elif sign == "»":
            depth -= 1
            if depth == 0:
                found.append(text[start:at].strip())
    return found


def figure(
    name: str, code: str = "", year: int = 0, category: str | None = None, wave: str | None = None
) -> Figure:
    months = (date(year, 1, 1), date(year, 12, 1)) if year else (None, None)
    scope = Scope((code,) if code else (), *months, category=category, waves=(wave,) if wave else None)
    by = ["category"] * bool(category) + ["wave"] * bool(wave)
    [found] = [
        one
        for one in measure(str(current_version()), EVERYTHING, name, by, scope)
        if one.group.get("category") == category and one.group.get("wave") == wave
    ]
    return found


# The place of an element, what its last cell must say, and the figures from which it is written (see `numbers`).
G, M, T, C = "GARRIGUE", "MIMOSA", "TILLEUL", "CALANQUE"
YEARS, WAVES = (2023, 2024, 2025), ("Vague 2023", "Vague 2024", "Vague 2025")
FLOOR, WIDE = "floor_meeting_resolution_rate", "floor_meeting_resolution_rate_broad"
TOLD: list[tuple[int, str, list[tuple[object, ...]]]] = [
    (0, "{v0:.1f} ans", [("social_project_age_years", M, 2025)]),
    (0, "{n0} étapes sur {d0}, aucun", [("update_stage", M, 2025)]),
    (0, "({n0} sur {d0})", [("needs_reflected_rate", M, 2025)]),
    (0, "{n0} étapes sur {d0}, {n1} sur {d1}",
     [("update_stage", G, 2025), ("needs_reflected_rate", G, 2025)]),
    (2, "{n0}, puis {n1}, puis {n2} réunions",
     [("meetings_held", G, year, "palier") for year in YEARS]),
    (2, "{n0} paliers sur {d0} réunis, puis {n1} sur {d1}",
     [("floor_meeting_coverage", G, 2023), ("floor_meeting_coverage", G, 2025)]),
    (2, "{n0} paliers sur {d0}", [("floor_meeting_coverage", T, 2025)]),
    (3, "{n0} réponses sur {d0} en 2024, {n1} sur {d1} en 2025",
     [("satisfaction_rate", G, 0, "respect_reglement", wave) for wave in WAVES[1:]]),
    (3, "{n0} sur {d0}, puis {n1} sur {d1}",
     [("satisfaction_rate", C, 0, "respect_reglement", wave) for wave in WAVES[1:]]),
    (4, "{n0} réponses sur {d0}, puis {n1} sur {d1}, puis "
        "{n2} sur {d2}", [("need_rate", G, 0, "voisinage_vie_collective", wave) for wave in WAVES]),
    (5, "{n0} sur {d0} résolus ({v0:.0%})", [(FLOOR,)]),
    (5, "{n0} sur {d0} résolus ou améliorés ({v0:.0%}, de {low0:.0%} à {high0:.0%})", [(WIDE,)]),
    (5, "{n0} sur {d0}", [("recurrence_rate_90d",)]),
    (6, "palier {n0} sur {d0}, entretien ou courrier {n1} sur {d1}, "
        "médiation {n2} sur {d2}",
     [(FLOOR,), ("individual_resolution_rate",), ("mediation_resolution_rate",)]),
    (7, "{n0} sur {d0} en 2023, {n1} sur {d1} en 2024, {n2} sur "
        "{d2} en 2025", [("resident_initiated_share", "", year) for year in YEARS]),
    (7, "{n0} sur {d0} à {n1} sur {d1}",
     [("resident_initiated_share", G, 2023), ("resident_initiated_share", G, 2025)]),
    (8, "{n0}, puis {n1}, puis {n2} avertissements",
     [("warnings_per_100", G, year) for year in YEARS]),
    (8, "{n0} sur {d0} en 2023, {n1} sur {d1} en 2025",
     [("formal_procedure_share", G, 2023), ("formal_procedure_share", G, 2025)]),
    (9, "{n0} siège pourvu sur {d0}", [("committee_seats_filled_rate", T, 2025)]),
    (9, "{n0} jours restants", [("committee_term_days_left", M, 2025)]),
    (9, "{n0} votants sur {d0} en 2021, {n1} sur {d1} en 2024",
     [("election_turnout", G, 2021), ("election_turnout", G, 2024)]),
    (11, "{n0} groupes actifs, {n1} sur {d1} animés",
     [("collective_groups_active", "", 2025), ("collective_groups_resident_led_share", "", 2025)]),
    (11, "{n0}, puis {n1}, puis {n2} séances",
     [("meetings_held", G, year, "groupe_action") for year in YEARS]),
    (12, "{n0}, puis {n1}, puis {n2} partenaires", [("active_partners", "", year) for year in YEARS]),
    (12, "{n0} sur {d0} en 2023, {n1} sur {d1} en 2024, {n2} sur "
         "{d2} en 2025", [("mainstream_referral_share", "", year) for year in YEARS]),
    (12, "{n0} sur {d0}, puis {n1} sur {d1}, puis {n2} sur "
         "{d2}", [("referral_completion_rate", "", year) for year in YEARS]),
    (13, "{n0} présentations à l'Atelier Santé Ville, {n1} au CLS, {n2} au CLSM ; {n3} projets",
     [*[("local_body_presentations", "", 0, body) for body in ("asv", "cls", "clsm")], ("joint_projects_started",)]),
    (14, "{n0} personnes contactées, {n1} évaluées, {n2} en confiance, {n3} aidées",
     [("home_support_funnel", M, 0, stage) for stage in "1234"]),
    (15, "{n0} sur {d0} en 2023, {n1} sur {d1} en 2024, {n2} sur "
         "{d2} en 2025", [("working_group_attendance", "", year) for year in YEARS]),
    (15, "{n0} outils diffusés en trois ans, utilisés dans {n1} résidences",
     [("tools_produced",), ("tool_using_residences",)]),
    (16, "{n0} en 2024, {n1} en 2025",
     [("training_attendances_by_direction", "", year, "donnee") for year in YEARS[1:]]),
    (16, "{n0} sur {d0} en 2023, {n1} sur {d1} en 2025",
     [("staff_trained_share", "", year, "projet_social") for year in (2023, 2025)]),
    (17, "{n0} sur {d0} fin 2023, {n1} sur {d1} fin 2025",
     [("age_60plus_share", M, 2023), ("age_60plus_share", M, 2025)]),
    (17, "{n0} sur {d0}, puis {n1} sur {d1}, puis {n2} sur "
         "{d2}", [("need_rate", M, 0, "isolement_lien_social", wave) for wave in WAVES]),
    (18, "{n0} actions sur {d0} réalisées, {n1} objectifs sur {d1} atteints",
     [("aap_action_completion_rate", "", 0, None, "AAP 2025"), ("aap_indicator_attainment", "", 0, None, "AAP 2025")]),
    (18, "{x0:,.2f} € dépensés sur une subvention de {y0:,.0f} €", [("aap_grant_consumption_rate", "", 0, None, "AAP 2025")]),
]  # fmt: skip


def numbers(at: int, one: Figure) -> list[tuple[str, object]]:
    """Return what a wording may ask of its `at`-th figure: n and d in whole numbers, x and y as they are, its value and interval."""
    whole = [(name, f"{value or 0:.0f}") for name, value in (("n", one.numerator), ("d", one.denominator))]
    exact = [
        ("x", one.numerator),
        ("y", one.denominator),
        ("v", one.value),
        ("low", one.low),
        ("high", one.high),
    ]
    return [(f"{name}{at}", value) for name, value in (*whole, *exact)]


def french(text: str) -> str:
    """Return a text written with English numbers as the document writes them: 24,8 · 87 % · 48 790,40."""
    text = re.sub(r"(?<=\d),(?=\d{3})", " ", text)
    return re.sub(r"(?<=\d)%", " %", re.sub(r"(?<=\d)\.(?=\d)", ",", text))


@pytest.mark.parametrize(("at", "wording", "asked"), TOLD, ids=lambda one: str(one)[:40])
def test_the_figures_are_those_of_the_demonstration(
    at: int,
    wording: str,
    asked: list[tuple[str, str, int, str | None, str | None]],
    demo: Path,  # noqa: F811
) -> None:
    told = french(
        wording.format(**dict(item for at, one in enumerate(asked) for item in numbers(at, figure(*one))))
    )
    assert told in LINES[ELEMENTS[at]][3], told


def test_what_is_not_a_plain_quotient_is_read_too(demo: Path) -> None:  # noqa: F811
    late = -int(figure("committee_term_days_left", T, 2025).numerator or 0)
    assert f"mandat fini depuis {late} jours" in LINES[ELEMENTS[9]][3]
    adopted = {
        one.group["residence"]: (one.numerator, one.denominator, one.unknown)
        for one in measure(
            str(current_version()), EVERYTHING, "charter_status", ("residence",),
            Scope(first=date(2025, 1, 1), last=date(2025, 12, 1)),
        )
    }  # fmt: skip
    assert {code for code, (met, _, _) in adopted.items() if met} == {G, "OLIVIER", "LAVANDE"}
    assert (adopted[M][:2], adopted[C][2], adopted[T][2]) == ((0, 1), 1, 1)
    rows = measure(str(current_version()), EVERYTHING, "occupancy_rate", ("month",), Scope((C,)))
    assert "2025-05" not in {one.group["month"] for one in rows}


def test_what_is_read_line_by_line_is_read_too(demo: Path) -> None:  # noqa: F811
    version, year = str(current_version()), Scope((), date(2025, 1, 1), date(2025, 12, 1))
    first, second, *_ = themes_raised(version, EVERYTHING, year).themes
    assert [(one.code, one.by_residents) for one in (first, second)] == [
        ("espaces_communs", 30),
        ("voisinage", 21),
    ]
    assert "des espaces communs (30 réunions) et du voisinage (21)" in LINES[ELEMENTS[7]][3]
    [chain] = chains(version, EVERYTHING, (G,))
    assert (sum(bool(group.planned) for group in chain.groups), len(chain.groups)) == (2, 3)
    assert "nomme 2 de ses 3 groupes" in LINES[ELEMENTS[10]][3]
    assert perimeter(version, EVERYTHING, "AAP 2025")[1:] == (date(2025, 1, 1), date(2025, 12, 1))


def test_what_covers_a_need_is_one_definition(demo: Path) -> None:  # noqa: F811
    """I49, and the needs told one by one beside it, residence by residence."""
    version, day = str(current_version()), date(2025, 12, 31)
    scope = Scope(first=date(2025, 1, 1), last=date(2025, 12, 1))
    counted = {
        str(one.group["residence"]): (one.numerator, one.denominator)
        for one in measure(version, EVERYTHING, "need_covered_rate", ("residence",), scope)
    }
    told: dict[str, list[bool]] = {}
    for one in answers_to_needs(version, EVERYTHING, (), day):
        if one.is_frequent:
            told.setdefault(one.residence, []).append(one.has_action)
    assert {code: (sum(some), len(some)) for code, some in told.items()} == counted
    assert counted["MIMOSA"][0], "the Mimosas have no plan, and partners that answer"
