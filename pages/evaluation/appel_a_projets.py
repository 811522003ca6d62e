import streamlit as st

from ui import filters, funding_beneficiaries, funding_budget, funding_call, panel, visitor

visitor.require("appel_a_projets")
version = filters.version_or_welcome()
st.title("Appel à projets")
call = funding_call.choose(version)
view = funding_call.view_of(version, call)

funding_call.show_file(version, call)
panel.tiles(
    view,
    [
        "aap_action_completion_rate",
        "aap_action_completion_partial_rate",
        # An objective met beside what was planned bounds its result, which may be in people and secret.
        *["aap_indicator_attainment"] * view.shows_residences,
        "aap_budget_execution_rate",
        "aap_grant_consumption_rate",
        "aap_cofunding_share",
        # Its people, less those of the actions told apart, would be those of the secret ones.
        *["aap_cost_per_beneficiary"] * view.shows_residences,
    ],
)
funding_call.show_surplus(view)

st.subheader("Les actions : prévu, réalisé, écart")
funding_call.show_actions(version, call)

st.subheader("Les bénéficiaires")
funding_beneficiaries.show(view, call)

st.subheader("Le budget, compte par compte")
funding_budget.show_budget(version, call)
