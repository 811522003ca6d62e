import pandas as pd
import streamlit as st

from ui import alerts, bilan_questions, board, figures, filters, panel, plan_gaps, visitor

visitor.require("synthese")
version = filters.version_or_welcome()
st.title("Synthèse")
bilan_questions.show_waiting()
view = filters.choose(version)

if view.shows_residences:
    st.subheader("Échéances et obligations")
    alerts.show(version, view.scope.residences)

    st.subheader("Ce qui demande attention")
    found = figures.to_look_at(version, view.scope.residences)
    board.show_attention(found)
    plan_gaps.show_next(view)

    st.subheader(f"{'Les résidences' if len(view.places) > 1 else 'La résidence'} en un coup d'œil")
    st.caption(
        f"{view.name}. Face à la période d'avant : ↗ en hausse, ↘ en baisse, = inchangé, ≈ pas d'évolution établie. "
        "Puis numérateur/dénominateur ; « — » : non transmis."
    )
    st.dataframe(
        pd.DataFrame(board.key_table(view)),
        hide_index=True,
        column_config=board.key_columns(),
        height="content",
        alt="Indicateurs clés par résidence",
    )

st.subheader(view.title)
panel.tiles(view, board.KEY_INDICATORS)
