"""What invented people said that the invented residents speak of: a wave read twice and settled, one begun, one that nobody read."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.decisions import mark_of
from pipelines.demo.voices import VOICES
from pipelines.folder import writing
from pipelines.scrub import scrub
from pipelines.theme_choices import Act, Sort, acts, keep

SCHEME = "1"  # of indicators/themes.py; a test holds the two together
_FIRST, _SECOND, _LAST = "demo.lecture1", "demo.lecture2", "demo.lecture3"
# What both read in each sentence of 2025, then where they differ: what the second one read, and what was settled.
_READ = {
    "Discuter entre voisins": "lien_social voisinage",
    "Réfléchir par palier contre les problèmes de voisinage": "voisinage",
    "Les anciens partent un à un, les soirées sont longues.": "lien_social",
    "Avoir une salle ouverte l'après-midi, juste pour se voir.": "lien_social",
    "Quelqu'un qui passe, même cinq minutes.": "lien_social",
    "Porter les courses jusqu'au troisième, c'est devenu dur.": "domicile",
    "Refaire des élections, comme avant.": "voisinage",
    "Visiter des appartements avec quelqu'un.": "relogement",
    "De l'aide pour la lettre et l'entretien.": "langue_emploi",
    "L'eau chaude arrive tard le matin.": "logement",
    "On a fixé nous-mêmes les heures de la cuisine.": "voisinage",
    "Maintenant on se dit bonjour, c'est déjà beaucoup.": "lien_social voisinage",
    "Je fais mes démarches seul depuis l'atelier, sauf la retraite.": "droits numerique",
    "Inviter les autres paliers.": "lien_social",
    "Ça monte vite dans les étages, il faudrait se voir avant.": "voisinage",
    "Parler d'argent avant la lettre de relance.": "budget",
    "Un repas par mois, que chacun apporte un plat.": "loisirs",
    "Pendant le chantier, une pièce au calme.": "logement",
    "La réunion marche, mais il faut la refaire de temps en temps.": "voisinage",
    "Une barre dans la douche et une lumière dans le couloir.": "domicile",
    "Ici on se connaît tous, il manque des visites.": "lien_social",
    "Aller à la mer une fois l'an.": "loisirs",
    "Un rendez-vous au même endroit pour tous les papiers.": "droits",
}
_DIFFERENTLY = {
    "Maintenant on se dit bonjour, c'est déjà beaucoup.": ("voisinage", "voisinage"),
    "Je fais mes démarches seul depuis l'atelier, sauf la retraite.": ("droits", "droits numerique"),
    "Un repas par mois, que chacun apporte un plat.": ("lien_social loisirs", "loisirs"),
}
# 2024, read once in some residences: what is left is for whoever tries the page.
_BEGUN = {
    "Le café du matin a fermé, on ne se croise plus.": "lien_social",
    "Savoir où sont les médecins du quartier.": "sante",
    "Je ne sais pas prendre rendez-vous sur internet.": "numerique",
    "Comprendre ce que je paie sur la quittance.": "budget",
    "Être prévenus avant que la redevance augmente.": "budget",
    "On ne sait plus à qui parler depuis que le comité ne se réunit plus.": "voisinage",
    "Des cours de français le soir.": "langue_emploi",
    "Des sorties avec les enfants pendant les vacances.": "loisirs",
}


def write_themes() -> None:
    """Write what the invented readers said, if nobody ever said anything; the next build takes it in."""
    if acts():
        return
    with writing():
        for act in _said():
            keep(act)


def _said() -> Iterator[Act]:
    sentences = [(code, year, sentence) for (code, year), some in VOICES.items() for _, sentence in some]
    for code, year, sentence in sentences:
        if year == 2024 and sentence in _BEGUN:
            yield _act("chosen", code, year, sentence, _BEGUN[sentence], _FIRST)
        if year == 2025:
            second, settled = _DIFFERENTLY.get(sentence, (_READ[sentence], ""))
            yield _act("chosen", code, year, sentence, _READ[sentence], _FIRST)
            yield _act("chosen", code, year, sentence, second, _SECOND)
            if settled:
                yield _act("settled", code, year, sentence, settled, _LAST)


def _act(sort: Sort, code: str, year: int, sentence: str, themes: str, by: str) -> Act:
    wave, kept = f"Vague {year}", scrub(sentence)[0]
    return Act(0, sort, code, wave, mark_of(code, wave, kept), tuple(themes.split()), by, "", SCHEME)
