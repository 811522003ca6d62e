import streamlit as st

from ui import filters, visitor

visitor.require("preparer_bilan")
version = filters.version_or_welcome()
st.title("Préparer un bilan")
