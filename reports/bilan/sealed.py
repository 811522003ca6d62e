"""The bilan of a call -> an edition that nothing changes any more: under a short code, with the hash of all that it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.catalogue import UnknownIndicator
from indicators.editions import editions
from indicators.measure import BadQuestion
from pipelines.clock import now
from pipelines.folder import data_folder, put_file, writing
from reports.bilan.annex import annex
from reports.bilan.changes import added, changes
from reports.bilan.content import Bilan, Part, bilan_of
from reports.bilan.parts import program
from reports.bilan.people_told import prepared_beside
from reports.bilan.texts import as_told, texts_of
from social_project.versions import seal

# Neither 0 nor O, 1 nor I nor L, U nor V: a code is read aloud and typed from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8


class NotPublished(ValueError):
    """A bilan that may not be published; the text says why, and what to do, in French."""


class BrokenSeal(ValueError):
    """A bilan that is not what was published: it is not shown."""


@dataclass(frozen=True)
class Sealed:
    """A published bilan. `edition`: its rank among those of its call; `why`: the reason of a new one, `changed` what it changes.

    `people`: year and hash of each published edition of figures of people. `sha256`: of everything else that it holds, its
    code apart, which is made of it. `annex_sha256`: of its annex workbook, byte by byte.
    """

    bilan: Bilan
    edition: int
    by: str
    at: str
    program: str
    people: tuple[tuple[int, str], ...]
    before: str = ""
    why: str = ""
    changed: tuple[str, ...] = ()
    code: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)
    annex_sha256: str = field(default="", compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return what is sealed of it."""
        return {
            "bilan": self.bilan.as_json(),
            "edition": self.edition,
            "by": self.by,
            "at": self.at,
            "program": self.program,
            "people": [list(one) for one in self.people],
            "before": self.before,
            "why": self.why,
            "changed": list(self.changed),
        }


def publish(
    version: str, sight: Sight, call: str, by: str, why: str = "", is_interim: bool = False
) -> Sealed:
    """Return the bilan of a call frozen as a version of the data tells it to its evaluator, with the texts that people wrote.

    `why`: the reason of a new edition of the same residences and months. Raises NotPublished, and writes nothing: for such an
    edition without a reason or that changes nothing, or for a text that tells a figure that the evaluator may not read;
    NotReady, OutOfSight as `prepared`.
    """
    told = [one.bilan for one in every_bilan()]
    bilan = written_in(prepared_beside(version, sight, call, is_interim, told), version, sight)
    people = tuple((one.year, one.hash) for one in editions(sight))
    with writing():
        earlier = [one for one in every_bilan() if one.bilan.call == call]
        last = replaced(earlier, bilan)
        one = Sealed(bilan, len(earlier) + 1, by, now().isoformat(), program(), people)
        if last:
            one = _next(one, last, why)
        return _kept(one)


def written_in(bilan: Bilan, version: str, sight: Sight) -> Bilan:
    """Return a bilan with what people wrote in its parts; raise NotPublished for a figure that may not be told there."""
    texts = texts_of(bilan.call)

    def with_text(part: Part) -> Part:
        try:
            return replace(part, text=as_told(version, sight, texts.get(part.number, "")))
        except (OutOfSight, UnknownIndicator, BadQuestion) as wrong:
            raise NotPublished(
                f"partie {part.number}, « {part.title} » : un chiffre du texte ne peut pas être lu par le financeur "
                f"({wrong.args[0]}) ; retirez-le du texte"
            ) from wrong

    return replace(bilan, parts=tuple(map(with_text, bilan.parts)))


def _is_alike(one: Bilan, other: Bilan) -> bool:
    """Return whether two bilans are of the same residences and months: only these replace one another."""
    return (one.residences, one.first, one.last) == (other.residences, other.first, other.last)


def replaced(earlier: Sequence[Sealed], bilan: Bilan) -> Sealed | None:
    """Return the published bilan that another would replace: the last of the same residences and months, None where there is none."""
    alike = [one for one in earlier if one.bilan.call == bilan.call and _is_alike(one.bilan, bilan)]
    return alike[-1] if alike else None


