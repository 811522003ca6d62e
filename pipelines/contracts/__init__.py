"""The kinds of workbook: every module of this folder declares one, as `CONTRACT`. Adding a file is enough."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from pipelines.contract import Contract


@cache
def contracts() -> dict[str, Contract]:
    """Return every contract by kind, in the order of domain.md (F0, F1…)."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    declared: list[Contract] = sorted((module.CONTRACT for module in modules), key=_feed_number)
    return {contract.kind: contract for contract in declared}


def contract_named(name: str) -> Contract:
    """Return the contract of a kind, by name (`conflits`) or feed (`F5`); raise KeyError with the known kinds."""
    for contract in contracts().values():
        if name.lower() in (contract.kind, contract.code.lower()):
            return contract
    raise KeyError(f"« {name} » n'est pas un type de classeur ; choisissez parmi : {', '.join(contracts())}")


def _feed_number(contract: Contract) -> tuple[int, str]:
    digits = "".join(sign for sign in contract.code if sign.isdigit())
    return int(digits), contract.code
