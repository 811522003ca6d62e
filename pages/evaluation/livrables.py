import streamlit as st

from ui import deliverables, filters, residence_documents, visitor

visitor.require("livrables")
version = filters.version_or_welcome()
st.title("Autres documents")

st.header("D’un bilan publié")
one = deliverables.choose()
if one:
    deliverables.show_files(one)

st.header("Des résidences : 15 novembre, fiche interne")
st.caption(
    "Chaque 15 novembre, la convention APL (article 15) demande pour le préfet un bilan d’occupation et d’action sociales. "
    "Ce qu’il dit des personnes vient de l’édition publiée, et de rien d’autre."
)
year = residence_documents.choose_year(version)
if year:
    residence_documents.show(version, year)

if one:
    st.header("Textes pour Démarches simplifiées")
    deliverables.show_blocks(one)
