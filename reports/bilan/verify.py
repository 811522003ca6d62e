"""An annex workbook, and today's data -> « conforme », « fichier modifié », or which figures changed since, and why."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from openpyxl import load_workbook

from access.scope import OutOfSight, Sight
from indicators.call_sources import Source, sources
from indicators.reopened import reopenings
from reports.bilan import spoiled
from reports.bilan.annex import CODE_CELL, FIRST_SHEET, annex
from reports.bilan.changes import Change, changes
from reports.bilan.parts import NotReady
from reports.bilan.people_told import prepared_beside
from reports.bilan.perimeter import sight_in
from reports.bilan.sealed import ALPHABET, CODE_LENGTH, Sealed, annex_of, every_bilan, find, typed
from ui import words

Verdict = Literal["conform", "modified", "changed", "unknown"]
_CODE = re.compile(rf"(?<![0-9A-Za-z])([{ALPHABET}]{{{CODE_LENGTH}}})(?![0-9A-Za-z])")
_LARGEST = 100_000_000  # bytes, unpacked: an annex has less than one of a hundred
_TOLD = 20  # cells named: past them, a count
_OTHER = "ce n'est pas l'annexe : seule l'annexe .xlsx se vérifie"
_DO = "donnez le fichier « bilan-CODE-annexe.xlsx » tel qu'il a été reçu, ou vérifiez le code écrit en tête du document"
_SPOILED = "il ne s'ouvre plus"
_ASK = "redemandez-le à qui vous l'a envoyé, ou vérifiez le code écrit en tête du bilan"
_NO_MORE = "le bilan ne peut plus être refait aujourd'hui"
_REMADE = "l'annexe gardée ici manque, ou a été modifiée : comparé à l'annexe refaite du contenu scellé"


@dataclass(frozen=True)
class Answer:
    """What is said of a file. `cells`: those that were modified; `changes`: figures that today's data tell otherwise; `why`: motives.

    `said`: what is answered where the verdict alone does not tell it.
    """

    verdict: Verdict
    sealed: Sealed | None = None
    cells: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    why: tuple[str, ...] = ()
    note: str = ""
    said: str = ""

    @property
    def sentence(self) -> str:
        """What is answered, in one line."""
        if self.said:
            return self.said
        if self.verdict == "conform":
            return "conforme"
        if self.verdict == "modified":
            return "fichier modifié"
        if self.verdict == "unknown":
            return "bilan inconnu"
        count = len(self.changes)
        if not count:
            return "les données de ce bilan ont changé depuis"
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
    parts = spoiled.parts(content)
    if not _may_be_annex(content, name, held, parts):
        return Answer("unknown", note=_DO, said=_OTHER)
    codes = [code for code in (_code_in(held, name), *spoiled.codes(parts)) if code]
    known = next((one for one in map(find, dict.fromkeys(codes)) if one), None)
    if known is None:
        if held is None and parts and not codes:
            return Answer("modified", note=_ASK, said=f"fichier abîmé ou modifié : {_SPOILED}")
        return _unknown(codes[0] if codes else "")
    if held is None:
        return Answer("modified", known, note=f"fichier abîmé ou modifié : {_SPOILED} ; {_ASK}")
    return _compared(known, held)


def _compared(known: Sealed, held: Mapping[tuple[str, str], Any]) -> Answer:
    """Return what a workbook that is not the annex to the byte tells otherwise than it, cell by cell."""
    kept = annex_of(known)
    published = _cells_of(kept or annex(known)) or {}
    if not {sheet for sheet, _ in published} & {sheet for sheet, _ in held}:
        return Answer("unknown", note=_DO, said=_OTHER)
    differing = tuple(_differing(published, held))
    notes = [] if kept else [_REMADE]
    if not differing:
        notes += ["aucune cellule ne diffère : il a été enregistré de nouveau, ou sa présentation a changé"]
    return Answer("modified", known, differing, note=" ; ".join(notes))


def _may_be_annex(
    content: bytes, name: str, held: Mapping[tuple[str, str], Any] | None, parts: list[spoiled.Part]
) -> bool:
    """Return whether a file is a workbook, or may have been one: not a text, slides, a PDF, nor anything by its name."""
    if held is not None or spoiled.is_workbook(parts):
        return True
    return not parts and b"%PDF-" not in content[:1024] and Path(name).suffix.lower() in ("", ".xlsx")


def verify_code(code: str, version: str | None, withdrawn: Mapping[str, str] | None = None) -> Answer:
    """Return what can be said of a code alone, typed in any case: whether today's data still tell its bilan as it was sealed.

    Raises BrokenSeal where the register of this folder was altered.
    """
    known = find(code)
    return verify_sealed(known, version, withdrawn or {}) if known else _unknown(typed(code))


def _unknown(code: str) -> Answer:
    asked = f"aucun bilan « {code} » n'est publié ici" if code else "aucun code de bilan n'y est lisible"
    return Answer("unknown", note=f"{asked} ; cherchez-le auprès de l'association qui l'a publié")


def verify_sealed(one: Sealed, version: str | None, withdrawn: Mapping[str, str]) -> Answer:
    """Return whether a version of the data tells a published bilan as it was sealed."""
    if version is None:
        gone = [load for load in one.bilan.files if load.load_id in withdrawn]
        if gone:
            why = tuple(_gone(gone, withdrawn))
            return Answer("changed", one, why=why, note=f"{_NO_MORE} : il n'y a plus de données ici")
        return Answer(
            "conform",
            one,
            note="aucune donnée ici : les chiffres n'ont pas été comparés à ceux d'aujourd'hui",
        )
    sight = sight_in(one.bilan)
    try:
        told = [each.bilan for each in every_bilan()]
        today = prepared_beside(version, sight, one.bilan.call, one.bilan.is_interim, told)
    except (NotReady, OutOfSight) as lost:
        is_known = isinstance(lost, NotReady)
        reason = lost.args[0] if is_known else f"l'appel « {one.bilan.call} » n'est plus dans les données"
        why = tuple(_motives(one, version, sight, [], _no_longer(one, version), withdrawn))
        return Answer("changed", one, why=why, note=f"{_NO_MORE} : {reason}")
    found = changes(one.bilan, today)
    if not found:
        return Answer("conform", one)
    came, gone = ([load for change in found for load in getattr(change, side)] for side in ("came", "gone"))
    why = tuple(_motives(one, version, sight, came, gone, withdrawn))
    return Answer("changed", one, changes=found, why=why)


def _no_longer(one: Sealed, version: str) -> list[Source]:
    """Return the files behind a bilan that are in force no more."""
    years = [int(day[:4]) for day in (one.bilan.since, one.bilan.first, one.bilan.last)]
    here = sources(version, (), one.bilan.call, range(min(years) - 1, max(years) + 1))
    held = {load.load_id for load in here}
    return [load for load in one.bilan.files if load.load_id not in held]


def _motives(
    one: Sealed,
    version: str,
    sight: Sight,
    came: Iterable[Source],
    gone: Iterable[Source],
    withdrawn: Mapping[str, str],
) -> Iterator[str]:
    for load in dict.fromkeys(came):
        yield f"« {load.file} », déposé le {words.day(load.received_on)} (dépôt {load.load_id})"
    yield from _gone(gone, withdrawn)
    # A month that is still open is out of the evaluator's sight; that it was reopened, and why, is what a report tells.
    for act in reopenings(version, replace(sight, closed_only=False)):
        if act.reopened_on >= date.fromisoformat(one.at[:10]):
            yield f"{words.month(act.month)} rouvert le {words.day(act.reopened_on)} : {act.reason}"


def _gone(loads: Iterable[Source], withdrawn: Mapping[str, str]) -> Iterator[str]:
    for load in dict.fromkeys(loads):
        reason = withdrawn.get(load.load_id)
        told = f"retiré : {reason}" if reason else "remplacé"
        yield f"« {load.file} », dépôt {load.load_id}, {told}"


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
