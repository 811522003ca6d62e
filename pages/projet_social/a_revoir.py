import streamlit as st

from ui import filters, project_files, projects, to_review, visitor

visitor.require("a_revoir")
version = filters.version_or_welcome()
st.title("À revoir")
view = filters.choose_place(version)
desk = to_review.desk_of(view)
to_review.show(view, desk)
project_files.offer("a_revoir", desk, projects.as_of(view))
