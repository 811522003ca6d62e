"""The one way an indicator is shown: its value, what it rests on, its trend, and « D'où vient ce chiffre ? »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from indicators import lateness
from indicators.catalogue import Indicator, indicator_named
from indicators.measure import Figure
from indicators.open_figures import is_read_live
from indicators.sums import Scope
from indicators.variation import COMPLETE, FACTS
from ui import export, figures, glance, say, visitor, words
from ui.filters import View
from ui.links import page_link

_KINDS = {  # of a fact, the workbook that brings it
    "occupancy": "occupation_mensuelle",
    "meetings": "reunions",
    "conflicts": "conflits",
    "moves": "mouvements",
}
_DOUBTS = 20
_SHOWN = 500  # lines put on screen; the file holds them all


def tiles(view: View, names: Sequence[str]) -> None:
    """Show indicators side by side, one tile each, as many a row as the screen takes; those of people, outside, are in editions."""
    live = [name for name in names if is_read_live(view.sight, indicator_named(name).id)]
    with st.grid(min_column_width=190, gap="small"):
        for name in live:
            tile(view, name)
    if len(live) < len(names):
        st.caption(
            "Les chiffres qui comptent des personnes se lisent, année par année, dans les tableaux publiés."
        )
        page_link("tableaux", "Tableaux publiés", ":material/table_view:")


def tile(view: View, name: str, category: str | None = None, title: str = "") -> None:
    """Show one indicator: value, gap with the period before, what it rests on, its course, and the way to its lines."""
    indicator = indicator_named(name)
    told = _told(view.key, name, category, view)
    with st.container(border=True, height="stretch"):
        # The title stands above, not in the metric, which would cut it after one line.
        st.markdown(
            f"**{title or indicator.title}**", help=f"{indicator.question} {indicator.formula.capitalize()}."
        )
        st.metric(title or indicator.title, told.value, label_visibility="collapsed", chart_data=told.course)
        st.caption(told.small_print)
        scope = _of_category(view.scope, category)
        where_from(view.version, name, scope, key=f"{name}-{category}-{view.key}")


def said(view: View, name: str, category: str | None = None) -> str:
    """Return what a tile says under its value, for an entry that is no tile."""
    return _told(view.key, name, category, view).small_print


def sentence(version: str, name: str, scope: Scope, before: Scope, name_before: str) -> str:
    """Return an indicator of a scope in a line: its value, then what a tile would say under it."""
    indicator = indicator_named(name)
    now, earlier = (figures.figure(version, name, one) for one in (scope, before))
    aimed = glance.target(version, indicator, now, len(figures.residences(version)))
    standing = glance.Standing(now, earlier, name_before, aimed=aimed)
    value = say.value(indicator, now.value if now else None)
    return " · ".join([f"{indicator.title} : **{value}**", *glance.lines(indicator, standing)])


@dataclass(frozen=True)
class _Told:
    """What a tile says: kept from one run of the page to the next."""

    value: str
    small_print: str
    course: list[float] | None


@st.cache_data(max_entries=2_000, show_spinner=False)
def _told(key: str, name: str, category: str | None, _view: View) -> _Told:
    """Return what a tile says. `key` stands for the view, which is not compared."""
    indicator = indicator_named(name)
    scope = _of_category(_view.scope, category)
    now = figures.figure(_view.version, name, scope)
    before = (
        figures.figure(_view.version, name, _of_category(_view.before, category)) if _view.before else None
    )
    standing = glance.Standing(
        now, before, _view.name_before, glance.around(_view, indicator, category),
        len(glance.other_residences(_view)),
        glance.target(_view.version, indicator, now, len(_view.places)),
    )  # fmt: skip
    lines = glance.lines(indicator, standing, *_received_with(_view, indicator, now, scope))
    return _Told(
        say.value(indicator, now.value if now else None),
        "  \n".join(lines),
        _course(_view, indicator, scope),
    )


def where_from(version: str, name: str, scope: Scope, key: str, wave: str | None = None) -> None:
    """Put the button that opens the lines behind a figure, for those who may read them."""
    if not visitor.may("trace"):
        return
    if st.button("D'où vient ce chiffre ?", key=f"origine-{key}", type="tertiary", icon=":material/search:"):
        # Noted here: what follows runs again at every touch of the dialog.
        visitor.note("traced", export.described(visitor.sight(), name, scope, wave))
        _origin(version, name, scope, wave)


@st.dialog("D'où vient ce chiffre ?", width="large")
def _origin(version: str, name: str, scope: Scope, wave: str | None) -> None:
    # A dialog runs again alone, without its page: it asks for itself.
    visitor.require_permission("trace")
    indicator = indicator_named(name)
    st.subheader(indicator.title)
    st.markdown(f"**{indicator.question}**  \nFormule : {indicator.formula}.")
    now = None if wave else figures.figure(version, name, scope)
    if now:
        st.markdown(f"Ce chiffre : **{say.value(indicator, now.value)}** ({say.basis(indicator, now)}).")
    st.caption("  \n".join(f"• {caveat}" for caveat in indicator.caveats))
    found = figures.lines_behind(version, name, scope, wave)
    if not found:
        st.info("Aucune ligne : la période est couverte, et rien n'y est compté.")
        return
    table = export.table_of(version, name, found)
    st.markdown(
        f"**{words.plural(len(found), 'ligne')}** de {words.plural(table['Fichier'].nunique(), 'fichier')}"
    )
    st.dataframe(table.head(_SHOWN), hide_index=True, alt=f"Lignes derrière « {indicator.title} »")
    if len(table) > _SHOWN:
        st.caption(f"Les {_SHOWN} premières lignes sont affichées ; le fichier les contient toutes.")
    _show_doubts(found)
    export.offer_lines(version, name, scope, wave)


def _show_doubts(lines: Sequence[Mapping[str, Any]]) -> None:
    """Show what was unlikely in some lines, and the reason for which it was accepted."""
    told = dict.fromkeys(
        f"{words.escaped(line['file'])}, {words.escaped(line['sheet'])} {one['cell']}, {words.quoted(words.escaped(one['header']))} : "
        f"{words.escaped(one['doubt'].partition(' ; ')[0])} — **motif : {words.escaped(one['reason'])}**"
        for line in lines
        for one in line["doubts"]
    )
    if told:
        st.markdown(f"**{_doubted(len(told)).capitalize()}**")
        st.markdown("\n".join(f"- {one}" for one in list(told)[:_DOUBTS]))
    if len(told) > _DOUBTS:
        st.caption(f"Les {_DOUBTS} premières sont affichées ; le fichier les contient toutes.")


def _course(view: View, indicator: Indicator, scope: Scope) -> list[float] | None:
    """Return the values over time, to draw small; None under three points.

    A month that some residence did not transmit is left out: the mix of residences, not the figure, would draw a peak.
    """
    if indicator.grain != "month":
        return None
    grain = "month" if indicator.is_state or indicator.theme == "occupancy" else "quarter"
    always = Scope(scope.residences, category=scope.category)
    if indicator.theme == "occupancy":
        found = figures.course(view.version, indicator.id, grain, always)
    else:
        found = list(figures.by(view.version, indicator.id, grain, always).values())
    values = [one.value for one in found if one.value is not None]
    return values if len(values) >= 3 else None


def _received_with(view: View, indicator: Indicator, now: Figure | None, scope: Scope) -> tuple[str, ...]:
    """Return how sure a figure is: of few cases, of how many workbooks, of values that were doubted."""
    doubted = _doubted(figures.doubts_behind(view.version, indicator.id, scope)) if now else ""
    return say.fragility(now), _received(view, indicator), doubted


def _doubted(count: int) -> str:
    """Return how many values a figure rests on that were unlikely and confirmed; empty when none."""
    told = words.plural(count, "valeur confirmée malgré un doute", "valeurs confirmées malgré un doute")
    return told if count else ""


def _received(view: View, indicator: Indicator) -> str:
    """Return how many monthly statements of the period were received, of those expected, and how many in time; empty elsewhere.

    « Données incomplètes » under 80 %: the figure then speaks of what was sent, not of the residences.
    """
    fact = FACTS.get(indicator.theme)
    if fact is None or indicator.grain != "month" or indicator.cutoff == "state":
        return ""
    expected = len(view.places) * len(view.months)
    if not expected:
        return ""
    sent = expected - figures.months_missing(view.version, fact, view.scope.residences, view.months)
    told = (
        f"{words.number(sent)} {'relevé reçu' if sent < 2 else 'relevés reçus'} sur {words.number(expected)}"
    )
    if sent < COMPLETE * expected:
        told = f"Données incomplètes : {told} ({words.percent(sent / expected)})"
    in_time = figures.figure(view.version, "upload_timeliness", _of_category(view.scope, _KINDS[fact]))
    return told + _late(sent, in_time, _late_in_use(view.version, view.sight, _KINDS[fact], view.scope))


def _late(sent: int, in_time: Figure | None, in_use: int) -> str:
    """Return how many of what was received came after it was due; `in_use`: of those, how many were due once anything was loaded.

    A past that was taken up in one go was late for nobody: it is said as what it is.
    """
    if in_time is None or in_time.numerator is None or not sent:
        return ""
    late = sent - round(in_time.numerator)
    if late <= 0:
        return ", à temps"
    if not in_use:
        return " (historique repris)"
    return ", après l'échéance" if in_use >= sent else f", {words.number(in_use)} après l'échéance"


def _of_category(scope: Scope | None, category: str | None) -> Scope:
    return replace(scope or Scope(), category=category)


_late_in_use = st.cache_data(max_entries=500, show_spinner=False)(lateness.late_in_use)
