"""Command line: list the indicators, show their figures, trace a figure to its lines."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from access.permissions import ROLES
from access.scope import EVERYTHING, OutOfSight, Sight, sight_of
from indicators.catalogue import UnknownIndicator, indicator_named, indicators
from indicators.compute import compute
from indicators.editions import BrokenSeal, every_edition, sealed
from indicators.measure import BadQuestion, measure
from indicators.opinion_waves import RATE, TOGETHER, without_mixed
from indicators.publish import Refused, closed_years, compose
from indicators.sums import Scope
from indicators.trace import period_named, trace
from pipelines.build import ensure
from pipelines.clock import now
from pipelines.folder import NoAssociation, working_for_named
from pipelines.frozen import AlreadyFrozen, freeze
from pipelines.settings import settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 when done, 1 when there is nothing to show or to see, 2 when the question is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        with working_for_named(asked.association):
            answer = asked.run(asked)
    except (UnknownIndicator, BadQuestion, NoAssociation) as wrong:
        print(wrong.args[0], file=sys.stderr)
        return 2
    except (OutOfSight, Refused, AlreadyFrozen, BrokenSeal) as refused:
        print(refused.args[0], file=sys.stderr)
        return 1
    if answer is None:
        print(
            "aucune donnée chargée ; déposez d'abord des classeurs avec « python -m pipelines load »",
            file=sys.stderr,
        )
        return 1
    _print(answer, asked.json)
    return 0


def _list(asked: argparse.Namespace) -> list[dict[str, Any]]:
    wanted = (
        "id",
        "code",
        "theme",
        "title",
        "question",
        "formula",
        "unit",
        "better",
        "aggregate",
        "scale",
        "grain",
    )
    return [{name: getattr(one, name) for name in wanted} for one in indicators().values()]


def _show(asked: argparse.Namespace) -> list[dict[str, Any]] | None:
    sight = _sight(asked)
    # Figures by residence would all come masked to somebody who sees totals only.
    is_total = not sight.by_residence or indicator_named(asked.id).is_association
    grouping = ("" if is_total else "residence") if asked.by is None else asked.by
    by = tuple(name.strip() for name in grouping.split(",") if name.strip())
    scope = Scope(tuple(asked.residence), _month(asked.start), _month(asked.end, last=True), asked.as_of)
    version = ensure(compute)
    if version is None:
        return None
    found = measure(version, sight, asked.id, by, scope)
    if indicator_named(asked.id).id in (RATE, TOGETHER) and "residence" not in by:
        found, mixed = without_mixed(version, sight, found, scope.residences)
        for wave in mixed:
            print(
                f"« {wave} » : deux échelles selon les résidences (sur 4, sur 10), que l'on n'additionne pas ; "
                "ajoutez « --by residence », ou choisissez des résidences avec « --residence »",
                file=sys.stderr,
            )
    return [figure.as_json() for figure in found]


def _trace(asked: argparse.Namespace) -> list[dict[str, Any]] | None:
    sight, version = _sight(asked), ensure(compute)
    return version and trace(  # type: ignore[return-value]
        version, sight, asked.id, asked.residence, asked.period, asked.category, asked.as_of
    )


def _publish(asked: argparse.Namespace) -> list[dict[str, Any]] | None:
    version = ensure(compute)
    if version is None:
        return None
    published = every_edition()
    years = [one for one in closed_years(version) if one not in {edition.year for edition in published}]
    if asked.year is None and not years:
        raise Refused(
            "aucune année à publier : il faut que ses douze mois soient clos, et qu'elle ne le soit pas déjà"
        )
    year = asked.year or years[0]
    perimeters = {tuple(sorted(codes)) for codes in asked.perimeter}
    edition = compose(version, year, settings().publication_threshold, published, perimeters)
    if not asked.check:
        edition = sealed(edition, by=asked.by, at=now().isoformat())
        freeze(str(year), asdict(edition))
    return [{"year": year, "hash": edition.hash or "non publiée"} | asdict(one) for one in edition.audits]


def _editions(asked: argparse.Namespace) -> list[dict[str, Any]]:
    told = ("year", "published_at", "by", "threshold", "hash")
    return [{name: getattr(one, name) for name in told} for one in every_edition()]


def _sight(asked: argparse.Namespace) -> Sight:
    """Return what the role asked for sees; everything when none was."""
    if asked.role is None:
        if asked.scope:
            raise BadQuestion(
                "« --scope » dit ce que voit un rôle : ajoutez « --as », par exemple --as equipe"
            )
        return EVERYTHING
    periods = [item for item in asked.scope if ":" in item]
    residences = tuple(item for item in asked.scope if ":" not in item)
    if len(periods) > 1:
        raise BadQuestion(f"une seule période à la fois : {' ou '.join(periods)} ?")
    if asked.role == "equipe" and not residences:
        raise BadQuestion("une équipe voit ses résidences : dites lesquelles, par exemple --scope CODE")
    first, last = _ends(periods[0]) if periods else (None, None)
    return sight_of(asked.role, residences, first, last, asked.call)


def _ends(period: str) -> tuple[date | None, date | None]:
    if not re.fullmatch(r"\d{4}-\d{2}:\d{4}-\d{2}", period):
        raise BadQuestion(f"« {period} » n'est pas une période ; écrivez par exemple 2024-01:2025-12")
    start, _, end = period.partition(":")
    first, last = _month(start), _month(end, last=True)
    if first and last and first > last:
        raise BadQuestion(f"« {period} » finit avant de commencer ; écrivez {end}:{start}")
    return first, last


def _month(text: str | None, last: bool = False) -> date | None:
    if not text:
        return None
    period = period_named(text)
    if period.wave:
        raise BadQuestion(f"« {text} » n'est pas un mois ; écrivez par exemple 2025-03")
    return period.last if last else period.first


def _print(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    if not rows:
        print("aucune ligne")
        return
    columns = [name for name in rows[0] if name != "content"]
    print("\t".join(columns))
    for row in rows:
        print("\t".join("" if row[name] is None else str(row[name]) for name in columns))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m indicators", description="Indicateurs : liste, chiffres, origine des chiffres."
    )
    commands = parser.add_subparsers(required=True)

    listing = commands.add_parser("list", help="les indicateurs")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", help="les chiffres d'un indicateur")
    show.add_argument("id", help="identifiant (conflict_resolution_rate) ou code (I35)")
    show.add_argument(
        "--by",
        help="residence,year|quarter|month|wave|category (défaut : residence, ou le total pour evaluateur)",
    )
    show.add_argument("--from", dest="start", help="premier mois, 2025-01")
    show.add_argument("--to", dest="end", help="dernier mois, 2025-12")
    show.add_argument("--residence", nargs="+", action="extend", default=[], help="codes des résidences")
    show.add_argument(
        "--as-of", type=date.fromisoformat, help="date d'arrêté (défaut : fin du dernier mois transmis)"
    )
    _add_role(show)
    show.set_defaults(run=_show)

    tracing = commands.add_parser("trace", help="les lignes derrière un chiffre")
    tracing.add_argument("id")
    tracing.add_argument(
        "--residence", default="", help="code ; aucun pour ce qui est de toute l'association"
    )
    tracing.add_argument(
        "--period", required=True, help="2025-03, 2025-T1, 2025, une vague ou un appel (AAP 2025)"
    )
    tracing.add_argument("--category")
    tracing.add_argument("--as-of", type=date.fromisoformat)
    _add_role(tracing)
    tracing.set_defaults(run=_trace)

    for command in (listing, show, tracing, *_publishing(commands)):
        command.add_argument("--json", action="store_true")
        command.add_argument(
            "--association", metavar="NOM", help="nom court de l'association (défaut : la première)"
        )
    return parser


def _publishing(commands: Any) -> tuple[argparse.ArgumentParser, ...]:
    publishing = commands.add_parser(
        "publish", help="publier l'édition d'une année close, masquée et vérifiée"
    )
    publishing.add_argument("--year", type=int, help="défaut : la dernière année close qui n'est pas publiée")
    publishing.add_argument("--by", default="ligne de commande", help="qui publie")
    publishing.add_argument(
        "--check", action="store_true", help="préparer et vérifier seulement ; rien n'est écrit"
    )
    whole = "codes des résidences d'un appel, à totaliser"
    publishing.add_argument("--perimeter", nargs="+", action="append", default=[], help=whole)
    publishing.set_defaults(run=_publish)

    editions = commands.add_parser("editions", help="les éditions publiées")
    editions.set_defaults(run=_editions)
    return publishing, editions


def _add_role(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as", dest="role", choices=ROLES, help="ce que voit un rôle (défaut : tout)")
    command.add_argument(
        "--scope",
        nargs="+",
        action="extend",
        default=[],
        help="périmètre du rôle : codes des résidences, et pour evaluateur la période de l'appel, 2024-01:2025-12",
    )
    command.add_argument("--call", default="", help="pour evaluateur, le nom de son appel : AAP 2024")


if __name__ == "__main__":
    sys.exit(main())
