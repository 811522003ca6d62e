"""Words of residents -> the needs they speak of, proposed by a fixed lexicon: a person still decides what they mean."""

from __future__ import annotations

import re

# Stems without accents. Counts of themes are counts of comments, never shares of residents.
_LEXICON: dict[str, str] = {
    "voisinage_vie_collective": r"voisin|palier|bruit|vivre ensemble|vie collective|entre nous|respect",
    "isolement_lien_social": r"\bseul|isole|solitude|discuter|parler|rencontr|compagnie|visite",
    "sante_soins": r"medecin|sante|soin|docteur|infirmi|dentiste|lunette|medicament",
    "sante_mentale_ecoute": r"ecoute|moral|stress|dormir|angoiss|psycholog",
    "acces_droits_demarches": r"droit|papier|demarche|dossier|caf\b|retraite|prefecture|courrier|administrat",
    "maintien_domicile": r"domicile|aide menagere|menage|toilette|vieill",
    "mobilite": r"\bbus\b|transport|marche[rz]|deplac|escalier|ascenseur",
    "alimentation": r"manger|repas|cuisine|courses|marche\b|alimentaire",
    "numerique": r"internet|ordinateur|telephone|numerique|wifi|tablette|ecran|mot de passe|en ligne",
    "logement_bati": r"chambre|douche|fuite|chauffage|fenetre|travaux|humid|ascenseur",
    "hygiene_entretien": r"propre|nettoy|poubelle|ordure|cafard|punaise|odeur",
    "energie_fluides": r"electric|eau chaude|facture|energie",
    "langue": r"francais|langue|lire|ecrire|alphabet|traduc|interprete",
    "emploi_formation": r"travail|emploi|formation|patron|\bcv\b|metier",
    "budget_redevance": r"argent|redevance|loyer|budget|cher|payer|dette",
    "securite": r"securite|peur|porte|vol\b|camera|intrus",
    "acces_logement_ordinaire": r"appartement|hlm|logement a moi|demande de logement|relog",
    "reseau_exterieur": r"quartier|dehors|exterieur|association|mairie|centre social",
    "loisirs_culture": r"jeu|fete|sortie|musique|sport|culture|jardin|cinema|petanque",
}
_PATTERNS = {theme: re.compile(pattern) for theme, pattern in _LEXICON.items()}
_ACCENTS = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")


def themes_of(words: str) -> list[str]:
    """Return the needs (codes of F6) whose words stand in a comment, `autre` when none does."""
    plain = words.lower().replace("œ", "oe").replace("’", "'").translate(_ACCENTS)
    return [theme for theme, pattern in _PATTERNS.items() if pattern.search(plain)] or ["autre"]
