"""A column -> what Excel proposes and says while a cell is typed. It warns and never forbids: our reader knows more spellings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pipelines.contract import LISTS_SHEET, Column
from pipelines.lists import Code, Codes, Flag, labels_of
from pipelines.open_lists import Open
from pipelines.opinions import STEPS, Opinion
from pipelines.types import Day, Month, Whole

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255  # Excel's own limits


def write_lists(book: Any, columns: Sequence[Column]) -> dict[str, str]:
    """Write the closed lists on a hidden sheet (a drop-down typed in full may not pass 255 characters); return where each is."""
    hidden = book.add_worksheet(LISTS_SHEET)
    hidden.hide()
    sources: dict[str, str] = {}
    for at, column in enumerate(columns):
        labels = _proposed(column)
        if labels and isinstance(column.type, Code | Flag | Opinion | Open):
            for row, label in enumerate(labels):
                hidden.write_string(row, at, label)
            letter = xl_col_to_name(at)
            sources[column.name] = f"={LISTS_SHEET}!${letter}$1:${letter}${len(labels)}"
    return sources


def rule_of(column: Column, at: int, row: int, lists: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the rule of a column whose first line is that row, from 0; None for one where anything goes."""
    told: dict[str, Any] = {"error_type": "warning", "error_title": column.header[:_LONGEST_TITLE]}
    if isinstance(
        column.type, Opinion | Open
    ):  # a note is as good as a word, and another word is kept: nothing is said of them
        return {"validate": "list", "source": lists[column.name], "show_error": False}
    if source := lists.get(column.name):
        wrong = (
            "Cette valeur n'est pas dans la liste ; laissez vide si ce n'est pas connu. Garder quand même ?"
        )
        return told | {"validate": "list", "source": source, "error_message": wrong}
    place = f"{xl_col_to_name(at)}{row + 1}"
    if isinstance(column.type, Codes):
        listed = f"Un ou plusieurs, séparés par une virgule : {', '.join(labels_of(column.type).values())}"
        return {
            "validate": "any",
            "input_title": column.header[:_LONGEST_TITLE],
            "input_message": _cut(listed),
        }
    if isinstance(column.type, Day | Month):
        example = "mars 2025 ou 03/2025" if isinstance(column.type, Month) else "31/12/2025"
        wrong = f"Ce n'est pas une date ; écrivez par exemple {example}. Garder quand même ?"
        return told | {"validate": "custom", "value": _either(place, f"{place}>=1"), "error_message": wrong}
    if isinstance(column.type, Whole):
        low, high = column.type.low, column.type.high
        wrong = f"Ce n'est pas un nombre entier de {low} à {high} (ou NC, SO). Garder quand même ?"
        held = f"{place}=INT({place}),{place}>={low},{place}<={high}"
        return told | {"validate": "custom", "value": _either(place, held), "error_message": wrong}
    return None


def _proposed(column: Column) -> list[str]:
    if isinstance(column.type, Flag):
        return ["oui", "non"]
    if isinstance(column.type, Open):
        return list(column.type.code.labels.values())
    return [*STEPS, "NSP"] if isinstance(column.type, Opinion) else list(labels_of(column.type).values())


def _either(place: str, held: str) -> str:
    """Return the formula of a number that holds, or one of the words that mean unknown, none or beside the point."""
    words = ",".join(f'{place}="{word}"' for word in ("NC", "SO", "néant"))
    return f"=OR(IF(ISNUMBER({place}),AND({held}),FALSE),{words})"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[: _LONGEST_MESSAGE - 1]}…"
