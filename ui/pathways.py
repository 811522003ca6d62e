"""The pathways page: who comes from where, who goes where, month by month; stays; where two workbooks disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from indicators.flows import OTHERS, Disagreement, Moves, least
from ui import charts, figures, projects, publics, words
from ui.board import of_residences
from ui.filters import View
from ui.links import page_link

_STAYS = {
    "Tous les sortants": "stay_median_months_exits",
    "Hors résidents historiques": "stay_median_months_exits_without_legacy",
}
_ORDINARY = "exits_ordinary_housing_rate"
_FEW = 10  # under this many cases, a share by residence is told in figures only
_SHOWN = 6
_OTHERS_TOLD = "Autres, regroupées"
_LISTS = {"origins": "mouvements.origin", "destinations": "mouvements.exit_destination"}


def stop_without_register(view: View) -> None:
    """Stop the page where no entry or exit was ever transmitted for the period, saying which workbook to lay down."""
    if not publics.moves_over_time(view.version, "month", view.scope):
        st.info(
            "Aucun registre des entrées et sorties pour ce choix : déposez le classeur « Entrées et sorties » de chaque mois. "
            "Le classeur vierge se trouve à la page Dépôt."
        )
        page_link("depot", "Aller au dépôt", icon=":material/upload_file:")
        st.stop()


def show_flow(view: View) -> None:
    """Show, side by side on one scale, the origins of entries and the destinations of exits; then the same in a table."""
    came, left = (_named(view, name) for name in ("origins", "destinations"))
    longest = 1.15 * max([*came.values(), *left.values()], default=1)
    arrive, between, leave = st.columns([5, 3, 5])
    with arrive:
        _show_side(view, "Ils arrivent de…", came, longest, "provenances")
    with between:
        _show_middle(view, sum(came.values()), sum(left.values()))
    with leave:
        _show_side(view, "Ils partent vers…", left, longest, "destinations")
    if OTHERS in {
        *publics.origins(view.version, view.scope),
        *publics.destinations(view.version, view.scope),
    }:
        st.caption("Les effectifs trop petits pour être montrés seuls sont regroupés.")
    with st.expander("Les mêmes chiffres en tableau", icon=":material/table:"):
        rows = [*_rows("Arrivée", came), *_rows("Départ", left)]
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Provenances et destinations")


def _show_side(view: View, title: str, counts: Mapping[str, int], longest: float, key: str) -> None:
    st.markdown(f"**{title}**")
    if not counts:
        st.caption("Personne sur la période.")
        return
    total = sum(counts.values())
    texts = [f"{words.number(n)} ({words.percent(n / total)})" for n in counts.values()]
    charts.draw_once(
        view.key,
        lambda: charts.bars(
            list(counts), list(map(float, counts.values())), unit="number", texts=texts, longest=longest
        ),
        alt=f"{title} {_told(counts)}",
        key=key,
    )


def _show_middle(view: View, entries: int, exits: int) -> None:
    rate = figures.figure(view.version, "occupancy_rate_eom", view.scope)
    housed = sum(place.units or 0 for place in view.places)
    came, left = (_counted(view, n, noun) for n, noun in ((entries, "entrée"), (exits, "sortie")))
    with st.container(border=True):
        st.markdown(
            f":material/login: **{came}**  \n"
            f"↓  \n**{view.title}**"
            + (f"  \n{words.plural(housed, 'logement')}" if housed and rate else "")
            + f"  \n↓  \n:material/logout: **{left}**"
        )
        st.caption(view.name)


def _counted(view: View, count: int, noun: str) -> str:
    smallest = least(view.sight)
    return f"moins de {smallest} {noun}s" if 0 < count < smallest else words.plural(count, noun)


def _named(view: View, name: str) -> dict[str, int]:
    """Return the counts of a side by French label: unknown last, small cells together."""
    counts = (publics.origins if name == "origins" else publics.destinations)(view.version, view.scope)
    labels = projects.words_of(view.version, _LISTS[name]) | {OTHERS: _OTHERS_TOLD}
    return {labels.get(code, code): n for code, n in counts.items()}


def _rows(way: str, counts: Mapping[str, int]) -> list[dict[str, str]]:
    total = sum(counts.values())
    return [
        {"Sens": way, "Lieu": place, "Personnes": words.number(n), "Part": words.percent(n / total)}
        for place, n in counts.items()
    ]


def _told(counts: Mapping[str, int]) -> str:
    return words.listing(f"{place} {n}" for place, n in islice(counts.items(), _SHOWN))


def show_course(view: View) -> None:
    """Show entries and exits month by month."""
    found = publics.moves_over_time(view.version, "month", view.scope)
    charts.draw_once(
        view.key,
        lambda: _course(view, found),
        alt=f"Entrées et sorties : {sum(one.entries for one in found)} entrées et {sum(one.exits for one in found)} sorties",
        key="mouvements",
    )


def _course(view: View, found: Sequence[Moves]) -> go.Figure:
    known = {one.period: one for one in found}
    periods = view.months
    sides: dict[str, list[float | None]] = {
        "Entrées": [float(known[period].entries) if period in known else None for period in periods],
        "Sorties": [float(known[period].exits) if period in known else None for period in periods],
    }
    return charts.lines(periods, sides, unit="number")


def say_annualised(view: View) -> None:
    """Say that the turnover of a part-year was brought to twelve months, and of how many covered months it speaks."""
    covered = len(publics.moves_over_time(view.version, "month", view.scope))
    if covered % 12:
        told = words.plural(covered, "mois couvert", "mois couverts")
        st.caption(f"Taux de rotation annualisé : {told} par le registre, ramenés à douze.")


def show_disagreements(view: View) -> None:
    """Name the months in which the register and the monthly statement do not count the same moves, and what to do."""
    found = publics.disagreements(view.version, view.scope)
    if found:
        names = {place.code: place.name for place in view.places}
        told = "\n".join(f"- {_disagreement(one, names)}" for one in found[:_SHOWN])
        more = f"\n- et {len(found) - _SHOWN} autres" if len(found) > _SHOWN else ""
        st.warning(
            f"**{words.plural(len(found), 'mois où', 'mois où')} deux classeurs ne comptent pas pareil** : le registre des entrées "
            f"et sorties, et le relevé d'occupation. Corrigez l'un des deux.\n{told}{more}",
            icon=":material/rule:",
        )


def _disagreement(one: Disagreement, names: Mapping[str, str]) -> str:
    sides = (
        f"{words.plural(counted, noun)} au registre, {words.number(said)} au relevé"
        for noun, counted, said in (
            ("entrée", one.entries, one.entries_said),
            ("sortie", one.exits, one.exits_said),
        )
        if said is not None and counted != said
    )
    return f"**{names.get(one.residence, one.residence)}**, {words.month(one.month)} : {words.listing(sides)}"


def show_stays(view: View) -> None:
    """Show, per residence, the median stay of leavers with and without legacy residents, and the planned stay."""
    found = {title: of_residences(view, name) for title, name in _STAYS.items()}
    names = [place.name for place in view.places if any(place.name in some for some in found.values())]
    series = {
        title: [some[name].value if name in some else None for name in names] for title, some in found.items()
    }
    charts.draw_once(
        view.key,
        lambda: charts.grouped_bars(names, series, unit="number"),
        alt="Durée médiane de séjour des sortants, en mois, par résidence, avec et sans les résidents historiques",
        key="sejours",
    )
    st.caption(f"En mois. {_planned(view)}")


def _planned(view: View) -> str:
    """Return the sentence that says the longest stay written in each projet social."""
    promised = publics.commitments(view.version)
    of_length: dict[int, list[str]] = {}
    for place in view.places:
        length = promised[place.code].longest_stay if place.code in promised else None
        if length is not None:
            of_length.setdefault(length, []).append(place.short_name)
    if not of_length:
        return "Aucune durée maximale de séjour au référentiel."
    told = words.listing(f"{length} mois ({words.listing(names)})" for length, names in of_length.items())
    return f"Durée maximale écrite au projet social : {told}."


def show_access(view: View) -> None:
    """Show, per residence, the share of leavers who reached ordinary housing, with its interval where it bears one."""
    found = {name: one for name, one in of_residences(view, _ORDINARY).items() if one.denominator}
    charts.draw_once(
        view.key,
        lambda: charts.intervals(
            [
                f"{name} ({words.number(one.numerator)}/{words.number(one.denominator)})"
                for name, one in found.items()
            ],
            [one.value for one in found.values()],
            [one.low for one in found.values()],
            [one.high for one in found.values()],
            unit="percent",
        ),
        alt="Sorties vers le logement ordinaire, par résidence",
        key="logement-ordinaire",
    )
    few = [name for name, one in found.items() if (one.denominator or 0) < _FEW]
    told = (
        f" Moins de {_FEW} sorties de destination connue : {words.listing(few)} ; ne jugez pas d'un taux."
        if few
        else ""
    )
    st.caption(
        f"La barre dit la part plausible, à 95 %. Décès, transferts internes et destinations inconnues exclus.{told}"
    )
