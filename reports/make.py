"""`python -m reports make`: any or all of the documents, for those who schedule; nothing is replaced without saying so."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from access.scope import EVERYTHING
from indicators.places import places
from pipelines.folder import put_file
from reports.bilan.outputs import OUTPUTS
from reports.bilan.perimeter import NotReady
from reports.bilan.sealed import Sealed, every_bilan, find
from reports.deliverables.of_residence import home
from reports.deliverables.residence_outputs import RESIDENCE_OUTPUTS

_STATUSES = {"written": "écrit", "replaced": "remplacé", "unchanged": "inchangé"}


class WrongUse(ValueError):
    """What is asked does not say what to make; the text says how to ask, in French."""


@dataclass(frozen=True)
class Made:
    """A file made: `status` is written, replaced (another was there under that name) or unchanged."""

    kind: str
    file: str
    status: str
    bytes: int
    sha256: str

    def __str__(self) -> str:
        return f"{_STATUSES[self.status]}\t{self.file}"


def make(asked: argparse.Namespace, version: Callable[[], str]) -> list[Made]:
    """Return what was made. `version` is called only where figures of residences are asked for.

    Raises WrongUse where kinds and what they are made of do not go together, NotReady for a bilan that is not published or a
    residence that is not known, NoFile for a published annex that is lost.
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
    contents = [*_of_bilan(asked, kinds), *_of_residences(asked, kinds, version)]
    return [_put(asked.output / name, kind, content) for kind, name, content in contents]


def _of_bilan(asked: argparse.Namespace, kinds: list[str]) -> Iterator[tuple[str, str, bytes]]:
    mine = [kind for kind in kinds if kind in OUTPUTS]
    if mine:
        one = _published(asked)
        yield from ((kind, OUTPUTS[kind].name(one), OUTPUTS[kind].make(one)) for kind in mine)


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
    return held[-1]


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
        "Fait les documents d'un bilan publié (--call : sa dernière édition, ou --code), et ceux des résidences (--year, et "
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
