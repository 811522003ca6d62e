"""What the invented residents say, by residence and wave: (need, sentence). No name, nobody's health."""

from __future__ import annotations

# The project's own words, said again wherever neighbours are spoken of.
_TALK = ("isolement_lien_social", "Discuter entre voisins")
_THINK = ("voisinage_vie_collective", "Réfléchir par palier contre les problèmes de voisinage")

VOICES: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {
    ("MIMOSA", 2023): (
        _TALK,
        ("acces_droits_demarches", "Remplir le dossier de retraite sans attendre trois mois."),
        ("maintien_domicile", "Rester ici le plus longtemps possible, avec un peu d'aide."),
        ("mobilite", "L'arrêt de bus est trop loin en haut de la côte."),
    ),
    ("MIMOSA", 2024): (
        ("isolement_lien_social", "Le café du matin a fermé, on ne se croise plus."),
        ("sante_soins", "Savoir où sont les médecins du quartier."),
        ("numerique", "Je ne sais pas prendre rendez-vous sur internet."),
        ("budget_redevance", "Comprendre ce que je paie sur la quittance."),
    ),
    ("MIMOSA", 2025): (
        _TALK,
        ("isolement_lien_social", "Les anciens partent un à un, les soirées sont longues."),
        ("isolement_lien_social", "Avoir une salle ouverte l'après-midi, juste pour se voir."),
        ("isolement_lien_social", "Quelqu'un qui passe, même cinq minutes."),
        ("maintien_domicile", "Porter les courses jusqu'au troisième, c'est devenu dur."),
    ),
    ("TILLEUL", 2023): (
        ("acces_logement_ordinaire", "Trois ans que la demande de logement est faite."),
        ("emploi_formation", "Une formation qui tienne compte des horaires de la crèche."),
        ("voisinage_vie_collective", "Les délégués faisaient le lien, ça aidait."),
        ("logement_bati", "La ventilation ne marche pas dans la salle d'eau."),
    ),
    ("TILLEUL", 2024): (
        ("budget_redevance", "Être prévenus avant que la redevance augmente."),
        ("voisinage_vie_collective", "On ne sait plus à qui parler depuis que le comité ne se réunit plus."),
        ("langue", "Des cours de français le soir."),
        ("loisirs_culture", "Des sorties avec les enfants pendant les vacances."),
    ),
    ("TILLEUL", 2025): (
        ("voisinage_vie_collective", "Refaire des élections, comme avant."),
        ("acces_logement_ordinaire", "Visiter des appartements avec quelqu'un."),
        ("emploi_formation", "De l'aide pour la lettre et l'entretien."),
        ("energie_fluides", "L'eau chaude arrive tard le matin."),
    ),
    ("GARRIGUE", 2023): (
        ("numerique", "Tout est sur internet, et je n'ai pas d'ordinateur."),
        ("numerique", "Mon mot de passe ne marche jamais."),
        ("voisinage_vie_collective", "On reçoit des courriers au lieu de se parler."),
        ("voisinage_vie_collective", "La cuisine du palier, c'est tous les soirs la même histoire."),
        ("acces_droits_demarches", "La carte expire et je n'ai pas de réponse."),
    ),
    ("GARRIGUE", 2024): (
        _THINK,
        ("voisinage_vie_collective", "La première réunion de palier a calmé tout le monde."),
        ("langue", "Que l'on traduise les affiches."),
        ("logement_bati", "Une cuisine pour douze, ce n'est pas assez."),
        ("numerique", "L'atelier du jeudi, il en faudrait deux."),
    ),
    ("GARRIGUE", 2025): (
        _THINK,
        _TALK,
        ("voisinage_vie_collective", "On a fixé nous-mêmes les heures de la cuisine."),
        ("voisinage_vie_collective", "Maintenant on se dit bonjour, c'est déjà beaucoup."),
        ("acces_droits_demarches", "Je fais mes démarches seul depuis l'atelier, sauf la retraite."),
        ("isolement_lien_social", "Inviter les autres paliers."),
    ),
    ("CALANQUE", 2023): (
        ("acces_logement_ordinaire", "Un studio en ville, et que le garant ne bloque pas tout."),
        ("emploi_formation", "Trouver une alternance près d'ici."),
        ("budget_redevance", "Un échéancier quand le mois est trop court."),
        ("loisirs_culture", "Un terrain ou une salle pour le sport."),
    ),
    ("CALANQUE", 2024): (
        ("voisinage_vie_collective", "La musique la nuit, personne ne descend en parler."),
        ("emploi_formation", "Des horaires de travail et de bus qui vont ensemble."),
        ("acces_logement_ordinaire", "Comprendre comment marche la demande de logement."),
    ),
    ("CALANQUE", 2025): (
        _THINK,
        ("voisinage_vie_collective", "Ça monte vite dans les étages, il faudrait se voir avant."),
        ("budget_redevance", "Parler d'argent avant la lettre de relance."),
        ("loisirs_culture", "Un repas par mois, que chacun apporte un plat."),
    ),
    ("OLIVIER", 2023): (
        _THINK,
        ("numerique", "Apprendre à envoyer un document avec le téléphone."),
        ("logement_bati", "Les fenêtres laissent passer le vent."),
        ("sante_soins", "Un forum santé ici, pas à l'autre bout de la ville."),
    ),
    ("OLIVIER", 2024): (
        ("logement_bati", "Savoir combien de temps vont durer les travaux."),
        ("voisinage_vie_collective", "On s'est réunis entre voisins et le bruit a baissé."),
        ("energie_fluides", "Comprendre à quoi sert de fermer le radiateur quand c'est au forfait."),
        ("acces_droits_demarches", "Quelqu'un qui parle ma langue au guichet."),
    ),
    ("OLIVIER", 2025): (
        _TALK,
        ("logement_bati", "Pendant le chantier, une pièce au calme."),
        ("voisinage_vie_collective", "La réunion marche, mais il faut la refaire de temps en temps."),
        ("maintien_domicile", "Une barre dans la douche et une lumière dans le couloir."),
    ),
    ("LAVANDE", 2023): (
        ("isolement_lien_social", "Manger ensemble le dimanche."),
        ("loisirs_culture", "Le jardin, on pourrait y planter des tomates."),
    ),
    ("LAVANDE", 2025): (
        ("isolement_lien_social", "Ici on se connaît tous, il manque des visites."),
        ("loisirs_culture", "Aller à la mer une fois l'an."),
        ("acces_droits_demarches", "Un rendez-vous au même endroit pour tous les papiers."),
    ),
}
