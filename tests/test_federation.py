"""A federation compares volunteers, without ranking: who is there, what is told, what is not, and nothing else of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import accounts, operators, volunteers
from access.account import FIRST
from access.permissions import PERMISSIONS
from access.scope import OutOfSight
from indicators.catalogue import indicators
from indicators.compute import compute
from indicators.federation import COMPARABLE, sheet
from indicators.measure import current_version
from pipelines.closing import close
from pipelines.folder import working_for
from tests.people import signed_in
from tests.test_pages import ROOT, ran, said
from tests.two_associations import account_in, told_nothing
from tests.workbooks import conflict, conflicts_file, load, write_xlsx

# Names whose alphabetical order is neither the order of opening nor that of any figure.
NAMES = {FIRST: "Marelle", "zephyr": "Arcade", "bocage": "Zéphyr"}
COUNTS = {FIRST: (30, 30), "zephyr": (60, 60), "bocage": (15, 15)}
OCCUPATION = [
    "Résidence",
    "Mois",
    "Capacité",
    "Occupés au dernier jour",
    "Résidents présents",
    "Jours occupés",
]
CODES = ("Viala", "Les Tilleuls")


@pytest.fixture(scope="module", autouse=True)
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Three associations of two residences each, which differ by their counts of conflicts; all agreed to be compared."""
    folder = tmp_path_factory.mktemp("federation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", "2026-01-15")
        operators.rename(FIRST, NAMES[FIRST], by="test")
        for slug in ("zephyr", "bocage"):
            operators.open_with_administrator(
                NAMES[slug], f"admin.{slug}", "Administration", by="test", slug=slug
            )
        for slug, counts in COUNTS.items():
            with working_for(slug):
                _fill(folder / (slug or "first"), counts)
        with told_nothing():
            yield


def _fill(folder: Path, counts: tuple[int, ...]) -> None:
    listed = [
        ["Code", "Résidence", "Commune", "Type", "Nb logements conventionnés", "Nb paliers"],
        ["VIA", "Viala", "Marseille", "Résidence sociale", 100, 4],
        ["TIL", "Les Tilleuls", "Aubagne", "Résidence sociale", 60, 3],
    ]
    lines = [
        conflict(f"{rank}{name[0]}", date(2025, 1 + rank % 12, 1 + rank % 28), residence=name)  # type: ignore[arg-type]
        for name, count in zip(CODES, counts, strict=True)
        for rank in range(count)
    ]
    held = [[name, date(2025, month, 1), 100, 90, 120, 2520] for name in CODES for month in range(1, 13)]
    load(
        write_xlsx(folder / "r.xlsx", {"Résidences": listed}),
        write_xlsx(folder / "o.xlsx", {"Occupation": [OCCUPATION, *held]}),
        conflicts_file(folder / "c.xlsx", "Conflits 2025", lines),
    )


@pytest.fixture(autouse=True)
def agreed() -> None:
    for slug in NAMES:
        volunteers.agree(account_in(slug, "direction"), "Direction")


def opened(page: str = "federation/federation.py", user: dict[str, object] | None = None) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}")
    at.user = user or signed_in("federation").user
    return ran(at)


def text_of(at: AppTest) -> str:
    return re.sub(r"\s", " ", "\n".join(said(at)))


def test_volunteers_stand_by_name_with_what_each_figure_rests_on() -> None:
    text = text_of(opened())
    block = text[text.index("Taux de résolution (strict)") : text.index("Avertissements pour 100")]
    assert block.index("Arcade") < block.index("Marelle") < block.index("Zéphyr")
    for counts in COUNTS.values():
        total = sum(counts)
        assert f"{total} sur {total} · plausible entre" in block
    assert "Sur les seuls conflits dont l'issue est notée." in block
    assert "12 mois clos sur 12" in text
    # Nothing of a residence, no total over associations, nothing that could be sorted.
    at = opened()
    assert not re.search(r"Viala|Tilleuls|\bVIA\b|\bTIL\b|[Cc]lassement :|Ensemble", text_of(at))
    assert not at.dataframe
    assert not at.metric
    assert not at.get("download_button")
    assert "210 sur 210" not in text  # the three together


def test_what_is_lacking_or_may_not_be_compared_is_said() -> None:
    text = text_of(opened())
    tail = text[text.index("Ce qui ne se compare pas") :]
    assert "Satisfaction" in tail
    for name in NAMES.values():
        assert f"**{name}** n’a pas transmis, en 2025 : " in tail
    assert "paliers couverts" in tail


