"""A sealed bilan -> the slides of a board meeting: twelve at most, charts that stay editable, the source of each in its notes."""

from __future__ import annotations

from collections.abc import Sequence

from reports.bilan.content import Row, Table
from reports.bilan.sealed import Sealed
from reports.deliverables import statement
from reports.deliverables.decisions import decisions
from reports.deliverables.reading import (
    Held,
    headline,
    indicators_of,
    moment,
    period,
    published,
    row_of,
    rows_of,
    text_of,
    together,
    years_published,
)  # fmt: skip
from reports.deliverables.slides import Deck
from reports.poster import shortened
from ui import words

# Read in French wherever it is opened: a program of another language would write 78.7%.
_SHARE, _GAP, _EUROS = "[$-40C]0.0%", "[$-40C]+0.0%;-0.0%;0%", '[$-40C]#,##0 "€"'
_MASKED = "« s » : masqué pour protéger les personnes ; ce n'est pas zéro, et rien n'est dessiné."
_MOBILISED = (
    "floor_meeting_coverage", "resident_initiated_share", "participation_level_share", "minutes_posted_rate",
    "decision_follow_up_rate", "committee_seats_filled_rate", "committee_attendance_rate",
)  # fmt: skip
_NEEDS, _ROWS = 9, 10  # what a slide holds


def board_of(one: Sealed) -> bytes:
    """Return the .pptx: every figure is one of the sealed bilan."""
    deck = Deck(f"Bilan {one.bilan.call}", "Palier", moment(one), headline(one))
    for put in (
        _title,
        _synthesis,
        _results,
        _actions,
        _budget,
        _accounts,
        _mobilise,
        _network,
        _needs,
        _projects,
        _limits,
        _decide,
    ):
        put(deck, one)
    return deck.save()


def _source(one: Sealed, part: int, *tables: str) -> str:
    title = next(each.title for each in one.bilan.parts if each.number == part)
    named = " ; ".join(_title_of(one, key) for key in tables)
    return (
        f"Source : {headline(one).lower().replace(one.code.lower(), one.code)}, partie {part}, « {title} »"
        + (f", {words.plural(len(tables), 'tableau', 'tableaux').split()[-1]} : {named}." if tables else ".")
        + f" Sceau : {one.sha256}."
    )


def _title_of(one: Sealed, key: str) -> str:
    found = next((table for part in one.bilan.parts for table in part.tables if table.key == key), None)
    return f"{found.title} ({key})" if found else key


def _title(deck: Deck, one: Sealed) -> None:
    names = row_of(one.bilan, "identity", "residences")
    told = (
        f"Pour le conseil d'administration · {period(one.bilan)}",
        shortened(f"Résidences : {names.said('value') if names else 'toutes'}", 240),
        f"Édition {one.edition}, publiée le {words.instant(one.at)} par {one.by}, code {one.code}",
    )
    warnings = [shortened(each, 220) for each in one.bilan.warnings[:3]]
    deck.cover(f"Bilan {shortened(one.bilan.call, 40)}", told, warnings, _source(one, 1, "identity"))


