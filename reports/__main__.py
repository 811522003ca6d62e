"""Command line of the bilans of funding calls: what is left to settle, publish, list, verify a file that comes back, make documents."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from access.scope import EVERYTHING, OutOfSight
from indicators.calls import calls
from indicators.compute import compute
from pipelines.build import ensure
from pipelines.folder import NoAssociation, working_for_named
from pipelines.journal import read_journal
from reports.bilan.checklist import checklist
from reports.bilan.outputs import NoFile
from reports.bilan.parts import NotReady, sight_for
from reports.bilan.sealed import BrokenSeal, NotPublished, annex_of, every_bilan, publish
from reports.bilan.verify import Answer, verify, verify_code
from reports.first_run import publish_demo
from reports.make import WrongUse, describe, make
from ui import words

_NO_DATA = "aucune donnée chargée ; déposez d'abord des classeurs avec « python -m pipelines load »"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 when done or conform, 1 when refused, modified or changed, 2 when the question is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        with working_for_named(asked.association):
            status: int = asked.run(asked)
            return status
    except OSError as wrong:
        told = f"fichier illisible : {wrong.filename}" if wrong.filename else f"non fait : {wrong.strerror}"
        print(told, file=sys.stderr)
        return 2
    except (NoAssociation, WrongUse) as wrong:
        print(wrong.args[0], file=sys.stderr)
        return 2
    except (OutOfSight, NotReady, NotPublished, BrokenSeal, NoFile) as refused:
        print(refused.args[0], file=sys.stderr)
        return 1


def _prepare(asked: argparse.Namespace) -> int:
    points = checklist(_version_with(asked.call), asked.call, asked.residence, asked.first, asked.last)
    rows = [asdict(one) | {"page": one.page} for one in points]
    told = [
        f"{one['title']} : {one['count']}\n" + "\n".join(f"  - {each}" for each in one["told"])
        for one in rows
    ]
    _print(asked, rows, "\n".join(told) or "rien à régler : le bilan peut être publié")
    return 0


def _publish(asked: argparse.Namespace) -> int:
    version = _version_with(asked.call)
    sight = sight_for(version, asked.call, asked.residence, asked.first, asked.last)
    one = publish(version, sight, asked.call, asked.by, asked.why, asked.interim)
    if asked.output:
        asked.output.write_bytes(annex_of(one) or b"")
    held = {"code": one.code, "sha256": one.sha256, "edition": one.edition, "changed": list(one.changed)}
    lines = [
        f"{one.bilan.call}, édition {one.edition} : {one.code}",
        one.sha256,
        *one.bilan.warnings,
        *one.changed,
    ]
    _print(asked, held | {"warnings": list(one.bilan.warnings)}, "\n".join(lines))
    return 0


def _demo(asked: argparse.Namespace) -> int:
    one = publish_demo(_version())
    told = f"bilan de démonstration publié : {one.code}" if one else "rien à publier"
    _print(asked, {"code": one.code if one else None}, told)
    return 0


def _list(asked: argparse.Namespace) -> int:
    rows = [
        {"code": one.code, "call": one.bilan.call, "edition": one.edition, "at": one.at, "by": one.by, "sha256": one.sha256}
        for one in every_bilan()
    ]  # fmt: skip
    _print(asked, rows, "\n".join("\t".join(map(str, row.values())) for row in rows) or "aucun bilan publié")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    withdrawn = {one.load_id: one.reason for one in read_journal().withdrawals.values()}
    if asked.code:
        answer = verify_code(asked.code, ensure(compute), withdrawn)
    else:
        answer = verify(asked.file.read_bytes(), asked.file.name, ensure(compute), withdrawn)
    _print(asked, _as_json(answer), "\n".join(_lines(answer)))
    return 0 if answer.verdict == "conform" else 1


def _make(asked: argparse.Namespace) -> int:
    made = make(asked, _version)
    told = dict.fromkeys(one.of for one in made if one.of)
    told |= dict.fromkeys(f"{one}\n  {one.note}" if one.note else str(one) for one in made)
    _print(asked, [asdict(one) for one in made], "\n".join(told))
    return 0


def _as_json(one: Answer) -> dict[str, Any]:
    told = [{"name": each.name, "before": each.before, "after": each.after} for each in one.changes]
    return {
        "verdict": one.verdict,
        "sentence": one.sentence,
        "code": one.sealed.code if one.sealed else None,
        "cells": list(one.cells),
        "changes": told,
        "why": list(one.why),
        "note": one.note,
    }


def _lines(one: Answer) -> list[str]:
    named = (
        f" ({one.sealed.code}, {one.sealed.bilan.call}, édition {one.sealed.edition})" if one.sealed else ""
    )
    lines = [f"{one.sentence}{named}{' :' if one.changes or one.cells or one.why else ''}"]
    lines += [f"  {each}" for each in (*one.cells, *map(str, one.changes))]
    if one.verdict == "changed":
        lines += [f"  motif : {each}" for each in one.why] or ["  motif : aucun dépôt ne l'explique"]
    return [*lines, *([one.note] if one.note else [])]


def _version() -> str:
    version = ensure(compute)
    if version is None:
        raise NotReady(_NO_DATA)
    return version


def _version_with(call: str) -> str:
    """Return the version of the data; raise OutOfSight for a call that is not in it, naming those that are."""
    version = _version()
    known = calls(version, EVERYTHING)
    if call not in known:
        told = (
            f"appels connus : {words.listing(known)}"
            if known
            else "aucun appel n'y est : déposez-en le dossier"
        )
        raise OutOfSight(f"l'appel « {call} » n'est pas dans les données ; {told}")
    return version


def _print(asked: argparse.Namespace, held: Any, told: str) -> None:
    try:
        print(json.dumps(held, ensure_ascii=False, indent=1, default=str) if asked.json else told, flush=True)
    except BrokenPipeError:
        # Whoever reads took what they wanted (« | head »): the work is done, and its status is what it is.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports", description="Bilans des appels à projets.")
    commands = parser.add_subparsers(required=True)
    prepare = commands.add_parser("prepare", help="ce qui reste à régler avant de publier un bilan")
    publishing = commands.add_parser("publish", help="publier le bilan d'un appel, scellé sous un code")
    listing = commands.add_parser("list", help="les bilans publiés")
    verifying = commands.add_parser(
        "verify", help="vérifier une annexe : conforme, modifiée, ou chiffres changés depuis"
    )
    making = commands.add_parser("make", help="faire les documents d'un bilan publié, ou des résidences")
    describe(making)
    demo = commands.add_parser("demo", help="publier un bilan de l'association inventée, la première fois")
    runs = (_prepare, _publish, _list, _verify, _make, _demo)
    for command, run in zip((prepare, publishing, listing, verifying, making, demo), runs, strict=True):
        command.set_defaults(run=run)
        command.add_argument("--json", action="store_true")
        command.add_argument(
            "--association", metavar="NOM", help="nom court de l'association (défaut : la première)"
        )
    for command in (prepare, publishing):
        command.add_argument("call", metavar="APPEL", help="le nom de l'appel : « AAP 2025 »")
        _add_perimeter(command)
    publishing.add_argument("--interim", action="store_true", help="bilan intermédiaire")
    publishing.add_argument("--by", default="ligne de commande", help="qui publie")
    publishing.add_argument("--why", default="", help="pourquoi une nouvelle édition")
    publishing.add_argument("-o", "--output", type=Path, help="où écrire l'annexe (.xlsx)")
    what = verifying.add_mutually_exclusive_group(required=True)
    what.add_argument("file", metavar="FICHIER", type=Path, nargs="?")
    what.add_argument("--code", help="le code d'un bilan publié ici, sans fichier")
    return parser


def _add_perimeter(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--residence",
        nargs="+",
        action="extend",
        default=[],
        metavar="CODE",
        help="défaut : celles de l'appel",
    )
    command.add_argument("--from", dest="first", type=_month, metavar="2025-01", help="premier mois")
    command.add_argument("--to", dest="last", type=_month, metavar="2025-12", help="dernier mois")


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(
            f"« {text} » n'est pas un mois ; écrivez par exemple 2025-03"
        ) from wrong


if __name__ == "__main__":
    sys.exit(main())
