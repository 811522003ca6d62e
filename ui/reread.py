"""Residents' words read again by somebody: published, kept inside, or left for later; many with one confirmation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import streamlit as st

from indicators.places import Said
from ui import names, words
from ui.links import page_link

Chosen = list[tuple[Said, str]]
PUBLISHED, KEPT, AGAIN = "published", "kept", ""
_DONE = "paroles-fait"
_AT_ONCE = 40  # forms of more are slow to draw, and nobody reads more at one go
# What may be said of words, by what was said of them: the first says nothing new.
_CHOICES = {
    AGAIN: {"Plus tard": None, "Publier": PUBLISHED, "Ne pas publier": KEPT},
    PUBLISHED: {"Laisser publiée": None, "Ne pas publier": KEPT, "Revenir dessus": AGAIN},
    KEPT: {"Laisser non publiée": None, "Publier": PUBLISHED, "Revenir dessus": AGAIN},
}
_SECTIONS = (
    (AGAIN, "À relire", "à relire", "à relire"),
    (PUBLISHED, "Publiées", "publiée", "publiées"),
    (KEPT, "Non publiées", "non publiée", "non publiées"),
)


def explain() -> None:
    """Say what publishing does, and what to look for before."""
    st.markdown(
        "Une parole **publiée** se lit hors de la résidence : dans les rapports et, une fois son mois clos, par l'évaluateur. Elle y est "
        "sans le nom de la résidence, même quand le texte la nomme. Une parole **non publiée**, ou pas encore relue, reste dans "
        "l'association."
    )
    st.warning(
        "Palier masque noms, téléphones, chambres et dates de naissance d'après les mots, et en laisse passer. Avant de publier, relisez : "
        "un prénom, un métier, un pays, une histoire que tout le palier connaît suffisent à ce qu'un voisin reconnaisse quelqu'un.",
        icon=":material/visibility:",
    )


def choose(said: Sequence[Said]) -> list[Said]:
    """Draw the choice of wave and residence, and return the words of them; stop the page where nobody ever wrote any."""
    if done := st.session_state.pop(_DONE, ""):
        st.success(done, icon=":material/task_alt:")
    if not said:
        st.info(
            "Aucune parole n'a encore été recueillie. Elles viennent de la colonne « Verbatim » du classeur de l'enquête de "
            "besoins : déposez-le, elles se liront ici.",
            icon=":material/format_quote:",
        )
        page_link("depot", "Déposer une enquête", icon=":material/upload_file:")
        st.stop()
    waves = list(dict.fromkeys(one.wave for one in said))
    left, right = st.columns(2)
    wave = left.selectbox("Vague", waves, key="vague", bind="query-params")
    known = names.residences()
    codes = sorted({one.residence for one in said}, key=lambda code: known.get(code, code))
    places = {known.get(code, code): code for code in codes}
    if len(places) == 1:
        return [one for one in said if one.wave == wave]
    place = right.selectbox("Résidence", ["Toutes", *places], key="residence", bind="query-params")
    return [
        one for one in said if one.wave == wave and places.get(str(place), one.residence) == one.residence
    ]


def show(said: Sequence[Said], key: str, decide: Callable[[Chosen], str]) -> None:
    """Draw the words, those that nobody read first, in one form; `decide` writes what was chosen and returns why it cannot, or nothing.

    `key` tells a state of the data from the next: a confirmation given for one is not given for another.
    """
    if not said:
        st.info("Aucune parole pour ce choix : prenez une autre vague ou une autre résidence.")
        return
    of_verdict = {verdict: [one for one in said if one.verdict == verdict] for verdict, *_ in _SECTIONS}
    counts = [
        words.plural(len(of_verdict[verdict]), one, many)
        for verdict, _, one, many in _SECTIONS
        if of_verdict[verdict]
    ]
    st.markdown(f"### {', '.join(counts)}")
    with st.form("paroles", border=False):
        chosen: Chosen = []
        for verdict, title, *_ in _SECTIONS:
            chosen += _section(title, verdict, of_verdict[verdict])
        is_reread = st.checkbox(
            "J'ai relu ce que je publie : rien n'y désigne quelqu'un", key=f"paroles-relu-{key}"
        )
        sent = st.form_submit_button("Enregistrer ces choix", type="primary", icon=":material/task_alt:")
    if sent:
        _settle(chosen, is_reread, decide)


def _section(title: str, verdict: str, said: Sequence[Said]) -> Chosen:
    """Draw the words of which the same was said, and return what is chosen for each, nothing new left out."""
    if not said:
        return []
    known = names.residences()
    ordered = sorted(said, key=lambda one: (known.get(one.residence, one.residence), one.words))
    chosen: Chosen = []
    with st.expander(f"{title} ({len(said)})", expanded=verdict == AGAIN):
        for one in ordered[:_AT_ONCE]:
            answer = _ask(one, known.get(one.residence, one.residence))
            chosen += [(one, answer)] if answer is not None else []
        if len(ordered) > _AT_ONCE:
            st.caption(f"Les {_AT_ONCE} premières ; les suivantes viennent quand celles-ci sont réglées.")
    return chosen


def _ask(one: Said, place: str) -> str | None:
    choices = _CHOICES[one.verdict]
    mark = hashlib.sha256(f"{one.residence}\n{one.wave}\n{one.words}".encode()).hexdigest()[:16]
    times = f", écrite {words.plural(one.times, 'fois', 'fois')}" if one.times > 1 else ""
    by = f" · {words.escaped(one.decided_by)}, {words.instant(one.decided_at)}" if one.verdict else ""
    said = words.quoted(words.escaped(" ".join(one.words.split())))
    answer = st.radio(
        f"{said} :gray[· {words.escaped(place)}{times}{by}]",
        list(choices),
        horizontal=True,
        key=f"parole-{mark}-{one.verdict}",
    )
    return choices.get(str(answer))


def _settle(chosen: Chosen, is_reread: bool, decide: Callable[[Chosen], str]) -> None:
    if not chosen:
        st.info("Rien n'a été choisi : chaque parole est laissée comme elle est.")
    elif any(verdict == PUBLISHED for _, verdict in chosen) and not is_reread:
        st.error(
            "Rien n'est encore enregistré. Relisez ce que vous publiez, cochez « J'ai relu », puis enregistrez.",
            icon=":material/visibility:",
        )
    elif fault := decide(chosen):
        st.error(fault, icon=":material/block:")
    else:
        st.session_state[_DONE] = f"{told(chosen)}."
        st.rerun()


def told(chosen: Chosen) -> str:
    """Return what was decided, in numbers: « 2 paroles publiées, 1 gardée »."""
    counts = [sum(verdict == wanted for _, verdict in chosen) for wanted in (PUBLISHED, KEPT, AGAIN)]
    says = (
        ("parole publiée", "paroles publiées"),
        ("parole gardée dans l'association", "paroles gardées dans l'association"),
        ("parole à relire de nouveau", "paroles à relire de nouveau"),
    )
    return ", ".join(words.plural(count, *pair) for count, pair in zip(counts, says, strict=True) if count)
