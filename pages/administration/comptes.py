import streamlit as st

from ui import accounts, associations, visitor

actor = visitor.require("comptes")

st.title("Comptes")
st.markdown(
    "Qui peut entrer, et ce que chacun voit. Un accès par personne ; **retirez-le le jour où elle part.**"
)

known = accounts.known_to(actor)
accounts.show_news()
accounts.table(known)
accounts.offer_opening(actor)
accounts.offer_changes(actor, known)
associations.offer(actor)
