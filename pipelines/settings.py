"""What an association decides for itself, in one small file of the data folder; what it did not decide has a default."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from pipelines.folder import data_folder, put_file, writing


class BadSetting(ValueError):
    """A setting that does not exist, or a value that it cannot take; the text says what it can, in French."""


@dataclass(frozen=True)
class Settings:
    """`due_day`: the day of the month after by which the workbooks of a month are due (domain.md I81: the 10th)."""

    due_day: int = 10


def settings() -> Settings:
    """Return the settings in force."""
    path = data_folder() / "settings.json"
    return Settings(**json.loads(path.read_text("utf-8"))) if path.exists() else Settings()


def change_setting(name: str, value: str) -> Settings:
    """Return the settings with another value for one of them, kept from now on; raise BadSetting."""
    if name != "due_day":
        raise BadSetting(f"aucun réglage « {name} » ; réglages connus : due_day (jour d'échéance, 1 à 28)")
    if not value.isdecimal() or not 1 <= int(value) <= 28:
        raise BadSetting(f"« {value} » n'est pas un jour d'échéance ; écrivez un nombre de 1 à 28")
    with writing():
        changed = replace(settings(), due_day=int(value))
        put_file(data_folder() / "settings.json", json.dumps(asdict(changed), indent=1).encode())
    return changed
