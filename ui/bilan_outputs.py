"""The files of a published bilan: each in one click, or all in one archive; the right to them asked anew at each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from access import audit
from access.scope import OutOfSight
from reports.bilan.outputs import OUTPUTS, NoFile, annex_told
from reports.bilan.sealed import BrokenSeal, Sealed, find
from reports.bilan.whole_set import archive_name, whole_set
from ui import bilan_published, export, visitor, words
from ui.bilan_publishing import PUBLISHED
from ui.links import page_link

_PAGE = "preparer_bilan"
_ZIP = "application/zip"
_EDITION = "bilan-edition"


def offer(published: Sequence[Sealed]) -> None:
    """Draw the choice of an edition, its code, and its files."""
    if not published:
        st.info(
            "Aucun bilan de cet appel n'est encore publié : ses fichiers paraîtront ici.",
            icon=":material/folder_off:",
        )
        return
    by_code = {one.code: one for one in reversed(published)}
    if (just := st.session_state.pop(PUBLISHED, "")) in by_code:
        st.session_state[_EDITION] = just
        st.success("**C'est publié.** Plus rien de cette édition ne changera.", icon=":material/verified:")
    code = str(next(iter(by_code)))
    if len(by_code) > 1:
        code = st.selectbox(
            "Édition", list(by_code), format_func=lambda code: bilan_published.named(by_code[code]), key=_EDITION
        )  # fmt: skip
    one = by_code.get(code, published[-1])
    _show_code(one)
    _offer_all(one)
    _offer_each(one)
    _show_all(published)


def _show_code(one: Sealed) -> None:
    with st.container(border=True):
        what = bilan_published.named(one).partition(", code")[0]
        st.caption(words.escaped(f"{one.bilan.call} · {what} · par {one.by}"))
        st.markdown(f"# {bilan_published.spelt(one.code)}")
        st.markdown(
            "**Dites ce code au financeur** : il le tape dans la page « Bilans publiés », ou vérifie l'annexe reçue, et sait si un seul "
            "chiffre a bougé."
        )
        st.caption("Empreinte SHA-256 de tout ce que le bilan contient :")
        st.code(one.sha256, language=None, wrap_lines=True)
        page_link("bilan", "Le lire comme le financeur", icon=":material/visibility:", bilan=one.code)
        if one.why:
            st.markdown(f"Motif de cette édition : {words.escaped(one.why)}")
            with st.expander(f"Ce qu'elle change ({words.plural(len(one.changed), 'changement')})"):
                st.markdown("\n".join(f"- {words.escaped(told)}" for told in one.changed))


def _offer_all(one: Sealed) -> None:
    """Draw what makes every file at once, telling how far it is; once they are made, what takes the archive away."""
    held: dict[str, bytes] = st.session_state.setdefault("bilan-archives", {})
    place = st.empty()
    if one.code not in held and place.button(
        "Préparer tous les fichiers (.zip)", type="primary", icon=":material/folder_zip:", key="tout-preparer"
    ):
        visitor.require_permission("publish_bilans")
        held.clear()  # one archive a session: they weigh
        if made := _made(one):
            held[one.code] = made
            place.empty()
    if one.code in held:
        size = words.number(len(held[one.code]) / 1_000_000, 1)
        st.download_button(
            f"Télécharger le dossier complet ({size}{words.NO_BREAK}Mo)",
            partial(archive_of, visitor.session().id, one.code, held[one.code]),
            archive_name(one), _ZIP, type="primary", key="tout-emporter", icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _made(one: Sealed) -> bytes | None:
    """Return the archive, made under the eyes of whoever waits; None, and why is said, where a file cannot be made."""
    with st.status("Préparation des fichiers…", expanded=True) as status:
        bar = st.progress(0.0)

        def tell(done: int, of: int, title: str) -> None:
            bar.progress(done / of, text=f"{title} ({done + 1} sur {of})")

        try:
            made = whole_set(one, tell)
        except (NoFile, BrokenSeal) as refused:
            status.update(label="Un fichier n'a pas pu être fait", state="error")
            st.error(words.sentence(words.escaped(refused.args[0])), icon=":material/error:")
            return None
        bar.progress(1.0, text=f"{words.plural(len(OUTPUTS), 'fichier prêt', 'fichiers prêts')}")
        status.update(label="Les fichiers sont prêts", state="complete", expanded=False)
        return made


def _offer_each(one: Sealed) -> None:
    st.markdown("**Ou fichier par fichier**")
    session_id = visitor.session().id
    with st.grid(min_column_width=250, gap="small"):
        for key, output in OUTPUTS.items():
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{words.escaped(output.title)}**  \n{words.escaped(output.told)}")
                st.download_button(
                    "Télécharger",
                    partial(file_of, session_id, one.code, key),
                    output.name(one),
                    output.media,
                    key=f"emporter-{key}-{one.code}",
                    icon=":material/download:",
                    on_click="ignore",
                    help=output.name(one),
                )
    if told := annex_told(one):
        st.caption(words.sentence(told))


def _show_all(published: Sequence[Sealed]) -> None:
    """Show every edition, the latest first."""
    if len(published) < 2:
        return
    st.markdown("**Toutes les éditions de cet appel**")
    rows = [
        {
            "Édition": f"{one.edition} ({bilan_published.nature(one)})",
            "Période": bilan_published.months(one),
            "Publiée le": words.instant(one.at),
            "Par": one.by,
            "Code": bilan_published.spelt(one.code),
            "Motif": one.why or words.NONE,
        }
        for one in reversed(published)
    ]
    with st.container(key="phrases-editions-bilan"):
        export.show_table(rows, "Éditions publiées du bilan de cet appel")


def file_of(session_id: str, code: str, key: str) -> bytes:
    """Return a file of a bilan, within what the session may now; raise OutOfSight where it may not any more.

    Streamlit asks for it outside any run of a page: nothing is known of who asks but the session that drew the button.
    """
    with visitor.on_behalf_of(session_id) as session:
        detail = f"bilan {code}, {OUTPUTS[key].title}"
        if not session.account.may_open(_PAGE):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("les fichiers de ce bilan ne vous sont pas ouverts")
        one = find(code)
        if one is None:
            raise OutOfSight(f"aucun bilan « {code} » n'est publié ici")
        made = OUTPUTS[key].make(one)
        audit.record(session.account.login, "exported", detail)
        return made


def archive_of(session_id: str, code: str, made: bytes) -> bytes:
    """Return the archive that a page has made for a session, which is asked about again; raise OutOfSight as `file_of`."""
    with visitor.on_behalf_of(session_id) as session:
        detail = f"bilan {code}, dossier complet"
        if not session.account.may_open(_PAGE):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("les fichiers de ce bilan ne vous sont pas ouverts")
        audit.record(session.account.login, "exported", detail)
        return made
