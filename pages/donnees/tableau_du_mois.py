import streamlit as st

from indicators.compute import compute
from indicators.measure import current_version
from pipelines import closing
from pipelines.board import board, month_to_look_at
from pipelines.contracts import contracts
from pipelines.hand_out import Blanks
from pipelines.history import history
from pipelines.journal import read_journal
from pipelines.ownership import Bounds
from ui import blanks, month_acts, month_board, visitor

account = visitor.require("tableau_du_mois")
may_list = account.may("list_residences")
bounds = Bounds(None if may_list else frozenset(account.perimeter.residences), may_list)
titles = {one.kind: one.title for one in contracts().values()}
journal = read_journal()

st.title("Tableau du mois")
st.markdown("Ce que chaque résidence a transmis d'un mois, ce qui manque, et ce qui reste à vérifier.")

over, first = closing.months_over(journal), month_to_look_at(journal)
if first is None:
    month_board.nothing_yet()
    st.stop()
month = month_board.choose_month(over, first)
rows = board(month, bounds)
if not rows:
    month_board.nothing_yet()
    st.stop()


def confirm(name: str) -> str:
    """Say that nothing happened; return why it is refused, empty when it is done."""
    who, what = visitor.require_permission("deposit"), (row["kind"], row["residence"], month)
    refused = closing.refusal(lambda: closing.confirm_empty(*what, compute, who.login, name, bounds))
    if not refused:
        visitor.note("confirmed_empty", " · ".join(what))
    return refused


def close(months: list[str], name: str) -> str:
    """Close months; return why it is refused, empty when it is done."""
    who = visitor.require_permission("close")
    refused = closing.refusal(lambda: closing.close(months, compute, who.login, name))
    if not refused:
        visitor.note("closed", ", ".join(months))
    return refused


def reopen(reason: str) -> str:
    """Reopen the month; return why it is refused, empty when it is done."""
    who = visitor.require_permission("close")
    refused = closing.refusal(lambda: closing.reopen(month, compute, who.login, reason))
    if not refused:
        visitor.note("reopened", month)
    return refused


closed, reopened = journal.closed.get(month), journal.reopening_of(month)
month_board.headline(rows, month, closed, reopened)
month_board.matrix(rows, titles)
month_board.on_time(current_version(), month)
with st.container(border=True):
    row = month_board.choose_cell(rows, titles, month)
    month_board.tell(row, next((one for one in history(bounds) if one["load_id"] == row["load_id"]), None))
    with st.container(horizontal=True):
        contract = contracts()[row["kind"]]
        period = month if contract.period == "month" else month[:4]
        blanks.offer_both(row, contract.title, period, Blanks)
        month_acts.offer_reminder(row, contract.title, month_acts.addresses(row["residence"]))
        month_acts.offer_nothing(row, contract.is_register, confirm)
if visitor.may("close") and closed:
    month_acts.offer_reopening(month, reopen)
elif visitor.may("close") and month in over:
    earlier = [one for one in over if one < month and one not in journal.closed]
    month_acts.offer_closing(rows, titles, month, earlier, close)
