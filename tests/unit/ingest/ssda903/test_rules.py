"""What the rules hand on: where a fault is, how grave it is, what was expected, and the days that it touches."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from cpdash.catalogue.rules import load_rules, the_rules
from cpdash.errors import CatalogueFaulty
from cpdash.ingest.ssda903.rules import FOLDER, KEEPING, REFUSING, faults, refused
from tests.unit.ingest.ssda903.rules_for_tests import FIRST, LAST, Row, add, rows_of, staged

SOUND: Mapping[str, Sequence[Row]] = {
    "header": [{"child": "A", "sex": "1", "dob": "01/05/2012", "ethnic": "WBRI"}],
    "episodes": [
        {
            "child": "A", "decom": "01/05/2022", "rne": "S", "ls": "C1", "cin": "N1", "place": "U4",
            "place_provider": "PR1", "dec": "01/09/2022", "rec": "X1", "pl_post": "TS1 1AA",
        },
        {
            "child": "A", "decom": "01/09/2022", "rne": "L", "ls": "C2", "cin": "N1", "place": "U4",
            "place_provider": "PR1", "pl_post": "TS1 1AA",
        },
    ],
    "reviews": [{"child": "A", "dob": "01/05/2012", "review": "01/06/2022", "review_code": "PN1"}],
    "oc3": [{"child": "B", "dob": "01/05/2003", "in_touch": "YES", "activ": "F1", "accom": "U1"}],
}  # fmt: skip


def test_a_sound_return_has_no_fault_and_a_care_leaver_need_not_be_in_its_header() -> None:
    db = staged(SOUND)
    assert refused(db).to_pylist() == []
    assert faults(db).to_pylist() == []


def test_a_refused_row_says_where_and_what_was_expected() -> None:
    db = staged({"header": [{"child": "A", "dob": "45383"}]})
    assert refused(db).to_pylist() == [
        {
            "table_": "header", "ret": 0, "file": 0, "row": 0, "column": "DOB", "rule": "102",
            "message": "expected a date of birth as DD/MM/YYYY",
        }
    ]  # fmt: skip


def test_a_row_may_be_refused_for_two_reasons_and_is_no_fault_besides() -> None:
    db = staged({"episodes": [{"child": "A", "decom": "2022-05-01", "rne": "Q", "place": "U4"}]})
    assert sorted(one["rule"] for one in refused(db).to_pylist()) == ["141", "143"]
    refusing = {rule.id for rule in the_rules().values() if rule.refuses}
    assert not refusing & {one["rule"] for one in faults(db).to_pylist()}


def test_a_fault_of_an_episode_touches_its_days_within_the_return() -> None:
    rows = [
        {"child": "A", "decom": "01/05/2022", "dec": "10/07/2022", "cin": "N9"},
        {"child": "B", "decom": "01/05/2015", "cin": "N9"},
        {"child": "C", "decom": "01/05/2023", "cin": "N9"},
        {"child": "D", "cin": "N1"},
    ]
    found = sorted(
        (one["row"], one["first"], one["last"]) for one in rows_of(faults(staged({"episodes": rows})), "145")
    )
    assert found == [(0, date(2022, 5, 1), date(2022, 7, 10)), (1, FIRST, LAST), (2, LAST, LAST)]


def test_an_open_episode_past_18_is_at_fault_from_the_birthday() -> None:
    given = {"header": [{"child": "A", "dob": "10/01/2005"}], "episodes": [{"child": "A", "decom": "01/05/2015"}]}
    [found] = rows_of(faults(staged(given)), "359")
    assert (found["first"], found["last"], found["severity"]) == (date(2023, 1, 10), LAST, "warning")


def test_a_fault_of_an_event_touches_its_day_and_one_of_a_yearly_file_the_return() -> None:
    given = {
        "header": [{"child": "A", "dob": "01/05/2012", "ethnic": "WBRI"}],
        "reviews": [{"child": "B", "review": "01/06/2022", "review_code": "PN1"}],
        "uasc": [{"child": "B"}],
    }
    found = faults(staged(given))
    [review], [uasc], [sex] = (rows_of(found, rule) for rule in ("INT08", "INT09", "101"))
    assert (review["first"], review["last"]) == (date(2022, 6, 1), date(2022, 6, 1))
    assert (uasc["first"], uasc["last"]) == (sex["first"], sex["last"]) == (FIRST, LAST)


def test_days_the_wrong_way_round_are_handed_on_in_order() -> None:
    given = {"missing": [{"child": "A", "missing": "M", "mis_start": "10/06/2022", "mis_end": "01/06/2022"}]}
    [found] = rows_of(faults(staged(given)), "567")
    assert (found["first"], found["last"]) == (date(2022, 6, 1), date(2022, 6, 10))


@pytest.mark.parametrize(
    ("left", "rules"),
    [
        ("header", {"INT03", "INT08", "352"}),
        ("placed_adoption", {"551", "553"}),
        ("ad1", {"601"}),
        ("oc2", {"191"}),
    ],
)
def test_a_rule_says_nothing_about_a_file_that_the_return_did_not_give(left: str, rules: set[str]) -> None:
    given: dict[str, Sequence[Row]] = {
        "header": [{"child": "Z", "dob": "01/05/1990"}],
        "episodes": [
            {"child": "A", "decom": "01/05/2015", "rne": "S", "place": "A6", "ls": "E1"},
            {"child": "Z", "decom": "01/05/2022", "dec": "01/06/2022", "rec": "E11", "rne": "S"},
        ],
        "reviews": [{"child": "A", "review": "01/06/2022", "review_code": "PN1"}],
        "placed_adoption": [],
        "ad1": [],
        "oc2": [],
    }
    assert rules <= {one["rule"] for one in faults(staged(given)).to_pylist()}
    without = {name: rows for name, rows in given.items() if name != left}
    assert not rules & {one["rule"] for one in faults(staged(without)).to_pylist()}


def test_a_return_is_asked_by_what_it_gave_itself() -> None:
    db = staged({"episodes": [{"child": "A", "decom": "01/05/2022", "rne": "S"}]})
    add(db, 1, {"header": [], "episodes": [{"child": "A", "decom": "01/05/2022", "rne": "S"}]})
    assert [one["ret"] for one in rows_of(faults(db), "INT03")] == [1]


def test_no_value_of_a_child_is_handed_on() -> None:
    secret = "QZSECRET"
    given = {
        "header": [{"child": secret, "sex": secret, "dob": secret, "ethnic": secret, "mother": secret}],
        "episodes": [
            {
                "child": secret + "2", "decom": secret, "dec": secret, "rne": secret, "ls": secret, "cin": secret,
                "place": secret, "place_provider": secret, "rec": secret, "reason_place_change": secret,
            }
        ],
        "reviews": [{"child": secret + "3", "review": secret, "review_code": secret}],
        "oc2": [{"child": secret, "sdq_score": secret, "convicted": secret}],
        "oc3": [{"child": secret, "in_touch": secret, "activ": secret, "accom": secret}],
        "missing": [{"child": secret, "missing": secret, "mis_start": secret, "mis_end": secret}],
    }  # fmt: skip
    db = staged(given)
    said = [*refused(db).to_pylist(), *faults(db).to_pylist()]
    assert len(said) > 20
    assert secret not in str(said)


def test_the_order_of_rows_and_files_changes_nothing() -> None:
    dice = random.Random(5)
    days = [f"01/{month:02}/2022" for month in range(4, 13)]
    episodes: list[dict[str, str | int | None]] = [
        {
            "row": at, "child": dice.choice("ABCDE"), "decom": dice.choice(days), "dec": dice.choice([*days, None]),
            "rne": dice.choice("SLPTBU"), "ls": dice.choice(["C1", "C2", "V3", "V4"]), "cin": dice.choice(["N1", "N2"]),
            "place": dice.choice(["U4", "K2", "T1", "A6"]), "rec": dice.choice(["X1", "E4A", "E2", None]),
        }
        for at in range(60)
    ]  # fmt: skip
    missing: list[dict[str, str | int | None]] = [
        {"row": at, "child": dice.choice("ABCDE"), "missing": "M", "mis_start": dice.choice(days), "mis_end": None}
        for at in range(20)
    ]
    one = faults(staged({"episodes": episodes, "missing": missing})).to_pylist()
    two = faults(staged({"missing": missing[::-1], "episodes": episodes[::-1]})).to_pylist()
    assert len(one) > 100
    assert sorted(map(_place, one)) == sorted(map(_place, two))


def _place(fault: Mapping[str, object]) -> str:
    return str([value for name, value in fault.items() if name != "file"])


def test_nothing_is_left_in_the_database() -> None:
    db = staged(SOUND)
    before = db.execute("SHOW TABLES").fetchall()
    refused(db)
    faults(db)
    assert db.execute("SHOW TABLES").fetchall() == before


def test_every_file_of_rules_is_run_and_says_its_question() -> None:
    files = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.sql")}
    assert {name for name in files if not name.startswith("_")} == {REFUSING, *KEEPING}
    assert all(text.startswith("-- question: ") and "\n-- grain: " in text for text in files.values())


def test_every_rule_is_in_a_file_of_rules() -> None:
    text = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.sql"))
    shared = {rule.id for rule in the_rules().values() if rule.check or rule.places}
    assert not {rule.id for rule in the_rules().values() if f"'{rule.id}'" not in text} - shared


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[102", "not valid TOML"),
        ('[102]\ntables = ["header"]\nseverity = "error"\nmessage = "bad date"', "[102] message"),
        ('[102]\ntables = ["heads"]\nseverity = "error"\nmessage = "expected"', "[102] tables.0"),
        ('[102]\ntables = ["header"]\nseverity = "warning"\nrefuses = true\nmessage = "expected a"', "is an error"),
        ('[INT31]\ntables = []\ncheck = "once"\nseverity = "error"\nmessage = "expected a"', "needs the table"),
        ('["10 2"]\ntables = []\nseverity = "error"\nmessage = "expected a"', "[10 2] id"),
    ],
)
def test_a_fault_in_the_catalogue_of_rules_is_named(text: str, fault: str) -> None:
    with pytest.raises(CatalogueFaulty) as raised:
        load_rules(text)
    assert fault in str(raised.value)
