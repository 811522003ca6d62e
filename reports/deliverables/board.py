"""A sealed bilan -> the slides of a board meeting: twelve at most, charts that stay editable, the source of each in its notes."""

from __future__ import annotations

from reports.bilan.sealed import Sealed
from reports.deliverables.board_call import accounts, actions, budget, results, synthesis
from reports.deliverables.board_life import mobilise, needs, network, projects
from reports.deliverables.decisions import decisions
from reports.deliverables.reading import headline, moment, period, row_of, rows_of, source, text_of
from reports.deliverables.slides import Deck
from reports.poster import shortened
from ui import words


def board_of(one: Sealed) -> bytes:
    """Return the .pptx: every figure is one of the sealed bilan."""
    deck = Deck(_name(one), "Palier", moment(one), headline(one))
    told = (synthesis, results, actions, budget, accounts, mobilise, network, needs, projects)
    for put in (_title, *told, _limits, _decide):
        put(deck, one)
    return deck.save()


def _name(one: Sealed) -> str:
    kind = "Bilan intermédiaire" if one.bilan.is_interim else "Bilan"
    return f"{kind} {shortened(one.bilan.call, 40)}"


def _title(deck: Deck, one: Sealed) -> None:
    names = row_of(one.bilan, "identity", "residences")
    told = (
        f"Pour le conseil d'administration · {period(one.bilan)}",
        shortened(f"Résidences : {names.said('value') if names else 'toutes'}", 240),
        f"Édition {one.edition}, publiée le {words.instant(one.at)} par {one.by}, code {one.code}",
    )
    warnings = [shortened(each, 220) for each in one.bilan.warnings[:3]]
    deck.cover(_name(one), told, warnings, source(one, 1, "identity"))


def _limits(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Ce que ces chiffres ne disent pas", source(one, 12, "indicators.12", "masked"))
    held = [row for row in rows_of(one.bilan, "masked")]
    masked, cells = (sum(int(row.number(key) or 0) for row in held) for key in ("masked", "cells"))
    told = list(one.bilan.warnings) or [
        "Tous les classeurs attendus sont reçus, tous les mois de la période sont clos."
    ]
    if cells:
        told.append(
            f"Chiffres de personnes : {words.number(masked)} masqués sur {words.number(cells)} publiés."
        )
    told += [
        f"{row.text('title')} : {row.said('value', 'non connu')}"
        for row in rows_of(one.bilan, "indicators.12")
    ]
    told += text_of(one.bilan, 12)
    deck.points(slide, [shortened(each, 230) for each in told[:7]])


def _decide(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Décisions à prendre", source(one, 13))
    told = [*text_of(one.bilan, 13), *decisions(one.bilan)]
    if not told:
        deck.points(slide, ["Rien, dans ces chiffres, n'appelle une décision : à compléter par le conseil."])
        return
    more = (
        [f"… et {words.plural(len(told) - 7, 'autre point', 'autres points')} dans le bilan."]
        if len(told) > 7
        else []
    )
    deck.points(slide, [shortened(each, 200) for each in told[:7]] + more, size=18)
