"""What a bilan still lacks, the most serious first: what each point names, and the page where it is settled. Nothing blocks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import streamlit as st

from reports.bilan.checklist import Point
from ui import words
from ui.links import page_link

_SHOWN = 6  # names of a point read at once; the others are folded
# What is to be done about each point, and the words of the way there.
_DO = {
    "not_sent": ("Déposez-les : sans eux, le bilan ne dit rien de ce qui était prévu, fait ou dépensé.", "Déposer l'appel à projets"),
    "not_received": ("Déposez ces classeurs, ou confirmez qu'il n'y a rien à déposer ce mois-là.", "Tableau du mois"),
    "not_closed": ("Le financeur ne lit que les mois clos : clôturez-les.", "Clôturer dans le tableau du mois"),
    "no_comment": (
        "Remplissez « Commentaire d'écart » dans le classeur des actions, puis déposez-le de nouveau ; "
        "ou expliquez-le dans le texte de la partie 10 (le point reste alors ici).",
        "Déposer le classeur des actions",
    ),
    "no_result": (
        "Remplissez ce qui a été réalisé dans le classeur des actions, puis déposez-le de nouveau.",
        "Déposer le classeur des actions",
    ),
    "unknown_outcome": ("Demandez aux équipes comment ces conflits ont fini, puis redéposez leur classeur.", "Conflits"),
    "no_edition": ("Les chiffres de personnes n'entrent au bilan que par l'édition de l'année : publiez-la.", "Publier l'édition"),
}  # fmt: skip


def show(points: Sequence[Point], warnings: Sequence[str]) -> None:
    """Show each point to settle, then what the first page of the bilan will say of what is not."""
    if not points:
        st.success("**Rien ne manque.** Le bilan peut être publié tel quel.", icon=":material/task_alt:")
    else:
        st.markdown(
            f"**{words.plural(len(points), 'point à regarder', 'points à regarder')}**, du plus sérieux au moins sérieux. Aucun n'empêche "
            "de publier : ce qui manque sera dit en première page."
        )
    for point in points:
        _show(point)
    if warnings:
        with st.container(border=True):
            st.markdown("**Ce que dira la première page du bilan**")
            st.markdown("\n".join(f"- {words.escaped(one)}" for one in warnings))


def _show(point: Point) -> None:
    do, label = _DO.get(point.subject, ("", "Régler"))
    with st.container(border=True):
        st.markdown(f"**{words.escaped(point.title)} : {words.number(point.count)}**  \n{do}")
        st.markdown(_listed(point.told[:_SHOWN]))
        if left := point.told[_SHOWN:]:
            with st.expander(f"Et {words.plural(len(left), 'autre')}"):
                st.markdown(_listed(left))
        page_link(PurePosixPath(point.page).stem, label, icon=":material/arrow_forward:", **_asked(point))


def _asked(point: Point) -> dict[str, str]:
    """Return what the page is asked to look at: of what is owed month by month, the first month."""
    if point.subject not in ("not_received", "not_closed"):
        return {}
    return {"mois": point.told[0].rpartition(", ")[2]}


def _listed(told: Sequence[str]) -> str:
    return "\n".join(f"- {words.escaped(one)}" for one in told)
