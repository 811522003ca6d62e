from typing import cast

import streamlit as st

from indicators.compute import compute
from pipelines.decisions import Verdict
from pipelines.ownership import Bounds
from pipelines.publishing import NotPublished, Words
from pipelines.publishing import decide as write
from pipelines.scrub import NOTHING_LEFT
from ui import figures, filters, reread, visitor, words

visitor.require("paroles")
version = filters.version_or_welcome()
st.title("Paroles")
reread.explain()


def decide(chosen: reread.Chosen) -> str:
    """Write what was chosen, all together; return why it is refused, empty when it is done."""
    who = visitor.require_permission("publish")
    allowed = who.sight().residences
    bounds = Bounds(None if allowed is None else frozenset(allowed))
    decided = [(Words(one.residence, one.wave, one.words), cast(Verdict, verdict)) for one, verdict in chosen]
    try:
        act = write(decided, compute, who.login, bounds)
    except NotPublished as refused:
        return words.sentence(refused)
    visitor.note("published", f"{chosen[0][0].wave} · {reread.told(chosen)} · {act.act_id}")
    return ""


said = reread.choose([one for one in figures.verbatims(version) if one.words != NOTHING_LEFT])
reread.show(said, version, decide)
