"""Dates that the association declared -> what they ask for: by when, by which text, for whom (domain.md, section H)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from access.scope import Sight
from indicators import calls
from indicators.days import months_later
from indicators.places import Place
from pipelines import store


@dataclass(frozen=True)
class Rule:
    """What a date asks for. `months`: from the date to the day due; `ahead`: days before which it is told (ours).

    `lasts`: days during which it is told once past (ours). `origin`: LEGAL, CONV, or CALL (the funder's own calendar).
    """

    what: str
    title: str
    origin: str
    text: str
    owner: str
    page: str
    months: int = 0
    ahead: int = 180
    lasts: int = 180


_HEAD, _RESIDENCE = "direction", "responsable de la résidence"
_ART_14 = "convention APL type, art. 14"
_CALL = "annonce de l'appel ; la date change chaque année"
RULES = {
    "works_opinion": Rule(
        "works", "Avis du conseil de concertation avant les travaux", "CONV", _ART_14, _HEAD, "instances"
    ),
    "works_information": Rule(
        "works",
        "Informer les résidents des travaux, un mois avant",
        "CONV",
        _ART_14,
        _RESIDENCE,
        "participation",
        months=-1,
    ),
    "agreement_end": Rule(
        "agreement_end",
        "Fin de l'agrément (intermédiation locative et gestion locative sociale)",
        "LEGAL",
        "CCH, L365-4 : cinq ans, renouvelable",
        _HEAD,
        "residence",
        ahead=365,
    ),
    "call_opening": Rule(
        "call_opening", "Ouverture de l'appel à projets", "CALL", _CALL, _HEAD, "appel_a_projets", lasts=0
    ),
    "call_closing": Rule(
        "call_closing",
        "Clôture de l'appel à projets : dossier à déposer",
        "CALL",
        _CALL,
        _HEAD,
        "appel_a_projets",
        lasts=30,
    ),
    "interim_documents": Rule(
        "interim_documents",
        "Pièces justificatives du second versement",
        "CALL",
        "convention de subvention : versement en deux temps",
        _HEAD,
        "appel_a_projets",
    ),
}


@dataclass(frozen=True)
class Asked:
    """What a declared date asks for, told now: `rule` names it in RULES, `residence` is empty for the association."""

    residence: str
    rule: str
    due_on: date
    basis: str


def asked_by_dates(
    version: str, sight: Sight, chosen: Iterable[Place], today: date, with_association: bool
) -> Iterator[Asked]:
    """Yield what the dates in force ask for in these residences, and in the association if asked."""
    con = store.cursor(version)
    dates = con.execute(
        "select what, residence, declared_on from declared_dates order by declared_on"
    ).fetchall()
    places = {place.code: place for place in chosen}
    for what, code, on in dates:
        if (code and code not in places) or (not code and not with_association):
            continue
        for name, rule in RULES.items():
            due = months_later(on, rule.months) if rule.months else on
            is_told = -rule.lasts <= (due - today).days <= rule.ahead
            if rule.what != what or not is_told:
                continue
            if name == "works_opinion" and places[code].has_election_duty is False:
                continue  # under 30 holders no conseil is due: the règlement intérieur says who is consulted
            if name == "interim_documents" and _is_sent(version, sight, on):
                continue
            yield Asked(code, name, due, _basis(version, name, code, on))


def _is_sent(version: str, sight: Sight, on: date) -> bool:
    """Return whether the file of the call of that year says that the documents were sent."""
    files = (
        calls.file_of(version, sight, call)
        for call in calls.calls(version, sight)
        if call.endswith(str(on.year))
    )
    return any(file is not None and file.interim_sent_on is not None for file in files)


def _basis(version: str, name: str, code: str, on: date) -> str:
    told = f"{'travaux déclarés' if name.startswith('works') else 'date déclarée'} pour le {on:%d/%m/%Y} (Réglages)"
    if name == "agreement_end":
        return f"{told} ; un rapport d'activité et les comptes sont aussi à remettre chaque année (R365-7)"
    if name != "works_opinion":
        return told
    row = (
        store.cursor(version)
        .execute(
            """
            select max(held_on) from meetings
            where residence = ? and meeting_type = 'conseil' and status = 'tenue' and held_on <= ? and held_on > ?
                and list_contains(string_split(coalesce(themes, ''), ';'), 'travaux')
            """,
            [code, on, months_later(on, -12)],
        )
        .fetchone()
    )
    if row and row[0]:
        return f"{told} ; le conseil du {row[0]:%d/%m/%Y} a parlé de travaux"
    return f"{told} ; aucun conseil sur les travaux au registre depuis un an"
