from datetime import date

import streamlit as st

from indicators.catalogue import indicator_named
from indicators.compute import compute
from indicators.measure import current_version
from indicators.targets import settable
from pipelines import declared_dates as dates
from pipelines import meanings
from pipelines.build import rebuild
from pipelines.settings import NUMBERS, change_setting, set_level, settings
from ui import declared_dates, due, levels, matching, names, visitor, words

account = visitor.require("reglages")
st.title("Réglages")


def changed(told: str) -> None:
    if current_version():  # what is in time, held closed or reached follows from what was set
        rebuild(compute)
    visitor.note("settings_changed", told)


def due_on(day: int) -> None:
    change_setting("due_day", str(day))
    changed(f"échéance le {day} du mois suivant")


def threshold(name: str, value: int, title: str) -> None:
    change_setting(name, str(value))
    changed(f"{title} : {value}")


def level(name: str, value: float | None) -> None:
    set_level(name, value)
    title = indicator_named(name).title
    changed(
        f"objectif retiré : {title}" if value is None else f"objectif : {title}, {words.number(value, 2)}"
    )


def date_set(what: str, residence: str, on: date, is_declared: bool) -> None:
    one = dates.DeclaredDate(what, residence, on)
    dates.declare(one) if is_declared else dates.withdraw_date(one)
    changed(
        f"date {'déclarée' if is_declared else 'retirée'} : {dates.DECLARABLE[what].title}, {on:%d/%m/%Y}"
    )


def take_back(number: int) -> None:
    meanings.revoke(number, by=account.login)
    visitor.note("settings_changed", f"sens n° {number} repris")


chosen = settings()
st.header("Échéance du mois")
due.offer(chosen.due_day, due_on)

st.header("Objectifs de l'association")
levels.offer(settable(), chosen.levels, level)

st.header("Dates à ne pas manquer")
declared_dates.offer(dates.DECLARABLE, names.residences(), dates.declared_dates(), date_set)

st.header("Seuils")
others = {name: bounds for name, bounds in NUMBERS.items() if name != "due_day"}
levels.thresholds(
    {name: (one.title, getattr(chosen, name), one.low, one.high) for name, one in others.items()}, threshold
)

st.header("Mots retenus")
st.markdown(
    "Ce que l'association a dit de mots que Palier ne connaissait pas. Revenir sur un sens ne change rien aux classeurs déjà "
    "chargés : il sera redemandé au prochain."
)
matching.show_decided(meanings.told(names.residences()), take_back)
