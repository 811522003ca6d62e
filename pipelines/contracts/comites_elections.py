"""F4, the elections of the comité de résidents: one row an election. Candidates and members are counted, never named."""

from datetime import date

from pipelines.contract import Column, Contract, Doubt, Row, Rule
from pipelines.dates import years_after
from pipelines.lists import Residence
from pipelines.types import Day, Dropped, Whole

VOTED_FROM = 30  # contract holders from which the comité is elected: CCH, R633-7
LONGEST_TERM = 3  # years: CCH, L633-4
FEWEST_SEATS, MOST_SEATS = 3, 6  # CCH, D633-7-1
_COUNTS = ("registered_voters", "voters", "candidates", "full_members_elected")


def _is_all_zeros(row: Row) -> bool:
    """True for a line that was filled in with zeros because nobody votes there."""
    known = [row[name] for name in _COUNTS if row[name] is not None]
    return len(known) > 1 and not any(known)


def _is_under_half(row: Row) -> bool:
    """True when fewer than half of the seats found a full member (CCH, D633-7-1): exactly half is not under it."""
    elected, seats = row["full_members_elected"], row["seats_planned"]
    return elected is not None and seats is not None and 2 * elected < seats


def _is_too_long(elected_on: date | None, end_on: date | None) -> bool:
    return elected_on is not None and end_on is not None and end_on > years_after(elected_on, LONGEST_TERM)


CONTRACT = Contract(
    kind="comites_elections",
    code="F4",
    title="Élections des comités de résidents",
    fact="elections",
    period="none",
    key=("residence", "elected_on"),
    telling=("registered_voters", "voters", "candidates", "seats_planned", "full_members_elected", "substitutes_elected", "term_end_on", "deficiency_notice_on", "new_election_by"),
    enough=3,
    help="Une ligne par scrutin. Le classeur déposé remplace toutes les élections des résidences qu'il nomme. Sous 30 titulaires de contrat, il n'y a pas d'élection : pas de ligne, ou SO.",
    never_kept="Les noms des candidats et des élus, les observations.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("elected_on", "Date scrutin", Day(past=True), ("Date du scrutin", "Date élection", "Date de l'élection", "Élection du", "Scrutin du", "Scrutin"), required=True, help="Jour du scrutin."),
        Column("registered_voters", "Inscrits", Whole(), ("Électeurs inscrits", "Nb inscrits", "Électeurs"), unit="titulaires", help="Titulaires d'un contrat le jour du scrutin (D633-7-1) : ni les hébergés, ni les logements."),
        Column("voters", "Votants", Whole(), ("Nb votants", "Votes exprimés", "Nombre de votants"), unit="titulaires", help="Titulaires qui ont voté, une voix chacun."),
        Column("candidates", "Candidats", Whole(0, 200), ("Nb candidats", "Candidatures", "Nombre de candidats"), unit="candidats", help="Nombre de candidats, sans leur nom."),
        Column("seats_planned", "Sièges prévus", Whole(0, 50), ("Sièges", "Sièges à pourvoir", "Nb sièges", "Nombre de sièges"), unit="sièges", help="Sièges écrits au règlement intérieur : 3 à 6 (D633-7-1)."),
        Column("full_members_elected", "Titulaires élus", Whole(0, 50), ("Élus titulaires", "Nb titulaires élus", "Membres titulaires élus", "Nb élus"), unit="membres", help="Membres titulaires élus, sans leur nom."),
        Column("substitutes_elected", "Suppléants élus", Whole(0, 50), ("Élus suppléants", "Nb suppléants élus", "Suppléants"), unit="membres", help="Membres suppléants élus, sans leur nom."),
        Column("term_end_on", "Fin de mandat", Day(), ("Fin du mandat", "Mandat jusqu'au", "Échéance du mandat"), help="Dernier jour du mandat : 3 ans au plus (L633-4). Vide : 3 ans sont retenus."),
        Column("first_meeting_on", "1re réunion le", Day(past=True), ("Première réunion le", "1ère réunion le", "1re réunion du comité"), help="Première réunion du comité : dans le mois qui suit l'élection (D633-8)."),
        Column("deficiency_notice_on", "Constat de carence affiché le", Day(past=True), ("Carence", "Constat de carence", "Carence affichée le", "Constat de carence le"), help="Jour où le constat de carence a été affiché (moins de la moitié des sièges pourvus) ; une date, pas « oui »."),
        Column("new_election_by", "Nouvelle élection avant le", Day(), ("Nouvelle élection au plus tard le", "Nouvelle élection avant"), help="Après un constat de carence : dans les six mois (D633-7-1)."),
        Column("elected_names", "Noms des élus", Dropped(), ("Élus", "Membres élus", "Liste des élus", "Nom des élus", "Noms", "Titulaires (noms)", "Titulaires élus (noms)", "Suppléants (noms)", "Membres du comité", "Délégués"), help="Jamais conservé : on compte les élus, on ne les nomme pas."),
        Column("candidate_names", "Noms des candidats", Dropped(), ("Nom des candidats", "Liste des candidats", "Candidats (noms)"), help="Jamais conservé."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("voters", "registered_voters"), lambda voters, registered: voters <= registered, "{0} votants pour {1} inscrits ; corrigez l'un des deux"),
        Rule(("full_members_elected", "candidates"), lambda elected, candidates: elected <= candidates, "{0} titulaires élus pour {1} candidats ; corrigez l'un des deux"),
        Rule(("full_members_elected", "seats_planned"), lambda elected, seats: elected <= seats, "{0} titulaires élus pour {1} sièges ; corrigez l'un des deux"),
        Rule(("term_end_on", "elected_on"), lambda end, elected: end >= elected, "fin de mandat avant l'élection ; vérifiez les deux dates"),
        Rule(("first_meeting_on", "elected_on"), lambda first, elected: first >= elected, "première réunion avant l'élection ; vérifiez les deux dates"),
        Rule(("deficiency_notice_on", "elected_on"), lambda posted, elected: posted >= elected, "constat de carence avant le scrutin ; mettez-le sur la ligne du scrutin qu'il suit, ou dites pourquoi", "doubt"),
        Rule(("new_election_by", "deficiency_notice_on"), lambda by, posted: by >= posted, "nouvelle élection avant le constat de carence ; vérifiez les deux dates"),
    ),
    doubts=(
        Doubt("registered_voters", _is_all_zeros, "ligne remplie de zéros ; s'il n'y a pas d'élection ici (moins de 30 titulaires), écrivez SO ou retirez la ligne"),
        Doubt("registered_voters", lambda row: 0 < (row["registered_voters"] or 0) < VOTED_FROM, "moins de 30 inscrits : sous 30 titulaires de contrat l'élection est sans objet (R633-7) ; écrivez SO, ou dites pourquoi"),
        Doubt("seats_planned", lambda row: row["seats_planned"] is not None and not FEWEST_SEATS <= row["seats_planned"] <= MOST_SEATS and not _is_all_zeros(row), "la loi prévoit 3 à 6 membres (D633-7-1) ; vérifiez le règlement intérieur, ou dites pourquoi"),
        Doubt("term_end_on", lambda row: _is_too_long(row["elected_on"], row["term_end_on"]), "mandat de plus de 3 ans, le maximum légal (L633-4) ; vérifiez la date, ou dites pourquoi"),
        Doubt("deficiency_notice_on", lambda row: _is_under_half(row) and row["deficiency_notice_on"] is None and not _is_all_zeros(row), "moins de la moitié des sièges pourvus, sans constat de carence affiché (D633-7-1) ; écrivez le jour de l'affichage, ou dites pourquoi"),
    ),
)  # fmt: skip
