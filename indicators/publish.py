"""The catalogue and the facts of a year -> an edition: regrouped, masked, audited; or a refusal that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from indicators.counted import labels_of, people_of, turnover_of
from indicators.editions import Audit, Edition
from indicators.joint import SUBJECTS, Joint, exposed_together
from indicators.lay_out import Protected, tables_of
from indicators.protect import CannotProtect, exposed, insiders, protect
from indicators.published import CATALOGUE
from indicators.subjects import RESIDENCE, Subject
from indicators.tabulate import Block, People, Unit, tabulate
from pipelines import store
from pipelines.store import Connection

LEAST, MOST = 5, 11  # the threshold, people: domain.md G.4
# A residence of few more people than the threshold leaves no room to hide one of them behind the others, above all from
# themselves: it is then told with another, each time of more times the threshold.
_ROOMS = (1, 2, 4)


class Refused(ValueError):
    """An edition that may not be published; the text says why, and what to do, in French."""


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
    _must_be_publishable(version, year, threshold, published)
    con = store.cursor(version)
    earlier = max(published, key=lambda one: one.year, default=None)
    old = frozenset(earlier.mask) if earlier else frozenset()
    found: list[Protected] = []
    withheld: list[str] = []
    for title, candidates in blocks(con, year, threshold, perimeters):
        one = protected(candidates, threshold, old)
        found += [one] if one else []
        withheld += [] if one else [title]
    found, without = beside_others(year, threshold, found, published, old, partial(exposed_in, con))
    withheld += without
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


def _must_be_publishable(version: str, year: int, threshold: int, published: Sequence[Edition]) -> None:
    if not LEAST <= threshold <= MOST:
        raise Refused(f"le seuil est un nombre de {LEAST} à {MOST} personnes")
    if year in {one.year for one in published}:
        raise Refused(
            f"l'édition {year} est déjà publiée : une édition n'est jamais refaite, la comparaison des deux dirait ce que "
            "chacune masque"
        )
    if year not in closed_years(version):
        raise Refused(f"l'année {year} n'est pas close : clôturez ses douze mois avant de publier")


def beside_others(
    year: int,
    threshold: int,
    found: Sequence[Protected],
    published: Sequence[Edition],
    old: frozenset[str],
    exposed_by: Callable[[Sequence[Edition]], set[str]],
) -> tuple[list[Protected], list[str]]:
    """Return what of an edition is safe beside those before it, and the titles of what is left out.

    Moves are first told all together, then not told. Raises Refused where the Decembers themselves give a number away.
    `exposed_by`: what editions give away together.
    """
    flows = [one for one in found if one.block.subject.is_flow]
    others = [one for one in found if not one.block.subject.is_flow]
    together = [whole for one in flows if (whole := protected([_together(one.block)], threshold, old))]
    known: set[str] | None = None
    for told in ([*others, *flows], [*others, *together], others):
        tables = tuple(table for one in told for table in tables_of(one))
        given = exposed_by([*published, Edition(year, "", "", threshold, "", tables, (), (), ())])
        if given and known is None:
            known = exposed_by(published)  # what those of before give away is no fault of this one
        if not given or given <= (known or set()):
            left = {one.block.subject.title for one in flows} - {one.block.subject.title for one in told}
            return told, sorted(left)
    raise Refused(
        f"l'édition {year}, rapprochée de celles d'avant, laisserait retrouver un chiffre masqué ; elle n'est pas publiée"
    )


def exposed_in(con: Connection, editions: Sequence[Edition]) -> set[str]:
    """Return what editions of years that follow one another give away together (see `joint.exposed_together`)."""
    subjects = [one for one in CATALOGUE if one.id in SUBJECTS]
    people = {(one.year, of.id): people_of(con, of, "", one.year) for one in editions for of in subjects}
    labels = {of.id: {one.name: labels_of(con, one) for one in of.variables} for of in subjects}
    return set(exposed_together(Joint(editions, people, labels)))


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
        if block and (last is None or (block.units, block.classes) != (last.units, last.classes)):
            yield block
        last = block or last
    if last and len(last.units) > 1:
        yield _together(last)
    if subject.each and (alone := without_others(subject)).variables != subject.variables:
        # Of a family, one question that its margins would give away is told without them.
        answers: Counter[tuple[str, ...]] = Counter()
        for key, number in people.items():
            kept = zip(subject.variables, key[1:], strict=True)
            answers[key[0], *(told for one, told in kept if one in alone.variables)] += number
        yield from candidates(alone, code, answers, threshold, names, beyond, labels, weights)


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
        for open_cells in (block.totals | block.margins, block.totals | block.shared):
            try:
                masked = protect(
                    block.cells, block.counts, threshold, open_cells, sensitive=block.zeros, already=already
                )
            except CannotProtect:
                continue
            return Protected(block, frozenset(masked), rank > 0)
    return None


def without_others(subject: Subject) -> Subject:
    """Return a subject of a family, told by what it asks and by residence only."""
    asked = tuple(one for one in subject.variables if one.is_yes_or_no)
    names = {RESIDENCE, *(one.name for one in asked)}
    return replace(
        subject, variables=asked, tables=tuple(table for table in subject.tables if set(table) <= names)
    )


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
    # What the rest of a family tells is known here too, whether it is masked here or not.
    if unsafe := exposed(block.cells, block.counts, one.masked - block.shared, threshold, small):
        raise Refused(
            f"« {block.subject.title} » : {len(unsafe)} chiffre(s) masqué(s) pourraient être retrouvés par soustraction ; "
            "l'édition n'est pas publiée"
        )
    told = len(insiders(block.counts, one.masked))
    return Audit(block.id, len(block.keys), len(small), len(one.masked), told, one.is_regrouped)
