import streamlit as st

from ui import filters, visitor

visitor.require("bilan")
version = filters.version_or_welcome()
st.title("Bilans publiés")
