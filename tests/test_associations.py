"""Two associations in one installation: each sees only itself, through pages, files, trays, caches, threads and commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import audit, dismissals
from access.permissions import may_open
from access.scope import EVERYTHING, OutOfSight
from indicators import __main__ as figures_command
from indicators.catalogue import indicators
from indicators.measure import current_version, measure
from indicators.sums import Scope
from indicators.trace import lines
from pipelines import __main__ as command
from pipelines import meanings, store
from pipelines.folder import FIRST, NoAssociation, data_folder, working_for
from pipelines.hand_out import Blanks
from pipelines.settings import change_setting, settings
from pipelines.waiting import tray_of
from tests.test_pages import ROOT, ran, said
from tests.two_associations import BETA, BOTH, COUNTS, MARKS, fill, signed_in_of, told_nothing
from tests.workbooks import dropped
from ui import access_log, alerts, blanks, export, history, visitor

COUNT = "conflicts_per_100"
OTHER = {FIRST: BETA, BETA: FIRST}
# A page that reads figures, one that reads lines, the files deposited, the board, the settings, accounts, the log.
PAGES = {
    "pilotage/synthese.py": ("direction", "equipe", "evaluateur"),
    "mobiliser/conflits.py": ("direction", "equipe"),
    "mobiliser/participation.py": ("evaluateur",),
    "donnees/historique.py": ("direction", "equipe"),
    "donnees/depot.py": ("equipe",),
    "donnees/tableau_du_mois.py": ("direction",),
    "administration/comptes.py": ("administration",),
    "administration/acces.py": ("administration", "direction"),
}


@pytest.fixture(scope="module", autouse=True)
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Both associations, filled once: tests leave their figures as they are."""
    folder = tmp_path_factory.mktemp("installation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", "2026-01-15")
        fill(folder / "workbooks")
        with told_nothing():
            yield folder / "data"


def count(version: str) -> float | None:
    [figure] = measure(version, EVERYTHING, COUNT)
    return figure.numerator


def everything() -> dict[str, list[Any]]:
    """Return every figure and every line behind one of the association worked for."""
    version = current_version()
    assert version
    found: dict[str, list[Any]] = {
        name: [one.as_json() for one in measure(version, EVERYTHING, name)] for name in indicators()
    }
    behind = lines(version, EVERYTHING, COUNT, Scope())
    return found | {"files": sorted({line["file"] for line in behind}), "lines": [len(behind)]}


def test_each_has_its_own_figures_asked_in_turn_and_side_by_side() -> None:
    alone = {}
    for slug in (FIRST, BETA, FIRST, BETA):
        with working_for(slug):
            found = everything()
        assert alone.setdefault(slug, found) == found
    for slug, found in alone.items():  # its conflicts, and the residents of their month
        assert found["lines"] == [COUNTS[slug] + 1]
        assert found["files"] == [f"{MARKS[slug]}.xlsx", "Occupation.xlsx"]

    def asked(slug: str) -> bool:
        with working_for(slug):
            return everything() == alone[slug]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(asked, [FIRST, BETA] * 6))


def test_a_thread_in_which_nobody_said_for_whom_reads_nothing() -> None:
    def asked() -> None:
        for read in (data_folder, current_version, settings, meanings.meanings, lambda: tray_of("x")):
            with pytest.raises(NoAssociation):
                read()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asked).result()
    with working_for(None), pytest.raises(NoAssociation):
        data_folder()


def test_a_version_of_another_is_not_opened() -> None:
    versions = {}
    for slug in BOTH:
        with working_for(slug):
            versions[slug] = str(current_version())
    assert len({*versions.values()}) == 2
    for slug, version in versions.items():
        with working_for(OTHER[slug]), pytest.raises(NoAssociation):
            count(version)


def test_a_store_copied_from_another_is_not_read(installation: Path) -> None:
    copied = installation / "associations" / "copie" / "store"
    copied.mkdir(parents=True)
    for path in (installation / "store").iterdir():
        (copied / path.name).write_bytes(path.read_bytes())
    with working_for("copie"):
        assert current_version() is None
        assert store.is_stale()


def open_as(slug: str, role: str, page: str, **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}")
    at.user = signed_in_of(slug, role).user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def told(at: AppTest) -> str:
    return "\n".join([*said(at), *(str(getattr(node, "value", "")) for node in at.sidebar)])


@pytest.mark.parametrize(("page", "role"), [(page, role) for page, roles in PAGES.items() for role in roles])
def test_a_page_shows_its_own_before_and_after_the_other_was_shown(page: str, role: str) -> None:
    assert may_open(role, Path(page).stem)
    asked = {"residences": "Viala", "residence": "Viala", "periode": "Depuis le début"}
    before, other, after = (open_as(slug, role, page, **asked) for slug in (FIRST, BETA, FIRST))
    for at, slug in ((before, FIRST), (other, BETA), (after, FIRST)):
        text = told(at)
        assert MARKS[OTHER[slug]] not in text
        assert f".{OTHER[slug] or 'alpha'}" not in text  # a login of the other's
    if page == "mobiliser/conflits.py" and role == "direction":
        assert [tile(at) for at in (before, other, after)] == ["40,0", "245,8", "40,0"]
    if page.endswith(("historique.py", "depot.py")):
        assert MARKS[FIRST] in told(before)
        assert MARKS[BETA] in told(other)


def tile(at: AppTest) -> str:
    """Return the conflicts for 100 residents and a year: 4 in a month for 120 residents, 17 for 83."""
    [found] = [str(one.value) for one in at.metric if one.label == "Conflits signalés pour 100 résidents"]
    return found


