"""Every page through the eyes of each role: what it shows is what a base of their own would show, and nobody else's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import audit, sessions
from access.accounts import Perimeter
from access.permissions import may_open
from access.scope import OutOfSight
from indicators.measure import current_version
from indicators.sums import Scope
from tests.neighbours import NAMES, TOWNS, Kept, Sets
from tests.people import Signed, signed_in
from tests.test_pages import PAGES, ROOT, WITH_FIGURES, ran, said
from ui import export

ALL, CALL = Kept(), Kept(("TIL", "VIA"), date(2024, 1, 1), date(2025, 10, 1))
TODAY = "2025-11-15"
ONE, TWO = Perimeter(("VIA",)), Perimeter(("VIA", "TIL"))
FUNDER = Perimeter(CALL.codes, "Appel", CALL.first, CALL.last)
Eyes = tuple[str, Perimeter, Kept]
# A role, what bounds it, and the rows that a base of its own would hold.
TEAM, PAIR, EVALUATOR = ("equipe", ONE, Kept(("VIA",))), ("equipe", TWO, Kept(("VIA", "TIL"))), ("evaluateur", FUNDER, CALL)  # fmt: skip
EYES = pytest.mark.parametrize("eyes", [TEAM, PAIR, EVALUATOR], ids=["team", "pair", "evaluator"])
HERE = {"residences": NAMES["ROC"], "residence": NAMES["ROC"]}
# They hold no line of a residence: who reads what of them is in tests/test_association_pages.py.
OF_THE_ASSOCIATION = ("projet_social/pratiques.py", "evaluation/appel_a_projets.py")
# It tells what was published, and of no line: who reads which is in tests/test_bilan_page.py and test_bilan_leaks.py.
PUBLISHED = ("evaluation/bilan.py",)
_DOUBTED = re.compile(r"(?:  \n)?\d+ valeurs? confirmées? malgré un doute")
CHOICES: list[dict[str, str]] = [{}, {"periode": "Depuis le début", "vague": "Vague B"}]


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Sets:
    return Sets(tmp_path_factory.mktemp("eyes"))


@pytest.fixture
def look(sets: Sets, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that opens a page on a data set, as somebody."""
    monkeypatch.setenv("PALIER_TODAY", TODAY)

    def opened(page: str, kept: Kept, role: str, bounds: Perimeter | None = None, **more: Any) -> AppTest:
        who = come(sets, monkeypatch, kept, role, bounds)
        at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(f"../pages/{page}")
        at.user = who.user
        for name, value in more.get("asked", {}).items():
            at.query_params[name] = value
        for name, value in more.get("state", {}).items():
            at.session_state[name] = value
        return ran(at)

    return opened


def come(
    sets: Sets, monkeypatch: pytest.MonkeyPatch, kept: Kept, role: str, bounds: Perimeter | None
) -> Signed:
    """Sign somebody in on a data set, which is then the one in use."""
    monkeypatch.setenv("PALIER_DATA", str(sets.data(kept)))
    login = f"{role}.{'-'.join(bounds.residences) if bounds else 'tout'}".lower()
    return signed_in(role, bounds, login)


def shown(at: AppTest) -> list[str]:
    """All that a page tells, charts to the last point; but the version of the base, in its footer."""
    charts = [json.dumps(json.loads(chart.proto.spec), sort_keys=True) for chart in at.get("plotly_chart")]
    small = [str(list(tile.proto.chart_data)) for tile in at.metric]
    texts = [text for text in said(at) if "chiffres de la version" not in text] + charts + small
    # What is unlikely is judged when a file is loaded, beside all that is in force then: months before the call are.
    return [_DOUBTED.sub("", text) for text in texts]


def sent(at: AppTest) -> Iterator[str]:
    """All that reaches the browser, as it is sent."""
    for block in (at.main, at.sidebar):
        for node in block:
            if proto := getattr(node, "proto", None):
                yield proto.SerializeToString().decode("utf-8", "replace")
    yield from said(at)


def named(at: AppTest, codes: set[str]) -> list[str]:
    """Return the texts that name one of these residences, its town, or its code."""
    words = [re.escape(word) for code in codes for word in (NAMES[code].split()[1], TOWNS[code])]
    pattern = re.compile("|".join([*words, *(rf"\b{code}\b" for code in codes)]))
    return [text for text in sent(at) if pattern.search(text)]


def of(role: str, pages: list[str]) -> list[str]:
    return [page for page in pages if may_open(role, Path(page).stem)]


@EYES
@pytest.mark.parametrize(
    "page", [page for page in WITH_FIGURES if page not in OF_THE_ASSOCIATION + PUBLISHED]
)
def test_a_page_shows_what_a_base_of_their_own_would_show(page: str, eyes: Eyes, look: Any) -> None:
    """After the leadership opened the same page: what was kept for it is served to nobody else."""
    role, bounds, own = eyes
    if not may_open(role, Path(page).stem):
        return
    hidden = {*NAMES} - {*bounds.residences} if role == "equipe" else {*NAMES}
    for asked in CHOICES:
        assert named(look(page, ALL, "direction", asked=asked | HERE), {"ROC"})
        at = look(page, ALL, role, bounds, asked=asked)
        assert shown(at) == shown(look(page, own, role, bounds, asked=asked))
        assert len(shown(at)) > 20
        assert not named(at, hidden)


