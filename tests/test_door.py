"""The door, on a real server: who gets what answer, with no session, a revoked one, or one of each role."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from access import database
from access.permissions import HOMES, PAGES
from tests.browser.serving import ROOT, serve
from tests.people import signed_in_at

EVERYONE = {"direction", "equipe", "evaluateur", "administration", "federation"}
READERS = {"direction", "equipe", "evaluateur"}
STAFF = {"direction", "equipe"}
# Written by hand from the issue and design.md section 5: never read from the program.
WHO_MAY_OPEN = {
    "synthese": READERS,
    "residence": STAFF,
    "participation": READERS,
    "conflits": STAFF,
    "instances": READERS,
    "charte": READERS,
    "reglement_interieur": STAFF,
    "besoins": STAFF,
    "occupation": READERS,
    "actualisation": READERS,
    "a_revoir": STAFF,
    "texte": STAFF,
    "pratiques": READERS,
    "paroles_et_suites": {"direction", "equipe"},
    "preuves": {"direction", "equipe"},
    "appel_a_projets": {"direction", "evaluateur"},
    "parcours": STAFF,
    "satisfaction": STAFF,
    "partenariats": READERS,
    "maintien_a_domicile": STAFF,
    "bilan": {"direction", "evaluateur"},
    "preparer_bilan": {"direction"},
    "livrables": {"direction"},
    "tableaux": {"direction", "evaluateur"},
    "editions": {"direction"},
    "methode": EVERYONE,
    "depot": STAFF,
    "tableau_du_mois": STAFF,
    "historique": STAFF,
    "paroles": STAFF,
    "themes": STAFF,
    "reglages": {"direction"},
    "comptes": {"administration"},
    "acces": {"administration", "direction"},
    "mon_compte": EVERYONE,
    "federation": {"federation"},
}
# Every service of Streamlit: who is let through to it, and what it then answers to an empty request.
WHO_MAY_CALL: dict[tuple[str, str], tuple[set[str], int]] = {
    ("GET", "/_stcore/host-config"): (EVERYONE, 200),
    ("GET", "/_stcore/metrics"): ({"administration"}, 200),
    ("OPTIONS", "/_stcore/metrics"): ({"administration"}, 204),
    ("GET", "/_stcore/bidi-components/absent/x.js"): (EVERYONE, 404),
    ("GET", "/component/absent/index.html"): (EVERYONE, 404),
    ("GET", "/media/0123456789abcdef.csv"): (set(), 0),
    ("OPTIONS", "/_stcore/upload_file/a/b"): (READERS, 204),
    ("PUT", "/_stcore/upload_file/a/b"): (READERS, 403),  # Streamlit's own token is missing
    ("DELETE", "/_stcore/upload_file/a/b"): (READERS, 403),
    ("GET", "/auth/login"): (set(), 0),
    ("GET", "/auth/logout"): (set(), 0),
    ("GET", "/oauth2callback"): (set(), 0),
    ("POST", "/_stcore/agent/interact"): (set(), 0),
    ("GET", "/_stcore/agent/openapi.json"): (set(), 0),
    ("POST", "/_stcore/agent/mcp"): (set(), 0),
    ("GET", "/_stcore/script-health-check"): (set(), 0),
    ("GET", "/static/absent.js"): (EVERYONE, 200),  # Streamlit's page again
    ("GET", "/app/static/absent.txt"): (
        EVERYONE,
        200,
    ),  # no such service: Streamlit's page, which runs nothing
    ("GET", "/i18n/fr.js"): (EVERYONE, 200),
    ("GET", "/mot-de-passe"): (EVERYONE, 403),  # the tests' accounts have no password to change
}
OPEN = ("/_stcore/health", "/i18n/palier.svg", "/connexion/style.css")
FORGED = {
    "x-palier-session": "1" * 32,
    "X-Palier-Account": "direction.test",
    "x-app-user": "direction.test",
    "x-app-role": "direction",
    "x-forwarded-user": "direction.test",
    "remote-user": "direction.test",
    "authorization": "Basic ZGlyZWN0aW9uOmRpcmVjdGlvbg==",
    "cookie": "_streamlit_user=direction; streamlit-authenticator=x; sid=1; __Host-palier=x",
}
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server where nothing was deposited, and its data folder."""
    data = tmp_path_factory.mktemp("door") / "data"
    with serve(data) as address:
        yield address, data


