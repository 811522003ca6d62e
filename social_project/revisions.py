"""The projet social of a residence through time: who saved what, what was frozen, and never one person's words under another's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.clock import now
from pipelines.folder import writing
from social_project import acts
from social_project.headings import every_heading
from social_project.markup import read
from social_project.merging import Clash, Part, merge, resolve
from social_project.versions import Abandoned as Abandoned
from social_project.versions import BrokenSeal as BrokenSeal
from social_project.versions import FrozenFigure as FrozenFigure
from social_project.versions import Revision as Revision
from social_project.versions import Step as Step
from social_project.versions import Validated as Validated
from social_project.versions import validated_of

last_number = acts.last_number
_LONGEST = 200_000  # letters under one heading: a hundred pages, more than anybody reads


class NotSaved(ValueError):
    """A text that cannot be kept; the text says why and what to do, in French."""


@dataclass(eq=False)
class Overtaken(Exception):
    """Somebody else changed the same passages meanwhile: nothing was written.

    `theirs`: the draft as it now is. `merged`: heading code -> its passages, one of them at least being a Clash; what stands
    under the other headings is saved with them, once somebody has chosen (`settled`).
    """

    theirs: Revision
    merged: dict[str, tuple[Part, ...]]
    mine: dict[str, str]

    def settled(self, chosen: Mapping[str, Iterable[str]]) -> dict[str, str]:
        """Return the texts to save from `theirs.number`, given by heading what stands for each clash, in order."""
        return self.mine | {code: _chosen(parts, iter(chosen[code])) for code, parts in self.merged.items()}


def history(residence: str) -> tuple[Step, ...]:
    """Return everything that was done to the projet social of a residence, oldest first; raise BrokenSeal."""
    found: list[Step] = []
    draft: Revision | None = None
    for act in acts.acts(residence):
        step = _step(residence, act, draft, found)
        found.append(step)
        draft = step if isinstance(step, Revision) else None
    return tuple(found)


def validated(residence: str) -> tuple[Validated, ...]:
    """Return the versions that were frozen, oldest first by the day of their validation; raise BrokenSeal."""
    found = (one for one in history(residence) if isinstance(one, Validated))
    return tuple(sorted(found, key=lambda one: (one.validated_on, one.number)))


def in_force(residence: str) -> Validated | None:
    """Return the last version validated, None before any; raise BrokenSeal."""
    return next(reversed(validated(residence)), None)


def draft(residence: str) -> Revision | None:
    """Return the draft as it was last saved, None where there is none: before any, or since the last validation."""
    last = next(reversed(history(residence)), None)
    return last if isinstance(last, Revision) else None


def save(
    residence: str,
    texts: Mapping[str, str],
    parent: int,
    by: str,
    *,
    version: str = "",
    declined: Collection[str] = (),
    about: str = "",
) -> Revision:
    """Return the draft with other texts under some headings, kept from now on; the headings that `texts` does not name stay.

    `parent`: the number of the act that its author had before their eyes (`last_number`). Changes that somebody else saved
    since are kept beside these, passage by passage. The first save after a validation begins a new draft, from the version in
    force. `version`: its name, the one it had if empty. `declined`: numbers that are no figure to bind, added to those known.
    Raises Overtaken, and writes nothing, where both changed the same passage; NotSaved when the draft was validated or
    abandoned meanwhile, for a heading that does not exist, or a figure of another residence.
    """
    _check(residence, texts)
    with writing():
        steps = history(residence)
        last = steps[-1] if steps else None
        at = last.number if last else 0
        if parent > at or (parent < at and not isinstance(last, Revision)):
            raise NotSaved(_too_late(last))
        known = _texts_at(residence, steps, at)
        kept = _merged(residence, steps, parent, known, texts)
        changed = tuple(code for code, text in kept.items() if known.get(code, "") != text)
        before = last if isinstance(last, Revision) else None
        if before and not changed and not set(declined) - before.declined and version in ("", before.version):
            return before
        act = {
            "kind": "saved",
            "version": version or (before.version if before else next_name(steps)),
            "texts": {code: kept[code] for code in changed} if before else known | kept,
            "changed": list(changed),
            "parent": parent,
            "merged": [one.number for one in steps if one.number > parent],
            "declined": sorted(set(declined)),
            "about": about,
            "by": by,
            "at": now().isoformat(),
        }
        return _revision(residence, acts.keep(residence, act), before)


def abandon(residence: str, parent: int, by: str) -> Abandoned:
    """Drop the draft; its history stays. Raises NotSaved when there is none, or when somebody saved it since."""
    with writing():
        steps = history(residence)
        last = steps[-1] if steps else None
        if not isinstance(last, Revision) or last.number != parent:
            raise NotSaved("le brouillon a changé depuis que cette page l'a montré ; relisez-le")
        act = acts.keep(residence, {"kind": "abandoned", "by": by, "at": now().isoformat()})
        return Abandoned(residence, act["number"], act["by"], act["at"])


def next_name(steps: Iterable[Step]) -> str:
    """Return the name that a new version bears unless somebody chooses another: V1, then V2."""
    return f"V{sum(isinstance(one, Validated) for one in steps) + 1}"


def _step(residence: str, act: acts.Act, draft: Revision | None, before: list[Step]) -> Step:
    if act["kind"] == "validated":
        return validated_of(act)
    if act["kind"] == "abandoned":
        return Abandoned(residence, act["number"], act["by"], act["at"])
    return _revision(residence, act, draft)


def _revision(residence: str, act: acts.Act, before: Revision | None) -> Revision:
    return Revision(
        residence,
        act["number"],
        act["version"],
        {**(before.texts if before else {}), **act["texts"]},
        act["by"],
        act["at"],
        act["parent"],
        tuple(act["changed"]),
        tuple(act["merged"]),
        frozenset(act["declined"]) | (before.declined if before else frozenset()),
        act["about"],
    )


def _texts_at(residence: str, steps: tuple[Step, ...], number: int) -> dict[str, str]:
    """Return the texts that whoever looked after an act had before their eyes: a draft's, or those of the version in force."""
    seen = [one for one in steps if one.number <= number]
    if seen and isinstance(seen[-1], Revision):
        return dict(seen[-1].texts)
    frozen = [one for one in seen if isinstance(one, Validated)]
    return dict(max(frozen, key=lambda one: (one.validated_on, one.number)).texts) if frozen else {}


