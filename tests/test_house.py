"""The house: who may import whom, where things lie, how long they are. Each rule is also shown a tree that breaks it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Section 6 of the design gives the sizes to aim at; these are the sizes past which a noun is missing.
PAGE_LINES, MODULE_LINES, CONTRACT_LINES, FUNCTION_LINES, SQL_LINES = 80, 250, 120, 45, 90

# The arrows of section 2: what a module may import of ours.
MAY_IMPORT = {
    "access": ("access",),
    "pipelines": ("pipelines",),
    "indicators": ("indicators", "pipelines.store", "access.scope"),
    # ui.words and ui.say are French and nothing else: what a page, a text and a document say is said once.
    "social_project": (
        *("social_project", "indicators", "access.scope", "ui.words", "ui.say"),
        *("pipelines.store", "pipelines.folder", "pipelines.clock", "pipelines.scrub"),
    ),
    "reports": (
        *("reports", "social_project", "indicators", "access", "ui.words", "ui.say"),
        *("pipelines.store", "pipelines.folder", "pipelines.clock"),
    ),
    "ui": ("ui", "social_project", "indicators", "access", "reports"),
    "pages": ("ui",),
    "app.py": ("ui", "access"),
}
JOIN = ("pipelines", "indicators")  # a build receives the function that computes figures
# A command says for whom it speaks: it makes the sight of a role, as an account does.
COMMAND_JOIN = (
    *JOIN,
    "social_project",
    "access.scope",
    "access.clock",
    "access.permissions",
    "access.operators",
)
OURS = {*MAY_IMPORT, "app", "benchmarks", "tests"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "core"}

# Section 3: what DuckDB takes and a distributed engine does not, each met by an experiment.
NOT_PORTABLE = {
    "group by all": r"\bgroup by all\b",
    "qualify": r"\bqualify\b",
    "filter without where": r"\bfilter\s*\((?!\s*where\b)",
    "any_value": r"\bany_value\b",
    "strftime": r"\bstr[fp]time\b",
    "epoch": r"\bepoch(_\w+)?\b",
    "date function": r"\b(date_?(diff|add|sub|part)|make_date|last_day|to_days|current_date|today|now)\b",
    "bare date_trunc": r"(?<!cast\()\bdate_trunc\b",
    "interval": r"\binterval\b",
    "list or struct": r"\b(list|struct|array|map|unnest|range|explode|generate_series|(list|struct|array|map)_\w+)"
    r"\s*\(|[\[\]{}]",
    "text list": r"\b(string_agg|group_concat|listagg|string_split)\b",
    "macro": r"\bmacro\b",
    "approximate": r"\bapprox_\w+",
    "quantile": r"\b(median|quantile\w*|mode)\s*\(",
    "star": r"\*\s*(exclude|replace|except)\b|\bcolumns\s*\(",
    "DuckDB join": r"\b(asof|positional|lateral|pivot|unpivot)\b|\bby name\b",
    "trailing comma": r",\s*(from|where|group|order|\)|$)",
    "short cast": r"::",
    "decimal literal": r"\b\d+\.\d+\b(?!e)",
    "quoted name": r'"',
    "parameter": r"\?|\$\w|(?<!:):\w",
}

Rule = Callable[[Path], list[str]]


def arrows_go_up_only(root: Path) -> list[str]:
    return [
        f"{name} imports {target}"
        for name, target in _imports(root)
        if target.split(".")[0] in OURS and not any(_is_in(target, home) for home in _allowed(Path(name)))
    ]


def streamlit_stays_in_front(root: Path) -> list[str]:
    front = ("app.py", "pages/", "ui/")
    behind = [
        name for name, target in _imports(root) if _is_in(target, "streamlit") and not name.startswith(front)
    ]
    return [f"{name} imports streamlit" for name in behind]


def one_module_a_side_opens_duckdb(root: Path) -> list[str]:
    found = sorted({name for name, target in _imports(root) if _is_in(target, "duckdb")})
    sides = Counter(name.split("/")[0] for name in found)
    right = sides["pipelines"] == 1 and sides["indicators"] <= 1 and set(sides) <= {"pipelines", "indicators"}
    return [] if right else [f"duckdb is imported by {', '.join(found) or 'nobody'}"]


def sql_that_computes_stays_in_indicators(root: Path) -> list[str]:
    computing = re.compile(r"\bselect\b.+\bfrom\b", re.DOTALL | re.IGNORECASE)
    return [
        f"{name}:{line} computes in SQL"
        for name, tree in _modules(root)
        if name.startswith(("app.py", "pages/", "ui/", "reports/", "social_project/"))
        for line, text in _texts(tree)
        if computing.search(text)
    ]


def pages_lie_in_sections_under_names_of_their_own(root: Path) -> list[str]:
    loose = [f"pages/{path.name} lies directly under pages/" for path in (root / "pages").glob("*.py")]
    stems = Counter(path.stem for path in (root / "pages").rglob("*.py"))
    return loose + [f"{count} pages are named {stem}" for stem, count in stems.items() if count > 1]


def the_menu_names_every_page(root: Path) -> list[str]:
    divisions = (node for node in ast.walk(_parsed(root / "ui/entry.py")) if isinstance(node, ast.BinOp))
    menu = [str(ast.literal_eval(node.right)) for node in divisions if ast.unparse(node.left) == "PAGES"]
    files = [path.relative_to(root / "pages").as_posix() for path in (root / "pages").rglob("*.py")]
    missing = [f"pages/{name} is not in the menu" for name in files if name not in menu]
    stray = [f"the menu names {name}, which does not exist" for name in menu if name not in files]
    return missing + stray + [f"the menu names {name} twice" for name, n in Counter(menu).items() if n > 1]


def every_contract_is_named_after_its_file(root: Path) -> list[str]:
    paths = sorted((root / "pipelines/contracts").glob("[!_]*.py"))
    kinds = {path: _declared_kind(_parsed(path)) for path in paths}
    return [f"{path.name} declares {kind}" for path, kind in kinds.items() if kind != path.stem]


def every_query_says_what_it_is_and_has_a_worked_example(root: Path) -> list[str]:
    breaches = []
    for path in sorted((root / "indicators").rglob("*.sql")):
        text = path.read_text("utf-8")
        if path.name.startswith("_"):
            breaches += [] if text.startswith("-- ") else [f"{path.name} does not begin with its grain"]
            continue
        if not _has_header(text):
            breaches.append(f"{path.name} has no TOML header, then its grain")
        if not (root / f"tests/indicators/{path.stem}.toml").is_file():
            breaches.append(f"{path.name} has no worked example")
    return breaches


def queries_are_portable(root: Path) -> list[str]:
    return [
        f"{path.name}: {why}"
        for path in sorted((root / "indicators").rglob("*.sql"))
        for why, pattern in NOT_PORTABLE.items()
        if re.search(pattern, _bare(path.read_text("utf-8")))
    ]


def nothing_is_too_long(root: Path) -> list[str]:
    found = [*(root / "indicators").rglob("*.sql"), *_paths(root), *(root / "benchmarks").rglob("*.py")]
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in found}
    long = {path: (lines, _limit(path.relative_to(root))) for path, lines in lengths.items()}
    return [
        f"{path.relative_to(root)}: {lines} lines, at most {limit}"
        for path, (lines, limit) in long.items()
        if lines > limit
    ]


def functions_are_short(root: Path) -> list[str]:
    functions = (
        (name, node, (node.end_lineno or node.lineno) - node.lineno + 1)
        for name, tree in _modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"{name}: {node.name} has {lines} lines" for name, node, lines in functions if lines > FUNCTION_LINES
    ]


def the_parts_of_a_total_stay_in_indicators(root: Path) -> list[str]:
    return [
        f"{name}:{node.lineno} sees residence by residence"
        for name, tree in _modules(root)
        if not name.startswith("indicators/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "whole"
    ]


def no_module_is_a_drawer(root: Path) -> list[str]:
    named = {path: {*path.relative_to(root).parent.parts, *path.stem.split("_")} for path in _paths(root)}
    return [str(path.relative_to(root)) for path, names in named.items() if names & FORBIDDEN_NAMES]


RULES: tuple[Rule, ...] = (
    arrows_go_up_only,
    streamlit_stays_in_front,
    one_module_a_side_opens_duckdb,
    sql_that_computes_stays_in_indicators,
    pages_lie_in_sections_under_names_of_their_own,
    the_menu_names_every_page,
    every_contract_is_named_after_its_file,
    every_query_says_what_it_is_and_has_a_worked_example,
    queries_are_portable,
    nothing_is_too_long,
    functions_are_short,
    the_parts_of_a_total_stay_in_indicators,
    no_module_is_a_drawer,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    breaches = rule(ROOT)
    assert not breaches, "\n".join(breaches)


def _paths(root: Path) -> list[Path]:
    packages = [name for name in MAY_IMPORT if not name.endswith(".py")]
    return [root / "app.py", *sorted(path for name in packages for path in (root / name).rglob("*.py"))]


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    return ((path.relative_to(root).as_posix(), _parsed(path)) for path in _paths(root))


def _imports(root: Path) -> Iterator[tuple[str, str]]:
    for name, tree in _modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = Path(name).parts[: -node.level] if node.level else ()
                package = ".".join([*above, *filter(None, [node.module])])
                yield from ((name, f"{package}.{alias.name}") for alias in node.names)


def _is_in(target: str, home: str) -> bool:
    return target == home or target.startswith(f"{home}.")


def _allowed(name: Path) -> tuple[str, ...]:
    if name.name == "__main__.py":
        return MAY_IMPORT[name.parts[0]] + COMMAND_JOIN
    return MAY_IMPORT[name.parts[0]] + (JOIN if name.parts[:2] == ("pages", "donnees") else ())


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in prose:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            yield node.lineno, " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def _declared_kind(tree: ast.Module) -> str | None:
    declared = (node for node in tree.body if isinstance(node, ast.Assign))
    for node in declared:
        if ast.unparse(node.targets[0]) == "CONTRACT" and isinstance(node.value, ast.Call):
            return next(
                (ast.literal_eval(one.value) for one in node.value.keywords if one.arg == "kind"), None
            )
    return None


def _has_header(text: str) -> bool:
    matched = re.fullmatch(r"/\*\n(.*?)\n\*/\n-- .*", text, re.DOTALL)
    try:
        return bool(matched and tomllib.loads(matched[1]))
    except tomllib.TOMLDecodeError:
        return False


def _bare(sql: str) -> str:
    """Return a query without its header, comments and texts."""
    return re.sub(r"(?s)/\*.*?\*/|--[^\n]*|'[^']*'", "''", sql).strip()


def _limit(name: Path) -> int:
    if name.suffix == ".sql":
        return SQL_LINES
    if name.parent == Path("pipelines/contracts"):
        return CONTRACT_LINES
    return PAGE_LINES if name.parts[0] == "pages" else MODULE_LINES


QUERY = """/*
title = "Réunions"
*/
-- one row per meeting
select
    residence,
    cast(date_trunc('month', held_on) as date) as month,
    1e0 * sum(attended_count) / nullif(count(*) filter (where status in ('tenue', 'a, b')), 0) as value
