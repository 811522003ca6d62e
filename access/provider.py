"""What is spoken with an identity provider: what it publishes, what it signed, and what becomes of its faults."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import authlib.deprecate  # type: ignore[import-untyped]  # it puts its own filter first: ours must come after
import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

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


class ProviderSilent(Exception):
    """The provider does not answer, or not as one."""


class BadAnswer(Exception):
    """An answer that is not to be believed. The text names what is wrong with it, without quoting it: it may be logged."""


@dataclass
class Published:
    """What a provider publishes, for as long as it is believed."""

    since: float
    metadata: dict[str, Any]
    keys: KeySet | None = None


_KNOWN: dict[str, Published] = {}


@asynccontextmanager
async def asking(where: Organisation) -> AsyncIterator[AsyncOAuth2Client]:
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


async def known(client: AsyncOAuth2Client, where: Organisation) -> Published:
    """Return what a provider publishes, read once an hour. Raise BadAnswer, or BadSettings for an address that is not safe."""
    found = _KNOWN.get(where.metadata_url)
    if found is None or time.monotonic() - found.since >= _KNOWN_FOR:
        metadata = await _published(client, where.metadata_url)
        if metadata.get("issuer") != where.issuer:
            raise BadAnswer("issuer of the metadata")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            safe_address(metadata.get(name), name)
        if metadata.get("userinfo_endpoint"):
            safe_address(metadata["userinfo_endpoint"], "userinfo_endpoint")
        found = _KNOWN[where.metadata_url] = Published(time.monotonic(), metadata)
    return found


async def _keys(client: AsyncOAuth2Client, where: Organisation, afresh: bool = False) -> KeySet:
    found = await known(client, where)
    if found.keys is None or afresh:
        published = await _published(client, found.metadata["jwks_uri"])
        if not isinstance(published.get("keys"), list):
            raise BadAnswer("keys")
        found.keys = KeySet.import_key_set({"keys": published["keys"]})
    return found.keys


async def _published(client: AsyncOAuth2Client, address: str) -> dict[str, Any]:
    answer = await client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    content = answer.json()
    if not isinstance(content, dict):
        raise BadAnswer("no JSON object")
    return content


async def decoded(client: AsyncOAuth2Client, where: Organisation, written: str) -> jwt.Token:
    """Return a token that the provider signed; its claims are still to be judged."""
    try:
        return jwt.decode(written, await _keys(client, where), registry=_SIGNATURES)
    except InvalidKeyIdError:  # the provider may have changed its keys since we read them
        return jwt.decode(written, await _keys(client, where, afresh=True), registry=_SIGNATURES)


@lru_cache(maxsize=1)
def _authorities() -> ssl.SSLContext:
    """Return the certificate authorities that are trusted: reading them takes longer than asking."""
    return httpx.create_ssl_context()


def error_code(error: object) -> str:
    """Return the provider's code of an error, where it is one: it may come through the browser, and be anything."""
    text = str(error)
    return text if text.isascii() and text.replace("_", "").isalpha() and len(text) <= _LONGEST_CODE else "?"
