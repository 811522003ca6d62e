"""Published figures to set beside ours: always with their year, their perimeter and their source (domain.md, section F)."""

from __future__ import annotations

from typing import NamedTuple


class Reference(NamedTuple):
    """A published figure: of which indicator, what it says, in what year, of whom, and who published it."""

    indicator: str
    told: str
    year: str
    perimeter: str
    source: str
    value: float | None = None


_EVERY = "adhérents de l'Unafo, tous types de résidence"
_ON_2019, _ON_2020 = "Unafo, chiffres 2020", "Unafo, enquête sur 2020 (ASH)"
_ON_2023 = "Unafo, 6e enquête (novembre 2024)"
_ORDINARY, _STREET = "exits_ordinary_housing_rate", "entries_from_street_or_shelter_share"
_STAY, _LONG = "stay_median_months_exits", "long_stay_share"
_MIGRANTS = "foyers de travailleurs migrants, France"

PATHWAYS = (
    Reference(_ORDINARY, "60 %", "2019", _EVERY, _ON_2019, 0.60),
    Reference(_ORDINARY, "59 %", "2020", _EVERY, _ON_2020, 0.59),
    Reference(
        _ORDINARY, "51 %, dont 30 % vers le parc public", "2014", "Aréli (Nord)", "Aréli, janvier 2016", 0.51
    ),
    Reference("turnover_rate", "22 %", "2023", _EVERY, _ON_2023),
    Reference("turnover_rate", "21 % ; 8 % en logement social ordinaire", "2020", _EVERY, _ON_2020),
    Reference(_STAY, "16 mois (médiane)", "2019", _EVERY, _ON_2019),
    Reference(_STAY, "24 mois (moyenne)", "2020", _EVERY, _ON_2020),
    Reference(_STREET, "36 %", "2019, 2020", "adhérents de l'Unafo, résidences sociales", _ON_2020),
    Reference(_STREET, "35 % ; 44 % sans le logement des jeunes", "2023", _EVERY, _ON_2023),
    Reference(
        _LONG, "environ 50 % présents depuis 5 ans ou plus", "fin 2016", _MIGRANTS, "DREES, dossier 81 (2021)"
    ),
)

_HLM = "parc HLM ordinaire, France (ni résidences sociales, ni foyers)"
DWELLINGS = (
    Reference("vacancy_commercial_rate", "3,3 % (toute vacance)", "1er janvier 2016", _HLM, "CGDD, RPLS"),
    Reference("vacancy_over_3m_rate", "1,6 %", "1er janvier 2016", _HLM, "CGDD, RPLS"),
)
_ELECTED = "représentants des locataires HLM, France, vote par correspondance : autre échelle"
ELECTIONS = (
    Reference("election_turnout", "24,3 %", "2006", _ELECTED, "CLCV, décembre 2010"),
    Reference("election_turnout", "20,7 %", "2010", _ELECTED, "CLCV, décembre 2010"),
)

_TENANTS = "locataires HLM, France"
_UNHAPPY = "première raison d'insatisfaction (56 % des insatisfaits)"

SATISFACTION = (
    Reference("logement", "85 % de satisfaits", "2019", _TENANTS, "USH / BVA"),
    Reference("proprete_communs", "73 % de satisfaits", "2019", _TENANTS, "USH / BVA"),
    Reference("securite", "80 % de satisfaits", "2019", _TENANTS, "USH / BVA"),
    Reference(
        "voisinage", _UNHAPPY, "2023", "locataires HLM insatisfaits, France", "ANCOLS, cité par la CLCV"
    ),
    Reference("global", "7,8 sur 10", "2020", "locataires HLM, Hauts-de-France", "Union régionale HLM"),
)
