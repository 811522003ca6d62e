import streamlit as st

from indicators.compute import compute
from pipelines import desk
from pipelines.contracts import contracts
from ui import deposit
from ui.links import page_link

FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv"]
st.title("Dépôt")
st.markdown(
    "Déposez vos classeurs tels quels. **Rien n'est enregistré avant que vous ayez vu ce qui serait lu, et confirmé.**"
)

if outcome := st.session_state.pop("depot-recu", None):
    deposit.show_outcome(outcome)
    page_link("synthese", "Voir la synthèse", icon=":material/stairs:")

turn = st.session_state.setdefault("depot-tour", 0)
files = st.file_uploader("Classeurs à déposer", type=FORMATS, accept_multiple_files=True, key=f"depot-{turn}")

if files:
    marks = tuple(file.file_id for file in files)
    if st.session_state.get("depot-marques") != marks:
        with st.status("Lecture des classeurs…", expanded=True) as status:
            bar = st.progress(0.0)
            checked = desk.check(
                files,
                lambda name, done, total: bar.progress(done / total, text=f"{name} ({done} sur {total})"),
            )
            status.update(label="Lecture terminée", state="complete", expanded=False)
        st.session_state.update({"depot-marques": marks, "depot-lus": checked})
    chosen, doubtful = [], False
    for file, (receipt, differences) in zip(files, st.session_state["depot-lus"], strict=True):
        deposit.show(receipt, differences)
        aside = False
        if receipt["status"] == "refused" and receipt["accepted"]:
            told = f"Mettre de côté les lignes en faute ({receipt['set_aside']}) et charger les {receipt['accepted']} autres"
            aside = st.checkbox(told, key=f"ecarter-{file.file_id}")
        if aside or receipt["status"] == "acceptable":
            chosen.append((file, aside))
            doubtful |= any(problem["severity"] == "doubt" for problem in receipt["problems"])
    reason = (
        st.text_input(
            "Motif des doutes", key="depot-motif", placeholder="Par exemple : vérifié avec l'équipe"
        )
        if doubtful
        else ""
    )
    if st.button(
        f"Charger {len(chosen)} classeur(s)" if chosen else "Rien à charger",
        type="primary",
        disabled=not chosen or (doubtful and not reason.strip()),
        icon=":material/check:",
    ):
        with st.spinner("Chargement et calcul des chiffres…"):
            st.session_state["depot-recu"] = desk.load(chosen, compute, reason)
        st.session_state.update({"depot-tour": turn + 1, "depot-marques": None})
        st.rerun()
    if doubtful and not reason.strip():
        st.caption("Écrivez un motif pour pouvoir charger : il est gardé avec les chiffres.")

with st.expander("Partir d'un classeur vierge", icon=":material/description:"):
    kinds = {contract.title: contract for contract in contracts().values()}
    title = st.selectbox("Type de classeur", list(kinds), key="vierge-type")
    left, right = st.columns(2)
    residence = left.text_input("Résidence", key="vierge-residence", placeholder="Code ou nom")
    period = right.text_input("Période", key="vierge-periode", placeholder="2025, 2025-03 ou Vague 2025")
    name = f"{kinds[title].kind}.xlsx"
    st.download_button(
        "Télécharger",
        lambda: desk.blank(kinds[title], residence, period),
        name,
        on_click="ignore",
        icon=":material/download:",
    )

if latest := desk.latest_loads():
    st.subheader("Derniers dépôts")
    deposit.history(latest)
    with st.popover("Retirer un dépôt", icon=":material/undo:"):
        load_id = st.selectbox(
            "Dépôt à retirer",
            [row["load_id"] for row in latest if row["status"] != "withdrawn"],
            key="retrait",
        )
        why = st.text_input("Motif du retrait", key="retrait-motif")
        st.caption("Le dépôt précédent redevient en vigueur. Rien n'est effacé : le journal garde les deux.")
        if st.button("Retirer", disabled=not (load_id and why.strip())):
            desk.undo(str(load_id), why, compute)
            st.rerun()
