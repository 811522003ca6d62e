"""A small identity provider (OpenID Connect), real to the wire: its own port, its own keys, and ways to misbehave."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import re
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
import uvicorn
from joserfc import jws, jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

CLIENT, SECRET = "palier-test", "un-secret-de-l-essai"
EVERY_ALGORITHM = [*jws.JWSRegistry.algorithms]


@dataclass
class Provider:
    """The provider, its one person, and how it behaves. `fault`: which rule it breaks, empty when it keeps them all."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "a1b2", "given_name": "Camille"})
    told: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    method: str = "client_secret_basic"
    signs_userinfo: bool = False
    names_itself: bool = False
    seen: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    grants: dict[str, dict[str, str]] = field(default_factory=dict)
    spent: list[str] = field(default_factory=list)
    keys: list[RSAKey] = field(default_factory=lambda: [_key("a")])
    hidden: RSAKey = field(default_factory=lambda: _key("hidden"))

    def forget(self) -> None:
        """Become again what it was at first, at the same address."""
        self.__dict__ |= Provider(self.issuer).__dict__

    def rotate(self) -> None:
        """Sign with another key from now on; the one before is no longer published."""
        self.keys = [_key("b")]

    def sign_in(self, there: str, button: str = "entrer") -> str:
        """Return where the provider sends back a browser that came by this address and pressed that button."""
        with httpx.Client(timeout=10, verify=False) as browser:
            shown = browser.get(there)
            assert shown.status_code == 200, shown.text
            ticket = re.search(r'name="demande" value="([^"]+)"', shown.text)
            assert ticket
            answer = browser.post(f"{self.issuer}/authorize", data={"demande": ticket[1], "choix": button})
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def application(self) -> Starlette:
        """Return the provider's routes."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/authorize", self._ask),
                Route("/authorize", self._decide, methods=["POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
                Route("/userinfo", self._userinfo),
            ]
        )

    async def _metadata(self, request: Request) -> Response:
        self.seen.append("metadata")
        if self.fault == "slow":
            await asyncio.sleep(1)
        if self.fault == "broken":
            return PlainTextResponse("<html>", 503)
        named = "https://ailleurs.test" if self.fault == "metadata of another" else self.issuer
        return JSONResponse(
            {
                "issuer": named,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": "http://ailleurs.test/jwks"
                if self.fault == "plain keys"
                else f"{self.issuer}/jwks",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "id_token_signing_alg_values_supported": EVERY_ALGORITHM,  # the client must not believe it
                "authorization_response_iss_parameter_supported": self.names_itself,
            }
        )

    async def _ask(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        assert all(asked[name] for name in ("state", "nonce", "code_challenge", "redirect_uri"))
        self.secrets += [asked["state"], asked["nonce"]]
        ticket = secrets.token_urlsafe(16)
        self.grants[ticket] = asked
        return HTMLResponse(
            '<!doctype html><html lang="fr"><title>Fournisseur</title><h1>Connexion à l’organisation</h1>'
            f'<form method="post" action="/authorize"><input type="hidden" name="demande" value="{ticket}">'
            '<button name="choix" value="entrer">Entrer comme Camille</button>'
            '<button name="choix" value="renoncer">Renoncer</button></form>'
        )

    async def _decide(self, request: Request) -> Response:
        fields = parse_qs((await request.body()).decode())
        asked = self.grants.pop(fields["demande"][0])
        answer = {"state": asked["state"]}
        if self.names_itself or self.fault == "answer of another":
            answer["iss"] = "https://ailleurs.test" if self.fault == "answer of another" else self.issuer
        if fields["choix"] == ["renoncer"]:
            answer |= {"error": "access_denied", "error_description": "<b>Camille</b> a dit non"}
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.secrets.append(answer["code"])
            self.grants[answer["code"]] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 303)

    async def _token(self, request: Request) -> Response:
        fields = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.seen.append("token")
        asked = self.grants.get(fields.get("code", ""))
        if not self._is_client(request.headers.get("authorization", ""), fields):
            return JSONResponse({"error": "invalid_client"}, 401)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        )
        self.secrets.append(fields.get("code_verifier", ""))
        if (
            asked is None
            or fields["code"] in self.spent
            or self.fault == "spent code"
            or fields.get("grant_type") != "authorization_code"
            or fields.get("redirect_uri") != asked["redirect_uri"]
            or challenge.decode().rstrip("=") != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant", "error_description": f"code {fields}"}, 400)
        self.spent.append(fields["code"])
        access = secrets.token_urlsafe(16)
        token = self._signed(self._identity(asked["nonce"], access))
        self.secrets += [access, token]
        answer: dict[str, Any] = {"access_token": access, "token_type": "Bearer", "expires_in": 60}
        return JSONResponse(answer if self.fault == "no token" else answer | {"id_token": token})

    def _is_client(self, authorization: str, fields: dict[str, str]) -> bool:
        if self.method == "client_secret_basic":
            return authorization == "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        given = (fields.get("client_id"), fields.get("client_secret"))
        return given == (CLIENT, SECRET if self.method == "client_secret_post" else None)

    def _identity(self, nonce: str, access: str) -> dict[str, Any]:
        instant = int(time.time())
        half = hashlib.sha256(access.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": instant,
            "exp": instant + 300,
            "nonce": nonce,
            "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("="),
            **self.claims,
        }
        changed: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "un autre"},
            "no nonce": {"nonce": None},
            "audience": {"aud": "une-autre-application"},
            "several audiences": {"aud": [CLIENT, "une-autre-application"], "azp": "une-autre-application"},
            "issuer": {"iss": "https://ailleurs.test"},
            "expired": {"exp": instant - 120},
            "no expiry": {"exp": None},
            "not yet": {"nbf": instant + 600},
            "no subject": {"sub": None},
            "blank subject": {"sub": ""},
            "at_hash": {"at_hash": "un_autre"},
        }
        claims |= changed.get(self.fault, {})
        return {name: value for name, value in claims.items() if value is not None}

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"alg": "RS256", "kid": self.keys[0].kid}
        if self.fault == "another key":
            return jwt.encode(header, claims, self.hidden)
        if self.fault == "unpublished key":
            return jwt.encode(header | {"kid": self.hidden.kid}, claims, self.hidden)
        if self.fault == "none":
            return f"{_part(header | {'alg': 'none'})}.{_part(claims)}."
        if self.fault == "HS256 of the public key":
            return _hmac(header | {"alg": "HS256"}, claims, self.keys[0].as_pem(private=False))
        if self.fault == "HS256 of the secret":
            return _hmac(header | {"alg": "HS256"}, claims, SECRET.encode())
        token = jwt.encode(header, claims, self.keys[0])
        if self.fault == "changed afterwards":
            head, _, signature = token.split(".")
            return f"{head}.{_part(claims | {'sub': 'quelqu’un d’autre'})}.{signature}"
        return token

    async def _jwks(self, request: Request) -> Response:
        self.seen.append("jwks")
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys]})

    async def _userinfo(self, request: Request) -> Response:
        self.seen.append("userinfo")
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.secrets:
            return PlainTextResponse("", 401)
        told = {"sub": self.claims["sub"], **self.told}
        if self.fault == "userinfo of somebody else":
            told["sub"] = "c3d4"
        if self.fault == "userinfo of nobody":
            del told["sub"]
        if not self.signs_userinfo:
            return JSONResponse(told)
        told |= {"iss": self.issuer, "aud": CLIENT, "exp": int(time.time()) + 60}
        if self.fault == "userinfo for another":
            told["aud"] = "une-autre-application"
        header = {"alg": "RS256", "kid": self.keys[0].kid}
        key = self.hidden if self.fault == "userinfo of another key" else self.keys[0]
        return Response(jwt.encode(header, told, key), media_type="application/jwt")


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Yield the provider once it answers; it stops afterwards."""
    with served(provider.application()) as address:
        provider.issuer = address
        yield provider


@contextmanager
def served(application: ASGIApp) -> Iterator[str]:
    """Yield the address where an application answers, on this machine only."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application, log_config=None, lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [port]})
        thread.start()
        try:
            deadline = time.monotonic() + 20
            while not server.started and time.monotonic() < deadline:
                time.sleep(0.01)
            assert server.started
            yield f"http://127.0.0.1:{port.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)


@cache
def _key(name: str) -> RSAKey:
    """Return the key of that name, made once: it takes a while."""
    return RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)


def _hmac(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    # By hand: a library refuses to take a public key for a shared secret, which is what the attack does.
    text = f"{_part({'typ': 'JWT', **header})}.{_part(claims)}"
    signature = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
