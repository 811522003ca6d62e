"""Instances, Charte et groupes, Règlement intérieur: what each role reads there, on the demo association and on little."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.charters import chains
from indicators.duties import DUTIES
from indicators.elections import elections
from indicators.house_rules import thread
from indicators.legal_calendar import legal_calendar
from indicators.measure import current_version
from indicators.sums import Scope
from pipelines.folder import data_folder
from tests.people import signed_in
from tests.test_pages import demo, demo_data, opened, ran, said  # noqa: F401
from tests.workbooks import load, residences_file, write_xlsx

PAGES = ["mobiliser/instances.py", "mobiliser/charte.py", "mobiliser/reglement_interieur.py"]
EVALUATOR = sight_of("evaluateur", (), None, None)
TEAM = sight_of("equipe", ("GARRIGUE",), None, None)


def text(page: str, role: str = "direction", **asked: str) -> str:
    at = opened(page, **asked)
    if role != "direction":
        at.user = signed_in(role).user
        at = ran(at)
    return "\n".join(said(at)).replace("\u202f", " ").replace("\u00a0", " ")


def version() -> str:
    return str(current_version())


def test_the_law_is_told_with_its_dates_and_articles(demo: Path) -> None:  # noqa: F811
    told = text("mobiliser/instances.py")
    # data/demo/README.md: the comité of the Tilleuls, elected for three years on 14 April 2021, was never renewed.
    assert "Comité élu, depuis le 14 avril 2024" in told
    assert "1 titulaire sur 4 sièges" in told  # the Calanque lost two members in September 2025
    assert "D633‑7‑1" in told
    assert "Jugé au 31 décembre 2025" in told
    assert "24,3 % en 2006" in told
    assert "autre échelle" in told


def test_one_residence_reads_what_each_line_rests_on(demo: Path) -> None:  # noqa: F811
    told = text("mobiliser/instances.py", residences="Résidence Les Mimosas (démo)")
    assert "◷ à faire avant le 17 janvier 2026" in told
    assert "élection à préparer, dans 17 jours" in told
    assert "4 titulaires sur 5 sièges au 31/12/2025" in told


def test_under_30_contract_holders_is_sans_objet_everywhere(demo: Path) -> None:  # noqa: F811
    told = text("mobiliser/instances.py", residences="Résidence La Lavande (démo)")
    assert told.count("sans objet") >= len(DUTIES)
    assert "▲" not in told
    assert {one.status for one in legal_calendar(version(), EVERYTHING, ("LAVANDE",))} == {"not_applicable"}


def test_the_chain_is_followed_from_the_charter_to_what_came_of_it(demo: Path) -> None:  # noqa: F811
    told = text("mobiliser/charte.py", residences="Résidence La Garrigue (démo)")
    for link in ("adoptée le 14 novembre 2024", "3 groupes", "Cuisines partagées", "animé par les résidents"):
        assert link in told
    [chain] = chains(version(), EVERYTHING, ("GARRIGUE",))
    assert f"{len(chain.recent)} séances" in told
    assert sum(one.taken or 0 for one in chain.recent) > 0
    # The plan names two groups of the three: one as its pilot, one among its partners.
    assert {group.name: [one.action for one in group.planned] for group in chain.groups} == {
        "Accueil des nouveaux": ["Café du matin tenu par des résidents"],
        "Cuisines partagées": [],
        "Numérique entre voisins": ["Ateliers numériques et salle équipée"],
    }
    assert "Au plan d'actions : Café du matin tenu par des résidents (en cours)" in told
    assert "2 actions du plan" in told
    [nothing] = chains(version(), EVERYTHING, ("CALANQUE",))
    assert (nothing.is_told, nothing.groups) == (False, ())
    assert "Ni charte ni groupe transmis" in text(
        "mobiliser/charte.py", residences="Résidence La Calanque (démo)"
    )


def test_the_house_rules_are_followed_in_meetings_and_in_how_far_conflicts_went(demo: Path) -> None:  # noqa: F811
    found = thread(version(), EVERYTHING, Scope())
    assert 0 < found.about < found.held.total()
    assert found.steps["avertissement"] > 0
    told = text("mobiliser/reglement_interieur.py", periode="Depuis le début")
    assert f"{found.about} réunions" in told
    codes = ("CALANQUE", "GARRIGUE", "LAVANDE", "MIMOSA", "OLIVIER", "TILLEUL")
    parts = [thread(version(), EVERYTHING, Scope((code,))).about for code in codes]
    assert sum(parts) == found.about


@pytest.mark.parametrize("page", PAGES)
def test_an_evaluator_reads_totals_and_no_residence(page: str, demo: Path) -> None:  # noqa: F811
    told = text(page, "evaluateur")
    assert not any(name in told for name in ("Tilleuls", "Calanque", "Mimosas", "Cuisines partagées"))


@pytest.mark.parametrize("page", PAGES)
def test_a_team_reads_its_own_residence_alone(page: str, demo: Path) -> None:  # noqa: F811
    told = text(page, "equipe")
    assert not any(name in told for name in ("Tilleuls", "Calanque", "Mimosas"))


def test_who_sees_totals_only_is_refused_where_it_is_read(demo: Path) -> None:  # noqa: F811
    for read in (legal_calendar, elections, chains):
        with pytest.raises(OutOfSight):
            read(version(), EVALUATOR)
        with pytest.raises(OutOfSight):
            read(version(), TEAM, ("CALANQUE",))
        assert {one.residence for one in read(version(), TEAM)} == {"GARRIGUE"}
    with pytest.raises(OutOfSight):
        thread(version(), TEAM, Scope(("CALANQUE",)))


@pytest.mark.parametrize("page", PAGES)
def test_with_the_list_of_residences_alone_each_page_says_what_to_drop(page: str, data: Path) -> None:
    meeting = [["Date", "Résidence", "Type de réunion", "Statut"], ["05/03/2025", "Viala", "Palier", "Tenue"]]
    folder = data_folder().parent
    load(residences_file(folder), write_xlsx(folder / "r.xlsx", {"Réunions 03-2025": meeting}))
    told = text(page)
    assert "éposez" in told or "se note dans" in told
    assert "conforme" not in told.split("✓ conforme · ▲")[0]
