import streamlit as st

from ui import among, conflicts, filters, outcomes, panel, variation, visitor

visitor.require("conflits")
version = filters.version_or_welcome()
st.title("Conflits")
view = filters.choose(version)

panel.tiles(
    view,
    [
        "conflicts_per_100",
        "durable_resolution_rate",
        "conflict_resolution_rate",
        "conflict_median_days",
        "first_response_median_days",
        "conflicts_open_over_30d",
        "recurrence_rate_90d",
        "warnings_per_100",
        "formal_procedure_share",
        "conflict_outcome_unknown_share",
        "parties_satisfaction_rate",
    ],
)

st.subheader("Que deviennent les conflits ?")
outcomes.show_definitions(view)
outcomes.show_curve(view)

st.subheader("Vérifier une affirmation : « cela résout le conflit dans 90 % des cas »")
conflicts.show_claim(view)

st.subheader("Collectif, individuel, médiation : côte à côte")
conflicts.show_modes(view)
outcomes.show_practices(view)

st.subheader("Conflits et avertissements dans le temps")
conflicts.show_course(view)
variation.show(view, ["conflicts_per_100", "warnings_per_100"], "conflits")
if len(view.places) > 2:
    st.subheader("Une résidence se distingue-t-elle des autres ?")
    among.show(view, "durable_resolution_rate", "conflits")

st.subheader("De quoi s'agit-il ?")
conflicts.show_categories(view)