def test_whoever_takes_it_back_is_gone_at_once_and_two_are_not_compared() -> None:
    user = signed_in("federation").user
    at = opened(user=user)
    volunteers.withdraw(account_in("zephyr", "direction"))
    text = text_of(ran(at))
    assert "à partir de 3 associations volontaires" in text
    assert "Pour l’instant : Marelle et Zéphyr." in text
    assert "Arcade" not in text
    assert "Taux de résolution" not in text


def test_an_agreement_of_the_demonstration_opens_nothing_to_a_real_account() -> None:
    guest = accounts.by_login("demo.direction") or accounts.create(
        "demo.direction", "Démo", "direction", by="test", is_demo=True
    )
    volunteers.agree(guest, "Direction (démo)")
    union = accounts.by_login("federation.test") or accounts.create(
        "federation.test", "F", "federation", by="test"
    )
    assert FIRST not in {one.slug for one in volunteers.volunteers(union)}
    assert "Marelle" not in text_of(opened())


def test_leadership_sees_beforehand_what_the_federation_sees() -> None:
    seen = text_of(opened())
    who = account_in(FIRST, "direction")
    from tests.two_associations import signed_in_of

    volunteers.withdraw(who)
    at = opened("donnees/reglages.py", signed_in_of(FIRST, "direction").user)
    told = text_of(at)
    own = told[told.index("Voir exactement") :] if "Voir exactement" in told else told
    for line in ("60 sur 60 · plausible entre 94", "12 mois clos sur 12"):
        assert line in own
        assert line in seen
    assert "Arcade" not in own
    assert "Zéphyr" not in own
    at.text_input("federation-qui").input("Direction générale")
    ran(at.button("federation-accepter").click())
    mine = operators.operator_named(FIRST)
    assert mine
    assert (mine.shared_by, mine.is_shared_in_demo) == ("Direction générale", False)
    ran(ran(at).button("federation-retirer").click())
    assert not operators.operator_named(FIRST).shared_at  # type: ignore[union-attr]


def test_a_federation_reads_nothing_but_its_page() -> None:
    signed = signed_in("federation")
    assert {name for name, roles in PERMISSIONS.items() if "federation" in roles} == {
        "compare",
        "method",
        "own_account",
    }
    with pytest.raises(OutOfSight):
        signed.account.sight()
    with working_for(signed.account.operator):
        assert current_version() is None
    for page in ("pilotage/synthese.py", "donnees/historique.py", "administration/acces.py"):
        at = opened(page, signed.user)  # a page that is not in its menu: it is at home
        assert at.title[0].value == "Fédération"
    assert opened("evaluation/methode.py", signed.user).title[0].value == "Méthode"


# Each rule of what is told, on its own small association.

LEAST: dict[str, tuple[tuple[int, int], str]] = {
    "ten conflicts in all": ((5, 5), "few"),
    "eleven": ((6, 5), ""),
    "none": ((0, 0), "absent"),
}


@pytest.mark.parametrize("case", LEAST)
def test_fewer_than_eleven_people_are_not_told(case: str, tmp_path: Path, data: Path) -> None:
    counts, why = LEAST[case]
    with working_for(FIRST):
        _fill(tmp_path / "w", counts)
        seen = sheet(str(current_version()), 2025).seen["conflict_resolution_rate"]
    assert (seen.why, seen.figure is None) == (why, bool(why))


def test_a_figure_that_one_residence_alone_gives_is_not_told(tmp_path: Path, data: Path) -> None:
    with working_for(FIRST):
        _fill(tmp_path / "w", (40, 0))
        found = sheet(str(current_version()), 2025).seen
    assert found["conflict_resolution_rate"].why == "alone"
    assert found["occupancy_rate"].figure


def test_nothing_of_a_year_is_told_before_its_twelve_months_are_closed(tmp_path: Path, data: Path) -> None:
    """Of 35 conflicts in eleven months and 38 in twelve, whoever read both would know December's three."""
    with working_for(FIRST):
        _fill(tmp_path / "w", (19, 19))
        for months, why, told in ((range(1, 12), "open", None), (range(12, 13), "", 38)):
            close([f"2025-{month:02d}" for month in months], compute, by="test", name="Direction")
            found = sheet(str(current_version()), 2025)
            of = found.seen["conflict_resolution_rate"]
            assert (of.why, of.figure and of.figure.denominator) == (why, told)
            assert (found.months, found.seen["occupancy_rate"].why) == (months[-1], why)
        assert sheet(str(current_version()), 2024).seen["occupancy_rate"].why == "open"


def test_what_is_compared_is_declared_and_is_no_count() -> None:
    for one in COMPARABLE:
        indicator: Any = indicators()[one.name]
        assert indicator.unit == "%" or indicator.unit.startswith("pour 100")
        assert not indicator.is_association
        assert one.beware.endswith(".")
