"""What is known of a residence's two bodies -> its ten legal duties, each kept or not, by when, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from indicators.bodies_known import DUTY_FROM, Known, Vote
from indicators.days import month_end, months_later

Status = Literal["kept", "kept_late", "due", "late", "not_applicable", "unknown"]
# Days before the end of a term at which to prepare the next election (a setting of the association, not the law's).
NOTICES = (180, 90, 0)
POSTED_WITHIN = 30  # days: without posting by then, minutes are held not posted (I28)
DUTIES: dict[str, tuple[str, str]] = {
    "committee_elected": ("Comité élu", "L633-4, R633-7"),
    "committee_term_end": ("Fin de mandat", "L633-4"),
    "deficiency_notice": ("Sièges ou carence", "D633-7-1"),
    "deficiency_election": ("Élection après carence", "D633-7-1"),
    "first_meeting": ("1re réunion (1 mois)", "D633-8"),
    "committee_yearly": ("Comité réuni (1 an)", "D633-8"),
    "minutes_posted": ("CR du comité affichés", "D633-8"),
    "council_constituted": ("Conseil constitué", "R633-5"),
    "council_yearly": ("Conseil réuni (1 an)", "L633-4"),
    "council_parity": ("Parité du conseil", "L633-4, R633-6"),
}
# Name, status, due day, basis.
Judged = tuple[str, Status, date | None, str]


def judge(known: Known) -> list[Judged]:
    """Return the duties of one residence, in the order of DUTIES, judged at the date of what is known."""
    if known.has_duty is None:
        told = "titulaires de contrat non transmis : déposez l'occupation mensuelle"
        return [(name, "unknown", None, told) for name in DUTIES]
    if not known.has_duty:
        month, count = known.holders[-1]
        told = f"{_titulaires(count)} de contrat fin {month:%m/%Y}, moins de {DUTY_FROM} : le règlement intérieur fixe la concertation"
        return [(name, "not_applicable", None, told) for name in DUTIES]
    yearly = _yearly(known, "comite", "committee_yearly")
    return [*_committee(known), *yearly, *_minutes(known), *_council(known)]


def _committee(known: Known) -> Iterator[Judged]:
    vote, names = known.vote, list(DUTIES)[:5]
    if vote is None:
        for name in names:
            yield name, "unknown", None, "aucune élection transmise : déposez le classeur des élections"
        return
    yield from _term(vote, known.as_of)
    yield from _deficiency(known, vote)
    yield _first_meeting(known, vote)


def _runs(vote: Vote, as_of: date) -> bool:
    return vote.gave_members and as_of <= vote.end_on


def _term(vote: Vote, as_of: date) -> Iterator[Judged]:
    assumed = "" if vote.written_end_on else ", fin de mandat non écrite : 3 ans retenus"
    told = f"élu le {vote.elected_on:%d/%m/%Y}{assumed}"
    if not vote.gave_members:
        told = f"personne n'a été élu le {vote.elected_on:%d/%m/%Y}"
        yield "committee_elected", "late", vote.elected_on, told
    elif not _runs(vote, as_of):
        yield "committee_elected", "late", vote.end_on, f"{told} ; mandat échu, à renouveler"
    else:
        yield "committee_elected", "kept", None, told
    left = (vote.end_on - as_of).days
    if not _runs(vote, as_of):
        yield "committee_term_end", "not_applicable", None, "pas de mandat en cours"
    elif left <= NOTICES[0]:
        yield (
            "committee_term_end",
            "due",
            vote.end_on,
            f"{told} ; élection à préparer, dans {_days(left)}",
        )
    else:
        yield "committee_term_end", "kept", vote.end_on, told


def _deficiency(known: Known, vote: Vote) -> Iterator[Judged]:
    names = ("deficiency_notice", "deficiency_election")
    if vote.gave_members and not _runs(vote, known.as_of):
        yield from (
            (name, "not_applicable", None, "mandat échu : l'élection est due de toute façon")
            for name in names
        )
        return
    stated = _members_stated(known, vote)
    if vote.seats is None or not stated:
        told = "sièges prévus" if vote.seats is None else "titulaires en fonction"
        yield from ((name, "unknown", None, f"{told} non transmis") for name in names)
        return
    day, members = stated[-1]
    told = f"{_titulaires(members)} sur {vote.seats} sièges au {day:%d/%m/%Y}"
    if 2 * members >= vote.seats:
        yield names[0], "kept", None, told
        yield names[1], "not_applicable", None, f"pas de carence : {told}"
        return
    since = _under_half_since(stated, vote.seats)
    if vote.notice_on:
        yield names[0], "kept", None, f"{told} ; constat affiché le {vote.notice_on:%d/%m/%Y}"
    else:
        yield names[0], "late", since, f"{told}, moins de la moitié : constat de carence à afficher"
    by = vote.again_by or months_later(vote.notice_on or since, 6)
    yield names[1], "late" if known.as_of > by else "due", by, f"{told} : nouvelle élection dans les six mois"


def _members_stated(known: Known, vote: Vote) -> list[tuple[date, int]]:
    """Return (day, full members in office) since the election: its result, then each month's statement, up to the date."""
    elected = [(vote.elected_on, vote.elected)] if vote.elected is not None else []
    stated = [(min(month_end(month), known.as_of), count) for month, count in known.members]
    return [*elected, *(one for one in stated if one[0] >= vote.elected_on)]


