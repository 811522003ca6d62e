"""Measures -> one table in French."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui import words

TOO_SLOW = 2.0  # a page may cost twice an empty one, no more


@dataclass(frozen=True)
class Row:
    """One measure: of Palier, of its peer (None: it has none), both in `unit`; `limit` is the ratio not to pass."""

    name: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str = ""
    limit: float | None = None
    digits: int = 1

    @property
    def ratio(self) -> float | None:
        """How many times the peer's cost ours is; for a speed, how many times slower."""
        if not self.peer:
            return None
        return self.peer / self.ours if self.unit.endswith("/s") else self.ours / self.peer

    @property
    def is_flagged(self) -> bool:
        """True past the limit."""
        return self.ratio is not None and self.limit is not None and self.ratio > self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        flag = f"⚠ plus de {words.number(self.limit)} fois" if self.is_flagged else ""
        shown = [
            f"{words.number(x, self.digits)} {self.unit}" if x is not None else ""
            for x in (self.ours, self.peer)
        ]
        return (self.name, *shown, self.peer_name, words.number(self.ratio, 2) if self.ratio else "", flag)


HEADER = ("mesure", "Palier", "témoin", "qui est", "rapport", "")


def as_text(rows: Sequence[Row]) -> str:
    """Return the measures, a line each, in columns."""
    table = [HEADER, *(row.cells for row in rows)]
    widths = [max(len(line[place]) for line in table) for place in range(len(HEADER))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in table)
