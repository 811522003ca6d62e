"""The page « À revoir »: what of a projet social in force the data no longer say, heading by heading, and the way to its repair."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.clock import today
from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.trace import period_named
from social_project import holds, unrevised
from social_project.bound import scope_of
from social_project.bring_up import brought_up, is_taken_up
from social_project.holds import Moved, Verdict
from social_project.revisions import BrokenSeal, Validated, history
from social_project.unrevised import Unrevised
from ui import panel, plan_gaps, project_text, projects, visitor, words
from ui.filters import View
from ui.links import page_link
from ui.project_text import Desk

_BADGES: dict[Verdict, tuple[str, str]] = {
    "established": ("Évolution établie", "blue"),
    "counted": ("Constaté : tout est compté", "blue"),
    "to_confirm": ("Évolution à confirmer", "orange"),
    "not_established": ("Écart non établi", "gray"),
    "too_few": ("Trop peu de cas pour juger", "gray"),
    "unknown": ("Plus de donnée", "gray"),
}
_SURE: tuple[Verdict, ...] = ("established", "counted")
_SMALL = 5  # points, or per cent of a count: under it a sentence is out of date, and hardly wrong
_SHOWN = 5
_VALIDITY_YEARS = 5  # where no month was transmitted yet: the setting's own default


def desk_of(view: View) -> Desk:
    """Return the projet social of the residence of a view; stop the page where one of its versions was altered."""
    [place] = view.places
    try:
        return Desk(view.version, place, history(place.code))
    except BrokenSeal as broken:
        st.error(words.sentence(broken), icon=":material/gpp_bad:")
        st.stop()


def show(view: View, desk: Desk) -> None:
    """Show what is to be reviewed in the projet social of one residence: sentences, headings, plan."""
    if done := st.session_state.pop(project_text.DONE, ""):
        st.success(done, icon=":material/task_alt:")
    if fault := st.session_state.pop(project_text.FAULT, ""):
        st.error(fault, icon=":material/error:")
    text = desk.in_force
    if text is None:
        _without_text(desk)
    else:
        found = _review(view.version, visitor.sight(), desk.code, text.number, text)
        _sum_up(text, found)
        st.subheader("Les phrases que les chiffres ne disent plus")
        _show_sentences(desk, found)
        st.subheader("Les rubriques vides ou jamais revues")
        _show_headings(view, desk)
    st.subheader("Ce que le plan ne tient plus")
    plan_gaps.show(view)


def _without_text(desk: Desk) -> None:
    told = (
        "Le brouillon n'est pas encore validé : ses chiffres suivent les données, il n'y a rien à comparer."
        if desk.draft
        else "Le texte du projet social n'est pas encore dans Palier. Importez le fichier Word qui existe, ou écrivez-le ; une fois "
        "validé, ses phrases chiffrées seront comparées ici aux données de chaque mois."
    )
    st.info(told, icon=":material/edit_note:")
    page_link("texte", "Ouvrir le texte", ":material/edit:", residence=desk.place.name)


def _sum_up(text: Validated, found: holds.Review) -> None:
    sure = sum(one.verdict in _SURE and one.size >= _SMALL for one in found.moved)
    every = len(found.moved) + found.held
    named = f"Version **{words.escaped(text.version)}**, validée le {words.day(text.validated_on)}"
    if not every:
        st.markdown(
            f"{named} : aucune de ses phrases n'est reliée à un chiffre ; reliez-les dans « Le texte »."
        )
        return
    others = len(found.moved) - sure
    parts = [
        f"**{words.plural(sure, 'phrase chiffrée ne tient plus', 'phrases chiffrées ne tiennent plus')}** sur {words.number(every)}",
        f"{words.plural(others, 'a bougé', 'ont bougé')} peu, ou sans que ce soit établi" if others else "",
        f"{words.plural(found.held, 'tient', 'tiennent')} toujours" if found.held else "",
    ]
    st.markdown(f"{named} : {' ; '.join(filter(None, parts))}.")


def _show_sentences(desk: Desk, found: holds.Review) -> None:
    if found.unread:
        told = words.plural(
            len(found.unread), "chiffre ne peut pas être lu", "chiffres ne peuvent pas être lus"
        )
        st.caption(f"{told} ici, et n'est pas jugé.")
    first = [one for one in found.moved if one.verdict in _SURE and one.size >= _SMALL]
    others = [one for one in found.moved if one not in first]
    if not first:
        st.info("Aucune phrase n'est contredite nettement par les données.", icon=":material/task_alt:")
    else:
        _offer_all(desk, first)
    for at, one in enumerate(first[:_SHOWN]):
        _card(desk, one, f"{at}")
    rest = first[_SHOWN:] + others
    if rest:
        with st.expander(
            f"{words.plural(len(rest), 'autre phrase', 'autres phrases')} : petits écarts, ou non établis"
        ):
            for at, one in enumerate(rest, len(first[:_SHOWN])):
                _card(desk, one, f"{at}")


def _card(desk: Desk, one: Moved, key: str) -> None:
    label, colour = _BADGES[one.verdict]
    sentence = one.sentence
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{words.escaped(sentence.title)}**", width="content")
            st.badge(label, color=colour)  # type: ignore[arg-type]
        st.markdown(
            f"Le texte dit : « {words.escaped(sentence.before)}**{words.escaped(one.then.words)}**{words.escaped(sentence.after)} »  \n"
            f"**{words.escaped(holds.told(one))}**{_why(one)}"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            _offer(desk, one, key)
            period = period_named(one.now.bound.period)
            panel.where_from(
                desk.version,
                sentence.bound.indicator,
                scope_of(desk.version, one.now.bound),
                f"revoir-{key}",
                period.wave,
            )


def _why(one: Moved) -> str:
    """Return why today's figure is another: which files came since, and whether the very figure of the text was corrected."""
    parts = []
    if one.corrected:
        asked = words.period(one.sentence.bound.period)
        parts.append(f"Le chiffre de {asked} lui-même a été corrigé depuis : {one.corrected}.")
    files = list(dict.fromkeys(source.file for source in one.sources))
    if files:
        named = words.listing(words.quoted(words.escaped(name)) for name in files[:3])
        more = f" et {words.plural(len(files) - 3, 'autre')}" if len(files) > 3 else ""
        day = words.day(one.sources[-1].loaded_at[:10])
        parts.append(f"Reçu depuis la validation : {named}{more} (dernier dépôt le {day}).")
    indicator = indicator_named(one.sentence.bound.indicator)
    if one.verdict == "too_few":
        parts.append("Moins de dix cas : deux parts aussi petites ne se comparent pas.")
    elif one.verdict == "not_established":
        parts.append("Le hasard du nombre de réponses suffirait à l'expliquer.")
    elif one.verdict == "unknown":
        parts.append(f"« {words.escaped(indicator.title)} » n'a pas de valeur aujourd'hui.")
    return "  \n" + " ".join(parts) if parts else ""


