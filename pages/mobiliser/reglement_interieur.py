import streamlit as st

from ui import filters, house_rules, panel, visitor

visitor.require("reglement_interieur")
version = filters.version_or_welcome()
st.title("Règlement intérieur")
view = filters.choose(version)

panel.tiles(view, ["conflicts_per_100", "warnings_per_100", "formal_procedure_share"])

st.subheader("On en parle")
house_rules.show_meetings(view)

st.subheader("Jusqu'où il a fallu aller")
house_rules.show_steps(view)

st.subheader("Est-il respecté, selon les résidents ?")
house_rules.show_satisfaction(view)
