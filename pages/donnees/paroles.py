from typing import cast

import streamlit as st

from indicators.compute import compute
from indicators.places import Said
from pipelines.decisions import Verdict
from pipelines.name_list import hidden
from pipelines.ownership import Bounds
from pipelines.publishing import NotPublished, Words
from pipelines.publishing import decide as write
from pipelines.publishing import hide_names as write_hidden
from pipelines.scrub import NOTHING_LEFT
from ui import figures, filters, hide_names, reread, visitor, words

visitor.require("paroles")
version = filters.version_or_welcome()
st.title("Paroles")
reread.explain()


def bounds() -> Bounds:
    allowed = visitor.sight().residences
    return Bounds(None if allowed is None else frozenset(allowed))


def decide(chosen: reread.Chosen) -> str:
    """Write what was chosen, all together; return why it is refused, empty when it is done."""
    who = visitor.require_permission("publish")
    decided = [(Words(one.residence, one.wave, one.words), cast(Verdict, verdict)) for one, verdict in chosen]
    try:
        act = write(decided, compute, who.login, bounds())
    except NotPublished as refused:
        return words.sentence(refused)
    visitor.note("published", f"{chosen[0][0].wave} · {reread.told(chosen)} · {act.act_id}")
    return ""


def hide(chosen: list[Said], typed: str) -> str:
    """Hide names in what was chosen; return why it is refused, empty when it is done. The log holds none of the list."""
    who = visitor.require_permission("publish")
    try:
        kept = [Words(one.residence, one.wave, one.words) for one in chosen]
        act = write_hidden(kept, typed, compute, who.login, bounds())
    except NotPublished as refused:
        return words.sentence(refused)
    visitor.note("published", f"noms masqués : {words.plural(len(chosen), 'parole')} · {act.act_id}")
    return ""


said = reread.choose([one for one in figures.verbatims(version) if one.words != NOTHING_LEFT])
hide_names.offer(said, hidden, hide)
reread.show(said, version, decide)
