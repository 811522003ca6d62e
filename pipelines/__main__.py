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

from access.operators import open_invented
from indicators.compute import compute
from indicators.editions import sealed
from indicators.effect import Effect, whole_effect
from indicators.engines import NoEngine, compute_on
from indicators.publish import closed_years, compose
from pipelines.afar import accepted_facts
from pipelines.arguments import parser
from pipelines.blank_command import blank
from pipelines.board import board
from pipelines.build import rebuild
from pipelines.clock import now
from pipelines.closing import NotDone, close, confirm_empty, reopen
from pipelines.compare import Difference, as_json, differences, differences_between
from pipelines.demo.neighbours import FIRST_NAME, OTHERS
from pipelines.first_run import load_demo
from pipelines.folder import NoAssociation, working_for_named
from pipelines.frozen import freeze
from pipelines.journal import Entry, MonthAct, read_journal
from pipelines.keep import check_files, load_files
from pipelines.marked import Unmarkable, given_back, name_of
from pipelines.ownership import UNBOUNDED
from pipelines.preview import plan_load, plan_withdrawal, preview
from pipelines.print_out import exit_status, print_receipts, print_rows
from pipelines.receipt import Receipt
from pipelines.settings import BadSetting, change_setting, settings
from pipelines.store import current
from pipelines.withdraw import Unknown, withdraw
from social_project.invented_texts import write_invented


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 when done, 1 when the input was refused, 2 when the command is wrong."""
    asked = parser(RUNS).parse_args(arguments)
    missing = [path for path in getattr(asked, "files", []) if not path.is_file()]
    if missing:
        print(f"fichier introuvable : {', '.join(str(path) for path in missing)}", file=sys.stderr)
        return 2
    try:
        with working_for_named(asked.association):
            return int(asked.run(asked))
    except NoAssociation as unknown:
        print(unknown, file=sys.stderr)
        return 2


def _check(asked: argparse.Namespace) -> int:
    receipts = check_files(asked.files)
    if asked.mark:
        _mark(asked.files, receipts, asked.mark)
    return _print_checked(asked, receipts)


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


def _print_checked(asked: argparse.Namespace, receipts: list[Receipt]) -> int:
    """Print receipts, the lines that they would change and, if asked, what the figures would become."""
    journal = read_journal()
    lines = [differences(receipt, journal) for receipt in receipts]
    told = preview(plan_load(asked.files), compute, whole_effect) if asked.effect else None
    if asked.json:
        files = [one.as_json() | {"lines": as_json(of)} for one, of in zip(receipts, lines, strict=True)]
        print(json.dumps({"files": files, "effect": told.as_json()} if told else files, **_JSON))
        return exit_status(receipts)
    status = print_receipts(receipts, False)
    _print_effect([one for of in lines for one in of], told)
    return status


def _print_effect(lines: list[Difference], told: Effect | None) -> None:
    for text in [text for one in lines for text in one.told()] + (told.told() if told else []):
        print(text)


def _load(asked: argparse.Namespace) -> int:
    receipts = load_files(asked.files, compute, by=asked.by, set_aside=asked.set_aside, reason=asked.reason)
    return print_receipts(receipts, asked.json)


def _undo(asked: argparse.Namespace) -> int:
    if not (asked.preview or asked.reason):
        print("dites pourquoi : --reason", file=sys.stderr)
        return 2
    try:
        if asked.preview:
            return _preview_undo(asked)
        entry = withdraw(asked.load_id, asked.reason, compute, by=asked.by)
    except Unknown as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if asked.json:
        done = {"load_id": entry.load_id, "status": "withdrawn", "reason": asked.reason}
        print(json.dumps(done, ensure_ascii=False))
    else:
        print(f"chargement {entry.load_id} retiré : {entry.file}")
    return 0


def _preview_undo(asked: argparse.Namespace) -> int:
    plan = plan_withdrawal(asked.load_id)
    lines = differences_between(plan.now, plan.then, plan.slices)
    told = preview(plan, compute, whole_effect)
    if asked.json:
        print(json.dumps({"lines": as_json(lines), "effect": told.as_json()}, **_JSON))
    else:
        _print_effect(lines, told)
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
    print_rows(rows, asked.json, hidden=("sha256", "slices"))
    return 0


def _board(asked: argparse.Namespace) -> int:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", asked.month):
        print(f"« {asked.month} » n'est pas un mois ; écrivez par exemple 2025-03", file=sys.stderr)
        return 2
    print_rows(board(asked.month), asked.json)
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
    if current():  # what is in time, and which months are held closed, follow from it
        rebuild(compute)
    return 0


def _blank(asked: argparse.Namespace) -> int:
    status, told = blank(asked)
    print(told, file=sys.stderr if status else sys.stdout)
    return status


def _build(asked: argparse.Namespace) -> int:
    afar = compute_on(asked.remote, lambda: accepted_facts(read_journal(), asked.seen_at))
    try:
        version = rebuild(afar if asked.engine == "spark" else compute)
    except NoEngine as absent:
        print(absent, file=sys.stderr)
        return 1
    print(f"version {version} construite et mise en service")
    return 0


def _publish_demo() -> None:
    """Publish the last closed year of the invented association, so that whoever evaluates it has tables to read."""
    version = current() or ""
    for year in closed_years(version)[:1]:
        edition = compose(version, year, settings().publication_threshold)
        freeze(str(year), asdict(sealed(edition, by="démonstration", at=now().isoformat())))


def _demo(asked: argparse.Namespace) -> int:
    if receipts := load_demo(compute):
        _publish_demo()
        write_invented(current() or "")
        open_invented(FIRST_NAME, [(one.slug, one.name) for one in OTHERS], by="démonstration")
    refused = [receipt for receipt in receipts if receipt.status == "refused"]
    sys.stderr.writelines(f"{one.file} : {one.problems[0].message}\n" for one in refused)
    return 1 if refused else 0


_JSON: dict[str, Any] = {"ensure_ascii": False, "indent": 1}
RUNS = {
    "check": _check,
    "load": _load,
    "undo": _undo,
    "loads": _loads,
    "board": _board,
    "setting": _setting,
    "blank": _blank,
    "build": _build,
    "demo": _demo,
    "close": _close,
    "reopen": _reopen,
    "empty": _empty,
}


if __name__ == "__main__":
    sys.exit(main())
