"""The pages of accounts, of the log of accesses and of one's own account; and who may do what to which access."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import accounts, administration, audit, demonstration, links, sessions
from access.accounts import Account, BadAccount, Perimeter
from access.database import writing
from access.permissions import ROLES
from access.scope import OutOfSight
from tests.people import Signed, account, signed_in
from tests.workbooks import ROOT, load, residences_file
from ui import access_log, perimeter, words

PAGES = {
    "comptes": {"administration"},
    "acces": {"administration", "direction"},
    "mon_compte": {"direction", "equipe", "evaluateur", "administration", "federation"},
}
VIALA = Perimeter(("VIA",))
STRONG = "cheval agrafe pile correcte"
TODAY = datetime.now(words.CLOCK).date()


@pytest.fixture(scope="module")
def two_residences(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        load(residences_file(folder))
    return folder / "data"


@pytest.fixture
def listed(two_residences: Path, data: Path) -> Path:
    """A data folder where the list of two residences, Viala and Les Tilleuls, was loaded."""
    shutil.copytree(two_residences, data)
    return data


def opened(page: str, signed: Signed) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60)
    at.user = signed.user
    return ran(at.switch_page(f"../pages/administration/{page}.py"))


def ran(touched: Any) -> AppTest:
    at: AppTest = touched.run()
    assert not at.exception, [error.value for error in at.exception]
    return at


def click(at: AppTest, label: str) -> AppTest:
    [button] = [one for one in at.button if one.label == label]
    return ran(button.click())


def said(at: AppTest) -> list[str]:
    return [
        str(one.value)
        for kind in (at.error, at.success, at.info, at.warning, at.markdown, at.caption)
        for one in kind
    ]


def rows_of(at: AppTest) -> list[Any]:
    found: list[Any] = (at.dataframe or at.table)[0].value.to_dict("records")
    return [{name: str(value).replace("\\", "") for name, value in row.items()} for row in found]


def links_given() -> list[str]:
    return [event.detail for event in audit.events(actions=["link_given"])]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_its_roles_and_to_no_other(page: str, role: str, listed: Path) -> None:
    signed = signed_in(role)
    if role in PAGES[page]:
        assert [one.value for one in opened(page, signed).title]
        return
    # The menu holds it back, then the page itself does.
    at = AppTest.from_file(str(ROOT / f"pages/administration/{page}.py"), default_timeout=60)
    at.user = signed.user
    ran(at)
    assert [one.value for one in at.error] == ["Cette page n'est pas ouverte à votre rôle."]
    assert not at.title
    assert [event.detail for event in audit.events(actions=["denied"])] == [page]


# Comptes.


def test_the_table_says_who_sees_what_since_when(listed: Path) -> None:
    signed_in("equipe", VIALA)
    account("evaluateur")
    accounts.end_access(account("direction"), by="test")
    told = {row["Identifiant"]: row for row in rows_of(opened("comptes", signed_in("administration")))}
    assert list(told) == ["administration.test", "equipe.test", "evaluateur.test", "direction.test"]
    assert told["equipe.test"]["Voit"] == "Viala"
    assert told["equipe.test"]["Rôle"] == "Équipe de résidence"
    assert (told["equipe.test"]["État"], told["equipe.test"]["Dernière visite"]) == ("actif", "à l’instant")
    assert (
        told["evaluateur.test"]["Voit"]
        == "Appel de test, janvier 2024 à décembre 2025 : totaux de toutes les résidences"
    )
    assert (told["evaluateur.test"]["État"], told["evaluateur.test"]["Dernière visite"]) == (
        "invitation en attente",
        "jamais",
    )
    assert told["direction.test"]["État"].startswith("accès retiré le ")


def fill(at: AppTest, name: str = "Équipe Viala", login: str = "equipe.viala", turn: int = 0) -> AppTest:
    at.text_input(key=f"nouveau-{turn}-nom").input(name)
    at.text_input(key=f"nouveau-{turn}-identifiant").input(login)
    return at


def test_an_access_is_opened_and_its_link_shown_once(listed: Path) -> None:
    at = fill(opened("comptes", signed_in("administration")))
    assert at.multiselect(key="nouveau-0-residences").options == ["Les Tilleuls", "Viala"]
    at.multiselect(key="nouveau-0-residences").set_value(["VIA"])
    click(at, "Ouvrir l’accès")
    made = accounts.by_login("equipe.viala")
    assert made
    assert (made.role, made.perimeter, made.is_demo) == ("equipe", VIALA, False)
    [link] = [one.value for one in at.code]
    assert any("pendant 7 jours" in text for text in said(at))
    assert made.login in [row["Identifiant"] for row in rows_of(at)]
    ran(at)
    assert not at.code
    assert at.text_input(key="nouveau-1-nom").value == ""
    assert links_given() == ["equipe.viala"]
    assert links.choose_password(link.partition("jeton=")[2], STRONG).login == "equipe.viala"


def test_an_evaluator_s_access_is_bounded_by_a_call(listed: Path) -> None:
    at = fill(opened("comptes", signed_in("administration")), "Financeur", "cilpi@exemple.fr")
    ran(at.radio(key="nouveau-0-role").set_value("evaluateur"))
    at.text_input(key="nouveau-0-appel").input("CILPI 2024")
    at.selectbox(key="nouveau-0-premier").set_value(date(2024, 1, 1))
    at.selectbox(key="nouveau-0-dernier").set_value(date(2025, 12, 1))
    click(at, "Ouvrir l’accès")
    made = accounts.by_login("cilpi@exemple.fr")
    assert made
    assert made.perimeter == Perimeter((), "CILPI 2024", date(2024, 1, 1), date(2025, 12, 1))
    [mail] = at.get("link_button")
    assert mail.proto.url.startswith(
        "mailto:cilpi@exemple.fr?subject=Votre%20acc%C3%A8s%20%C3%A0%20Palier&body="
    )


@pytest.mark.parametrize(
    ("name", "login", "fault"),
    [
        ("Équipe Viala", "equipe.viala", "au moins une résidence"),
        ("", "equipe.viala", "Dites qui est-ce"),
        ("Équipe Viala", "un mot", "L'identifiant tient en"),
        ("Équipe Viala", "administration.test", "déjà pris"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(name: str, login: str, fault: str, listed: Path) -> None:
    at = fill(opened("comptes", signed_in("administration")), name, login)
    if fault != "au moins une résidence":
        at.multiselect(key="nouveau-0-residences").set_value(["VIA"])
    click(at, "Ouvrir l’accès")
    assert fault in at.error[0].value
    assert at.text_input(key="nouveau-0-nom").value == name
    assert at.text_input(key="nouveau-0-identifiant").value == login
    assert len(accounts.every_account()) == 1


def test_before_any_list_only_accesses_without_residence_are_opened(data: Path) -> None:
    at = fill(opened("comptes", signed_in("administration")), "Direction", "direction")
    assert any("la direction dépose d’abord leur liste" in text for text in said(at))
    ran(at.radio(key="nouveau-0-role").set_value("direction"))
    assert not at.info
    click(at, "Ouvrir l’accès")
    assert accounts.by_login("direction")


def chosen(at: AppTest, who: Account) -> AppTest:
    return ran(at.selectbox(key="compte").set_value(who.id))


def test_a_new_link_makes_the_one_before_useless(listed: Path) -> None:
    who = account("equipe", VIALA)
    before = links.give(who, by="test").partition("=")[2]
    at = click(chosen(opened("comptes", signed_in("administration")), who), "Nouveau lien")
    assert links.owner(at.code[0].value.partition("jeton=")[2]) == who
    with pytest.raises(links.DeadLink):
        links.owner(before)


def test_where_passwords_are_closed_no_link_is_offered(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALIER_LOCAL_ACCOUNTS", "0")
    actor, who = signed_in("administration"), account("equipe", VIALA)
    at = chosen(opened("comptes", actor), who)
    assert "Nouveau lien" not in [one.label for one in at.button]
    with pytest.raises(BadAccount, match="par son organisation"):
        administration.give_link(actor.account, who)


def test_a_change_of_perimeter_ends_the_sessions(listed: Path) -> None:
    signed = signed_in("equipe", VIALA)
    at = chosen(opened("comptes", signed_in("administration")), signed.account)
    key = f"compte-{signed.account.id}"
    assert at.multiselect(key=f"{key}-residences").value == ["VIA"]
    at.multiselect(key=f"{key}-residences").set_value(["TIL"])
    click(at, "Enregistrer")
    assert accounts.by_id(signed.account.id).perimeter == Perimeter(("TIL",))
    assert sessions.by_secret(signed.secret) is None
    assert any("Les Tilleuls" in one.value for one in at.success)


def test_an_access_is_ended_with_a_word_of_what_happens(listed: Path) -> None:
    signed = signed_in("equipe", VIALA)
    at = chosen(opened("comptes", signed_in("administration")), signed.account)
    assert any("ne pourra plus entrer" in text and "ne se rouvre pas" in text for text in said(at))
    assert sessions.by_secret(signed.secret)
    click(at, "Retirer cet accès")
    assert not accounts.by_id(signed.account.id).is_open
    assert sessions.by_secret(signed.secret) is None
    assert [event.detail for event in audit.events("administration.test", ["access_ended"])] == [
        "equipe.test"
    ]


def test_sessions_are_ended_and_the_access_stays(listed: Path) -> None:
    signed = signed_in("equipe", VIALA)
    at = click(chosen(opened("comptes", signed_in("administration")), signed.account), "Déconnecter partout")
    assert any("1 session fermée" in one.value for one in at.success)
    assert sessions.by_secret(signed.secret) is None
    assert accounts.by_id(signed.account.id).is_open


def test_the_last_administrator_stays(listed: Path) -> None:
    signed = signed_in("administration")
    at = chosen(opened("comptes", signed), signed.account)
    click(at, "Retirer cet accès")
    assert "votre propre accès" in at.error[0].value
    ran(at.radio(key=f"compte-{signed.account.id}-role").set_value("direction"))
    click(at, "Enregistrer")
    assert "dernier compte d'administration" in at.error[0].value
    assert accounts.by_id(signed.account.id) == signed.account


# The service judges who asks, whatever page asks.

ACTS: dict[str, Callable[[Account, Account], object]] = {
    "see": lambda actor, _: administration.accounts_for(actor),
    "open": lambda actor, _: administration.open_access(
        actor, "nouveau", "Nouveau", "direction", Perimeter()
    ),
    "change": lambda actor, who: administration.change_access(actor, who, "Autre", "direction", Perimeter()),
    "end": lambda actor, who: administration.end_access(actor, who),
    "sign out": lambda actor, who: administration.end_sessions(actor, who),
    "link": lambda actor, who: administration.give_link(actor, who),
}


def state() -> tuple[object, ...]:
    return (
        tuple(accounts.every_account()),
        tuple(links_given()),
        len(sessions.of_account(account("equipe", VIALA))),
    )


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["direction", "equipe", "evaluateur", "ended"])
def test_only_the_administration_touches_accounts(role: str, act: str, listed: Path) -> None:
    signed_in("equipe", VIALA)
    if role == "ended":
        account("administration")
        actor = account("administration", login="autre.administration")
        accounts.end_access(actor, by="test")  # `actor` is what it was when the page was drawn
    else:
        actor = account(role)
    before = state()
    with pytest.raises(BadAccount, match="réservé à l'administration"):
        ACTS[act](actor, account("equipe", VIALA))
    assert state() == before


@pytest.fixture
def demo_administrator(listed: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The one-click administrator, on what is held to be invented data."""
    monkeypatch.setattr(demonstration, "_is_invented", lambda: True)
    return demonstration.guest("administration")


