"""The shape of the catalogue: frozen models that refuse an unknown key, so that a misspelt one cannot be ignored."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from cpdash.catalogue.base import Frozen
from cpdash.catalogue.facts import Reading
from cpdash.periods import Form, Month

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,60}$")]
Code = Annotated[str, StringConstraints(pattern=r"^(CP\d{1,2}[ab]?|AR\d|NI\d{2,3})$")]
MonthText = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]

Unit = Literal[
    "children", "young people", "per 10,000", "%", "ratio", "weeks", "days", "score", "points", "places", "homes",
    "households", "carers", "families", "referrals", "placements", "episodes", "courses", "complaints", "allegations",
    "orders", "decisions", "children per worker", "pounds", "pounds a week",
]  # fmt: skip
SIZELESS: frozenset[str] = frozenset(
    {"per 10,000", "%", "ratio", "weeks", "days", "score", "points", "children per worker", "pounds a week"}
)
"""Units in which large and small councils can be held against each other. A count says mostly how large one is."""

Polarity = Literal["high", "low", "neutral"]
Theme = Literal[
    "Numbers and trends", "Permanence", "Placements and sufficiency", "Care leavers", "Health", "Education",
    "Voice and participation", "Safety", "Quality and workforce", "Fostering and homes", "Edge of care", "Finance",
]  # fmt: skip
Delivery = Literal["reduce the number in care", "value for money", "permanence", "impact of decisions"]
LocalSource = Literal[
    "children_in_care", "placement", "adoption_timeliness", "care_leaver_activity", "care_leaver_accommodation",
    "health", "reviews", "missing", "scorecard", "published", "calculated",
]  # fmt: skip


class Local(Frozen):
    """Where a council's own value comes from, and in which windows it exists."""

    source: LocalSource
    form: Form
    forms: tuple[Form, ...] = ()
    note: Text | None = None

    @property
    def all_forms(self) -> tuple[Form, ...]:
        """Every form that the indicator exists in, its default first."""
        return (self.form, *(form for form in self.forms if form != self.form))


class Calculation(Frozen):
    """A published value that is worked out at publish from other indicators' published values of the same period.

    ratio: first divided by second. share: 100 times the first divided by the sum of all those named.
    percent_of: 100 times the first divided by the second. gap_to_region: the first, minus that of the area's region.
    """

    kind: Literal["ratio", "share", "percent_of", "gap_to_region"]
    of: tuple[Id, ...] = Field(min_length=1, max_length=4)


class Benchmark(Frozen):
    """The published figures of other areas that the indicator is held against."""

    source: Text
    lait: str | None = Field(None, description="`Measure_short` in the LAIT bulk table, spelt as there.")
    lait_drop_years: tuple[int, ...] = Field((), description="Years known to be wrong at the source: left out.")
    lait_category: dict[str, str] = Field(
        {}, max_length=1, description="Breakdown that the LAIT measure belongs to, such as {age = '19 to 21 years'}."
    )
    form: Form = "snapshot"
    year_end: Literal[3, 8] = Field(3, description="Month in which the published year ends: March, or August.")
    basis: Literal["same", "indicative"]
    note: Text | None = None

    @model_validator(mode="after")
    def _says_how_it_differs(self) -> Benchmark:
        if self.basis == "indicative" and not self.note:
            raise ValueError("an indicative benchmark needs a note that says how its basis differs")
        return self


class Target(Frozen):
    """A target for some months, for one council or (area = "all") for every one."""

    area: Annotated[str, StringConstraints(pattern=r"^(all|E\d{8})$")]
    from_: MonthText = Field(alias="from")
    to: MonthText | None = Field(None, description="Last month; absent: until another target begins.")
    value: float
    tolerance: float = Field(0, ge=0, description="How far off still counts as close to the target, in the unit.")
    owner: Text
    reason: Text
    source: Text

    @model_validator(mode="after")
    def _runs_forward(self) -> Target:
        if self.to and Month.parse(self.to) < Month.parse(self.from_):
            raise ValueError("a target must not end before it begins")
        return self


class Public(Frozen):
    """What the public can be shown of an indicator beside its totals and its breakdowns by one dimension.

    about: "things" where no count in it is one of people, so that no number of it is too small to be shown.
    rest: "things" where only what the numerator leaves over of the denominator is no people. pairs: breakdowns by two
    dimensions at once; each is also one of the indicator's dimensions, named for both, such as age_and_sex.
    closed: why nothing of the indicator is public at all.
    """

    about: Literal["people", "things"] = "people"
    rest: Literal["people", "things"] = "people"
    pairs: tuple[tuple[Id, Id], ...] = ()
    dimensions: tuple[Id, ...] = Field((), description="Beside those that every indicator is broken down by.")
    closed: Text | None = Field(None, description="Why no figure of it is public; absent: its figures are.")


class Signals(Frozen):
    """How an indicator's control chart is worked out.

    xmr: off where neighbouring months depend on each other, as those of a slow-moving stock do. screened: whether jumps
    are left out of what is taken for chance.
    """

    xmr: bool = True
    screened: bool = True


class Document(Frozen):
    """Where the definition was written down, and who stands for it. "not stated" is allowed."""

    source: Text
    author: Text
    reviewed: Annotated[str, StringConstraints(pattern=r"^(not stated|\d{4}-\d{2}-\d{2})$")]


