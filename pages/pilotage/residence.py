import streamlit as st

from ui import alerts, board, evolution, figures, filters, panel, portrait, visitor

visitor.require("residence")
version = filters.version_or_welcome()
st.title("Résidence")
view = filters.choose_place(version)
st.header(view.places[0].name)
portrait.show_identity(view)

st.subheader("Échéances et obligations")
alerts.show(version, view.scope.residences)

st.subheader("Ce qui demande attention")
found = figures.to_look_at(version, view.scope.residences)
board.show_attention(found, is_named=False)

st.subheader("Qui habite ici")
panel.tiles(view, ["occupancy_rate", "age_60plus_share", "age_75plus_share", "arrears_share"])

st.subheader("Prendre part")
panel.tiles(
    view,
    [
        "unique_participation_rate",
        "floor_meeting_coverage",
        "meeting_attendance_rate",
        "resident_initiated_share",
    ],
)

st.subheader("Conflits")
panel.tiles(
    view,
    [
        "conflicts_per_100",
        "durable_resolution_rate",
        "conflict_resolution_rate",
        "conflict_median_days",
        "warnings_per_100",
    ],
)

st.subheader("Besoins exprimés")
portrait.show_top_needs(view)

st.subheader("Évolution")
evolution.show(view)

st.subheader("À reprendre dans le projet social")
portrait.show_to_revise(view)