def _merged(
    residence: str, steps: tuple[Step, ...], parent: int, known: dict[str, str], texts: Mapping[str, str]
) -> dict[str, str]:
    base = _texts_at(residence, steps, parent)
    tidy = {code: text.replace("\r\n", "\n").strip("\n") for code, text in texts.items()}
    parts = {
        code: merge(base.get(code, ""), text, known.get(code, "")) if known != base else (text,)
        for code, text in tidy.items()
    }
    clashing = {code: one for code, one in parts.items() if any(isinstance(part, Clash) for part in one)}
    kept = {code: resolve(one, lambda clash: clash.mine) for code, one in parts.items()}
    if clashing:
        theirs = steps[-1]
        assert isinstance(theirs, Revision)
        others = {code: text for code, text in kept.items() if code not in clashing}
        raise Overtaken(theirs, clashing, others)
    return kept


def _chosen(parts: tuple[Part, ...], answers: Iterator[str]) -> str:
    return resolve(parts, lambda _clash: next(answers))


def _check(residence: str, texts: Mapping[str, str]) -> None:
    known = {one.code for one in every_heading()}
    if unknown := set(texts) - known:
        raise NotSaved(f"aucune rubrique « {', '.join(sorted(unknown))} » ; rechargez la page")
    if any(len(text) > _LONGEST for text in texts.values()):
        raise NotSaved("ce texte est trop long pour une rubrique ; répartissez-le entre plusieurs")
    # Whoever freezes the text sees every residence: its figures would be read by those who see this one only.
    figures = (run.figure for text in texts.values() for block in read(text) for run in block.every_run)
    if any(one and one.residence not in ("", residence) for one in figures):
        raise NotSaved(
            "un chiffre du texte est celui d'une autre résidence ; insérez celui de cette résidence"
        )


def _too_late(last: Step | None) -> str:
    if isinstance(last, Validated):
        return (
            f"la version « {last.version} » a été validée depuis : elle ne change plus. Commencez un nouveau brouillon à partir d'elle, "
            "puis reprenez-y votre texte"
        )
    return "le brouillon a changé depuis que cette page l'a montré ; relisez-le"
