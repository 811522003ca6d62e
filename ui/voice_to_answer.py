"""From voice to answer: how many needs are left without one, the thread of each, and the answer that somebody writes down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from indicators import action_plans, comment_themes, themes
from indicators.places import Place
from reports.languages import LANGUAGES
from social_project import answers, given_answers
from social_project.answers import Lack, Thread, Unanswered
from social_project.given_answers import CHANNELS, KINDS, Given
from social_project.poster_languages import poster_languages
from ui import figures, projects, visitor, words, writing
from ui.filters import View
from ui.links import page_link

_NO_SURVEY = (
    "Aucune enquête de besoins : déposez le classeur « Enquête de besoins » pour suivre ce que les résidents ont dit jusqu'à la "
    "réponse qui leur est rendue."
)
_READING = (
    "Besoins dits au moins une fois à la dernière enquête de chaque résidence. **Sans réponse** : aucune réponse n'a été écrite ici "
    "depuis cette enquête. **Sans objectif** : aucun objectif du plan en vigueur ne nomme le besoin. **Sans action** : aucune action en "
    "cours, réalisée ou partielle ne le vise, ni avec un partenaire dans les 12 mois. Une nouvelle enquête repose la question."
)
_LACKS: dict[Lack, str] = {"objective": "Sans objectif", "action": "Sans action", "answer": "Sans réponse"}
_PARTNERS = 3


def show(view: View) -> None:
    """Show how many voices are left without an answer, then the thread of one residence and what writes an answer down."""
    day = projects.as_of(view)
    found = answers.threads(view.version, visitor.sight(), view.scope.residences, day) if day else []
    if not found:
        st.info(_NO_SURVEY)
        page_link("depot", "Déposer une enquête", ":material/upload_file:")
        return
    counts = answers.unanswered(found)
    _show_counts(view, counts)
    place = chosen_place(view, [one.residence for one in counts], "fil-residence")
    mine = [one for one in found if one.residence == place.code]
    if not mine:
        st.info(f"Aucune enquête de besoins transmise pour {place.name}.")
        return
    st.subheader(place.name)
    _show_words(view, place, mine[0].wave)
    _ask_answer(view, place, mine)
    _show_threads(view, mine)
    _show_history(place, mine)


def chosen_place(view: View, first: Sequence[str], key: str, label: str = "Lire une résidence") -> Place:
    """Return the residence to read: the only one of the view, else the one chosen, `first` offered first."""
    if len(view.places) == 1:
        return view.places[0]
    ranked = sorted(
        view.places, key=lambda place: first.index(place.code) if place.code in first else len(first)
    )
    names = {place.name: place for place in ranked}
    return names[st.selectbox(label, list(names), key=key)]


def _show_counts(view: View, counts: Sequence[Unanswered]) -> None:
    total = sum(one.voiced for one in counts)
    bare = sum(one.without_answer for one in counts)
    st.markdown(
        f"**{words.plural(bare, 'besoin dit reste', 'besoins dits restent')} sans réponse rendue aux résidents**, sur "
        f"{words.number(total)} à la dernière enquête."
    )
    if len(counts) > 1:
        names = {place.code: place.short_name for place in view.places}
        rows = [
            {
                "Résidence": names.get(one.residence, one.residence),
                "Enquête": one.wave,
                "Sans réponse": f"{one.without_answer} sur {one.voiced}",
                "Sans action": f"{one.without_action} sur {one.voiced}",
                "Sans objectif": f"{one.without_objective} sur {one.voiced}",
            }
            for one in counts
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Besoins sans réponse, par résidence")
    else:
        [one] = counts
        st.markdown(
            f"Sans objectif : **{one.without_objective}** · sans action : **{one.without_action}** · sans réponse : "
            f"**{one.without_answer}**"
        )
    st.caption(_READING)


def _show_words(view: View, place: Place, wave: str) -> None:
    """Say how many comments residents wrote at that wave, how many were published, and what they speak of where that may be told."""
    said = [one for one in figures.verbatims(view.version) if (one.residence, one.wave) == (place.code, wave)]
    written = sum(one.times for one in said)
    if not written:
        st.caption(f"Paroles écrites à l'enquête {words.quoted(words.escaped(wave))} : aucune.")
        return
    out = sum(one.times for one in said if one.is_published)
    told = f"Paroles écrites à l'enquête {words.quoted(words.escaped(wave))} : {words.plural(written, 'commentaire')}, dont "
    told += f"{words.plural(out, 'publié')}."
    found = comment_themes.wave_themes(view.version, visitor.sight(), wave, (place.code,))
    cited = [f"{themes.LABELS[one.code]} ({one.comments})" for one in found.cited[:4] if one.comments]
    st.caption(told + (f" Thèmes les plus cités : {', '.join(cited)}." if cited else ""))


def _show_threads(view: View, mine: Sequence[Thread]) -> None:
    statuses = projects.words_of(view.version, "plan_actions_ps.status")
    with st.grid(min_column_width=300, gap="small"):
        for one in mine:
            with st.container(border=True, height="stretch"):
                _show_thread(one, statuses)


def _show_thread(one: Thread, statuses: dict[str, str]) -> None:
    """Show a need, then its objective, its actions and what they achieved, and the answer given: what is missing is said."""
    st.markdown(f"**{one.label}**  \n{_share(one)}")
    aims = " ; ".join(words.escaped(text) for text in one.objectives)
    st.markdown(f":small[Objectif :] {aims or _bare(one, 'objective')}")
    if acted := _acted(one, statuses):
        st.markdown(":small[Actions et suites :]\n" + "\n".join(f"- {each}" for each in acted))
    else:
        st.markdown(f":small[Actions :] {_bare(one, 'action')}")
    st.markdown(f":small[Réponse rendue :] {_given(one.answer) if one.answer else _bare(one, 'answer')}")


def _share(one: Thread) -> str:
    if one.voiced is None or one.asked is None:
        return "trop peu pour être dit"
    return f"{words.number(one.voiced)} répondants sur {words.number(one.asked)}"


def _bare(one: Thread, lack: Lack) -> str:
    return f":orange[{_LACKS[lack]}]" if lack in one.lacks else words.NONE


def _acted(one: Thread, statuses: dict[str, str]) -> list[str]:
    told = [
        f"{words.escaped(each.action)} ({statuses.get(each.status or '', 'statut non connu').lower()}"
        + (f" ; atteint : {words.escaped(each.achieved)}" if each.achieved else "")
        + ")"
        for each in one.actions
    ]
    shared = [words.escaped(each.partner) for each in one.with_partners[:_PARTNERS]]
    if shared:
        more = len(one.with_partners) - len(shared)
        told.append(f"avec {', '.join(shared)}" + (f" et {words.plural(more, 'autre')}" if more > 0 else ""))
    if told and "action" in one.lacks:
        told.append(":orange[Rien n'est en cours]")
    return told


def _given(one: Given) -> str:
    return f"**{KINDS[one.kind]}** : {words.escaped(one.text)} ({CHANNELS[one.channel].lower()}, {words.day(one.given_on)})"


def _ask_answer(view: View, place: Place, mine: Sequence[Thread]) -> None:
    labels = {one.need: one.label + ("" if one.answer else " — sans réponse") for one in mine}
    with (
        st.expander("Écrire une réponse rendue aux résidents", icon=":material/edit:"),
        st.form(f"reponse-{place.code}-{writing.turn()}"),
    ):
        need = st.selectbox("Besoin", list(labels), format_func=lambda code: labels[code])
        kind = st.radio("Où en est-on ?", list(KINDS), format_func=lambda code: KINDS[code], horizontal=True)
        text = st.text_area(
            "Ce qui a été répondu, en phrases courtes",
            max_chars=600,
            help="Pas de nom de personne : ce qui en désigne une est masqué avant d'être gardé.",
        )
        translated = {
            code: st.text_area(
                f"En {LANGUAGES[code].in_french_name}, pour l'affiche (facultatif)",
                max_chars=600,
                key=f"traduit-{code}-{writing.turn()}",
            )
            for code in poster_languages()
            if code in LANGUAGES
        }
        left, right = st.columns(2)
        channel = left.selectbox("Comment", list(CHANNELS), format_func=lambda code: CHANNELS[code])
        day = right.date_input("Le", value=None, format="DD/MM/YYYY")
        if st.form_submit_button("Enregistrer la réponse", icon=":material/save:"):
            if not isinstance(day, date):
                st.error("Dites quel jour la réponse a été rendue.")
                return
            given = Given(
                place.code,
                mine[0].wave,
                need,
                kind,
                text,
                day,
                channel,
                visitor.visitor().login,
                translated=translated,
            )
            noted = f"réponse · {place.code} · {need} · {mine[0].wave}"
            writing.attempt(partial(_write, view, given), noted)
        st.caption(
            "Une réponse plus récente au même besoin remplace celle-ci ; l'ancienne reste à l'historique."
        )


def _write(view: View, one: Given) -> str:
    since = action_plans.asked_on(view.version, visitor.sight(), one.residence, one.wave)
    kept = given_answers.give(visitor.sight(), one, since or date.min)
    return f"Réponse enregistrée.{writing.masked(one.text, kept.text)}"


def _show_history(place: Place, mine: Sequence[Thread]) -> None:
    said = given_answers.history(visitor.sight(), (place.code,))
    if not said:
        return
    labels = {one.need: one.label for one in mine}
    with st.expander(f"Historique des réponses ({len(said)})", icon=":material/history:"):
        for one in reversed(said):
            what = "retirée : " if one.withdrawn else f"{KINDS[one.kind]} : "
            st.markdown(
                f"**{labels.get(one.need, one.need)}** · {words.escaped(one.wave)} · {what}{words.escaped(one.text)}  \n"
                f":small[{CHANNELS[one.channel]}, {words.day(one.given_on)} ; écrit par {words.escaped(one.by)} le {words.instant(one.at)}]"
            )
        _ask_to_withdraw(place, [one.answer for one in mine if one.answer], labels)


def _ask_to_withdraw(place: Place, in_force: Sequence[Given], labels: dict[str, str]) -> None:
    if not in_force:
        return
    with st.form(f"retrait-{place.code}-{writing.turn()}"):
        left, right = st.columns([2, 3])
        one = left.selectbox("Retirer la réponse à", in_force, format_func=lambda each: labels[each.need])
        why = right.text_input("Pourquoi", placeholder="Écrite par erreur, rendue à une autre résidence…")
        if st.form_submit_button("Retirer", icon=":material/undo:"):

            def write() -> str:
                given_answers.withdraw(visitor.sight(), one, why, visitor.visitor().login)
                return "Réponse retirée ; elle reste à l'historique."

            writing.attempt(write, f"réponse retirée · {place.code} · {one.need} · {one.wave}")
