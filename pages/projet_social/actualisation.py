import streamlit as st

from ui import (
    action_plan,
    consulted,
    filters,
    panel,
    plan_gaps,
    update_cycle,
    visitor,
    writing,
    yearly_report,
)

visitor.require("actualisation")
version = filters.version_or_welcome()
st.title("Actualisation")
view = filters.choose(version)

panel.tiles(
    view,
    [
        "social_project_age_years",
        "social_project_up_to_date_share",
        "update_stage",
        "update_stage_days",
        "residents_involved_rate",
        "action_plan_completion_rate",
        "needs_reflected_rate",
        "need_covered_rate",
        "annual_social_report_readiness",
    ],
)

if view.shows_residences:
    writing.say_done()
    st.subheader("Où en est chaque projet social")
    update_cycle.show_order(view)

    if len(view.places) == 1:
        st.subheader("L'actualisation, étape par étape")
        consulted.show(view)

    st.subheader("Ce que le plan ne tient plus")
    plan_gaps.show(view)

    st.subheader("Les besoins, et ce que le projet social y répond")
    action_plan.show_needs(view)

    st.subheader("Le plan d'actions")
    action_plan.show_plan(view)

    st.subheader("Le bilan du 15 novembre")
    yearly_report.show(view)
