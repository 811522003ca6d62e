import streamlit as st

from ui import filters, opinion_choice, satisfaction, satisfaction_cards, visitor

visitor.require("satisfaction")
version = filters.version_or_welcome()
st.title("Satisfaction")
choice = opinion_choice.choose(version)

satisfaction.show_response(choice)

st.subheader("Le vivre ensemble d'abord")
satisfaction.show_living_together(choice)

st.subheader("De quoi les résidents sont-ils satisfaits ?")
satisfaction.show_items(choice)

st.subheader("Ce qui a changé depuis la vague précédente")
satisfaction.show_changes(choice)

if choice.place:
    st.subheader("Et dans les autres résidences ?")
satisfaction.show_beside(choice)

st.subheader("La note sur 10")
satisfaction_cards.show_score(choice)

st.subheader("Face aux locataires HLM")
satisfaction.show_published(choice)