@pytest.mark.parametrize("act", ["change", "end", "sign out", "link"])
def test_the_demonstration_touches_no_real_account(act: str, demo_administrator: Account) -> None:
    signed_in("equipe", VIALA)
    before = state()
    with pytest.raises(BadAccount, match="ne touche pas aux vrais comptes"):
        ACTS[act](demo_administrator, account("equipe", VIALA))
    assert state() == before
    assert [one.login for one in administration.accounts_for(demo_administrator)] == ["demo.administration"]


def test_the_demonstration_makes_accounts_of_its_own(demo_administrator: Account) -> None:
    made = administration.open_access(demo_administrator, "essai", "Essai", "equipe", VIALA)
    assert made.is_demo
    assert not accounts.is_any_real()
    assert administration.change_access(demo_administrator, made, "Essai 2", "direction", Perimeter()).is_demo
    administration.end_access(demo_administrator, made)
    assert not accounts.by_id(made.id).is_open


@pytest.mark.parametrize("act", ["change", "end", "link"])
def test_the_one_click_accounts_stay_for_the_next_visitor(act: str, demo_administrator: Account) -> None:
    with pytest.raises(BadAccount, match="Ce compte de démonstration"):
        ACTS[act](demo_administrator, demonstration.guest("direction"))
    assert demonstration.guest("direction").is_open
    assert demonstration.guest("direction").role == "direction"


