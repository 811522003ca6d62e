import streamlit as st

from ui import filters, need_choice, needs, visitor, voices, waves

visitor.require("besoins")
version = filters.version_or_welcome()
st.title("Besoins")
choice = need_choice.choose(version)

needs.show_response(choice)

st.subheader("De quoi les résidents disent-ils avoir besoin ?")
needs.show_needs(choice)

st.subheader("Qu'est-ce qui a changé depuis la vague précédente ?")
needs.show_changes(choice)
waves.show(choice)

if choice.place:
    st.subheader("Et dans les autres résidences ?")
needs.show_beside(choice)

st.subheader("Ce qui vient en premier, et ce qui reste sans aide")
voices.show_priorities(choice)

st.subheader("Paroles de résidents")
voices.show_verbatims(choice)
