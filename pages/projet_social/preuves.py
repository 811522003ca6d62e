import streamlit as st

from ui import evidence, filters, visitor
from ui.links import page_link

visitor.require("preuves")
version = filters.version_or_welcome()
st.title("Dossier de preuves")
view = filters.choose_place(version)
evidence.show(view)
page_link("actualisation", "Voir l'actualisation", icon=":material/autorenew:")
