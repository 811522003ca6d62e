"""The questions of two waves side by side, as they were read to residents: the words that differ, the answers offered, what compares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators import questions
from indicators.questions import Broken, Compared, Survey, Text
from ui import visitor, words
from ui.links import page_link

TITLE = "Les questions posées, côte à côte"
_TOLD: Mapping[Broken, str] = {
    "": "comparable",
    "wording": "série interrompue : libellé modifié",
    "answers": "série interrompue : réponses proposées modifiées",
    "version": "série interrompue : version différente, textes non déposés",
}
_NEW, _DROPPED, _SEVERAL = (
    "posée pour la première fois",
    "n'est plus posée",
    "versions différentes selon les résidences",
)


@dataclass(frozen=True)
class Waves:
    """Two waves of a survey in some residences (all in sight if none), and what is on file of their questions.

    `scale_of`: how a wave's answers show that a question was answered (a box, degrees, notes), empty when not known.
    """

    of: Survey
    before: str
    now: str
    labels: Mapping[str, str]
    texts: Mapping[tuple[str, str], Text]
    known: Compared
    asked: Mapping[str, Mapping[str, frozenset[str]]]
    scale_of: Callable[[str, str], str]

    @property
    def every(self) -> list[str]:
        """Every question of either wave, in the order of the list."""
        either = {*self.asked[self.before], *self.asked[self.now]}
        return [*(one for one in self.labels if one in either), *sorted(either - self.labels.keys())]

    def verdict(self, question: str) -> tuple[str, bool]:
        """Return what may be said of a question's series, and whether it goes on."""
        sides = [self.asked[wave].get(question, frozenset[str]()) for wave in (self.before, self.now)]
        if not all(sides):
            return (_NEW if not sides[0] else _DROPPED), False
        found = {questions.broken(self.known, question, one, two) for one in sides[0] for two in sides[1]}
        if len(found) > 1:
            return _SEVERAL, False
        [only] = found
        scales = {self.scale_of(wave, question) for wave in (self.before, self.now)}
        if only == "" and len(scales) > 1:
            return (
                ("comparable avec prudence : échelle différente", True)
                if self.of == "besoins"
                else ("série interrompue : échelle différente", False)
            )
        return _TOLD[only], only == ""

    def text(self, wave: str, question: str) -> Text | None:
        """Return the text of a question at a wave, None where none is on file, or several."""
        found = {self.texts.get((version, question)) for version in self.asked[wave].get(question, ())}
        return found.pop() if len(found) == 1 else None


def show(
    version: str,
    of: Survey,
    codes: tuple[str, ...],
    before: str | None,
    now: str,
    labels: Mapping[str, str],
    scale_of: Callable[[str, str], str],
) -> None:
    """Show every question of two waves side by side, the broken series first; nothing without a wave before."""
    if before is None:
        return
    asked = _versions_asked(version, visitor.sight(), of, codes, (before, now))
    waves = Waves(of, before, now, labels, _texts(version, of), _compared(version, of), asked, scale_of)
    told = {question: waves.verdict(question) for question in waves.every}
    if not told:
        return
    with st.expander(TITLE, icon=":material/compare_arrows:"):
        going_on = sum(is_one for _, is_one in told.values())
        st.markdown(
            f"{words.plural(going_on, 'question se compare', 'questions se comparent')}, "
            f"{words.plural(len(told) - going_on, 'ne se compare pas', 'ne se comparent pas')}. Les mots qui diffèrent sont en "
            "gras, et redits dans la première colonne."
        )
        ordered = sorted(told, key=lambda question: told[question][1])
        rows = [_row(waves, question, told[question][0]) for question in ordered]
        st.table(
            pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Les questions aux deux vagues"
        )
        _tell_missing(waves)


def _row(waves: Waves, question: str, verdict: str) -> dict[str, str]:
    before, now = (waves.text(wave, question) for wave in (waves.before, waves.now))
    told = ". ".join(filter(None, (verdict, _changed(before, now))))
    return {
        "Question": f"**{waves.labels.get(question, question)}** : {told}",
        _headed(waves, waves.before): _cell(waves, waves.before, question, now),
        _headed(waves, waves.now): _cell(waves, waves.now, question, before),
    }


