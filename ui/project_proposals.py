"""Numbers typed by hand in a text: which figures they may be, and a person who says whether they are."""

from __future__ import annotations

import streamlit as st

from indicators.catalogue import indicator_named
from social_project.headings import Heading
from social_project.numbers import Number, numbers_in
from social_project.propose import Proposal, bind, proposals
from ui import figures, project_figures, project_rendering, project_text, project_writing, say, words
from ui.project_text import Desk

_AT_ONCE = 4  # numbers shown together: past them, nobody reads


def offer(desk: Desk, heading: Heading) -> None:
    """Draw, folded, the numbers of a heading that are bound to nothing; nothing where there is none."""
    assert desk.draft
    text = project_writing.text_now(desk, heading)
    found = [one for one in numbers_in(text) if one.mark not in desk.draft.declined]
    if not found:
        return
    told = words.plural(len(found), "chiffre écrit à la main", "chiffres écrits à la main")
    key = f"proposer-{desk.code}-{heading.code}"
    with st.expander(told, expanded=bool(st.session_state.get(key)), icon=":material/link:"):
        st.caption(
            "Un chiffre lié à son indicateur se vérifie en un clic, et Palier dira quand il ne tient plus. Vous décidez pour chacun."
        )
        if not st.toggle("Chercher les indicateurs", key=key):
            st.markdown("\n".join(f"- {_in_its_sentence(one)}" for one in found))
            return
        for one in found[:_AT_ONCE]:
            _offer(desk, heading, one)
        if len(found) > _AT_ONCE:
            st.caption(f"Encore {len(found) - _AT_ONCE} ensuite.")


def _in_its_sentence(number: Number) -> str:
    before, _, after = number.sentence.partition(number.text)
    told = f"{words.escaped(before[-60:])}**{words.escaped(number.text)}**{words.escaped(after[:60])}"
    return f"{'…' if len(before) > 60 else ''}{told}{'…' if len(after) > 60 else ''}"


def _offer(desk: Desk, heading: Heading, number: Number) -> None:
    found = proposals(
        number,
        desk.code,
        lambda indicator: project_figures.periods(desk, indicator),
        lambda bound: project_rendering.told(desk.version, bound),
        lambda indicator: figures.labels(desk.version, indicator.id),
    )
    key = f"{desk.code}-{heading.code}-{number.mark}-{number.start}"
    with st.container(border=True):
        st.markdown(_in_its_sentence(number))
        at = None
        if found:
            at = st.radio(
                "Ce chiffre est-il…",
                range(len(found)),
                format_func=lambda at: _told(desk.version, found[at]),
                captions=[_basis(one) for one in found],
                key=f"proposition-{key}",
            )
        else:
            st.caption("Aucun indicateur n'y ressemble.")
        with st.container(horizontal=True):
            if found and at is not None:
                st.button(
                    "Lier", key=f"lier-{key}", icon=":material/link:", on_click=_bind,
                    args=(desk, heading, number, found[at]),
                )  # fmt: skip
            st.button(
                "Ce n'est pas un chiffre à lier",
                key=f"refuser-{key}",
                type="tertiary",
                on_click=_decline,
                args=(desk, number),
            )


def _told(version: str, one: Proposal) -> str:
    title = indicator_named(one.bound.indicator).title
    same = " — la même valeur" if one.is_equal else ""
    part = figures.labels(version, one.bound.indicator).get(one.bound.category, "")
    return f"{title}{f' ({part})' if part else ''}, {words.period(one.bound.period)} : {one.said.text}{same}"


def _basis(one: Proposal) -> str:
    return words.escaped(say.basis(indicator_named(one.bound.indicator), one.said.figure))


def _bind(desk: Desk, heading: Heading, number: Number, chosen: Proposal) -> None:
    text = project_writing.text_now(desk, heading)
    if text[number.start : number.end] != number.text:
        return
    told = bind(text, number, chosen.bound, lambda bound: project_rendering.told(desk.version, bound).text)
    project_writing.put(desk, heading, told)


def _decline(desk: Desk, number: Number) -> None:
    project_text.save(desk, {}, desk.last, "Noté : ce n'est pas un chiffre à lier.", declined=[number.mark],
                      about="chiffres vérifiés")  # fmt: skip
