"""What an association decides for itself, in one small file of the data folder; what it did not decide has a default."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace

from pipelines.folder import data_folder, put_file, writing


class BadSetting(ValueError):
    """A setting that does not exist, or a value that it cannot take; the text says what it can, in French."""


@dataclass(frozen=True)
class Bounds:
    """A setting that is a whole number: its least and greatest values, and what it is, in French."""

    low: int
    high: int
    title: str


# Levels for which no public norm was found (INT in domain.md): the association sets them, these are where it starts from.
NUMBERS = {
    "due_day": Bounds(1, 28, "jour d'échéance"),
    "validity_years": Bounds(1, 20, "durée de validité d'un projet social, en années"),
    "need_threshold_pct": Bounds(1, 100, "part des répondants à partir de laquelle un besoin compte, en %"),
    "variance_pct": Bounds(1, 100, "écart au prévu au-delà duquel un bilan attend un commentaire, en %"),
    "publication_threshold": Bounds(5, 11, "personnes en dessous desquelles un effectif publié est masqué"),
}


@dataclass(frozen=True)
class Settings:
    """What an association set.

    `due_day`: the day of the month after by which the workbooks of a month are due (domain.md I81: the 10th).
    `least_due_day`: the least that it ever was: what was held closed then was read (pipelines/calls_told.py).
    `validity_years`: how long a projet social is held up to date (I62: 5). `need_threshold_pct`: from which share of
    respondents a need counts (I49: 20). `publication_threshold`: the fewest people that a published number may be (domain.md
    G.4: 11). `variance_pct`: past which gap with what was planned a bilan asks for a comment (D.3: 10). `levels`: indicator ->
    the level that the association aims at, in the indicator's own scale (a share is 0-1); none is set at the start, so that no
    invented target is ever drawn. `dates`: what, residence and day of what no workbook tells (pipelines/declared_dates.py).
    """

    due_day: int = 10
    validity_years: int = 5
    need_threshold_pct: int = 20
    publication_threshold: int = 11
    variance_pct: int = 10
    levels: dict[str, float] = field(default_factory=dict)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
    least_due_day: int = 10


def settings() -> Settings:
    """Return the settings in force."""
    path = data_folder() / "settings.json"
    return Settings(**json.loads(path.read_text("utf-8"))) if path.exists() else Settings()


def change_setting(name: str, value: str) -> Settings:
    """Return the settings with another value for one whole number, kept from now on; raise BadSetting."""
    if name not in NUMBERS:
        known = ", ".join(f"{one} ({bounds.title})" for one, bounds in NUMBERS.items())
        raise BadSetting(f"aucun réglage « {name} » ; réglages connus : {known}")
    bounds = NUMBERS[name]
    if not value.isdecimal() or not bounds.low <= int(value) <= bounds.high:
        raise BadSetting(
            f"« {value} » ne convient pas ({bounds.title}) ; écrivez un nombre de {bounds.low} à {bounds.high}"
        )
    with writing():
        changed = Settings(**asdict(settings()) | {name: int(value)})
        return keep(replace(changed, least_due_day=min(changed.least_due_day, changed.due_day)))


def set_level(indicator: str, level: float | None) -> Settings:
    """Return the settings with the level that the association aims at for an indicator, or with none; kept from now on."""
    with writing():
        others = {name: one for name, one in settings().levels.items() if name != indicator}
        mine = {} if level is None else {indicator: level}
        return keep(replace(settings(), levels=dict(sorted((others | mine).items()))))


def keep(changed: Settings) -> Settings:
    """Put settings in force and return them; the caller holds the writer's lock."""
    put_file(data_folder() / "settings.json", json.dumps(asdict(changed), indent=1).encode())
    return changed