def _synthesis(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Synthèse : six chiffres, prévu, réalisé, écart", _source(one, 3, "synthesis"))
    rows = rows_of(one.bilan, "synthesis")
    head = ("Chiffre", "Prévu", "Réalisé", "Écart", "Réalisé / prévu", "Lignes utilisables")
    told = [
        (
            row.text("title"),
            *(row.said(key, words.NONE) for key in ("planned", "achieved", "gap", "share", "n")),
        )
        for row in rows
    ]
    deck.table(slide, "Six chiffres", head, told, (4, 1.6, 1.6, 1.6, 1.6, 1.5), (1, 2, 3, 4, 5), size=16)
    written = text_of(one.bilan, 3)
    deck.lines(slide, [_MASKED, *[shortened(told, 230) for told in written[:3]]], 4.9)


def _results(deck: Deck, one: Sealed) -> None:
    name = "Écart en % du prévu, action par action"
    slide = deck.slide("Actions : l'écart avec ce qui était prévu", _source(one, 10, "results"))
    rows = [row for row in rows_of(one.bilan, "results") if row.number("share") is not None][:_ROWS]
    left = len(rows_of(one.bilan, "results")) - len(rows)
    if rows:
        labels = [shortened(row.text("action"), 48) for row in rows]
        deck.chart(slide, name, labels, {name: [row.number("share") for row in rows]}, _GAP)
    told = words.plural(left, "action n'est pas dessinée", "actions ne sont pas dessinées")
    deck.lines(slide, [f"{told} : résultat non connu ou masqué, ou rien n'était prévu."] if left else [], 6.3)


def _actions(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Actions : ce qui a été fait, et pour qui", _source(one, 10, "results"))
    rows = rows_of(one.bilan, "results")
    head = ("Action", "Prévu", "Réalisé", "Unité", "Bénéf. prévus", "Bénéf. touchés", "Statut")
    told = [
        (
            shortened(row.text("action"), 58), row.said("planned", words.NONE), row.said("achieved", words.NONE),
            shortened(row.text("unit"), 16), row.said("expected", words.NONE), row.said("met", words.NONE), row.text("status"),
        )
        for row in rows[:_ROWS]
    ]  # fmt: skip
    deck.table(slide, "Actions", head, told, (4.4, 0.9, 1.1, 1.8, 1.4, 1.5, 1.3), (1, 2, 4, 5))
    left = len(rows) - len(told)
    more = [f"{words.plural(left, 'autre action', 'autres actions')} dans l'annexe."] if left else []
    deck.lines(slide, [_MASKED, *more], 6.2)


def _budget(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Budget : prévu au départ, révisé, réalisé", _source(one, 11, "budget.totals"))
    rows = rows_of(one.bilan, "budget.totals")
    keys = {"initial": "Prévu initial", "revised": "Prévu révisé", "achieved": "Réalisé"}
    rows = [row for row in rows if any(row.number(key) is not None for key in keys)]
    if not rows:
        deck.points(slide, ["Aucun budget n'est transmis pour cet appel."])
        return
    series = {title: [row.number(key) for row in rows] for key, title in keys.items()}
    deck.chart(slide, "Budget", [row.text("side") for row in rows], series, _EUROS)
    grant = row_of(one.bilan, "synthesis", "aap_grant_consumption_rate")
    if grant and grant.number("achieved") is not None:
        told = f"Subvention dépensée : {grant.said('achieved')} sur {grant.said('planned')} notifiés, soit {grant.said('share')}."
        deck.lines(slide, [told], 6.3, 16)


def _accounts(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Budget : les charges, compte par compte", _source(one, 11, "budget"))
    charges, *_ = statement.sides(one.bilan)
    held = [
        account
        for account in charges.accounts
        if account.notes or account.planned is not None or account.achieved is not None
    ]
    head = ("Compte", "Intitulé", "Prévision (révisée)", "Réalisation", "%")
    shown = [*held, *([charges.total] if charges.total and held else [])]
    told = [
        (
            account.number, account.title, *(words.euros(amount) for amount in (account.planned, account.achieved)),
            words.percent(account.share, 1),
        )
        for account in shown
    ]  # fmt: skip
    deck.table(slide, "Charges par compte", head, told, (1, 5, 2.2, 2.2, 1.2), (2, 3, 4))
    deck.lines(slide, [f"{words.NONE} : montant non connu. Contributions en nature à part."], 6.4)


def _mobilise(deck: Deck, one: Sealed) -> None:
    found = indicators_of(one.bilan)
    rows = [found[name] for name in _MOBILISED if name in found and found[name].number("value") is not None]
    slide = deck.slide("Mobiliser les résidents", _source(one, 5, "indicators.5"))
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
    deck.chart(slide, name, [row.text("title") for row in rows], series, _SHARE)


def _told(row: Held) -> str:
    before = f" (année précédente : {row.said('before')})" if row["before"] is not None else ""
    return f"{row.said('value', 'non connu')}{before}"


def _network(deck: Deck, one: Sealed) -> None:
    slide = deck.slide(
        "Fédérer le réseau, former les équipes", _source(one, 6, "indicators.6", "indicators.7")
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


def _needs(deck: Deck, one: Sealed) -> None:
    years = [year for year in years_published(one.bilan) if published(one.bilan, "besoins", year)]
    tables = (
        [table for table in published(one.bilan, "besoins", years[0]) if table.key.endswith("residence-need")]
        if years
        else []
    )
    slide = deck.slide(
        "Besoins : ce que les résidents expriment", _source(one, 8, *(table.key for table in tables[:1]))
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
    deck.chart(slide, name, labels, {name: [share for _, share, _ in drawn]}, _SHARE)
    left = len(tables) - len(drawn)
    more = f" ; {words.plural(left, 'autre besoin', 'autres besoins')} dans l'annexe" if left else ""
    deck.lines(slide, [f"Un résident peut exprimer plusieurs besoins{more}."], 6.3)


def _need(table: Table, row: Row) -> tuple[str, float | None]:
    """Return a need, and the share of the answers that express it: None where it is masked."""
    title = table.title.partition(" : ")[2].partition(", ")[0]
    held, total = (Held(table, row).number(key) for key in ("c0", "total"))
    return title, held / total if held is not None and total else None


def _projects(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Projets sociaux : où en est leur actualisation", _source(one, 9, "indicators.9"))
    _table_of(deck, slide, "Projets sociaux", rows_of(one.bilan, "indicators.9"))
    deck.lines(slide, [shortened(told, 230) for told in text_of(one.bilan, 9)[:3]], 4.6, 16)


def _limits(deck: Deck, one: Sealed) -> None:
    slide = deck.slide("Ce que ces chiffres ne disent pas", _source(one, 12, "indicators.12", "masked"))
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
    slide = deck.slide("Décisions à prendre", _source(one, 13))
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
