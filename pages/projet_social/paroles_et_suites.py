import streamlit as st

from ui import filters, followed_decisions, visitor, voice_to_answer, writing

visitor.require("paroles_et_suites")
version = filters.version_or_welcome()
st.title("De la parole à la réponse")
view = filters.choose(version)
writing.say_done()

needs, decisions = st.tabs(["Besoins et réponses", "Décisions suivies"])
with needs:
    voice_to_answer.show(view)
with decisions:
    followed_decisions.show(view)