@pytest.fixture(scope="module")
def cookies(server: tuple[str, Path]) -> dict[str, dict[str, str]]:
    """The header that each kind of visitor sends: one of each role, a session that was ended, none."""
    address, data = server
    signed = {role: signed_in_at(data, role) for role in sorted(EVERYONE)}
    revoked = signed_in_at(data, "direction")
    answer = httpx.post(
        f"{address}/deconnexion", headers={"cookie": revoked.cookie, "origin": address, **HTML}
    )
    assert answer.status_code == 200
    headers = {role: {"cookie": one.cookie} for role, one in signed.items()}
    return headers | {"revoked": {"cookie": revoked.cookie}, "anonymous": {}}


VISITORS = [*sorted(EVERYONE), "revoked", "anonymous"]


def test_the_table_names_every_page_and_the_program_agrees() -> None:
    stems = {path.stem for path in (ROOT / "pages").glob("*/*.py")}
    assert set(WHO_MAY_OPEN) == stems, "a page has no line in the table of who may open it"
    assert set(PAGES) == stems, "a page has no permission in access/permissions.py"


def test_the_table_names_every_service_of_streamlit() -> None:
    listing = (
        "from streamlit.web.server.starlette.starlette_app import create_streamlit_routes as made; from app import app; "
        "print(*(route.path for route in made(app._create_runtime())), sep='\\n')"
    )
    command = [ROOT / ".venv/bin/python", "-c", listing]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    shapes = {re.sub(r"\{[^}]+\}", "X", path) for path in told} - {"/_stcore/health", "/_stcore/stream"}
    assert len(shapes) > 8
    known = [path for _, path in WHO_MAY_CALL]
    for shape in shapes:
        assert [path for path in known if re.fullmatch(shape.replace("X", ".+"), path)], shape


@pytest.mark.parametrize("page", WHO_MAY_OPEN)
@pytest.mark.parametrize("visitor", VISITORS)
def test_who_may_open_a_page_by_its_address(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], visitor: str, page: str
) -> None:
    address, _ = server
    for path in (f"/{page}", f"/{page}/", f"/nulle/part/{page}", f"/{page}?residences=GARRIGUE"):
        answer = httpx.get(address + path, headers={**HTML, **cookies[visitor]})
        if visitor not in EVERYONE:
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/connexion?vers=/")
        elif visitor not in WHO_MAY_OPEN[page]:
            assert answer.status_code == 403
            assert "à votre rôle" in answer.text
        elif path in (f"/{page}", f"/{page}?residences=GARRIGUE") and page == HOMES.get(visitor, "synthese"):
            assert answer.headers["location"] == ("/?residences=GARRIGUE" if "?" in path else "/")
        elif path.endswith("/"):
            assert (answer.status_code, answer.headers["location"]) == (301, f"/{page}")
        else:
            assert answer.status_code == 200
            assert "<title>Palier</title>" in answer.text


@pytest.mark.parametrize(("method", "path"), WHO_MAY_CALL)
@pytest.mark.parametrize("visitor", VISITORS)
def test_who_may_call_a_service_of_streamlit(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], visitor: str, method: str, path: str
) -> None:
    address, _ = server
    answer = httpx.request(method, address + path, headers={**cookies[visitor], "origin": address})
    allowed, then = WHO_MAY_CALL[method, path]
    expected = then if visitor in allowed else 403 if visitor in EVERYONE else 401
    assert answer.status_code == expected, answer.text
    if visitor not in allowed:
        assert len(answer.text) < 200  # a sentence, nothing of the house


@pytest.mark.parametrize("visitor", VISITORS)
def test_who_may_open_the_socket(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], visitor: str
) -> None:
    assert _opens_socket(server[0], cookies[visitor]) == (visitor in EVERYONE)


@pytest.mark.parametrize("path", OPEN)
def test_what_anybody_may_ask_for(server: tuple[str, Path], path: str) -> None:
    assert httpx.get(server[0] + path).status_code == 200


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_header_opens_nothing(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], name: str
) -> None:
    address, data = server
    value = signed_in_at(data, "direction").id if name == "x-palier-session" else FORGED[name]
    for path in ("/", "/participation", "/_stcore/host-config"):
        assert httpx.get(address + path, headers={name: value}).status_code == 401
    assert not _opens_socket(address, {name: value})
    # Beside a session of one's own, it lends no right either: the script would see two names.
    if name != "cookie":
        answer = httpx.get(f"{address}/depot", headers={**cookies["evaluateur"], **HTML, name: value})
        assert answer.status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/depot", "/connexion", "/deconnexion", "/_stcore/upload_file/a/b"])
