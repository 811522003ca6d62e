"""Figures in the text of a projet social: found among all those of its residence, told to whoever writes."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.catalogue import Indicator
from social_project import search
from social_project.headings import Heading
from ui import figures, insert_figure, project_rendering, project_writing
from ui.project_text import Desk


def periods(desk: Desk, indicator: Indicator) -> Sequence[str]:
    """Return the periods that an indicator may be asked for, the latest first: years transmitted, or waves."""
    if indicator.finest == "wave":
        return list(reversed(figures.waves(desk.version)))
    return sorted({month[:4] for month in figures.months(desk.version)}, reverse=True)


def offer(desk: Desk, heading: Heading) -> None:
    """Draw, folded unless the text asks for a figure, the search of an indicator and what puts it in the text of a heading."""
    into = insert_figure.Sentences(
        f"{desk.code}-{heading.code}",
        desk.version,
        desk.code,
        lambda: project_writing.text_now(desk, heading),
        lambda text: project_writing.put(desk, heading, text),
        lambda typed: search.find(typed) if typed.strip() else [],
        lambda indicator: periods(desk, indicator),
        lambda bound: project_rendering.told(desk.version, bound),
    )
    insert_figure.offer(into, "part des 60 ans et plus, conflits résolus, réunions tenues…")
