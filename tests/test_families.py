"""Needs of one edition count the same answers: what one of them tells of a class is known in all the others."""

from __future__ import annotations

import itertools
import os
import random
from collections import Counter

import numpy as np
import pytest

from indicators.attack import exposed
from indicators.lay_out import Protected
from indicators.publish import candidates, protected
from indicators.published import CATALOGUE
from indicators.subjects import AGES

NEEDS = next(one for one in CATALOGUE if one.id == "besoins")
LABELS = {one.name: one.classes if isinstance(one.classes, dict) else {} for one in NEEDS.variables}
CODES = ("sante_soins", "mobilite", "langue", "numerique", "securite", "energie_fluides")
THRESHOLD = 11
Answers = Counter[tuple[str, ...]]


def told(code: str, answers: Answers) -> Protected | None:
    names = {key[0]: key[0] for key in answers}
    return protected(candidates(NEEDS, code, answers, THRESHOLD, names, (), LABELS), THRESHOLD, frozenset())


def drawn(seed: int) -> dict[str, Answers]:
    """What the same people, each of a residence and an age, answered to each need."""
    draw = random.Random(seed)
    residences = [f"R{at}" for at in range(draw.randint(1, 5))]
    weights = [draw.choice((0.2, 1, 3)) for _ in AGES]
    people = [
        (code, draw.choices(list(AGES), weights)[0])
        for code in residences
        for _ in range(draw.choice((12, 15, 25, 40, 60)))
    ]
    found: dict[str, Answers] = {}
    for need in CODES:
        share = draw.choice((0.03, 0.1, 0.3, 0.6, 0.95))
        found[need] = Counter((code, "oui" if draw.random() < share else "non", age) for code, age in people)
    return found


# 11, 14, 16, 18: needs masked one by one gave a number of ten away to the one person beside it. `make fuzz` tries fifty.
@pytest.mark.parametrize(
    "seed", sorted({11, 14, 16, 18, *range(int(os.environ.get("PALIER_ASSOCIATIONS", "2")))})
)
def test_no_number_comes_back_from_all_the_needs_together(seed: int) -> None:
    """One program of all needs: as many of each residence and age answered each of them, whatever they answered."""
    answers = drawn(seed)
    found = {need: one for need in CODES if (one := told(need, answers[need]))}
    residences = sorted({key[0] for key in answers[CODES[0]]})
    at = {key: rank for rank, key in enumerate(itertools.product(found, residences, ("oui", "non"), AGES))}
    rows, counts, masked, small = [], [], set(), set()
    for need, one in found.items():
        for rank, key in enumerate(one.block.keys):
            wanted = {name: one.block.classes[name][of].codes for name, of in key.choice}
            row = np.zeros(len(at))
            for (of, code, answer, age), column in at.items():
                is_in = code in key.unit.codes and answer in wanted.get("need", answer)
                row[column] = of == need and is_in and age in wanted.get("age", (age,))
            count = int(one.block.counts[rank])
            assert count == sum(n for of, n in answers[need].items() if row[at[(need, *of)]]), (
                "the program is of the same numbers"
            )
            if rank in one.masked:
                masked.add(len(rows))
                small |= {len(rows)} if 0 < count < THRESHOLD or rank in one.block.zeros else set()
            rows.append(row)
            counts.append(count)
    first, *others = found
    for need, code, age in itertools.product(others, residences, AGES):
        row = np.zeros(len(at))
        for answer in ("oui", "non"):
            row[at[first, code, answer, age]], row[at[need, code, answer, age]] = 1, -1
        rows.append(row)
        counts.append(0)
    assert exposed(np.array(rows), np.array(counts), masked, THRESHOLD, small) == []


def test_a_need_that_its_ages_would_give_away_is_told_without_them() -> None:
    """Eleven under 26 answered, which « langue » tells: whoever alone among them expresses a need would find the ten others."""
    alone: Answers = Counter(
        {("R1", "oui", "18_25"): 1, ("R1", "non", "18_25"): 10, ("R1", "oui", "75_plus"): 12}
    )
    alone["R1", "non", "75_plus"] = 12
    many: Answers = Counter({("R1", "oui", "18_25"): 11, ("R1", "non", "75_plus"): 12})
    many["R1", "oui", "75_plus"] = 12
    one, other = told("mobilite", alone), told("langue", many)
    assert one
    assert other
    assert [sorted(of.block.classes) for of in (one, other)] == [["need"], ["age", "need"]]
    assert (one.block.counts.tolist(), one.masked) == ([35, 13, 22], frozenset())
    ages = {key.choice: count for key, count in zip(other.block.keys, other.block.counts, strict=True)}
    assert [ages[("age", rank),] for rank in range(2)] == [11, 24]
    assert not other.masked & other.block.shared


def test_small_numbers_of_ages_are_told_by_wider_ages_before_none() -> None:
    """Alone among eleven, one finds the ten others; at twenty-two a class, the two youngest bands are told together."""
    answers: Answers = Counter()
    for age, yes, no in (("18_25", 1, 10), ("26_39", 12, 12), ("40_49", 12, 12), ("50_59", 12, 12)):
        answers |= Counter({("R1", "oui", age): yes, ("R1", "non", age): no})
    one = told("mobilite", answers)
    assert one
    labels = [of.label for of in one.block.classes["age"]]
    assert labels == ["18-39 ans", "40-49 ans", "50 ans et plus"]
    assert not one.masked
