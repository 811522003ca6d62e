"""The update of one residence, stage by stage: what to do next, who was consulted, which documents, where each is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from indicators import consultation
from indicators.consultation import Consultation
from indicators.projects import Project
from indicators.sums import Scope
from social_project import stage_documents
from social_project.stage_documents import KINDS, Reference
from ui import figures, panel, projects, visitor, words, writing
from ui.filters import View
from ui.links import page_link

UNKNOWN = "non dit"
# What each stage asks for: domain.md C F11 names them, the gestures are ours.
_TO_DO = {
    "lancement": "réunir le comité de pilotage, fixer le calendrier, l'annoncer aux résidents",
    "diagnostic": "partir du dossier de preuves ci-dessous, et le compléter avec le territoire",
    "consultation_residents": "présenter les besoins aux résidents, palier par palier, et écrire les réponses rendues",
    "consultation_partenaires": "réunir les partenaires sur les besoins sans action",
    "redaction": "reprendre d'abord ce que le plan ne tient plus, puis écrire objectifs et actions",
    "avis_conseil": "inscrire le texte à l'ordre du jour du conseil de concertation, et noter son avis",
    "validation": "faire valider le texte, le transmettre, et écrire sa date au registre",
}


def show(view: View) -> None:
    """Show the update of the one residence of a view: next step, people and bodies consulted, documents."""
    [place], day = view.places, projects.as_of(view)
    found = projects.in_order(view)
    if day is None or not found:
        return
    one = found[0]
    told = _consultation(view.version, visitor.sight(), place.code, day)
    st.markdown(
        f"**Prochain pas.** {next_step(one, projects.words_of(view.version, 'projets_sociaux.update_stage'))}"
    )
    _show_consulted(view, told)
    _show_documents(view, one)


def next_step(one: Project, names: dict[str, str]) -> str:
    """Return, in a sentence, the next step of an update and what it asks for."""
    if one.current:
        code = one.current.code
        verb = "Terminer" if one.current.is_known else "Commencer"
        return f"{verb} l'étape {one.stages.index(one.current) + 1} sur 7, « {names.get(code, code)} » : {_TO_DO[code]}."
    if one.standing == "up_to_date":
        return (
            f"Rien à lancer avant le {words.day(one.due_on)} : tenir le plan, et répondre aux besoins dits."
        )
    if one.standing == "none":
        return (
            "Inscrire le projet social au registre (version et date), ou lancer le premier : "
            + _TO_DO["lancement"]
            + "."
        )
    return f"Lancer l'actualisation : {_TO_DO['lancement']}."


def _show_consulted(view: View, told: Consultation | None) -> None:
    if told is None:
        st.info("Aucune version au registre : rien ne dit qui a été consulté.")
        return
    share = figures.figure(
        view.version,
        "residents_involved_rate",
        Scope(view.scope.residences, view.scope.first, view.scope.last),
    )
    of = f", soit {words.percent(share.value)} des présents" if share and share.value is not None else ""
    of = of if told.residents else ""
    st.markdown(
        f"**Qui a été consulté**, version {words.escaped(told.version)} — résidents : **{_count(told.residents)}**{of} · "
        f"professionnels : **{_count(told.staff)}** · partenaires : **{words.escaped(told.partners or UNKNOWN)}**"
    )
    names = projects.named_stages(view.version)
    rows = [
        {
            "Étape": names.get(step.stage, step.stage),
            "Dates": _dates(step.began_on, step.done_on),
            "Résidents": _count(step.residents),
            "Professionnels": _count(step.staff),
            "Organismes": words.escaped(step.organisations or UNKNOWN),
        }
        for step in told.stages
    ]
    if rows:
        with st.container(key="phrases-consultes"):
            st.table(
                pd.DataFrame(rows),
                hide_index=True,
                border="horizontal",
                alt="Qui a été consulté, étape par étape",
            )
        st.caption(
            "Comptés étape par étape par l'équipe : une personne peut l'être à plusieurs, rien n'est additionné."
        )
    else:
        st.caption(
            "Aucune étape détaillée : le classeur « Étapes d'actualisation » les dit une à une. Il se prend vierge dans Dépôt, « Partir "
            "d'un classeur vierge »."
        )
        page_link("depot", "Prendre le classeur vierge", ":material/description:")
    panel.where_from(view.version, "residents_involved_rate", view.scope, key="consultes")


def _count(number: int | None) -> str:
    return UNKNOWN if number is None else words.number(number)


def _dates(began: date | None, done: date | None) -> str:
    start = f"{began:%d/%m/%Y}" if began else "début non dit"
    return f"{start} → {done:%d/%m/%Y}" if done else f"{start}, en cours"


def _show_documents(view: View, one: Project) -> None:
    found = [each for each in stage_documents.references(visitor.sight(), (one.residence,))]
    names = projects.named_stages(view.version)
    st.markdown(f"**Documents** ({len(found)})")
    if found:
        order = list(names)
        rows = [
            {
                "Étape": names.get(each.stage, each.stage),
                "Document": f"{words.escaped(each.title)} ({KINDS[each.kind].lower()}, {each.dated_on:%d/%m/%Y})",
                "Où il est rangé": words.escaped(each.kept_at),
            }
            for each in sorted(found, key=lambda each: (each.version, order.index(each.stage), each.dated_on))
        ]
        with st.container(key="phrases-documents"):
            st.table(
                pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Documents de l'actualisation"
            )
    st.caption(
        "Seule la référence est gardée : un document peut contenir des données de personnes, il reste où il est."
    )
    with st.container(horizontal=True):
        page_link("preuves", "Dossier de preuves", ":material/fact_check:", residence=one.name)
        page_link("paroles_et_suites", "De la parole à la réponse", ":material/forum:", residences=one.name)
    if visitor.may("follow_up"):
        _ask(one, names, found)


def _ask(one: Project, names: dict[str, str], found: Sequence[Reference]) -> None:
    with st.expander("Inscrire un document", icon=":material/post_add:"):
        with st.form(f"document-{one.residence}-{writing.turn()}"):
            title = st.text_input("Titre", placeholder="Compte rendu du comité de pilotage", max_chars=200)
            left, right = st.columns(2)
            stages = list(names)
            at = stages.index(one.current.code) if one.current else 0
            stage = left.selectbox("Étape", stages, at, format_func=lambda code: names[code])
            kind = right.selectbox("Nature", list(KINDS), format_func=lambda code: KINDS[code])
            day = left.date_input("Daté du", value=None, format="DD/MM/YYYY")
            place = right.text_input(
                "Où il est rangé", placeholder="Dossier partagé / Projet social", max_chars=200
            )
            if st.form_submit_button("Inscrire", icon=":material/save:"):
                if not isinstance(day, date):
                    st.error("Dites la date du document.")
                    return
                version, who = one.coming or one.in_force or "", visitor.visitor().login
                writing.attempt(
                    partial(
                        _refer, Reference("", one.residence, version, stage, kind, title, day, place, who)
                    ),
                    f"document · {one.residence} · {stage}",
                )
        if found:
            told = {each.document: f"{each.title} ({each.dated_on:%d/%m/%Y})" for each in found}
            chosen = st.selectbox("Retirer une référence", list(told), format_func=lambda code: told[code])
            if st.button("Retirer", icon=":material/undo:", key="document-retirer"):
                gone = next(each for each in found if each.document == chosen)
                writing.attempt(partial(_withdraw, gone), f"document retiré · {one.residence} · {gone.stage}")


def _refer(one: Reference) -> str:
    kept = stage_documents.refer(visitor.sight(), one)
    return f"Document inscrit.{writing.masked(one.title, kept.title)}"


def _withdraw(one: Reference) -> str:
    stage_documents.withdraw(visitor.sight(), one, visitor.visitor().login)
    return "Référence retirée."


_consultation = st.cache_data(max_entries=100, show_spinner=False)(consultation.consultation)
