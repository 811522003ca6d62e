"""Signing in with an organisation: a real provider, our real routes behind the gate, and everything that may go wrong."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

import access.provider
from access import accounts, audit, database, doorway, links, sessions
from access.accounts import Account, Perimeter
from access.gate import Apology, Gate
from access.organisation_accounts import by_subject, unlink
from access.organisation_settings import organisation as declared
from access.passwords import hashed
from tests.organisation_provider import CLIENT, SECRET, Provider, running, served

ROLES = """
[organisation.roles]
"palier-direction" = "direction"
"palier-garrigue" = { role = "equipe", residences = ["GARRIGUE"] }
"palier-tilleuls" = { role = "equipe", residences = ["TILLEULS"] }
"palier-cilpi" = { role = "evaluateur", call = "Appel 2024-2025", first = "2024-01", last = "2025-12" }
"palier-admin" = "administration"
"""
GARRIGUE = Perimeter(("GARRIGUE",))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of our routes, behind the gate; each test brings its own data folder."""
    door = Starlette(
        routes=doorway.ROUTES,
        middleware=[Middleware(Apology), Middleware(Gate, hosts=("127.0.0.1", "palier.test"))],
    )
    with served(door) as here:
        yield here


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    """A provider, at the same address for every test."""
    with running(Provider()) as one:
        yield one


