import streamlit as st

from indicators.compute import compute
from pipelines import desk
from pipelines.contracts import contracts
from ui import counter, deposit
from ui.links import page_link

st.title("Dépôt")
st.markdown(
    "Déposez vos classeurs tels quels. **Rien n'est enregistré avant que vous ayez vu ce qui serait lu, et confirmé.**"
)

if outcome := st.session_state.pop("depot-recu", None):
    deposit.show_outcome(outcome)
    page_link("synthese", "Voir la synthèse", icon=":material/stairs:")

if files := counter.take_files():
    receipts = counter.read_once(files, desk.check)
    chosen = []
    for file, (receipt, differences) in zip(files, receipts, strict=True):
        deposit.show(receipt, differences)
        if counter.is_wanted(file, receipt):
            chosen.append((file, receipt))
    if (reason := counter.ask_to_load([receipt for _, receipt in chosen])) is not None:
        with st.spinner("Chargement et calcul des chiffres…"):
            handed = [(file, receipt["status"] == "refused") for file, receipt in chosen]
            st.session_state["depot-recu"] = desk.load(handed, compute, reason)
        counter.clear()
        st.rerun()

titles = {contract.title: kind for kind, contract in contracts().items()}
counter.offer_blank(titles, lambda kind, residence, period: desk.blank(contracts()[kind], residence, period))

if latest := desk.latest_loads():
    st.subheader("Derniers dépôts")
    deposit.history(latest)
    counter.offer_withdrawal(latest, lambda load_id, why: desk.undo(load_id, why, compute))
