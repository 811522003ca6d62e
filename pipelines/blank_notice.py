"""A plan -> the sheet « Mode d'emploi »: what the workbook is, how it is filled, what each column means, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipelines.blank_plan import Plan
from pipelines.contract import Column
from pipelines.lists import Code, Codes, Flag, Landings, Need, labels_of
from pipelines.open_lists import Open
from pipelines.types import Day, Identifier, Month, Percentage, Type, Whole, Year

_STEPS = (
    "1. Remplissez la première feuille : une cellule à la fois, avec la liste quand il y en a une. L'aide d'une colonne "
    "s'affiche quand la souris passe sur son titre.",
    "2. Ne changez ni les titres ni l'ordre des feuilles. Vous pouvez ajouter, trier, filtrer ou supprimer des lignes. "
    "Une ligne que vous laissez vide n'est pas lue.",
    "3. Enregistrez le fichier et déposez-le dans Palier, page « Dépôt ».",
)
_VALUES = (
    ("NC, ou vide", "Ce n'est pas connu. Dans une colonne à liste, laissez vide."),
    ("0, ou néant", "C'est connu, et il n'y en a pas."),
    ("SO", "La question ne se pose pas ici (sans objet)."),
)
_AFTER = (
    "Palier lit le fichier, montre ce qu'il a compris, ce qui est à corriger et ce que les chiffres deviendraient. Rien n'est "
    "enregistré avant que vous ayez confirmé. Un dépôt se retire tant que le mois n'est pas clos."
)
_KINDS: dict[type, str] = {
    Day: "Une date, par exemple 31/12/2025.",
    Month: "Un mois, par exemple 03/2025.",
    Year: "Une année, par exemple 2025.",
    Identifier: "Un numéro, tel quel.",
    Flag: "oui ou non.",
    Landings: "Par exemple 3e, RDC ou Bât A 3.",
    Percentage: "Un pourcentage, de 0 à 100.",
}


def write_notice(book: Any, sheet: Any, plan: Plan, due_on: date | None) -> None:
    """Write the sheet, laid out to be read and printed on A4. Sentences only: no line of it is ever one of a table."""
    styles = {
        "title": book.add_format({"bold": True, "font_size": 18, "font_color": "#0B3D69"}),
        "heading": book.add_format({"bold": True, "font_size": 12, "font_color": "#0B5FA5", "bottom": 1}),
        "label": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "asked": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFE699"}),
    }
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 72)
    sheet.write_string(0, 0, f"Mode d'emploi : {plan.contract.title}", styles["title"])
    row = 2
    for heading, pairs in _sections(plan, due_on):
        sheet.write_string(row, 0, heading, styles["heading"])
        sheet.write_blank(row, 1, None, styles["heading"])
        row += 1
        for label, text, look in pairs:
            row = _write_pair(sheet, row, label, text, styles["label"], styles[look])
        row += 1
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8Palier&R&8&P / &N")


Pairs = list[tuple[str, str, str]]


def _write_pair(sheet: Any, row: int, label: str, text: str, bold: Any, plain: Any) -> int:
    if label:
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, text, plain)
    else:
        sheet.merge_range(row, 0, row, 1, "", plain)
        sheet.write_string(row, 0, text, plain)
    # A merged cell does not grow with its text.
    sheet.set_row(row, 15.5 * max(1, -(-len(label) // 30), -(-len(text) // (80 if label else 112))))
    return row + 1


def _sections(plan: Plan, due_on: date | None) -> Iterator[tuple[str, Pairs]]:
    yield "Ce classeur", list(_about(plan, due_on))
    if asked := list(_to_complete(plan)):
        count = plan.to_complete
        when = "À compléter cette fois" + (f" : {count} ligne{'s' * (count > 1)}" if count else "")
        yield when, asked
    yield "En trois gestes", [("", step, "text") for step in _STEPS]
    yield "Trois valeurs à ne pas confondre", [(name, text, "text") for name, text in _VALUES]
    yield "Jamais conservé", [("", _never(plan), "text")]
    yield (
        "Les colonnes",
        [
            (f"{column.header}{' (obligatoire)' if column.required else ''}", explained(plan, column), "text")
            for column in plan.contract.kept
        ],
    )
    yield "Ensuite", [("", _AFTER, "text")]


def _about(plan: Plan, due_on: date | None) -> Iterator[tuple[str, str, str]]:
    yield "Quoi", plan.contract.help, "text"
    yield "Qui le remplit", _who(plan), "text"
    if plan.titles[0]:
        yield "Sur quoi il porte", f"{plan.titles[0]}.", "text"
    if due_on:
        each = f"Chaque mois, le {due_on.day} du mois suivant au plus tard."
        once = f"À déposer dans Palier le {due_on:%d/%m/%Y} au plus tard."
        yield "Pour quand", each if len(plan.periods) > 1 else once, "text"
    if plan.received and not plan.is_filled:
        count = f"{plan.received} ligne{'s' * (plan.received > 1)}"
        yield (
            "Déjà là",
            f"{count}, telles que reçues au {plan.today:%d/%m/%Y}, en gris ou en jaune. Corrigez-les au besoin, mais n'en effacez "
            "aucune qui soit vraie : déposé, ce classeur remplace tout ce sur quoi il porte.",
            "text",
        )


def _who(plan: Plan) -> str:
    if plan.contract.is_association:
        return "La direction : ce classeur est celui de toute l'association."
    return f"L'équipe de « {plan.residence} »."


def _to_complete(plan: Plan) -> Iterator[tuple[str, str, str]]:
    headers = {column.name: column.header for column in plan.contract.columns}
    for row, line in enumerate(plan.lines, 6):
        for name, question in line.asked.items():
            yield f"Ligne {row}, {headers[name]}", question, "asked"
    for question in plan.questions:
        yield "", question, "asked"
    for note in plan.notes:
        yield "", note, "text"


def _never(plan: Plan) -> str:
    return (
        f"{plan.contract.never_kept or 'Rien de particulier.'} N'écrivez aucun nom de personne, nulle part."
    )


def explained(plan: Plan, column: Column) -> str:
    """Return what a column means: its help, its unit, what to write, its list, and whether it must be filled."""
    parts = [column.help, _what(column.type)]
    parts += [f"Unité : {column.unit}." if column.unit else ""]
    if labels := labels_of(column.type):
        several = (
            "Une ou plusieurs valeurs, séparées par une virgule"
            if isinstance(column.type, Codes)
            else "Liste"
        )
        parts.append(f"{several} : {', '.join(labels.values())}.")
    if isinstance(column.type, Open):
        parts.append(f"Déjà connus : {', '.join(column.type.code.labels.values())}.")
    if column.name == plan.contract.residence_column and plan.contract.period != "none":
        parts.append("Laissée vide, c'est celle du titre.")
    elif column.required:
        parts.append("Obligatoire.")
    return " ".join(filter(None, parts))


def _what(kind: Type) -> str:
    if isinstance(kind, Whole):
        known = kind.high < Whole().high
        return f"Un nombre entier de {kind.low} à {kind.high}." if known else "Un nombre entier."
    if isinstance(kind, Need):
        return "1 si oui, 0 si non ; ou un degré de 0 à 3."
    return "" if isinstance(kind, Code) else _KINDS.get(type(kind), "")
