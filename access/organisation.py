"""An organisation's identity provider (OpenID Connect): where to send people, and who comes back.

Authlib speaks the protocol and judges what the tokens say; joserfc, which it rests on, judges their signatures.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import authlib.deprecate  # type: ignore[import-untyped]  # it puts its own filter first: ours must come after
import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from access.clock import now
from access.journeys import Journey
from access.organisation_settings import BadSettings, Organisation, safe_address

with warnings.catch_warnings():
    # Authlib would rather have httpx2; it says so on the console at each start.
    warnings.simplefilter("ignore", authlib.deprecate.AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]

# Whatever level the log is set to: what these would write of an exchange holds codes and tokens.
for _name in ("authlib", "httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

# The provider's private key signs, and nobody else can: neither « none », nor a secret that two share.
_ALGORITHMS = tuple(f"{family}{size}" for family in ("RS", "PS", "ES") for size in (256, 384, 512))
_SIGNATURES = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
_EACH, _ALL = 5, 15  # seconds: for one answer, and for all that one step asks
_KNOWN_FOR = 3600  # seconds
_LONGEST_CODE = 40
_LEEWAY = 60  # seconds that two clocks may differ by


class ProviderSilent(Exception):
    """The provider does not answer, or not as one."""


class BadAnswer(Exception):
    """An answer that is not to be believed. The text names what is wrong with it, without quoting it: it may be logged."""


@dataclass(frozen=True)
class Person:
    """Who comes back. `subject` never changes and is nobody else's; `email` is empty unless it is sure."""

    subject: str
    email: str
    name: str
    values: tuple[str, ...]


@dataclass
class _Known:
    """What a provider publishes, for as long as it is believed."""

    since: float
    metadata: dict[str, Any]
    keys: KeySet | None = None


_KNOWN: dict[str, _Known] = {}


async def way_there(where: Organisation, journey: Journey, state: str) -> str:
    """Return the address at the provider where a journey goes. Raise ProviderSilent or BadAnswer."""
    async with _asking(where) as client:
        metadata = (await _known(client, where)).metadata
        asked = dict(where.parameters)
        if where.acr:
            asked.setdefault("acr_values", " ".join(where.acr))
        address, _ = client.create_authorization_url(
            metadata["authorization_endpoint"],
            state=state,
            nonce=journey.nonce,
            code_verifier=journey.verifier,
            redirect_uri=journey.redirect_uri,
            **asked,
        )
    return str(address)


async def who_comes_back(where: Organisation, journey: Journey, code: str, issuer: str | None) -> Person:
    """Return who a journey brings back. `issuer`: who the answer says it comes from, if it does (RFC 9207).

    Raises ProviderSilent, or BadAnswer for a token that is not sound, not for us, or not for this journey.
    """
    async with _asking(where) as client:
        metadata = (await _known(client, where)).metadata
        must_name_itself = metadata.get("authorization_response_iss_parameter_supported") is True
        if (issuer is not None or must_name_itself) and issuer != where.issuer:
            raise BadAnswer("iss of the answer")
        token = await client.fetch_token(
            metadata["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            redirect_uri=journey.redirect_uri,
            code_verifier=journey.verifier,
        )
        claims = await _identity(client, where, journey, token)
        told: Mapping[str, Any] = {}
        if metadata.get("userinfo_endpoint") and _is_short(claims, where):
            told = await _told(client, where, metadata["userinfo_endpoint"], claims["sub"])
    return _person(where, claims, told)


async def _identity(
    client: AsyncOAuth2Client, where: Organisation, journey: Journey, token: Mapping[str, Any]
) -> Mapping[str, Any]:
    written = token.get("id_token")
    if not isinstance(written, str):
        raise BadAnswer("no id_token")
    decoded = await _decoded(client, where, written)
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        {"iss": {"value": where.issuer}, "aud": {"value": where.client_id}},
        {"nonce": journey.nonce, "client_id": where.client_id, "access_token": token.get("access_token")},
    )
    claims.validate(now=int(now().timestamp()), leeway=_LEEWAY)
    if not claims["sub"]:
        raise BadAnswer("sub")
    if where.acr and claims.get("acr") not in where.acr:
        raise BadAnswer("acr")
    return dict(claims)


async def _told(
    client: AsyncOAuth2Client, where: Organisation, address: str, subject: str
) -> Mapping[str, Any]:
    """Return what the provider adds about a person, plain or signed (as ProConnect does)."""
    answer = await client.get(address)
    answer.raise_for_status()
    if answer.headers.get("content-type", "").split(";")[0].strip().lower() == "application/jwt":
        claims: Any = (await _decoded(client, where, answer.text)).claims
        bounds = jwt.JWTClaimsRegistry(
            int(now().timestamp()), _LEEWAY, iss={"value": where.issuer}, aud={"value": where.client_id}
        )
        bounds.validate(claims)
    else:
        claims = answer.json()
    if not isinstance(claims, dict) or claims.get("sub") != subject:
        raise BadAnswer("sub of userinfo")
    return claims


