"""A sealed bilan that nobody measured: every kind of cell, hostile words, masked numbers, wide and long tables."""

from __future__ import annotations

from dataclasses import replace

from indicators.call_sources import Source
from reports.bilan.content import MASKED, Bilan, Column, Part, Row, Table
from reports.bilan.parts import TITLES
from reports.bilan.sealed import Sealed

EVIL = '=HYPERLINK("http://mal.example";"cliquez") #panic("x") $x$ *y* @z <t> \\ `q` {{code}} {{contenu}}'
ODD = "أهلا 😀 漢字 \u202eabc \x07 e\u0301 <b>&amp;</b> " + "long" * 60
TEXT = f"""## Ce qui s'est passé

Il y a eu [1 234](chiffre:meetings_held?periode=2025) réunions, **dont deux** *tard* : {ODD}

- un
- deux
    - deux bis

1. premier
2. second

| Lieu | Nombre |
| --- | --- |
| Cour | 3 |

[le site](https://exemple.invalid/x) et [un piège](javascript:alert(1)). {EVIL.replace("<t>", "")}
"""
WARNING = "Données incomplètes, non reçus à ce jour : 7 classeurs mensuels attendus, sur 294."
_COMPARED = (
    Column("title", "Action"), Column("unit", "Unité"), Column("planned", "Prévu", "value"), Column("achieved", "Réalisé", "value"),
    Column("gap", "Écart", "gap"), Column("share", "Réalisé / prévu", "share"),
)  # fmt: skip
_YEARS = (
    Column("title", "Indicateur"), Column("value", "Valeur", "value"), Column("n", "n", "number"),
    Column("before", "Année précédente", "value"), Column("gap", "Évolution", "gap"),
)  # fmt: skip
COMPARED = Table("results", "Prévu, réalisé", _COMPARED, (
    Row("a", ("Ateliers", "ateliers", 18, 12.5, -5.5, 0.6944), ("F14",), "ateliers"),
    Row("b", (EVIL, None, 1234567.891, 1300000, 65432.109, 1.053), (), ""),
    Row("c", ("Charges", "", 72000, 69348.6, -2651.4, 0.963175), (), "€"),
    Row("d", ("Personnes", None, 40, MASKED, MASKED, MASKED)),
    Row("e", ("Sans résultat", None, 40, None, None, None)),
), "Une précaution.", ("share",))  # fmt: skip
YEARS = Table("indicators.5", TITLES[4], _YEARS, (
    Row("a", ("Paliers couverts", 0.4375, 16, 0.25, 18.75), (), "%"),
    Row("b", ("Assiduité", 0.00049, 16, 1, -99.951), (), "%"),
    Row("c", ("Masqué", MASKED, MASKED, MASKED, None), (), "%"),
    Row("d", ("Ancienneté", 10.0960985626, 5, 12.5, -2.4039), (), "ans"),
))  # fmt: skip
PEOPLE = Table("edition.2025.ages.residence-age", "Résidents par âge, 2025, par résidence", (
    Column("label", "Résidence"), Column("c0", "18-39 ans", "number"), Column("c1", "40 ans et plus", "number"),
    Column("total", "Total (résidents)", "number"),
), (
    Row("residence/A/Le Phare", ("Le Phare", 48, 98, 146)),
    Row("residence/B/La Digue", ("La Digue", MASKED, MASKED, 25)),
    Row("residence/C/Le Môle", ("Le Môle", 0, 61, 61)),
    Row("association/A-B-C/Ensemble", ("Ensemble", 60, 172, 232)),
))  # fmt: skip
BUDGET = Table("budget.totals", "Budget, totaux", (
    Column("side", "Nature"), Column("initial", "Prévu initial", "euros"), Column("achieved", "Réalisé", "euros"),
), (Row("charges", ("Charges", 88000, 69348.6)), Row("products", ("Produits", 88000.5, 0))), drawn=("initial", "achieved"))  # fmt: skip
WIDE = Table(
    "wide",
    "Trente mois",
    (Column("what", "Résidence"), *(Column(f"m{at}", f"Dénominateur {at}", "number") for at in range(30))),
    tuple(
        Row(f"r{rank}", (f"Résidence numéro {rank}", *(1000 * rank + at for at in range(30))))
        for rank in range(3)
    ),
)
LONG = Table("files", "Fichiers reçus", (Column("file", "Fichier"), Column("sha256", "SHA-256")), tuple(
    Row(f"f{at}", (f"Classeur {at}.xlsx", f"{at:064x}")) for at in range(60)))  # fmt: skip
EMPTY = Table("reopened", "Mois rouverts", (Column("month", "Mois"), Column("reason", "Motif")), ())
IDENTITY = Table("identity", TITLES[0], (Column("what", "Rubrique"), Column("value", "Valeur", "value")), (
    Row("call", ("Appel", "AAP <2025> & suites")), Row("paid", ("Versée", 26000.5), (), "€")))  # fmt: skip
HELD = {
    1: (IDENTITY,),
    3: (COMPARED,),
    4: (PEOPLE,),
    5: (YEARS,),
    11: (BUDGET,),
    12: (EMPTY,),
    13: (WIDE, LONG),
}


def invented(*, is_interim: bool = False, warnings: tuple[str, ...] = (WARNING,), call: str = "AAP <2025> & suites") -> Sealed:  # fmt: skip
    """Return it; it was never published."""
    parts = tuple(
        Part(number, title, HELD.get(number, ()), (EVIL,) if number == 12 else (), TEXT if number in (2, 13) else "")
        for number, title in enumerate(TITLES, 1)
    )  # fmt: skip
    files = (Source("00001-x", "Classeur.xlsx", ("meetings",), "2026-01-15", "0" * 64),)
    bilan = Bilan(call, (), "2024-01-01", "2025-01-01", "2025-12-01", "2025-12-31", "v1-x", warnings, parts, files)  # fmt: skip
    one = Sealed(replace(bilan, is_interim=is_interim), 2, "Direction", "2026-01-15T09:00:00+00:00", "abc", ((2025, "f" * 64),),
                 "23456789", "un classeur corrigé", ("Réunions tenues : 3 → 4",))  # fmt: skip
    return replace(one, code="ABCD2345", sha256="1a" * 32)