def _under_half_since(stated: list[tuple[date, int]], seats: int) -> date:
    since = stated[-1][0]
    for day, members in reversed(stated):
        if 2 * members >= seats:
            break
        since = day
    return since


def _first_meeting(known: Known, vote: Vote) -> Judged:
    name, by = "first_meeting", months_later(vote.elected_on, 1)
    if not vote.gave_members:
        return name, "not_applicable", None, "personne n'a été élu"
    held = [one.held_on for one in known.held("comite") if one.held_on >= vote.elected_on]
    is_followed = known.is_logged(vote.elected_on, min(by, known.as_of))
    told = [vote.first_meeting_on] if vote.first_meeting_on else []
    first = min([*told, *(held if is_followed or told else [])], default=None)
    if first is None and not is_followed:
        return name, "unknown", None, "date de la 1re réunion non transmise"
    if first is None:
        return (
            name,
            "late" if known.as_of > by else "due",
            by,
            f"aucune réunion depuis l'élection du {vote.elected_on:%d/%m/%Y}",
        )
    return (
        name,
        "kept" if first <= by else "kept_late",
        None,
        f"tenue le {first:%d/%m/%Y}, attendue avant le {by:%d/%m/%Y}",
    )


def _yearly(known: Known, kind: str, name: str) -> Iterator[Judged]:
    """Yield whether a body met in the twelve months that end at the date; without a meeting, a log with a hole says nothing."""
    held = known.held(kind)
    last = held[-1].held_on if held else None
    start = months_later(known.as_of, -12) + timedelta(days=1)
    if known.as_of == month_end(known.as_of):
        start = month_end(months_later(known.as_of, -12)) + timedelta(days=1)
    if last and last >= start:
        yield name, "kept", months_later(last, 12), f"dernière réunion le {last:%d/%m/%Y}"
    elif not known.is_logged(start, known.as_of):
        yield name, "unknown", None, "registre des réunions incomplet sur 12 mois"
    elif last:
        yield name, "late", months_later(last, 12), f"dernière réunion le {last:%d/%m/%Y}"
    else:
        yield name, "late", None, "aucune réunion connue"


def _minutes(known: Known) -> Iterator[Judged]:
    name, start = "minutes_posted", months_later(known.as_of, -12)
    held = [one for one in known.held("comite") if one.held_on > start and one.needs_posting]
    waiting = [one.held_on for one in held if one.posted_on is None]
    told = f"{len(held) - len(waiting)} comptes rendus affichés sur {len(held)} (12 mois)"
    if not held:
        yield name, "not_applicable", None, "aucune réunion du comité sur 12 mois"
    elif waiting:
        by = waiting[0] + timedelta(days=POSTED_WITHIN)
        yield name, "late" if known.as_of >= by else "due", by, f"{told} ; réunion du {waiting[0]:%d/%m/%Y}"
    else:
        yield name, "kept", None, told


def _council(known: Known) -> Iterator[Judged]:
    held = known.held("conseil")
    by = months_later(known.duty_since, 2)
    since = f"au moins {DUTY_FROM} titulaires depuis {known.duty_since:%m/%Y}"
    if held:
        yield "council_constituted", "kept", None, f"réuni le {held[-1].held_on:%d/%m/%Y}"
    elif not known.is_logged(known.duty_since, known.as_of):
        yield "council_constituted", "unknown", None, f"{since} ; registre des réunions incomplet"
    else:
        yield (
            "council_constituted",
            "late" if known.as_of > by else "due",
            by,
            f"{since}, aucun conseil réuni",
        )
    yield from _yearly(known, "conseil", "council_yearly")
    yield _parity(known)


def _parity(known: Known) -> Judged:
    name, held = "council_parity", known.held("conseil")
    if not held:
        return name, "not_applicable", None, "aucun conseil réuni"
    last = held[-1]
    told = f"conseil du {last.held_on:%d/%m/%Y}"
    if last.parity is None:
        return name, "unknown", None, f"{told} : composition non transmise"
    if last.parity:
        return name, "kept", None, f"{told} : résidents au moins aussi nombreux"
    return name, "late", last.held_on, f"{told} : résidents moins nombreux que gestionnaire et propriétaire"


def _days(count: int) -> str:
    return f"{count} jour" if count < 2 else f"{count} jours"


def _titulaires(count: int) -> str:
    return f"{count} titulaire" if count < 2 else f"{count} titulaires"
