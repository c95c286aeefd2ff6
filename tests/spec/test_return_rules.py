"""The validation rules against cases that were worked out elsewhere: input rows, and the rows that must be at fault."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cpdash.catalogue.rules import the_rules
from tests.unit.ingest.ssda903.rules_for_tests import found_by, staged

TABLES = {
    "Header": "header",
    "Episodes": "episodes",
    "Reviews": "reviews",
    "UASC": "uasc",
    "OC2": "oc2",
    "OC3": "oc3",
    "AD1": "ad1",
    "PlacedAdoption": "placed_adoption",
    "PrevPerm": "prev_perm",
    "Missing": "missing",
    "SWEpisodes": "sw_episodes",
}

ROWS = {
    1: "102", 2: "INT31 INT32 INT33 INT34 INT35 INT36", 3: "INT01 INT02 INT03 INT04 INT05 INT06 INT07 INT08 INT09",
    4: "INT11 INT12 INT13 INT14 INT15 INT16 INT17 INT18 INT21", 5: "101", 6: "103", 7: "301", 8: "141", 9: "147",
    10: "143", 11: "144", 12: "145", 13: "146", 14: "149", 15: "1009", 16: "178", 17: "526", 18: "213",
    19: "550 527 528 529 530 531", 20: "148", 21: "142", 22: "355", 23: "356", 24: "501", 25: "388", 26: "431",
    27: "432", 28: "433", 29: "357", 30: "434 435 436", 31: "354", 32: "302 352", 33: "359", 34: "437", 35: "504",
    36: "366 365 367 426", 37: "380 381 383 375 376 379", 38: "378", 39: "390 386", 40: "516 407 460", 41: "551 553",
    42: "601 602 331 333 521 523", 43: "1006 1004 1005 564 565 566 567 570 571 574 577", 44: "180 181 182 190 191",
    45: "131 132 133 153 344 345 391",
}  # fmt: skip
"""The 45 rows of the rules that are kept, and the Department's numbers in each."""

OTHERS = (
    "1000 1011 1012 1014 1015 1016 105 114 115 118 119 157 158 159 165 166 167 168 169 171 174 175 177 184 187 "
    "188 193 197B 197a 198 204 205C 205D 207 208 209 214 217 218 219 221 225 227 231 232 233 234 3001 303 336 358 "
    "361 362 374 377 382 393 406 411 440 441 444 451 453 503A 503B 503F 503G 503H 511 514 517 519 522 524 545 546 "
    "555 556 559 563 575 578 580 581 582 583 611 624 625 633 634 700 702 703 704 708 709 710 SW02STG1 SW06STG2 "
    "SW09STG2 SW10STG2 SW13STG1 SW14STG2 SW15STG2 SW16cSTG2"
)
"""The rules of the file of cases that are none of the 45 rows."""


def test_every_number_of_the_45_rows_is_a_rule() -> None:
    kept = {number: rule for number, rule in the_rules().items() if rule.row}
    assert {number: rule.row for number, rule in kept.items()} == {
        number: row for row, numbers in ROWS.items() for number in numbers.split()
    }
    assert len(kept) == 111


def test_only_an_unreadable_row_is_refused() -> None:
    refusing = {number for number, rule in the_rules().items() if rule.refuses}
    assert refusing == {"102", "141", "143", "144", "146", "147", "149", "355", "356"}


@pytest.fixture(scope="module")
def cases(real_data: Path) -> Sequence[Mapping[str, Any]]:
    path = real_data / "ssda903_rule_cases.json"
    if not path.exists():
        pytest.skip("the folder of CPDASH_REAL_DATA has no ssda903_rule_cases.json")
    found: Sequence[Mapping[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


@pytest.mark.real
def test_every_case_of_every_rule_that_is_kept(cases: Sequence[Mapping[str, Any]]) -> None:
    wrong = {
        f"{case['rule']} {case['ruleset']} case {case['case']}": (found, expected)
        for case in cases
        if case["rule"] in the_rules()
        if (found := _found(case)) != (expected := _expected(case))
    }
    assert wrong == {}


@pytest.mark.real
def test_which_rules_the_cases_cover_and_which_are_not_kept(cases: Sequence[Mapping[str, Any]]) -> None:
    kept = [case["rule"] for case in cases if case["rule"] in the_rules()]
    assert (len(kept), len(set(kept))) == (62, 59)
    others = [case["rule"] for case in cases if case["rule"] not in the_rules()]
    assert (len(others), sorted(set(others))) == (len(cases) - 62, sorted(OTHERS.split()))


def _found(case: Mapping[str, Any]) -> dict[str, list[int]]:
    """The rows that the rule finds in a case, by the case's own name of the table and number of the row.

    The values go in as they stand: the reader would have put codes in capitals and a blank to NULL, and the cases ask
    what the rule makes of those that are not. A case without dates is a whole year of its ruleset.
    """
    given = case["input"]
    year = int(case["ruleset"][5:7]) + 2001
    days = given.get("metadata", {})
    first = _day(days.get("collection_start")) or date(year - 1, 4, 1)
    last = _day(days.get("collection_end")) or date(year, 3, 31)
    tables = {
        TABLES[name]: [dict(zip([c.lower() for c in rows["columns"]], row, strict=True)) for row in rows["rows"]]
        for name, rows in given.items()
        if name in TABLES
    }
    found = found_by(staged(tables, first, last, year), case["rule"])
    return {
        name: sorted(given[name]["index"][at] for at in found[table])
        for name, table in TABLES.items()
        if table in found
    }


def _expected(case: Mapping[str, Any]) -> dict[str, list[int]]:
    return {name: sorted(rows) for name, rows in case["expected_failing_index"].items() if rows}


def _day(text: str | None) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None
