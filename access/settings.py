"""Settings of a deployment, from the environment or `.streamlit/secrets.toml`: no secret lies in the code."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECRETS = Path(__file__).parents[1] / ".streamlit/secrets.toml"


@dataclass(frozen=True)
class Settings:
    """How the door is set: durations in minutes; `public_url` is how people reach a server behind a TLS proxy."""

    public_url: str = ""
    idle_minutes: int = 60
    absolute_minutes: int = 600
    local_accounts: bool = True
    organisation: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_secure(self) -> bool:
        """True when people come over TLS, whatever the proxy speaks to us."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str | None:
        """The host name of the public address, None when none is declared."""
        return urlsplit(self.public_url).hostname if self.public_url else None

    @property
    def organisation_name(self) -> str:
        """What the button says one signs in with; empty when no identity provider is declared."""
        return (
            str(self.organisation.get("name") or "mon organisation")
            if self.organisation.get("issuer")
            else ""
        )


def settings() -> Settings:
    """Return the settings in force: `PALIER_…` variables first, then section `[palier]` of the secrets, then defaults."""
    path = Path(os.environ.get("PALIER_SECRETS") or SECRETS)
    return _settings(path, _stamp(path), tuple(os.environ.get(name) for name in _VARIABLES))


_VARIABLES = (
    "PALIER_PUBLIC_URL",
    "PALIER_IDLE_MINUTES",
    "PALIER_SESSION_MINUTES",
    "PALIER_LOCAL_ACCOUNTS",
    "PALIER_ORGANISATION_SECRET",
)


@lru_cache(maxsize=4)
def _settings(path: Path, _stamp: int, variables: tuple[str | None, ...]) -> Settings:
    written = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    ours, organisation = written.get("palier", {}), dict(written.get("organisation", {}))
    url, idle, absolute, local, secret = variables
    if secret:
        organisation["client_secret"] = secret
    return Settings(
        public_url=str(url or ours.get("public_url", "")).rstrip("/"),
        idle_minutes=int(idle or ours.get("idle_minutes", 60)),
        absolute_minutes=int(absolute or ours.get("session_minutes", 600)),
        local_accounts=str(local or ours.get("local_accounts", True)).lower() in ("1", "true", "oui"),
        organisation=organisation,
    )


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
