"""A row of a sealed bilan, looked at closely: each of its figures, what they mean, what they come from, what was asked about them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.scope import Sight
from indicators.call_sources import kind_titles
from indicators.measure import Figure
from reports.bilan.behind import Behind, behind, indicator_of
from reports.bilan.content import MASKED, Bilan, Column, Part, Row, Table
from reports.bilan.sealed import Sealed
from ui import bilan_marks, bilan_meaning, bilan_questions, bilan_tables, names, say, visitor, words
from ui.links import page_link

_KEY = "ligne-choisie"
_PAGES = {
    "occupancy": "occupation", "participation": "participation", "bodies": "instances", "network": "partenariats",
    "practice": "pratiques", "social_project": "actualisation", "funding": "appel_a_projets", "transmission": "tableau_du_mois",
}  # fmt: skip


def is_chosen() -> bool:
    """Return whether a row is looked at closely, in this run."""
    return bool(st.session_state.get(_KEY, st.query_params.get("ligne")))


def show(version: str | None, one: Sealed, part: Part) -> None:
    """Draw the choice of a row of a part and, once it is made, all that may be told of its figures."""
    rows = {bilan_marks.mark(table, row): (table, row) for table in part.tables for row in table.rows}
    if not rows:
        return
    asked = st.query_params.get("ligne", "")
    if _KEY not in st.session_state and asked in rows:
        st.session_state[_KEY] = asked
    if st.session_state.get(_KEY) not in rows:
        st.session_state.pop(_KEY, None)
    chosen = st.selectbox(
        "Un chiffre de près",
        list(rows),
        None,
        lambda name: bilan_marks.label_of(*rows[name]),
        key=_KEY,
        placeholder="Choisissez une ligne : ce qu'elle veut dire, d'où elle vient, poser une question",
    )
    if chosen is None:
        st.query_params.pop("ligne", None)
        return
    if asked != chosen:
        st.query_params["ligne"] = chosen
    with st.container(border=True):
        _show_row(version, one, part, *rows[chosen])


def _show_row(version: str | None, one: Sealed, part: Part, table: Table, row: Row) -> None:
    st.markdown(f"**{words.escaped(row.cells[0] or row.key)}**  \n:small[{words.escaped(table.title)}]")
    st.html(bilan_tables.html(upright(table, row)))
    if MASKED in row.cells:
        st.caption(f":material/visibility_off: {words.quoted(MASKED)} : {bilan_tables.why_masked(table)}.")
    bilan_meaning.show(one.bilan, table, row)
    if table.key not in bilan_meaning.PLAINLY:
        with st.expander("D'où vient ce chiffre", icon=":material/account_tree:"):
            _show_sources(version, one, table, row)
    _link_to_page(one, table, row)
    bilan_questions.show_row(one, part, table, row)


def upright(table: Table, row: Row) -> Table:
    """Return a row as a table of two columns, what each figure is called and says; what it has none of is left out."""
    lines = tuple(
        Row(column.key, (column.title, bilan_tables.cell(column, row.unit, value)))
        for column, value in list(zip(table.columns, row.cells, strict=True))[1:]
        if value is not None
    )
    columns = Column("what", "Chiffre"), Column("told", "Valeur", "number")
    return Table(table.key, bilan_marks.label_of(table, row), columns, lines)


def _show_sources(version: str | None, one: Sealed, table: Table, row: Row) -> None:
    """Say what the figures of a row rest on: kinds of workbooks, counts, files in force that day; or a published edition."""
    if table.key.startswith("edition."):
        year = table.key.split(".")[1]
        sealed = next((mark for of, mark in one.people if str(of) == year), "")
        st.markdown(f"Édition {year} des tableaux publiés, masquée et vérifiée. Empreinte : `{sealed}`")
        page_link("tableaux", "Tableaux publiés", ":material/table_view:", edition=year)
        return
    titles = kind_titles(version) if version else {}
    kinds = words.listing(titles.get(kind, kind) for kind in row.kinds) if row.kinds else "tous les classeurs"
    st.markdown(f"**Classeurs** : {words.escaped(kinds)}")
    if version:
        _show_counts(version, one, table, row)
    mine = {each.load_id for each in one.bilan.files if not row.kinds or set(each.kinds) & set(row.kinds)}
    tables = [each for held in one.bilan.parts for each in held.tables if each.key == "files"]
    rows = tuple(each for held in tables for each in held.rows if each.key in mine)
    if not rows:
        st.caption("Aucun fichier de cette sorte n'était en vigueur à la publication.")
        return
    st.html(bilan_tables.html(Table("behind", "Fichiers derrière ce chiffre", tables[0].columns, rows)))


def _show_counts(version: str, one: Sealed, table: Table, row: Row) -> None:
    """Show what a figure is counted from, where it still says what was sealed; else what it says today."""
    indicator = indicator_of(row)
    if indicator is None:
        return
    if MASKED in row.cells:
        st.caption("Un chiffre masqué ne se décompose pas.")
        return
    found = _behind(version, visitor.sight(), one.code, table.key, row.key, one.bilan)
    if found is None:
        st.caption("Ce chiffre ne peut pas être recompté aujourd'hui : ses données ne sont plus là.")
    elif found.moved:
        _say_moved(found, table, row)
    elif not found.months and not found.places:
        st.caption(_why_whole(indicator.grain, indicator.cutoff))
    else:
        st.caption("Recompté aujourd'hui : le même qu'à la publication. Voici de quoi il est fait.")
        _show_figures(
            "Par mois", found.months, [words.month(each.group["month"]) for each in found.months], found
        )
        known = names.residences()
        where = [known.get(each.group["residence"], each.group["residence"]) for each in found.places]
        _show_figures("Par résidence", found.places, where, found)
        if not found.places and not table.key.startswith("residences."):
            st.caption("Le détail par résidence n'est pas publié pour ce chiffre.")


def _why_whole(grain: str, cutoff: str) -> str:
    if grain == "call":
        return (
            "Ce chiffre se compte sur tout l'appel : ses lignes sont dans les parties 10 et 11 de ce bilan."
        )
    if cutoff == "state":
        return "Recompté aujourd'hui : le même. C'est un état au dernier jour de la période : il ne se découpe pas par mois."
    return "Recompté aujourd'hui : le même. Il ne s'additionne pas de mois en mois."


def _say_moved(found: Behind, table: Table, row: Row) -> None:
    by_title = {column.title: column for column in table.columns}
    told = [
        f"- {words.escaped(title)} : {bilan_tables.cell(by_title[title], row.unit, then)} à la publication, "
        f"{bilan_tables.cell(by_title[title], row.unit, now)} aujourd'hui"
        for title, then, now in found.moved
    ]
    st.markdown("**Ce chiffre a changé depuis la publication.**\n\n" + "\n".join(told))
    st.caption("Le bilan scellé ne change pas. « Vérifier » dit pourquoi le chiffre a changé.")


def _show_figures(title: str, found: Sequence[Figure], labels: Sequence[str], of: Behind) -> None:
    if not found:
        return
    is_quotient = any(one.denominator is not None for one in found)
    columns = [
        Column("label", title),
        Column("numerator", "Numérateur" if is_quotient else "Nombre", "number"),
    ]
    columns += [Column("denominator", "Dénominateur", "number")] * is_quotient
    columns += [
        Column("unknown", "Non connus", "number"),
        *[Column("value", "Valeur", "number")] * is_quotient,
    ]
    rows = []
    for label, one in zip(labels, found, strict=True):
        whole = (one.denominator,) if is_quotient else ()
        share = (say.value(of.indicator, one.value),) if is_quotient else ()
        told = (one.numerator, *whole, one.unknown, *share)
        rows.append(Row(label, (label, *([MASKED] * len(told) if one.masked else told))))
    named = f"{of.indicator.title}, {title.lower()}"
    st.html(bilan_tables.html(Table(title, named, tuple(columns), tuple(rows))))


def _link_to_page(one: Sealed, table: Table, row: Row) -> None:
    """Put the way to the page where a figure lives, for the leadership: it sees more of it there."""
    if not visitor.may("publish_bilans"):
        return
    indicator = indicator_of(row)
    if indicator is not None and indicator.theme in _PAGES:
        page = (
            "charte" if indicator.id.startswith(("charter", "collective_groups")) else _PAGES[indicator.theme]
        )
        asked = {"appel": one.bilan.call} if page == "appel_a_projets" else {}
        page_link(page, "Voir la page de ce chiffre", ":material/open_in_new:", **asked)
    elif any(kind.startswith("aap_") for kind in row.kinds):
        page_link("appel_a_projets", "Voir l'appel à projets", ":material/open_in_new:", appel=one.bilan.call)


@st.cache_data(max_entries=500, show_spinner=False)
def _behind(version: str, sight: Sight, code: str, table: str, row: str, _bilan: Bilan) -> Behind | None:
    """Return what lies behind a figure. `code` stands for the bilan, which is not compared."""
    for part in _bilan.parts:
        for each in part.tables:
            if each.key == table:
                return behind(version, sight, _bilan, each, next(one for one in each.rows if one.key == row))
    return None
