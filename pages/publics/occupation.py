import streamlit as st

from ui import charts, filters, occupation, panel, variation, visitor

visitor.require("occupation")
version = filters.version_or_welcome()
st.title("Occupation")
view = filters.choose(version)

panel.tiles(
    view,
    [
        "occupancy_rate",
        "occupancy_rate_eom",
        "vacancy_commercial_rate",
        "vacancy_technical_rate",
        "vacancy_over_3m_rate",
        "arrears_share",
    ],
)

st.subheader("Le taux d'occupation, mois par mois")
charts.draw(occupation.course(view), alt="Taux d'occupation par mois", key="occupation")
occupation.name_missing(view)
variation.show(view, ["occupancy_rate", "vacancy_commercial_rate", "vacancy_over_3m_rate"], "occupation")

if view.shows_residences:
    st.subheader("L'âge des résidents")
    panel.tiles(view, ["age_60plus_share", "age_65plus_share", "age_75plus_share"])
    occupation.show_ages(view)

    st.subheader("Les logements vides, résidence par résidence")
    occupation.show_vacancy(view)
