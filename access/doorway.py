"""The routes of the door: sign in, sign out, first start, invitation, another password."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from access import accounts, cookie, demonstration, first_start, forms, links, organisation_routes, sessions
from access.accounts import Account, BadAccount
from access.arrival import welcome
from access.forms import TEMPLATES, address, aside, form, go_to, page, refusal, safe_target
from access.links import DeadLink
from access.passwords import RULES, WeakPassword, hashed
from access.settings import settings
from access.sign_in import Refused, check_again, enter_demonstration, sign_in

_NO_PASSWORD = "Les mots de passe ne servent plus ici : on entre dans Palier par son organisation."
_DIFFERENT = "Les deux mots de passe ne sont pas les mêmes : retapez-les."


async def connexion(request: Request) -> Response:
    """Show the sign-in page, or sign in."""
    fields = await form(request) if request.method == "POST" else dict(request.query_params)
    target = safe_target(fields.get("vers", "/"))
    if request.method == "POST":
        login, password = fields.get("identifiant", ""), fields.get("mot_de_passe", "")
        try:
            secret = await aside(sign_in, login, password, address(request))
        except Refused as refused:
            return _sign_in_page(target, str(refused), login, refused.wait)
        return welcome(request, secret, target)
    if sessions.by_secret(cookie.read(request)):
        return go_to(target)
    if first_start.is_needed() and not (demonstration.is_open() or settings().organisation_name):
        return go_to(first_start.PATH)
    return _sign_in_page(target)


def _sign_in_page(target: str, fault: str = "", login: str = "", wait: int = 0) -> Response:
    answer = page(
        "connexion",
        status=429 if wait else 401 if fault else 200,
        target=target,
        fault=fault,
        login=login[:80],
        guests=demonstration.guests() if demonstration.is_open() else [],
        first_start=first_start.PATH if first_start.is_needed() else "",
        organisation=settings().organisation_name,
        local_accounts=settings().local_accounts,
    )
    if wait:
        answer.headers["retry-after"] = str(wait)
    return answer


async def demonstration_entry(request: Request) -> Response:
    """Come in with a one-click account."""
    fields = await form(request)
    try:
        secret = await aside(enter_demonstration, fields.get("role", ""), address(request))
    except Refused as refused:
        return refusal(request, 403, str(refused), home=True)
    return welcome(request, secret, safe_target(fields.get("vers", "/")))


async def deconnexion(request: Request) -> Response:
    """Ask how far to sign out, then do it."""
    session = sessions.by_secret(cookie.read(request))
    if session is None:
        answer = go_to("/connexion")
        cookie.remove(request, answer)
        return answer
    if request.method == "GET":
        return page(
            "deconnexion", account=session.account, others=len(sessions.of_account(session.account)) - 1
        )
    if (await form(request)).get("partout"):
        sessions.end_all(session.account, address(request))
    else:
        sessions.end(session, address(request))
    answer = page("refus", title="Vous êtes déconnecté", text="À bientôt.", home=True)
    cookie.remove(request, answer)
    return answer


async def premiere_ouverture(request: Request) -> Response:
    """Create the administrator, with the code of the server's console."""
    if not first_start.is_needed():
        return go_to("/connexion")
    if request.method == "GET":
        return page("premiere_ouverture", fault="", fields={}, rules=RULES)
    fields = await form(request)
    try:
        _same_twice(fields)
        given = [fields.get(name, "") for name in ("code", "identifiant", "nom", "mot_de_passe")]
        account = await aside(first_start.create_administrator, *given, address(request))
    except (Refused, BadAccount, WeakPassword) as wrong:
        return page("premiere_ouverture", 400, fault=str(wrong), fields=fields, rules=RULES)
    return welcome(request, sessions.open_session(account, "première ouverture", address(request)), "/")


async def invitation(request: Request) -> Response:
    """Let the owner of a one-time link choose a password."""
    if not settings().local_accounts:
        return refusal(request, 403, _NO_PASSWORD, home=True)
    fields = await form(request) if request.method == "POST" else dict(request.query_params)
    token = fields.get("jeton", "")
    try:
        account = links.owner(token)
        if request.method == "GET":
            return page("mot_de_passe", fault="", account=account, token=token, current=False, rules=RULES)
        _same_twice(fields)
        account = await aside(links.choose_password, token, fields.get("mot_de_passe", ""))
    except DeadLink as dead:
        return page("refus", 410, title="Ce lien ne vaut plus", text=str(dead), home=True)
    except WeakPassword as weak:
        return page(
            "mot_de_passe", 400, fault=str(weak), account=account, token=token, current=False, rules=RULES
        )
    return welcome(request, sessions.open_session(account, "lien à usage unique", address(request)), "/")


async def mot_de_passe(request: Request) -> Response:
    """Change one's own password; every other session ends, and this one is renewed."""
    session = sessions.by_secret(cookie.read(request))
    if session is None:
        return go_to("/connexion")
    account = session.account
    if not settings().local_accounts:
        return refusal(request, 403, _NO_PASSWORD, home=True)
    if not account.has_password:
        return refusal(request, 403, "Ce compte n'a pas de mot de passe : il entre autrement.", home=True)
    if request.method == "GET":
        return _own_password_page(account)
    fields = await form(request)
    try:
        _same_twice(fields)
        await aside(check_again, account, fields.get("actuel", ""), address(request))
        kept = await aside(hashed, fields.get("mot_de_passe", ""), account.login, account.name)
    except (Refused, WeakPassword) as wrong:
        return _own_password_page(account, str(wrong))
    accounts.set_password(account, kept, by=account.login)
    secret = sessions.open_session(account, "nouveau mot de passe", address(request))
    return welcome(request, secret, "/mon_compte")


def _own_password_page(account: Account, fault: str = "") -> Response:
    status = 400 if fault else 200
    return page("mot_de_passe", status, fault=fault, account=account, token="", current=True, rules=RULES)


def _same_twice(fields: forms.Form) -> None:
    if fields.get("mot_de_passe", "") != fields.get("encore", ""):
        raise WeakPassword(_DIFFERENT)


async def style(_request: Request) -> Response:
    """Return the style of these pages."""
    return FileResponse(TEMPLATES / "style.css", media_type="text/css")


_BOTH = ["GET", "POST"]
ROUTES: list[BaseRoute] = [
    Route("/connexion", connexion, methods=_BOTH),
    Route("/connexion/style.css", style),
    Route("/connexion/demonstration", demonstration_entry, methods=["POST"]),
    Route("/deconnexion", deconnexion, methods=_BOTH),
    Route(first_start.PATH, premiere_ouverture, methods=_BOTH),
    Route(links.PATH, invitation, methods=_BOTH),
    Route("/mot-de-passe", mot_de_passe, methods=_BOTH),
    *organisation_routes.ROUTES,
]
