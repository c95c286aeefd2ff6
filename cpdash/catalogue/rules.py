"""What a validation rule of the return is: its number, what it reads, how grave it is, and what it expects."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from cpdash.catalogue.base import Frozen
from cpdash.errors import CatalogueFaulty

FILE = Path(__file__).parent / "ssda903" / "rules.toml"

ReturnTable = Literal[
    "header", "episodes", "reviews", "uasc", "oc2", "oc3", "ad1", "placed_adoption", "prev_perm", "missing",
    "sw_episodes",
]  # fmt: skip
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,3}$")]


class Rule(Frozen):
    """One rule. The SQL of its number finds the rows; what the SQL need not know twice is here."""

    id: Annotated[str, StringConstraints(pattern=r"^(INT)?[0-9]{2,4}$|^[A-Z]{4,5}$")]
    row: int | None = Field(None, ge=1, le=45, description="Its row among the 45 kept. None: the project's own.")
    tables: tuple[ReturnTable, ...] = Field(description="Every table it reads, its own first. All must be given.")
    severity: Literal["error", "warning"]
    refuses: bool = Field(False, description="The row cannot be read, and is left out.")
    message: Annotated[str, StringConstraints(pattern=r"^expected[ ,]", max_length=160)]
    first_year: int = Field(0, alias="from", description="Collection year (of the 31 March) from which it is asked.")
    last_year: int = Field(9999, alias="to", description="Collection year to which it is asked.")
    check: Literal["once", "in header", "dob"] | None = Field(None, description="The query shared by several rules.")
    places: tuple[Code, ...] = ()
    provider: Code | None = None
    days: int | None = Field(None, gt=0, description="The longest that is allowed, in days.")
    age: int | None = Field(None, gt=0, description="The youngest that is allowed, in completed years.")
    not_asked: str = Field("", description="Why it is kept but not reported. Empty: it is reported.")

    @model_validator(mode="after")
    def _whole(self) -> Rule:
        if self.refuses and self.severity != "error":
            raise ValueError("a rule that refuses a row is an error")
        if self.check and not self.tables:
            raise ValueError("a shared query needs the table that it looks at")
        return self


@lru_cache(maxsize=1)
def the_rules() -> Mapping[str, Rule]:
    """Return the rules that come with the program, by number; raises CatalogueFaulty with one line for each fault."""
    return load_rules(FILE.read_text("utf-8"))


def load_rules(text: str) -> Mapping[str, Rule]:
    """Return the rules of a TOML text by number; raises CatalogueFaulty with one line for each fault."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueFaulty([f"rules.toml: not valid TOML: {error}"]) from error
    found: dict[str, Rule] = {}
    faults: list[str] = []
    for number, values in tables.items():
        try:
            found[number] = Rule.model_validate({"id": number, **values})
        except ValidationError as error:
            faults.extend(
                f"rules.toml: [{number}] {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()
            )
    if faults:
        raise CatalogueFaulty(faults)
    return found
