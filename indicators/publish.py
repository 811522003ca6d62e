"""The catalogue and the facts of a year -> an edition: regrouped, masked, audited; or a refusal that says why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.counted import labels_of, people_of, turnover_of
from indicators.editions import Audit, Edition, Line, Table
from indicators.protect import CannotProtect, exposed, insiders, protect
from indicators.published import CATALOGUE
from indicators.subjects import RESIDENCE, Subject
from indicators.tabulate import Block, Key, People, Unit, tabulate
from pipelines import store
from pipelines.store import Connection

LEAST, MOST = 5, 11  # the threshold, people: domain.md G.4
# A residence of few more people than the threshold leaves no room to hide one of them behind the others, above all from
# themselves: it is then told with another, each time of more times the threshold.
_ROOMS = (1, 2, 4)


class Refused(ValueError):
    """An edition that may not be published; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Protected:
    """A subject, and which of its cells are masked."""

    block: Block
    masked: frozenset[int]
    is_regrouped: bool


def closed_years(version: str) -> list[int]:
    """Return the years of which every month is closed, newest first."""
    rows = (
        store.cursor(version)
        .execute(
            "select cast(extract(year from month) as int) as year from closed_months group by 1 having count(*) = 12 order by 1 desc"
        )
        .fetchall()
    )
    return [row[0] for row in rows]


def compose(
    version: str,
    year: int,
    threshold: int,
    published: Sequence[Edition] = (),
    perimeters: Collection[tuple[str, ...]] = (),
) -> Edition:
    """Return the edition of a year, not yet dated nor sealed.

    `published`: the editions before it, whose mask it starts from. `perimeters`: the residences of each funding call whose
    evaluator sees some of them only: their total is published with the rest, so that it is masked with the rest.
    Raises Refused for a year that is not closed or was published, or when the audit finds a cell that could be found again.
    """
    if not LEAST <= threshold <= MOST:
        raise Refused(f"le seuil est un nombre de {LEAST} à {MOST} personnes")
    if year in {one.year for one in published}:
        raise Refused(
            f"l'édition {year} est déjà publiée : une édition n'est jamais refaite, la comparaison des deux dirait ce que "
            "chacune masque"
        )
    if year not in closed_years(version):
        raise Refused(f"l'année {year} n'est pas close : clôturez ses douze mois avant de publier")
    con = store.cursor(version)
    earlier = max(published, key=lambda one: one.year, default=None)
    old = frozenset(earlier.mask) if earlier else frozenset()
    found: list[Protected] = []
    withheld: list[str] = []
    for title, candidates in blocks(con, year, threshold, perimeters):
        one = protected(candidates, threshold, old)
        found += [one] if one else []
        withheld += [] if one else [title]
    if not found:
        raise Refused(
            f"aucun tableau ne peut être publié pour {year} : trop peu de personnes, ou rien de transmis"
        )
    audits = tuple(_audited(one, threshold) for one in found)
    names = sorted(one.block.name_of(one.block.keys[i]) for one in found for i in one.masked)
    tables = tuple(table for one in found for table in tables_of(one))
    seal = earlier.hash if earlier else ""
    return Edition(
        year, "", "", threshold, version, tables, audits, tuple(names), tuple(withheld), before=seal
    )


def blocks(
    con: Connection, year: int, threshold: int, perimeters: Collection[tuple[str, ...]] = ()
) -> Iterator[tuple[str, Iterator[Block]]]:
    """Yield each subject of the catalogue in a year: its title, and its cells, ever more regrouped (see `candidates`)."""
    names = dict(con.execute("select residence, name from residences").fetchall())
    beyond = _beyond(con, perimeters)
    for subject in CATALOGUE:
        labels = {one.name: labels_of(con, one) for one in subject.variables}
        for code, label in _family(con, subject):
            people = people_of(con, subject, code, year)
            named = replace(subject, title=f"{subject.title} : {label}") if label else subject
            weights = turnover_of(con, year) if subject.is_flow else None
            if people:
                yield named.title, candidates(named, code, people, threshold, names, beyond, labels, weights)


def candidates(
    subject: Subject,
    code: str,
    people: People,
    threshold: int,
    names: Mapping[str, str],
    beyond: Sequence[Unit],
    labels: Mapping[str, Mapping[str, str]],
    weights: Mapping[str, float] | None = None,
) -> Iterator[Block]:
    """Yield the cells of a subject with residences told apart as finely as they can be, then ever less, then not at all."""
    last = None
    for room in _ROOMS:
        block = tabulate(subject, code, people, threshold, names, beyond, labels, room, weights)
        if block and (last is None or block.units != last.units):
            yield block
        last = block or last
    if last and len(last.units) > 1:
        yield _together(last)


