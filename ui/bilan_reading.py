"""A sealed bilan, read on screen: which one, what seals it, its thirteen parts. Nothing is measured here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from access import accounts
from indicators.measure import current_version
from reports.bilan.content import Bilan, Part, Row, Table
from reports.bilan.in_sight import Shelf, is_in_sight, shelf
from reports.bilan.sealed import Sealed
from ui import bilan_charts, bilan_marks, bilan_tables, filters, names, project_rendering, visitor, words
from ui.links import page_link

View = Literal["lire", "questions", "verifier"]
_FIRST_PAGE = "3"  # six figures on one page: what the head says already is in the first two
_ABREAST = 3  # published tables of a part drawn one after the other; of more, one is chosen
_NOTHING = (
    "Aucun bilan n'est publié pour votre appel à projets. L'association le publie une fois ses classeurs reçus et ses mois clos : "
    "il paraît alors ici, sous un code."
)
_NOTHING_OF_OURS = "Aucun bilan n'est publié. Préparez celui d'un appel : la page dit ce qui manque encore."


def on_shelf() -> tuple[str | None, Shelf]:
    """Return the version in use and the bilans that whoever looks may read; the page stops where neither is there."""
    found = shelf(visitor.sight())
    version = current_version() if found.bilans or found.broken else filters.version_or_welcome()
    if found.broken:
        named = f" ({words.listing(found.broken)})" if visitor.may("publish_bilans") else ""
        st.error(
            f"Un bilan publié ici n'est plus celui qui a été scellé{named} : il n'est pas montré.",
            icon=":material/gpp_bad:",
        )
    return version, found


def choose(found: Shelf) -> Sealed | None:
    """Draw the choice of a bilan and return it, latest first; say what is missing where there is none."""
    if not found.bilans:
        ours = visitor.may("publish_bilans")
        st.info(_NOTHING_OF_OURS if ours else _NOTHING, icon=":material/lock_clock:")
        if ours:
            page_link("preparer_bilan", "Préparer un bilan", ":material/assignment_turned_in:")
        return None
    titles = {one.code: _line(one) for one in found.bilans}
    code = in_address("Bilan", "bilan", titles, found.bilans[0].code)
    return found.named(code)


def choose_view(waiting: int) -> View:
    """Draw what there is to do here, and return the choice; kept in the address."""
    told = f" ({waiting} sans réponse)" if waiting else ""
    options = {
        "lire": "Lire le bilan",
        "questions": f"Questions{told}",
        "verifier": "Vérifier un code ou un fichier",
    }
    key = "vue-choisie"
    _take_from_address("vue", key, options)
    chosen = st.segmented_control(
        "Que faire",
        list(options),
        format_func=options.__getitem__,
        key=key,
        label_visibility="collapsed",
        required=True,
        default=None if key in st.session_state else "lire",
    )
    view: View = "verifier" if chosen == "verifier" else "questions" if chosen == "questions" else "lire"
    _put_in_address("vue", view if view != "lire" else "")
    return view


def in_address(label: str, name: str, options: Mapping[str, str], first: str) -> str:
    """Draw a choice that the page's address keeps under a name by its key, not by its label; return the key."""
    key = f"{name}-choisi"
    _take_from_address(name, key, options)
    st.session_state.setdefault(key, first)
    chosen = st.selectbox(label, list(options), format_func=options.__getitem__, key=key)
    code = str(chosen) if chosen in options else first
    _put_in_address(name, code)
    return code


def _take_from_address(name: str, key: str, options: Mapping[str, str]) -> None:
    asked = st.query_params.get(name, "")
    if key not in st.session_state and asked in options:
        st.session_state[key] = asked
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]


def _put_in_address(name: str, value: str) -> None:
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def show_head(one: Sealed, found: Shelf, is_folded: bool) -> None:
    """Say what is read: its code and its seal, its months and residences, what is incomplete, what changed since the one before.

    `is_folded`: all of it a click away but for what is incomplete, while a figure is looked at closely.
    """
    named = f"{words.escaped(one.bilan.call)} · {kind_of(one.bilan)}, édition {one.edition}"
    part = st.session_state.get("partie-choisi", st.query_params.get("partie", _FIRST_PAGE))
    if not is_folded and part in ("1", _FIRST_PAGE):
        _show_head(one, found, named)
        return
    with st.expander(f"{named} · code {one.code[:4]} {one.code[4:]}", icon=":material/verified:"):
        _show_head(one, found, named)
    for told in one.bilan.warnings:
        st.caption(f":material/warning: {words.escaped(told)}")


def _show_head(one: Sealed, found: Shelf, named: str) -> None:
    bilan = one.bilan
    with st.container(border=True):
        st.markdown(f"#### {named}")
        bilan_marks.show_code(one)
        st.markdown("  \n".join(_identity(one)))
    for told in bilan.warnings:
        st.warning(words.escaped(told), icon=":material/warning:")
    if one.before:
        _show_changes(one, found.named(one.before))


def kind_of(bilan: Bilan) -> str:
    """Return what a bilan is: interim or final."""
    return "bilan intermédiaire" if bilan.is_interim else "bilan final"


def _line(one: Sealed) -> str:
    kind = "intermédiaire" if one.bilan.is_interim else "final"
    return f"{one.bilan.call} · édition {one.edition}, {kind} · {words.day(one.at)}"


