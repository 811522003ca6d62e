"""How a file was read: what was recognised in it, and every value interpreted rather than copied, most doubtful first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from ui import export, names, words

Receipt = Mapping[str, Any]
Group = Mapping[str, Any]
_FIRST, _CELLS, _LINES = 6, 4, 50
# Of these, a look at a few is worth it; of the others the number is enough.
_DOUBTFUL = frozenset(
    {"american", "removed", "filled", "sheet_year", "short_year", "serial", "share", "worded"}
)


def show(receipt: Receipt) -> None:
    """Show, one click away, how a file was read; nothing for a file of which nothing was."""
    if not (receipt["tables"] or receipt["not_read"] or receipt["ignored_lines"]):
        return
    groups = receipt["interpreted"]
    count = sum(group["count"] for group in groups)
    told = f" : {words.plural(count, 'valeur interprétée', 'valeurs interprétées')}" if count else ""
    with st.expander(f"Comment ce fichier a été lu{told}"):
        _bullets(list(_recognised(receipt)))
        _bullets([_told(one) for one in receipt["remarks"]])
        if groups:
            _show_groups(groups, receipt)
        if receipt["not_read"]:
            st.markdown("**Non lu, et non conservé**")
            _bullets([words.escaped(one) for one in receipt["not_read"]])
        if receipt["ignored_lines"]:
            st.markdown("**Lignes ignorées**")
            _bullets(list(_ignored(receipt["ignored_lines"])))


def _recognised(receipt: Receipt) -> Iterator[str]:
    """Yield « Réunions : feuille « Janvier 2026 », en-tête ligne 4, 12 lignes », then what is covered, residence by residence."""
    for one in receipt["tables"]:
        yield (
            f"**{words.escaped(one['title'])}** : feuille {words.quoted(words.escaped(one['sheet']))}, "
            f"en-tête ligne {one['header_row']}, {words.plural(one['lines'], 'ligne')}"
        )
    covered: dict[str, set[str]] = defaultdict(set)
    for part in receipt["slices"]:
        covered[part["residence"]] |= {part["period"]} - {""}
    known = names.residences()
    for code, periods in covered.items():
        when = f" : {words.span(sorted(periods))}" if periods else ""
        yield f"{words.escaped(names.told(code, known))}{when}"


def _show_groups(groups: Sequence[Group], receipt: Receipt) -> None:
    st.markdown("**Valeurs interprétées**, les plus douteuses d'abord")
    for group in groups:
        mark = " :orange[:material/help:]" if group["how"] in _DOUBTFUL else ""
        shown = [_value(value) for value in group["values"][:_FIRST]]
        rest = len(group["values"]) - _FIRST
        more = [f"… et {words.plural(rest, 'autre écriture', 'autres écritures')}"] if rest > 0 else []
        told = "\n".join(f"  - {one}" for one in shown + more)
        st.markdown(f"- {words.escaped(group['title'])} · {words.number(group['count'])}{mark}\n{told}")
    export.offer_table(
        "Télécharger toutes ces valeurs (CSV)",
        "valeurs-interpretees.csv",
        list(_rows(groups)),
        f"valeurs interprétées · {receipt['kind']}",
        key=f"lu-{receipt['sha256']}-{receipt['file']}",
    )


def _value(value: Mapping[str, Any]) -> str:
    """Return « « 12 pers. » lu 12 (« Présents », F5, F9 et 3 autres) »."""
    cells = value["cells"]
    more = f" et {words.plural(len(cells) - _CELLS, 'autre')}" if len(cells) > _CELLS else ""
    where = f"{words.quoted(words.escaped(value['column']))}, {', '.join(cells[:_CELLS])}{more}"
    text = words.quoted(words.escaped(value["text"])) if value["text"] else "vide"
    return f"{text} lu **{words.escaped(value['told'])}** ({where})"


def _rows(groups: Sequence[Group]) -> Iterator[dict[str, str]]:
    for group in groups:
        for value in group["values"]:
            for cell in value["cells"]:
                yield {
                    "Interprétation": group["title"],
                    "Feuille": value["sheet"],
                    "Cellule": cell,
                    "Colonne": value["column"],
                    "Écrit": value["text"],
                    "Lu": value["told"],
                }


def _told(remark: Mapping[str, Any]) -> str:
    return words.escaped(remark["message"])


def _ignored(lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield, sheet by sheet and reason by reason, the rows: « feuille « Mars », lignes 4, 9 à 12 : ligne vide »."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in lines:
        rows[one["sheet"], one["reason"]].append(one["row"])
    for (sheet, reason), numbers in rows.items():
        noun = "ligne" if len(numbers) == 1 else "lignes"
        where = f"feuille {words.quoted(words.escaped(sheet))}, {noun} {words.lines(numbers)}"
        yield f"{where} : {words.escaped(reason)}"


def _bullets(lines: Sequence[str]) -> None:
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines[:_LINES]))
    if len(lines) > _LINES:
        st.caption(f"… et {words.number(len(lines) - _LINES)} autres.")
