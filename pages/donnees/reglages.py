import streamlit as st

from pipelines import meanings
from ui import matching, names, visitor

account = visitor.require("reglages")
st.title("Réglages")
st.markdown(
    "Ce que l'association a dit de mots que Palier ne connaissait pas. Revenir sur un sens ne change rien aux classeurs déjà "
    "chargés : il sera redemandé au prochain."
)


def take_back(number: int) -> None:
    meanings.revoke(number, by=account.login)
    visitor.note("settings_changed", f"sens n° {number} repris")


matching.show_decided(meanings.told(names.residences()), take_back)