from meetings
group by residence, cast(date_trunc('month', held_on) as date)
"""
SOUND = {
    "app.py": "import streamlit as st\nfrom ui import frame\nimport access.gate\n",
    "access/scope.py": "import sqlite3\nROWS = 'select role from people'\n",
    "ui/entry.py": 'PAGES = HERE / "pages"\nMENU = {"Données": [PAGES / "donnees/depot.py"]}\n',
    "ui/panel.py": '"""Select figures from the store."""\nfrom . import words\nfrom indicators.measure import measure\n',
    "pages/donnees/depot.py": "from pipelines import desk\nfrom indicators.compute import compute\nimport ui.panel\n",
    "pipelines/store.py": "import duckdb\n",
    "pipelines/__main__.py": "from indicators.compute import compute\nfrom . import store\n",
    "indicators/__main__.py": "from access.clock import today\nfrom access.scope import sight_of\n",
    "indicators/survey.py": "def f(sight):\n    return sight.whole()\n",
    "pipelines/contracts/conflits.py": 'CONTRACT = Contract(kind="conflits")\n',
    "indicators/measure.py": "from pipelines import store\nfrom access.scope import Scope\n",
    "indicators/participation/_held.sql": "-- one row per meeting held\nselect residence from meetings\n",
    "indicators/participation/meetings.sql": QUERY,
    "tests/indicators/meetings.toml": "",
    "reports/bilan.py": "import indicators.measure\n",
}
BROKEN: list[tuple[Rule, dict[str, str], str]] = [
    (arrows_go_up_only, {"access/gate.py": "from ui import words"}, "access/gate.py imports ui.words"),
    (arrows_go_up_only, {"pipelines/x.py": "import indicators"}, "pipelines/x.py imports indicators"),
    (arrows_go_up_only, {"indicators/x.py": "from pipelines.keep import a"}, "indicators/x.py imports pipelines.keep.a"),
    (arrows_go_up_only, {"indicators/x.py": "from access import gate"}, "indicators/x.py imports access.gate"),
    (arrows_go_up_only, {"reports/x.py": "def f():\n    import ui"}, "reports/x.py imports ui"),
    (arrows_go_up_only, {"ui/x.py": "from pipelines import store"}, "ui/x.py imports pipelines.store"),
    (arrows_go_up_only, {"pages/x/y.py": "import indicators.measure"}, "pages/x/y.py imports indicators.measure"),
    (arrows_go_up_only, {"ui/deep/x.py": "from ...tests import facts"}, "ui/deep/x.py imports tests.facts"),
    (arrows_go_up_only, {"app.py": "import indicators"}, "app.py imports indicators"),
    (streamlit_stays_in_front, {"reports/x.py": "import streamlit.user"}, "reports/x.py imports streamlit"),
    (one_module_a_side_opens_duckdb, {"ui/x.py": "import duckdb"}, "duckdb is imported by pipelines/store.py, ui/x.py"),
    (one_module_a_side_opens_duckdb, {"pipelines/store.py": ""}, "duckdb is imported by nobody"),
    (sql_that_computes_stays_in_indicators, {"ui/x.py": "a = f'SELECT {b}\\nfrom c'"}, "ui/x.py:1 computes in SQL"),
    (pages_lie_in_sections_under_names_of_their_own, {"pages/x.py": ""}, "pages/x.py lies directly under pages/"),
    (pages_lie_in_sections_under_names_of_their_own, {"pages/x/depot.py": ""}, "2 pages are named depot"),
    (the_menu_names_every_page, {"pages/x/y.py": ""}, "pages/x/y.py is not in the menu"),
    (the_menu_names_every_page, {"ui/entry.py": 'PAGES / "donnees/depot.py", PAGES / "x.py"'}, "the menu names x.py, which does not exist"),
    (every_contract_is_named_after_its_file, {"pipelines/contracts/x.py": ""}, "x.py declares None"),
    (every_contract_is_named_after_its_file, {"pipelines/contracts/x.py": "CONTRACT = C(kind='y')"}, "x.py declares y"),
    (every_query_says_what_it_is_and_has_a_worked_example, {"indicators/a/b.sql": QUERY}, "b.sql has no worked example"),
    (every_query_says_what_it_is_and_has_a_worked_example, {"indicators/a/_b.sql": "select 1"}, "_b.sql does not begin with its grain"),
    (
        every_query_says_what_it_is_and_has_a_worked_example,
        {"indicators/participation/meetings.sql": "/*\ntitle =\n*/\n-- one row"},
        "meetings.sql has no TOML header, then its grain",
    ),
    (nothing_is_too_long, {"pages/x/y.py": "\n" * 81}, "pages/x/y.py: 81 lines, at most 80"),
    (nothing_is_too_long, {"ui/x.py": "\n" * 251}, "ui/x.py: 251 lines, at most 250"),
    (nothing_is_too_long, {"pipelines/contracts/x.py": "\n" * 121}, "pipelines/contracts/x.py: 121 lines, at most 120"),
    (nothing_is_too_long, {"indicators/a/b.sql": "\n" * 91}, "indicators/a/b.sql: 91 lines, at most 90"),
    (functions_are_short, {"ui/x.py": "def f():\n" + "    1\n" * 45}, "ui/x.py: f has 46 lines"),
    (arrows_go_up_only, {"indicators/__main__.py": "import access.sessions"}, "indicators/__main__.py imports access.sessions"),
    (the_parts_of_a_total_stay_in_indicators, {"ui/x.py": "a = sight.whole()"}, "ui/x.py:1 sees residence by residence"),
    (the_parts_of_a_total_stay_in_indicators, {"reports/x.py": "\na = map(Sight.whole, b)"}, "reports/x.py:2 sees residence by residence"),
    (no_module_is_a_drawer, {"ui/chart_utils.py": ""}, "ui/chart_utils.py"),
    (no_module_is_a_drawer, {"pipelines/common/x.py": ""}, "pipelines/common/x.py"),
]  # fmt: skip
FOREIGN = {
    "group by all": "select a, count(*) from b group by all",
    "qualify": "select a from b qualify row_number() over (order by a) = 1",
    "filter without where": "select count(*) filter (a > 1) from b",
    "any_value": "select any_value(a) from b",
    "strftime": "select strftime(a, '%Y') from b",
    "epoch": "select epoch(a) from b",
    "date function": "select date_diff('day', a, c) from b",
    "bare date_trunc": "select date_trunc('month', a) from b",
    "interval": "select sum(a) over (order by c range between interval '90' day preceding and current row) from b",
    "list or struct": "select list_contains(a, 1) from b",
    "text list": "select string_agg(a, ';') from b",
    "macro": "create macro f(x) as x",
    "approximate": "select approx_count_distinct(a) from b",
    "quantile": "select median(a) from b",
    "star": "select * exclude (a) from b",
    "DuckDB join": "select a from b asof join c on b.d >= c.d",
    "trailing comma": "select a, from b",
    "short cast": "select a::int from b",
    "decimal literal": "select 1.96 * a from b",
    "quoted name": 'select "a" from b',
    "parameter": "select a from b where c = ?",
}


def _tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_house_breaks_nothing(rule: Rule, tmp_path: Path) -> None:
    assert rule(_tree(tmp_path, SOUND)) == []


@pytest.mark.parametrize(("rule", "change", "breach"), BROKEN, ids=[breach for *_, breach in BROKEN])
def test_the_rule_sees_what_breaks_it(
    rule: Rule, change: dict[str, str], breach: str, tmp_path: Path
) -> None:
    assert rule(_tree(tmp_path, SOUND | change)) == [breach]


@pytest.mark.parametrize("why", NOT_PORTABLE)
def test_sql_of_one_engine_only_is_seen(why: str, tmp_path: Path) -> None:
    assert queries_are_portable(_tree(tmp_path, {"indicators/a/b.sql": FOREIGN[why]})) == [f"b.sql: {why}"]


def test_every_rule_was_seen_broken() -> None:
    assert {rule for rule, *_ in BROKEN} | {queries_are_portable} == set(RULES)
