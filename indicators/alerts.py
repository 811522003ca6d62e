"""Dates that a text, a convention or the association itself sets -> what is due: when, by which text, for whom.

The calendar of domain.md section H. What no workbook says (works to come, the agreement of the manager, the days of a call) is
not guessed: the association declares it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from access.scope import OutOfSight, Sight
from indicators import calls
from indicators.declared_dates import RULES, asked_by_dates
from indicators.legal_calendar import Duty, legal_calendar
from indicators.places import Place, places
from indicators.projects import projects
from indicators.sums import last_month_end
from pipelines import store

State = Literal["late", "due", "coming"]
AHEAD = 180  # days before which a date is told (ours: domain.md I23 prepares an election at 180)
_CONVENTION_AHEAD = 365  # the renewal of a convention is prepared a year before (ours)
_REPORT_AHEAD, _REPORT_AFTER = 90, 60  # around 15 November (ours)
_RESIDENCE, _HEAD = "responsable de la résidence", "direction"


@dataclass(frozen=True)
class Alert:
    """Something due. `residence`: its code, empty for the association; `due_on`: by when, None where the text gives no day.

    `state`: `late` (its day is past), `due` (to do now), `coming` (its day comes). `origin`: LEGAL, CONV, CALL (the funder's
    calendar) or INT; `text`: the article or document; `owner`: whose it is to do; `basis`: what this rests on; `page`: where it
    is looked at.
    """

    residence: str
    rule: str
    title: str
    state: State
    due_on: date | None
    origin: str
    text: str
    owner: str
    basis: str
    page: str

    @property
    def key(self) -> str:
        """What tells this alert from others: the next one of the same rule, of another day, is another."""
        return f"{self.residence or '*'}/{self.rule}/{self.due_on or ''}"


def alerts(version: str, sight: Sight, today: date, codes: tuple[str, ...] = ()) -> list[Alert]:
    """Return what is due in the residences asked (all in sight if empty) at a day: the late first, the law's first, then by day.

    What concerns the association as a whole is told to whoever sees all of it, when no residence is asked for.
    Raises OutOfSight for whoever sees residences only together.
    """
    if not sight.by_residence:
        raise OutOfSight("ce qui est à faire dans chaque résidence ne vous est pas ouvert")
    asked = sight.choose(codes)
    chosen = [place for place in places(version, sight) if not asked or place.code in asked]
    found = [
        *_duties(version, sight, codes),
        *_conventions(version, chosen, today),
        *_yearly_reports(version, chosen, today),
        *_projects(version, sight, codes, today),
    ]
    is_association = sight.residences is None and not codes and sight.calls != ()
    found += _declared(version, sight, chosen, today, is_association)
    if is_association:
        found += _statements(version, sight, today)
    return sorted(found, key=_rank)


def _rank(one: Alert) -> tuple[int, int, date, str, str]:
    # Of two things that are late, what the law asks comes before what the association chose for itself.
    states, origins = ("late", "due", "coming"), ("LEGAL", "CONV", "CALL", "INT")
    of_origin = 0 if one.state == "coming" else origins.index(one.origin)
    return states.index(one.state), of_origin, one.due_on or date.max, one.residence, one.rule


def _duties(version: str, sight: Sight, codes: tuple[str, ...]) -> Iterator[Alert]:
    """Yield the legal duties of the two bodies that are late, to do, or whose day comes: judged at the last month transmitted."""
    as_of = last_month_end(store.cursor(version))
    for duty in legal_calendar(version, sight, codes):
        if state := _state_of(duty, as_of):
            yield Alert(
                duty.residence,
                duty.duty,
                duty.title,
                state,
                duty.due_on,
                "LEGAL",
                f"CCH, {duty.article}",
                _RESIDENCE if duty.duty in ("minutes_posted", "first_meeting", "committee_yearly") else _HEAD,
                duty.basis,
                "instances",
            )


def _state_of(duty: Duty, as_of: date | None) -> State | None:
    if duty.status in ("late", "due"):
        return "late" if duty.status == "late" else "due"
    left = duty.days_left(as_of) if as_of else None
    # A yearly meeting held in time is due again in a year: it is told when its turn comes, as the end of a term is.
    return "coming" if duty.status == "kept" and left is not None and 0 <= left <= AHEAD else None


def _conventions(version: str, chosen: Iterable[Place], today: date) -> Iterator[Alert]:
    ends = dict(
        store.cursor(version)
        .execute(
            "select residence, apl_agreement_end_on from residences where apl_agreement_end_on is not null"
        )
        .fetchall()
    )
    for place in chosen:
        end = ends.get(place.code)
        if end is not None and (end - today).days <= _CONVENTION_AHEAD:
            state: State = "late" if end < today else "coming"
            told = "échéance écrite au référentiel des résidences"
            yield Alert(place.code, "apl_convention_end", "Fin de la convention APL", state, end, "CONV", "convention APL",
                        _HEAD, told, "residence")  # fmt: skip


def _yearly_reports(version: str, chosen: Iterable[Place], today: date) -> Iterator[Alert]:
    """Yield the « bilan d'occupation et d'action sociales » of each residence, from 90 days before 15 November to 60 after."""
    if not store.cursor(version).execute("select 1 from occupancy limit 1").fetchone():
        return
    around = (date(year, 11, 15) for year in (today.year - 1, today.year))
    due = next((day for day in around if -_REPORT_AFTER <= (day - today).days <= _REPORT_AHEAD), None)
    if due is None:
        return
    state: State = "late" if due < today else "coming"
    for place in chosen:
        yield Alert(place.code, "annual_social_report", "Bilan d'occupation et d'action sociales au préfet", state, due, "CONV",
                    "convention APL type, art. 15", _HEAD,
                    "aucun classeur ne dit s'il est parti : écartez cette ligne quand il l'est", "actualisation")  # fmt: skip


def _projects(version: str, sight: Sight, codes: tuple[str, ...], today: date) -> Iterator[Alert]:
    for one in projects(version, sight, codes, today):
        if one.due_on is None or one.coming or (one.due_on - today).days > AHEAD:
            continue
        state: State = "late" if one.due_on < today else "coming"
        told = (
            f"version en vigueur validée le {one.validated_on:%d/%m/%Y}, valable {one.validity_years:.0f} ans"
        )
        yield Alert(one.residence, "project_validity", "Projet social à actualiser", state, one.due_on, "INT",
                    "durée de validité (Réglages)", _HEAD, told, "actualisation")  # fmt: skip


def _declared(
    version: str, sight: Sight, chosen: Iterable[Place], today: date, with_association: bool
) -> Iterator[Alert]:
    for one in asked_by_dates(version, sight, chosen, today, with_association):
        rule = RULES[one.rule]
        state: State = "late" if one.due_on < today else "coming"
        yield Alert(
            one.residence,
            one.rule,
            rule.title,
            state,
            one.due_on,
            rule.origin,
            rule.text,
            rule.owner,
            one.basis,
            rule.page,
        )


def _statements(version: str, sight: Sight, today: date) -> Iterator[Alert]:
    for file in filter(None, (calls.file_of(version, sight, call) for call in calls.calls(version, sight))):
        due = file.report_due_on
        if due is None or file.report_sent_on is not None or (due - today).days > AHEAD:
            continue
        state: State = "late" if due < today else "coming"
        told = f"exercice clos le {file.fiscal_year_end_on:%d/%m/%Y} ; à rendre aussi avant toute nouvelle demande"
        yield Alert("", "financial_statement", f"Compte rendu financier, {file.call}", state, due, "LEGAL",
                    "compte rendu financier d'une subvention (Cerfa 15059) : 6 mois après l'exercice", _HEAD, told,
                    "appel_a_projets")  # fmt: skip
