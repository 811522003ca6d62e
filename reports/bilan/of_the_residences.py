"""What the law asks, local bodies, plans, questions reworded, workbooks missing -> tables of a bilan. No person is counted here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indicators.call_sources import kind_titles, owed_by_kind
from indicators.duties import DUTIES, Status
from indicators.legal_calendar import duties_told
from indicators.partnerships import journeys
from indicators.places import labels, places
from indicators.plans_counted import by_need, by_residence
from indicators.questions import Broken, reworded
from reports.bilan.content import Column, Row, Table
from reports.bilan.measured import Asked, month_end
from ui import words

_ACROSS = 6  # residences beside one another in a table that is read on paper
_TOLD: dict[Status, str] = {
    "kept": "conforme",
    "kept_late": "conforme, fait hors délai",
    "due": "à faire",
    "late": "à faire, en retard",
    "not_applicable": "sans objet",
    "unknown": "non connu",
}
_BREAKS: dict[Broken, str] = {
    "wording": "autres mots",
    "answers": "autres réponses proposées",
    "version": "autre questionnaire, sans texte déposé pour comparer",
}
_SURVEYS = {"besoins": "Enquête besoins", "satisfaction": "Enquête satisfaction"}
_STATUSES = {
    "realisee": "Réalisées", "en_cours": "En cours", "partielle": "Partielles", "a_faire": "À faire", "reportee": "Reportées",
    "abandonnee": "Abandonnées", "": "État non connu",
}  # fmt: skip
_PLANS = ("plan_actions_ps", "projets_sociaux")


def _named(asked: Asked) -> dict[str, str]:
    """Return the residences of a bilan, code -> short name, in the order of their names."""
    return {one.code: one.short_name for one in places(asked.version, asked.sight)}


def legal(asked: Asked) -> Iterator[Table]:
    """Yield what the law asks of the comité and the conseil, by residence: its state alone, with the article."""
    known, day = _named(asked), month_end(asked.last)
    of = {(one.residence, one.duty): one.status for one in duties_told(asked.version, asked.sight, day)}
    seen = list(known)
    caveat = (
        f"Jugé au {words.day(day)}, d'après ce qui est transmis et clos : le reste est non connu. Code de la construction et de "
        "l'habitation, dans sa version de janvier 2017. Sans objet : moins de 30 titulaires de contrat, ou rien à faire."
    )
    for rank, at in enumerate(range(0, len(seen), _ACROSS), 1):
        codes = seen[at : at + _ACROSS]
        columns = (
            Column("duty", "Obligation"),
            Column("article", "Article (CCH)"),
            *(Column(code, known[code]) for code in codes),
        )
        rows = tuple(
            Row(
                name,
                (title, article, *(_TOLD[of[code, name]] for code in codes)),
                ("comites_elections", "reunions"),
            )
            for name, (title, article) in DUTIES.items()
        )
        key = "legal" if rank == 1 else f"legal.{rank}"
        yield Table(key, "Comité et conseil : ce que la loi demande", columns, rows, caveat)


def local_bodies(asked: Asked) -> Table:
    """Return the local bodies where the association spoke over the period, and whether a joint project came of it."""
    ends, bodies = month_end(asked.last), labels(asked.version, "actions_partenaires.local_body")
    found = [one for one in journeys(asked.version, asked.sight) if asked.first <= one.on <= ends]
    rows = tuple(
        Row(
            f"{one.on}/{rank}",
            (
                words.day(one.on),
                bodies.get(one.body or "", one.body),
                "oui" if one.project else "non",
                one.sessions or None,
            ),
            ("actions_partenaires",),
        )
        for rank, one in enumerate(found, 1)
    )
    columns = (
        Column("on", "Présentée le"), Column("body", "Instance locale"), Column("project", "Projet né"),
        Column("sessions", "Séances depuis", "number"),
    )  # fmt: skip
    caveat = "Qui est venu, et dans quelle résidence, n'est pas dit hors de l'association."
    return Table("local_bodies", "Instances locales et projets fédérateurs", columns, rows, caveat)


def decided(asked: Asked) -> tuple[Table, Table]:
    """Return what the projets sociaux in force hold: actions by residence, then by need that they aim at."""
    day, known = month_end(asked.last), _named(asked)
    needs = labels(asked.version, "enquete_besoins.need")
    plans = by_residence(asked.version, asked.sight, day)
    aims = by_need(asked.version, asked.sight, day)
    every = {"ensemble": sum(plans.values(), Counter[str]())} if plans else {}
    mine = {known[code]: plans.get(code, Counter[str]()) for code in known}
    caveat = "Des actions écrites et leur état au dernier dépôt. Une action peut viser plusieurs besoins."
    return (
        _of_actions("plans", "Actions des projets sociaux en vigueur", "Résidence", {**mine, **every}, ""),
        _of_actions(
            "plans.needs", "Besoins visés par ces actions", "Besoin",
            {needs.get(one, one): aims[one] for one in aims}, caveat,
        ),
    )  # fmt: skip


def _of_actions(key: str, title: str, of: str, counts: dict[str, Counter[str]], caveat: str) -> Table:
    columns = (
        Column("label", of),
        Column("total", "Actions", "number"),
        *(Column(code or "unknown", label, "number") for code, label in _STATUSES.items()),
    )
    rows = tuple(
        Row(
            label,
            (label, *((found.total(), *(found[one] for one in _STATUSES)) if found else [None] * 8)),
            _PLANS,
        )
        for label, found in counts.items()
    )
    return Table(key, title, columns, rows, caveat)


def questions(asked: Asked) -> Table:
    """Return the questions of surveys that were not asked alike at two waves: no change is told of them."""
    known = labels(asked.version, "enquete_besoins.need") | labels(
        asked.version, "enquete_satisfaction.answer"
    )
    rows = tuple(
        Row(
            f"{one.survey}/{one.wave}/{one.question}/{one.broken_by}",
            (_SURVEYS[one.survey], one.wave, known.get(one.question, one.question), _BREAKS.get(one.broken_by), one.residences),
            (f"enquete_{one.survey}", "questionnaires"),
        )
        for one in reworded(asked.version, asked.sight)
    )  # fmt: skip
    columns = (
        Column("survey", "Enquête"), Column("wave", "Vague"), Column("question", "Question"),
        Column("broken_by", "Posée autrement"), Column("residences", "Résidences", "number"),
    )  # fmt: skip
    caveat = "Une question posée autrement n'est pas comparée à la vague d'avant."
    return Table("reworded", "Questions posées autrement qu'à la vague précédente", columns, rows, caveat)


def missing(asked: Asked, codes: Sequence[str]) -> Table:
    """Return the monthly workbooks expected and not received, by kind: which months, and not whose."""
    titles = kind_titles(asked.version)
    rows = tuple(
        Row(one.kind, (titles.get(one.kind, one.kind), one.expected, one.missing, _months(one.months)))
        for one in owed_by_kind(asked.version, codes, asked.first, asked.last)
    )
    columns = (
        Column("kind", "Classeur"), Column("expected", "Attendus", "number"), Column("missing", "Non reçus", "number"),
        Column("months", "Mois"),
    )  # fmt: skip
    return Table("missing", "Classeurs mensuels attendus et non reçus", columns, rows)


def _months(months: Sequence[str]) -> str | None:
    return spans(months) if months else None


def spans(months: Sequence[str]) -> str:
    """Return months (« 2025-03 », in order) in words, those that follow one another as a span."""
    runs: list[list[str]] = []
    for month in months:
        year, rank = int(month[:4]), int(month[5:])
        before = f"{year - (rank == 1)}-{(rank - 2) % 12 + 1:02d}"
        if runs and runs[-1][-1] == before:
            runs[-1].append(month)
        else:
            runs.append([month])
    told = [[words.month(one) for one in dict.fromkeys((run[0], run[-1]))] for run in runs]
    return words.listing(" à ".join(ends) for ends in told)
