"""An annex workbook, and today's data -> « conforme », « fichier modifié », or which figures changed since, and why."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from openpyxl import load_workbook

from access.scope import OutOfSight, Sight
from indicators.reopened import reopenings
from reports.bilan.annex import CODE_CELL, FIRST_SHEET
from reports.bilan.changes import Change, changes
from reports.bilan.parts import NotReady
from reports.bilan.people_told import prepared_beside
from reports.bilan.perimeter import sight_in
from reports.bilan.sealed import ALPHABET, CODE_LENGTH, Sealed, annex_of, every_bilan, find
from ui import words

Verdict = Literal["conform", "modified", "changed", "unknown"]
_CODE = re.compile(rf"(?<![0-9A-Za-z])([{ALPHABET}]{{{CODE_LENGTH}}})(?![0-9A-Za-z])")
_LARGEST = 100_000_000  # bytes, unpacked: an annex has less than one of a hundred
_TOLD = 20  # cells named: past them, a count


@dataclass(frozen=True)
class Answer:
    """What is said of a file. `cells`: those that were modified; `changes`: figures that today's data tell otherwise; `why`: motives."""

    verdict: Verdict
    sealed: Sealed | None = None
    cells: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    why: tuple[str, ...] = ()
    note: str = ""

    @property
    def sentence(self) -> str:
        """What is answered, in one line."""
        if self.verdict == "conform":
            return "conforme"
        if self.verdict == "modified":
            return "fichier modifié"
        if self.verdict == "unknown":
            return "bilan inconnu"
        count = len(self.changes)
        return f"{count} {'chiffres ont changé' if count > 1 else 'chiffre a changé'} depuis"


def verify(
    content: bytes, name: str, version: str | None, withdrawn: Mapping[str, str] | None = None
) -> Answer:
    """Return what can be said of an annex workbook: its bytes, the name of its file, and the version of the data to compare with.

    `withdrawn`: load -> the reason why it was withdrawn. Raises BrokenSeal where the register of this folder was altered.
    """
    mark = hashlib.sha256(content).hexdigest()
    found = next((one for one in every_bilan() if one.annex_sha256 == mark), None)
    if found:
        return verify_sealed(found, version, withdrawn or {})
    held = _cells_of(content)
    code = _code_in(held, name)
    known = find(code) if code else None
    if known is None:
        return _unknown(code)
    if held is None:
        return Answer("modified", known, note="le fichier ne s'ouvre plus comme un classeur")
    published = annex_of(known)
    differing = tuple(_differing(_cells_of(published) or {}, held)) if published else ()
    note = (
        ""
        if differing
        else "aucune cellule ne diffère : il a été enregistré de nouveau, ou sa présentation a changé"
    )
    return Answer("modified", known, differing, note=note)


def verify_code(code: str, version: str | None, withdrawn: Mapping[str, str] | None = None) -> Answer:
    """Return what can be said of a code alone, typed in any case: whether today's data still tell its bilan as it was sealed.

    Raises BrokenSeal where the register of this folder was altered.
    """
    known = find(code)
    return (
        verify_sealed(known, version, withdrawn or {}) if known else _unknown("".join(code.split()).upper())
    )


def _unknown(code: str) -> Answer:
    asked = f"aucun bilan « {code} » n'est publié ici" if code else "aucun code de bilan n'y est lisible"
    return Answer("unknown", note=f"{asked} ; cherchez-le auprès de l'association qui l'a publié")


def verify_sealed(one: Sealed, version: str | None, withdrawn: Mapping[str, str]) -> Answer:
    """Return whether a version of the data tells a published bilan as it was sealed."""
    if version is None:
        return Answer(
            "conform",
            one,
            note="aucune donnée ici : les chiffres n'ont pas été comparés à ceux d'aujourd'hui",
        )
    sight = sight_in(one.bilan)
    try:
        told = [each.bilan for each in every_bilan()]
        today = prepared_beside(version, sight, one.bilan.call, one.bilan.is_interim, told)
    except (NotReady, OutOfSight) as gone:
        return Answer("conform", one, note=f"le bilan ne peut plus être refait aujourd'hui : {gone.args[0]}")
    found = changes(one.bilan, today)
    if not found:
        return Answer("conform", one)
    return Answer("changed", one, changes=found, why=tuple(_motives(one, version, sight, found, withdrawn)))


def _motives(
    one: Sealed, version: str, sight: Sight, found: tuple[Change, ...], withdrawn: Mapping[str, str]
) -> Iterator[str]:
    for load in dict.fromkeys(load for change in found for load in change.came):
        yield f"« {load.file} », déposé le {words.day(load.received_on)} (dépôt {load.load_id})"
    for load in dict.fromkeys(load for change in found for load in change.gone):
        reason = withdrawn.get(load.load_id)
        told = f"retiré : {reason}" if reason else "remplacé"
        yield f"« {load.file} », dépôt {load.load_id}, {told}"
    # A month that is still open is out of the evaluator's sight; that it was reopened, and why, is what a report tells.
    for act in reopenings(version, replace(sight, closed_only=False)):
        if act.reopened_on >= date.fromisoformat(one.at[:10]):
            yield f"{words.month(act.month)} rouvert le {words.day(act.reopened_on)} : {act.reason}"


def _code_in(held: Mapping[tuple[str, str], Any] | None, name: str) -> str:
    at = f"{'ABC'[CODE_CELL[1]]}{CODE_CELL[0] + 1}"
    told = f"{(held or {}).get((FIRST_SHEET, at), '')} {name}"
    found = _CODE.search(told.upper())
    return found[1] if found else ""


def _differing(
    published: Mapping[tuple[str, str], Any], held: Mapping[tuple[str, str], Any]
) -> Iterator[str]:
    places = [place for place in {**published, **held} if published.get(place) != held.get(place)]
    for sheet, cell in places[:_TOLD]:
        was, now = (_shown(each.get((sheet, cell))) for each in (published, held))
        yield f"« {sheet} », {cell} : {was} → {now}"
    if len(places) > _TOLD:
        yield f"et {len(places) - _TOLD} autres"


def _shown(value: Any) -> str:
    return "vide" if value is None else str(value)


def _cells_of(content: bytes) -> dict[tuple[str, str], Any] | None:
    """Return every cell that holds something, by sheet and place; None for what is no workbook, or too large for one of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                return None
        book = load_workbook(io.BytesIO(content), read_only=True)
        return {
            (sheet.title, cell.coordinate): cell.value
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
    # A library that reads a spoiled archive fails in as many ways as bytes can be spoiled.
    except Exception:  # noqa: BLE001
        return None
