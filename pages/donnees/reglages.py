from datetime import date

import streamlit as st

from indicators import partnerships
from indicators.catalogue import indicator_named
from indicators.compute import compute
from indicators.measure import current_version
from indicators.targets import settable
from pipelines import baselines, meanings
from pipelines import declared_dates as dates
from pipelines.build import rebuild
from pipelines.settings import NUMBERS, change_setting, set_level, settings
from ui import dated_changes, declared_dates, due, federation, levels, matching, names, visitor, words
from ui.bilan_template import offer as offer_template
from ui.project_settings import offer as offer_project

account = visitor.require("reglages")
st.title("Réglages")


def changed(told: str) -> None:
    if current_version():  # what is in time, held closed or reached follows from what was set
        rebuild(compute)
    visitor.note("settings_changed", told)


def threshold(name: str, value: int, title: str) -> None:
    change_setting(name, str(value))
    changed(f"{title} : {value}")


def level(name: str, value: float | None) -> None:
    set_level(name, value)
    title = indicator_named(name).title
    changed(f"objectif : {title}, {'retiré' if value is None else words.number(value, 2)}")


def date_set(what: str, residence: str, on: date, is_declared: bool) -> None:
    (dates.declare if is_declared else dates.withdraw_date)(dates.DeclaredDate(what, residence, on))
    done = "déclarée" if is_declared else "retirée"
    changed(f"date {done} : {dates.DECLARABLE[what].title}, {on:%d/%m/%Y}")


def one_partner(name: str, other: str) -> str:
    try:
        meanings.remember("partner", "", "", name, other, by=account.login)
    except meanings.BadMeaning as wrong:
        return str(wrong)
    changed(f"partenaires réunis : {name}, {other}")
    return ""


def take_back(number: int) -> None:
    meanings.revoke(number, by=account.login)
    changed(f"sens n° {number} repris")


chosen = settings()
st.header("Échéance du mois")
due.offer(chosen.due_day, lambda day: threshold("due_day", day, "jour d'échéance"))
st.header("Objectifs de l'association")
levels.offer(settable(), chosen.levels, level)
st.header("Dates à ne pas manquer")
declared_dates.offer(dates.DECLARABLE, names.residences(), dates.declared_dates(), date_set)

st.header("Seuils")
others = {name: one for name, one in NUMBERS.items() if name != "due_day"}
bounds = {name: (one.title, getattr(chosen, name), one.low, one.high) for name, one in others.items()}
levels.thresholds(bounds, threshold)

offer_project()
offer_template()
st.header("Partenaires")
matching.offer_partners(partnerships.names(version) if (version := current_version()) else [], one_partner)
st.header("Changements datés")
dated_changes.offer(baselines, names.residences(), account.login, changed)
st.header("Mots retenus")
matching.show_decided(meanings.told(names.residences()), take_back)
federation.offer(account)