def test_the_page_of_the_demonstration_shows_its_own(demo_administrator: Account) -> None:
    secret = sessions.open_session(demo_administrator, "test")
    found = sessions.by_secret(secret)
    assert found
    at = opened("comptes", Signed(demo_administrator, secret, found.id))
    assert [row["État"] for row in rows_of(at)] == ["démonstration"]


# Journal d'accès.


def happened(login: str, action: str, detail: str, ago: timedelta) -> None:
    instant = datetime.now(UTC).replace(microsecond=0) - ago
    with writing() as con:
        con.execute(
            "insert into events (at, login, action, detail) values (?, ?, ?, ?)",
            (instant.isoformat(), login, action, detail),
        )


def test_the_log_is_shown_newest_first_over_a_month(listed: Path) -> None:
    happened("ancien", "signed_in", "", timedelta(days=40))
    happened("equipe.test", "uploaded", "f.xlsx", timedelta(days=3))
    at = opened("acces", signed_in("direction"))
    rows = rows_of(at)
    assert [row["Acte"] for row in rows] == ["Connexion", "Compte créé", "Dépôt"]
    assert rows[2]["Précision"] == "f.xlsx"
    assert not at.dataframe
    assert rows[0]["Quand"].startswith(f"{TODAY:%d/%m/%Y} ")
    assert "3 actes" in said(at)


