"""The menu: this script runs at every interaction, and hands over to the page that was asked for."""

from pathlib import Path

import streamlit as st

from indicators.measure import current_version
from ui import frame, links, visitor
from ui.menu import Entry, pages_of

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "pages"
ICON = ROOT / "ui/static/palier.svg"


# A page takes two lines here, whatever their length.
# fmt: off
MENU = {
    "Pilotage": [
        Entry(PAGES / "pilotage/synthese.py", "Synthèse", ":material/stairs:",
              "Où en sont les résidences, et ce qui demande une décision"),
        Entry(PAGES / "pilotage/residence.py", "Résidence", ":material/apartment:",
              "Tous les indicateurs d’une résidence"),
    ],
    "Mobiliser": [
        Entry(PAGES / "mobiliser/participation.py", "Participation", ":material/groups:",
              "Qui participe, à quoi, et qui reste à rejoindre"),
        Entry(PAGES / "mobiliser/conflits.py", "Conflits", ":material/handshake:",
              "Les conflits déclarés, leurs suites et leurs délais"),
        Entry(PAGES / "mobiliser/instances.py", "Instances", ":material/gavel:",
              "Comité et conseil : ce que la loi demande, élections, vitalité"),
        Entry(PAGES / "mobiliser/charte.py", "Charte et groupes", ":material/diversity_3:",
              "De la charte aux groupes, à leurs séances et à leurs actions"),
        Entry(PAGES / "mobiliser/reglement_interieur.py", "Règlement intérieur", ":material/rule:",
              "Comment on en parle, jusqu’où il a fallu aller, s’il est respecté"),
    ],
    "Besoins": [
        Entry(PAGES / "besoins/besoins.py", "Besoins", ":material/list_alt:",
              "Ce que les résidents disent de leurs besoins"),
        Entry(PAGES / "besoins/satisfaction.py", "Satisfaction", ":material/sentiment_satisfied:",
              "De quoi les résidents sont satisfaits, et le vivre ensemble"),
    ],
    "Publics": [
        Entry(PAGES / "publics/occupation.py", "Occupation", ":material/bed:",
              "Qui habite les résidences, et les logements vacants"),
        Entry(PAGES / "publics/parcours.py", "Parcours", ":material/route:",
              "D’où viennent les résidents, combien de temps ils restent, où ils vont"),
    ],
    "Projet social": [
        Entry(PAGES / "projet_social/a_revoir.py", "À revoir", ":material/rule_folder:",
              "Les phrases que les données ne disent plus, les rubriques jamais revues, ce que le plan ne tient plus"),
        Entry(PAGES / "projet_social/texte.py", "Le texte", ":material/edit:",
              "L’écrire, le valider"),
        Entry(PAGES / "projet_social/actualisation.py", "Actualisation", ":material/autorenew:",
              "L’âge de chaque projet social, ses étapes, son plan d’actions et les besoins auxquels il répond"),
        Entry(PAGES / "projet_social/paroles_et_suites.py", "De la parole à la réponse", ":material/forum:",
              "Ce que les résidents ont dit, ce qui en est fait, ce qui leur est répondu ; les décisions suivies"),
        Entry(PAGES / "projet_social/preuves.py", "Dossier de preuves", ":material/fact_check:",
              "Une résidence depuis la validation de son projet social, chiffre par chiffre"),
        Entry(PAGES / "projet_social/pratiques.py", "Pratiques", ":material/school:",
              "Groupes de travail, outils construits, formations reçues et données"),
    ],
    "Réseau": [
        Entry(PAGES / "reseau/partenariats.py", "Partenariats", ":material/hub:",
              "Avec qui l’on travaille, pour quels besoins, et ce que cela ouvre"),
        Entry(PAGES / "reseau/maintien_a_domicile.py", "Maintien à domicile", ":material/elderly:",
              "Le parcours par étapes, ses durées, et où il s’arrête"),
    ],
    "Évaluation": [
        Entry(PAGES / "evaluation/appel_a_projets.py", "Appel à projets", ":material/request_quote:",
              "Actions et budget : prévu, réalisé, écart ; versements et échéances"),
        Entry(PAGES / "evaluation/bilan.py", "Bilans publiés", ":material/verified:",
              "Lire un bilan scellé, chiffre par chiffre ; poser une question ; vérifier un fichier"),
        Entry(PAGES / "evaluation/preparer_bilan.py", "Préparer un bilan", ":material/assignment_turned_in:",
              "Ce qui manque, les textes, la publication, les fichiers"),
        Entry(PAGES / "evaluation/livrables.py", "Autres documents", ":material/folder_open:",
              "Bilan du 15 novembre, compte rendu financier, grille AGLS, conseil d’administration"),
        Entry(PAGES / "evaluation/tableaux.py", "Tableaux publiés", ":material/table_view:",
              "Les éditions : ce qui est publié sur les personnes, masqué et vérifié"),
        Entry(PAGES / "evaluation/methode.py", "Méthode", ":material/menu_book:",
              "Comment chaque chiffre est calculé, d’où il vient, ce qu’il ne dit pas"),
    ],
    "Fédération": [
        Entry(PAGES / "federation/federation.py", "Fédération", ":material/diversity_2:",
              "Quelques chiffres des associations volontaires, côte à côte, sans classement"),
    ],
    "Données": [
        Entry(PAGES / "donnees/depot.py", "Dépôt", ":material/upload_file:",
              "Déposer un classeur, le vérifier, l’accepter"),
        Entry(PAGES / "donnees/tableau_du_mois.py", "Tableau du mois", ":material/grid_on:",
              "Ce que chaque résidence a transmis, ce qui manque, la clôture du mois"),
        Entry(PAGES / "donnees/historique.py", "Historique", ":material/manage_search:",
              "Tous les dépôts : leur reçu, ce qu’ils ont changé, qui et quand"),
        Entry(PAGES / "donnees/paroles.py", "Paroles", ":material/format_quote:",
              "Relire ce que des résidents ont écrit, et dire ce qui peut être publié"),
        Entry(PAGES / "donnees/themes.py", "Thèmes des paroles", ":material/label:",
              "De quoi elles parlent"),
        Entry(PAGES / "donnees/editions.py", "Éditions", ":material/publish:",
              "Préparer, vérifier et publier les tableaux d’une année close"),
        Entry(PAGES / "donnees/reglages.py", "Réglages", ":material/tune:",
              "Ce que l’association a dit de mots inconnus"),
    ],
    "Administration": [
        Entry(PAGES / "administration/comptes.py", "Comptes", ":material/group_add:",
              "Qui a accès, à quoi ; ouvrir et retirer un accès"),
        Entry(PAGES / "administration/acces.py", "Journal d’accès", ":material/history:",
              "Qui s’est connecté, a déposé, retiré, exporté"),
        Entry(PAGES / "administration/mon_compte.py", "Mon compte", ":material/account_circle:",
              "Mon rôle, mes sessions, mon mot de passe"),
    ],
}
# fmt: on
# Before the menu: without an icon of our own, the browser would fetch the page's from another host.
st.set_page_config(
    page_icon=ICON,
    layout="wide",
    menu_items={"About": "**Palier**, l’observatoire des projets sociaux des résidences sociales."},
)
st.logo(ICON, size="large")
# The second lock: a page that is not in the list given to Streamlit cannot be run, whatever is asked.
account = visitor.arrive()
visitor.forget_others(account)
page = st.navigation(pages_of(MENU, account), expanded=True)
st.set_page_config(page_title=f"{page.title} · Palier")
links.follow()
# The footer comes first, below a place kept for the page: one that stops early still says what it rests on.
frame.who()
body = st.container()
frame.footer(current_version())
with body:
    page.run()
