"""What a fact table is, and how an indicator is read from one: a measure, narrowed by predicates on its dimensions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cpdash.catalogue.base import Frozen
from cpdash.periods import Form

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
"""A name that is safe as a column: the store puts these into its queries."""

FactTable = Literal[
    "children_in_care", "placement", "adoption_timeliness", "care_leaver_activity", "care_leaver_accommodation",
    "health", "reviews", "missing",
]  # fmt: skip
Need = Literal[
    "episodes", "reviews", "oc2", "oc3", "ad1", "placed_adoption", "missing", "uasc", "distance", "locality",
]  # fmt: skip
"""What the return must hold for a figure to be worked out."""


NOT_RECORDED = "Not recorded"
"""How a breakdown names the rows that a dimension says nothing of: their cell is empty in a fact table."""

YEARLY: frozenset[Need] = frozenset({"oc2", "oc3"})
"""Files that are filled once for a whole financial year: no figure of theirs lacks months that it looks back over."""


class Fact(Frozen):
    """One fact table: its dimensions, and what each of its measures counts.

    categories: dimension -> what it can say, in the order shown. needs: dimension -> what the return must hold for it.
    within: measure -> the measure that it counts a part of. amounts: measures of days or points, that count nobody.
    shares: the fact table that counts the same people, so that what is told of the one tells of the other.
    hidden: measures that are never shown to the public as they are, because with others they would tell too much.
    distinct: measures that count each child once in a window, however often: those of months do not add up.
    only_of: dimension -> the measures that have it, where others of the table say nothing by it.
    """

    id: FactTable
    question: str
    need: Need
    dimensions: tuple[Name, ...]
    measures: dict[Name, str]
    within: dict[Name, Name] = Field({})
    amounts: tuple[Name, ...] = ()
    distinct: tuple[Name, ...] = ()
    hidden: tuple[Name, ...] = ()
    shares: FactTable | None = None
    categories: dict[Name, tuple[str, ...]] = Field({})
    needs: dict[Name, Need] = Field({})
    only_of: dict[Name, tuple[Name, ...]] = Field({})

    def tells(self, dimension: Name, measures: Iterable[Name]) -> bool:
        """Return whether all of these measures can be counted by a dimension."""
        having = self.only_of.get(dimension)
        return dimension in self.dimensions and (having is None or {*measures} <= {*having})

    def chain(self, measure: Name) -> list[Name]:
        """Return a measure, the one that it counts a part of, the one that this counts a part of, and so on."""
        return [measure, *(self.chain(self.within[measure]) if measure in self.within else [])]


class Dimension(Frozen):
    """What a dimension can say, wherever it occurs: categories in words, and those that a code set gives."""

    id: Name
    listed: tuple[str, ...] = ()
    codes: Name | None = None
    names: Literal["group", "label", "code"] = "group"
    need: Need | None = None
    in_: dict[FactTable, tuple[str, ...]] = Field({}, alias="in")


class Counted(Frozen):
    """A measure summed over the rows of a fact that the predicates let through.

    where: dimension -> the categories that count. without: dimension -> the categories that do not.
    """

    measure: Name
    where: dict[Name, tuple[str, ...]] = Field({})
    without: dict[Name, tuple[str, ...]] = Field({})


class Reading(Frozen):
    """How an indicator is worked out from a fact table.

    value = factor x numerator / denominator; without a denominator it is factor x numerator.
    """

    table: FactTable
    numerator: Counted
    denominator: Counted | None = None
    per_population: bool = Field(False, description="The denominator is the mid-year population aged 0 to 17.")
    factor: float = Field(1, gt=0)
    divisor: float = Field(1, gt=0, description="What the numerator is divided by: 7 for days told in weeks.")
    rows: Form | None = Field(None, description="Form of the fact's rows, where it is not the figure's own.")
    needs: tuple[Need, ...] = Field((), description="Beyond what the fact itself needs.")
    looks_back: int | None = Field(None, gt=0, description="Months of history behind a figure. Default: by its form.")
    also: FactTable | None = Field(None, description="Another fact with the same measures and further dimensions.")

    @property
    def parts(self) -> tuple[Counted, ...]:
        """The numerator, and the denominator where there is one."""
        return (self.numerator, self.denominator) if self.denominator else (self.numerator,)

    @property
    def tables(self) -> tuple[FactTable, ...]:
        """The fact tables that it can be read from, its own first."""
        return (self.table, self.also) if self.also else (self.table,)

    def is_composition(self, dimension: str) -> bool:
        """Return whether the numerator is one part of what the denominator holds of a dimension.

        Broken down by it, the figure is then the share of each category in the whole denominator.
        """
        if self.denominator is None or dimension not in self.numerator.where:
            return False
        return self.numerator.where[dimension] != self.denominator.where.get(dimension)
