"""The month's board: what each residence sent of a month, the way to what is missing, the closing of the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from indicators.narrow import months_after
from indicators.sums import Scope
from ui import figures, names, panel, words
from ui.links import page_link

Row = Mapping[str, Any]
# What came of a cell: the word of the table, which a phone must hold four times, the same in full, colour and icon.
State = tuple[str, str, str, str]
LATE: State = ("Tardif", "Reçu en retard", "orange", ":material/schedule:")
_STATES: dict[str, State] = {
    "received": ("Reçu", "Reçu à temps", "green", ":material/check_circle:"),
    "late": ("Manque", "Non reçu, en retard", "red", ":material/error:"),
    "expected": ("Attendu", "Attendu", "gray", ":material/hourglass_empty:"),
    "confirmed_empty": ("Rien", "Rien à signaler", "blue", ":material/do_not_disturb_on:"),
    "to_check": ("À voir", "À vérifier", "violet", ":material/help:"),
}


def choose_month(months: Sequence[str], first: str) -> str:
    """Draw the choice of month, newest first, and return it; `first` is the one looked at when none was chosen."""
    labels = {words.month(month): month for month in reversed(months)}
    with st.columns([2, 3])[0]:
        chosen = st.selectbox(
            "Mois", list(labels), list(labels.values()).index(first), key="mois", bind="query-params"
        )
    return labels.get(str(chosen), first)


def headline(rows: Sequence[Row], month: str, closing: Any | None, reopening: Any | None) -> None:
    """Say how many workbooks of the month came, by when they are due, and whether the month is closed."""
    came = sum(_came(row) for row in rows)
    after = sum(state_of(row) == LATE for row in rows)
    beyond = f" (dont {words.plural(after, 'tardif')})" if after else ""
    parts = [f"{words.plural(came, 'reçu')} sur {len(rows)}{beyond}"]
    parts += [
        words.plural(count, one, many)
        for count, one, many in (
            (sum(state_of(row) == _STATES["late"] for row in rows), "en retard", "en retard"),
            (sum(row["transmission"] == "expected" for row in rows), "attendu", "attendus"),
            (sum(row["transmission"] == "to_check" for row in rows), "à vérifier", "à vérifier"),
        )
        if count
    ]
    st.markdown(f"### {', '.join(parts)}")
    due = f"À transmettre au plus tard le {words.day(rows[0]['due_on'])}." if rows else ""
    if closing:
        st.info(
            f"**{words.month(month).capitalize()} est clos**, par {words.escaped(closing.name)}, le {words.instant(closing.at)}. "
            "Ses chiffres ne changent plus ; un classeur qui les changerait est refusé.",
            icon=":material/lock:",
        )
    elif reopening:
        st.warning(
            f"**{words.month(month).capitalize()} a été rouvert** le {words.instant(reopening.at)} : "
            f"{words.escaped(reopening.reason)}. {due}",
            icon=":material/lock_open:",
        )
    else:
        st.caption(due)


def matrix(rows: Sequence[Row], titles: Mapping[str, str]) -> None:
    """Show the board: a line a residence, a column a kind; each state is a word, a sign and a colour."""
    known = names.residences()
    table = pd.DataFrame(
        {"Résidence": words.escaped(_short(known.get(code, code)))}
        | {titles[row["kind"]]: _badge(state_of(row)) for row in rows if row["residence"] == code}
        for code in dict.fromkeys(row["residence"] for row in rows)
    )
    st.table(table, hide_index=True, border="horizontal", alt="Ce que chaque résidence a transmis")
    st.caption(
        "Tardif : reçu après l'échéance. Manque : échéance passée. Rien : quelqu'un confirme qu'il n'y a rien eu."
    )


def on_time(version: str | None, month: str) -> None:
    """Tell, in a line, how many of the month's workbooks came in time, and over the year that ends with it (I81)."""
    if version is None:
        return
    name, last = "upload_timeliness", date.fromisoformat(f"{month}-01")
    of_month, of_month_before = (Scope(first=day, last=day) for day in (last, months_after(last, -1)))
    of_year, of_year_before = (
        Scope(first=months_after(day, -11), last=day) for day in (last, months_after(last, -12))
    )
    if figures.figure(version, name, of_month) is None:
        return
    st.caption(panel.sentence(version, name, of_month, of_month_before, "mois précédent"))
    st.caption(f"Sur 12 mois. {panel.sentence(version, name, of_year, of_year_before, '12 mois avant')}")
    panel.where_from(version, name, of_month, key=f"a-temps-{month}")


def choose_cell(rows: Sequence[Row], titles: Mapping[str, str], month: str) -> Row:
    """Draw the choice of a residence and a kind, the first that needs something to begin with; return its row."""
    known = names.residences()
    wanting = next(filter(needs, rows), rows[0])
    codes, kinds = (list(dict.fromkeys(row[name] for row in rows)) for name in ("residence", "kind"))
    left, right = st.columns(2)
    code = left.selectbox(
        "Résidence",
        codes,
        codes.index(wanting["residence"]),
        lambda one: known.get(one, one),
        key=f"case-residence-{month}",
    )
    kind = right.selectbox(
        "Classeur", kinds, kinds.index(wanting["kind"]), titles.__getitem__, key=f"case-type-{month}"
    )
    return next((row for row in rows if (row["residence"], row["kind"]) == (code, kind)), wanting)


def tell(row: Row, load: Mapping[str, Any] | None) -> None:
    """Say what was received for a cell: which file, who, when, how many lines; and what is still to be settled."""
    st.markdown(_badge(state_of(row), is_full=True))
    if load and load["confirmed_by"]:
        st.markdown(
            f"**Rien ce mois-ci**, confirmé par {words.escaped(load['confirmed_by'])} le {words.instant(load['at'])}."
        )
    elif load:
        lines = words.plural(row["rows"], "ligne") if row["rows"] else "aucune ligne : rien à signaler"
        st.markdown(
            f"{words.escaped(load['file'])}, déposé par {words.escaped(load['by'])} le {words.instant(load['at'])} : {lines}."
        )
    else:
        st.markdown("Rien n'a encore été reçu.")
    if row["set_aside"]:
        aside = words.plural(row["set_aside"], "ligne mise de côté", "lignes mises de côté")
        st.markdown(f":material/help: {aside} : à corriger, puis à déposer de nouveau.")
    if row["doubts"]:
        st.markdown(f":material/help: {words.plural(row['doubts'], 'doute')} : voir le reçu.")
    if load:
        page_link("historique", "Voir le reçu", icon=":material/receipt_long:", depot=load["load_id"])


def nothing_yet() -> None:
    """Say what to do where no workbook of any month was deposited."""
    st.info(
        "Aucun classeur mensuel n'a encore été déposé : il n'y a pas de mois à suivre.",
        icon=":material/info:",
    )
    page_link("depot", "Déposer un premier classeur", icon=":material/upload_file:")


def state_of(row: Row) -> State:
    """Return the word, colour and icon of what came for a cell."""
    if row["transmission"] == "late" and row["load_id"]:
        return LATE
    return _STATES[row["transmission"]]


def _came(row: Row) -> bool:
    return bool(row["load_id"])


def needs(row: Row) -> bool:
    """Return whether something is still to be done about a cell."""
    return row["transmission"] == "to_check" or not _came(row)


def _badge(state: State, is_full: bool = False) -> str:
    word, in_full, colour, icon = state
    return f":{colour}-badge[{icon} {in_full if is_full else word}]"


def _short(name: str) -> str:
    return name.removeprefix("Résidence ")
