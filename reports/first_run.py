"""First run: the bilan of the invented association's last call is published, so that whoever evaluates it has one to read."""

from __future__ import annotations

from indicators.demo import is_invented
from reports.bilan.parts import sight_for
from reports.bilan.sealed import Sealed, every_bilan, publish
from reports.bilan.texts import texts_of, write

CALL = "AAP 2025"
_TEXTS = {
    3: "Association et chiffres inventés : ce bilan montre à quoi ressemble un bilan scellé, de la première page à son annexe.",
    13: "En 2026, chaque résidence reprend avec ses résidents les phrases de son projet social que les données ne disent plus.",
}


def publish_demo(version: str) -> Sealed | None:
    """Return the bilan published for the demonstration; None, and nothing is written, for real data or where there is one."""
    if not is_invented() or every_bilan():
        return None
    if not texts_of(CALL):
        for rank, (part, text) in enumerate(_TEXTS.items()):
            write(CALL, part, text, "démonstration", rank)
    return publish(version, sight_for(version, CALL), CALL, "démonstration")