@pytest.fixture
def provider(
    running_provider: Provider, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Provider:
    """A provider that knows one person, of the group of La Garrigue, and that our settings name."""
    monkeypatch.setattr(access.provider, "_KNOWN", {})
    monkeypatch.setenv("PALIER_SECRETS", str(tmp_path / "secrets.toml"))
    running_provider.forget()
    running_provider.claims |= {
        "email": "camille@residences.test",
        "email_verified": True,
        "groups": ["palier-garrigue"],
    }
    declare(running_provider)
    return running_provider


def declare(provider: Provider, roles: str = ROLES, top: str = "", **changed: object) -> None:
    """Write the settings of that provider; `changed`: settings of `[organisation]`, None to leave one out."""
    content = {
        "name": "Essai",
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "client_secret": SECRET,
        **changed,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in content.items() if value is not None]
    Path(secrets_file()).write_text("\n".join([top, "[organisation]", *lines, roles]), "utf-8")


def secrets_file() -> str:
    return str(database.database_path().parents[1] / "secrets.toml")


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    with new_browser(address) as one:
        yield one


def new_browser(address: str) -> httpx.Client:
    """A browser that has never been here; it follows no redirection by itself."""
    return httpx.Client(base_url=address, headers={"accept": "text/html"}, timeout=20, verify=False)


def leave(browser: httpx.Client, vers: str = "/") -> str:
    """Return where the provider is asked to let this browser in."""
    answer = browser.get("/connexion/organisation", params={"vers": vers})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def come_in(
    browser: httpx.Client, provider: Provider, vers: str = "/", button: str = "entrer"
) -> httpx.Response:
    """Go to the provider, press a button there, and return what we answer to the way back."""
    return browser.get(provider.sign_in(leave(browser, vers), button))


def signed_in(browser: httpx.Client) -> Account | None:
    """Return whose session the browser's cookie opens, None for nobody's."""
    session = sessions.by_secret(browser.cookies.get("palier", ""))
    return session and session.account


def count(table: str) -> int:
    with database.reading() as con:
        return int(con.execute(f"select count(*) from {table}").fetchone()[0])


def refusals() -> list[str]:
    return [event.detail for event in audit.events(actions=["refused"])]


def refused(answer: httpx.Response, status: int, why: str) -> None:
    """Check that an answer lets nobody in, in French, with the reference under which the log says why."""
    assert answer.status_code == status, answer.text
    assert "set-cookie" not in answer.headers or "palier=" not in answer.headers["set-cookie"]
    assert count("sessions") == 0
    found = re.search(r"référence ([0-9A-F]{8})", answer.text)
    assert found, answer.text
    assert why in refusals()[0]
    assert refusals()[0].endswith(f"référence {found[1]}")


def test_one_comes_in_with_the_role_of_the_claim(browser: httpx.Client, provider: Provider) -> None:
    assert "Se connecter avec Essai" in browser.get("/connexion").text
    answer = come_in(browser, provider, "/participation?residences=GARRIGUE")
    assert (answer.status_code, answer.headers["location"]) == (303, "/participation?residences=GARRIGUE")
    account = signed_in(browser)
    assert account
    assert (account.role, account.perimeter) == ("equipe", GARRIGUE)
    assert (account.login, account.name) == ("camille@residences.test", "Camille")
    assert by_subject(f"{provider.issuer}|a1b2") == account
    entered = audit.events(actions=["signed_in"])
    assert [(one.login, one.detail) for one in entered] == [(account.login, "organisation")]
    assert count("journeys") == 0
    assert "palier-retour" not in browser.cookies


def test_the_way_there_carries_what_the_way_back_must_prove(
    browser: httpx.Client, provider: Provider
) -> None:
    asked = parse_qs(urlsplit(leave(browser)).query)
    assert asked["redirect_uri"] == [f"{str(browser.base_url).rstrip('/')}/connexion/organisation/retour"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email profile"]
    assert len({*asked["state"], *asked["nonce"], *asked["code_challenge"]}) == 3
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 43
    again = parse_qs(urlsplit(leave(browser)).query)
    assert all(again[name] != asked[name] for name in ("state", "nonce", "code_challenge"))


UNSOUND = {
    "nonce": "(nonce)",
    "no nonce": "(nonce)",
    "audience": "(aud)",
    "several audiences": "(azp)",
    "issuer": "(iss)",
    "expired": "(exp)",
    "no expiry": "(exp)",
    "not yet": "(nbf)",
    "no subject": "(sub)",
    "blank subject": "(sub)",
    "at_hash": "(at_hash)",
    "another key": "(BadSignatureError)",
    "unpublished key": "(InvalidKeyIdError)",
    "changed afterwards": "(BadSignatureError)",
    "none": "(UnsupportedAlgorithmError)",
    "HS256 of the public key": "(UnsupportedAlgorithmError)",
    "HS256 of the secret": "(UnsupportedAlgorithmError)",
    "no token": "(no id_token)",
    "answer of another": "(iss of the answer)",
}


@pytest.mark.parametrize("fault", UNSOUND)
def test_a_token_that_is_not_sound_opens_nothing(
    browser: httpx.Client, provider: Provider, fault: str
) -> None:
    provider.fault = fault
    refused(come_in(browser, provider), 403, UNSOUND[fault])
    assert count("accounts") == 0


@pytest.mark.parametrize("signs", [False, True], ids=["plain", "signed"])
def test_what_the_token_does_not_say_is_asked_of_userinfo(
    browser: httpx.Client, provider: Provider, signs: bool
) -> None:
    provider.signs_userinfo = signs
    provider.claims = {"sub": "a1b2"}
    provider.told = {
        "email": "camille@residences.test",
        "email_verified": True,
        "groups": ["palier-direction"],
    }
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert (account.login, account.role, account.name) == (
        "camille@residences.test",
        "direction",
        "Direction",
    )


@pytest.mark.parametrize(
    ("fault", "signs", "why"),
    [
        ("userinfo of somebody else", False, "(sub of userinfo)"),
        ("userinfo of somebody else", True, "(sub of userinfo)"),
        ("userinfo of nobody", False, "(sub of userinfo)"),
        ("userinfo of another key", True, "(BadSignatureError)"),
        ("userinfo for another", True, "(aud)"),
    ],
)
def test_userinfo_of_somebody_else_opens_nothing(
    browser: httpx.Client, provider: Provider, fault: str, signs: bool, why: str
) -> None:
    provider.fault, provider.signs_userinfo = fault, signs
    provider.told = {"groups": provider.claims.pop("groups")}
    refused(come_in(browser, provider), 403, why)


def test_a_complete_token_is_enough(browser: httpx.Client, provider: Provider) -> None:
    come_in(browser, provider)
    assert "userinfo" not in provider.seen


def test_a_way_back_serves_once(browser: httpx.Client, provider: Provider) -> None:
    back = provider.sign_in(leave(browser))
    kept = browser.cookies.get("palier-retour")
    browser.get(back)
    browser.cookies.delete("palier")
    answer = browser.get(back, headers={"cookie": f"palier-retour={kept}"})
    assert answer.status_code == 400
    assert "Cette connexion ne vaut plus" in answer.text
    assert (signed_in(browser), count("sessions")) == (None, 1)


def test_a_way_back_without_the_browser_that_left_opens_nothing(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    back = provider.sign_in(leave(browser))
    with new_browser(address) as victim:
        refused(victim.get(back), 400, "voyage inconnu")
        leave(victim)
        refused(victim.get(back), 400, "voyage inconnu")
    browser.get(back)
    assert signed_in(browser), "nobody else's attempt ends a journey"


def test_a_code_put_in_another_journey_opens_nothing(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    stolen = parse_qs(urlsplit(provider.sign_in(leave(browser))).query)["code"][0]
    with new_browser(address) as thief:
        state = parse_qs(urlsplit(leave(thief)).query)["state"][0]
        answer = thief.get("/connexion/organisation/retour", params={"state": state, "code": stolen})
        refused(answer, 403, "(invalid_grant)")


def test_a_journey_ends_by_itself(browser: httpx.Client, provider: Provider) -> None:
    back = provider.sign_in(leave(browser))
    with database.writing() as con:
        con.execute("update journeys set expires_at = '2026-01-01T00:00:00+00:00'")
    refused(browser.get(back), 400, "voyage inconnu")


def test_journeys_that_nobody_ends_are_forgotten(browser: httpx.Client, provider: Provider) -> None:
    leave(browser)
    with database.writing() as con:
        con.execute("update journeys set expires_at = '2026-01-01T00:00:00+00:00'")
    leave(browser)
    assert count("journeys") == 1


def test_giving_up_at_the_provider_is_told_in_french(browser: httpx.Client, provider: Provider) -> None:
    answer = come_in(browser, provider, button="renoncer")
    refused(answer, 403, "refus du fournisseur (access_denied)")
    assert "Camille" not in answer.text
    assert "Recommencez" in answer.text
    back = provider.sign_in(leave(browser))
    refused(browser.get(f"{back}&error=access_denied"), 403, "refus du fournisseur (access_denied)")


@pytest.mark.parametrize("query", ["", "?state=x", "?code=x", "?state=%00&code=%0d%0aX", "?error=<script>"])
def test_a_way_back_from_nowhere_opens_nothing(browser: httpx.Client, provider: Provider, query: str) -> None:
    answer = browser.get(f"/connexion/organisation/retour{query}")
    refused(answer, 400, "voyage inconnu")
    assert "script" not in answer.text


@pytest.mark.parametrize(
    "vers", ["https://ailleurs.test/", "//ailleurs.test", "/\\ailleurs.test", "/nulle-part", ""]
)
def test_one_lands_nowhere_else_than_here(browser: httpx.Client, provider: Provider, vers: str) -> None:
    assert come_in(browser, provider, vers).headers["location"] == "/"


def test_a_new_session_takes_the_place_of_the_one_before(browser: httpx.Client, provider: Provider) -> None:
    fixed = sessions.open_session(accounts.create("fixee", "Fixée", "direction", by="test"), "test")
    browser.cookies.set("palier", fixed, domain="127.0.0.1")
    answer = come_in(browser, provider)
    given = answer.cookies.get("palier")
    assert given != fixed
    assert sessions.by_secret(fixed) is None
    assert sessions.by_secret(given or "")


@pytest.mark.parametrize(
    ("groups", "role", "perimeter"),
    [
        (["palier-garrigue", "autre"], "equipe", GARRIGUE),
        (["palier-tilleuls", "palier-garrigue"], "equipe", Perimeter(("GARRIGUE", "TILLEULS"))),
        (["palier-garrigue", "palier-direction"], "direction", Perimeter()),
        (["palier-cilpi", "palier-tilleuls"], "equipe", Perimeter(("TILLEULS",))),
        ("palier-admin", "administration", Perimeter()),
    ],
)
def test_what_a_claim_opens(
    browser: httpx.Client, provider: Provider, groups: object, role: str, perimeter: Perimeter
) -> None:
    provider.claims["groups"] = groups
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert (account.role, account.perimeter) == (role, perimeter)


def test_an_evaluator_keeps_to_the_months_of_the_call(browser: httpx.Client, provider: Provider) -> None:
    provider.claims["groups"] = ["palier-cilpi"]
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert (
        accounts.told(account.role, account.perimeter) == "evaluateur · Appel 2024-2025 · 2024-01 à 2025-12"
    )


@pytest.mark.parametrize(
    ("claim", "claims"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["palier-direction"]}}),
        ("https://essai.test/roles", {"https://essai.test/roles": ["palier-direction"]}),
        ("resource_access.palier.roles", {"resource_access": {"palier": {"roles": ["palier-direction"]}}}),
    ],
)
def test_a_claim_may_lie_deep(
    browser: httpx.Client, provider: Provider, claim: str, claims: dict[str, object]
) -> None:
    declare(provider, claim=claim)
    provider.claims |= claims
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert account.role == "direction"


@pytest.mark.parametrize(
    "groups", [None, [], ["autre"], [True], {"palier-direction": 1}, "palier-direction "]
)
def test_whom_nothing_is_opened_for_is_told_so(
    browser: httpx.Client, provider: Provider, groups: object
) -> None:
    provider.claims["groups"] = groups
    answer = come_in(browser, provider)
    refused(answer, 403, "aucun rôle")
    assert "Votre organisation vous reconnaît, mais aucun rôle ne vous est ouvert dans Palier" in answer.text
    assert count("accounts") == 0


@pytest.mark.parametrize(
    ("verified", "trusts", "enters"),
    [(True, False, True), (False, True, True), (False, False, False), ("true", False, False)],
)
def test_a_role_given_by_address_needs_an_address_that_is_sure(
    browser: httpx.Client, provider: Provider, verified: object, trusts: bool, enters: bool
) -> None:
    roles = '[organisation.roles]\n"Camille@Residences.test" = "direction"'
    declare(provider, roles, claim="email", trust_email=trusts)
    provider.claims["email_verified"] = verified
    come_in(browser, provider)
    assert bool(signed_in(browser)) is enters


def test_the_same_person_is_known_by_another_address(browser: httpx.Client, provider: Provider) -> None:
    come_in(browser, provider)
    first = signed_in(browser)
    provider.claims["email"] = "camille.autrement@residences.test"
    come_in(browser, provider)
    assert signed_in(browser) == first
    assert count("accounts") == 1


def test_nothing_changed_ends_and_writes_nothing(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    come_in(browser, provider)
    before = len(audit.events(actions=["account_changed", "account_created"]))
    with new_browser(address) as elsewhere:
        come_in(elsewhere, provider)
        assert signed_in(elsewhere)
    assert signed_in(browser)
    assert len(audit.events(actions=["account_changed", "account_created"])) == before


def test_a_role_follows_the_organisation_and_old_sessions_end(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    provider.claims["groups"] = ["palier-direction"]
    come_in(browser, provider)
    provider.claims["groups"] = ["palier-tilleuls"]
    with new_browser(address) as elsewhere:
        come_in(elsewhere, provider)
        account = signed_in(elsewhere)
    assert signed_in(browser) is None
    assert account
    assert (account.role, account.perimeter.residences) == ("equipe", ("TILLEULS",))


def test_a_role_taken_back_ends_every_session(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    come_in(browser, provider)
    provider.claims["groups"] = []
    with new_browser(address) as elsewhere:
        answer = come_in(elsewhere, provider)
    assert answer.status_code == 403
    assert signed_in(browser) is None
    assert audit.events(actions=["refused"])[0].login == "camille@residences.test"


def test_an_account_made_before_is_found_by_its_address(browser: httpx.Client, provider: Provider) -> None:
    made = accounts.create("camille@residences.test", "Direction générale", "direction", by="test")
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert (account.id, account.name, account.role) == (made.id, "Direction générale", "equipe")


def test_without_roles_in_the_settings_palier_says_them(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    declare(provider, roles="")
    refused(come_in(browser, provider), 403, "aucun compte")
    accounts.create("camille@residences.test", "Direction générale", "direction", by="test")
    for _ in range(2):
        come_in(browser, provider)
        account = signed_in(browser)
        assert account
        assert account.role == "direction"


@pytest.mark.parametrize(("verified", "trusts"), [(False, False), (None, False), ("true", False)])
def test_an_address_that_is_not_sure_gives_nobody_s_account(
    browser: httpx.Client, provider: Provider, verified: object, trusts: bool
) -> None:
    made = accounts.create("camille@residences.test", "Administration", "administration", by="test")
    provider.claims["email_verified"] = verified
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert account.id != made.id
    assert account.login.startswith("organisation-")
    come_in(browser, provider)
    assert signed_in(browser) == account


def test_a_trusted_provider_s_addresses_are_sure(browser: httpx.Client, provider: Provider) -> None:
    declare(provider, trust_email=True)
    made = accounts.create("camille@residences.test", "Équipe", "equipe", GARRIGUE, by="test")
    del provider.claims["email_verified"]
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert account.id == made.id


def test_an_address_that_only_looks_the_same_gives_nobody_s_account(
    browser: httpx.Client, provider: Provider
) -> None:
    made = accounts.create("camille@residences.test", "Équipe", "equipe", GARRIGUE, by="test")
    provider.claims["email"] = "camillé@residences.test"
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert account.id != made.id


def test_an_account_is_nobody_else_s_of_the_same_address(
    address: str, browser: httpx.Client, provider: Provider
) -> None:
    come_in(browser, provider)
    first = signed_in(browser)
    provider.claims["sub"] = "c3d4"
    with new_browser(address) as other:
        answer = come_in(other, provider)
        assert answer.status_code == 403
        assert "déjà liée" in refusals()[0]
        assert first
        unlink(first, by="administration")
        come_in(other, provider)
        assert signed_in(other) == first


def test_an_ended_access_stays_ended(browser: httpx.Client, provider: Provider) -> None:
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    accounts.end_access(account, by="test")
    answer = come_in(browser, provider)
    assert (answer.status_code, signed_in(browser)) == (403, None)
    assert "accès retiré" in refusals()[0]
    provider.claims["sub"] = "c3d4"
    assert come_in(browser, provider).status_code == 403
    assert count("accounts") == 1


def test_an_ended_account_of_the_same_address_stays_ended(browser: httpx.Client, provider: Provider) -> None:
    made = accounts.create("camille@residences.test", "Équipe", "equipe", GARRIGUE, by="test")
    accounts.end_access(made, by="test")
    refused(come_in(browser, provider), 403, "accès retiré")


def test_a_demonstration_account_is_nobody_s(browser: httpx.Client, provider: Provider) -> None:
    accounts.create("demo.direction", "Démo", "direction", by="test", is_demo=True)
    provider.claims["email"] = "demo.direction"
    refused(come_in(browser, provider), 403, "compte de démonstration")


def test_the_last_administrator_is_not_lost_by_a_change_of_group(
    browser: httpx.Client, provider: Provider
) -> None:
    made = accounts.create("camille@residences.test", "Administration", "administration", by="test")
    refused(come_in(browser, provider), 500, "réglages à revoir")
    assert accounts.by_id(made.id).role == "administration"


def test_passwords_can_be_turned_off(browser: httpx.Client, provider: Provider) -> None:
    account = accounts.create("equipe", "Équipe", "equipe", GARRIGUE, by="test")
    link = links.give(account, by="test")
    accounts.set_password(account, hashed("quatre mots sans rapport entre eux"), by="test")
    reset = links.give(account, by="test")
    declare(provider, top="[palier]\nlocal_accounts = false")
    shown = browser.get("/connexion").text
    assert "Se connecter avec Essai" in shown
    assert 'name="mot_de_passe"' not in shown
    origin = {"origin": str(browser.base_url).rstrip("/")}
    form = {"identifiant": "equipe", "mot_de_passe": "quatre mots sans rapport entre eux"}
    assert browser.post("/connexion", data=form, headers=origin).status_code == 401
    for path in (link, reset):
        assert browser.get(path).status_code == 403
        token = path.split("=")[1]
        chosen = {
            "jeton": token,
            "mot_de_passe": "une autre phrase de cinq mots",
            "encore": "une autre phrase de cinq mots",
        }
        assert browser.post("/invitation", data=chosen, headers=origin).status_code == 403
    assert count("sessions") == 0
    browser.cookies.set("palier", sessions.open_session(account, "test"), domain="127.0.0.1")
    assert browser.get("/mot-de-passe").status_code == 403
    assert browser.post("/mot-de-passe", data=chosen, headers=origin).status_code == 403


def test_the_first_administrator_may_come_from_the_organisation(
    browser: httpx.Client, provider: Provider
) -> None:
    assert "Mettre Palier en service" in browser.get("/connexion").text
    declare(provider, top="[palier]\nlocal_accounts = false")
    assert "Mettre Palier en service" not in browser.get("/connexion").text
    assert browser.get("/premiere-ouverture").headers["location"] == "/connexion"
    provider.claims["groups"] = ["palier-admin"]
    come_in(browser, provider)
    account = signed_in(browser)
    assert account
    assert account.role == "administration"


def test_behind_tls_the_journey_is_bound_by_a_cookie_of_this_host_alone(
    browser: httpx.Client, provider: Provider
) -> None:
    declare(provider, top='[palier]\npublic_url = "https://palier.test"')
    answer = browser.get("/connexion/organisation", headers={"host": "palier.test"})
    sent = answer.headers["set-cookie"]
    assert sent.startswith("__Host-palier-retour=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"} <= set(sent.split("; "))
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["redirect_uri"] == ["https://palier.test/connexion/organisation/retour"]


def test_the_cookie_of_a_journey_is_out_of_reach_of_scripts(
    browser: httpx.Client, provider: Provider
) -> None:
    sent = browser.get("/connexion/organisation").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(sent.split("; "))
    answer = browser.get("/connexion/organisation", headers={"host": "ailleurs.test"})
    assert answer.status_code == 400


def test_the_provider_is_asked_once_what_it_publishes(browser: httpx.Client, provider: Provider) -> None:
    for _ in range(2):
        come_in(browser, provider)
    assert (provider.seen.count("metadata"), provider.seen.count("jwks")) == (1, 1)


def test_a_new_key_of_the_provider_is_fetched_once(browser: httpx.Client, provider: Provider) -> None:
    come_in(browser, provider)
    provider.rotate()
    browser.cookies.delete("palier")
    come_in(browser, provider)
    assert signed_in(browser)
    assert provider.seen.count("jwks") == 2
    provider.fault = "unpublished key"
    assert come_in(browser, provider).status_code == 403
    assert provider.seen.count("jwks") == 3


@pytest.mark.parametrize(
    ("fault", "status", "why"),
    [
        ("broken", 502, "fournisseur muet"),
        ("slow", 502, "fournisseur muet"),
        ("metadata of another", 403, "(issuer of the metadata)"),
        ("plain keys", 500, "réglages à revoir"),
    ],
)
def test_a_provider_that_cannot_be_followed_is_told_in_french(
    browser: httpx.Client,
    provider: Provider,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    status: int,
    why: str,
) -> None:
    monkeypatch.setattr(access.provider, "_EACH", 0.3)
    provider.fault = fault
    refused(browser.get("/connexion/organisation"), status, why)


def test_a_provider_that_is_not_there_is_told_in_french(browser: httpx.Client, provider: Provider) -> None:
    declare(provider, issuer="http://127.0.0.1:9")
    answer = browser.get("/connexion/organisation")
    refused(answer, 502, "fournisseur muet")
    assert "Réessayez dans quelques minutes" in answer.text


def test_a_provider_that_falls_silent_on_the_way_lets_nobody_in(
    browser: httpx.Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = provider.sign_in(leave(browser))
    monkeypatch.setattr(access.provider, "_KNOWN", {})
    provider.fault = "broken"
    refused(browser.get(back), 502, "fournisseur muet")


def test_without_a_provider_there_is_nothing_to_follow(browser: httpx.Client, provider: Provider) -> None:
    Path(secrets_file()).write_text("", "utf-8")
    assert "organisation" not in browser.get("/connexion").text
    for path in ("/connexion/organisation", "/connexion/organisation/retour?state=x&code=y"):
        answer = browser.get(path)
        assert (answer.status_code, "aucun fournisseur" in answer.text) == (404, True)
    assert not database.is_there() or count("journeys") == 0


@pytest.mark.parametrize("fault", ["", "nonce", "userinfo of somebody else", "spent code"])
def test_the_log_holds_no_code_token_nor_secret(
    browser: httpx.Client, provider: Provider, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    provider.fault = fault
    provider.told = {"groups": provider.claims.pop("groups")}
    come_in(browser, provider)
    theirs = [
        record
        for record in caplog.records
        if record.name.startswith(("palier", "authlib", "httpx", "httpcore"))
    ]
    text = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in theirs)
    assert len(provider.secrets) > 3
    assert [one for one in [SECRET, "Camille", "camille@", *provider.secrets] if one and one in text] == []
    if fault:
        assert "Référence" in text


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post", "none"])
def test_how_we_prove_who_we_are_is_a_setting(browser: httpx.Client, provider: Provider, method: str) -> None:
    provider.method = method
    secret = None if method == "none" else SECRET
    declare(provider, token_endpoint_auth_method=method, client_secret=secret)
    come_in(browser, provider)
    assert signed_in(browser)


def test_what_is_asked_and_how_strongly_one_signed_in_are_settings(
    browser: httpx.Client, provider: Provider
) -> None:
    more = f'{ROLES}\n[organisation.parameters]\nprompt = "login"'
    declare(provider, more, scope="openid given_name siret", acr=["eidas2", "eidas3"])
    asked = parse_qs(urlsplit(leave(browser)).query)
    assert (asked["prompt"], asked["scope"]) == (["login"], ["openid given_name siret"])
    assert asked["acr_values"] == ["eidas2 eidas3"]
    provider.claims["acr"] = "eidas1"
    refused(come_in(browser, provider), 403, "(acr)")
    provider.claims["acr"] = "eidas2"
    come_in(browser, provider)
    assert signed_in(browser)


def test_a_provider_that_names_itself_must_do_so(browser: httpx.Client, provider: Provider) -> None:
    provider.names_itself = True
    back = provider.sign_in(leave(browser))
    refused(browser.get(re.sub(r"&iss=[^&]+", "", back)), 403, "(iss of the answer)")
    come_in(browser, provider)
    assert signed_in(browser)


ILL_SET: list[dict[str, object]] = [
    {"client_id": None},
    {"issuer": "http://fournisseur.test"},
    {"metadata_url": "http://fournisseur.test/x"},
    {"scope": "email"},
    {"token_endpoint_auth_method": "private_key_jwt"},
    {"trust_email": "oui"},
    {"acr": "eidas2"},
    {"clef": "faute de frappe"},
    {"roles": '[organisation.roles]\n"a" = "directeur"'},
    {"roles": '[organisation.roles]\n"a" = "equipe"'},
    {"roles": '[organisation.roles]\n"a" = { role = "direction", residences = ["GARRIGUE"] }'},
    {"roles": '[organisation.roles]\n"a" = { role = "evaluateur", call = "x", first = "2024-01" }'},
    {"roles": '[organisation.roles]\n"a" = { role = "evaluateur", call = "x", first = "2024", last = "2025" }'},
    {"roles": '[organisation.roles]\n"a" = { role = "equipe", residence = ["GARRIGUE"] }'},
    {"roles": '[organisation.parameters]\nstate = "x"'},
    {"roles": '[organisation.parameters]\nredirect_uri = "https://ailleurs.test"'},
]  # fmt: skip


@pytest.mark.parametrize("changed", ILL_SET, ids=lambda changed: str(changed)[:60])
def test_settings_that_cannot_be_followed_let_nobody_in(
    browser: httpx.Client, provider: Provider, changed: dict[str, object]
) -> None:
    roles = str(changed.get("roles", ROLES))
    declare(provider, roles, **{name: value for name, value in changed.items() if name != "roles"})
    assert browser.get("/connexion").status_code in (200, 303)
    answer = browser.get("/connexion/organisation")
    refused(answer, 500, "réglages à revoir")
    assert "mal réglée" in answer.text


def test_the_example_of_settings_can_be_followed(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    example = Path(__file__).parents[1] / ".streamlit/secrets.example.toml"
    text = example.read_text("utf-8")
    Path(secrets_file()).write_text(re.sub(r'(?m)^# (?=\[[a-z.]+\]$|[\w"-]+ = )', "", text), "utf-8")
    found = declared()
    assert found
    assert {grant.role for _, grant in found.roles} == {"direction", "equipe", "evaluateur", "administration"}
