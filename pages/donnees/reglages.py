import streamlit as st

from indicators.compute import compute
from indicators.measure import current_version
from pipelines import meanings
from pipelines.build import rebuild
from pipelines.settings import change_setting, settings
from ui import due, matching, names, visitor

account = visitor.require("reglages")
st.title("Réglages")


def change(day: int) -> None:
    change_setting("due_day", str(day))
    if current_version():  # what is in time, and which months are held closed, follow from it
        rebuild(compute)
    visitor.note("settings_changed", f"échéance le {day} du mois suivant")


def take_back(number: int) -> None:
    meanings.revoke(number, by=account.login)
    visitor.note("settings_changed", f"sens n° {number} repris")


st.header("Échéance du mois")
due.offer(settings().due_day, change)

st.header("Mots retenus")
st.markdown(
    "Ce que l'association a dit de mots que Palier ne connaissait pas. Revenir sur un sens ne change rien aux classeurs déjà "
    "chargés : il sera redemandé au prochain."
)
matching.show_decided(meanings.told(names.residences()), take_back)
