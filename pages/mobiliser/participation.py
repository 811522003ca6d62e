import streamlit as st

from ui import charts, filters, meeting_themes, panel, participation, variation, visitor

visitor.require("participation")
version = filters.version_or_welcome()
st.title("Participation")
view = filters.choose(version)

panel.tiles(
    view,
    [
        "unique_participation_rate",
        "floor_meeting_coverage",
        "meeting_attendance_rate",
        "resident_initiated_share",
        "meetings_held",
        "decision_follow_up_rate",
    ],
)

if view.shows_residences and len(view.places) > 1:
    st.subheader("Qui participe, parmi ceux qui habitent là")
    participation.show_reach(view)

st.subheader("Les réunions, par type")
charts.draw(
    participation.meetings_by_type(view), alt="Réunions tenues par trimestre et par type", key="types"
)

st.subheader("De quoi parlent les réunions nées des résidents")
meeting_themes.show(view)

st.subheader("Mois après mois, une variation habituelle ?")
variation.show(
    view, ["meetings_held", "resident_initiated_share", "meeting_attendance_rate"], "participation"
)

if view.shows_residences:
    st.subheader("Les paliers : qui s'est réuni, qui jamais")
    participation.show_landings(view)

st.subheader("La vie du comité et du conseil")
participation.show_bodies(view)