def _family(con: Connection, subject: Subject) -> list[tuple[str, str]]:
    if not subject.each:
        return [("", "")]
    return con.execute(
        "select code, label from code_labels where list = ? order by place", [subject.each]
    ).fetchall()


def _beyond(con: Connection, perimeters: Collection[tuple[str, ...]]) -> list[Unit]:
    cities: dict[str, list[str]] = {}
    for residence, city in con.execute(
        "select residence, city from residences order by residence"
    ).fetchall():
        cities.setdefault(city or "", []).append(residence)
    found = [Unit(city, "city", tuple(codes)) for city, codes in cities.items() if city and len(codes) > 1]
    return found + [Unit("Résidences de l'appel", "perimeter", tuple(codes)) for codes in sorted(perimeters)]


def protected(found: Iterable[Block], threshold: int, old: frozenset[str]) -> Protected | None:
    """Return the finest block that can be masked safely, with its mask; None where none can."""
    for rank, block in enumerate(found):
        already = [i for i, key in enumerate(block.keys) if block.name_of(key) in old]
        for open_cells in (block.totals | block.margins, block.totals):
            try:
                masked = protect(
                    block.cells, block.counts, threshold, open_cells, sensitive=block.zeros, already=already
                )
            except CannotProtect:
                continue
            return Protected(block, frozenset(masked), rank > 0)
    return None


def _together(block: Block) -> Block:
    kept = [i for i, key in enumerate(block.keys) if key.unit == block.whole]
    at = {i: rank for rank, i in enumerate(kept)}

    def left(of: frozenset[int]) -> frozenset[int]:
        return frozenset(at[i] for i in of if i in at)

    return replace(
        block,
        units=(block.whole,),
        keys=tuple(block.keys[i] for i in kept),
        cells=block.cells[kept],
        counts=block.counts[kept],
        totals=left(block.totals),
        margins=left(block.margins),
        zeros=left(block.zeros),
    )


def _audited(one: Protected, threshold: int) -> Audit:
    """Return the report of a block's audit; raise Refused when a masked cell could be found again."""
    block = one.block
    small = {i for i, count in enumerate(block.counts) if 0 < count < threshold} | block.zeros
    if unsafe := exposed(block.cells, block.counts, one.masked, threshold, small):
        raise Refused(
            f"« {block.subject.title} » : {len(unsafe)} chiffre(s) masqué(s) pourraient être retrouvés par soustraction ; "
            "l'édition n'est pas publiée"
        )
    told = len(insiders(block.counts, one.masked))
    return Audit(block.id, len(block.keys), len(small), len(one.masked), told, one.is_regrouped)


def tables_of(one: Protected) -> Iterator[Table]:
    """Yield the tables of a protected subject as they are shown, masked numbers taken out."""
    block, subject = one.block, one.block.subject
    numbers: Mapping[Key, int | None] = {
        key: None if i in one.masked else int(block.counts[i]) for i, key in enumerate(block.keys)
    }
    titles = {variable.name: variable.title for variable in subject.variables}
    for table in subject.tables:
        variables = [name for name in table if name != RESIDENCE]
        if not set(variables) <= set(block.classes):
            continue
        across = variables[-1] if len(table) > 1 else ""
        columns = [of.label for of in block.classes[across]] if across else []
        lines = (
            _of_units(block, across, numbers)
            if RESIDENCE in table
            else _of_classes(block, variables[0], across, numbers)
        )
        of_lines = "Résidence" if RESIDENCE in table else titles[variables[0]]
        yield Table(
            f"{block.id}.{'-'.join(table)}",
            block.id,
            subject.title,
            subject.unit,
            of_lines,
            tuple(columns),
            tuple(lines),
            subject.caveat,
        )


def _of_units(block: Block, across: str, numbers: Mapping[Key, int | None]) -> Iterator[Line]:
    for unit in block.units:
        ranks = range(len(block.classes[across])) if across else range(0)
        told = tuple(numbers[Key(unit, ((across, rank),))] for rank in ranks)
        yield Line(unit.label, unit.level, unit.codes, told, numbers[Key(unit)])


def _of_classes(block: Block, down: str, across: str, numbers: Mapping[Key, int | None]) -> Iterator[Line]:
    whole, ranks = block.whole, range(len(block.classes[across]) if across else 0)
    for at, one in enumerate(block.classes[down]):
        told = tuple(numbers[Key(whole, tuple(sorted(((down, at), (across, rank)))))] for rank in ranks)
        yield Line(one.label, "class", whole.codes, told, numbers[Key(whole, ((down, at),))])
    told = tuple(numbers[Key(whole, ((across, rank),))] for rank in ranks)
    yield Line("Ensemble", "association", whole.codes, told, numbers[Key(whole)])
