import streamlit as st

from ui import access_log, visitor

visitor.require("acces")

st.title("Journal d’accès")
st.markdown("Qui est entré, a déposé, retiré, emporté. Gardé un an, et personne ne peut y changer une ligne.")

access_log.show(access_log.ask())
