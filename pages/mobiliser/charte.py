import streamlit as st

from ui import charter, filters, panel, visitor

visitor.require("charte")
version = filters.version_or_welcome()
st.title("Charte et groupes")
view = filters.choose(version)

panel.tiles(view, ["charter_status", "collective_groups_active", "collective_groups_resident_led_share"])

if view.shows_residences:
    st.subheader("De la charte aux actions")
    charter.show_chains(view)
