import streamlit as st

from ui import filters, visitor

visitor.require("livrables")
version = filters.version_or_welcome()
st.title("Autres documents")
