"""A chart as plain facts: rows of bars and dots, in shares of its width, and the same in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in shares of the width of the chart. `look`: a name, or how light it is from 0 to 1; `told`: written in it."""

    start: float
    end: float
    look: str
    told: str = ""


@dataclass(frozen=True)
class Dot:
    """A dot (`open`, `full`) or a line to reach (`mark`), at a share of the width."""

    at: float
    look: str


@dataclass(frozen=True)
class Bar:
    """A line of a row. `told`: what is written after it; `heard`: the same for whoever hears the chart."""

    told: str
    heard: str
    segments: tuple[Segment, ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart. `title`: of what; `steps`: the marks of its axis; `legend`: looks and what they mean; `rows`: labels and bars."""

    title: str
    steps: tuple[tuple[float, str], ...]
    legend: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Bar, ...]], ...]

    @property
    def alt(self) -> str:
        """What the chart shows, for whoever does not see it."""
        rows = (f"{label} : {', '.join(bar.heard for bar in bars)}" for label, bars in self.rows)
        return (
            f"Graphique en barres. {self.title}. {' ; '.join(rows)}. Les mêmes chiffres sont dans le tableau."
        )

    def as_told(self) -> dict[str, Any]:
        """Return what the template is given."""
        return {
            "steps": [{"at": at, "told": told} for at, told in self.steps],
            "legend": [{"look": look, "told": told} for look, told in self.legend],
            "title": self.title,
            "rows": [{"label": label, "bars": [asdict(bar) for bar in bars]} for label, bars in self.rows],
            "alt": self.alt,
        }
