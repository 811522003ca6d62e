"""What is written under a heading of a projet social: read, written again, and the same; a figure bound to a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_project.document import BadFigure, Block, BoundFigure, Run, figure_at
from social_project.markup import plain, read, write

AGED = BoundFigure("age_60plus_share", "R1", "2025", shown="numerator", decimals=1)
_WORDS = st.text(st.sampled_from("abé1 *_[]()#|\\`<>-+.&!~:/"), min_size=1, max_size=12)


def a_block_text(text: str) -> str:
    return " ".join(text.split())


@st.composite
def _runs(draw: st.DrawFn) -> tuple[Run, ...]:
    """Runs whose styled words stand between blanks: CommonMark writes no bold inside a word."""
    found = []
    for text in draw(st.lists(_WORDS.map(a_block_text).filter(bool), min_size=1, max_size=4)):
        style = draw(st.sampled_from(["", "bold", "italic", "figure"]))
        at = AGED if style == "figure" else None
        found += [Run(text, style == "bold", style == "italic", at), Run(" ")]
    return plain([*found[:-1]])


_BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, st.just("paragraph"), _runs()),
        st.builds(Block, st.just("heading"), _runs(), st.integers(1, 3)),
        st.builds(Block, st.sampled_from(["bullet", "number"]), _runs()),
        st.lists(st.lists(_runs(), min_size=2, max_size=2).map(tuple), min_size=2, max_size=3).map(
            lambda rows: Block("table", rows=tuple(rows))
        ),
    ),
    max_size=5,
)


@given(_BLOCKS)
def test_what_is_written_is_read_again(blocks: list[Block]) -> None:
    assert read(write(blocks)) == tuple(blocks)


def test_what_people_write() -> None:
    text = (
        "## Publics\n\nUne **majorité** de plus de 60 ans ([62 %](chiffre:age_60plus_share?residence=R1&periode=2024)).\n\n"
        "- un\n- deux\n    - deux bis\n\n| A | B |\n| --- | --- |\n| 1 | 2 |"
    )
    heading, said, one, two, inner, table = read(text)
    assert (heading.kind, heading.level, heading.text) == ("heading", 2, "Publics")
    assert said.text == "Une majorité de plus de 60 ans (62 %)."
    assert [run.figure for run in said.runs if run.figure] == [BoundFigure("age_60plus_share", "R1", "2024")]
    assert [(item.kind, item.level, item.text) for item in (one, two, inner)] == [
        ("bullet", 1, "un"),
        ("bullet", 1, "deux"),
        ("bullet", 2, "deux bis"),
    ]
    assert table.text == "A\tB\n1\t2"
    assert write(read(text)) == text


@pytest.mark.parametrize(
    "figure",
    [AGED, BoundFigure("need_rate", "", "Vague 2 & été", "sante_soins"), BoundFigure("x", "R 1", "2025-T1")],
)
def test_an_address_names_its_figure(figure: BoundFigure) -> None:
    assert figure_at(figure.address) == figure


@pytest.mark.parametrize(
    "address",
    [
        "chiffre:",
        "chiffre:x",
        "http://x?periode=2025",
        "chiffre:x?periode=2025&arrondi=9",
        "chiffre:x?periode=1&montre=y",
    ],
)
def test_an_address_that_names_none_is_refused(address: str) -> None:
    with pytest.raises(BadFigure):
        figure_at(address)
