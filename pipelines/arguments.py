"""The command line -> what is asked: every command of `python -m pipelines`, its arguments and their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from pipelines.blank_command import add_blank
from pipelines.keep import NO_REASON


def parser(runs: Mapping[str, Callable[[argparse.Namespace], int]]) -> argparse.ArgumentParser:
    """Return what reads a command line; `runs`: the function of each command."""
    whole = argparse.ArgumentParser(
        prog="python -m pipelines", description="Classeurs : vérifier, charger, retirer."
    )
    commands = whole.add_subparsers(required=True)

    def command(name: str, text: str, files: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        if files:
            added.add_argument("files", nargs="+", type=Path)
        added.add_argument("--json", action="store_true")
        added.add_argument(
            "--association", metavar="NOM", help="nom court de l'association (défaut : la première)"
        )
        added.set_defaults(run=runs[name])
        return added

    check = command("check", "ce qui serait accepté, refusé, ignoré ; n'écrit rien", files=True)
    check.add_argument("--mark", type=Path, metavar="DOSSIER", help="y écrit les classeurs refusés, annotés")
    check.add_argument("--effect", action="store_true", help="dit aussi ce que les chiffres deviendraient")
    load = command("load", "charge des classeurs, dans n'importe quel ordre", files=True)
    load.add_argument("--by", default="ligne de commande", help="qui charge")
    load.add_argument(
        "--set-aside", action="store_true", help="écarte les lignes en faute au lieu de refuser le fichier"
    )
    load.add_argument("--reason", default=NO_REASON, help="motif des doutes acceptés")
    undo = command("undo", "retire un chargement")
    undo.add_argument("load_id")
    undo.add_argument("--reason", default="", help="motif du retrait, obligatoire pour retirer")
    undo.add_argument("--preview", action="store_true", help="dit ce que cela changerait ; ne retire rien")
    undo.add_argument("--by", default="ligne de commande")
    command("loads", "le journal des chargements")
    command("board", "le tableau du mois").add_argument("--month", required=True, help="2025-03")
    _add_acts(command)
    setting = command("setting", "change un réglage de l'association")
    setting.add_argument("name", help="due_day")
    setting.add_argument("value")
    add_blank(command)
    _add_build(command("build", "reconstruit la base depuis ce qui a été accepté"))
    command("demo", "charge l'association de démonstration, la première fois")
    return whole


def _add_build(build: argparse.ArgumentParser) -> None:
    build.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    build.add_argument("--remote", default="sc://127.0.0.1:15002", help="adresse Spark Connect")
    build.add_argument(
        "--seen-at", default="", metavar="DOSSIER", help="le dossier de données, tel que le moteur le voit"
    )


def _add_acts(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    closing = command("close", "clôt un mois, ou plusieurs")
    closing.add_argument("months", nargs="+", metavar="MONTH", help="2025-03")
    closing.add_argument("--name", required=True, help="qui répond de la clôture")
    reopening = command("reopen", "rouvre un mois")
    reopening.add_argument("month", help="2025-03")
    reopening.add_argument("--reason", required=True)
    empty = command("empty", "confirme qu'il n'y a rien ce mois-ci")
    empty.add_argument("kind", help="reunions, conflits")
    empty.add_argument("--residence", required=True)
    empty.add_argument("--month", required=True, help="2025-03")
    empty.add_argument("--name", required=True, help="qui confirme")
    for act in (closing, reopening, empty):
        act.add_argument("--by", default="ligne de commande")