async def _decoded(client: AsyncOAuth2Client, where: Organisation, written: str) -> jwt.Token:
    try:
        return jwt.decode(written, await _keys(client, where), registry=_SIGNATURES)
    except InvalidKeyIdError:  # the provider may have changed its keys since we read them
        return jwt.decode(written, await _keys(client, where, afresh=True), registry=_SIGNATURES)


async def _known(client: AsyncOAuth2Client, where: Organisation) -> _Known:
    found = _KNOWN.get(where.metadata_url)
    if found is None or time.monotonic() - found.since >= _KNOWN_FOR:
        metadata = await _published(client, where.metadata_url)
        if metadata.get("issuer") != where.issuer:
            raise BadAnswer("issuer of the metadata")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            safe_address(metadata.get(name), name)
        if metadata.get("userinfo_endpoint"):
            safe_address(metadata["userinfo_endpoint"], "userinfo_endpoint")
        found = _KNOWN[where.metadata_url] = _Known(time.monotonic(), metadata)
    return found


async def _keys(client: AsyncOAuth2Client, where: Organisation, afresh: bool = False) -> KeySet:
    known = await _known(client, where)
    if known.keys is None or afresh:
        published = await _published(client, known.metadata["jwks_uri"])
        if not isinstance(published.get("keys"), list):
            raise BadAnswer("keys")
        known.keys = KeySet.import_key_set({"keys": published["keys"]})
    return known.keys


async def _published(client: AsyncOAuth2Client, address: str) -> dict[str, Any]:
    answer = await client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    content = answer.json()
    if not isinstance(content, dict):
        raise BadAnswer("no JSON object")
    return content


@asynccontextmanager
async def _asking(where: Organisation) -> AsyncIterator[AsyncOAuth2Client]:
    """Yield what speaks to a provider; whatever fails is told as ProviderSilent, BadAnswer or BadSettings."""
    client = AsyncOAuth2Client(
        client_id=where.client_id,
        client_secret=where.client_secret,
        token_endpoint_auth_method=where.auth_method,
        scope=where.scope,
        code_challenge_method="S256",
        leeway=0,  # ProConnect's access tokens last a minute: they are used at once
        timeout=_EACH,
        verify=_authorities(),
    )
    try:
        async with asyncio.timeout(_ALL), client:
            yield client
    except (httpx.HTTPError, TimeoutError) as failed:
        raise ProviderSilent(type(failed).__name__) from failed
    except ClaimError as wrong:
        raise BadAnswer(wrong.claim) from wrong
    except AuthlibBaseError as wrong:
        raise BadAnswer(error_code(wrong.error)) from wrong
    except JoseError as wrong:
        raise BadAnswer(type(wrong).__name__) from wrong
    except BadSettings:
        raise
    except ValueError as unreadable:
        raise BadAnswer("unreadable") from unreadable


@lru_cache(maxsize=1)
def _authorities() -> ssl.SSLContext:
    """Return the certificate authorities that are trusted: reading them takes longer than asking."""
    return httpx.create_ssl_context()


def error_code(error: object) -> str:
    """Return the provider's code of an error, where it is one: it may come through the browser, and be anything."""
    text = str(error)
    return text if text.isascii() and text.replace("_", "").isalpha() and len(text) <= _LONGEST_CODE else "?"


def _is_short(claims: Mapping[str, Any], where: Organisation) -> bool:
    return any(_at(claims, path) is None for path in (where.claim, "email", "given_name"))


def _person(where: Organisation, *told: Mapping[str, Any]) -> Person:
    mail = next((one for one in told if isinstance(one.get("email"), str)), {})
    is_sure = where.trust_email or mail.get("email_verified") is True
    email = str(mail.get("email", "")).strip().lower() if is_sure else ""
    values = next((found for one in told if (found := _at(one, where.claim)) is not None), None)
    if where.claim == "email":  # an address that nobody has checked opens nothing
        values = email or None
    names = (one.get(name) for name in ("given_name", "name") for one in told)
    called = next((name for name in names if isinstance(name, str) and name.strip()), "")
    return Person(f"{where.issuer}|{told[0]['sub']}", email, called, _listed(values))


def _at(claims: Mapping[str, Any], path: str) -> Any:
    """Return what lies at a path such as `realm_access.roles`, or under a name that has dots itself; None where nothing does."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _listed(values: Any) -> tuple[str, ...]:
    several = values if isinstance(values, list) else [] if values is None else [values]
    return tuple(str(one) for one in several if isinstance(one, str | int) and not isinstance(one, bool))