def test_a_load_named_in_the_address_is_one_of_ones_own() -> None:
    with working_for(BETA):
        names = [one["load_id"] for one in _loads()]
    for name in names:
        assert MARKS[BETA] not in told(open_as(FIRST, "direction", "donnees/historique.py", depot=name))


def _loads() -> list[dict[str, Any]]:
    from pipelines.history import history as read
    from pipelines.ownership import UNBOUNDED

    return read(UNBOUNDED)


# What is taken away is made outside any run of a page, in threads that serve everybody in turn.


def test_files_taken_away_side_by_side_hold_ones_own_only() -> None:
    def file_of(slug: str) -> tuple[str, bytes]:
        who = signed_in_of(slug, "direction")
        with working_for(slug):
            version = str(current_version())
        return slug, export.file_of_lines(who.id, version, COUNT, Scope(), None)

    with ThreadPoolExecutor(4) as pool:
        for slug, content in pool.map(file_of, [FIRST, BETA] * 6):
            assert MARKS[slug] in content.decode()
            assert MARKS[OTHER[slug]] not in content.decode()
        left = [pool.submit(_says_nothing).result() for _ in range(8)]
    assert all(left), "a thread of the pool remembers for whom it worked"


def _says_nothing() -> bool:
    try:
        data_folder()
    except NoAssociation:
        return True
    return False


def test_a_session_takes_no_file_of_another_association() -> None:
    who = signed_in_of(FIRST, "direction")
    with working_for(BETA):
        version = str(current_version())
    with pytest.raises(NoAssociation):
        export.file_of_lines(who.id, version, COUNT, Scope(), None)
    with pytest.raises(NoAssociation):
        alerts.calendar_for(who.id, version, ())
    read = history.file_of(who.id, lambda _own: _loads(), {"conflits": "Conflits"} | _titles())
    assert MARKS[FIRST] in read.decode()
    assert MARKS[BETA] not in read.decode()
    assert blanks.file_of(who.id, ("conflits", "VIA", "2025-03"), Blanks, True)
    with pytest.raises(OutOfSight):
        visitor.made_for("0" * 32, lambda: b"")


def _titles() -> dict[str, str]:
    from pipelines.contracts import contracts

    return {one.kind: one.title for one in contracts().values()}


# What an association decides, says, drops and puts aside is its own.


def test_settings_meanings_trays_and_deadlines_put_aside_are_ones_own(tmp_path: Path) -> None:
    waiting = tmp_path / "attend.xlsx"
    waiting.write_bytes(b"x")
    with working_for(BETA):
        change_setting("validity_years", "7")
        meanings.remember("residence", "", "", "La Grande Bêta", "VIA", "test")
        tray = tray_of("direction")
        tray.take([dropped(waiting)])
        assert tray.wait(30)
        dismissals.dismiss("VIA/x/2026-03-01", "elsewhere", None, "direction.beta", BETA)
        assert (settings().validity_years, len(meanings.meanings()), len(tray_of("direction").files)) == (
            7,
            1,
            1,
        )
    with working_for(FIRST):
        assert (settings().validity_years, meanings.meanings(), tray_of("direction").files) == (5, [], [])
    assert dismissals.dismissals(FIRST) == {}
    dismissals.restore("VIA/x/2026-03-01", "direction.alpha", FIRST)
    assert [*dismissals.dismissals(BETA)] == ["VIA/x/2026-03-01"]
    tray.drop([file.file_id for file in tray.files])


def test_a_log_is_read_by_its_own_association_and_to_its_own_lines() -> None:
    for slug in BOTH:
        signed_in_of(slug, "administration")
    logins = {slug: {event.login for event in audit.events(operator=slug)} for slug in BOTH}
    assert not logins[FIRST] & logins[BETA] - {"test"}
    assert "administration.beta" in audit.logins(BETA)
    assert "administration.beta" not in audit.logins(FIRST)
    who = signed_in_of(BETA, "administration")
    today = access_log.now().date()
    asked = access_log.Asked("", (), today.replace(day=1), today)
    content = access_log.file_of(who.id, asked).decode()
    assert "administration.beta" in content
    assert ".alpha" not in content


# The command line names the association, or works for the first.


def printed(capsys: pytest.CaptureFixture[str], run: Any, *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_command_works_for_the_association_that_it_names(
    capsys: pytest.CaptureFixture[str], installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.folder._must_be_told", False)  # a command serves one at a time
    show = ("show", COUNT, "--by", "year")
    assert printed(capsys, figures_command.main, *show)[0]["numerator"] == COUNTS[FIRST]
    named = printed(capsys, figures_command.main, *show, "--association", BETA)
    assert named[0]["numerator"] == COUNTS[BETA]
    files = [one["file"] for one in printed(capsys, command.main, "loads", "--association", BETA)]
    assert f"{MARKS[BETA]}.xlsx" in files
    assert f"{MARKS[FIRST]}.xlsx" not in files
    monkeypatch.setenv("PALIER_DATA", str(installation / "associations" / BETA))
    assert printed(capsys, figures_command.main, *show) == named
    for run in (
        command.main(["loads", "--association", "../x"]),
        figures_command.main(["list", "--association", "x"]),
    ):
        assert run == 2


def test_the_server_builds_each_of_them_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import freshness

    started: list[list[str]] = []
    monkeypatch.setattr(freshness, "is_out_of_date", lambda: True)
    monkeypatch.setattr(freshness, "_build", lambda slug: started.append(slug))
    freshness.bring_up_to_date()
    assert started == [FIRST, BETA]


def test_the_server_says_that_it_serves_several() -> None:
    text = (ROOT / "app.py").read_text("utf-8")
    assert "visitor.serve_several()" in text
