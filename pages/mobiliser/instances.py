import streamlit as st

from ui import filters, instances, panel, visitor
from ui.links import page_link

visitor.require("instances")
version = filters.version_or_welcome()
st.title("Instances")
view = filters.choose(version)

if view.shows_residences:
    st.subheader("Ce que la loi demande")
    instances.show_duties(view)

    st.subheader("La vitalité du comité")
    instances.show_vitality(view)

st.subheader("Comité et conseil en chiffres")
panel.tiles(
    view,
    [
        "committee_seats_filled_rate",
        *["committee_term_days_left"] * (len(view.places) == 1),
        "committee_meetings_12m",
        "committee_attendance_rate",
        "minutes_posted_rate",
        "council_meetings_12m",
        "council_parity_ok",
        "participation_level_share",
    ],
)

st.subheader("Les élections")
panel.tiles(instances.always(view), ["election_turnout", "candidates_per_seat", "first_meeting_delay_days"])
st.caption("Toutes les élections connues, quelle que soit la période choisie.")
if view.shows_residences:
    instances.show_elections(view)
page_link("paroles_et_suites", "Suivre les décisions prises en réunion", ":material/forum:")
