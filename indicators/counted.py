"""The facts of a year -> how many people of each residence and class a subject of the catalogue counts."""

from __future__ import annotations

from indicators.subjects import Subject, Variable
from pipelines.store import Connection

_NOBODY = 0.001  # of a residence where nobody took anybody's place: so few that it is joined to another, and adds nothing


def people_of(con: Connection, subject: Subject, code: str, year: int) -> dict[tuple[str, ...], int]:
    """Return how many people of each residence and class a subject counts in a year, where they are known well enough."""
    names = [variable.name for variable in subject.variables]
    sql = subject.sql.format(year=year, code=code)
    columns = ", ".join(["residence", *names])
    rows = con.execute(
        f"select {columns}, sum(people) from ({sql}) where residence in ({_fit(subject, year)}) group by {columns}"
    ).fetchall()
    found = {tuple(str(one) for one in row[:-1]): row[-1] for row in rows}
    # A residence of which one class is not known has no table: its total would not be one.
    broken = {key[0] for key, number in found.items() if number is None or number < 0}
    return {key: int(number) for key, number in found.items() if key[0] not in broken}


def _fit(subject: Subject, year: int) -> str:
    """Return the query of the residences that are transmitted well enough to be published (statistics.md, sections 7 and 8)."""
    if subject.fact:
        return (
            f"select residence from coverage where fact = '{subject.fact}' and extract(year from month) = {year} "
            "group by residence having count(*) >= 10"
        )
    if subject.response:
        return (
            f"select residence from figures where indicator = '{subject.response}' and extract(year from month) = {year} "
            "group by residence having sum(numerator) >= 0.3 * sum(denominator)"
        )
    return "select residence from residences"


def turnover_of(con: Connection, year: int) -> dict[str, float]:
    """Return how many people, in each residence, may have taken the place of another in a year: the lesser of entries and exits.

    Two Decembers, told apart, less the exits are the entries; and whoever did not move is in both. Where as many as the
    threshold may have been replaced, neither gives a small number of the others away (statistics.md, section 5.4).
    """
    rows = con.execute(
        f"""
        with moved as (
            select residence, 1 as came, 0 as went from entries where extract(year from moved_on) = {year}
            union all
            select residence, 0 as came, 1 as went from exits where extract(year from moved_on) = {year}
        )
        select residence, sum(came), sum(went) from moved group by residence
        """
    ).fetchall()
    return {residence: max(float(min(came, went)), _NOBODY) for residence, came, went in rows}


def labels_of(con: Connection, variable: Variable) -> dict[str, str]:
    """Return the label of each class of a variable, in its order."""
    if isinstance(variable.classes, dict):
        return variable.classes
    return dict(
        con.execute(
            "select code, label from code_labels where list = ? order by place", [variable.classes]
        ).fetchall()
    )
