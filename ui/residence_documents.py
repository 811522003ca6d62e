"""What is made of a residence and a year: the report of 15 November, what it still lacks, and the page for the leadership."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from access.sessions import Session
from indicators.call_sources import months_open
from indicators.editions import every_edition
from indicators.places import Place
from indicators.sums import Scope
from reports.deliverables.of_residence import home
from reports.deliverables.residence_outputs import RESIDENCE_OUTPUTS
from ui import figures, visitor, words
from ui.deliverables import row, taken
from ui.links import page_link

_NAME = "annual_social_report_readiness"
_ZIP = "application/zip"


def choose_year(version: str) -> int | None:
    """Draw the choice of a year and return it, None before any month was transmitted."""
    years = sorted({int(month[:4]) for month in figures.months(version)}, reverse=True)
    if not years:
        st.info("Aucun mois n'est transmis : déposez d'abord l'occupation mensuelle.")
        return None
    # The last year of which something is published: the others would tell nothing of people.
    published = [one.year for one in every_edition() if one.year in years]
    index = years.index(published[0]) if published else 0
    return int(st.selectbox("Année des chiffres", years, index=index, key="annee-residences"))


def show(version: str, year: int) -> None:
    """Show what the report of each residence lacks, then the files of one, and of all."""
    chosen = figures.residences(version)
    _show_missing(version, year, chosen)
    session_id = visitor.session().id
    by_code = {place.code: place for place in chosen}
    code = str(
        st.selectbox(
            "Résidence", list(by_code), format_func=lambda code: by_code[code].name, key="residence-documents"
        )
    )
    one = home(version, code, year)
    for key, output in RESIDENCE_OUTPUTS.items():
        make = partial(_made, version, year, code, key)
        what = f"{key} {code} {year}"
        title = f"{_TITLES[key]}, {output.title}" if output.title != "Fiche" else _TITLES[key]
        row(
            title,
            output.told,
            [
                (
                    f"{key}-{code}",
                    "Télécharger",
                    output.name(one),
                    output.media,
                    partial(taken, session_id, what, make),
                )
            ],
        )
    every = partial(_zipped, version, year, tuple(by_code))
    name = f"residences-{year}.zip"
    told = "Les trois documents de chaque résidence, en une archive"
    row(
        "Toutes les résidences",
        told,
        [("toutes", "Télécharger", name, _ZIP, partial(taken, session_id, f"résidences {year}", every))],
    )


_TITLES = {
    "novembre": "Bilan d'occupation et d'action sociales",
    "novembre-pdf": "Bilan d'occupation et d'action sociales",
    "fiche": "Fiche de la résidence",
}


def _show_missing(version: str, year: int, chosen: Sequence[Place]) -> None:
    labels = figures.labels(version, _NAME)
    found = figures.figures(version, _NAME, ("residence", "category"), Scope(as_of=date(year, 12, 31)))
    ready = {(one.group["residence"], one.group["category"]) for one in found if one.numerator}
    lacking = {
        place.name: [label for part, label in labels.items() if (place.code, part) not in ready]
        for place in chosen
    }
    rows = [{"Résidence": name, "Il manque": " ; ".join(parts) or "rien"} for name, parts in lacking.items()]
    with st.container(key="phrases-novembre"):
        st.table(
            pd.DataFrame(rows),
            hide_index=True,
            border="horizontal",
            alt="Ce qui manque au bilan du 15 novembre, par résidence",
        )
    if any(lacking.values()):
        page_link(
            "tableau_du_mois", "Voir les mois et les classeurs qui manquent", icon=":material/arrow_forward:"
        )
    if year not in {one.year for one in every_edition()}:
        st.warning(
            f"Aucune édition n'est publiée pour {year} : ces bilans ne diront aucun chiffre de personnes.",
            icon=":material/report:",
        )
        page_link("editions", "Publier l'édition d'une année close", icon=":material/publish:")
    if still := months_open(version, date(year, 1, 1), date(year, 12, 1)):
        told = words.listing(map(words.month, still))
        st.warning(f"Mois non clos : {told}. Leurs chiffres n'y sont pas.", icon=":material/report:")


def _made(version: str, year: int, code: str, key: str, session: Session) -> bytes:
    # Its residence is looked for again among those that the session sees at the click.
    session.account.sight().choose((code,))
    return RESIDENCE_OUTPUTS[key].make(home(version, code, year))


def _zipped(version: str, year: int, codes: tuple[str, ...], session: Session) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for code in codes:
            one = home(version, code, year)
            for key, output in RESIDENCE_OUTPUTS.items():
                archive.writestr(output.name(one), _made(version, year, code, key, session))
    return stream.getvalue()
