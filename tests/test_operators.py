"""Who opens an association, who manages its accounts, what became of an installation that held one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import accounts, administration, audit, database, dismissals, operators, sessions, volunteers
from access.__main__ import main
from access.account import FIRST
from access.accounts import Account, BadAccount, Perimeter
from access.operators import BadOperator
from access.organisation import Person
from access.organisation_accounts import NotWelcome, account_of
from access.organisation_settings import BadSettings, Grant, Organisation, organisation
from pipelines.folder import _ASSOCIATIONS, every_association
from tests.test_pages import ROOT, ran, said
from tests.two_associations import BETA, account_in, signed_in_of
from ui import month_acts

_BEFORE = """
create table accounts (id integer primary key, login text not null unique, name text not null,
    role text not null check (role in ('direction', 'equipe', 'evaluateur', 'administration')),
    residences text not null default '[]', call text not null default '', first_month text, last_month text,
    password_hash text, subject text unique, is_demo integer not null default 0, created_at text not null, ended_at text) strict;
create table sessions (id text primary key, secret_hash text not null unique,
    account_id integer not null references accounts (id), via text not null, opened_at text not null,
    seen_at text not null, expires_at text not null, ended_at text) strict;
create table dismissals (alert text primary key, reason text not null, day text, login text not null, at text not null) strict;
create table events (id integer primary key, at text not null, login text not null, action text not null,
    detail text not null default '', address text not null default '') strict;
