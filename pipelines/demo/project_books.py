"""The projets sociaux of the story -> the workbooks of their register, their stages and their action plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.demo.chance import Fact
from pipelines.demo.handwriting import Book
from pipelines.demo.pages import Page, page
from pipelines.demo.residences import RESIDENCES, Residence
from pipelines.demo.sheets import workbook_of
from pipelines.demo.spelling import TIDY, Hand
from pipelines.demo.story import Story

REGISTER, STAGES, PLAN = "projets_sociaux", "etapes_actualisation", "plan_actions_ps"
_FOLDER = "projet_social"
_OWN = "OLIVIER"  # keeps its own register, in its own way
_WORDS = {
    "validated_on": "Validé le",
    "update_stage": "Étape en cours",
    "residents_involved": "Résidents consultés",
}
_WORDS |= {"began_on": "Début", "done_on": "Terminée le"}
_OWN_HAND = Hand(dates="dotted", words="lower", headers=_WORDS, remarks=("relancer la DDETS",), is_tidy=False)
_PLAN_WORDS = {"planned_end_on": "Échéance", "needs": "Besoin", "action": "Fiche action", "status": "État"}
_HANDS = {
    "CALANQUE": Hand(
        dates="text", words="lower", headers=_PLAN_WORDS, remarks=("vu en équipe",), is_tidy=False
    ),
    "TILLEUL": Hand(dates="mixed", words="upper", without=("version", "target"), is_tidy=False),
    "OLIVIER": replace(TIDY, dates="text"),
}


def project_books(told: Story) -> Iterator[Book]:
    """Yield the head office's register with its stages, the one that a residence keeps, then a plan a residence."""
    others = [residence for residence in RESIDENCES if residence.code != _OWN]
    yield _book("Projets sociaux", *_registers(told, others, "toutes résidences", TIDY))
    [own] = [residence for residence in RESIDENCES if residence.code == _OWN]
    yield _book(f"Actualisation {own.aliases}", *_registers(told, [own], own.name, _OWN_HAND))
    for residence in RESIDENCES:
        if rows := _of(told, PLAN, [residence]):
            yield _book(f"Plan d'actions {residence.aliases}", *_plan(told, residence, rows))


def _registers(told: Story, residences: list[Residence], whose: str, hand: Hand) -> Iterator[Page]:
    titles = {REGISTER: "Projets sociaux", STAGES: "Étapes d'actualisation"}
    for kind, title in titles.items():
        yield page(told, kind, _of(told, kind, residences), title, f"{title} — {whose}", hand)


def _plan(told: Story, residence: Residence, rows: list[Fact]) -> Iterator[Page]:
    """Yield a sheet a version: a plan that is being written lies beside the one in force."""
    hand, kept = _HANDS.get(residence.code, TIDY), dict.fromkeys(row["version"] for row in rows)
    for version in kept:
        part = [row for row in rows if row["version"] == version]
        name = f"Plan {version}" if version else "Plan d'actions"
        yield page(told, PLAN, part, name, f"Plan d'actions — {residence.name}", hand)


def _of(told: Story, kind: str, residences: list[Residence]) -> list[Fact]:
    codes = {residence.code for residence in residences}
    return [row for row in told[kind] if row["residence"] in codes]


def _book(name: str, *pages: Page) -> Book:
    return Book(f"{_FOLDER}/{name}.xlsx", workbook_of(pages))
