import streamlit as st

from ui import federation, visitor

reader = visitor.require("federation")

st.title("Fédération")
st.markdown(
    "Quelques chiffres des associations **volontaires**, côte à côte, dans l’ordre alphabétique. **Ce n’est pas un classement** : "
    "les publics, les bâtiments et les façons de noter diffèrent ; un écart se discute, il ne se note pas."
)

if compared := federation.gather(reader):
    federation.show(compared)
