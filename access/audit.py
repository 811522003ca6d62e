"""The log of accesses: who signed in, loaded, withdrew, exported, read lines. It is only ever added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from access.clock import now
from access.database import reading, writing

KEPT_DAYS = 365  # CNIL, délibération 2021-122: between six months and one year
ACTIONS = {
    "signed_in": "Connexion",
    "refused": "Connexion refusée",
    "blocked": "Connexion bloquée un moment",
    "signed_out": "Déconnexion",
    "denied": "Accès refusé",
    "uploaded": "Dépôt",
    "withdrew": "Retrait d'un dépôt",
    "closed": "Clôture d'un mois",
    "reopened": "Réouverture d'un mois",
    "confirmed_empty": "Rien ce mois-ci",
    "published": "Paroles relues",
    "themes_chosen": "Thèmes de paroles choisis",
    "followed_up": "Suite écrite (réponse, décision, document)",
    "edition_published": "Édition publiée",
    "bilan_asked": "Question posée sur un bilan",
    "bilan_answered": "Réponse donnée sur un bilan",
    "project_saved": "Projet social enregistré",
    "project_validated": "Projet social validé",
    "bilan_written": "Texte d'un bilan enregistré",
    "bilan_published": "Bilan publié",
    "traced": "Lignes d'un chiffre lues",
    "exported": "Export",
    "alert_dismissed": "Échéance écartée",
    "alert_restored": "Échéance rétablie",
    "settings_changed": "Réglage changé",
    "association_opened": "Association ouverte",
    "association_closed": "Association fermée",
    "comparison_agreed": "Comparaison acceptée",
    "comparison_ended": "Comparaison retirée",
    "account_created": "Compte créé",
    "account_changed": "Compte modifié",
    "access_ended": "Accès retiré",
    "link_given": "Lien à usage unique remis",
    "password_chosen": "Mot de passe choisi",
}
NOBODY = "—"


@dataclass(frozen=True)
class Event:
    """Something that somebody did: `at` is an ISO instant in UTC."""

    at: str
    login: str
    action: str
    detail: str
    address: str


def record(login: str, action: str, detail: str = "", address: str = "", *, about: str = "") -> None:
    """Add an event; KeyError for an action that has no French name.

    It is of the association of the account that it is about: the one that acts, unless told. What no account did is of the
    first one's, and so is what a federation does: who holds the installation reads it.
    """
    ACTIONS[action]
    with writing() as con:
        con.execute(
            "insert into events (at, login, action, detail, address, operator) values (?, ?, ?, ?, ?,"
            " coalesce((select operator from accounts where login = ?), ''))",
            (now().isoformat(), login, action, _one_line(detail), address, about or login),
        )


def events(
    login: str = "",
    actions: Sequence[str] = (),
    since: str = "",
    until: str = "",
    most: int = 1_000,
    operator: str | None = None,
) -> list[Event]:
    """Return events, newest first, of one association or of all; `since` and `until` are ISO days, both included."""
    conditions, values = ["true"], list[object]()
    if operator is not None:
        conditions.append("operator = ?")
        values.append(operator)
    if login:
        conditions.append("login = ?")
        values.append(login)
    if actions:
        conditions.append(f"action in ({', '.join('?' * len(actions))})")
        values += actions
    for text, condition in ((since, "substr(at, 1, 10) >= ?"), (until, "substr(at, 1, 10) <= ?")):
        if text:
            conditions.append(condition)
            values.append(text)
    with reading() as con:
        rows = con.execute(
            f"select at, login, action, detail, address from events where {' and '.join(conditions)} order by id desc limit ?",
            (*values, most),
        ).fetchall()
    return [Event(*row) for row in rows]


def logins(operator: str | None = None) -> list[str]:
    """Return every login of the log, or of an association's lines of it, in order."""
    condition, values = ("true", ()) if operator is None else ("operator = ?", (operator,))
    with reading() as con:
        found = con.execute(f"select distinct login from events where {condition} order by login", values)
        return [row[0] for row in found]


def forget_old() -> None:
    """Remove what is older than the time the log is kept."""
    with writing() as con:
        oldest = (now() - timedelta(days=KEPT_DAYS)).isoformat()
        con.execute("delete from events where at < ?", (oldest,))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500]