def test_the_log_is_filtered(listed: Path) -> None:
    happened("autre", "uploaded", "g.xlsx", timedelta(days=50))
    happened("equipe.test", "uploaded", "f.xlsx", timedelta(days=3))
    happened("equipe.test", "withdrew", "f.xlsx", timedelta(days=3))
    happened(audit.NOBODY, "refused", "compte inconnu", timedelta(hours=1))
    at = opened("acces", signed_in("administration"))
    assert "Compte inconnu" in at.selectbox(key="journal-qui").options
    ran(at.selectbox(key="journal-qui").set_value("equipe.test"))
    assert [row["Acte"] for row in rows_of(at)] == ["Retrait d'un dépôt", "Dépôt"]
    ran(at.multiselect(key="journal-actes").set_value(["uploaded"]))
    assert [row["Acte"] for row in rows_of(at)] == ["Dépôt"]
    ran(at.selectbox(key="journal-qui").set_value("Tout le monde"))
    ran(at.date_input(key="journal-du").set_value(TODAY - timedelta(days=60)))
    assert [row["Précision"] for row in rows_of(at)] == ["f.xlsx", "g.xlsx"]
    ran(at.date_input(key="journal-au").set_value(TODAY - timedelta(days=55)))
    assert not at.table
    assert any("Rien dans le journal" in text for text in said(at))
    ran(at.date_input(key="journal-du").set_value(TODAY))
    assert any("vient après le dernier" in text for text in said(at))


def test_days_are_those_of_the_clock_on_the_wall(listed: Path) -> None:
    with writing() as con:  # half past midnight in Paris, the day before in UTC
        con.execute(
            "insert into events (at, login, action) values ('2026-03-03T23:30:00+00:00', 'nuit', 'signed_in')"
        )
    night = access_log.Asked("nuit", (), date(2026, 3, 4), date(2026, 3, 4))
    signed = signed_in("direction")
    assert "04/03/2026 00:30:00" in access_log.file_of(signed.id, night).decode()
    before = access_log.Asked("nuit", (), date(2026, 3, 3), date(2026, 3, 3))
    assert "nuit" not in access_log.file_of(signed.id, before).decode()


