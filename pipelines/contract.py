"""What a kind of workbook must hold: the declaration from which reading, checking, keeping and blank files follow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pipelines.lists import labels_of
from pipelines.names import fold, stem
from pipelines.open_lists import Open
from pipelines.types import Dropped, Type

Row = Mapping[str, Any]
Period = Literal["month", "year", "wave", "call", "none"]
Severity = Literal["fault", "doubt"]


# The residence code of what belongs to the association and to no residence; and how a person calls it.
ASSOCIATION, ASSOCIATION_NAME = "", "l'association"

# The sheets of our own blank workbooks that hold no line: there is nothing to say of them when they come back.
NOTICE_SHEET, LISTS_SHEET = "Mode d'emploi", "Listes"
NOTICE_SHEETS = (NOTICE_SHEET, "Notice")  # the second is that of the blanks handed out until November 2026


@dataclass(frozen=True)
class Column:
    """One column: its English name, the French header of the blank workbook, and what it may hold.

    `in_titles`: a sheet without the column may say its one value in its name or title (« Entrées »). `is_shared_out`: read
    where a sheet has it, for `Contract.share_out` to give to other columns; neither stored nor in blank workbooks.
    """

    name: str
    header: str
    type: Type
    aliases: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""
    help: str = ""
    absent: Any = None  # what every line means where the sheet has no such column at all
    in_titles: bool = False
    is_shared_out: bool = False

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every header, stemmed, under which this column is recognised."""
        labels = (self.header, self.header.split("(")[0], *self.aliases)
        return frozenset(filter(None, (stem(label) for label in labels)))

    @property
    def is_kept(self) -> bool:
        """False for a column that is known and never stored."""
        return self.is_read and not self.is_shared_out

    @property
    def is_read(self) -> bool:
        """False for a column whose cells are passed by."""
        return not isinstance(self.type, Dropped)


@dataclass(frozen=True)
class Rule:
    """A rule between columns of one row. `holds` gets the row's values, none of them null or at fault."""

    columns: tuple[str, ...]
    holds: Callable[..., bool]
    message: str
    severity: Severity = "fault"

    def broken_by(self, row: Row) -> bool:
        """True when every column has a usable value and the rule does not hold."""
        values = [row.get(name) for name in self.columns]
        return None not in values and not self.holds(*values)


@dataclass(frozen=True)
class Doubt:
    """A row whose values are possible but worth a reason; `when` gets the row."""

    column: str
    when: Callable[[Row], bool]
    message: str


@dataclass(frozen=True)
class Habit:
    """A count worth a reason when it is far from what lines alike held before; `among`: the columns that make lines alike.

    `only_above`: a low count is no surprise.
    """

    column: str
    among: tuple[str, ...] = ("residence",)
    only_above: bool = False


@dataclass(frozen=True)
class Melt:
    """Columns that are one fact each, stored as rows: table, key column, its values, and value column -> name pattern."""

    table: str
    key: str
    keys: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class Contract:
    """A kind of workbook.

    `fact` is the table its rows become; `period` the grain of its slices, held by `period_column`; `is_register`:
    rows are events, so that a covered month without a row is zero; `telling`: the columns by which its header row
    is told from another's, `enough` of them being needed; `key`: what makes a row unique (`other_key` where the
    key has a blank); `is_due`: each residence owes one every month, or every year. `share_out`
    changes a row once its cells are read, before any rule. `series_doubts` gets the rows of a file and those in force that
    it leaves as they are. `names`: a column that names somebody the association works with -> the column made beside it, in
    which all spellings of one name are one. A kind without a `residence_column` is the association's own: its rows and
    slices are of no residence, their code is `ASSOCIATION`.
    """

    kind: str
    code: str
    title: str
    fact: str
    period: Period
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    telling: tuple[str, ...]
    enough: int = 2
    other_key: tuple[str, ...] = ()
    period_column: str = ""
    residence_column: str = "residence"
    is_register: bool = False
    is_due: bool = False
    rules: tuple[Rule, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    share_out: Callable[[dict[str, Any]], None] | None = None
    series_doubts: Callable[[list[Any], list[Any]], Iterable[tuple[Any, str, str]]] | None = None
    habits: tuple[Habit, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    melts: tuple[Melt, ...] = ()
    never_kept: str = ""
    help: str = ""

    @property
    def is_association(self) -> bool:
        """True for a kind whose rows belong to the association, and to no residence."""
        return not self.residence_column

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their English names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_spelling(self) -> dict[str, Column]:
        """The columns by every stemmed header that means them; the exact header wins over an alias."""
        found: dict[str, Column] = {}
        for column in self.columns:
            found |= {spelling: column for spelling in column.spellings if spelling not in found}
        return found | {stem(column.header): column for column in self.columns}

    @cached_property
    def kept(self) -> tuple[Column, ...]:
        """The columns that are stored."""
        return tuple(column for column in self.columns if column.is_kept)

    @cached_property
    def code_lists(self) -> dict[str, Mapping[str, str]]:
        """The closed lists, code -> label, by column; the keys of a melt are labelled by their columns' headers."""
        lists = {column.name: labels for column in self.columns if (labels := labels_of(column.type))}
        lists |= {
            column.name: column.type.code.labels for column in self.columns if isinstance(column.type, Open)
        }
        for melt in self.melts:
            value, pattern = next(iter(melt.values.items()))
            lists[value] = {key: self.by_name[pattern.format(key)].header for key in melt.keys}
        return lists

    def is_prefilled_only(self, names: Collection[str]) -> bool:
        """True for a line with no other column than those that blank workbooks fill in: it says nothing yet.

        In a register the date is the event's own: a line with a date is an event of which nothing else is known.
        """
        given = {self.residence_column} | (set() if self.is_register else {self.period_column})
        return given.issuperset(names)

    def column_for(self, header: str) -> Column | None:
        """Return the column that a header means, or None."""
        plain = header.split("(")[0] if stem(header) not in self.by_spelling else header
        return self.by_spelling.get(stem(plain)) if fold(plain) else None
