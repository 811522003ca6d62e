"""Each indicator has an entry on a page, which tells five things at a glance, or why one of them is not there.

Better or worse than before, than the level aimed at, than the other residences together; on how many; what is not known.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from indicators.catalogue import indicator_named, indicators
from tests.test_pages import GARRIGUE, demo, demo_data, opened, said  # noqa: F401
from ui.say import _COUNTED, ORIGINS

MIMOSAS = "Résidence Les Mimosas (démo)"
PLACED = {
    "mobiliser/conflits.py": GARRIGUE, "mobiliser/instances.py": GARRIGUE, "mobiliser/participation.py": GARRIGUE,
    "mobiliser/charte.py": GARRIGUE, "mobiliser/reglement_interieur.py": GARRIGUE, "besoins/besoins.py": GARRIGUE,
    "besoins/satisfaction.py": GARRIGUE, "publics/occupation.py": GARRIGUE, "publics/parcours.py": GARRIGUE,
    "reseau/maintien_a_domicile.py": MIMOSAS, "reseau/partenariats.py": GARRIGUE, "projet_social/actualisation.py": GARRIGUE,
}  # fmt: skip
TOGETHER = ("projet_social/pratiques.py", "evaluation/appel_a_projets.py")
WAVE = "Vague 2025"
# The entries that do not bear their indicator's own title: the page, and the label of the card.
CARDS = {
    "survey_response_rate": ("besoins/besoins.py", f"Taux de réponse, {WAVE}"),
    "multi_need_share": ("besoins/besoins.py", f"Cumul de besoins (3 et plus), {WAVE}"),
    "satisfaction_response_rate": ("besoins/satisfaction.py", f"Taux de réponse, {WAVE}"),
    "living_together_rate": ("besoins/satisfaction.py", WAVE),
    "satisfaction_score_avg": ("besoins/satisfaction.py", f"{WAVE}#2"),
    "satisfaction_rate": ("mobiliser/reglement_interieur.py", f"Satisfaits · {WAVE}"),
    "floor_meeting_durable_rate": ("mobiliser/conflits.py", "Au sens durable"),
    "floor_meeting_resolution_rate": ("mobiliser/conflits.py", "Au sens strict"),
    "floor_meeting_resolution_rate_broad": ("mobiliser/conflits.py", "Au sens large"),
    "home_support_median_days": ("reseau/maintien_a_domicile.py", "Du contact à l'évaluation"),
}
# Those that are told in a table, or in a sentence: all that must be read on the page.
BESIDE = "Autres résidences ensemble"
TOLD = {
    "need_rate": ("besoins/besoins.py", ("Vague 2024", "Ce qu'on peut en dire", BESIDE, "Écart", "Pas de cible : un besoin se constate.")),
    "need_change_pts": ("besoins/besoins.py", ("Ce qu'on peut en dire", "plausible entre", "Pas de cible : un besoin se constate.")),
    "need_priority_rank": ("besoins/besoins.py", ("Rang de priorité des besoins", "répondants)", BESIDE, "Points", "Pas de cible.")),
    "unmet_need_rate": ("besoins/besoins.py", ("Part sans aide", BESIDE, "non établi", "Répondants qui ont le besoin")),
    "home_support_funnel": ("reseau/maintien_a_domicile.py", ("Au 31 décembre 2024", BESIDE, "un écart ne se juge pas", "Pas de cible")),
    "home_support_conversion": ("reseau/maintien_a_domicile.py", ("27 · 71 %", "20 · 91 %", BESIDE)),
    "home_support_stops": ("reseau/maintien_a_domicile.py", ("12 parcours arrêtés", "Au 31 décembre 2024", BESIDE, "Pas de cible.")),
    "staff_trained_share": ("projet_social/pratiques.py", ("27 sur 44", "Évolution", "points (2024", "Pas de cible")),
    "aap_report_days_left": ("evaluation/appel_a_projets.py", ("Échéances", "dans", "au plus tard", "Chaque appel a son échéance")),
}  # fmt: skip
# The indicators told in one sentence, which holds what a tile would say.
SENTENCES = {
    "upload_timeliness": "donnees/tableau_du_mois.py",
    "row_rejection_rate": "donnees/historique.py",
    "field_completeness": "donnees/historique.py",
    "aap_beneficiary_ratio": "evaluation/appel_a_projets.py",
}
WHY_NOT_BEFORE = (
    "précédente inconnue",
    "pas de période précédente",
    "à lire",
    "échelle ou formulation",
    "pas la même liste",
)
WHY_ALONE = ("chaque résidence a sa date", "autres résidences :", "un nombre ne se compare pas")
MOVED = re.compile(r"\(.+ : .+\)|^.+ : \d+ sur \d+")
RESTS = re.compile(r"\d+ (sur|pour) \d|sur \d+ cas|moyenne de|une seule valeur|aucun cas|non transmis")


@cache
def entries(page: str) -> dict[str, str]:
    """Return what stands under each figure of a page, by its label; a label met twice bears its place."""
    place = PLACED.get(page, "")
    asked = {"residences": place, "residence": place, "periode": "2025"} if place else {"periode": "2025"}
    at = opened(page, **(asked | {"mois": "décembre 2025"}))
    found, label = {"": "\n".join(said(at)).replace("\u202f", " ")}, ""
    for node in at.main:
        if node.type == "metric":
            label = node.label if node.label not in found else f"{node.label}#2"
            found[label] = ""
        elif node.type == "caption" and label:
            found[label] += f"  \n{node.value}".replace("\u202f", " ")
        elif node.type in ("subheader", "button"):
            label = ""
    return found


def lacking(name: str, told: str, has_others: bool) -> list[str]:
    """Return which of the five things an entry does not tell, nor says why not."""
    told = told.lower()
    lines = [line.strip() for line in told.split("  \n") if line.strip()]
    indicator = indicator_named(name)
    is_told = {
        "before": any(MOVED.search(line) for line in lines) or any(why in told for why in WHY_NOT_BEFORE),
        "target": "pas de cible" in told or any(origin.lower() in told for origin in ORIGINS.values()),
        "others": not has_others or BESIDE.lower() in told or any(why in told for why in WHY_ALONE),
        "people": bool(RESTS.search(told)) or indicator.unit in _COUNTED,
        "unknown": any(one in told for one in ("non connu", "aucune valeur inconnue", "non transmis")),
    }
    return [thing for thing, is_there in is_told.items() if not is_there]


def page_of(name: str) -> str:
    """Return the page whose tiles bear an indicator's title."""
    title = indicator_named(name).title
    return next(page for page in (*PLACED, *TOGETHER) if title in entries(page))


@pytest.mark.parametrize("name", sorted({*indicators()} - {*TOLD} - {*SENTENCES}))
def test_an_entry_tells_five_things(name: str, demo: Path) -> None:  # noqa: F811
    page, label = CARDS.get(name) or (page_of(name), indicator_named(name).title)
    told = entries(page)[label]
    assert not lacking(name, told, page in PLACED), told


@pytest.mark.parametrize("name", TOLD)
def test_a_table_tells_them_line_by_line(name: str, demo: Path) -> None:  # noqa: F811
    page, wanted = TOLD[name]
    assert not [one for one in wanted if one not in entries(page)[""]]


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_tells_them_together(name: str, demo: Path) -> None:  # noqa: F811
    told = entries(SENTENCES[name])[""]
    title = "Total : **" if name == "aap_beneficiary_ratio" else f"{indicator_named(name).title} : **"
    after = told[told.index(title) :].replace(" · ", "  \n")[:400]
    assert not lacking(name, after, has_others=False), after
