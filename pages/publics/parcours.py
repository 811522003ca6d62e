import streamlit as st

from ui import commitments, filters, panel, pathways, references, visitor

visitor.require("parcours")
version = filters.version_or_welcome()
st.title("Parcours")
view = filters.choose(version)
pathways.stop_without_register(view)

panel.tiles(
    view,
    [
        "exits_ordinary_housing_rate",
        "exits_social_housing_share",
        "exits_unknown_share",
        "turnover_rate",
        "entries_from_street_or_shelter_share",
        "relet_median_days",
    ],
)

pathways.say_annualised(view)

st.subheader("D'où l'on vient, où l'on va")
pathways.show_flow(view)

st.subheader("Entrées et sorties, au fil du temps")
pathways.show_course(view)
pathways.show_disagreements(view)

st.subheader("Combien de temps on reste")
panel.tiles(view, ["stay_median_months_exits", "stay_median_months_exits_without_legacy", "long_stay_share"])
pathways.show_stays(view)

st.subheader("Vers un logement à soi")
pathways.show_access(view)
references.show_pathways(view)

st.subheader("Ce que la convention demande")
panel.tiles(view, ["entrants_below_plai_share", "prefect_quota_fill_rate"])
commitments.show_plai(view)
commitments.show_quota(view)
