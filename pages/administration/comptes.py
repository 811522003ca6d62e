import streamlit as st

from ui import visitor

visitor.require("comptes")
st.title("Comptes")
