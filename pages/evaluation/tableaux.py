import streamlit as st

from ui import filters, tables, visitor

visitor.require("tableaux")
version = filters.version_or_welcome()
st.title("Tableaux publiés")
if edition := tables.choose():
    tables.show(edition)
tables.show_words(version)
