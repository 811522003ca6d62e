"""Published figures to set beside ours, definitions, files received -> tables of a bilan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.call_sources import Source, kind_titles
from indicators.catalogue import indicator_named
from indicators.places import labels
from indicators.references import DWELLINGS, ELECTIONS, PATHWAYS, SATISFACTION, Reference
from reports.bilan.content import Column, Row, Table
from reports.bilan.measured import Asked
from ui import words

_BESIDE = {4: (*DWELLINGS, *PATHWAYS), 5: ELECTIONS, 8: SATISFACTION}


def references(asked: Asked, number: int) -> tuple[Table, ...]:
    """Return the published figures that concern a part, each with its year, its perimeter and who published it."""
    if number not in _BESIDE:
        return ()
    columns = [Column("indicator", "Indicateur"), Column("told", "Repère"), Column("year", "Année")]
    columns += [Column("perimeter", "Périmètre"), Column("source", "Source")]
    items = labels(asked.version, "enquete_satisfaction.answer") if number == 8 else {}
    rows = tuple(
        Row(
            f"{one.indicator}/{one.source}/{one.year}/{one.perimeter}",
            (_title(one, items), one.told, one.year, one.perimeter, one.source),
        )
        for one in _BESIDE[number]
    )
    caveat = "Repères publiés, à lire avec leur année et leur périmètre ; aucun n'est un objectif."
    key = "references" if number == 4 else f"references.{number}"
    return (Table(key, "Repères nationaux", tuple(columns), rows, caveat),)


def _title(one: Reference, items: dict[str, str]) -> str:
    return items.get(one.indicator, one.indicator) if items else indicator_named(one.indicator).title


def definitions(named: Iterable[str]) -> Table:
    """Return what each indicator means: its question, its formula, what must be known to read it."""
    rows = tuple(
        Row(name, (one.title, one.code, one.question, one.formula, " ".join(one.caveats) or None))
        for name in named
        for one in [indicator_named(name)]
    )
    columns = [Column("title", "Indicateur"), Column("code", "Code"), Column("question", "Question")]
    columns += [Column("formula", "Calcul"), Column("caveats", "Précautions")]
    return Table("definitions", "Définitions", tuple(columns), rows)


def files(version: str, received: Sequence[Source]) -> Table:
    """Return the files behind a bilan: what they are, and the hash that tells each from any other, not how somebody named it."""
    titles = kind_titles(version)
    rows = tuple(
        Row(
            one.load_id,
            (
                words.listing(titles.get(kind, kind) for kind in one.kinds),
                one.period or None,
                words.day(one.received_on),
                one.load_id,
                one.sha256,
            ),
        )
        for one in received
    )
    columns = [Column("kind", "Classeur"), Column("period", "Période"), Column("received_on", "Reçu le")]
    columns += [Column("load_id", "Dépôt"), Column("sha256", "SHA-256")]
    return Table("files", "Fichiers reçus", tuple(columns), rows)
