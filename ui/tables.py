"""The published tables, as anybody outside reads them: what was frozen, and nothing computed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from indicators.editions import MASKED, VERIFIED, WHAT_S_MEANS, BrokenSeal, Edition, Line, Table, editions
from ui import export, figures, visitor, words

_NOTHING = (
    "Aucune édition n'est publiée pour votre période. Les tableaux de personnes (âges, conflits, besoins, sorties…) paraissent "
    "une fois l'an, quand l'association a clos l'année et publié son édition."
)


def choose() -> Edition | None:
    """Draw the choice of an edition and return it; say so where there is none."""
    try:
        found = editions(visitor.sight())
    except BrokenSeal as broken:
        st.error(words.sentence(broken), icon=":material/gpp_bad:")
        st.stop()
    if not found:
        st.info(_NOTHING, icon=":material/lock_clock:")
        return None
    by_year = {str(one.year): one for one in found}
    with st.columns([2, 3])[0]:
        year = st.selectbox("Édition", list(by_year), key="edition", bind="query-params")
    # A browser may send any year: one that is not published is no choice.
    return by_year.get(str(year), found[0])


def show(edition: Edition) -> None:
    """Show every table of an edition, and the file that holds them all."""
    st.caption(
        f"Année {edition.year}, publiée le {words.instant(edition.published_at)}. Empreinte : {edition.hash[:12]}. "
        "Les tableaux publiés ne changent plus."
    )
    st.markdown(WHAT_S_MEANS.format(least=edition.threshold))
    rows = file_rows(edition)
    export.offer_table(
        "Télécharger les tableaux (CSV)", f"edition-{edition.year}.csv", rows, f"édition {edition.year}"
    )
    for subject, tables in groupby(edition.tables, key=lambda one: one.subject.split(".")[0]):
        several = list(tables)
        if any("." in one.subject for one in several):
            _show_family(subject, several)
        else:
            _show_subject(several)


def show_words(version: str) -> None:
    """Show the words of residents that somebody of the association read and published, wave by wave, without their residence."""
    said = [one for one in figures.verbatims(version) if one.is_published or not visitor.may("trace")]
    st.subheader("Paroles de résidents")
    if not said:
        st.info("Aucune parole n'est publiée : une personne de l'association les relit d'abord, une par une.")
        return
    count = words.plural(sum(one.times for one in said), "commentaire")
    st.caption(
        f"{count}, choisis et relus par l'association avant d'être publiés. Ils illustrent des besoins, et n'en mesurent aucun."
    )
    for wave, some in groupby(sorted(said, key=lambda one: one.wave, reverse=True), key=lambda one: one.wave):
        st.markdown(
            f"**{words.escaped(wave)}**\n\n"
            + "\n".join(f"- {words.quoted(words.escaped(one.words))}" for one in some)
        )


def _show_subject(tables: Sequence[Table]) -> None:
    st.subheader(tables[0].title)
    for one in tables:
        _show_table(one)
    if tables[0].caveat:
        st.caption(tables[0].caveat)


def _show_family(subject: str, tables: Sequence[Table]) -> None:
    """Show a family of questions: all of them together first, then the one that is chosen, line by line."""
    family = tables[0].title.split(" : ")[0]
    st.subheader(family)
    if overall := [row for one in tables if (row := _overall(one))]:
        export.show_table(list({row[family]: row for row in overall}.values()), f"{family}, ensemble")
    titles = list(dict.fromkeys(one.title.split(" : ")[-1] for one in tables))
    chosen = st.selectbox("Voir par résidence", titles, key=f"tableau-{subject}")
    for one in tables:
        if one.title.split(" : ")[-1] == chosen:
            _show_table(one)
    if tables[0].caveat:
        st.caption(tables[0].caveat)


def _overall(table: Table) -> dict[str, str] | None:
    whole = next((line for line in table.lines if line.level == "association"), None)
    if whole is None:
        return None
    family, _, title = table.title.partition(" : ")
    return {family: title} | _cells(table, whole)


def _show_table(table: Table) -> None:
    rows = [{table.of_lines: line.label} | _cells(table, line) for line in table.lines]
    across = ", ".join(table.columns) or table.unit
    export.show_table(rows, f"{table.title} : {table.of_lines.lower()} × {across}")


def _cells(table: Table, line: Line) -> dict[str, str]:
    told = {title: _told(line, column) for column, title in enumerate(table.columns)}
    return told | {table.unit.capitalize(): MASKED if line.total is None else words.number(line.total)}


def _told(line: Line, column: int) -> str:
    number, share = line.numbers[column], line.share(column)
    if number is None:
        return MASKED
    return words.number(number) if share is None else f"{words.number(number)} ({words.percent(share)})"


def file_rows(edition: Edition) -> list[Mapping[str, object]]:
    """Return the rows of the file of an edition: a number a row, masked as on the page, then what the mask means."""
    found: list[Mapping[str, object]] = []
    for table in edition.tables:
        for line in table.lines:
            for column, title in enumerate(table.columns):
                share = line.share(column)
                found.append(
                    _row(
                        table,
                        line,
                        title,
                        line.numbers[column],
                        "" if share is None else words.percent(share),
                    )
                )
            found.append(_row(table, line, "Total", line.total, ""))
    notes = (WHAT_S_MEANS.format(least=edition.threshold).replace("**", ""), VERIFIED)
    return [*found, *({"Tableau": note} for note in notes)]


def _row(table: Table, line: Line, column: str, number: int | None, share: str) -> Mapping[str, object]:
    return {
        "Tableau": table.title,
        "Par": table.of_lines,
        "Ligne": line.label,
        "Colonne": column,
        "Nombre": MASKED if number is None else number,
        "Part": share,
        "Unité": table.unit,
    }
