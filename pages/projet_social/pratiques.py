import streamlit as st

from ui import filters, panel, practice, visitor

visitor.require("pratiques")
version = filters.version_or_welcome()
st.title("Pratiques")
st.caption(
    "Ce que les professionnels construisent ensemble, pour toute l'association. On compte, on ne nomme personne."
)
view = filters.choose_association(version)

if not practice.is_told(view):
    practice.say_nothing(view)
    st.stop()
panel.tiles(
    view,
    [
        "working_group_sessions_held",
        "working_group_attendance",
        "tools_produced",
        "tool_using_residences",
        "training_attendances_by_direction",
        "training_satisfaction_rate",
    ],
)

st.subheader("Les groupes de travail, par thème")
practice.show_groups(view)

st.subheader("Les outils construits, et où l'on s'en sert")
practice.show_tools(view)

st.subheader("Les formations données à d'autres associations")
practice.show_trainings(view, ("donnee",))

st.subheader("Les formations reçues et internes")
practice.show_trainings(view, ("recue", "interne", None))

st.subheader("Les salariés formés, par thème")
practice.show_trained(version)
