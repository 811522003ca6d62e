from typing import Any

import streamlit as st

from indicators.measure import current_version
from pipelines.contracts import contracts
from pipelines.hand_out import Blanks
from pipelines.history import changes
from pipelines.history import history as read_history
from pipelines.ownership import Bounds
from ui import blanks, history, load_receipt, visitor

account = visitor.require("historique")
own = history.own(account)
titles = {one.kind: one.title for one in contracts().values()}


def read(residences: history.Own) -> list[dict[str, Any]]:
    """Return every load that holds something of some residences, newest first."""
    return read_history(Bounds(residences, residences is None))


st.title("Historique")
st.markdown(
    "Tous les dépôts : qui, quand, ce qui a été lu, ce que chacun a changé. **Rien n'y est jamais effacé.**"
)

loads = read(own)
if not loads:
    st.info("Aucun dépôt pour l'instant.")
    st.stop()
asked = history.ask(loads, titles)
history.show(asked)
history.offer_file(read, titles)
if own is None:
    history.quality(current_version(), loads)
if chosen := history.choose(asked):
    load_receipt.receipt(chosen, titles, changes(chosen["load_id"], Bounds(own, own is None)))
    blanks.offer_received(chosen["slices"], titles, Blanks)
