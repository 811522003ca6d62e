import streamlit as st

from ui import filters, home_support, visitor

visitor.require("maintien_a_domicile")
version = filters.version_or_welcome()
st.title("Maintien à domicile")
choice = home_support.choose(version)
home_support.require_register(version)

st.subheader("Jusqu’où va le parcours")
home_support.show_funnel(choice)

st.subheader("Combien de temps d’une étape à la suivante")
home_support.show_delays(choice)

st.subheader("Pourquoi il s’arrête")
home_support.show_stops(choice)

if choice.shows_years:
    st.subheader("Année par année")
    home_support.show_years(choice)