def _identity(one: Sealed) -> list[str]:
    bilan = one.bilan
    known = names.residences()
    where = (
        words.listing(known.get(code, code) for code in bilan.residences) if bilan.residences else "toutes"
    )
    told = [
        f"**Période** : {words.month(bilan.first[:7])} à {words.month(bilan.last[:7])}, situation au {words.day(bilan.as_of)}",
        f"**Résidences** : {words.escaped(where)}",
        f"**Publié** le {words.instant(one.at)} par {words.escaped(one.by)}",
    ]
    if visitor.may("publish_bilans"):
        told.append(f"**Lu par** : {words.escaped(_readers(one))}")
    return told


def _readers(one: Sealed) -> str:
    """Return which evaluators may read all of a bilan: one whose perimeter is narrower does not see it at all."""
    who = visitor.visitor()
    every = accounts.every_account(who.operator) if who.operator is not None else []
    found = [
        each.name
        for each in every
        if each.is_open and each.role == "evaluateur" and is_in_sight(one.bilan, each.sight())
    ]
    since, last = words.month(one.bilan.since[:7]), words.month(one.bilan.last[:7])
    return words.listing(found) if found else (
        f"aucun compte d'évaluation. Il faut un compte de cet appel, de {since} à {last} (l'année d'avant est comparée)"
    )  # fmt: skip


def _show_changes(one: Sealed, before: Sealed | None) -> None:
    since = f"l'édition {before.edition}" if before else "l'édition d'avant"
    title = f"Depuis {since} : {words.plural(len(one.changed), 'changement')}"
    with st.expander(title, icon=":material/difference:"):
        st.markdown(f"**Pourquoi cette édition** : {words.escaped(one.why)}")
        st.markdown("\n".join(f"- {words.escaped(told)}" for told in one.changed))
        st.caption(f"L'édition d'avant porte le code {one.before}, et se lit toujours.")


def choose_part(one: Sealed) -> Part:
    """Draw the table of contents and return the part that is read; kept in the address."""
    titles = {str(part.number): f"{part.number}. {part.title}" for part in one.bilan.parts}
    number = in_address("Sommaire", "partie", titles, _FIRST_PAGE)
    return next(part for part in one.bilan.parts if str(part.number) == number)


def show_part(one: Sealed, part: Part) -> None:
    """Draw a part as it was sealed: what people wrote, what must be known, its tables and their charts; the way to its neighbours."""
    st.subheader(f"{part.number}. {part.title}")
    if part.text.strip():
        project_rendering.show_plain(part.text)
    for note in (told for told in part.notes if told not in one.bilan.warnings):  # those head the page
        st.caption(f":material/info: {words.escaped(note)}")
    for table in _of_choice(part):
        bilan_tables.show(table, lambda row, table=table: address(one, part, table, row))  # type: ignore[misc]
        bilan_charts.show(one.code, table)
    if not part.text.strip() and not any(table.rows for table in part.tables):
        st.caption("Rien n'est écrit ni mesuré dans cette partie.")
    _offer_neighbours(one, part)


def _of_choice(part: Part) -> Iterator[Table]:
    """Yield the tables of a part; of long ones, the indicator or the published table that is chosen: the others are a click away."""
    editions = [table for table in part.tables if table.key.startswith("edition.")]
    for table in part.tables:
        if table.key.startswith("residences."):
            yield _of_indicator(table)
        elif table not in editions or len(editions) <= _ABREAST:
            yield table
        elif table == editions[0]:
            titles = {each.key: each.title for each in editions}
            label = f"Tableaux publiés ({len(editions)})"
            key = st.selectbox(
                label, list(titles), format_func=titles.__getitem__, key=f"edition-{part.number}"
            )
            yield next((each for each in editions if each.key == key), editions[0])


def _of_indicator(table: Table) -> Table:
    """Draw the choice of an indicator told residence by residence, and return its rows."""
    titles = {
        row.key.partition("/")[0]: str(row.cells[0]).rpartition(", ")[0] for row in reversed(table.rows)
    }
    titles = dict(reversed(titles.items()))
    chosen = st.selectbox(table.title, list(titles), format_func=titles.__getitem__, key=f"par-{table.key}")
    rows = tuple(row for row in table.rows if row.key.partition("/")[0] == (chosen or next(iter(titles))))
    return replace(table, rows=rows)


def address(one: Sealed, part: Part, table: Table, row: Row) -> str:
    """Return where the figures of a row are looked at closely."""
    asked = {"bilan": one.code, "partie": part.number, "ligne": bilan_marks.mark(table, row)}
    return f"?{urlencode(asked)}"


def _offer_neighbours(one: Sealed, part: Part) -> None:
    with st.container(horizontal=True):
        for step, icon in ((-1, ":material/arrow_back:"), (1, ":material/arrow_forward:")):
            near = next((each for each in one.bilan.parts if each.number == part.number + step), None)
            if near:
                label = f"{near.number}. {near.title}"
                st.button(label, icon=icon, key=f"partie-{step}", type="tertiary", on_click=_go, args=(near.number,))  # fmt: skip


def _go(number: int) -> None:
    st.session_state["partie-choisi"] = str(number)
