"""The seven stages under the names that an association gives them: on every page, in their order, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from access import audit
from pipelines.contracts.projets_sociaux import STAGES
from social_project.stages import BadStage, name_stages, own_stage_names, stage_names
from tests.project_data import filled
from tests.test_levels import opened
from tests.test_pages import ran, said


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from filled(tmp_path_factory.mktemp("stages"))


def test_only_what_differs_is_kept_and_an_empty_name_is_given_up(version: str) -> None:
    assert name_stages({"redaction": "  Écriture   à plusieurs ", "diagnostic": "Diagnostic"}, STAGES) == {
        "redaction": "Écriture à plusieurs"
    }
    assert list(stage_names(STAGES)) == list(STAGES)
    assert stage_names(STAGES)["redaction"] == "Écriture à plusieurs"
    assert name_stages({"redaction": " "}, STAGES) == own_stage_names() == {}


@pytest.mark.parametrize(
    ("named", "why"), [({"redaction": "x" * 61}, "raccourcissez"), ({"redaction": "DIAGNOSTIC"}, "même nom")]
)
def test_a_name_that_would_mislead_is_refused(named: dict[str, str], why: str, version: str) -> None:
    with pytest.raises(BadStage, match=why):
        name_stages(named, STAGES)
    assert own_stage_names() == {}


def test_the_leadership_names_a_stage_and_pages_say_it(version: str) -> None:
    at = opened("donnees/reglages")
    at.text_input(key="etape-redaction").set_value("Écriture à plusieurs")
    ran(next(one for one in at.button if one.label == "Enregistrer les étapes").click())
    assert "Les étapes portent ces noms sur toutes les pages." in [one.value for one in at.success]
    assert audit.events(actions=["settings_changed"])[0].detail.endswith(": Écriture à plusieurs")
    page = opened("projet_social/actualisation")
    [lines] = ["".join(one.proto.body for one in page.get("html") if "palier-etapes" in one.proto.body)]
    assert "Écriture à plusieurs" in lines
    assert "Rédaction" not in lines
    assert "Actualisation" in "\n".join(said(page))
