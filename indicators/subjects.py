"""What a table of people is declared with: who is counted, what they are told apart by, which tables of them are published."""

from __future__ import annotations

from dataclasses import dataclass

RESIDENCE = "residence"


@dataclass(frozen=True)
class Variable:
    """What people are told apart by. `classes`: code -> label, or the name of a closed list (`code_labels`).

    `is_ordered`: small classes are joined to their neighbours, not to « Autres ». `is_yes_or_no`: two classes, `oui` and
    `non`, never joined. `joined`: classes joined from the start, label -> codes; `same_as`: the variable whose codes these
    are, so that nobody is of one class of the first and of another of the second.
    """

    name: str
    title: str
    classes: dict[str, str] | str
    is_ordered: bool = False
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    same_as: str = ""

    @property
    def is_yes_or_no(self) -> bool:
        """True for what people have or have not."""
        return isinstance(self.classes, dict) and set(self.classes) == {"oui", "non"}


@dataclass(frozen=True)
class Subject:
    """People counted once: the query that gives them, what they are told apart by, and the tables published of them.

    `sql` returns one row a residence and class of each variable: `residence`, the variables, `people`. `{year}` is the year,
    `{code}` the code that a family of subjects is made for. `each`: the closed list of that family. `fact`: the register
    that must cover the year (10 months of 12, 80 %: statistics.md 7). `response`: the indicator of the response rate that must reach 30 %.
    `is_flow`: entries or exits, which join two stocks of people: residences are told apart by how many were replaced.
    `sensitive`: the codes of the family of which « everybody » is told no more than « a few ».
    """

    id: str
    title: str
    unit: str
    sql: str
    tables: tuple[tuple[str, ...], ...]
    variables: tuple[Variable, ...] = ()
    each: str = ""
    fact: str = ""
    response: str = ""
    sensitive: frozenset[str] = frozenset()
    caveat: str = ""
    is_flow: bool = False


AGES = {
    "18_25": "18-25 ans",
    "26_39": "26-39 ans",
    "40_49": "40-49 ans",
    "50_59": "50-59 ans",
    "60_64": "60-64 ans",
    "65_74": "65-74 ans",
    "75_plus": "75 ans et plus",
}
AGE = Variable("age", "Âge", AGES, is_ordered=True)


def yes_or_no(name: str, yes: str, no: str) -> Variable:
    """Return what people have or have not."""
    return Variable(name, yes, {"oui": yes, "non": no})


def of_december(*columns: tuple[str, str, str]) -> str:
    """Return the query of columns of the monthly occupation: (variable, class, expression), the last month of the year."""
    return " union all ".join(
        f"select residence, '{code}' as {variable}, {number} as people from occupancy where month = date '{{year}}-12-01'"
        for variable, code, number in columns
    )
