import streamlit as st

from ui import filters, home_support, home_support_choice, visitor

visitor.require("maintien_a_domicile")
version = filters.version_or_welcome()
st.title("Maintien à domicile")
choice = home_support_choice.choose(version)
home_support_choice.require_register(version)

st.subheader("Jusqu’où va le parcours")
home_support.show_funnel(choice)

st.subheader("Combien de temps d’une étape à la suivante")
home_support.show_delays(choice)

st.subheader("Pourquoi il s’arrête")
home_support.show_stops(choice)

st.subheader("Année par année")
home_support.show_years(choice)
