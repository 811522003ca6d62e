"""What became of a projet social: each revision of the draft, and the versions that were validated, to be read only."""

from __future__ import annotations

from difflib import ndiff

import streamlit as st

from social_project.headings import every_heading
from social_project.merging import passages
from social_project.revisions import Abandoned, Revision, Step, Validated
from ui import project_rendering, project_text, words
from ui.project_text import Desk

_SHOWN = 40  # revisions offered: older ones are in the file, and nobody goes further back by hand


def show_draft(desk: Desk) -> None:
    """Draw, folded, who changed what and when; what a revision changed; and the way back to it."""
    saved = [one for one in reversed(desk.steps) if not isinstance(one, Validated)][:_SHOWN]
    if not saved:
        return
    with st.expander(f"Historique ({words.plural(len(saved), 'enregistrement')})", icon=":material/history:"):
        by_number = {one.number: one for one in saved}
        number = st.selectbox(
            "Enregistrement",
            list(by_number),
            format_func=lambda number: _line(by_number[number]),
            key=f"historique-{desk.code}",
        )
        one = by_number[number]
        if isinstance(one, Revision):
            _show_change(desk, one)
            if desk.draft is None or one.number != desk.draft.number:
                st.button(
                    "Revenir à ce texte", icon=":material/undo:", key="texte-restaurer", on_click=_restore, args=(desk, one),
                    help="Le texte d'aujourd'hui reste dans l'historique.",
                )  # fmt: skip


def offer_to_abandon(desk: Desk) -> None:
    """Draw what drops the draft, behind a question."""
    with st.popover("Abandonner ce brouillon", icon=":material/delete:", type="tertiary"):
        st.markdown(
            "Le brouillon s'arrête ici. La version en vigueur ne change pas, et le texte reste dans l'historique."
        )
        st.button("Oui, l'abandonner", key="texte-abandonner", on_click=project_text.abandon, args=(desk,))


def show_versions(desk: Desk) -> None:
    """Draw the versions that were validated, newest first, each with its hash and its text; nothing before any."""
    if not desk.validated:
        return
    st.subheader("Versions validées")
    st.caption("Une version validée ne change plus : ni son texte, ni ses chiffres.")
    for one in reversed(desk.validated):
        with st.expander(
            f"{one.version}, validée le {words.day(one.validated_on)}", icon=":material/verified:"
        ):
            as_of = f", données au {words.day(one.as_of)}" if one.as_of else ""
            st.caption(
                f"Validée par {words.escaped(one.by)}, figée le {words.instant(one.at)}{as_of} (version des données : {one.data_version}). "
                f"{words.plural(len(one.figures), 'chiffre lié', 'chiffres liés')}. Empreinte SHA-256 :"
            )
            st.code(one.sha256, language=None, wrap_lines=True)
            for code, title, text in one.sections:
                if text.strip():
                    number = f"{code}. " if code.isdecimal() else ""
                    st.markdown(f"### {number}{words.escaped(title)}")
                    project_rendering.show_frozen(desk, text, one.figures)


def _line(one: Step) -> str:
    when = words.stamp(one.at)[:16]
    if isinstance(one, Abandoned):
        return f"{when} · {one.by} · brouillon abandonné"
    assert isinstance(one, Revision)
    titles = {heading.code: heading.title for heading in every_heading()}
    changed = [titles[code] for code in one.changed if code in titles]
    told = one.about or (changed[0] if changed else "chiffres vérifiés")
    more = f" et {words.plural(len(changed) - 1, 'autre')}" if len(changed) > 1 and not one.about else ""
    return f"{when} · {one.by} · {told}{more}"


def _before(desk: Desk, one: Revision) -> dict[str, str]:
    at = desk.steps.index(one)
    earlier = desk.steps[at - 1] if at else None
    if isinstance(earlier, Revision | Validated):
        return dict(earlier.texts)
    return {}


def _show_change(desk: Desk, one: Revision) -> None:
    """Show what a revision added and took away, passage by passage; words say it, not colours alone."""
    before = _before(desk, one)
    titles = {heading.code: heading.title for heading in every_heading()}
    if one.merged:
        st.caption("Enregistré en même temps qu'une autre personne : les deux textes sont gardés.")
    for code in one.changed:
        st.markdown(f"**{words.escaped(titles.get(code, code))}**")
        found = ndiff(passages(before.get(code, "")), passages(one.texts.get(code, "")))
        for line in found:
            if line.startswith(("+ ", "- ")):
                sign = ":green[**Ajouté**]" if line[0] == "+" else ":red[**Retiré**]"
                st.markdown(f"{sign} : {words.escaped(project_rendering.plainly(line[2:]))}")
    if not one.changed:
        st.caption("Aucun texte changé.")


def _restore(desk: Desk, one: Revision) -> None:
    blank = {heading.code: "" for heading in every_heading()}
    when = words.instant(one.at)
    project_text.save(
        desk, blank | dict(one.texts), desk.last, f"Texte du {when} repris.", about=f"retour au {when}"
    )
