"""What we hand out opens in a spreadsheet: nothing that staff typed may become a formula there."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from ui.export import csv_of

TYPED = [
    "=1+2",
    "+33 6",
    "-1-1",
    "@SOMME(A1)",
    "\t=1+1",
    "\r=1",
    '=HYPERLINK("http://exemple.fr";"ici")',
    "=cmd|'/c calc'!A1",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_text_that_begins_like_a_formula_begins_with_an_apostrophe(text: str) -> None:
    exported = csv_of(pd.DataFrame([{"Motif": text, "Nombre": -3, "Part": -1.5}])).decode("utf-8-sig")
    _, [motive, number, share] = csv.reader(io.StringIO(exported, newline=""), delimiter=";")
    assert motive == f"'{text}"
    assert (number, share) == ("-3", "-1,5"), "a number is none"
