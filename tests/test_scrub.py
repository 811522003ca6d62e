"""No person comes in: what a text loses before it is kept, and what it must not lose. Every name here is invented."""

from __future__ import annotations

import time
from datetime import date

import pytest

from pipelines.cell import cell_of
from pipelines.clues import WITHHELD
from pipelines.scrub import scrub
from pipelines.types import Context, Text
from tests.conftest import TODAY

THIN, HARD = "\u202f", "\u00a0"
DAY = "[date de naissance]"

MASKED = {
    # Birth dates
    "né le 12/03/1956": f"né le {DAY}",
    "Née en 1956 à Ville-Alpha": f"Née en {DAY} à Ville-Alpha",
    "date de naissance : 12.03.56": f"date de naissance : {DAY}",
    "DDN 12/03/56, seul": f"DDN {DAY}, seul",
    "né à Oran en 1956": f"né à Oran en {DAY}",
    "né à Ville-sur-Essai (1956)": f"né à Ville-sur-Essai ({DAY})",
    "Né(e) le 1er mars 1956": f"Né(e) le {DAY}",
    "née le 3 août": f"née le {DAY}",
    "NE LE 12 03 1956": f"NE LE {DAY}",
    "né en mars 1956": f"né en {DAY}",
    "Année de naissance : 1956": f"Année de naissance : {DAY}",
    "naissance 1956-03-12": f"naissance {DAY}",
    # Phones
    "06.12.34.56.78": "[téléphone]",
    "au 06 12 34 56 78 le soir": "au [téléphone] le soir",
    f"06{HARD}12{THIN}34{HARD}56{HARD}78": "[téléphone]",
    "06-12-34-56-78": "[téléphone]",
    "06/12/34/56/78": "[téléphone]",
    "0612345678": "[téléphone]",
    "0612 345 678": "[téléphone]",
    "06\u200b12345678": "[téléphone]",
    "0033612345678": "[téléphone]",
    "00 33 6 12 34 56 78": "[téléphone]",
    "+33 (0)6 12 34 56 78": "[téléphone]",
    "+213 555 12 34 56": "[téléphone]",
    "tél : 612345678": "tél : [téléphone]",
    # E-mails
    "prenom.nom@exemple.fr": "[courriel]",
    "prenom.nom (at) exemple.fr": "[courriel]",
    # Numbers of the State
    "NIR 1 56 03 75 123 456 78": "NIR [numéro]",
    "1.56.03.2A.004.123.45": "[numéro]",
    "2560320004123": "[numéro]",
    "256032b004123 45": "[numéro]",
    "n° étranger 7503012345": "n° étranger [numéro]",
    "titre de séjour n° 991234567": "titre de séjour n° [numéro]",
    "FR76 1234 5678 9012 3456 7890 123": "[numéro]",
    # Names after a civility
    "M. Untel": "[nom]",
    "M.Untel se plaint": "[nom] se plaint",
    "M Untel se plaint": "[nom] se plaint",
    "Mr Untel": "[nom]",
    "MR UNTEL CRIE": "[nom] CRIE",
    "mr Untel": "[nom]",
    "mme untel est venue": "[nom] est venue",
    "Mlle Untel-Essai": "[nom]",
    "Mme Inventée UNTEL": "[nom]",
    "M. Prénom NOM a crié": "[nom] a crié",
    "Mme D'Untel et M. Ben Untel": "[nom] et [nom]",
    "Monsieur de Untel": "[nom]",
    "MADAME UNTEL NE VEUT PAS": "[nom] NE VEUT PAS",
    "MM. Untel, Essai et Inventé": "[nom]",
    "Mmes Untel et Essai": "[nom]",
    "le Dr Untel": "le [nom]",
    "Maître Untel": "[nom]",
    f"M.{HARD}Untel": "[nom]",
    "M. E\u0301tienne-Untel": "[nom]",  # an accent written apart
    # Rooms
    "résident de la chambre 12": "résident de la [chambre]",
    "ch12": "[chambre]",
    "ch. 12 et 14": "[chambre]",
    "CH n° 12": "[chambre]",
    "CHAMBRE B204": "[chambre]",
    "appt 4B": "[chambre]",
    "appartement 14 bis": "[chambre]",
    "logement n°214": "[chambre]",
    "porte n° 3": "[chambre]",
    "studio 12, bruit": "[chambre], bruit",
}