def _headed(waves: Waves, wave: str) -> str:
    """Return the name of a wave, with the version of its questionnaire where all questions were asked in one."""
    found = {version for of in waves.asked[wave].values() for version in of}
    [only] = found if len(found) == 1 else [""]
    return f"{wave}, version {words.escaped(only)}" if only else wave


def _cell(waves: Waves, wave: str, question: str, other: Text | None) -> str:
    """Return a question as a wave asked it, what the other wave did not say in bold; the answers offered below."""
    versions = waves.asked[wave].get(question)
    if not versions:
        return "pas posée"
    text, scale = waves.text(wave, question), waves.scale_of(wave, question)
    if text is None:
        elsewhere = waves.asked[waves.now if wave == waves.before else waves.before].get(question, versions)
        named = words.listing(
            f"version {words.escaped(one)}" if one else "version non dite" for one in sorted(versions)
        )
        named = named if elsewhere == versions else f"**{named}**"
        return ", ".join(filter(None, ("texte non déposé", scale, named)))
    read = _bold(text.wording, other.wording if other else None)
    offered = (
        _bold(text.answers, other.answers if other and other.answers else None) if text.answers else scale
    )
    return " — ".join(filter(None, (words.quoted(read), offered)))


def _bold(text: str, other: str | None) -> str:
    """Return a text with the words that the other does not hold in bold; what somebody typed is never read as a command."""
    if other is None:
        return words.escaped(text)
    return " ".join(
        f"**{words.escaped(' '.join(run))}**" if is_changed else words.escaped(" ".join(run))
        for is_changed, run in _runs(questions.marked(text, other))
    )


def _changed(before: Text | None, now: Text | None) -> str:
    """Return the words changed, said in words: for whoever does not see them in bold."""
    if before is None or now is None:
        return ""
    pairs = [(before.wording, now.wording)]
    pairs += [(before.answers, now.answers)] if before.answers and now.answers else []
    gone, come = (
        [
            " ".join(run)
            for one, two in sides
            for is_changed, run in _runs(questions.marked(one, two))
            if is_changed
        ]
        for sides in (pairs, [(two, one) for one, two in pairs])
    )
    if not gone and not come:
        return ""
    return f"Mots changés : {_said(gone)} → {_said(come)}"


def _said(some: list[str]) -> str:
    return ", ".join(words.quoted(words.escaped(one)) for one in some) or "rien"


def _runs(told: list[tuple[str, bool]]) -> list[tuple[bool, list[str]]]:
    found: list[tuple[bool, list[str]]] = []
    for word, is_changed in told:
        if found and found[-1][0] == is_changed:
            found[-1][1].append(word)
        else:
            found.append((is_changed, [word]))
    return found


def _tell_missing(waves: Waves) -> None:
    missing = sum(
        waves.text(wave, question) is None
        for wave in (waves.before, waves.now)
        for question in waves.asked[wave]
    )
    if missing:
        st.caption(
            f"{words.plural(missing, 'texte n’est pas déposé', 'textes ne sont pas déposés')} : faute de texte, c'est la version du "
            "questionnaire qui décide. Déposez le classeur « Questions posées », une ligne par question de chaque version."
        )
        page_link("depot", "Aller au dépôt", icon=":material/upload_file:")


def is_reworded(
    version: str, of: Survey, codes: tuple[str, ...], question: str, before: str, now: str
) -> bool:
    """Return whether a question was asked in other words at two waves; see `indicators.questions.is_reworded`."""
    asked = _versions_asked(version, visitor.sight(), of, codes, (before, now))
    return questions.is_reworded(_compared(version, of), asked, question, before, now)


_texts = st.cache_data(max_entries=20, show_spinner=False)(questions.texts)
_compared = st.cache_data(max_entries=20, show_spinner=False)(questions.compared)
_versions_asked = st.cache_data(max_entries=200, show_spinner=False)(questions.versions_asked)
