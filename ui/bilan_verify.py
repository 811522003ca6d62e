"""A code, or a file that came back -> « conforme », « fichier modifié », or which figures changed since, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from access.scope import Sight
from indicators.call_sources import withdrawn
from reports.bilan.in_sight import verified, verified_code
from reports.bilan.sealed import BrokenSeal, bilans_folder, typed
from reports.bilan.verify import Answer
from ui import visitor, words

LARGEST = 10  # megabytes: an annex has less than one
_SHOWN = 30  # changes listed: past them, a count
_LOOKS = {
    "conform": (st.success, ":material/verified:"),
    "modified": (st.error, ":material/gpp_bad:"),
    "changed": (st.warning, ":material/published_with_changes:"),
    "unknown": (st.info, ":material/help:"),
}


def show(version: str | None) -> None:
    """Draw what verifies a code or an annex workbook, and the answer."""
    st.caption(
        "Le code est en tête du bilan et sur la première feuille de l'annexe. La même vérification se fait sans Palier ouvert : "
        "`python -m reports verify FICHIER`."
    )
    left, right = st.columns(2)
    code = (
        left.text_input("Code du bilan", key="code-a-verifier", placeholder="ABCD 2345", max_chars=30) or ""
    )
    file = right.file_uploader(
        f"Ou l'annexe (.xlsx, {LARGEST} Mo au plus)",
        type=["xlsx"],
        key="fichier-a-verifier",
        max_upload_size=LARGEST,
    )
    left.button("Vérifier", icon=":material/verified:", type="primary", key="verifier")
    if file is not None:
        content = file.getvalue()
        if len(content) > LARGEST * 1_000_000:
            st.error(f"Ce fichier dépasse {LARGEST} Mo : une annexe en fait moins d'un.")
            return
        _answer(version, file.name, content)
    elif typed(code):
        _answer(version, code)


def _answer(version: str | None, name: str, content: bytes | None = None) -> None:
    files = sorted(path for path in bilans_folder().glob("[!.]*") if path.is_file())
    state = [f"{path.name}:{path.stat().st_mtime_ns}:{path.stat().st_size}" for path in files]
    mark = hashlib.sha256(content).hexdigest() if content is not None else ""
    try:
        with st.spinner("Vérification…"):
            found = _verified((str(bilans_folder()), *state), mark, name, version, visitor.sight(), content)
    except BrokenSeal as broken:
        st.error(words.sentence(broken), icon=":material/gpp_bad:")
        return
    _show(found, is_file=content is not None)


@st.cache_data(max_entries=100, show_spinner=False)
def _verified(
    state: tuple[str, ...], mark: str, name: str, version: str | None, sight: Sight, _content: bytes | None
) -> Answer:
    """Return the answer to a code (without content) or a file. `state` and `mark` stand for the bilans published and for the content."""
    reasons = withdrawn(version) if version else {}
    if _content is None:
        return verified_code(name, sight, version, reasons)
    return verified(_content, name, sight, version, reasons)


def _show(found: Answer, is_file: bool) -> None:
    say, icon = _LOOKS[found.verdict]
    one = found.sealed
    of = f" : {one.bilan.call}, édition {one.edition}, publiée le {words.day(one.at)}" if one else ""
    sentence = f"{found.sentence[0].upper()}{found.sentence[1:]}"
    say(f"**{sentence}**{words.escaped(of)}.", icon=icon)
    if one:
        st.caption(f"Code {one.code} · SHA-256 : {one.sha256}")
    if found.verdict == "conform" and not found.note:
        what = (
            "Ce fichier est celui qui a été publié, à l'octet près, et ses"
            if is_file
            else "Ce code est celui d'un bilan scellé, et ses"
        )
        st.caption(f"{what} chiffres sont ceux que disent encore les données d'aujourd'hui.")
    if found.cells:
        st.markdown("**Cellules modifiées** (publié → fichier)\n\n" + _listed(found.cells))
    if found.changes:
        told = _listed([str(each) for each in found.changes])
        st.markdown(f"**Ce que disent les données d'aujourd'hui** (publié → aujourd'hui)\n\n{told}")
    if found.verdict == "changed":
        why = [f"motif : {each}" for each in found.why] or ["motif : aucun dépôt ne l'explique"]
        st.markdown("**Pourquoi**\n\n" + _listed(why))
        st.caption(
            "Le bilan scellé ne change pas : c'est une nouvelle édition qui dira les nouveaux chiffres."
        )
    if found.note:
        st.caption(words.sentence(words.escaped(found.note)))


def _listed(told: Sequence[str]) -> str:
    lines = [f"- {words.escaped(each)}" for each in told[:_SHOWN]]
    return "\n".join([*lines, f"- et {len(told) - _SHOWN} autres"] if len(told) > _SHOWN else lines)
