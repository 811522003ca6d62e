"""Where long words of headings may be cut, after the rules of French typography."""

from __future__ import annotations

import pytest

from reports.hyphens import SOFT, softened


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Numérateur", "Numé-ra-teur"),
        ("Dénominateur", "Déno-mi-na-teur"),
        ("Année précédente", "Année pré-cé-dente"),
        ("Abandonnées", "Aban-don-nées"),
        ("Permanences", "Per-ma-nences"),
        ("Résultat", "Résultat"),  # short
        ("n (lignes utilisables)", "n (lignes uti-li-sables)"),
        ("chiffrable", "chif-frable"),  # « fr » begins a syllable, « bl » too
        ("autographes", "auto-graphes"),  # « gr », « ph »
        ("accompagnement", "accom-pa-gne-ment"),
        ("Bénéficiaires attendus", "Béné-fi-ciaires attendus"),
        ("a" * 20, "a" * 20),
        ("00abecadafebabedea12", "00abecadafebabedea12"),
        ("l'accompagnement,", "l'accom-pa-gne-ment,"),
        ("", ""),
    ],
)
def test_a_long_word_is_cut_between_syllables(text: str, told: str) -> None:
    assert softened(text).replace(SOFT, "-") == told
    assert softened(text).replace(SOFT, "") == text
