"""The fixed list of themes of residents' comments, and the words that propose each: a person decides (pipelines/coding.py).

The list follows the needs of the survey (domain.md section C, F6), some of them together: with more themes, too few comments
would stand in each. Lexicon and list bear one version: whatever changes in them changes it, since comments whose themes were
proposed by two lexicons are not compared (statistics.md section 6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VERSION = "1"  # of the list and of the lexicon together; a test holds their words to it
OTHER = "autre"


@dataclass(frozen=True)
class Theme:
    """A theme: its code and label, what it covers, a comment that bears it, the needs of F6 that it gathers.

    `words`: the pattern of the words that propose it, stems in lower case without accents; a space stands before the first word
    and after the last.
    """

    code: str
    label: str
    covers: str
    example: str
    needs: tuple[str, ...]
    words: str


THEMES = (
    Theme(
        "voisinage", "Voisinage et vie collective",
        "Le bruit, les espaces partagés, le respect, les réunions de palier, le comité.",
        "La cuisine du palier, c'est tous les soirs la même histoire.",
        ("voisinage_vie_collective",),
        r" voisin| palier| bruit|vivre ensemble|vie collective|entre nous| respect| reunion| comite | delegue| musique | la nuit "
        r"| election| cuisine (?:du palier|collective|commune|partagee)| dispute",
    ),
    Theme(
        "lien_social", "Isolement et lien social",
        "Être seul, manquer de visites, chercher à se voir et à se parler.",
        "Ici on se connaît tous, il manque des visites.",
        ("isolement_lien_social",),
        r" seule?s? (?!depuis|l )| isole| solitude| discut| se parler| rencontr| compagnie| visites? | se voir | se crois| ensemble "
        r"| invit| bonjour ",
    ),
    Theme(
        "loisirs", "Loisirs, culture et repas partagés",
        "Sorties, fêtes, jardin, sport, repas pris ensemble.",
        "Le jardin, on pourrait y planter des tomates.",
        ("loisirs_culture", "alimentation"),
        r" jeux? | fetes? | sorties? | spectacle| sport| culturel| jardin| cinema| petanque| repas | manger| a la mer | vacances"
        r"| alimentaire| epicerie| courses alimentaires",
    ),
    Theme(
        "sante", "Santé, soins et écoute",
        "Trouver un médecin, se soigner, être écouté quand le moral manque.",
        "Savoir où sont les médecins du quartier.",
        ("sante_soins", "sante_mentale_ecoute"),
        r" medecin| sante | soins? | soigner| docteur| infirmi| dentiste| lunettes| pharmaci| mutuelle| ecoute | moral | stress"
        r"| dormir | angoiss| psycholog",
    ),
    Theme(
        "domicile", "Maintien à domicile",
        "Vieillir sur place : aide à la personne, logement adapté.",
        "Rester ici le plus longtemps possible, avec un peu d'aide.",
        ("maintien_domicile",),
        r" domicile | aide menagere| aide a la personne| vieillir| barre d | barres | rester ici | porter les courses"
        r"| portage| toilette | auxiliaire",
    ),
    Theme(
        "droits", "Droits et démarches",
        "Papiers, retraite, dossiers, guichets, courriers.",
        "Remplir le dossier de retraite sans attendre trois mois.",
        ("acces_droits_demarches",),
        r" droits? (?!commun)| papiers | demarche| dossier| caf | retraite| prefecture| courriers? de | administrati| guichet"
        r"| expire| recepisse| titre de sejour| impots? | securite sociale",
    ),
    Theme(
        "numerique", "Numérique",
        "Internet, téléphone, ordinateur : y accéder et savoir s'en servir.",
        "Mon mot de passe ne marche jamais.",
        ("numerique",),
        r" internet| ordinateur| informatique| telephone| numerique| wifi | tablette| mots? de passe| en ligne | envoyer un document",
    ),
    Theme(
        "langue_emploi", "Français, emploi et formation",
        "Apprendre le français, être traduit, travailler, se former.",
        "Des cours de français le soir.",
        ("langue", "emploi_formation"),
        r" francais | langue | lire | ecrire | alphabet| tradui| traduc| interprete| travail(?!leur)| emploi| formation| patron | cv "
        r"| metier| alternance| interim| embauche| entretien d embauche",
    ),
    Theme(
        "budget", "Budget et redevance",
        "La redevance, ce que l'on paie, les dettes, les fins de mois.",
        "Comprendre ce que je paie sur la quittance.",
        ("budget_redevance",),
        r" argent | redevance| loyer| budget| chere?s? | paie | payer | dettes? | quittance| echeancier| relance | factures? "
        r"| fins? de mois ",
    ),
    Theme(
        "logement", "Logement, entretien, eau et chauffage",
        "L'état de la chambre et du bâtiment, les travaux, la propreté, l'eau et le chauffage.",
        "Les fenêtres laissent passer le vent.",
        ("logement_bati", "hygiene_entretien", "energie_fluides"),
        r" chambre| douche| fuites? | chauffage| radiateur| fenetre| travaux | chantier| humid| moisi| ascenseur"
        r"| ventilation| propre(?:te)?s? | nettoy| poubelle| ordures| cafards?| punaises?| odeurs?| electri| eau chaude | energie"
        r"| laverie| en panne ",
    ),
    Theme(
        "relogement", "Accès à un logement ordinaire",
        "Partir vers un logement à soi : la demande, la garantie, la visite.",
        "Trois ans que la demande de logement est faite.",
        ("acces_logement_ordinaire",),
        r" appartement| hlm | logement a (?:moi|soi)| demandes? de logement| relog| studio en | garant | proprietaire",
    ),
    Theme(
        "deplacements", "Déplacements et quartier",
        "Les transports, ce qu'il y a autour de la résidence, les associations du quartier.",
        "L'arrêt de bus est trop loin, en haut de la côte.",
        ("mobilite", "reseau_exterieur"),
        r" bus | transport| tramway| metro | se deplac| deplacement| permis | velo | quartier| mairie | centre social"
        r"| associations? du ",
    ),
    Theme(
        "securite", "Sécurité",
        "La peur, les vols, les intrusions, la porte d'entrée.",
        "La porte du bas ne ferme plus, on a peur le soir.",
        ("securite",),
        r" securite (?!sociale)| peur | vols? | vole | voles | cameras?| intrus| cambriol| porte du bas| porte d entree| digicode",
    ),
    Theme(
        OTHER, "Autre",
        "Rien de ce qui précède, ou un mot trop court pour le dire.",
        "Rien à dire, ça va.",
        ("autre",),
        "",
    ),
)  # fmt: skip
LABELS = {one.code: one.label for one in THEMES}
_PATTERNS = {one.code: re.compile(one.words) for one in THEMES if one.words}
_PLAIN = str.maketrans("àâäáéèêëîïíôöóùûüúçñ", "aaaaeeeeiiiooouuuucn")


def fold(text: str) -> str:
    """Return a text in lower case, without accents nor signs, one space between words and at both ends."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae").translate(_PLAIN)
    return f" {' '.join(re.findall(r'[a-z0-9]+', plain))} "


def proposed(words: str) -> tuple[str, ...]:
    """Return the themes (codes) whose words stand in a comment, in the order of the list; `autre` when none does."""
    plain = fold(words)
    return tuple(code for code, pattern in _PATTERNS.items() if pattern.search(plain)) or (OTHER,)
