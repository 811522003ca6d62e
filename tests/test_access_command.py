"""`python -m access`, for the day the web page cannot be reached."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from access import accounts, audit, links, sessions
from access.__main__ import main
from access.sign_in import Refused, sign_in
from tests.people import signed_in
from tests.workbooks import ROOT

STRONG = "cheval agrafe pile correcte"
ANOTHER = "quatre mots sans rapport entre eux"


def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
    """Run the command as a script would: nobody at the terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "access", *arguments],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "argon2" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def path_in(printed: str) -> str:
    [path] = [line for line in printed.splitlines() if links.PATH in line]
    return path


def test_an_administrator_is_made_with_a_password_on_the_standard_input(data: Path) -> None:
    status, told, _ = run(
        "admin", "Chef.Admin", "--name", "Administration", "--password-stdin", typed=f"{STRONG}\n"
    )
    assert (status, "Compte d'administration créé : chef.admin" in told) == (0, True)
    assert STRONG not in told
    session = sessions.by_secret(sign_in("chef.admin", STRONG, "127.0.0.1"))
    assert session
    assert session.account.role == "administration"
    assert [(event.login, event.action) for event in audit.events()][1:] == [
        ("ligne de commande", "password_chosen"),
        ("ligne de commande", "account_created"),
    ]


def test_without_a_terminal_a_one_time_link_is_printed(data: Path) -> None:
    status, told, _ = run("admin", "chef", "--name", "Administration")
    path = path_in(told)
    assert (status, path.startswith("/invitation?jeton=")) == (0, True)
    assert "168 heures" in told
    account = links.choose_password(path.partition("=")[2], STRONG)
    assert (account.login, account.role) == ("chef", "administration")


def test_the_link_bears_the_public_address(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALIER_PUBLIC_URL", "https://palier.example.org")
    assert path_in(run("admin", "chef", "--name", "A")[1]).startswith(
        "https://palier.example.org/invitation?jeton="
    )


def test_at_a_terminal_the_password_is_typed_twice(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = [STRONG, ANOTHER, STRONG, STRONG]
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("access.__main__.getpass", lambda _: typed.pop(0))
    assert main(["admin", "chef", "--name", "Administration"]) == 1
    assert "ne sont pas les mêmes" in capsys.readouterr().err
    assert accounts.by_login("chef") is None
    assert main(["admin", "chef", "--name", "Administration"]) == 0
    assert sign_in("chef", STRONG, "127.0.0.1")


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("admin", "chef", "--name", "A", "--password-stdin"), "court\n", "trop court"),
        (("admin", "chef", "--name", "A", "--password-stdin"), "motdepasse2025\n", "trop courant"),
        (("admin", "chef", "--name", "A", "--password-stdin"), "", "trop court"),
        (("admin", "un mot", "--name", "A"), "", "L'identifiant tient en"),
        (("admin", "direction.test", "--name", "A"), "", "déjà pris"),
        (("disable", "absent"), "", "Aucun compte « absent »"),
        (("reset", "absent"), "", "Aucun compte « absent »"),
        (("reset", "direction.test", "--password-stdin"), "court\n", "trop court"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    arguments: tuple[str, ...], typed: str, said: str, data: Path
) -> None:
    signed_in("direction")
    before = accounts.every_account()
    status, told, why = run(*arguments, typed=typed)
    assert (status, told, said in why) == (1, "", True)
    assert "Traceback" not in why
    assert accounts.every_account() == before


@pytest.mark.parametrize(
    "arguments", [(), ("admin", "chef"), ("disable",), ("reset", "a", "--password", "x"), ("grant",)]
)
def test_a_wrong_command_is_told_by_its_status(arguments: tuple[str, ...], data: Path) -> None:
    assert run(*arguments)[0] == 2
    assert not data.exists()


def test_the_list_says_who_and_what_and_no_secret(data: Path) -> None:
    equipe, _ = signed_in("equipe"), signed_in("evaluateur")
    accounts.end_access(signed_in("direction").account, by="test")
    status, told, _ = run("list", "--json")
    rows = {row["login"]: row for row in json.loads(told)}
    assert status == 0
    assert list(rows) == ["equipe.test", "evaluateur.test", "direction.test"]
    assert rows["equipe.test"]["residences"] == ["GARRIGUE"]
    assert rows["equipe.test"]["seen_at"]
    assert (rows["evaluateur.test"]["first"], rows["evaluateur.test"]["last"]) == ("2024-01", "2025-12")
    assert [row["state"] for row in rows.values()] == ["actif", "actif", "accès retiré"]
    assert equipe.secret not in told
    assert (
        run("list")[1].splitlines()[0].startswith("equipe.test · equipe.test · equipe · GARRIGUE · actif · ")
    )


def test_disabling_ends_sessions_and_is_not_done_twice(data: Path) -> None:
    signed = signed_in("direction")
    assert run("disable", "Direction.Test")[0] == 0
    assert sessions.by_secret(signed.secret) is None
    assert run("disable", "direction.test")[0] == 1
    assert run("reset", "direction.test")[0] == 1
    assert [event.login for event in audit.events(actions=["access_ended"])] == ["ligne de commande"]


def test_the_last_administrator_is_not_disabled(data: Path) -> None:
    signed = signed_in("administration")
    status, _, why = run("disable", "administration.test")
    assert (status, "dernier compte d'administration" in why) == (1, True)
    assert sessions.by_secret(signed.secret)


def test_a_password_that_will_open_nothing_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALIER_LOCAL_ACCOUNTS", "0")
    assert "les mots de passe sont fermés" in run("admin", "chef", "--name", "A")[2]


def test_a_reset_gives_a_link_or_keeps_the_password_given(data: Path) -> None:
    signed = signed_in("direction")
    assert run("reset", "direction.test", "--password-stdin", typed=STRONG)[0] == 0
    assert sessions.by_secret(signed.secret) is None
    assert sign_in("direction.test", STRONG, "127.0.0.1")
    status, told, _ = run("reset", "direction.test")
    assert (status, "24 heures" in told) == (0, True)
    links.choose_password(path_in(told).partition("=")[2], ANOTHER)
    with pytest.raises(Refused):
        sign_in("direction.test", STRONG, "127.0.0.1")
    assert sign_in("direction.test", ANOTHER, "127.0.0.1")
