import streamlit as st

from ui import visitor

visitor.require("acces")
st.title("Journal d’accès")
