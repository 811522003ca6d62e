"""How an organisation's own identity provider is set: section `[organisation]` of the secrets, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from access.accounts import FIRST, Perimeter
from access.permissions import FEDERATION, ROLES
from access.settings import settings

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_AUTH_METHODS = ("client_secret_basic", "client_secret_post", "none")
_KEYS = frozenset(
    {
        *("name", "issuer", "metadata_url", "client_id", "client_secret", "scope", "claim", "roles"),
        *("trust_email", "acr", "parameters", "token_endpoint_auth_method"),
    }
)
# What holds a journey together is never for a setting to change.
_RESERVED = frozenset(
    {
        *("state", "nonce", "redirect_uri", "client_id", "client_secret", "response_type", "response_mode"),
        *("scope", "code_challenge", "code_challenge_method", "code_verifier", "request", "request_uri"),
    }
)


class BadSettings(ValueError):
    """Settings that cannot be followed; the text names the setting and never quotes a value."""


@dataclass(frozen=True)
class Grant:
    """What a value of the claim opens: a role, what bounds it, and in which association (its short name, empty for the first)."""

    role: str
    perimeter: Perimeter = field(default_factory=Perimeter)
    association: str = FIRST

    @property
    def operator(self) -> str | None:
        """The association of the accounts that it opens; None for a federation, which is of none."""
        return None if self.role == FEDERATION else self.association


@dataclass(frozen=True)
class Organisation:
    """An identity provider and what it opens. `roles`: (value of the claim, what it opens), in the order written."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    metadata_url: str
    scope: str
    claim: str
    roles: tuple[tuple[str, Grant], ...]
    trust_email: bool
    acr: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    auth_method: str


def organisation() -> Organisation | None:
    """Return the provider that is declared, None when none is. Raise BadSettings."""
    written = settings().organisation
    if not written.get("issuer"):
        return None
    if unknown := sorted(set(written) - _KEYS):
        raise BadSettings(f"unknown setting: {', '.join(unknown)}")
    issuer, secret = _text(written, "issuer"), _text(written, "client_secret", "")
    method = _text(written, "token_endpoint_auth_method", "client_secret_basic" if secret else "none")
    if method not in _AUTH_METHODS:
        raise BadSettings(f"token_endpoint_auth_method is one of {', '.join(_AUTH_METHODS)}")
    return Organisation(
        name=settings().organisation_name,
        issuer=issuer,
        client_id=_text(written, "client_id"),
        client_secret=secret,
        metadata_url=safe_address(
            _text(written, "metadata_url", f"{issuer.rstrip('/')}/.well-known/openid-configuration"),
            "metadata_url",
        ),
        scope=_scope(_text(written, "scope", "openid email profile")),
        claim=_text(written, "claim", "groups"),
        roles=tuple(
            (value, _grant(rank, opened)) for rank, (value, opened) in enumerate(_table(written, "roles"), 1)
        ),
        trust_email=_truth(written, "trust_email"),
        acr=_texts(written.get("acr", []), "acr"),
        parameters=_parameters(written),
        auth_method=method,
    )


def safe_address(address: object, what: str) -> str:
    """Return an address that secrets may be sent to: over TLS, or on this machine. Raise BadSettings."""
    try:
        parts = urlsplit(str(address or ""))
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    except ValueError:
        is_safe = False
    if not is_safe:
        raise BadSettings(f"{what} is no https address")
    return str(address)


def _grant(rank: int, opened: object) -> Grant:
    where = f"roles, entry {rank}"
    if isinstance(opened, str):
        opened = {"role": opened}
    if not isinstance(opened, dict) or opened.get("role") not in ROLES:
        raise BadSettings(f"{where}: role is one of {', '.join(ROLES)}")
    if unknown := sorted(set(opened) - {"role", "residences", "call", "first", "last", "association"}):
        raise BadSettings(f"{where}: unknown setting: {', '.join(unknown)}")
    residences = _texts(opened.get("residences", []), f"{where}, residences")
    months = [_month(opened.get(name), f"{where}, {name}") for name in ("first", "last")]
    perimeter = Perimeter(tuple(sorted(set(residences))), str(opened.get("call", "")).strip(), *months)
    bounds = (bool(perimeter.residences), bool(perimeter.call or perimeter.first or perimeter.last))
    needed = {"equipe": [(True, False)], "evaluateur": [(True, True), (False, True)]}
    if bounds not in needed.get(opened["role"], [(False, False)]):
        raise BadSettings(f"{where}: residences for an equipe; call, first, last for an evaluateur")
    if opened["role"] == "evaluateur" and not (perimeter.call and perimeter.first and perimeter.last):
        raise BadSettings(f"{where}: an evaluateur has call, first and last")
    association = opened.get("association", FIRST)
    if not isinstance(association, str) or (association and opened["role"] == FEDERATION):
        raise BadSettings(f"{where}: association is a short name, and a federation is of none")
    return Grant(opened["role"], perimeter, association.strip())


def _month(written: object, what: str) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        raise BadSettings(f'{what} is a month such as "2024-01"') from None


def _text(written: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = written.get(name) or default
    if not isinstance(value, str):
        raise BadSettings(f"{name} is missing, or no text")
    return value.strip()


def _texts(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise BadSettings(f"{what} is a list of texts")
    return tuple(value)


def _truth(written: Mapping[str, Any], name: str) -> bool:
    value = written.get(name, False)
    if not isinstance(value, bool):
        raise BadSettings(f"{name} is true or false")
    return value


def _table(written: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    value = written.get(name, {})
    if not isinstance(value, dict):
        raise BadSettings(f"{name} is a table")
    return list(value.items())


def _scope(scope: str) -> str:
    if "openid" not in scope.split():
        raise BadSettings("scope names openid")
    return scope


def _parameters(written: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    given = _table(written, "parameters")
    if taken := sorted({name for name, _ in given} & _RESERVED):
        raise BadSettings(f"parameters: {', '.join(taken)} is not yours to set")
    return tuple((name, str(value)) for name, value in given)
