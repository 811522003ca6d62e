"""A draft -> a version that nothing changes any more: its texts, and each bound figure as it was that day."""

from __future__ import annotations

from datetime import date

from access.scope import Sight
from indicators.catalogue import UnknownIndicator
from indicators.measure import BadQuestion
from indicators.sums import last_month_end
from pipelines import store
from pipelines.clock import now, today
from pipelines.folder import writing
from social_project import acts
from social_project.bound import Said, refreshed, said
from social_project.revisions import NotSaved, Revision, history
from social_project.versions import FrozenFigure, Validated, seal, validated_of

_NAME = 40  # letters: a name is read in a list and in the name of a file


def validate(
    residence: str,
    parent: int,
    version: str,
    validated_on: date,
    by: str,
    data_version: str,
    sight: Sight,
    at: str = "",
    as_of: date | None = None,
) -> Validated:
    """Return the draft frozen under a name, with every bound figure as a version of the data tells it to whoever validates.

    `parent`: the number of the draft that was read before it was validated. `at`, `as_of`: the instant written, and the last day
    that the data told of; now, and the last day transmitted, unless told.
    Raises NotSaved, and writes nothing: when the draft changed since, when the name is missing or taken, when the day is to
    come, when nothing is written, or for a figure that no longer exists.
    """
    # Measured before the lock is taken: it may take seconds, and others wait to save.
    name = _name(version)
    if validated_on > today():
        raise NotSaved("le jour de validation est à venir : validez ce jour-là, ou choisissez un jour passé")
    draft = _draft(residence, parent, name)
    figures = frozen_figures(data_version, sight, draft)
    version_of = Validated(
        residence,
        0,
        name,
        validated_on,
        by,
        at or now().isoformat(),
        data_version,
        as_of or last_month_end(store.cursor(data_version)),
        _sections(draft, figures),
        figures,
    )
    content = version_of.as_json()
    with writing():
        _draft(residence, parent, name)
        act = {"kind": "validated", "content": content, "sha256": seal(content)}
        return validated_of(acts.keep(residence, act))


def frozen_figures(data_version: str, sight: Sight, draft: Revision) -> tuple[FrozenFigure, ...]:
    """Return every figure bound to a draft, each once, as a version of the data tells it; raise NotSaved if it is none."""
    found = dict.fromkeys(draft.document.figures)
    try:
        return tuple(_frozen(said(data_version, sight, bound)) for bound in found)
    except (UnknownIndicator, BadQuestion) as wrong:
        raise NotSaved(f"un chiffre du texte ne peut plus être calculé ({wrong.args[0]})") from wrong


def _sections(draft: Revision, figures: tuple[FrozenFigure, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return code, title and text of every heading, the text telling its figures as they were frozen."""
    words = {one.bound: one.words for one in figures}
    return tuple(
        (one.code, one.title, refreshed(draft.texts.get(one.code, ""), lambda bound, _: words[bound]))
        for one in draft.document.sections
    )


def _frozen(one: Said) -> FrozenFigure:
    figure = one.figure
    if figure is None:
        return FrozenFigure(one.bound, one.text)
    return FrozenFigure(
        one.bound,
        one.text,
        figure.numerator,
        figure.denominator,
        figure.value,
        figure.n,
        figure.low,
        figure.high,
        figure.masked,
    )


def _draft(residence: str, parent: int, name: str) -> Revision:
    steps = history(residence)
    last = steps[-1] if steps else None
    if not isinstance(last, Revision) or last.number != parent:
        raise NotSaved("le brouillon a changé depuis que cette page l'a montré : relisez-le, puis validez")
    if name.casefold() in {one.version.casefold() for one in steps if isinstance(one, Validated)}:
        raise NotSaved(f"une version « {name} » est déjà validée : donnez un autre nom à celle-ci")
    if not any(text.strip() for text in last.texts.values()):
        raise NotSaved("rien n'est écrit : il n'y a rien à valider")
    return last


def _name(version: str) -> str:
    name = " ".join(version.split())
    if not name or len(name) > _NAME:
        raise NotSaved(
            f"donnez un nom à la version, de {_NAME} lettres au plus : « V2 », « Projet social 2026 »"
        )
    return name
