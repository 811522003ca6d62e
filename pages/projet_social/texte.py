import streamlit as st

from ui import (
    filters,
    project_begin,
    project_figures,
    project_files,
    project_history,
    project_proposals,
    project_text,
    project_validation,
    project_writing,
    projects,
    visitor,
)

visitor.require("texte")
version = filters.version_or_welcome()
st.title("Le texte")
desk = project_text.choose(version)
project_text.show_where_it_stands(desk)

if desk.draft is None:
    project_begin.offer(desk)
    if desk.in_force:
        project_files.offer("texte", desk, projects.last_day(version))
    project_history.show_draft(desk)
    project_history.show_versions(desk)
    st.stop()

heading = project_writing.choose_heading(desk)
if project_writing.write(desk, heading):
    project_figures.offer(desk, heading)
    project_proposals.offer(desk, heading)

st.subheader("La suite")
project_history.show_draft(desk)
project_begin.offer_word(desk)
project_validation.offer(desk)
project_files.offer("texte", desk, projects.last_day(version))
project_history.offer_to_abandon(desk)
project_history.show_versions(desk)