def _offer(desk: Desk, one: Moved, key: str) -> None:
    if is_taken_up(desk.draft, one):
        st.caption("Déjà repris dans le brouillon.", width="content")
        return
    st.button(
        "Mettre à jour ce chiffre",
        key=f"reprendre-{key}",
        icon=":material/edit:",
        on_click=_take_up,
        args=(desk, (one,)),
        help="Le brouillon dira le chiffre d'aujourd'hui ; relisez la phrase autour",
    )


def _offer_all(desk: Desk, moved: Sequence[Moved]) -> None:
    waiting = tuple(one for one in moved if not is_taken_up(desk.draft, one))
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(waiting) > 1:
            st.button(
                f"Mettre à jour ces {len(waiting)} chiffres dans le brouillon",
                type="primary",
                key="reprendre-tout",
                icon=":material/edit:",
                on_click=_take_up,
                args=(desk, waiting),
            )
        page_link("texte", "Ouvrir le texte", ":material/edit_note:", residence=desk.place.name)


def _take_up(desk: Desk, moved: Sequence[Moved]) -> None:
    """Put today's figures in the draft, one begun from the version in force where there is none."""
    assert desk.in_force
    texts = dict(desk.draft.texts if desk.draft else desk.in_force.texts)
    for one in moved:
        section = one.sentence.section
        texts[section] = brought_up(desk.version, visitor.sight(), texts.get(section, ""), one)
    count = len({one.sentence.bound for one in moved})
    done = words.plural(count, "chiffre est à jour", "chiffres sont à jour")
    project_text.save(
        desk,
        {one.sentence.section: texts[one.sentence.section] for one in moved},
        desk.last,
        f"{done} dans le brouillon : relisez les phrases autour.",
        about="chiffres mis à jour",
    )


def _show_headings(view: View, desk: Desk) -> None:
    years = next((one.validity_years for one in projects.in_order(view)), _VALIDITY_YEARS)
    found = unrevised.unrevised(desk.validated, today(), years)
    if not found:
        st.info("Toutes les rubriques ont été revues à la dernière version.", icon=":material/task_alt:")
        return
    empty = [words.quoted(words.escaped(one.title)) for one in found if one.is_empty]
    lines = [f"- **{words.escaped(one.title)}** : {_since(one)}" for one in found if not one.is_empty]
    if empty:
        lines.append(f"- **Rien n'est écrit** sous {words.listing(empty)}.")
    st.markdown("\n".join(lines))


def _since(one: Unrevised) -> str:
    told = f"les mêmes mots depuis le {words.day(one.since)}"
    return (
        f"{told}, dans {words.plural(one.versions, 'version')} de suite." if one.versions > 1 else f"{told}."
    )


@st.cache_data(max_entries=100, show_spinner=False)
def _review(version: str, sight: Sight, _code: str, _number: int, _text: Validated) -> holds.Review:
    return holds.review(version, sight, _text)
