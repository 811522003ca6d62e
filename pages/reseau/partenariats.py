import streamlit as st

from ui import filters, panel, partners, visitor

visitor.require("partenariats")
version = filters.version_or_welcome()
st.title("Partenariats")
view = filters.choose(version)
partners.require_registers(version)

panel.tiles(
    view,
    [
        "active_partners",
        "partner_agreement_share",
        "referrals_per_100",
        "mainstream_referral_share",
        "referral_completion_rate",
        "rights_opened",
        "rights_opened_per_referral",
        "local_body_presentations",
        "joint_projects_started",
    ],
)

st.subheader("Des besoins, et qui y répond")
partners.show_needs(view)

if view.shows_residences:
    st.subheader("Ce que deviennent les orientations")
    partners.show_outcomes(view)

    st.subheader("Les droits ouverts, par famille")
    partners.show_rights(view)

st.subheader("D’une présentation à un projet")
partners.show_journeys(view)
