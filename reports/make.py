"""`python -m reports make`: any or all of the documents, for those who schedule; nothing is replaced without saying so."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from access.scope import EVERYTHING
from indicators.places import places
from pipelines.folder import put_file
from reports.bilan.outputs import OUTPUTS, annex_told
from reports.bilan.perimeter import NotReady
from reports.bilan.sealed import Sealed, every_bilan, find
from reports.deliverables.of_residence import home
from reports.deliverables.residence_outputs import RESIDENCE_OUTPUTS

_STATUSES = {"written": "écrit", "replaced": "remplacé", "unchanged": "inchangé"}


class WrongUse(ValueError):
    """What is asked does not say what to make; the text says how to ask, in French."""


@dataclass(frozen=True)
class Made:
    """A file made: `status` is written, replaced (another was there under that name) or unchanged.

    `of`: the bilan that was chosen for it, where its call alone was asked for; `note`: what is to be known of it.
    """

    kind: str
    file: str
    status: str
    bytes: int
    sha256: str
    of: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{_STATUSES[self.status]}\t{self.file}"


def make(asked: argparse.Namespace, version: Callable[[], str]) -> list[Made]:
    """Return what was made. `version` is called only where figures of residences are asked for.

    Of a call, the last final bilan of the most residences, then of the most months. Raises WrongUse where kinds and what they are
    made of do not go together, NotReady for a bilan that is not published or a residence that is not known, NoFile for a published
    annex that is lost and cannot be made again.
    """
    of_bilan, of_residence = bool(asked.call or asked.code), bool(asked.residence or asked.year)
    kinds = asked.kinds or [*(OUTPUTS if of_bilan else ()), *(RESIDENCE_OUTPUTS if of_residence else ())]
    if unknown := [one for one in kinds if one not in OUTPUTS and one not in RESIDENCE_OUTPUTS]:
        raise WrongUse(
            f"document inconnu : {', '.join(unknown)} ; choisissez parmi {', '.join([*OUTPUTS, *RESIDENCE_OUTPUTS])}"
        )
    if not kinds or (not of_bilan and any(one in OUTPUTS for one in kinds)):
        raise WrongUse(
            "dites de quel bilan : --call « AAP 2025 » ou --code CODE ; ou de quelle année : --year 2025"
        )
    if any(one in RESIDENCE_OUTPUTS for one in kinds) and not asked.year:
        raise WrongUse("dites de quelle année sont les documents des résidences : --year 2025")
    mine = [kind for kind in kinds if kind in OUTPUTS]
    one = _published(asked) if mine else None
    contents = [(kind, OUTPUTS[kind].name(one), OUTPUTS[kind].make(one)) for kind in mine] if one else []
    of = _told(one) if one and not asked.code else ""
    notes = {"annexe": annex_told(one)} if one and "annexe" in mine else {}
    rest = list(_of_residences(asked, kinds, version))  # nothing is written before all is made
    made = [_put(asked.output / name, kind, content) for kind, name, content in contents]
    made = [replace(each, of=of, note=notes.get(each.kind, "")) for each in made]
    return made + [_put(asked.output / name, kind, content) for kind, name, content in rest]


def _published(asked: argparse.Namespace) -> Sealed:
    if asked.code:
        one = find(asked.code)
        if one is None:
            raise NotReady(
                f"aucun bilan « {asked.code} » n'est publié ici : « python -m reports list » les nomme"
            )
        return one
    held = [one for one in every_bilan() if one.bilan.call == asked.call]
    if not held:
        raise NotReady(
            f"aucun bilan de « {asked.call} » n'est publié : « python -m reports publish \"{asked.call}\" » d'abord"
        )
    return max(held, key=_breadth)


def _breadth(one: Sealed) -> tuple[bool, bool, int, int, int]:
    """Return what ranks the bilans of a call: final ones first, of most residences, of most months, then the last."""
    first, last = (date.fromisoformat(day) for day in (one.bilan.first, one.bilan.last))
    months = 12 * (last.year - first.year) + last.month - first.month
    codes = one.bilan.residences
    return not one.bilan.is_interim, not codes, len(codes), months, one.edition


def _told(one: Sealed) -> str:
    """Return which bilan was chosen: its residences and its months, as its first page names them."""
    cells = {row.key: row.cells[1] for row in one.bilan.parts[0].tables[0].rows}
    nature = "intermédiaire" if one.bilan.is_interim else "final"
    return (
        f"{one.bilan.call}, bilan {nature}, édition {one.edition} ({one.code}) ; période : {cells['period']} ; "
        f"résidences : {cells['residences'] if one.bilan.residences else 'toutes'} ; pour un autre : --code"
    )


def _of_residences(
    asked: argparse.Namespace, kinds: list[str], version: Callable[[], str]
) -> Iterator[tuple[str, str, bytes]]:
    mine = [kind for kind in kinds if kind in RESIDENCE_OUTPUTS]
    if not mine:
        return
    of = version()
    for code in asked.residence or [one.code for one in places(of, EVERYTHING)]:
        one = home(of, code, asked.year)
        yield from (
            (kind, RESIDENCE_OUTPUTS[kind].name(one), RESIDENCE_OUTPUTS[kind].make(one)) for kind in mine
        )


def _put(path: Path, kind: str, content: bytes) -> Made:
    before = path.read_bytes() if path.exists() else None
    status = "written" if before is None else "unchanged" if before == content else "replaced"
    if status != "unchanged":
        put_file(path, content)
    return Made(kind, str(path), status, len(content), hashlib.sha256(content).hexdigest())


def describe(command: argparse.ArgumentParser) -> None:
    """Give the command its arguments, and its help."""
    named = [(key, one.title, one.told) for key, one in OUTPUTS.items()]
    named += [(key, one.title, one.told) for key, one in RESIDENCE_OUTPUTS.items()]
    lines = [f"  {key:<15} {title} : {told}" for key, title, told in named]
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description = (
        "Fait les documents d'un bilan publié (--call : le dernier bilan final, du plus grand nombre de résidences et de mois ; "
        "--code : un autre), et ceux des résidences (--year, et "
        "--residence pour en choisir). Sans KIND : tous.\nUn fichier de même nom est remplacé, et c'est dit (« remplacé ») ; "
        "identique, il n'est pas touché (« inchangé »).\nCode de retour : 0 fait, 1 refusé, 2 mal demandé."
    )
    command.epilog = "KIND :\n" + "\n".join(lines)
    command.add_argument("kinds", metavar="KIND", nargs="*", help="les documents à faire, défaut : tous")
    bilan = command.add_mutually_exclusive_group()
    bilan.add_argument("--call", metavar="APPEL", help="l'appel : « AAP 2025 »")
    bilan.add_argument("--code", help="le code d'un bilan publié")
    command.add_argument(
        "--residence", nargs="+", action="extend", default=[], metavar="CODE", help="défaut : toutes"
    )
    command.add_argument("--year", type=int, metavar="2025", help="l'année des documents des résidences")
    command.add_argument(
        "-o", "--output", type=Path, default=Path(), metavar="DOSSIER", help="où les écrire (défaut : ici)"
    )
