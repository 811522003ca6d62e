"""Coming in, staying in, going out: passwords, sessions, cookies, links, first start; and those who try otherwise."""

from __future__ import annotations

import asyncio
import math
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from access import accounts, audit, clock, database, demonstration, first_start, links, passwords, sessions
from access.accounts import Account, BadAccount, Perimeter
from access.doorway import ROUTES
from access.gate import Apology, Gate
from access.passwords import WeakPassword
from access.sign_in import Refused, sign_in

SITE = "http://localhost:8501"
GOOD, OTHER = "girafe tambour nuage cuillère", "marmotte violon galet brume"
Visit = Callable[..., httpx.Response]


@pytest.fixture(autouse=True)
def folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, no settings but the defaults, and data that are real."""
    monkeypatch.setenv("PALIER_SECRETS", str(data / "none.toml"))
    monkeypatch.setattr(demonstration, "_is_invented", lambda: False)
    return data


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let time pass: `later(minutes=5)`."""

    def pass_time(**lapse: float) -> None:
        monkeypatch.setattr(clock, "AHEAD", clock.AHEAD + timedelta(**lapse))

    return pass_time


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, but for `later`: two hundred attempts take a busy machine more than the minute they are counted in."""
    at = datetime.now(UTC).timestamp()

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(at, tz)

    monkeypatch.setattr(clock, "datetime", Stopped)


@pytest.fixture
def owner() -> Account:
    """An account with a password."""
    return person("viala", "equipe")


def person(login: str, role: str, password: str = GOOD) -> Account:
    bounds = {
        "equipe": Perimeter(("GARRIGUE",)),
        "evaluateur": Perimeter((), "Appel", date(2025, 1, 1), date(2025, 12, 1)),
    }
    made = accounts.create(login, login, role, bounds.get(role), by="test")
    accounts.set_password(made, passwords.hashed(password, login), by="test")
    return made


async def house(request: Request) -> Response:
    """What stands behind the gate: it says whom the gate announces."""
    if request.url.path == "/echec":
        raise ValueError("Mme Untel, chambre 12")
    return PlainTextResponse(request.headers.get("x-palier-session", "personne"))


class Browser:
    """A browser with its cookies, at an address of its own; nothing between it and the door but the protocol."""

    def __init__(self, address: str = "192.0.2.1", site: str = SITE) -> None:
        self.cookies: dict[str, str] = {}
        self.address, self.site = address, site
        routes = [*ROUTES, Route("/{path:path}", house, methods=["GET", "POST"])]
        hosts = ("localhost", "palier.example")
        self.app = Starlette(routes=routes, middleware=[Middleware(Apology), Middleware(Gate, hosts=hosts)])

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, {}, headers)

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        return self.ask("POST", path, fields or {}, {"origin": self.site, **headers})

    def sign_in(self, login: str = "viala", password: str = GOOD, **more: str) -> httpx.Response:
        return self.post("/connexion", {"identifiant": login, "mot_de_passe": password, **more})

    def ask(self, method: str, path: str, fields: dict[str, str], headers: dict[str, str]) -> httpx.Response:
        # In a thread of its own: the browser tests leave a loop running in this one.
        with ThreadPoolExecutor(1) as aside:
            answer = aside.submit(asyncio.run, self._ask(method, path, fields, headers)).result()
        for line in answer.headers.get_list("set-cookie"):
            name, _, rest = line.partition("=")
            value = rest.split(";")[0].strip('"')
            self.cookies[name] = value
            if not value or "max-age=0" in rest.lower():
                del self.cookies[name]
        return answer

    async def _ask(self, method: str, path: str, fields: Any, headers: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self.address, 1), raise_app_exceptions=False)
        shown = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"accept": "text/html", **({"cookie": shown} if shown else {}), **headers}
        async with httpx.AsyncClient(transport=transport, base_url=self.site) as client:
            return await client.request(method, path, data=fields or None, headers=sent)

    def is_in(self) -> bool:
        return self.get("/participation").status_code == 200


@pytest.fixture
def browser() -> Browser:
    return Browser()


def acts(*actions: str) -> Counter[str]:
    return Counter(event.action for event in audit.events() if not actions or event.action in actions)


# Coming in.


def test_the_right_password_opens_a_session(owner: Account, browser: Browser) -> None:
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.is_in()
    session = sessions.by_secret(browser.cookies["palier"])
    assert session
    assert session.account == accounts.by_id(owner.id)
    assert browser.get("/participation").text == session.id
    [event] = audit.events(actions=["signed_in"])
    assert (event.login, event.address) == ("viala", "192.0.2.1")


@pytest.mark.parametrize("typed", ["VIALA", " viala ", "Víala"])
def test_a_login_may_be_typed_in_any_case(owner: Account, browser: Browser, typed: str) -> None:
    assert browser.sign_in(typed).status_code == 303


def test_an_accent_typed_in_two_signs_is_the_same_letter(owner: Account, browser: Browser) -> None:
    assert browser.sign_in(password=GOOD.replace("è", "e\u0300")).status_code == 303


def test_a_refusal_says_nothing_of_which_accounts_exist(owner: Account) -> None:
    person("parti", "direction")
    accounts.create("invité", "Pas encore venu", "direction", by="test")
    accounts.end_access(accounts.by_login("parti"), by="test")  # type: ignore[arg-type]
    told = set()
    for number, login in enumerate(
        ("viala", "personne", "parti", "invite", "", "x" * 500, "a'; drop table accounts; --")
    ):
        answer = Browser(f"192.0.2.{number}").sign_in(login, "un mot de passe faux")
        assert answer.status_code == 401
        told.add(re.sub(r'value="[^"]*"', "", answer.text))
    assert len(told) == 1


def test_an_unknown_account_takes_as_long_as_a_known_one(owner: Account) -> None:
    def takes(login: str) -> float:
        started = time.perf_counter()
        with pytest.raises(Refused, match="inexact"):
            sign_in(login, "un mot de passe faux", f"192.0.2.{next(numbers)}")
        return time.perf_counter() - started

    numbers = iter(range(200))
    pairs = [(takes("viala"), takes(f"personne{n}")) for n in range(8)]
    known, unknown = (statistics.median(side) for side in zip(*pairs, strict=True))
    assert 0.5 < unknown / known < 2  # without the work of a password it would be a hundredth


def test_the_password_is_not_kept_nor_anything_that_gives_it(
    owner: Account, browser: Browser, folder: Path
) -> None:
    browser.sign_in()
    browser.sign_in(GOOD, GOOD)  # typed in the wrong box
    with database.reading() as con:
        con.execute("pragma wal_checkpoint")
    kept = b"".join(path.read_bytes() for path in folder.glob("access.sqlite*"))
    assert b"argon2id" in kept
    for secret in (GOOD.encode(), browser.cookies.get("palier", "absent").encode(), b"girafe"):
        assert secret not in kept
    assert not (folder / "access.sqlite").stat().st_mode & 0o077


# Guessing.


def test_a_thousand_wrong_passwords_open_nothing_and_the_owner_still_comes_in(
    owner: Account, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = Counter[bool]()
    right = passwords.is_right

    def counting(kept: str | None, password: str) -> bool:
        looked_at[answer := right(kept, password)] += 1
        return answer

    monkeypatch.setattr("access.sign_in.is_right", counting)
    guesser = Browser("198.51.100.9")
    started = time.monotonic()
    answers = Counter(guesser.sign_in(password=f"devine {n} encore").status_code for n in range(1_000))
    # Five are free, then each wait is twice the one before: on a busy machine a few more may be over.
    at_most = 6 + int(math.log2(1 + time.monotonic() - started))
    assert set(answers) == {401, 429}
    assert answers[401] == looked_at[False] <= at_most <= 16
    # The guesser's own waits grow; from elsewhere, the owner waits a minute at the very most.
    assert guesser.sign_in().status_code == 429
    later(seconds=61)
    assert Browser("203.0.113.5").sign_in().status_code == 303
    assert acts()["refused"] == answers[401]
    assert acts()["blocked"] >= 1


@pytest.mark.usefixtures("still")
def test_many_addresses_do_not_make_many_guesses(owner: Account, later: Callable[..., None]) -> None:
    answers = [Browser(f"198.51.{n // 250}.{n % 250}").sign_in(password=f"devine {n}") for n in range(200)]
    assert Counter(one.status_code for one in answers)[401] <= 21
    later(seconds=61)
    assert Browser("203.0.113.5").sign_in().status_code == 303


@pytest.mark.usefixtures("still")
def test_one_address_does_not_try_every_account(owner: Account) -> None:
    guesser = Browser("198.51.100.9")
    answers = [guesser.sign_in(f"compte{n}", "azerty") for n in range(60)]
    assert Counter(one.status_code for one in answers)[401] <= 31


@pytest.mark.usefixtures("still")
def test_each_wait_is_twice_the_one_before_and_told(owner: Account, later: Callable[..., None]) -> None:
    guesser, waits = Browser("198.51.100.9"), []
    for _ in range(12):
        answer = guesser.sign_in(password="devine encore un peu")
        if answer.status_code == 429:
            waits.append(int(answer.headers["retry-after"]))
            assert "Attendez" in answer.text
            later(seconds=waits[-1])
    assert len(waits) == 4
    assert all(expected - 1 <= wait <= expected for wait, expected in zip(waits, (2, 4, 8, 16), strict=True))


def test_attempts_made_at_once_count_as_many(owner: Account) -> None:
    def attempt(number: int) -> str:
        try:
            return sign_in("viala", f"devine {number} encore", "198.51.100.9")
        except Refused as refused:
            return "later" if refused.wait else "wrong"

    with ThreadPoolExecutor(40) as many:
        answers = Counter(many.map(attempt, range(60)))
    assert answers["wrong"] <= 5
    assert answers["wrong"] + answers["later"] == 60


# Staying in.


def test_a_session_ends_when_nothing_is_done(
    owner: Account, browser: Browser, later: Callable[..., None]
) -> None:
    browser.sign_in()
    later(minutes=59)
    assert browser.is_in()
    later(minutes=59)
    assert browser.is_in()
    later(minutes=61)
    assert not browser.is_in()


def test_a_session_ends_after_a_working_day_whatever_is_done(
    owner: Account, browser: Browser, later: Callable[..., None]
) -> None:
    browser.sign_in()
    for _ in range(19):
        later(minutes=31)
        assert browser.is_in()
    later(minutes=31)
    assert not browser.is_in()


def test_a_cookie_put_there_beforehand_is_not_the_session(owner: Account, browser: Browser) -> None:
    browser.cookies["palier"] = planted = "a-secret-that-the-attacker-knows"
    browser.sign_in()
    assert browser.cookies["palier"] != planted
    assert sessions.by_secret(planted) is None


def test_another_persons_session_ends_when_one_signs_in_over_it(owner: Account, browser: Browser) -> None:
    person("attaquant", "equipe")
    browser.sign_in("attaquant")
    planted = browser.cookies["palier"]
    browser.sign_in()
    assert sessions.by_secret(planted) is None


def test_each_sign_in_gives_another_secret(owner: Account) -> None:
    found = set()
    for number in range(5):
        visitor = Browser(f"192.0.2.{number}")
        visitor.sign_in()
        found.add(visitor.cookies["palier"])
    assert len(found) == 5
    assert min(map(len, found)) >= 43  # 256 bits


# Going out.


def test_a_session_signed_out_of_is_not_opened_again(owner: Account, browser: Browser) -> None:
    browser.sign_in()
    stolen = dict(browser.cookies)
    assert "Se déconnecter" in browser.get("/deconnexion").text
    assert browser.is_in()  # asking is not doing
    answer = browser.post("/deconnexion")
    assert "déconnecté" in answer.text
    assert not browser.cookies
    browser.cookies = stolen
    assert not browser.is_in()


def test_signing_out_everywhere_ends_every_session_of_the_account_and_no_other(owner: Account) -> None:
    person("voisin", "equipe")
    mine = [Browser(f"192.0.2.{n}") for n in range(3)]
    neighbour = Browser("192.0.2.9")
    for visitor in mine:
        visitor.sign_in()
    neighbour.sign_in("voisin")
    mine[0].post("/deconnexion", {"partout": "1"})
    assert [visitor.is_in() for visitor in mine] == [False] * 3
    assert neighbour.is_in()


def test_what_changes_a_persons_rights_ends_their_sessions(owner: Account) -> None:
    def changes() -> Iterator[Callable[[], object]]:
        yield lambda: accounts.change(owner, "Autre", "equipe", Perimeter(("LAVANDE",)), by="test")
        yield lambda: accounts.set_password(owner, passwords.hashed(OTHER), by="test")
        yield lambda: accounts.end_access(owner, by="test")

    for number, change in enumerate(changes()):
        visitor = Browser(f"192.0.2.{number}")
        visitor.sign_in(password=OTHER if number == 2 else GOOD)
        assert visitor.is_in()
        change()
        assert not visitor.is_in()


# The cookie, behind TLS and not.


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(owner: Account, browser: Browser) -> None:
    line = browser.sign_in().headers["set-cookie"].lower()
    assert "httponly" in line
    assert "samesite=lax" in line
    assert "path=/" in line
    assert "domain" not in line
    assert "secure" not in line  # plain HTTP on this machine: a Secure cookie would never come back


def test_behind_a_declared_tls_proxy_the_cookie_never_travels_in_the_clear(
    owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_PUBLIC_URL", "https://palier.example")
    # The proxy speaks plain HTTP to us; the browser's origin is the public one.
    visitor = Browser(site="http://palier.example")
    answer = visitor.ask(
        "POST",
        "/connexion",
        {"identifiant": "viala", "mot_de_passe": GOOD},
        {"origin": "https://palier.example"},
    )
    line = answer.headers["set-cookie"]
    assert line.startswith("__Host-palier=")
    assert "secure" in line.lower()
    assert "strict-transport-security" in answer.headers
    # A cookie that was set without TLS, by anyone on the way, is not looked at.
    visitor.cookies = {"palier": visitor.cookies["__Host-palier"]}
    assert not visitor.is_in()


# What other sites, and odd addresses, try.


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/connexion", {"identifiant": "viala", "mot_de_passe": GOOD}),
        ("/connexion/demonstration", {"role": "direction"}),
        ("/deconnexion", {"partout": "1"}),
        ("/mot-de-passe", {"actuel": GOOD, "mot_de_passe": OTHER, "encore": OTHER}),
        ("/invitation", {"jeton": "TOKEN", "mot_de_passe": OTHER, "encore": OTHER}),
        (
            "/premiere-ouverture",
            {"code": "x", "identifiant": "a", "nom": "a", "mot_de_passe": OTHER, "encore": OTHER},
        ),
    ],
)
@pytest.mark.parametrize(
    "origin", ["https://ailleurs.example", "null", None, "http://localhost.ailleurs.example"]
)
def test_no_form_is_followed_when_another_site_sends_it(
    owner: Account, browser: Browser, path: str, fields: dict[str, str], origin: str | None
) -> None:
    token = links.give(owner, by="test").split("=")[1]
    browser.sign_in()
    sent = {name: value.replace("TOKEN", token) for name, value in fields.items()}
    stranger = Browser()
    stranger.cookies = dict(browser.cookies)
    answer = stranger.ask("POST", path, sent, {"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert browser.is_in()
    assert Browser("192.0.2.7").sign_in().status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "\\\\ailleurs.example",
        "/%2f%2failleurs.example",
        "javascript:alert(1)",
        "/participation\r\nset-cookie: palier=x",
        "/connexion",
        "http:participation",
        "///participation",
        "/participation/../../x",
        "\t//ailleurs.example",
    ],
)
def test_one_is_led_nowhere_but_to_a_page_of_ours(owner: Account, browser: Browser, target: str) -> None:
    answer = browser.sign_in(vers=target)
    assert answer.headers["location"] == "/"
    assert "\n" not in "".join(answer.headers.values())


def test_one_is_led_to_the_page_that_was_asked_for(owner: Account, browser: Browser) -> None:
    refused = browser.get("/participation?periode=2025&residences=R%C3%A9sidence+%C3%A9%26t%C3%A9")
    assert refused.status_code == 303
    shown = browser.get(refused.headers["location"])
    [target] = re.findall(r'name="vers" value="([^"]*)"', shown.text)
    answer = browser.sign_in(vers=target.replace("&amp;", "&"))
    assert (
        answer.headers["location"] == "/participation?periode=2025&residences=R%C3%A9sidence+%C3%A9%26t%C3%A9"
    )


def test_what_is_typed_is_shown_as_text(owner: Account, browser: Browser) -> None:
    html = browser.sign_in('"><script>alert(1)</script>').text
    assert "<script" not in html
    html = browser.get("/connexion?vers=/participation?x=%22%3E%3Cscript%3E").text
    assert "<script" not in html


def test_a_header_of_ours_is_written_by_the_gate_only(owner: Account, browser: Browser) -> None:
    browser.sign_in()
    told = browser.get("/participation", **{"x-palier-session": "0" * 32}).text
    assert told == sessions.by_secret(browser.cookies["palier"]).id  # type: ignore[union-attr]
    assert Browser().get("/participation", **{"x-palier-session": told}).status_code == 303


def test_an_oversized_form_is_not_read(owner: Account, browser: Browser) -> None:
    assert browser.sign_in(password="x" * 100_000).status_code == 401
    assert browser.post("/connexion", {f"champ{n}": "" for n in range(500)}).status_code in (400, 401)


def test_a_failure_behind_the_gate_is_told_in_french_and_its_words_are_kept_from_the_log(
    owner: Account, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    browser.sign_in()
    answer = browser.get("/echec")
    assert answer.status_code == 500
    [reference] = re.findall(r"référence ([0-9A-F]{8})", answer.text)
    assert reference in caplog.text
    assert "ValueError" in caplog.text
    for text in (answer.text, caplog.text):
        assert "Untel" not in text


# Passwords that are accepted.


@pytest.mark.parametrize(
    "weak",
    [
        "court",
        "onze lettre",
        "motdepasse1234",
        "azertyuiop12",
        "aaaaaaaaaaaaaa",
        "Marseille2026",
        "123456789012",
        "Été2025Été2025",
        "viala viala viala",
        "x" * 129,
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(weak: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        passwords.hashed(weak, "viala")
    assert re.search(r"il en faut 12|Allongez-le|128 caractères", str(refused.value))


@pytest.mark.parametrize(
    "strong", [GOOD, OTHER, "xK9#mQ2vL!p4", "日本語のとても長い合言葉です", "a" * 5 + "-girafe-tambour-nuage"]
)
def test_a_password_needs_length_and_no_particular_signs(strong: str) -> None:
    assert passwords.is_right(passwords.hashed(strong), strong)


def test_a_password_is_kept_with_argon2id_at_the_strength_announced() -> None:
    assert passwords.hashed(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


# One-time links.


def test_an_invitation_lets_its_owner_choose_a_password_once(browser: Browser) -> None:
    made = accounts.create("nouvelle", "Nouvelle équipe", "equipe", Perimeter(("GARRIGUE",)), by="test")
    path = links.give(made, by="test")
    token = path.split("=")[1]
    assert "nouvelle" in browser.get(path).text
    short = browser.post("/invitation", {"jeton": token, "mot_de_passe": "court", "encore": "court"})
    assert (short.status_code, "trop court" in short.text) == (400, True)
    unlike = browser.post("/invitation", {"jeton": token, "mot_de_passe": GOOD, "encore": OTHER})
    assert "pas les mêmes" in unlike.text
    chosen = browser.post("/invitation", {"jeton": token, "mot_de_passe": GOOD, "encore": GOOD})
    assert chosen.status_code == 303
    assert browser.is_in()
    again = Browser("192.0.2.2").post("/invitation", {"jeton": token, "mot_de_passe": OTHER, "encore": OTHER})
    assert again.status_code == 410
    assert Browser("192.0.2.3").get(path).status_code == 410
    assert Browser("192.0.2.4").sign_in("nouvelle").status_code == 303


def test_a_reset_ends_the_sessions_and_the_old_password(owner: Account, browser: Browser) -> None:
    browser.sign_in()
    token = links.give(owner, by="test").split("=")[1]
    assert browser.is_in()  # until it is used, whoever holds the account keeps it
    Browser("192.0.2.2").post("/invitation", {"jeton": token, "mot_de_passe": OTHER, "encore": OTHER})
    assert not browser.is_in()
    assert Browser("192.0.2.3").sign_in().status_code == 401
    assert Browser("192.0.2.4").sign_in(password=OTHER).status_code == 303


def test_a_link_dies_with_time_with_the_next_one_and_with_the_access(
    owner: Account, later: Callable[..., None]
) -> None:
    person("admin", "administration")
    first, second = links.give(owner, by="test"), links.give(owner, by="test")
    assert Browser().get(first).status_code == 410
    assert Browser().get(second).status_code == 200
    later(hours=25)
    assert Browser().get(second).status_code == 410
    third = links.give(owner, by="test")
    accounts.end_access(owner, by="test")
    assert Browser().get(third).status_code == 410
    with pytest.raises(BadAccount):
        links.give(accounts.by_id(owner.id), by="test")


def test_ones_own_password_changes_with_the_old_one_only(owner: Account, browser: Browser) -> None:
    elsewhere = Browser("192.0.2.2")
    elsewhere.sign_in()
    browser.sign_in()
    old = browser.cookies["palier"]
    fields = {"actuel": "pas le bon du tout", "mot_de_passe": OTHER, "encore": OTHER}
    assert "inexact" in browser.post("/mot-de-passe", fields).text
    assert browser.post("/mot-de-passe", fields | {"actuel": GOOD}).headers["location"] == "/mon_compte"
    assert browser.is_in()
    assert sessions.by_secret(old) is None
    assert not elsewhere.is_in()


# First start, and the demonstration.


def test_the_first_account_needs_the_code_of_the_console(browser: Browser) -> None:
    assert browser.get("/connexion").headers["location"] == "/premiere-ouverture"
    older, code = (first_start.announce(SITE).splitlines()[-1].split(" : ")[1] for _ in range(2))
    fields = {
        "code": older,
        "identifiant": "admin",
        "nom": "Informatique",
        "mot_de_passe": GOOD,
        "encore": GOOD,
    }
    refused = browser.post("/premiere-ouverture", fields)
    assert "n&#39;est pas le bon" in refused.text
    assert 'value="admin"' in refused.text  # nothing typed is lost
    assert GOOD not in refused.text
    weak = browser.post(
        "/premiere-ouverture", fields | {"code": code, "mot_de_passe": "court", "encore": "court"}
    )
    assert weak.status_code == 400
    made = browser.post("/premiere-ouverture", fields | {"code": f" {code.lower()} "})
    assert made.status_code == 303
    [account] = accounts.every_account()
    assert (account.role, account.login, account.is_demo) == ("administration", "admin", False)
    assert first_start.announce(SITE) == ""
    again = Browser().post("/premiere-ouverture", fields | {"code": code, "identifiant": "autre"})
    assert again.headers["location"] == "/connexion"
    assert len(accounts.every_account()) == 1


def test_the_code_is_not_guessed(browser: Browser) -> None:
    first_start.announce(SITE)
    fields = {"identifiant": "admin", "nom": "x", "mot_de_passe": GOOD, "encore": GOOD}
    texts = [
        browser.post("/premiere-ouverture", fields | {"code": f"AAAA-AAAA-AAAA-{n:04d}"}).text
        for n in range(50)
    ]
    assert sum("Trop d&#39;essais" in text for text in texts) >= 45
    assert not accounts.every_account()


def test_one_click_accounts_exist_on_invented_data_only(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = {"role": "direction"}
    assert browser.post("/connexion/demonstration", enter).status_code == 403
    monkeypatch.setattr(demonstration, "_is_invented", lambda: True)
    assert "Démonstration" in browser.get("/connexion").text
    assert browser.post("/connexion/demonstration", {"role": "inconnu"}).status_code == 403
    for role in ("direction", "equipe", "evaluateur", "administration"):
        visitor = Browser()
        assert visitor.post("/connexion/demonstration", {"role": role}).status_code == 303
        assert sessions.by_secret(visitor.cookies["palier"]).account.role == role  # type: ignore[union-attr]
    browser.post("/connexion/demonstration", enter)
    assert browser.is_in()
    # Real data come: the session of the demonstration is over at once.
    monkeypatch.setattr(demonstration, "_is_invented", lambda: False)
    assert not browser.is_in()
    # Or a real account does, on invented data.
    monkeypatch.setattr(demonstration, "_is_invented", lambda: True)
    assert browser.is_in()
    person("admin", "administration")
    assert not browser.is_in()
    assert browser.post("/connexion/demonstration", enter).status_code == 403


# Accounts, and the log.


def test_an_account_that_makes_no_sense_is_refused(owner: Account) -> None:
    for login, name, role, bounds in (
        ("viala", "Le même", "direction", Perimeter()),
        ("VIALA", "Le même encore", "direction", Perimeter()),
        ("a b", "Espace", "direction", Perimeter()),
        ("autre", " ", "direction", Perimeter()),
        ("autre", "Sans résidence", "equipe", Perimeter()),
        ("autre", "Sans appel", "evaluateur", Perimeter(("GARRIGUE",))),
        ("autre", "À l'envers", "evaluateur", Perimeter((), "A", date(2025, 2, 1), date(2025, 1, 1))),
        ("autre", "Inconnu", "roi", Perimeter()),
    ):
        with pytest.raises(BadAccount):
            accounts.create(login, name, role, bounds, by="test")
    assert len(accounts.every_account()) == 1


def test_the_last_administrator_stays(owner: Account) -> None:
    first = person("admin", "administration")
    for act in (
        lambda: accounts.end_access(first, by="test"),
        lambda: accounts.change(first, "x", "direction", Perimeter(), by="test"),
    ):
        with pytest.raises(BadAccount, match="dernier"):
            act()
    person("second", "administration")
    accounts.end_access(first, by="test")
    assert not accounts.by_id(first.id).is_open


def test_the_log_is_only_added_to(owner: Account) -> None:
    with pytest.raises(Exception, match="only added to"), database.writing() as con:
        con.execute("update events set login = 'personne'")
    with pytest.raises(Exception, match="kept for a year"), database.writing() as con:
        con.execute("delete from events")
    with database.writing() as con:
        con.execute(
            "insert into events (at, login, action) values ('2020-01-01T00:00:00+00:00', 'ancien', 'signed_in')"
        )
    audit.forget_old()
    assert "ancien" not in audit.logins()
    assert "test" in audit.logins()
