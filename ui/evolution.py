"""The course of a residence on one axis of months: publics, needs, participation, conflicts, and what happened meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators.events import Event
from indicators.measure import Figure
from indicators.sums import Scope
from ui import charts, figures, projects, questions, variation, words
from ui.filters import View
from ui.small_multiples import Panel, small_multiples

_TOP = 4
# Events of a month, and not states that one month inherits from the month before: what limits of variation are made for.
_MONTHLY = ("conflicts_per_100", "meetings_held", "meeting_attendance_rate", "warnings_per_100")
_FLOOR, _OTHERS = "réunions de palier", "autres réunions"


def show(view: View) -> None:
    """Show the course of one residence since its first month transmitted, as charts and as a table, then what happened."""
    [place] = view.places
    months = figures.months(view.version)
    if len(months) < 3:
        st.info("Trop peu de mois transmis pour lire une évolution : elle se lira au troisième.")
        return
    found = projects.events(view.version, place.code)
    panels = [
        panel
        for panel in _panels(view, months)
        if any(any(v is not None for v in s) for s in panel.series.values())
    ]
    marks: dict[str, list[str]] = defaultdict(list)
    for number, event in enumerate(found, 1):
        marks[event.month].append(str(number))
    figure = small_multiples(months, panels, {month: "·".join(numbers) for month, numbers in marks.items()})
    charts.draw(
        figure, alt=f"Publics, besoins, réunions et conflits mois par mois, {place.name}", key="evolution"
    )
    _show_events(found)
    with (
        st.expander("Les mêmes chiffres en tableau", icon=":material/table_rows:"),
        st.container(key="phrases-evolution"),
    ):
        st.table(
            pd.DataFrame(_rows(view, months, panels, found)),
            hide_index=True,
            border="horizontal",
            alt=f"Évolution par trimestre, {place.name}",
        )
    st.caption(
        "De tout ce qui est transmis, quelle que soit la période choisie ; en gris, un mois non transmis. D'un besoin, les seules "
        "vagues qui l'ont demandé dans les mêmes mots qu'à la dernière. Deux choses arrivées en "
        "même temps ne sont pas cause l'une de l'autre."
    )
    st.markdown("**Une variation habituelle, ou un signal ?**")
    variation.show(view, _MONTHLY, "evolution")


def _show_events(found: Sequence[Event]) -> None:
    if not found:
        st.caption(
            "Aucun évènement à marquer : ni élection, ni travaux, ni actualisation dans les données transmises."
        )
        return
    st.markdown(
        "\n".join(
            f"{number}. {words.month(one.month)} — {words.escaped(one.words)}"
            for number, one in enumerate(found, 1)
        )
    )


def _panels(view: View, months: Sequence[str]) -> list[Panel]:
    [place] = view.places
    scope = Scope((place.code,))
    aged = figures.by(view.version, "age_60plus_share", "month", scope)
    conflicts = figures.by(view.version, "conflicts_per_100", "month", scope)
    holes = {
        fact: _missing(view, place.code, fact, months) for fact in ("occupancy", "meetings", "conflicts")
    }
    return [
        Panel(
            "Résidents (d'âge connu)",
            {"résidents": _series(aged, months, "denominator")},
            "number",
            "line",
            holes["occupancy"],
        ),
        Panel(
            "Résidents de 60 ans et plus",
            {"60 ans et plus": _series(aged, months, "value")},
            "percent",
            "line",
            holes["occupancy"],
        ),
        Panel("Besoins les plus exprimés, par vague d'enquête", _needs(view, months), "percent", "points"),
        Panel(
            "Réunions tenues, par mois",
            _meetings(view, months, holes["meetings"]),
            "number",
            "bar",
            holes["meetings"],
        ),
        Panel(
            "Conflits signalés, par mois",
            {"conflits": _counts(conflicts, months, holes["conflicts"])},
            "number",
            "bar",
            holes["conflicts"],
        ),
    ]


def _missing(view: View, code: str, fact: str, months: Sequence[str]) -> frozenset[str]:
    sent = figures.transmitted(view.version, fact)
    return frozenset(month for month in months if (code, month) not in sent)


def _series(found: dict[str, Figure], months: Sequence[str], side: str) -> list[float | None]:
    return [getattr(found[month], side) if month in found else None for month in months]


def _counts(found: dict[str, Figure], months: Sequence[str], holes: frozenset[str]) -> list[float | None]:
    return [
        None if month in holes else float(found[month].numerator or 0) if month in found else 0.0
        for month in months
    ]


def _meetings(view: View, months: Sequence[str], holes: frozenset[str]) -> dict[str, list[float | None]]:
    found = figures.figures(
        view.version, "meetings_held", ("month", "category"), Scope(view.scope.residences)
    )
    held: dict[tuple[bool, str], float] = defaultdict(float)
    for one in found:
        held[one.group["category"] == "palier", one.group["month"]] += one.numerator or 0
    return {
        name: [None if month in holes else held[is_floor, month] for month in months]
        for name, is_floor in ((_FLOOR, True), (_OTHERS, False))
    }


def _needs(view: View, months: Sequence[str]) -> dict[str, list[float | None]]:
    """Return the needs most expressed at the last wave, each at the months of its waves: those that asked it in the same words."""
    found = figures.figures(
        view.version, "need_rate", ("month", "wave", "category"), Scope(view.scope.residences)
    )
    known = [one for one in found if one.value is not None and one.group["month"] in months]
    if not known:
        return {}
    last = max(one.group["month"] for one in known)
    top = sorted((one for one in known if one.group["month"] == last), key=lambda one: -(one.value or 0))[
        :_TOP
    ]
    names = figures.labels(view.version, "need_rate")
    return {
        names.get(now.group["category"], now.group["category"]): [
            next(
                (
                    one.value
                    for one in known
                    if one.group["month"] == month and _is_one_series(view, one, now)
                ),
                None,
            )
            for month in months
        ]
        for now in top
    }


def _is_one_series(view: View, one: Figure, now: Figure) -> bool:
    code, codes = str(now.group["category"]), view.scope.residences
    if one.group["category"] != code:
        return False
    return not questions.is_reworded(
        view.version, "besoins", codes, code, one.group["wave"], now.group["wave"]
    )


def _rows(
    view: View, months: Sequence[str], panels: Sequence[Panel], found: Sequence[Event]
) -> list[dict[str, str]]:
    """Return one row a quarter: what the charts say, and what happened."""
    quarters: dict[str, list[int]] = defaultdict(list)
    for at, month in enumerate(months):
        quarters[f"{month[:4]}-T{(int(month[5:]) + 2) // 3}"].append(at)
    return [
        {"Trimestre": words.short(quarter)}
        | {panel.title.removesuffix(", par mois"): _cell(panel, places) for panel in panels}
        | {
            "Ce qui s'est passé": " ; ".join(
                words.escaped(one.words) for one in found if one.month in {months[at] for at in places}
            )
            or words.NONE
        }
        for quarter, places in quarters.items()
    ]


def _cell(panel: Panel, places: Sequence[int]) -> str:
    """Return what a panel says of some months: the sum of counts, the last of a state, each need of a wave."""
    told = []
    for name, values in panel.series.items():
        known = [values[at] for at in places if values[at] is not None]
        if not known:
            continue
        number = sum(filter(None, known)) if panel.kind == "bar" else known[-1]
        text = words.percent(number) if panel.unit == "percent" else words.number(number)
        told.append(f"{name} : {text}" if len(panel.series) > 1 else text)
    return ", ".join(told) or words.NONE