def news(last: Sealed, bilan: Bilan) -> list[str]:
    """Return what a bilan, its texts written in, tells otherwise than the one that it replaces, in words; none for nothing."""
    found = [str(change) for change in changes(last.bilan, bilan)]
    found += [f"Tableau ajouté : {title}" for title in added(last.bilan, bilan)]
    pairs = zip(last.bilan.parts, bilan.parts, strict=True)
    return found + [
        f"Texte de la partie {new.number}, « {new.title} »" for old, new in pairs if old.text != new.text
    ]


def _next(one: Sealed, last: Sealed, why: str) -> Sealed:
    found = news(last, one.bilan)
    if not found:
        raise NotPublished(
            f"rien n'a changé depuis l'édition {last.edition} ({last.code}) : elle reste la bonne"
        )
    if not why.strip():
        raise NotPublished(
            f"une édition de ce bilan existe ({last.code}) : dites pourquoi vous en publiez une nouvelle"
        )
    return replace(one, before=last.code, why=why.strip(), changed=tuple(found))


def _kept(one: Sealed) -> Sealed:
    content = one.as_json()
    sha256 = seal(content)
    code = code_of(sha256)
    if find(code):
        raise NotPublished(f"le code {code} est déjà pris : publiez de nouveau")
    one = replace(one, code=code, sha256=sha256)
    workbook = annex(one)
    one = replace(one, annex_sha256=hashlib.sha256(workbook).hexdigest())
    written = {"code": code, "sha256": sha256, "annex_sha256": one.annex_sha256, "content": content}
    rank = len(list(bilans_folder().glob("[!.]*.json"))) + 1
    path = bilans_folder() / f"{rank:05d}-{code}.json"
    # The workbook first: the register is what makes the edition exist.
    for place, held in (
        (path.with_suffix(".xlsx"), workbook),
        (path, json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True).encode()),
    ):
        put_file(place, held)
        place.chmod(0o444)
    return one


def code_of(sha256: str) -> str:
    """Return the short code of a content: eight letters and digits made of its hash, so that it names no other."""
    number, letters = int(sha256, 16), ""
    for _ in range(CODE_LENGTH):
        number, rank = divmod(number, len(ALPHABET))
        letters += ALPHABET[rank]
    return letters


def every_bilan() -> list[Sealed]:
    """Return every bilan published, oldest first; raise BrokenSeal when one was altered."""
    return [_sealed(path) for path in sorted(bilans_folder().glob("[!.]*.json"))]


def find(code: str) -> Sealed | None:
    """Return the bilan of a code, however it is typed; None where there is none; raise BrokenSeal."""
    asked = typed(code)
    return next(
        (_sealed(path) for path in bilans_folder().glob("[!.]*.json") if path.stem.endswith(f"-{asked}")),
        None,
    )


def typed(code: str) -> str:
    """Return a code as it is written: without spaces nor hyphens, in capitals."""
    return "".join(sign for sign in code if sign.isalnum()).upper()


def annex_of(one: Sealed) -> bytes | None:
    """Return the annex workbook as it was published, byte by byte; None where the folder does not hold it any more, or altered."""
    held = (path.read_bytes() for path in bilans_folder().glob(f"*-{one.code}.xlsx"))
    return next((each for each in held if hashlib.sha256(each).hexdigest() == one.annex_sha256), None)


def bilans_folder() -> Path:
    """Return the folder of the published bilans."""
    return data_folder() / "bilans"


def _sealed(path: Path) -> Sealed:
    code = path.stem.rpartition("-")[2]
    try:
        held: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        is_whole = seal(held["content"]) == held["sha256"] and code_of(held["sha256"]) == held["code"] == code
    except (ValueError, KeyError, TypeError):
        is_whole = False
    if not is_whole:
        raise BrokenSeal(f"le bilan {code} n'est plus celui qui a été publié : il n'est pas montré")
    content = held["content"]
    return Sealed(
        **content
        | {
            "bilan": bilan_of(content["bilan"]),
            "people": tuple((year, mark) for year, mark in content["people"]),
            "changed": tuple(content["changed"]),
        },
        code=held["code"],
        sha256=held["sha256"],
        annex_sha256=held["annex_sha256"],
    )
