"""Who writes what, and how: the hand of each team, for those that do not use the head office's layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.demo.spelling import TIDY, Hand

# A team that keeps one tab a month, and names them as they come.
MONTH_TABS = (
    "Janv",
    "FEV 24",
    "mars",
    "avril 24",
    "Mai",
    "juin",
    "JUIL",
    "Août",
    "sept 24",
    "Oct",
    "nov",
    "Déc 24",
)

_SEEN = ("vu en équipe", "à revoir le mois prochain", "affiché dans le hall")
_MEETING_WORDS = {"held_on": "Date réunion", "meeting_type": "Type", "landing": "Palier"}
_MEETING_WORDS |= {"attended_count": "Présents", "initiative": "Initiative"}
_CONFLICT_WORDS = {"reported_on": "Signalé le", "category": "Motif", "response_mode": "Traitement"}
_CONFLICT_WORDS |= {"outcome": "Résultat", "closed_on": "Clôturé le"}

_ON_PAPER = Hand(dates="text", landings="plus", words="lower", headers=_MEETING_WORDS, is_tidy=False)
_ON_PAPER = replace(_ON_PAPER, repeats_header_every=12)
_LEDGER = Hand(
    dates="mixed", landings="mixed", stacks_header=True, totals="TOTAL", remarks=_SEEN, is_tidy=False
)
_DOTTED = Hand(dates="dotted", landings="short", words="lower", counts="worded", is_tidy=False)
_DOTTED = replace(_DOTTED, headers=_MEETING_WORDS)
_CAPITALS = Hand(dates="text", landings="plus", words="upper", numbered_ahead=6, remarks=_SEEN, is_tidy=False)
_SHORTHAND = Hand(dates="mixed", landings="short", counts="worded", headers=_CONFLICT_WORDS, is_tidy=False)
_SHORTHAND = replace(_SHORTHAND, repeats_header_every=15)
_AVERAGED = Hand(dates="text", totals="MOYENNE", is_tidy=False)
_SHEET_EACH = Hand(dates="text", without=("residence",))
_SCALED = Hand(dates="text", words="lower", ticks="scale", is_tidy=False)
_TICKED = Hand(dates="text", words="upper", ticks="X", without=("wave",), is_tidy=False)

_MOVE_WORDS = {"moved_on": "Date du mouvement", "move_type": "Mouvement", "origin": "Provenance"}
_MOVE_WORDS |= {
    "exit_reason": "Motif",
    "contract_start_on": "Entré le",
    "vacant_days_before_entry": "Jours vacants",
}
_IN_HASTE = Hand(dates="mixed", words="upper", headers=_MOVE_WORDS, repeats_header_every=20, is_tidy=False)
_SEEN_BY_ALL = Hand(headers=_MOVE_WORDS, totals="TOTAL", is_tidy=False)

_HANDS: Mapping[tuple[str, str, int], Hand] = {
    ("occupation_mensuelle", "GARRIGUE", 2023): _AVERAGED,
    ("occupation_mensuelle", "GARRIGUE", 2024): _AVERAGED,
    ("occupation_mensuelle", "GARRIGUE", 2025): _AVERAGED,
    ("reunions", "GARRIGUE", 2023): _LEDGER,
    ("reunions", "GARRIGUE", 2024): _LEDGER,
    ("reunions", "CALANQUE", 2023): _ON_PAPER,
    ("reunions", "CALANQUE", 2024): _ON_PAPER,
    ("reunions", "TILLEUL", 2023): _DOTTED,
    ("reunions", "MIMOSA", 2024): replace(_DOTTED, dates="real", landings="ordinal"),
    ("conflits", "CALANQUE", 2023): _CAPITALS,
    ("conflits", "CALANQUE", 2024): _CAPITALS,
    ("conflits", "CALANQUE", 2025): _CAPITALS,
    ("conflits", "GARRIGUE", 2023): _SHORTHAND,
    ("conflits", "TILLEUL", 2024): replace(_SHORTHAND, dates="dotted"),
    ("conflits", "MIMOSA", 2023): replace(_CAPITALS, words="lower", numbered_ahead=0),
    ("mouvements", "CALANQUE", 2023): _IN_HASTE,
    ("mouvements", "CALANQUE", 2024): _IN_HASTE,
    ("mouvements", "CALANQUE", 2025): replace(_IN_HASTE, dates="text", repeats_header_every=30),
    ("mouvements", "GARRIGUE", 2023): replace(_SEEN_BY_ALL, dates="dotted", words="lower"),
    ("mouvements", "TILLEUL", 2023): _SEEN_BY_ALL,
    ("mouvements", "OLIVIER", 2024): replace(_SEEN_BY_ALL, dates="text", remarks=_SEEN),
    ("enquete_satisfaction", "GARRIGUE", 2023): Hand(notes="faces", is_tidy=False),
    ("enquete_satisfaction", "CALANQUE", 2024): Hand(notes="reversed", dates="text", is_tidy=False),
    ("enquete_satisfaction", "TILLEUL", 2025): Hand(notes="digits"),
    ("enquete_besoins", "CALANQUE", 2024): _SCALED,
    ("enquete_besoins", "", 2023): _TICKED,
}


def hand_of(kind: str, code: str, year: int) -> Hand:
    """Return the hand in which a residence's workbook of that kind and year is written."""
    shares_a_workbook = kind == "occupation_mensuelle" and code in ("TILLEUL", "LAVANDE")
    return _SHEET_EACH if shares_a_workbook else _HANDS.get((kind, code, year), TIDY)
