"""F15, the budget of a funding call, account by account: planned at first, revised, achieved, and what the grant bore."""

import re
from collections.abc import Iterable
from typing import Any

from pipelines.contract import Column, Contract, Doubt, Row, Rule
from pipelines.funding import Account, Call
from pipelines.names import fold
from pipelines.quantities import Money
from pipelines.types import Dropped, Identifier, Label, Text

_IN_KIND = re.compile(r"\b(?:benevol\w*|en nature|mise? a disposition|mad gratuite|valorise\w*)\b")
_THE_GRANT = re.compile(r"\b(?:dian|cilpi|etat|dgef|dihal)\b")


def _says(row: Row, words: re.Pattern[str]) -> bool:
    return bool(words.search(fold(row["label"] or "")))


def _account(row: Row) -> str:
    return row["account"] or ""


def _is_shared_without_key(row: Row) -> bool:
    charged, achieved = row["grant_charged"], row["achieved"]
    is_partly = None not in (charged, achieved) and 0 < charged < achieved
    return _account(row).startswith("64") and is_partly and not row["allocation_key"]


def nested_doubts(rows: list[Any], before: list[Any]) -> Iterable[tuple[Any, str, str]]:
    """Yield (row, column, message) for an account that stands beside its own sub-accounts: it may be their total."""
    held = {(row["call_id"], row["account"]) for row in rows}
    for row in rows:
        parts = sorted(
            account
            for call, account in held
            if call == row["call_id"] and account != row["account"] and account.startswith(row["account"])
        )
        if parts:
            told = f"le compte {row['account']} et ses sous-comptes ({', '.join(parts)}) sont tous comptés"
            yield row, "account", f"{told} ; si cette ligne est leur total, retirez-la"


CONTRACT = Contract(
    kind="aap_budget",
    code="F15",
    title="Budget de l'appel à projets",
    fact="call_budgets",
    period="call",
    period_column="call_id",
    residence_column="",
    key=("call_id", "account", "label", "action_id"),
    telling=("account", "planned_initial", "planned_revised", "achieved", "grant_charged", "allocation_key"),
    help="Une ligne par compte et libellé : prévu initial, prévu révisé, réalisé, dont part de la subvention. Montants TTC, en euros.",
    never_kept="Les noms des salariés et des fournisseurs personnes physiques.",
    columns=(
        Column("call_id", "AAP (année)", Call(), ("AAP", "Appel à projets", "Année AAP", "Appel"), required=True, help="L'appel, par son année : AAP 2025."),
        Column("account", "Compte", Account(), ("N° compte", "Numéro de compte", "Compte comptable"), required=True, help="Numéro de compte : 60 à 69 charges, 70 à 79 produits, 86 et 87 contributions en nature."),
        Column("label", "Libellé", Text(), ("Intitulé", "Nature", "Poste", "Poste budgétaire"), help="Ce que la ligne paie, ou d'où vient le produit."),
        Column("action_id", "Action (n°)", Identifier(), ("N° action", "Action"), help="Numéro de l'action que la ligne paie ; vide quand elle sert tout le dossier."),
        Column("planned_initial", "Prévu initial", Money(), ("Prévu", "Budget prévu", "Prévisionnel", "Budget prévisionnel", "Budget initial", "Montant prévu"), unit="€", help="Montant du budget déposé."),
        Column("planned_revised", "Prévu révisé", Money(), ("Budget révisé", "Révisé", "Prévisionnel révisé"), unit="€", help="Montant après révision, quand la subvention notifiée est moindre que demandée."),
        Column("achieved", "Réalisé", Money(), ("Budget réalisé", "Montant réalisé", "Dépensé"), unit="€", help="Montant constaté."),
        Column("grant_charged", "Dont subvention DIAN", Money(), ("Dont DIAN", "Part DIAN", "Dont subvention", "Dont subvention CILPI", "Part subvention"), unit="€", help="Charges : part du réalisé payée par la subvention. Produits : la subvention elle-même."),
        Column("allocation_key", "Clé de répartition", Text(), ("Clé", "Clef de répartition", "Règle de répartition"), help="Comment la part est calculée : temps passé, nombre de résidences…"),
        Column("evidence", "Justificatif", Label(), ("Pièce justificative", "Justificatifs"), help="Nom de la pièce : facture, état de paie…"),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("grant_charged", "achieved"), lambda charged, achieved: abs(charged) <= abs(achieved) + 0.005, "{0} € de subvention pour {1} € réalisés ; corrigez l'un des deux"),
    ),
    series_doubts=nested_doubts,
    doubts=(
        Doubt("label", lambda row: _account(row)[:1] in "67" and _says(row, _IN_KIND), "cela ressemble à une contribution en nature ; écrivez-la au compte 86 (emploi) ou 87 (produit), ou dites pourquoi"),
        Doubt("allocation_key", _is_shared_without_key, "une part du salaire seulement est sur la subvention ; dites par quelle clé de répartition"),
        Doubt("grant_charged", lambda row: _account(row).startswith("74") and _says(row, _THE_GRANT) and row["grant_charged"] is None, "subvention de l'État sans « Dont subvention DIAN » ; écrivez-y le montant, ou 0 si c'en est une autre"),
        Doubt("achieved", lambda row: min(row["achieved"] or 0, row["planned_initial"] or 0, row["planned_revised"] or 0) < 0, "montant négatif : un avoir ? Corrigez, ou dites pourquoi"),
    ),
)  # fmt: skip
