import streamlit as st

from ui import filters, needs

version = filters.version_or_welcome()
st.title("Besoins")
choice = needs.choose(version)

needs.show_response(choice)

st.header("De quoi les résidents disent-ils avoir besoin ?")
needs.show_needs(choice)

st.header("Qu'est-ce qui a changé depuis la vague précédente ?")
needs.show_changes(choice)

st.header("Ce qui vient en premier, et ce qui reste sans aide")
needs.show_priorities(choice)

st.header("Paroles de résidents")
needs.show_verbatims(choice)
