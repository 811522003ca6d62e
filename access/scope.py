"""What a person may see of the figures: which residences, which months, how closely. Applied where figures are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


class OutOfSight(Exception):
    """Something was asked by a person who may not see it; the text says, in French, what may be asked."""


@dataclass(frozen=True)
class Sight:
    """How far a person sees.

    `residences`: codes, None for all of them. `first`, `last`: first days of the first and last months, None for no limit.
    `until`: the latest cut-off at which figures may be judged. `by_residence`: whether figures of one residence may be
    read; without it, only totals over all the residences in sight. `traces`: whether lines, landings and residents' own
    words may be read. `closed_only`: whether only the months that the association has closed are in sight, and figures
    judged at the latest at the end of the last of them: which they are is written in the data, not here. `calls`: names of
    the funding calls whose actions and budgets may be read, None for all. What the association does as a whole, its working
    groups and trainings, is in everybody's sight. `least`: the fewest people that a number of people may be for it to be
    read (0: any).
    """

    role: str
    residences: tuple[str, ...] | None = None
    first: date | None = None
    last: date | None = None
    until: date | None = None
    by_residence: bool = True
    traces: bool = True
    closed_only: bool = False
    calls: tuple[str, ...] | None = None
    least: int = 0

    def __post_init__(self) -> None:
        if self.residences is not None and not self.residences:
            raise ValueError("a sight of no residence: such a person sees no figure at all")

    @property
    def key(self) -> str:
        """What tells this sight from any other: whatever is kept for it is kept under this name."""
        codes = "*" if self.residences is None else ",".join(self.residences)
        calls = "*" if self.calls is None else "|".join(self.calls)
        bounds = f"{self.first}:{self.last}:{self.until}:{self.closed_only}:{calls}"
        return f"{self.role}:{codes}:{bounds}:{self.by_residence}:{self.traces}:{self.least}"

    def sees(self, residence: str) -> bool:
        """Return whether a residence is in sight."""
        return self.residences is None or residence in self.residences

    def choose(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Return the residences to read for those asked, none meaning all in sight (empty: every residence there is).

        Raises OutOfSight for a residence that is not in sight, or for a choice among residences seen only together.
        """
        wanted = tuple(asked)
        if foreign := [code for code in wanted if not self.sees(code)]:
            raise OutOfSight(f"hors de votre périmètre : {', '.join(foreign)} ; {self._allowed()}")
        if wanted and not self.by_residence and set(wanted) != set(self.residences or ()):
            raise OutOfSight(
                "seuls les totaux de l'ensemble des résidences vous sont ouverts ; ne choisissez pas de résidence"
            )
        return wanted or self.residences or ()

    def months(self, first: date | None, last: date | None) -> tuple[date | None, date | None]:
        """Return the months to read for those asked (first days): never before, never after what is in sight."""
        starts, ends = [day for day in (first, self.first) if day], [day for day in (last, self.last) if day]
        return max(starts, default=None), min(ends, default=None)

    def whole(self) -> Sight:
        """Return the same sight, residence by residence: to compute a total from its parts, never to show the parts."""
        return replace(self, by_residence=True)

    def _allowed(self) -> str:
        return f"vos résidences : {', '.join(self.residences or ())}"


EVERYTHING = Sight("direction")
# domain.md G.4: in published tables; design, section 5: on the pages of the leadership.
LEAST_PUBLISHED, LEAST_ON_PAGES = 11, 5


# What a federation sees of each association that agreed to it: what an evaluator sees, and no funding call.
COMPARED = Sight(
    "federation", by_residence=False, traces=False, closed_only=True, calls=(), least=LEAST_PUBLISHED
)


def sight_of(
    role: str,
    residences: tuple[str, ...],
    first: date | None,
    last: date | None,
    call: str = "",
) -> Sight:
    """Return what a role sees: `residences`, `first`, `last` and `call` bound an `equipe` (residences) or an `evaluateur` (all).

    Raises OutOfSight for a role that reads no figure, or an `equipe` without a residence. An `evaluateur` sees closed
    months only, the figures of its `call`, and totals only: published tables are not masked yet (design, section 5).
    """
    if role == "direction":
        return EVERYTHING
    if role == "equipe" and residences:
        return Sight(role, tuple(sorted(residences)), calls=())
    if role == "equipe":
        raise OutOfSight("une équipe voit ses résidences : dites lesquelles")
    if role == "evaluateur":
        starts, ends = (day.replace(day=1) if day else None for day in (first, last))
        codes = tuple(sorted(residences)) or None
        calls = (call.strip(),) if call.strip() else ()
        return Sight(
            role,
            codes,
            starts,
            ends,
            by_residence=False,
            traces=False,
            closed_only=True,
            calls=calls,
            least=LEAST_PUBLISHED,
        )
    raise OutOfSight("ce rôle ne lit aucun chiffre")
