"""What the figures of a row of a sealed bilan mean: the definition that was sealed, or what the row is, in plain words."""

from __future__ import annotations

import streamlit as st

from reports.bilan.content import Bilan, Row, Table
from ui import words
from ui.links import page_link

_REFERENCE = "Un repère national publié, à lire avec son année et son périmètre ; ce n'est pas un objectif."
# Tables of no figure: what a row of them is, said in place of a definition.
PLAINLY = {
    "definitions": "La définition de cet indicateur, telle qu'elle était à la publication.",
    "files": "Un fichier en vigueur à la publication : son SHA-256 le reconnaît à l'octet près.",
    "masked": "Combien de chiffres d'un sujet l'édition publiée masque.",
    "missing": "Des classeurs mensuels attendus et non reçus à la publication.",
    "reworded": "Une question posée autrement qu'à la vague d'avant : les deux ne se comparent pas.",
    "reopened": "Un mois rouvert après sa clôture, et pourquoi.",
    "references": _REFERENCE,
    "references.5": _REFERENCE,
    "references.8": _REFERENCE,
}
_OF_ACTIONS = "bénéficiaires touchés ÷ bénéficiaires prévus, des actions où les deux sont connus"
_APART = "Personnes différentes et passages ne s'additionnent pas. Ce sont les équipes qui comptent : aucune personne n'est nommée."
# Lines of the first page that are no indicator of the catalogue: definition, formula, caveats.
_OF_SYNTHESIS = {
    "distinct": (
        "Les personnes touchées par les actions qui comptent chacune une seule fois. Une personne venue à deux actions y est deux fois.",
        _OF_ACTIONS,
        _APART,
    ),
    "passages": (
        "Les présences aux actions qui comptent les passages : une personne venue trois fois y est trois fois.",
        _OF_ACTIONS,
        _APART,
    ),
    "products": (
        "Les recettes du budget de l'appel, comptes 70 à 79 : subventions, cofinancements, fonds propres.",
        "produits réalisés ÷ produits prévus (prévu révisé s'il existe, sinon prévu initial), des lignes où les deux sont connus",
        "Contributions volontaires en nature à part.",
    ),
}
_AS_SENT = "Repris tel que l'association l'a transmis dans son classeur."


def show(bilan: Bilan, table: Table, row: Row) -> None:
    """Say what the figures of a row mean, as it was sealed; then the way to the whole method."""
    sealed = _definition(bilan, row)
    if table.key == "synthesis" and row.key in _OF_SYNTHESIS:
        st.markdown(_told(*_OF_SYNTHESIS[row.key]))
        return
    if sealed is None:
        plain = PLAINLY.get(table.key) or table.caveat or _AS_SENT
        st.markdown(f"**Définition** : {words.escaped(plain)}")
        return
    st.markdown(_told(sealed["question"], sealed["formula"], sealed["caveats"]))
    page_link("methode", f"Méthode : {sealed['code']}", ":material/menu_book:", cherche=str(sealed["code"]))


def _told(definition: object, formula: object, caveats: object) -> str:
    told = [f"**Définition** : {words.escaped(definition)}", f"**Calcul** : {words.escaped(formula)}."]
    if caveats:
        told.append(f"**Précautions** : {words.escaped(caveats)}")
    return "  \n".join(told)


def _definition(bilan: Bilan, row: Row) -> dict[str, object] | None:
    name = row.key.partition("/")[0]
    for part in bilan.parts:
        for table in part.tables:
            if table.key == "definitions":
                keys = [column.key for column in table.columns]
                found = next((each for each in table.rows if each.key == name), None)
                return dict(zip(keys, found.cells, strict=True)) if found else None
    return None