@pytest.mark.parametrize(
    "origin",
    ["https://ailleurs.example", "null", "", "http://127.0.0.1:1", "http://localhost.ailleurs.example"],
)
def test_nothing_is_done_for_another_site(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], origin: str, path: str, method: str
) -> None:
    address, _ = server
    headers = {**cookies["direction"], **({"origin": origin} if origin else {})}
    answer = httpx.request(method, address + path, headers=headers)
    assert answer.status_code == 403
    assert "autre site" in answer.text


def test_another_site_cannot_open_a_socket(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]]
) -> None:
    assert not _opens_socket(server[0], cookies["direction"], origin="https://ailleurs.example")
    assert not _opens_socket(server[0], cookies["direction"], origin=None)


@pytest.mark.parametrize(
    "host",
    ["ailleurs.example", "localhost.ailleurs.example", "127.0.0.1.ailleurs.example", "", "[", "a@localhost"],
)
def test_another_name_is_not_answered(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], host: str
) -> None:
    for path in ("/", "/connexion", "/_stcore/health"):
        answer = httpx.get(server[0] + path, headers={**cookies["direction"], "host": host})
        assert answer.status_code == 400, (path, answer.text)


def test_local_names_are_answered(server: tuple[str, Path], cookies: dict[str, dict[str, str]]) -> None:
    port = server[0].rsplit(":", 1)[1]
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", "LOCALHOST"):
        answer = httpx.get(server[0] + "/_stcore/host-config", headers={**cookies["direction"], "host": host})
        assert answer.status_code == 200, host


@pytest.mark.parametrize(
    "path",
    [
        "/..%2fparticipation",
        "//participation",
        "/%2e%2e/participation",
        "/participation%00",
        "/static/../participation",
        "/\\participation",
    ],
)
def test_an_odd_way_of_writing_a_page_opens_nothing(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], path: str
) -> None:
    assert httpx.get(server[0] + path, headers=HTML).status_code in (303, 400)
    answer = httpx.get(server[0] + path, headers={**HTML, **cookies["administration"]})
    assert answer.status_code in (400, 403, 404) or "<title>Palier</title>" in answer.text


def test_a_session_ended_by_the_administration_is_over_everywhere(server: tuple[str, Path]) -> None:
    address, data = server
    signed = signed_in_at(data, "direction")
    headers = {"cookie": signed.cookie}
    assert httpx.get(f"{address}/_stcore/host-config", headers=headers).status_code == 200
    with database._open(data / "access.sqlite")[1]:
        database._open(data / "access.sqlite")[0].execute(
            "update sessions set ended_at = '2026-01-01' where id = ?", (signed.id,)
        )
    assert httpx.get(f"{address}/_stcore/host-config", headers=headers).status_code == 401
    assert not _opens_socket(address, headers)


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_answer_carries_the_security_headers(
    server: tuple[str, Path], cookies: dict[str, dict[str, str]], visitor: str
) -> None:
    for path in ("/", "/connexion", "/comptes", "/_stcore/health", "/absent", "/media/x", "/i18n/fr.js"):
        headers = httpx.get(server[0] + path, headers={**HTML, **cookies[visitor]}).headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert not re.search(r"script-src[^;]*'unsafe-inline'", policy)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_behind_a_declared_proxy_the_public_name_works_and_cookies_stay_under_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = "https://palier.example"
    monkeypatch.setenv("PALIER_PUBLIC_URL", public)
    with serve(tmp_path / "data") as address:
        signed = signed_in_at(tmp_path / "data", "direction")
        cookie = {"cookie": f"__Host-palier={signed.secret}"}
        headers = {**cookie, **HTML, "host": "palier.example"}
        answer = httpx.get(address, headers=headers)
        assert answer.status_code == 200
        asked = httpx.get(
            f"{address}/_stcore/health", headers=headers
        )  # Streamlit gives its own cookie there
        lines = [*answer.headers.get_list("set-cookie"), *asked.headers.get_list("set-cookie")]
        assert [line for line in lines if "secure" not in line.lower()] == []
        assert any(line.startswith("_streamlit_xsrf") for line in lines)
        port = int(address.rsplit(":", 1)[1])
        for origin, opens in ((public, True), ("http://palier.example", False), (address, False)):
            with socket.create_connection(("127.0.0.1", port)) as wire:
                assert _opens_socket("http://palier.example", cookie, origin, sock=wire) == opens
        assert httpx.get(address, headers={**headers, "host": "autre.example"}).status_code == 400


def _opens_socket(address: str, headers: dict[str, str], origin: str | None = "same", **more: Any) -> bool:
    here = address if origin == "same" else origin
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    options: Any = {"additional_headers": headers, "subprotocols": ["streamlit"], "origin": here, **more}
    try:
        with connect(url, **options):
            return True
    except InvalidStatus as refused:
        return refused.response.status_code != 403
