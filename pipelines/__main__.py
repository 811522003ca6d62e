"""Command line: check, load, undo, journal, month's board, closing, settings, blank workbooks, build, demo."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indicators.compute import compute
from indicators.engines import compute_on
from pipelines.blank import write_blank
from pipelines.board import board
from pipelines.build import rebuild
from pipelines.closing import NotDone, close, confirm_empty, reopen
from pipelines.contracts import contract_named
from pipelines.first_run import load_demo
from pipelines.journal import Entry, MonthAct, read_journal
from pipelines.keep import NO_REASON, check_files, load_files
from pipelines.marked import Unmarkable, given_back, name_of
from pipelines.ownership import UNBOUNDED
from pipelines.receipt import Receipt
from pipelines.settings import BadSetting, change_setting
from pipelines.withdraw import Unknown, withdraw


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 when done, 1 when the input was refused, 2 when the command is wrong."""
    asked = _parser().parse_args(arguments)
    missing = [path for path in getattr(asked, "files", []) if not path.is_file()]
    if missing:
        print(f"fichier introuvable : {', '.join(str(path) for path in missing)}", file=sys.stderr)
        return 2
    status: int = asked.run(asked)
    return status


def _check(asked: argparse.Namespace) -> int:
    receipts = check_files(asked.files)
    if asked.mark:
        _mark(asked.files, receipts, asked.mark)
    return _print_receipts(receipts, asked.json)


