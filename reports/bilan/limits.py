"""What is missing of a bilan, provisional, masked or not explained -> its warnings, on the first page, and the tables of part 12."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.call_sources import months_open, owed, tolerated
from indicators.calls import gaps_due
from indicators.editions import Edition, every_edition
from indicators.reopened import reopenings
from reports.bilan.checklist import has_no_result
from reports.bilan.content import Column, Row, Table
from reports.bilan.measured import Asked, of_indicators
from reports.bilan.of_the_call import not_sent
from reports.bilan.of_the_residences import missing, questions, spans
from ui import words

QUALITY = ("upload_timeliness", "row_rejection_rate", "field_completeness")
PART = (
    "Bilan d'une partie de l'appel : l'avancement et les euros sont ceux de tout l'appel, et les personnes touchées par ses "
    "actions n'y sont pas, pour que deux bilans ne donnent pas leur différence."
)
SOME = " Qui s'est présenté ou a voté aux élections, et ce qui est arrivé en retard, ne se lisent que dans le bilan de toutes."
TWO_STATES = (
    "Les actions de l'appel ont été corrigées depuis un bilan publié : les personnes qu'elles ont touchées ne sont plus dites, pour "
    "que deux bilans ne donnent pas leur différence."
)
NOT_TOLD = (
    "Conflits sans issue connue : comptés comme des personnes, ils se lisent dans l'édition publiée de leur année et nulle part "
    "ailleurs."
)


def warnings(asked: Asked, codes: Sequence[str], published: Sequence[Edition]) -> Iterator[str]:
    """Yield what makes a bilan incomplete, as its first page says it; nothing tells one residence from the others."""
    if asked.is_part:
        yield PART + (SOME if asked.is_some else "")
    elif asked.hides_people:
        yield TWO_STATES
    for gone in not_sent(asked.version, asked.sight, asked.call):
        yield f"{gone}."
    count, late = owed(asked.version, codes, asked.first, asked.last)
    if late:
        told = words.plural(len(late), "classeur mensuel attendu", "classeurs mensuels attendus")
        yield f"Données incomplètes, non reçus à ce jour : {told}, sur {words.number(count)}."
    if months := months_open(asked.version, asked.first, asked.last):
        yield f"Données provisoires, mois de la période non clos : {spans(months)} ; leurs chiffres n'y sont pas."
    if asked.last.year not in {one.year for one in published}:
        yield no_edition(asked)
    share = tolerated(asked.version)
    if due := gaps_due(asked.version, asked.sight, asked.call, share, asked.actions):
        told = words.plural(len(due), "action", "actions")
        yield f"Écarts de plus de {words.percent(share)} sans commentaire : {told} ({words.listing(due)})."
    if left := [one.action for one in asked.actions if has_no_result(one)]:
        told = words.plural(len(left), "action sans résultat", "actions sans résultat")
        yield f"{told} : {words.listing(left)}."


def no_edition(asked: Asked) -> str:
    """Return what says that figures of people are not in a bilan, and why: an edition is of a whole year."""
    year, since = asked.last.year, asked.sight.first
    if asked.last.month < 12 or (since is not None and since > date(year, 1, 1)):
        return (
            f"L'édition des chiffres de personnes couvre toute l'année {year} : elle n'entre pas dans un bilan de quelques mois, et ces "
            "chiffres n'y sont pas."
        )
    if year in {one.year for one in every_edition()}:
        return f"L'édition {year} des chiffres de personnes ne dit rien des seules résidences de ce bilan."
    return f"Aucune édition n'est publiée pour {year} : les chiffres de personnes n'y sont pas."


def limits(asked: Asked, codes: Sequence[str], published: Sequence[Edition]) -> tuple[Table, ...]:
    """Return what bounds the figures: workbooks missing, quality, masks, questions reworded, months reopened."""
    quality = of_indicators(asked, "indicators.12", "Qualité des transmissions", QUALITY)
    return missing(asked, codes), quality, _masks(published), questions(asked), _reopened(asked)


def _masks(published: Sequence[Edition]) -> Table:
    columns = (
        Column("block", "Sujet"), Column("cells", "Chiffres", "number"), Column("masked", "Masqués", "number")
    )  # fmt: skip
    rows = tuple(
        Row(f"{edition.year}/{one.block}", (f"{titles[one.block]}, {edition.year}", one.cells, one.masked))
        for edition in published
        for titles in [{table.subject: table.title for table in edition.tables}]
        for one in edition.audits
        if one.block in titles
    )
    return Table("masked", "Chiffres masqués des éditions publiées", columns, rows)


def _reopened(asked: Asked) -> Table:
    columns = (Column("month", "Mois"), Column("reopened_on", "Rouvert le"), Column("reason", "Motif"))
    rows = tuple(
        Row(
            f"{one.month}/{one.reopened_on}", (words.month(one.month), words.day(one.reopened_on), one.reason)
        )
        for one in reopenings(asked.version, asked.sight)
    )
    return Table("reopened", "Mois rouverts", columns, rows)
