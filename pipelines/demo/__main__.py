"""`python -m pipelines.demo [FOLDER]`: write the demonstration workbooks again, in data/demo/ unless told."""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.demo import DEMO_FOLDER
from pipelines.demo.association import association_books
from pipelines.demo.handwriting import books
from pipelines.demo.others import OTHERS_FOLDER, others_books
from pipelines.demo.project_books import project_books
from pipelines.demo.story import tell
from pipelines.demo.to_try import books_to_try


def main(arguments: list[str]) -> int:
    """Write every workbook and say how many; name those that lie there and are no longer in the story."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("usage : python -m pipelines.demo [DOSSIER]", file=sys.stderr)
        return 2
    folder = Path(arguments[0]) if arguments else DEMO_FOLDER
    written = set()
    told = tell()
    for book in (*books(told), *association_books(), *project_books(told), *books_to_try()):
        path = folder / book.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(book.content)
        written.add(path)
    if not arguments:  # beside it, those of the other associations
        for book in others_books():
            path = OTHERS_FOLDER / book.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(book.content)
            written.add(path)
    size = sum(path.stat().st_size for path in written)
    print(f"{len(written)} classeurs écrits dans {folder} ({size / 1024:.0f} ko)")
    for path in sorted({*folder.rglob("*.xlsx"), *folder.rglob("*.csv")} - written):
        print(f"  plus dans l'histoire, à supprimer : {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