KEPT = [
    "Mme",
    "M. et Mme",
    "« Mme. » écrit seul",
    "Mme est venue, M. A dit non, la mme du 3e",
    "M. le Directeur et Madame la Présidente",
    "Monsieur du palier 3",
    "madame pense que c'est bien",
    "rue du Docteur Schweitzer",
    "12 boulevard du Dr Schweitzer",
    "place de Monsieur-le-Prince",
    "bâtiment M Palier 3",
    "1,2 M Euros, puis 3 M. Euros",
    "S.A.R.L. M. ; cf. p. 3, al. 2",
    "12 chambres, 3 appartements",
    "chambre de 9 m², studio 18 m², chambre 2 lits",
    "Loi logement 2025, Action Logement 2024",
    "palier 3, étage 4, charte 2, porte 2 sacs",
    "en 2024 et 2025, 12 personnes, 14 résidents sur 120",
    "réunion du 12/03/2025 à 14 h, comité le 3 mars 2024",
    "le 05/03/2025 14 personnes ; le 05.03.2025 12 présents ; 05 03 2025 14 h",
    "un groupe né en 2019, le comité né en mars 2024",
    "on ne le dit pas ; personne ne en 3 mois",
    "budget 12 500,00 en 2025 ; SIRET 12345678901234",
    "3919, 115 et 17 sont des numéros utiles",
    "titre de séjour expiré le 12/03/2025",
    "l'assurance maladie, la police d'assurance, le Secours catholique",
    "l'accès à la santé, les plaintes des voisins, une porte condamnée",
    "dans l'enceinte de la résidence, le traitement des conflits",
    "repas marocain, cours d'arabe",
    "",
]

WITHHELD_TEXTS = {
    "il boit de l'Alcool": "santé ou faits de police",
    "GIR4": "santé ou faits de police",
    "mon voisin est malade": "santé ou faits de police",
    "sous traitement": "santé ou faits de police",
    "troubles psychiques": "santé ou faits de police",
    "appel à la POLICE": "santé ou faits de police",
    "dépôt de plainte": "santé ou faits de police",
    "Gendarmerie venue hier": "santé ou faits de police",
    "il sort de prison": "santé ou faits de police",
    "elle est musulmane": "origine, religion ou opinions",
    "de nationalité inventée": "origine, religion ou opinions",
    "délégué syndical": "origine, religion ou opinions",
}  # fmt: skip


@pytest.mark.parametrize("text", MASKED)
def test_what_points_at_a_person_is_masked_and_the_rest_stays(text: str) -> None:
    assert scrub(text)[0] == MASKED[text]
    assert scrub(text)[1]


@pytest.mark.parametrize("text", KEPT)
def test_what_points_at_nobody_stays(text: str) -> None:
    assert scrub(text) == (text, [])


@pytest.mark.parametrize("text", WITHHELD_TEXTS)
def test_a_text_about_health_police_or_beliefs_is_withheld_whole(text: str) -> None:
    assert scrub(f"Réunion : {text}, dit-on") == ("[texte retiré]", [WITHHELD_TEXTS[text]])


def test_masking_twice_is_masking_once() -> None:
    """What was accepted is handed out as a workbook, and comes back unchanged."""
    for text in (*MASKED, *KEPT, *WITHHELD_TEXTS, " ".join(MASKED)):
        once = scrub(text)[0]
        assert scrub(once) == (once, [])


def test_nothing_of_many_persons_is_left_in_one_text() -> None:
    told = scrub("M. Untel (ch. 12, né le 12/03/1956, 06 12 34 56 78) et Mme Essai, a.b@exemple.fr")
    assert told[0] == "[nom] ([chambre], né le [date de naissance], [téléphone]) et [nom], [courriel]"
    assert told[1] == ["courriel", "date de naissance", "téléphone", "nom", "chambre"]


def test_the_person_who_deposits_reads_what_was_taken_out() -> None:
    reading = Text().read(cell_of("Née en 1956, Mme Untel"), Context(date.fromisoformat(TODAY)))
    assert (reading.value, reading.how) == ("Née en [date de naissance], [nom]", "removed")
    assert reading.told == "sans date de naissance, nom"


def test_a_word_inside_another_withholds_nothing() -> None:
    assert not any(words.search("les convives vivent a la deportivite") for words in WITHHELD.values())


@pytest.mark.parametrize(
    "sign",
    [
        "a",
        "9",
        "0",
        "+",
        "-",
        "A",
        "é",
        "06.",
        "né à ",
        "née ",
        "Mme A, ",
        "MM. A et ",
        "ch 1,",
        "rue ",
        "n° ",
        "titre  ",
    ],
)
def test_a_long_text_takes_a_time_that_grows_with_its_length_only(sign: str) -> None:
    def seconds(length: int) -> float:
        text, spent = sign * (length // len(sign)), []
        for _ in range(2):
            started = time.process_time()
            scrub(text)
            spent.append(time.process_time() - started)
        return min(spent)

    # Eight times longer: 64 times as long where a pattern would look back over what it has read.
    assert seconds(32_000) < 0.02 + 20 * seconds(4_000)
