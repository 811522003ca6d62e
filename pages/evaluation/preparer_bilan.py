import streamlit as st

from ui import (
    bilan_choice,
    bilan_history,
    bilan_outputs,
    bilan_points,
    bilan_published,
    bilan_publishing,
    bilan_steps,
    bilan_text,
    bilan_writing,
    filters,
    visitor,
)

visitor.require("preparer_bilan")
version = filters.version_or_welcome()
st.title("Préparer un bilan")
choice = bilan_choice.choose(version)
published = bilan_published.of_the_call(choice)
bilan = bilan_choice.content(choice, published or [])
points = bilan_choice.points(choice)
desk = bilan_text.desk_of(choice)

step = bilan_steps.choose(desk, points, published or [])
bilan_text.show_what_was_done()
if step == bilan_steps.MISSING:
    bilan_points.show(points, bilan.warnings)
elif step == bilan_steps.TEXTS:
    part = bilan_writing.choose_part(desk, bilan, points)
    bilan_writing.write(desk, part, points)
    bilan_history.show(desk, part.number)
elif published is not None and step == bilan_steps.PUBLISHING:
    bilan_publishing.offer(desk, bilan, published)
elif published is not None:
    bilan_outputs.offer(published)
if step != bilan_steps.FILES:
    bilan_steps.offer_the_next(step)
