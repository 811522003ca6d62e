from dataclasses import asdict

import streamlit as st

from indicators import publish
from indicators.editions import Edition, every_edition, sealed
from pipelines.clock import now
from pipelines.frozen import AlreadyFrozen, freeze
from pipelines.settings import settings
from ui import filters, publishing, visitor

account = visitor.require("editions")
version = filters.version_or_welcome()
st.title("Éditions")
threshold = settings().publication_threshold
publishing.explain(threshold)
published = every_edition()


@st.cache_data(max_entries=8, show_spinner="Masquage et vérification…")
def composed(
    version: str, year: int, threshold: int, before: str, groups: tuple[tuple[str, ...], ...]
) -> Edition:
    return publish.compose(version, year, threshold, published, groups)


def compose(year: int) -> Edition | str:
    before = "|".join(one.hash for one in published)
    try:
        return composed(version, year, threshold, before, tuple(publishing.perimeters()))
    except publish.Refused as refused:
        return str(refused)


def write(year: int) -> str:
    who = visitor.require_permission("publish_editions")
    found = compose(year)
    if isinstance(found, str):
        return found
    try:
        freeze(str(year), asdict(sealed(found, by=who.login, at=now().isoformat())))
    except AlreadyFrozen as refused:
        return str(refused)
    visitor.note("edition_published", str(year))
    return ""


publishing.show_published(published)
done = {one.year for one in published}
publishing.offer([year for year in publish.closed_years(version) if year not in done], compose, write)
