"""An organisation's identity provider (OpenID Connect): where to send people, and who comes back.

Authlib speaks the protocol and judges what the tokens say; joserfc, which it rests on, judges their signatures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt

from access.clock import now
from access.journeys import Journey
from access.organisation_settings import Organisation
from access.provider import BadAnswer, asking, decoded, known

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]

_LEEWAY = 60  # seconds that two clocks may differ by


@dataclass(frozen=True)
class Person:
    """Who comes back. `subject` never changes and is nobody else's; `email` is empty unless it is sure."""

    subject: str
    email: str
    name: str
    values: tuple[str, ...]


async def way_there(where: Organisation, journey: Journey, state: str) -> str:
    """Return the address at the provider where a journey goes. Raise ProviderSilent or BadAnswer."""
    async with asking(where) as client:
        metadata = (await known(client, where)).metadata
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
    async with asking(where) as client:
        metadata = (await known(client, where)).metadata
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
    read = await decoded(client, where, written)
    claims = CodeIDToken(
        read.claims,
        read.header,
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
        claims: Any = (await decoded(client, where, answer.text)).claims
        bounds = jwt.JWTClaimsRegistry(
            int(now().timestamp()), _LEEWAY, iss={"value": where.issuer}, aud={"value": where.client_id}
        )
        bounds.validate(claims)
    else:
        claims = answer.json()
    if not isinstance(claims, dict) or claims.get("sub") != subject:
        raise BadAnswer("sub of userinfo")
    return claims


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