@pytest.mark.parametrize("page", of("equipe", [page for page in PAGES if page not in WITH_FIGURES]))
def test_no_other_page_names_another_residence_to_a_team(page: str, look: Any) -> None:
    assert not named(look(page, ALL, "equipe", ONE), {"TIL", "ROC"})


# Whatever a browser may send: addresses and the state of filters.


@EYES
@pytest.mark.parametrize("page", WITH_FIGURES)
def test_no_address_and_no_state_widens_what_is_shown(page: str, eyes: Eyes, look: Any) -> None:
    role, bounds, _ = eyes
    if not may_open(role, Path(page).stem):
        return
    told = shown(look(page, ALL, role, bounds))
    outside = {"periode": "2023", "vague": "Vague A"} if role == "evaluateur" else {}
    assert shown(look(page, ALL, role, bounds, asked=HERE | outside)) == told
    state = {"residences": [NAMES["ROC"]], "residence": NAMES["ROC"]} | outside
    assert shown(look(page, ALL, role, bounds, state=state)) == told


@pytest.mark.parametrize("page", of("equipe", WITH_FIGURES))
def test_a_link_kept_in_the_state_leads_nowhere_else(page: str, look: Any) -> None:
    """« Voir » keeps a residence's name until the next run: another's is no choice."""
    stem = Path(page).stem
    told = shown(look(page, ALL, "equipe", TWO))
    assert shown(look(page, ALL, "equipe", TWO, state={"lien": (stem, NAMES["ROC"])})) == told


# « D'où vient ce chiffre ? », and what is taken away.


def done(login: str, action: str) -> list[str]:
    return [event.detail for event in audit.events(login, [action])]


def test_a_figure_asked_where_it_comes_from_is_noted_once(look: Any) -> None:
    at = look("mobiliser/conflits.py", ALL, "equipe", TWO, asked={"periode": "2025"})
    before = done("equipe.via-til", "traced")
    at = ran(next(one for one in at.button if str(one.key).startswith("origine-claim-strict")).click())
    assert {*at.dataframe[-1].value["Résidence"]} == {"VIA", "TIL"}
    [noted] = done("equipe.via-til", "traced")[len(before) :]
    assert noted == "floor_meeting_resolution_rate · TIL, VIA · 2025-01 à 2025-12"
    [button] = at.get("download_button")
    assert button.proto.deferred_file_id  # made when asked for, not before
    assert not button.proto.url
    assert not done("equipe.via-til", "exported")


def test_an_evaluator_is_offered_no_line_and_no_file(look: Any) -> None:
    for page in of("evaluateur", WITH_FIGURES):
        at = look(page, ALL, "evaluateur", FUNDER)
        assert not [one.key for one in at.button if "origine" in str(one.key)]
        assert not at.get("download_button")


def _lines_dialog() -> None:
    from indicators.measure import current_version
    from indicators.sums import Scope
    from ui import panel

    panel._origin(current_version() or "", "conflict_resolution_rate", Scope(), None)


@pytest.mark.parametrize(("role", "bounds"), [("evaluateur", FUNDER), ("administration", None)])
def test_the_dialog_of_lines_refuses_by_itself(
    role: str, bounds: Perimeter | None, sets: Sets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog runs again alone: what its page would have refused, it refuses."""
    at = AppTest.from_function(_lines_dialog, default_timeout=60)
    at.user = come(sets, monkeypatch, ALL, role, bounds).user
    ran(at)
    assert not at.dataframe
    assert ["pas ouverte à votre rôle" in error.value for error in at.error] == [True]
    at.user = come(sets, monkeypatch, ALL, "direction", None).user
    assert ran(at).dataframe


def test_a_file_of_lines_is_made_within_what_its_session_sees_now(
    sets: Sets, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = come(sets, monkeypatch, ALL, "equipe", ONE)
    asked = str(current_version()), "conflict_resolution_rate"
    file = export.file_of_lines(who.id, *asked, Scope(), None).decode("utf-8-sig")
    assert {line.split(";")[3] for line in file.splitlines()[1:]} == {"VIA"}
    assert done("equipe.via", "exported") == ["conflict_resolution_rate · VIA · tout"]
    with pytest.raises(OutOfSight, match="hors de votre périmètre"):
        export.file_of_lines(who.id, *asked, Scope(("TIL",)), None)
    funder = come(sets, monkeypatch, ALL, "evaluateur", FUNDER)
    with pytest.raises(OutOfSight, match="ne vous sont pas ouvertes"):
        export.file_of_lines(funder.id, *asked, Scope(), None)
    assert done("evaluateur.til-via", "denied")[:1] == ["conflict_resolution_rate · TIL, VIA · tout"]
    session = sessions.by_id_of_session(who.id)
    assert session
    sessions.end(session)
    with pytest.raises(OutOfSight, match="session est terminée"):
        export.file_of_lines(who.id, *asked, Scope(), None)
    assert done("equipe.via", "exported") == ["conflict_resolution_rate · VIA · tout"]