create trigger events_stay before update on events begin select raise(abort, 'only added to'); end;
insert into accounts values (7, 'chef', 'Chef', 'administration', '[]', '', null, null, 'kept', null, 0, '2025-01-01', null);
insert into accounts values (9, 'via', 'Viala', 'equipe', '["VIA"]', '', null, null, null, 'idp|1', 0, '2025-01-02', null);
insert into dismissals values ('VIA/x', 'elsewhere', null, 'via', '2025-02-01');
insert into events (at, login, action) values ('2025-02-01T10:00:00+00:00', 'via', 'signed_in');
"""


@pytest.fixture
def two(data: Path) -> tuple[Account, Account]:
    """The administrations of the first association and of a second one."""
    first = account_in(FIRST, "administration")
    return first, administration.open_association(first, "Bêta", "administration.beta", "Administration")


def test_a_file_of_one_association_is_moved_whole_and_once(data: Path) -> None:
    data.mkdir()
    con = sqlite3.connect(data / "access.sqlite")
    con.executescript(_BEFORE)
    instant = datetime.now(UTC).replace(microsecond=0).isoformat()
    kept = ("s", sessions.hash_of("secret"), 9, "test", instant, instant, "2999-01-01T00:00:00+00:00", None)
    con.execute("insert into sessions values (?, ?, ?, ?, ?, ?, ?, ?)", kept)
    con.commit()
    con.close()
    found = sessions.by_secret("secret")
    assert found
    assert (found.account.login, found.account.operator, found.account.perimeter.residences) == (
        "via",
        FIRST,
        ("VIA",),
    )
    assert [(one.id, one.has_password) for one in accounts.every_account()] == [(7, True), (9, False)]
    assert [*dismissals.dismissals()] == ["VIA/x"]
    assert [event.login for event in audit.events(operator=FIRST)] == ["via"]
    made = accounts.create("union", "Union", "federation", by="test")
    assert made.operator is None
    database._open.cache_clear()  # another process opens the same file
    assert accounts.by_id(9) == found.account
    with database.reading() as reading:
        assert reading.execute("pragma foreign_key_check").fetchall() == []
        assert reading.execute("pragma foreign_keys").fetchone()[0] == 1


def test_an_association_opens_with_its_folder_and_its_administration(
    two: tuple[Account, Account], data: Path
) -> None:
    first, second = two
    assert (second.operator, second.role) == ("beta", "administration")
    assert every_association() == [FIRST, "beta"]
    assert (data / _ASSOCIATIONS / "beta").is_dir()
    assert database.ASSOCIATIONS == _ASSOCIATIONS
    path, _ = administration.give_first_link(first, second)
    assert "jeton=" in path
    accounts.set_password(second, "kept", by="test")
    with pytest.raises(BadAccount, match="a déjà servi"):
        administration.give_first_link(first, second)
    for name, login, why in (
        ("Bêta", "autre", "existe déjà"),
        ("", "autre", "nom de l'association"),
        ("!!", "autre", "nom court"),
    ):
        with pytest.raises(BadOperator, match=why):
            administration.open_association(first, name, login, "Administration")
    with pytest.raises(BadAccount, match="déjà pris"):
        administration.open_association(first, "Gamma", "administration.beta", "Administration")
    assert every_association() == [FIRST, "beta"]  # nothing is left of what was refused


Act = Callable[[Account, Account], object]
ACTS: dict[str, Act] = {
    "change": lambda actor, other: administration.change_access(actor, other, "X", "direction", Perimeter()),
    "end": administration.end_access,
    "sign out": administration.end_sessions,
    "link": administration.give_link,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_administration_acts_on_its_own_accounts_only(act: Act, two: tuple[Account, Account]) -> None:
    first, second = two
    own = account_in(BETA, "equipe")
    for actor, other in ((first, own), (second, account_in(FIRST, "equipe")), (first, second)):
        with pytest.raises(BadAccount, match="autre association"):
            act(actor, other)
        # An account that was told to be of here is looked up anew.
        with pytest.raises(BadAccount, match="autre association"):
            act(actor, replace(other, operator=actor.operator))
    assert {one.operator for one in administration.accounts_for(second)} == {BETA}
    assert {one.operator for one in administration.accounts_for(first)} == {FIRST}
    made = administration.open_access(second, "neuf", "Neuf", "direction", Perimeter())
    assert made.operator == BETA


def test_only_the_first_opens_associations_and_federations(two: tuple[Account, Account]) -> None:
    first, second = two
    for actor in (second, account_in(FIRST, "direction")):
        for act in (
            lambda one=actor: administration.open_association(one, "Gamma", "g", "G"),
            lambda one=actor: administration.close_association(one, BETA),
            lambda one=actor: administration.rename_association(one, FIRST, "X"),
            lambda one=actor: administration.associations_for(one),
        ):
            with pytest.raises(BadOperator, match="réservé"):
                act()
    with pytest.raises(BadAccount, match="première association"):
        administration.open_access(second, "union", "Union", "federation", Perimeter())
    union = administration.open_access(first, "union", "Union", "federation", Perimeter())
    assert union.operator is None
    assert union in administration.accounts_for(first)
    assert union not in administration.accounts_for(second)
    for account, role in ((union, "direction"), (account_in(FIRST, "direction"), "federation")):
        with pytest.raises(BadAccount, match="aucune association"):
            administration.change_access(first, account, "X", role, Perimeter())


def test_the_last_administration_of_each_stays_until_it_closes(two: tuple[Account, Account]) -> None:
    first, second = two
    other = account_in(BETA, "administration")
    assert other.id == second.id
    with pytest.raises(BadAccount, match="dernier compte d'administration"):
        accounts.end_access(second, by="test")
    signed = signed_in_of(BETA, "direction")
    with pytest.raises(BadOperator, match="ne se ferme pas"):
        administration.close_association(first, FIRST)
    administration.close_association(first, BETA)
    assert sessions.by_secret(signed.secret) is None
    assert not [one for one in accounts.every_account(BETA) if one.is_open]
    assert every_association() == [FIRST, "beta"]  # its data stay
    with pytest.raises(BadOperator, match="existe déjà"):
        administration.open_association(first, "Bêta", "encore", "Administration")
    with pytest.raises(BadOperator, match="a déjà servi"):
        operators.open_operator("Bêta", by="test", slug=BETA, is_known=True)


def test_each_act_is_written_in_the_log_of_whom_it_is_about(two: tuple[Account, Account]) -> None:
    def noted(slug: str) -> list[str]:
        return [event.action for event in reversed(audit.events(operator=slug))]

    assert noted(FIRST) == ["account_created", "association_opened"]
    assert noted(BETA) == ["account_created"]
    signed_in_of(BETA, "direction")
    assert noted(BETA)[1:] == ["account_created", "signed_in"]
    assert len(noted(FIRST)) == 2


def test_the_teams_to_remind_are_ones_own(
    two: tuple[Account, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug, mail in ((FIRST, "via@alpha.test"), (BETA, "via@beta.test")):
        accounts.create(mail, "Équipe", "equipe", Perimeter(("VIA",)), by="test", operator=slug)
    for slug, mail in ((FIRST, "via@alpha.test"), (BETA, "via@beta.test")):
        who = account_in(slug, "direction")
        monkeypatch.setattr("ui.visitor.visitor", lambda who=who: who)
        assert month_acts.addresses("VIA") == [mail]


# The page, the command, the organisation's sign-in.


def entered(slug: str, role: str, page: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}")
    at.user = signed_in_of(slug, role).user
    return ran(at)


def test_the_page_of_accounts_opens_an_association_and_hands_the_link_over(data: Path) -> None:
    at = entered(FIRST, "administration", "administration/comptes.py")
    at.text_input("association-0-nom").input("Rives du Sud")
    at.text_input("association-0-qui").input("Administration")
    at.text_input("association-0-identifiant").input("rives")
    at = ran(at.button("association-0-ouvrir").click())
    assert "Rives du Sud" in "".join(one.value for one in at.success), [one.value for one in at.error]
    made = accounts.by_login("rives")
    assert made
    assert made.operator == "rives-du-sud"
    text = "\n".join(said(entered("rives-du-sud", "administration", "administration/comptes.py")))
    assert "Ouvrir une association" not in text
    assert "administration.alpha" not in text


def test_the_command_opens_lists_names_and_closes(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["operators", "open", "Rives du Sud", "--admin", "rives"]) == 0
    assert main(["operators", "name", "", "Alotra de test"]) == 0
    assert main(["admin", "second", "--name", "Autre", "--association", "rives-du-sud"]) == 0
    assert [one.login for one in accounts.every_account("rives-du-sud")] == ["rives", "second"]
    capsys.readouterr()
    assert main(["operators", "list"]) == 0
    assert (
        capsys.readouterr().out
        == "(première) · Alotra de test · ouverte\nrives-du-sud · Rives du Sud · ouverte\n"
    )
    assert main(["list", "--association", "rives-du-sud"]) == 0
    assert "second" in capsys.readouterr().out
    assert main(["operators", "close", "rives-du-sud"]) == 0
    for refused in (
        ["operators", "close", "rives-du-sud"],
        ["admin", "x1", "--name", "X", "--association", "absente"],
    ):
        assert main(refused) == 1
    assert accounts.by_login("x1") is None


def provider(*roles: tuple[str, Grant]) -> Organisation:
    words = ("Organisation", "https://idp.test", "palier", "", "https://idp.test/m", "openid", "groups")
    return Organisation(*words, roles, False, (), (), "none")


def person(*values: str) -> Person:
    return Person("https://idp.test|1", "camille@beta.test", "Camille", values)


def test_the_organisation_s_claim_says_which_association(two: tuple[Account, Account]) -> None:
    team = Perimeter(("VIA",))
    grants = (
        Grant("equipe", team, BETA),
        Grant("equipe", Perimeter(("TIL",))),
        Grant("direction", association="gamma"),
    )
    where = provider(*zip(("b-via", "a-til", "c"), grants, strict=True))
    made = account_of(person("b-via", "a-til"), where)
    assert (made.operator, made.perimeter) == (
        BETA,
        team,
    )  # codes of another association are others' residences
    with pytest.raises(NotWelcome, match="autre association"):
        account_of(person("a-til"), where)
    assert accounts.by_id(made.id).operator == BETA
    with pytest.raises(NotWelcome, match="inconnue ou fermée"):
        account_of(Person("https://idp.test|2", "", "Autre", ("c",)), where)
    union = account_of(
        Person("https://idp.test|3", "", "Union", ("u",)), provider(("u", Grant("federation")))
    )
    assert union.operator is None


def test_a_federation_declared_in_an_association_is_an_ill_setting(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = data.with_suffix(".toml")
    monkeypatch.setenv("PALIER_SECRETS", str(secrets))
    text = '[organisation]\nissuer = "https://idp.test"\nclient_id = "palier"\n[organisation.roles]\n'
    secrets.write_text(text + 'b = { role = "direction", association = "beta" }\n')
    found = organisation()
    assert found
    assert found.roles == (("b", Grant("direction", association="beta")),)
    secrets.write_text(text + 'b = { role = "federation", association = "beta" }\nc = "direction"\n')
    with pytest.raises(BadSettings, match="a federation is of none"):
        organisation()


def test_leadership_alone_lets_its_association_be_compared(two: tuple[Account, Account]) -> None:
    union = accounts.create("union", "Union", "federation", by="test")
    for actor in (two[1], account_in(BETA, "equipe"), union):
        for act in (lambda one=actor: volunteers.agree(one, "X"), lambda one=actor: volunteers.withdraw(one)):
            with pytest.raises(BadOperator):
                act()
    assert volunteers.volunteers(union) == []
    with pytest.raises(BadOperator, match="qui en décide"):
        volunteers.agree(account_in(BETA, "direction"), " ")
    agreed = volunteers.agree(account_in(BETA, "direction"), "Direction générale")
    assert (agreed.slug, agreed.shared_by, bool(agreed.shared_at)) == (BETA, "Direction générale", True)
    assert [one.slug for one in volunteers.volunteers(union)] == [BETA]
    assert volunteers.volunteers(account_in(FIRST, "direction")) == []
    volunteers.withdraw(account_in(BETA, "direction"))
    assert volunteers.volunteers(union) == []
    actions = [event.action for event in audit.events(operator=BETA)]
    assert actions[:2] == ["comparison_ended", "comparison_agreed"]
