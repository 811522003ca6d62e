"""The closed catalogue: every table of people that leaves the association, and no other. Declared here, computed elsewhere.

After statistics.md, section 5.4: two variables at most, each residence (then city, then association) by one variable, or the
association by two. The tables of one subject count the same people, so they are masked together. A subject is published once
a year, for a year that is closed: what was published is never published again otherwise cut.
"""

from __future__ import annotations

from indicators.subjects import AGE, AGES, RESIDENCE, Subject, Variable, of_december, yes_or_no

CATALOGUE: tuple[Subject, ...] = (
    Subject(
        "ages",
        "Résidents par âge, en décembre",
        "résidents",
        of_december(*(("age", code, f"age_{code}") for code in AGES)),
        ((RESIDENCE, "age"),),
        (AGE,),
        caveat="Résidents d'âge connu, le dernier mois de l'année.",
    ),
    Subject(
        "sexe",
        "Femmes et hommes, en décembre",
        "résidents",
        of_december(("sex", "femmes", "women"), ("sex", "hommes", "men")),
        ((RESIDENCE, "sex"),),
        (Variable("sex", "Sexe", {"femmes": "Femmes", "hommes": "Hommes"}),),
    ),
    Subject(
        "duree",
        "Présents au-delà de la durée prévue, en décembre",
        "résidents",
        of_december(
            ("long", "oui", "long_stay_residents"),
            ("long", "non", "known_start_residents - long_stay_residents"),
        ),
        ((RESIDENCE, "long"),),
        (yes_or_no("long", "Au-delà", "En deçà"),),
        caveat="Parmi les résidents dont la date d'entrée est connue.",
    ),
    Subject(
        "impayes",
        "Résidents en impayé, en décembre",
        "résidents",
        of_december(
            ("arrears", "oui", "residents_in_arrears"),
            ("arrears", "non", "residents_eom - residents_in_arrears"),
        ),
        ((RESIDENCE, "arrears"),),
        (yes_or_no("arrears", "En impayé", "Sans impayé"),),
    ),
    Subject(
        "participants",
        "Résidents différents ayant participé dans l'année",
        "résidents",
        "select residence, distinct_participants as people from participants where year = {year}",
        ((RESIDENCE,),),
        caveat="Déclarés par les équipes ; chacun n'est compté qu'une fois par résidence.",
    ),
    Subject(
        "conflits",
        "Conflits signalés dans l'année",
        "conflits",
        """
        select residence, category, coalesce(response_mode, 'inconnu') as mode,
            case when outcome in ('resolu', 'ameliore') then outcome else 'autre' end as outcome,
            count(*) as people
        from conflicts where extract(year from reported_on) = {year} and category is not null
        group by all
        """,
        ((RESIDENCE, "outcome"), ("mode", "outcome"), ("category",)),
        (
            Variable(
                "outcome",
                "Issue",
                {"resolu": "Résolu", "ameliore": "Amélioré", "autre": "Non résolu, autre issue ou en cours"},
            ),
            Variable("category", "Motif", "conflits.category"),
            Variable(
                "mode",
                "Traitement",
                {
                    "reunion_palier": "Réunion de palier",
                    "entretien_individuel": "Entretien individuel",
                    "mediation_interne": "Médiation interne",
                    "courrier": "Courrier",
                    "procedure": "Procédure",
                    "inconnu": "Autre, ou non renseigné",
                },
            ),
        ),
        fact="conflicts",
        caveat="Une situation, et non une plainte ; le mode de traitement est choisi au cas par cas.",
    ),
    Subject(
        "entrees",
        "Entrées de l'année, selon l'origine",
        "entrées",
        """
        select residence, coalesce(origin, 'inconnu') as origin, coalesce(origin, 'inconnu') as origin_kind, count(*) as people
        from entries where extract(year from moved_on) = {year} group by all
        """,
        ((RESIDENCE, "origin_kind"), ("origin",)),
        (
            Variable(
                "origin_kind",
                "Origine, en grands ensembles",
                "mouvements.origin",
                joined=(
                    (
                        "Rue, hôtel ou hébergement",
                        ("rue", "hebergement_urgence", "chrs", "cada_cph", "hotel"),
                    ),
                    ("Logement ou chez un tiers", ("chez_tiers", "logement_autonome", "autre_rs_ftm")),
                    ("Autre, ou non connue", ("institution", "autre", "inconnu")),
                ),
                same_as="origin",
            ),
            Variable("origin", "Origine", "mouvements.origin"),
        ),
        fact="moves",
        is_flow=True,
    ),
    Subject(
        "sorties",
        "Sorties de l'année, selon la destination",
        "sorties",
        """
        select residence, coalesce(destination, 'inconnu') as destination,
            coalesce(destination, 'inconnu') as destination_kind, count(*) as people
        from exits where extract(year from moved_on) = {year} group by all
        """,
        ((RESIDENCE, "destination_kind"), ("destination",)),
        (
            Variable(
                "destination_kind",
                "Destination, en grands ensembles",
                "mouvements.exit_destination",
                joined=(
                    ("Logement ordinaire", ("parc_social", "parc_prive", "accession")),
                    (
                        "Autre, ou non connue",
                        (
                            "autre_rs_pf",
                            "resid_autonomie_ehpad",
                            "famille_tiers",
                            "retour_pays",
                            "hebergement",
                            "deces",
                            "expulsion",
                            "transfert_interne",
                            "inconnu",
                        ),
                    ),
                ),
                same_as="destination",
            ),
            Variable("destination", "Destination", "mouvements.exit_destination"),
        ),
        fact="moves",
        is_flow=True,
    ),
    Subject(
        "besoins",
        "Besoin exprimé",
        "réponses",
        """
        select expressed.residence, case when is_need = 1 then 'oui' else 'non' end as need,
            coalesce(questionnaires.age_band, 'inconnu') as age, count(*) as people
        from expressed
        join waves on waves.residence = expressed.residence and waves.wave = expressed.wave
        join questionnaires on questionnaires.source_row = expressed.source_row
        where extract(year from waves.collected_month) = {year} and expressed.category = '{code}' and is_need is not null
        group by all
        """,
        ((RESIDENCE, "need"), ("age", "need")),
        (yes_or_no("need", "Exprime le besoin", "Ne l'exprime pas"), AGE),
        each="enquete_besoins.need",
        response="survey_response_rate",
        sensitive=frozenset(
            {"sante_soins", "sante_mentale_ecoute", "acces_droits_demarches", "securite", "maintien_domicile"}
        ),
        caveat="Un résident peut exprimer plusieurs besoins.",
    ),
    Subject(
        "satisfaction",
        "Satisfaction",
        "réponses",
        """
        select residence, case when is_satisfied = 1 then 'oui' else 'non' end as satisfied, count(*) as people
        from opinions
        where extract(year from collected_month) = {year} and item = '{code}' and is_satisfied is not null
        group by all
        """,
        ((RESIDENCE, "satisfied"),),
        (yes_or_no("satisfied", "Satisfait", "Non satisfait"),),
        each="enquete_satisfaction.answer",
        response="satisfaction_response_rate",
    ),
    Subject(
        "orientations",
        "Orientations de l'année",
        "orientations",
        """
        select residence, need, case when status = 'aboutie' then 'aboutie'
            when status is null or status in ('en_cours', 'rdv_pris') then 'attente' else 'non_aboutie' end as status,
            count(*) as people
        from referrals where extract(year from referred_on) = {year} and need is not null group by all
        """,
        ((RESIDENCE, "status"), ("need", "status")),
        (
            Variable(
                "status",
                "Suite",
                {"aboutie": "Aboutie", "non_aboutie": "Non aboutie", "attente": "En cours ou non connue"},
            ),
            Variable("need", "Besoin", "orientations.need"),
        ),
        fact="referrals",
    ),
    Subject(
        "maintien",
        "Parcours de maintien à domicile commencés dans l'année, selon l'étape atteinte",
        "parcours",
        """
        with furthest as (
            select residence, case when stage_4_on is not null then '4' when stage_3_on is not null then '3'
                when stage_2_on is not null then '2' else '1' end as stage
            from home_support where extract(year from stage_1_on) = {year}
        )
        select residence, stage, count(*) as people from furthest group by all
        """,
        ((RESIDENCE, "stage"),),
        (
            Variable(
                "stage",
                "Étape atteinte",
                {
                    "1": "Contact avec l'association",
                    "2": "Évaluation avec l'assistante sociale",
                    "3": "Intervenante arabophone, confiance",
                    "4": "Aide en place",
                },
                is_ordered=True,
            ),
        ),
        fact="home_support",
    ),
)
