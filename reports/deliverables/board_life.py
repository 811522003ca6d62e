"""The slides of a board meeting that tell the residences: taking part, partners, needs, projets sociaux."""

from __future__ import annotations

from collections.abc import Sequence

from reports.bilan.content import Row, Table
from reports.bilan.sealed import Sealed
from reports.deliverables.reading import (
    Held,
    indicators_of,
    published,
    rows_of,
    source,
    text_of,
    together,
    years_published,
)  # fmt: skip
from reports.deliverables.slides import SHARE, Deck
from reports.poster import shortened
from ui import words

_MOBILISED = (
    "floor_meeting_coverage", "resident_initiated_share", "participation_level_share", "minutes_posted_rate",
    "decision_follow_up_rate", "committee_seats_filled_rate", "committee_attendance_rate",
)  # fmt: skip
_NEEDS = 9  # what a slide holds


def mobilise(deck: Deck, one: Sealed) -> None:
    """Draw how residents take part, beside the year before."""
    found = indicators_of(one.bilan)
    rows = [found[name] for name in _MOBILISED if name in found and found[name].number("value") is not None]
    slide = deck.slide("Mobiliser les résidents", source(one, 5, "indicators.5"))
    _against_before(deck, slide, "Mobiliser les résidents", rows)
    counted = [found[name] for name in ("meetings_held", "collective_groups_active") if name in found]
    held = [f"{row.text('title')} : {_told(row)}" for row in counted]
    deck.lines(slide, [" · ".join(held)] if held else [], 6.3, 16)


def _against_before(deck: Deck, slide: object, name: str, rows: Sequence[Held]) -> None:
    """Draw shares beside those of the year before, where there are any."""
    if not rows:
        deck.points(slide, ["Aucun chiffre n'est transmis."])
        return
    series: dict[str, Sequence[float | None]] = {"Cette année": [row.number("value") for row in rows]}
    if any(row.number("before") is not None for row in rows):
        series["Année précédente"] = [row.number("before") for row in rows]
    deck.chart(slide, name, [row.text("title") for row in rows], series, SHARE)


def _told(row: Held) -> str:
    before = f" (année précédente : {row.said('before')})" if row["before"] is not None else ""
    return f"{row.said('value', 'non connu')}{before}"


def network(deck: Deck, one: Sealed) -> None:
    """Put the figures of partners and of trained staff."""
    slide = deck.slide(
        "Fédérer le réseau, former les équipes", source(one, 6, "indicators.6", "indicators.7")
    )
    rows = [row for key in ("indicators.6", "indicators.7") for row in rows_of(one.bilan, key)]
    _table_of(deck, slide, "Réseau et pratiques", rows)


def _table_of(deck: Deck, slide: object, name: str, rows: Sequence[Held]) -> None:
    head = ("Indicateur", "Cette année", "Année précédente", "Évolution", "Unité")
    told = [
        (
            shortened(row.text("title"), 60), *(row.said(key, words.NONE) for key in ("value", "before", "gap")),
            "" if row.row.unit == "%" else row.text("unit"),
        )
        for row in rows[:12]
    ]  # fmt: skip
    deck.table(slide, name, head, told, (5, 1.6, 1.8, 1.6, 1.6), (1, 2, 3))


def needs(deck: Deck, one: Sealed) -> None:
    """Draw the needs most expressed, over all the residences."""
    years = [year for year in years_published(one.bilan) if published(one.bilan, "besoins", year)]
    tables = (
        [table for table in published(one.bilan, "besoins", years[0]) if table.key.endswith("residence-need")]
        if years
        else []
    )
    slide = deck.slide(
        "Besoins : ce que les résidents expriment", source(one, 8, *(table.key for table in tables[:1]))
    )
    told = [
        (need, share, row)
        for table in tables
        if (row := together(table))
        for need, share in [_need(table, row.row)]
    ]
    drawn = sorted((each for each in told if each[1] is not None), key=lambda each: -(each[1] or 0))[:_NEEDS]
    if not drawn:
        deck.points(
            slide,
            ["Aucune enquête de besoins n'est publiée pour cette période, sur l'ensemble des résidences."],
        )
        return
    labels = [f"{need} ({row.said('c0')} sur {row.said('total')})" for need, _, row in drawn]
    name = f"Part des réponses qui expriment le besoin, {years[0]}"
    deck.chart(slide, name, labels, {name: [share for _, share, _ in drawn]}, SHARE)
    left = len(tables) - len(drawn)
    more = f" ; {words.plural(left, 'autre besoin', 'autres besoins')} dans l'annexe" if left else ""
    deck.lines(slide, [f"Un résident peut exprimer plusieurs besoins{more}."], 6.3)


def _need(table: Table, row: Row) -> tuple[str, float | None]:
    """Return a need, and the share of the answers that express it: None where it is masked."""
    title = table.title.partition(" : ")[2].partition(", ")[0]
    held, total = (Held(table, row).number(key) for key in ("c0", "total"))
    return title, held / total if held is not None and total else None


def projects(deck: Deck, one: Sealed) -> None:
    """Put where the projets sociaux are."""
    slide = deck.slide("Projets sociaux : où en est leur actualisation", source(one, 9, "indicators.9"))
    _table_of(deck, slide, "Projets sociaux", rows_of(one.bilan, "indicators.9"))
    deck.lines(slide, [shortened(told, 230) for told in text_of(one.bilan, 9)[:3]], 4.6, 16)
