import streamlit as st

from ui import bilan_figure, bilan_files, bilan_questions, bilan_reading, bilan_verify, visitor

visitor.require("bilan")
st.title("Bilans publiés")
version, found = bilan_reading.on_shelf()
view = bilan_reading.choose_view(bilan_questions.count_waiting())
if view == "verifier":
    bilan_verify.show(version)
elif one := bilan_reading.choose(found):
    if view == "questions":
        bilan_questions.show_all(one)
    else:
        bilan_reading.show_head(one, found, is_folded=bilan_figure.is_chosen())
        bilan_files.offer(one)
        part = bilan_reading.choose_part(one)
        bilan_figure.show(version, one, part)
        bilan_reading.show_part(one, part)
