"""Three locks on each page: the gate, the menu, `require()`. Here the last two, each alone; the gate is in test_door."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import accounts, audit, sessions
from access.accounts import Perimeter
from access.gate import Shown
from tests.browser.serving import ROOT
from tests.people import PERIMETERS, account, signed_in
from tests.test_door import EVERYONE, WHO_MAY_OPEN
from ui import visitor

PAGES = {path.stem: path for path in (ROOT / "pages").glob("*/*.py")}
FORBIDDEN = [(role, page) for page in PAGES for role in sorted(EVERYONE) if role not in WHO_MAY_OPEN[page]]
ALLOWED = [(role, page) for page in PAGES for role in sorted(EVERYONE) if role in WHO_MAY_OPEN[page]]
FAREWELL = "Votre session est terminée"


def entered(user: dict[str, Any]) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at.user = user
    return at


def said(at: AppTest) -> str:
    texts = (getattr(node, "value", None) for node in at.main)
    return "\n".join(text for text in texts if isinstance(text, str))


@pytest.mark.parametrize(("role", "page"), FORBIDDEN)
def test_the_menu_holds_a_page_back(role: str, page: str, data: Path) -> None:
    at = entered(signed_in(role).user).run()
    with pytest.raises(ValueError, match="page"):
        at.switch_page(f"../{PAGES[page].relative_to(ROOT)}").run()


@pytest.mark.parametrize(("role", "page"), FORBIDDEN)
def test_a_page_holds_itself_back_without_the_menu(role: str, page: str, data: Path) -> None:
    at = AppTest.from_file(str(PAGES[page]), default_timeout=60)
    at.user = signed_in(role).user
    at.run()
    assert [error.value for error in at.error] == ["Cette page n'est pas ouverte à votre rôle."]
    assert len(at.main) == 1
    assert [(event.login, event.detail) for event in audit.events(actions=["denied"])] == [
        (f"{role}.test", page)
    ]


@pytest.mark.parametrize(("role", "page"), ALLOWED)
def test_a_page_opens_for_those_it_is_for(role: str, page: str, data: Path) -> None:
    at = entered(signed_in(role).user).switch_page(f"../{PAGES[page].relative_to(ROOT)}").run()
    assert not at.exception
    assert at.title
    assert "n'est pas ouverte" not in said(at)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_first_who_looks(page: str) -> None:
    body = [node for node in ast.parse(PAGES[page].read_text("utf-8")).body]
    first = next(node for node in body if not isinstance(node, ast.Import | ast.ImportFrom))
    assert ast.unparse(first).split("= ")[-1] == f"visitor.require('{page}')"


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"session": None},
        {"session": "0" * 32},
        {"email": "direction.test", "is_logged_in": True},
        {"session": True},
    ],
)
@pytest.mark.parametrize(
    "script", ["ui/entry.py", "pages/pilotage/synthese.py", "pages/administration/comptes.py"]
)
def test_without_a_session_nothing_runs(user: dict[str, Any], script: str, data: Path) -> None:
    account("direction")
    at = AppTest.from_file(str(ROOT / script), default_timeout=60)
    at.user = user
    at.run()
    assert FAREWELL in said(at)
    assert not at.title


@pytest.mark.parametrize("how", ["signed out", "rights changed", "access ended", "password changed"])
def test_a_page_left_open_has_no_right_left_once_the_session_is_over(how: str, data: Path) -> None:
    signed = signed_in("equipe")
    at = entered(signed.user).run()
    assert at.title
    if how == "signed out":
        sessions.end_all(signed.account)
    elif how == "rights changed":
        accounts.change(signed.account, "Autre", "equipe", Perimeter(("LAVANDE",)), by="test")
    elif how == "access ended":
        accounts.end_access(signed.account, by="test")
    else:
        accounts.set_password(signed.account, "argon2", by="test")
    at.run()
    assert FAREWELL in said(at)
    assert not at.title


def test_a_run_asks_once_who_looks_and_an_act_asks_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = sessions.by_id_of_session
    monkeypatch.setattr(sessions, "by_id_of_session", lambda one: asked.append(one) or found(one))
    monkeypatch.setattr(visitor, "_A_LOOK", 60.0)
    signed = signed_in("direction")
    entered(signed.user).run()
    assert len(asked) == 1

    def acts() -> None:
        from ui import visitor

        visitor.arrive()
        for _ in range(3):
            visitor.sight()
            visitor.require_permission("deposit")

    asked.clear()
    at = AppTest.from_function(acts)
    at.user = signed.user
    assert not at.run().exception
    assert len(asked) == 1 + 3


def test_a_file_to_take_away_is_given_to_whom_it_was_offered(data: Path) -> None:
    offered, other = account("direction"), account("equipe", PERIMETERS["equipe"])
    shown = Shown()
    shown.note(offered, b"\x12\x34 /media/5f3c0a9b.csv \x00 /media/77aa.png")
    assert shown.knows(offered, b"5f3c0a9b")
    assert shown.knows(offered, b"77aa")
    assert not shown.knows(other, b"5f3c0a9b")
    assert not shown.knows(offered, b"5f3c")
