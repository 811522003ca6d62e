"""Contracts -> docs/dictionnaire.md: every column of every workbook, as people may read it. Run as a command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.contract import Column, Contract
from pipelines.contracts import contracts
from pipelines.lists import labels_of
from pipelines.open_lists import Open

PAGE = Path(__file__).parent.parent / "docs" / "dictionnaire.md"


def dictionary() -> str:
    """Return the dictionary of all contracts, in Markdown."""
    head = "# Dictionnaire des classeurs\n\nPage engendrée par `python -m pipelines.dictionary` : ne pas la corriger à la main.\n"
    return head + "".join(_section(contract) for contract in contracts().values())


def _section(contract: Contract) -> str:
    never = f"\nJamais conservé : {contract.never_kept}\n" if contract.never_kept else ""
    rows = "\n".join(_rows(contract))
    return f"""
## {contract.code} — {contract.title} (`{contract.kind}`)

{contract.help}
{never}
| En-tête | Nom | Obligatoire | Unité | Aide |
|---|---|---|---|---|
{rows}
"""


def _rows(contract: Contract) -> Iterator[str]:
    for column in contract.columns:
        required = "oui" if column.required else ""
        yield f"| {column.header} | `{column.name}` | {required} | {column.unit} | {_help(column)} |"


def _help(column: Column) -> str:
    labels = column.type.code.labels if isinstance(column.type, Open) else labels_of(column.type)
    listed = (
        f" Liste : {', '.join(f'{label} (`{code}`)' for code, label in labels.items())}." if labels else ""
    )
    return f"{column.help}{listed}".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(dictionary(), "utf-8")
