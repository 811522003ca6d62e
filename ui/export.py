"""What is taken away: a file is made when it is asked for, the right to it judged anew at that moment, and noted."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from access import audit
from access.scope import OutOfSight, Sight
from indicators import trace
from indicators.sums import Scope
from ui import figures, visitor, words


def offer_lines(version: str, name: str, scope: Scope, wave: str | None) -> None:
    """Put the button that downloads the lines behind a figure."""
    session_id = visitor.session().id
    st.download_button(
        "Télécharger ces lignes (CSV)",
        lambda: file_of_lines(session_id, version, name, scope, wave),
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def file_of_lines(session_id: str, version: str, name: str, scope: Scope, wave: str | None) -> bytes:
    """Return the file of lines, within what the session sees now; raise OutOfSight where it has no right to it any more.

    Streamlit asks for it outside any run of a page: nothing is known of who asks but the session that drew the button.
    """
    with visitor.on_behalf_of(session_id) as session:
        detail = described(session.account.sight(), name, scope, wave)
        if not session.account.may("trace"):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("les lignes derrière un chiffre ne vous sont pas ouvertes")
        found = trace.lines(version, session.account.sight(), name, scope, wave)
        audit.record(session.account.login, "exported", detail)
        return csv_of(table_of(version, name, found))


def show_table(rows: Sequence[Mapping[str, Any]], alt: str) -> None:
    """Show rows of text in a plain table, whose sentences wrap; nothing of them is read as Markdown."""
    shown = [{title: words.escaped(text) for title, text in row.items()} for row in rows]
    st.table(pd.DataFrame(shown), hide_index=True, border="horizontal", alt=alt)


def offer_table(
    label: str, name: str, rows: Sequence[Mapping[str, Any]], detail: str, key: str | None = None
) -> None:
    """Put the button that downloads rows which the page has just shown, at least in part."""
    session_id = visitor.session().id
    st.download_button(
        label,
        lambda: file_of_table(session_id, rows, detail),
        name,
        "text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def file_of_table(session_id: str, rows: Sequence[Mapping[str, Any]], detail: str) -> bytes:
    """Return the file of some rows; raise OutOfSight where the session that was shown them is over."""
    with visitor.on_behalf_of(session_id) as session:
        audit.record(session.account.login, "exported", detail)
        return csv_of(pd.DataFrame(list(rows)))


def described(sight: Sight, name: str, scope: Scope, wave: str | None) -> str:
    """Return what was asked for, as the log of accesses keeps it: indicator · residences · period."""
    codes = ", ".join(sight.choose(scope.residences)) or "toutes"
    ends = [f"{day:%Y-%m}" for day in (scope.first, scope.last) if day]
    return f"{name} · {codes} · {wave or ' à '.join(ends) or 'tout'}"


def table_of(version: str, name: str, lines: list[dict[str, Any]]) -> pd.DataFrame:
    """Return lines as a person reads them: where each was written, what it counts for, who deposited it."""
    labels = figures.labels(version, name)
    return pd.DataFrame([_shown(labels, line) for line in lines])


def csv_of(table: pd.DataFrame) -> bytes:
    """Return a table as a CSV that a French Excel opens; text that begins like a formula is made harmless."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False):
        writer.writerow([_harmless(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return str(value).removesuffix(".0").replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _shown(labels: dict[str, str], line: dict[str, Any]) -> dict[str, Any]:
    when = line.get("happened_on")
    counted = {
        "Fichier": line["file"] or "non reçu",
        "Feuille": line["sheet"],
        "Ligne": line["row"],
        "Résidence": line["residence"],
        "Date": f"{when:%d/%m/%Y}" if when else "",
        "Catégorie": labels.get(line.get("category") or "", line.get("category")),
        "Numérateur": line.get("numerator")
        if line.get("numerator") is not None
        else line.get("distinct_key"),
        "Dénominateur": line.get("denominator"),
        "Non connu": "oui" if line["unknown"] else "",
        "Doute accepté, motif": " / ".join(f"{one['doubt']} : {one['reason']}" for one in line["doubts"]),
    }
    origin = {
        "Déposé par": line["loaded_by"],
        "Déposé le": words.instant(line["loaded_at"]),
        "Dépôt": line["load_id"],
    }
    kept = {title: value for title, value in counted.items() if value is not None}
    return kept | origin | {"Contenu de la ligne": _content(line["content"])}


def _content(content: dict[str, Any]) -> str:
    return " · ".join(f"{name} = {value}" for name, value in content.items() if name != "residence")