class Indicator(Frozen):
    """One measure, in words and rules. The id is the name of its file."""

    id: Id
    codes: tuple[Code, ...] = ()
    title: Text
    short: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=44)]
    sentence: Text = Field(description="Noun phrase that a sentence can begin with, such as 'The number of children'.")
    question: Annotated[str, StringConstraints(pattern=r"^.+\?$")]
    words: tuple[Text, ...] = Field(
        (), description="What people call it, for the search: everyday words, abbreviations, older terms."
    )
    why: Text
    definition: Text
    numerator: Text
    denominator: Text
    unit: Unit
    decimals: int = Field(0, ge=0, le=2)
    range: tuple[float, float] | None = Field(None, description="Values outside are refused. Default: by unit.")
    polarity: Polarity
    theme: Theme
    priorities: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    delivery: tuple[Delivery, ...] = ()
    order: int = Field(ge=1, description="Place on the Overview, within the theme.")
    show_on_overview: bool = True
    dimensions: tuple[Id, ...] = Field((), description="Breakdowns that exist, such as age or legal_status.")
    local: Local
    fact: Reading | None = Field(None, description="How it is worked out from the return.")
    calculation: Calculation | None = None
    benchmark: Benchmark | None = None
    target: tuple[Target, ...] = ()
    signals: Signals = Field(Signals(), description="How it is told whether a change is more than chance.")
    public: Public = Field(Public(), description="What the public can be shown of it.")
    document: Document

    @property
    def code(self) -> str:
        """The code that the board's papers use, or the id where they have none."""
        return self.codes[0] if self.codes else self.id

    @property
    def sizeless(self) -> bool:
        """Whether councils of different size can be judged against each other by it: a rate can, a count cannot."""
        return self.unit in SIZELESS

    @property
    def bounds(self) -> tuple[float, float]:
        """The smallest and largest value that can be true, in the unit."""
        if self.range:
            return self.range
        return (0.0, 100.0) if self.unit == "%" else (0.0, float("inf"))


class Series(Frozen):
    """One set of rows of a source file that carries one indicator, or one breakdown of it."""

    indicator: Id
    where: dict[str, str | tuple[str, ...]] = Field({})
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    total_where: dict[str, str] = Field({}, description="The row of the same group whose count is the denominator.")
    category: dict[str, str] = Field({}, max_length=1, description="dimension = category that the rows stand for.")
    dimension: Id | None = Field(None, description="Dimension whose categories are in `category_column`.")
    category_column: str | None = None
    form: Form | None = Field(None, description="Default: the form of the indicator's benchmark.")
    month: MonthText | None = Field(None, description="Last month, where the source's own period does not say it.")
    status: Literal["published", "provisional", "illustrative"] = "published"
    note: Text | None = Field(None, description="Joined to the note of each row: what was decided here, and why.")
    basis: Literal["same", "indicative"] | None = Field(None, description="Default: that of the indicator's benchmark.")
    add_up: bool = Field(False, description="Rows of a group are added: value = 100 x their sum / the total row.")

    @model_validator(mode="after")
    def _says_how_it_differs(self) -> Series:
        if self.basis == "indicative" and not self.note:
            raise ValueError("an indicative series needs a note that says how its basis differs")
        if self.add_up and not (self.numerator and self.denominator and self.total_where):
            raise ValueError("rows can only be added up with a numerator, a denominator and total_where")
        return self


class Marker(Frozen):
    """What tells apart layouts that share a header: one of these values occurs in the column (by our name)."""

    column: Id
    one_of: tuple[str, ...] = Field(min_length=1)


class SourceMap(Frozen):
    """The layout of one kind of file: how it is recognised, and which column means what.

    `columns` maps our names to the file's; every one of them must be in the header for the file to be of this kind.
    The kind is recognised by its whole set of columns, never by the file's name.
    """

    id: Id
    kind: Id = Field(description="The word for `cpdash import KIND`.")
    title: Text
    reader: Literal[
        "lait", "dfe", "csc", "adoption", "population", "neighbours_long", "neighbours_wide", "geography",
        "judgements", "homes", "scorecard", "observations", "board_scorecard", "board_profile", "board_figures",
        "home_judgements", "actions", "calendar", "dictionary", "regions", "postcodes", "notes",
    ]  # fmt: skip
    family: Id = Field(description="Sources of one family replace one another by release: the newest wins.")
    release: Text = Field(description="'from data' (latest year in the file), or the release itself.")
    priority: int = Field(ge=1, le=99, description="Which family is shown when several have a value: the highest.")
    scope: Literal["national", "local"] = Field(description="Only national sources are compared between councils.")
    publisher: Text
    licence: Text = "Open Government Licence v3.0"
    columns: dict[str, str]
    spellings: dict[str, tuple[str, ...]] = Field(
        {}, description="Our name -> other names that releases have given the column in `columns`."
    )
    optional: dict[str, str] = Field({})
    marker: Marker | None = None
    areas: dict[str, str] = Field({}, description="The file's own name or number of an area -> its code.")
    not_areas: tuple[str, ...] = Field(
        (), description="Numbers or names that are no area, such as joint services: left."
    )
    categories: dict[str, str] = Field({}, description="The file's words for a category -> ours.")
    narrow: bool = Field(False, description="Of a wide file only the columns named here are read: it saves memory.")
    whole_header: bool = Field(False, description="Of this kind only when the file has no other column.")
    symbols: dict[str, str] = Field({})
    area: Annotated[str, StringConstraints(pattern=r"^E\d{8}$")] | None = Field(
        None, description="Code of the area, where the file has no column for it."
    )
    document: Text | None = Field(
        None, description="Document the figures are from, where the file has no column for it."
    )
    documents: dict[str, Text] = Field({}, description="Beginning of a row's note -> the other document it is from.")
    units: dict[str, Unit] = Field({}, description="The file's words for a unit -> ours.")
    dimensions: dict[str, Id] = Field({}, description="The file's name of a breakdown -> our dimension.")
    series: tuple[Series, ...] = ()
    note: Text | None = None
