"""The two routes of signing in with an organisation: the way to its identity provider, and the way back."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from access import audit, journeys, sessions, throttle
from access.accounts import BadAccount
from access.arrival import welcome
from access.forms import address, aside, page, safe_target
from access.journeys import Journey
from access.organisation import Person, way_there, who_comes_back
from access.organisation_accounts import BY, NotWelcome, account_of
from access.organisation_settings import BadSettings, Organisation, organisation
from access.provider import BadAnswer, ProviderSilent, error_code
from access.quiet import without_words
from access.settings import settings

LOG = logging.getLogger("palier")
PATH = "/connexion/organisation"
BACK = f"{PATH}/retour"


@dataclass(frozen=True)
class _Apology:
    status: int
    title: str
    text: str


_NONE = _Apology(
    404,
    "Pas de connexion par une organisation",
    "Palier n'est relié à aucun fournisseur d'identité : entrez avec votre identifiant.",
)
_SILENT = _Apology(
    502,
    "Votre organisation ne répond pas",
    "Son service de connexion n'a pas répondu. Réessayez dans quelques minutes.",
)
_UNSOUND = _Apology(
    403,
    "Connexion refusée",
    "La réponse du service de connexion de votre organisation n'a pas pu être vérifiée. Recommencez la connexion.",
)
_LOST = _Apology(
    400,
    "Cette connexion ne vaut plus",
    "Elle a déjà servi, elle a commencé il y a plus de dix minutes, ou dans un autre navigateur. Recommencez la connexion.",
)
_DECLINED = _Apology(
    403,
    "Connexion interrompue",
    "Le service de connexion de votre organisation ne vous a pas laissé passer, ou vous avez renoncé. "
    "Recommencez la connexion quand vous voulez.",
)
_NOT_WELCOME = _Apology(
    403,
    "Aucun accès à Palier",
    "Votre organisation vous reconnaît, mais aucun rôle ne vous est ouvert dans Palier. "
    "Demandez un accès à la personne qui administre Palier.",
)
_ILL_SET = _Apology(
    500,
    "Connexion mal réglée",
    "La connexion par votre organisation est mal réglée. Rien ne peut être fait d'ici.",
)


async def leave(request: Request) -> Response:
    """Send the browser to its organisation's identity provider."""
    try:
        if (where := organisation()) is None:
            return _apology(request, _NONE)
        journey = Journey(
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            redirect_uri=_way_back(request),
            target=safe_target(request.query_params.get("vers", "/")),
        )
        state, secret = journeys.begin(journey)
        there = await way_there(where, journey, state)
    except (ProviderSilent, BadAnswer, BadSettings) as failed:
        return _failure(request, failed)
    answer = RedirectResponse(there, 303, headers={"cache-control": "no-store"})
    journeys.put(request, answer, secret)
    return answer


async def come_back(request: Request) -> Response:
    """Let in whoever the identity provider sends back, or say why not; either way the journey is over."""
    answer = await _arrival(request)
    journeys.remove(request, answer)
    return answer


async def _arrival(request: Request) -> Response:
    told = request.query_params
    journey = journeys.finish(request, told.get("state", ""))
    try:
        if (where := organisation()) is None:
            return _apology(request, _NONE)
        if journey is None:
            return _apology(request, _LOST, "voyage inconnu ou terminé")
        if told.get("error") or not told.get("code"):
            return _apology(request, _DECLINED, f"refus du fournisseur ({error_code(told.get('error', ''))})")
        person = await who_comes_back(where, journey, told["code"], told.get("iss"))
        secret = await aside(_session, person, where, address(request))
    except (ProviderSilent, BadAnswer, BadSettings, BadAccount) as failed:
        return _failure(request, failed)
    except NotWelcome as refused:
        return _apology(request, _NOT_WELCOME, str(refused), refused.login)
    return welcome(request, secret, journey.target)


def _session(person: Person, where: Organisation, origin: str) -> str:
    return sessions.open_session(account_of(person, where), BY, origin)


def _way_back(request: Request) -> str:
    """Return the address that the provider sends the browser back to: the public one, else the one it came by."""
    # The gate has checked the host that the browser named.
    here = settings().public_url or f"{request.url.scheme}://{request.headers['host']}"
    return f"{here}{BACK}"


def _failure(request: Request, failed: Exception) -> Response:
    """Return the apology for a failure, the detail in the log; its own words only where they quote nothing."""
    if isinstance(failed, ProviderSilent):
        return _apology(request, _SILENT, "fournisseur muet", failed=failed)
    if isinstance(failed, BadAnswer):
        return _apology(request, _UNSOUND, f"réponse refusée ({failed})", failed=failed)
    return _apology(request, _ILL_SET, "réglages à revoir", failed=failed)


def _apology(
    request: Request, told: _Apology, detail: str = "", login: str = "", failed: Exception | None = None
) -> Response:
    """Return a page that says what to do, with a reference; what happened goes to the log of accesses, under it."""
    reference = secrets.token_hex(4).upper()
    if failed:
        words = "" if isinstance(failed, BadAccount) else str(failed)
        LOG.error("Référence %s : %s\n%s", reference, words, without_words(failed))
    # Anybody may knock: the log is not theirs to fill.
    if detail and (login or not throttle.wait_before(BACK, f"{BACK} {address(request)}")):
        audit.record(
            login or audit.NOBODY,
            "refused",
            f"{BY} · {detail} · référence {reference}",
            address(request),
        )
    asked = f"{told.text} Si cela continue, communiquez la référence {reference} à la personne qui administre Palier."
    return page("refus", told.status, title=told.title, text=asked if detail else told.text, home=True)


ROUTES: list[BaseRoute] = [Route(PATH, leave), Route(BACK, come_back)]
