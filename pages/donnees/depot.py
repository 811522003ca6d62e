from functools import partial

import streamlit as st

from indicators.compute import compute
from indicators.measure import current_version
from pipelines import desk
from pipelines.contracts import contracts
from pipelines.hand_out import Blanks
from pipelines.ownership import NAMING, Bounds
from pipelines.waiting import tray_of
from pipelines.withdraw import Unknown
from ui import blanks, counter, deposit, effect, matching, names, overview, repair, visitor, withdrawal, words
from ui.links import page_link

account = visitor.require("depot")
may_list = account.may("list_residences")
own = None if may_list else frozenset(account.perimeter.residences)
bounds = Bounds(own, may_list, account.login)
tell = effect.told_to(account.sight())


def unite(name: str, other: str) -> str:
    return desk.unite(name, other, compute, visitor.require_permission("settings").login)


st.title("Dépôt")
st.markdown(
    "Déposez vos classeurs tels quels. **Rien n'est enregistré avant que vous ayez vu ce qui serait lu, et confirmé.**"
)
if own is not None:
    st.caption(f"Vous déposez pour : {words.escaped(names.listing(sorted(own)))}.")

if outcome := st.session_state.pop("depot-recu", None):
    deposit.show_outcome(outcome)
    page_link("synthese", "Voir la synthèse", icon=":material/stairs:")

tray = tray_of(account.login)
if files := counter.take_files(tray):
    first = counter.judge_once(files, current_version(), lambda handed: desk.check(handed, bounds))
    together = desk.Together(files, [receipt for receipt, _ in first], bounds)
    now = [repair.judged(file, read, together.check) for file, read in zip(files, first, strict=True)]
    full = overview.show([file.file_id for file in files], [receipt for receipt, _ in now])
    decide = partial(desk.decide, bounds=bounds, by=account.login)
    chosen = []
    for at in overview.in_order([receipt for receipt, _ in first]):
        file, (receipt, differences) = files[at], now[at]
        if file.file_id in full:
            deposit.show(receipt, differences)
            matching.ask(receipt["unknown"], file.file_id, decide)
            matching.offer_to_unite(receipt["near_partners"], file.file_id, unite)
            repair.offer(file, first[at][0], receipt, partial(together.marked, file))
        if receipt["status"] == "acceptable" or repair.is_set_aside(file, receipt):
            chosen.append((file, receipt))
    counter.offer_to_leave(tray, files)
    wanted = [(file, receipt["status"] == "refused") for file, receipt in chosen]
    typed = [repair.typed_in(file) for file, _ in chosen]
    if chosen:
        look = partial(desk.preview_load, wanted, compute, bounds, tell, typed)
        effect.show_deposit([receipt for _, receipt in chosen], typed, look)
    if (reason := counter.ask_to_load([receipt for _, receipt in chosen])) is not None:
        with st.spinner("Chargement et calcul des chiffres…"):
            done = desk.load(wanted, compute, reason, bounds, account.login, typed)
        counter.finish(tray, [file for file, _ in chosen], done)

titles = {
    one.title: kind
    for kind, one in contracts().items()
    if may_list or not (kind == NAMING or one.is_association)
}
residences = {code: name for code, name in names.residences().items() if bounds.allow(code)}
blanks.offer_blank(titles, residences, Blanks)

if latest := desk.latest_loads(bounds):
    st.subheader("Derniers dépôts")
    deposit.history(latest)
    page_link("historique", "Tous les dépôts", icon=":material/manage_search:")
    look = partial(desk.preview_withdrawal, compute=compute, bounds=bounds, tell=tell)
    undo = partial(desk.undo, compute=compute, bounds=bounds, by=account.login)
    withdrawal.offer(latest, look, undo, Unknown)
