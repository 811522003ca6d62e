"""A sealed bilan -> texts cut to the sizes of the fields of an online form, each to be pasted as it is.

The real fields of the form on Démarches simplifiées were not read: this list and its sizes are ours, the association changes them.
A text is cut between two sentences, never inside one, so never inside a number; what was left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.bilan.content import Bilan
from reports.bilan.sealed import Sealed
from reports.deliverables import statement
from reports.deliverables.gaps import gaps, relative
from reports.deliverables.reading import (
    Held,
    begun,
    indicators_of,
    moment,
    period,
    published,
    rows_of,
    text_of,
    together,
    years_published,
)  # fmt: skip
from ui import words

LEAST, MOST = 100, 20_000  # letters that a field may have
_BLANKS = re.compile(r"[ \t\r\n]+")
_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[«\"(]?[A-ZÀ-ÖØ-Þ])")


@dataclass(frozen=True)
class Field:
    """A field of a form: its name, how many letters it takes at most, and the sentences that would fill it, the first that matter first."""

    key: str
    title: str
    longest: int
    tell: Callable[[Bilan], Iterable[str]]


@dataclass(frozen=True)
class Block:
    """The text of a field. `left_out`: how many sentences did not fit."""

    field: Field
    text: str
    longest: int
    left_out: int

    @property
    def warning(self) -> str:
        """What is said where something did not fit, empty where all did."""
        if not self.left_out:
            return ""
        told = words.plural(self.left_out, "phrase n'entre pas", "phrases n'entrent pas")
        return f"{told} dans {words.number(self.longest)} signes : relisez, raccourcissez, ou agrandissez le champ."


def blocks(one: Sealed, sizes: Mapping[str, int] | None = None) -> list[Block]:
    """Return the text of every field. `sizes`: letters at most, by field, where they are not the usual ones."""
    return [_block(one.bilan, field, (sizes or {}).get(field.key, field.longest)) for field in FIELDS]


def _block(bilan: Bilan, field: Field, longest: int) -> Block:
    sentences = [sentence for told in field.tell(bilan) for sentence in sentences_of(told)]
    text, left_out = fitted(sentences, longest)
    return Block(field, text, longest, left_out)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, on one line each."""
    # The spaces that hold a number together stay: a line is never broken inside one either.
    return [one for one in _ENDS.split(_BLANKS.sub(" ", text).strip()) if one]


def fitted(sentences: Sequence[str], longest: int) -> tuple[str, int]:
    """Return the first sentences that hold in a number of letters, and how many do not: none after one that did not."""
    text = ""
    for rank, one in enumerate(sentences):
        longer = f"{text} {one}".strip()
        if len(longer) > longest:
            return text, len(sentences) - rank
        text = longer
    return text, 0


def as_text(one: Sealed, sizes: Mapping[str, int] | None = None) -> bytes:
    """Return every text in one file, for whoever cannot copy from the page."""
    parts = [
        f"{each.field.title} ({len(each.text)} signes sur {each.longest})\n"
        + (f"ATTENTION : {each.warning}\n" if each.warning else "")
        + f"\n{each.text or 'Rien à dire dans le bilan publié.'}\n"
        for each in blocks(one, sizes)
    ]
    head = (
        f"Bilan {one.bilan.call}, édition {one.edition}, code {one.code}, {words.day(moment(one).date())}\n"
    )
    return ("\ufeff" + "\n---\n\n".join((head, *parts))).replace("\n", "\r\n").encode()


def _summary(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 3)
    yield f"Bilan de l'action {bilan.call}, {period(bilan)}."
    for row in rows_of(bilan, "synthesis"):
        if row["achieved"] is not None and row["planned"] is not None:
            yield f"{row.text('title')} : {row.said('achieved')} (prévu : {row.said('planned')}{_share(row)})."
    yield from bilan.warnings


def _share(row: Held) -> str:
    return f", soit {row.said('share')}" if row.number("share") is not None else ""


def _done(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 2)
    for one in statement.done(bilan):
        objective = f" (objectif : {one.objective})" if one.objective else ""
        yield f"{one.action}{objective} – {one.told}."


def _people(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 4)
    for row in rows_of(bilan, "synthesis"):
        if row.row.key in ("distinct", "passages") and row["achieved"] is not None:
            yield f"{row.text('title')} : {row.said('achieved')} (prévu : {row.said('planned')})."
    for year in years_published(bilan)[:1]:
        for subject in ("ages", "sexe", "participants"):
            for table in published(bilan, subject, year):
                if held := together(table):
                    told = (
                        f"{column.title.lower()}, {held.said(column.key)}" for column in table.columns[1:]
                    )
                    yield f"{table.title.partition(', par ')[0]} : {' ; '.join(told)}."
    yield "« s » : chiffre masqué pour protéger les personnes."


def _results(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 10)
    for one in rows_of(bilan, "results"):
        if one["planned"] is not None:
            gap = f", écart : {share}" if (share := relative(one)) else ""
            named = one.text("indicator") or one.text("action")
            yield f"{begun(named)} : {one.said('achieved', 'non connu')} (prévu : {one.said('planned')}{gap})."


def _gaps(bilan: Bilan) -> Iterator[str]:
    for one in gaps(bilan):
        yield f"{one.what} : {one.told}. {one.why}".strip().rstrip(".") + "."


def _budget(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 11)
    for side in statement.sides(bilan)[:2]:
        for one in (*filter(None, [side.total]), *side.accounts):
            if one.planned is not None and one.achieved is not None:
                named = f"Compte {one.number}, {one.title.lower()}" if one.number else one.title
                yield f"{named} : {words.euros(one.achieved)} (prévu : {words.euros(one.planned)})."
    if told := statement.grant_spent(bilan):
        yield told


def _network(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 6)
    held = indicators_of(bilan)
    for name in (
        "active_partners",
        "partner_agreement_share",
        "local_body_presentations",
        "joint_projects_started",
    ):
        if name in held and held[name]["value"] is not None:
            yield f"{held[name].text('title')} : {held[name].said('value')}."


def _next(bilan: Bilan) -> Iterator[str]:
    yield from text_of(bilan, 13)


FIELDS = (
    Field("resume", "Résumé du bilan", 1_000, _summary),
    Field("actions", "Actions réalisées", 3_000, _done),
    Field("publics", "Publics touchés", 1_500, _people),
    Field("indicateurs", "Résultats au regard des indicateurs annoncés", 2_000, _results),
    Field("ecarts", "Explication des écarts", 1_500, _gaps),
    Field("budget", "Exécution du budget", 1_500, _budget),
    Field("partenaires", "Partenaires mobilisés", 1_000, _network),
    Field("perspectives", "Perspectives", 1_500, _next),
)