def _mark(paths: list[Path], receipts: list[Receipt], folder: Path) -> None:
    """Write the refused files, marked, in a folder; what cannot be marked is told aside."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, receipt in zip(paths, receipts, strict=True):
        if receipt.status != "refused":
            continue
        try:
            (folder / name_of(path.name)).write_bytes(given_back(path, receipt))
        except Unmarkable as why:
            print(f"{path.name} : {why}", file=sys.stderr)


def _load(asked: argparse.Namespace) -> int:
    receipts = load_files(asked.files, compute, by=asked.by, set_aside=asked.set_aside, reason=asked.reason)
    return _print_receipts(receipts, asked.json)


def _undo(asked: argparse.Namespace) -> int:
    try:
        entry = withdraw(asked.load_id, asked.reason, compute, by=asked.by)
    except Unknown as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if asked.json:
        print(
            json.dumps(
                {"load_id": entry.load_id, "status": "withdrawn", "reason": asked.reason}, ensure_ascii=False
            )
        )
    else:
        print(f"chargement {entry.load_id} retiré : {entry.file}")
    return 0


def _loads(asked: argparse.Namespace) -> int:
    journal = read_journal()
    named = ("load_id", "file", "sha256", "kind", "by", "at")
    counts = ("read", "accepted", "set_aside", "ignored")
    rows = []
    for entry in journal.entries:
        written = entry.as_json()
        rows.append(
            {name: written[name] for name in named}
            | {"status": journal.status(entry), "slices": written["slices"]}
            | {name: written[name] for name in counts}
        )
    _print_rows(rows, asked.json, hidden=("sha256", "slices"))
    return 0


def _board(asked: argparse.Namespace) -> int:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", asked.month):
        print(f"« {asked.month} » n'est pas un mois ; écrivez par exemple 2025-03", file=sys.stderr)
        return 2
    _print_rows(board(asked.month), asked.json)
    return 0


def _close(asked: argparse.Namespace) -> int:
    return _act(lambda: close(asked.months, compute, by=asked.by, name=asked.name), asked.json, "clos")


def _reopen(asked: argparse.Namespace) -> int:
    return _act(lambda: reopen(asked.month, compute, by=asked.by, reason=asked.reason), asked.json, "rouvert")


def _empty(asked: argparse.Namespace) -> int:
    def confirmed() -> Entry:
        return confirm_empty(
            asked.kind, asked.residence, asked.month, compute, asked.by, asked.name, UNBOUNDED
        )

    return _act(confirmed, asked.json, "confirmé sans rien à signaler")


def _act(done: Callable[[], MonthAct | Entry], as_json: bool, told: str) -> int:
    try:
        act = done()
    except NotDone as refused:
        print(refused, file=sys.stderr)
        return 1
    print(json.dumps(asdict(act), ensure_ascii=False) if as_json else told)
    return 0


def _setting(asked: argparse.Namespace) -> int:
    try:
        print(json.dumps(asdict(change_setting(asked.name, asked.value)), ensure_ascii=False))
    except BadSetting as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0


def _blank(asked: argparse.Namespace) -> int:
    try:
        contract = contract_named(asked.kind)
    except KeyError as wrong:
        print(wrong.args[0], file=sys.stderr)
        return 2
    write_blank(contract, asked.residence, asked.period, asked.output)
    print(f"classeur vierge écrit : {asked.output}")
    return 0


def _build(asked: argparse.Namespace) -> int:
    version = rebuild(compute if asked.engine == "duckdb" else compute_on(asked.remote))
    print(f"version {version} construite et mise en service")
    return 0


def _demo(asked: argparse.Namespace) -> int:
    receipts = load_demo(compute)
    refused = [receipt for receipt in receipts if receipt.status == "refused"]
    for receipt in refused:
        print(f"{receipt.file} : {receipt.problems[0].message}", file=sys.stderr)
    return 1 if refused else 0


def _print_receipts(receipts: list[Receipt], as_json: bool) -> int:
    if as_json:
        print(json.dumps([receipt.as_json() for receipt in receipts], ensure_ascii=False, indent=1))
    else:
        for receipt in receipts:
            counts = f"{receipt.read} lues = {receipt.accepted} acceptées + {receipt.set_aside} écartées + {receipt.ignored} ignorées"
            print(f"{receipt.file} · {receipt.kind or 'type inconnu'} · {_FRENCH[receipt.status]} · {counts}")
            for problem in receipt.problems:
                print(f"   {'✗' if problem.severity == 'fault' else '?'} {problem.message}")
    return 1 if any(receipt.status == "refused" for receipt in receipts) else 0


_FRENCH = {"acceptable": "acceptable", "loaded": "chargé", "unchanged": "inchangé", "refused": "refusé"}


def _print_rows(rows: list[dict[str, Any]], as_json: bool, hidden: tuple[str, ...] = ()) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(" · ".join(str(value) for name, value in row.items() if name not in hidden))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipelines", description="Classeurs : vérifier, charger, retirer."
    )
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Any, text: str, files: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        if files:
            added.add_argument("files", nargs="+", type=Path)
        added.add_argument("--json", action="store_true")
        added.set_defaults(run=run)
        return added

    check = command("check", _check, "ce qui serait accepté, refusé, ignoré ; n'écrit rien", files=True)
    check.add_argument("--mark", type=Path, metavar="DOSSIER", help="y écrit les classeurs refusés, annotés")
    load = command("load", _load, "charge des classeurs, dans n'importe quel ordre", files=True)
    load.add_argument("--by", default="ligne de commande", help="qui charge")
    load.add_argument(
        "--set-aside", action="store_true", help="écarte les lignes en faute au lieu de refuser le fichier"
    )
    load.add_argument("--reason", default=NO_REASON, help="motif des doutes acceptés")
    undo = command("undo", _undo, "retire un chargement")
    undo.add_argument("load_id")
    undo.add_argument("--reason", required=True)
    undo.add_argument("--by", default="ligne de commande")
    command("loads", _loads, "le journal des chargements")
    command("board", _board, "le tableau du mois").add_argument("--month", required=True, help="2025-03")
    _add_acts(command)
    setting = command("setting", _setting, "change un réglage de l'association")
    setting.add_argument("name", help="due_day")
    setting.add_argument("value")
    blank = command("blank", _blank, "un classeur vierge")
    blank.add_argument("kind", help="type de classeur, par nom (conflits) ou code (F5)")
    blank.add_argument("--residence", required=True)
    blank.add_argument("--period", required=True, help="2025-03, 2025 ou une vague")
    blank.add_argument("-o", "--output", type=Path, required=True)
    build = command("build", _build, "reconstruit la base depuis ce qui a été accepté")
    build.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    build.add_argument("--remote", default="sc://127.0.0.1:15002", help="adresse Spark Connect")
    command("demo", _demo, "charge l'association de démonstration, la première fois")
    return parser


def _add_acts(command: Callable[[str, Any, str], argparse.ArgumentParser]) -> None:
    closing = command("close", _close, "clôt un mois, ou plusieurs")
    closing.add_argument("months", nargs="+", metavar="MONTH", help="2025-03")
    closing.add_argument("--name", required=True, help="qui répond de la clôture")
    reopening = command("reopen", _reopen, "rouvre un mois")
    reopening.add_argument("month", help="2025-03")
    reopening.add_argument("--reason", required=True)
    empty = command("empty", _empty, "confirme qu'il n'y a rien ce mois-ci")
    empty.add_argument("kind", help="reunions, conflits")
    empty.add_argument("--residence", required=True)
    empty.add_argument("--month", required=True, help="2025-03")
    empty.add_argument("--name", required=True, help="qui confirme")
    for act in (closing, reopening, empty):
        act.add_argument("--by", default="ligne de commande")


if __name__ == "__main__":
    sys.exit(main())
