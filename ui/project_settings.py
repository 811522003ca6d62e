"""What an association settles of its projets sociaux: headings, stages, languages of the poster."""

from __future__ import annotations

from ui import poster_languages, project_headings, stage_names


def offer() -> None:
    """Draw these settings, each under its header."""
    project_headings.offer()
    stage_names.offer()
    poster_languages.offer()