def test_a_long_log_says_that_it_is_cut_and_the_file_is_not(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "_SHOWN", 5)
    for number in range(9):
        happened("equipe.test", "uploaded", f"{number}.xlsx", timedelta(hours=1))
    signed = signed_in("administration")
    at = opened("acces", signed)
    assert len(rows_of(at)) == 5
    assert any(text.startswith("Les 5 actes les plus récents") for text in said(at))
    taken = access_log.file_of(
        signed.id, access_log.Asked("equipe.test", (), TODAY - timedelta(days=1), TODAY)
    )
    assert len(list(csv.reader(io.StringIO(taken.decode("utf-8-sig")), delimiter=";"))) == 10


def test_what_is_taken_away_is_logged_and_harmless(listed: Path) -> None:
    signed = signed_in("direction")
    happened("equipe.test", "uploaded", "=cmd|x.xlsx", timedelta(hours=1))
    asked = access_log.Asked("", (), TODAY - timedelta(days=1), TODAY)
    assert "'=cmd|x.xlsx" in access_log.file_of(signed.id, asked).decode("utf-8-sig")
    [event] = audit.events(actions=["exported"])
    assert (event.login, event.detail) == (
        "direction.test",
        f"journal d'accès · {asked.first} à {asked.last}",
    )


def test_the_file_is_not_made_for_whoever_lost_the_right(listed: Path) -> None:
    asked = access_log.Asked("", (), TODAY, TODAY)
    with pytest.raises(OutOfSight):
        access_log.file_of(signed_in("equipe", VIALA).id, asked)
    assert [event.login for event in audit.events(actions=["denied"])] == ["equipe.test"]
    signed = signed_in("direction")
    sessions.end_all(signed.account)
    with pytest.raises(OutOfSight):
        access_log.file_of(signed.id, asked)
    assert audit.events(actions=["exported"]) == []


# Mon compte.


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("direction", "toutes les résidences"),
        ("equipe", "Vos résidences : **Viala**"),
        ("evaluateur", "Appel de test, janvier 2024 à décembre 2025"),
        ("administration", "Vous ne voyez aucun chiffre"),
    ],
)
def test_one_s_own_account_says_what_one_sees(role: str, told: str, listed: Path) -> None:
    at = opened("mon_compte", signed_in(role, VIALA if role == "equipe" else None))
    assert any(told in text.replace("\\", "") for text in said(at))


def ways(at: AppTest) -> list[str]:
    return [one.proto.body for one in at.main if one.type == "html"]


def test_the_ways_out_and_the_password_of_whoever_has_one(listed: Path) -> None:
    signed = signed_in("equipe", VIALA)
    assert not any("/mot-de-passe" in html for html in ways(opened("mon_compte", signed)))
    links.choose_password(links.give(signed.account, by="test").partition("=")[2], STRONG)
    html = ways(opened("mon_compte", signed_in("equipe", VIALA)))
    assert any('href="/mot-de-passe" target="_self"' in one for one in html)
    assert any('href="/deconnexion" target="_self"' in one for one in html)


def test_signing_out_everywhere_ends_this_session_too(listed: Path) -> None:
    elsewhere, signed = signed_in("equipe", VIALA), signed_in("equipe", VIALA)
    at = opened("mon_compte", signed)
    assert at.table[0].value[""].tolist().count("cette session") == 1
    assert len(at.table[0].value) == 2
    click(at, "Se déconnecter partout")
    assert any("Votre session est terminée" in text for text in said(at))
    assert not at.title
    assert sessions.by_secret(elsewhere.secret) is sessions.by_secret(signed.secret) is None


# Words.

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (timedelta(seconds=90), "à l’instant"),
        (timedelta(minutes=2), "il y a 2 minutes"),
        (timedelta(minutes=59), "il y a 59 minutes"),
        (timedelta(minutes=119), "il y a 1 heure"),
        (timedelta(hours=12), "il y a 12 heures"),
        (timedelta(hours=14), "hier"),
        (timedelta(days=1), "hier"),
        (timedelta(days=6), "il y a 6 jours"),
        (timedelta(days=7), "le 25 février 2026"),
    ],
)
def test_how_long_ago(before: timedelta, told: str) -> None:
    assert words.ago((NOON - before).isoformat(), NOON) == told


def test_what_was_never_is_said_so() -> None:
    assert words.ago(None, NOON) == "jamais"


def test_each_role_is_told_in_words() -> None:
    assert set(perimeter.WHAT_ROLES_DO) == set(ROLES)
