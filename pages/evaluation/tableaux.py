import streamlit as st

from ui import filters, tables, visitor

visitor.require("tableaux")
filters.version_or_welcome()
st.title("Tableaux publiés")
tables.show(tables.choose())
