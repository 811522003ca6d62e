"""The one table of who may do what. Pages, routes and commands ask it; none keeps a rule of its own."""

from __future__ import annotations

from typing import Literal

Role = Literal["direction", "equipe", "evaluateur", "administration", "federation"]
ROLES: tuple[Role, ...] = ("direction", "equipe", "evaluateur", "administration", "federation")
FEDERATION: Role = "federation"
ROLE_NAMES: dict[str, str] = {
    "direction": "Direction",
    "equipe": "Équipe de résidence",
    "evaluateur": "Évaluation (financeur)",
    "administration": "Administration",
    "federation": "Fédération",
}
Permission = Literal[
    "figures",
    "people",
    "residence",
    "trace",
    "calls",
    "method",
    "deposit",
    "list_residences",
    "close",
    "publish",
    "follow_up",
    "editions",
    "publish_editions",
    "publish_bilans",
    "ask_on_bilans",
    "hand_over",
    "write_project",
    "validate_project",
    "settings",
    "accounts",
    "associations",
    "compare",
    "log",
    "own_account",
]
_EVERYONE = frozenset(ROLES)

PERMISSIONS: dict[Permission, frozenset[Role]] = {
    "figures": frozenset({"direction", "equipe", "evaluateur"}),  # within what each sees: access/scope.py
    "people": frozenset(
        {"direction", "equipe"}
    ),  # figures of people as they are: outside, they are read in editions
    "residence": frozenset({"direction", "equipe"}),  # one residence apart from the others
    "trace": frozenset({"direction", "equipe"}),  # the lines behind a figure, and to take them away
    "calls": frozenset({"direction", "evaluateur"}),  # actions and budgets of funding calls, within one's own
    "method": _EVERYONE,  # definitions hold no data
    "deposit": frozenset({"direction", "equipe"}),  # to load and withdraw workbooks of one's own residences
    "list_residences": frozenset({"direction"}),  # the list of residences decides whose lines are whose
    "close": frozenset({"direction"}),  # to close and reopen a month of the association
    "publish": frozenset({"direction", "equipe"}),  # to read residents' words, say their themes, let some out
    "follow_up": frozenset(
        {"direction", "equipe"}
    ),  # to write answers given, decisions followed, where documents are, of one's own residences
    "editions": frozenset(
        {"direction", "evaluateur"}
    ),  # published tables of people, within one's own perimeter
    "publish_editions": frozenset({"direction"}),  # to freeze the tables of a year that leave the association
    "publish_bilans": frozenset(
        {"direction"}
    ),  # to prepare the bilan of a call, to seal it, to take its files
    "ask_on_bilans": frozenset({"evaluateur"}),  # to ask the leadership about a figure of a published bilan
    "hand_over": frozenset(
        {"direction", "equipe", "evaluateur"}
    ),  # to hand a file to the server: to deposit it, or to have a bilan that came back verified
    "write_project": frozenset(
        {"direction", "equipe"}
    ),  # to read and write the projet social of one's own residences
    "validate_project": frozenset({"direction"}),  # to freeze a version of it
    "settings": frozenset({"direction"}),  # what words mean for the association
    "accounts": frozenset({"administration"}),
    "associations": frozenset({"administration"}),  # to open and close associations
    "compare": frozenset(
        {"federation"}
    ),  # a few figures of the associations that agreed to it, and nothing else
    "log": frozenset({"administration", "direction"}),
    "own_account": _EVERYONE,
}

# What only the association that holds the installation may do.
FIRST_ONLY: frozenset[Permission] = frozenset({"associations"})

# A page is known by its file's name, which is its address.
PAGES: dict[str, Permission] = {
    "synthese": "figures",
    "residence": "residence",
    "participation": "figures",
    "conflits": "people",
    "instances": "figures",
    "charte": "figures",
    "reglement_interieur": "people",
    "besoins": "people",
    "occupation": "figures",
    "pratiques": "figures",
    "appel_a_projets": "calls",
    "actualisation": "figures",
    "a_revoir": "write_project",
    "texte": "write_project",
    "paroles_et_suites": "follow_up",
    "preuves": "residence",
    "parcours": "people",
    "satisfaction": "people",
    "partenariats": "figures",
    "maintien_a_domicile": "people",
    "bilan": "calls",
    "preparer_bilan": "publish_bilans",
    "livrables": "publish_bilans",
    "tableaux": "editions",
    "editions": "publish_editions",
    "methode": "method",
    "depot": "deposit",
    "reglages": "settings",
    "tableau_du_mois": "deposit",
    "historique": "deposit",
    "paroles": "publish",
    "themes": "publish",
    "comptes": "accounts",
    "acces": "log",
    "mon_compte": "own_account",
    "federation": "compare",
}
HOMES: dict[str, str] = {"administration": "comptes", "federation": "federation"}
HOME = "synthese"


def may(role: str, permission: Permission) -> bool:
    """Return whether a role has a permission; an unknown role has none."""
    return role in PERMISSIONS[permission]


def may_open(role: str, page: str) -> bool:
    """Return whether a role may open a page; a page that the table does not name is nobody's."""
    return page in PAGES and may(role, PAGES[page])


def home_of(role: str) -> str:
    """Return the page where a role arrives."""
    return HOMES.get(role, HOME)
