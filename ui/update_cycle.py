"""The Actualisation page, first half: how old each projet social is, at which of the seven stages, and which comes next."""

from __future__ import annotations

from html import escape

import streamlit as st

from indicators.projects import Project, Stage, Standing
from ui import projects, words
from ui.filters import View

_STANDING: dict[Standing, tuple[str, str, str]] = {
    "overdue": ("À actualiser", "red", ":material/event_busy:"),
    "unknown": ("Date inconnue", "orange", ":material/help:"),
    "none": ("Rien au registre", "orange", ":material/help:"),
    "under_way": ("En cours", "blue", ":material/autorenew:"),
    "due_soon": ("Bientôt à reprendre", "orange", ":material/event_upcoming:"),
    "up_to_date": ("À jour", "green", ":material/task_alt:"),
}
_TO_START: tuple[Standing, ...] = ("overdue", "unknown", "none")


def show_order(view: View) -> None:
    """Show every projet social of the view, the one to begin with first, and why."""
    found = projects.in_order(view)
    if all(one.standing == "none" for one in found):
        st.info(
            "Aucun projet social au registre : déposez le classeur « Projets sociaux » (une ligne par version ; le texte peut "
            "rester un PDF)."
        )
        return
    covered = _covered(view)
    _say_next(found, covered)
    for one in found:
        with st.container(border=True):
            _show(view, one, covered.get(one.residence, ""))
    years = words.plural(round(found[0].validity_years), "an")
    st.caption(
        f"Validité retenue : {years}, un réglage de l'association ; aucun texte lu ne fixe de périodicité. Les sept étapes sont un "
        "ordre de travail déduit de la circulaire du 4 juillet 2006, et non une liste légale."
    )


def _covered(view: View) -> dict[str, str]:
    """Return, by residence, how many of its frequent needs an action answers: what weighs most between two old texts."""
    frequent: dict[str, list[bool]] = {}
    for one in projects.answers(view):
        if one.is_frequent:
            frequent.setdefault(one.residence, []).append(one.has_action)
    return {
        code: f"Besoins fréquents couverts par une action : {sum(all_of_it)} sur {len(all_of_it)}."
        for code, all_of_it in frequent.items()
    }


def _say_next(found: list[Project], covered: dict[str, str]) -> None:
    waiting = [one for one in found if one.standing in _TO_START]
    stalled = [one for one in found if one.standing == "under_way"]
    if len(found) > 1 and waiting:
        st.markdown(
            f"**Par quoi commencer : {waiting[0].name}.** {_why(waiting[0])} {covered.get(waiting[0].residence, '')}"
        )
    elif len(found) > 1 and stalled:
        st.markdown(f"**À faire avancer : {stalled[0].name}.** {_why(stalled[0])}")


def _show(view: View, one: Project, covered: str) -> None:
    label, colour, icon = _STANDING[one.standing]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{one.name}**", width="content")
        st.badge(label, color=colour, icon=icon)  # type: ignore[arg-type]
    st.markdown(f"{_why(one)} {covered}")
    if one.stages:
        st.html(stage_line(one, projects.named_stages(view.version)))
    if told := _of_the_text(one):
        st.caption(told)


def _why(one: Project) -> str:
    """Return the sentence that says how old a projet social is, and what is to be done of it."""
    if one.standing == "none":
        return "Aucune version au registre des projets sociaux."
    parts = [_age(one)]
    if one.standing == "under_way":
        parts.append(_stage_sentence(one))
    elif one.standing in ("overdue", "unknown"):
        parts.append("Aucune actualisation n'est commencée.")
    elif one.standing == "due_soon":
        parts.append(f"À reprendre avant le {words.day(one.due_on)}.")
    elif one.due_on:
        parts.append(f"À jour jusqu'au {words.day(one.due_on)}.")
    return " ".join(parts)


def _age(one: Project) -> str:
    if one.in_force is None:
        return "Première version en préparation."
    if one.validated_on is None or one.age_years is None:
        return f"Version {words.escaped(one.in_force)} en vigueur, de date inconnue : rien ne dit qu'elle soit à jour."
    over = one.age_years - one.validity_years
    told = f"Version {words.escaped(one.in_force)} validée le {words.day(one.validated_on)} ({years(one.age_years)})"
    return f"{told} : validité dépassée de {years(over)}." if over > 0 else f"{told}."


def _stage_sentence(one: Project) -> str:
    now = one.current
    done = sum(stage.done_on is not None for stage in one.stages)
    if now is None or not now.is_known:
        return f"{words.plural(done, 'étape validée', 'étapes validées')} sur 7 ; la suivante n'est pas commencée."
    place = one.stages.index(now) + 1
    days = one.days_in_stage
    since = f", depuis {words.plural(days, 'jour')}" if days is not None else ", depuis une date inconnue"
    return f"Actualisation à l'étape {place} sur 7{since}."


def years(number: float) -> str:
    """Return a length of time: 24,8 ans; in months under a year."""
    if number < 1:
        return f"{max(1, round(12 * number))} mois"
    return f"{words.number(number, 1)} {'an' if round(number, 1) < 2 else 'ans'}"


def _of_the_text(one: Project) -> str:
    consulted = [f"{words.plural(one_stage.residents_met, 'résident rencontré', 'résidents rencontrés')}"
                 for one_stage in one.stages if one_stage.code == "consultation_residents" and one_stage.residents_met]  # fmt: skip
    parts = [
        f"Publics prioritaires : {words.escaped(one.publics)}" if one.publics else "",
        f"Texte : {words.escaped(one.file_name)}" if one.file_name else "",
        f"Consultation : {consulted[0]}" if consulted else "",
    ]
    return " · ".join(filter(None, parts))


def stage_line(one: Project, names: dict[str, str]) -> str:
    """Return the seven stages as an ordered list, a line on a wide screen, a column on a telephone; each says its state in words."""
    items = "".join(_item(one, place, stage, names) for place, stage in enumerate(one.stages, 1))
    return (
        f'<ol class="palier-etapes" aria-label="Étapes de l’actualisation, {escape(one.name)}">{items}</ol>'
    )


def _item(one: Project, place: int, stage: Stage, names: dict[str, str]) -> str:
    state, mark, told = _state(one, stage)
    here = ' aria-current="step"' if state == "en-cours" else ""
    return (
        f'<li class="{state}"{here}><span class="rond" aria-hidden="true">{mark or place}</span>'
        f'<span class="nom">{escape(names.get(stage.code, stage.code))}</span> <span class="quand">{escape(told)}</span></li>'
    )


def _state(one: Project, stage: Stage) -> tuple[str, str, str]:
    if stage.done_on:
        # Where the register alone speaks, stages past are known to be done, not when.
        return "faite", "✓", f"validée le {words.day(stage.done_on)}" if stage.is_known else "validée"
    if stage is one.current and stage.is_known:
        since = f"depuis le {words.day(stage.began_on)}" if stage.began_on else "début inconnu"
        return "en-cours", "", f"en cours, {since}"
    if stage.is_known and stage.began_on:
        return "en-cours", "", f"commencée le {words.day(stage.began_on)}"
    return "a-venir", "", "à venir"
