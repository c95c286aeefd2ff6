"""What people note of an indicator: what is read, what is refused, and what a person is asked to look at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cpdash.extract import Extract
from cpdash.ingest.notes import LONGEST, read_notes
from tests.unit.ingest.catalogue_for_tests import PLACES, TODAY, raw, small_catalogue, sources, told

COLUMNS = ["area", "indicator", "month", "kind", "text", "who", "due", "status", "public"]
COMMENTARY = ["E06000002", "CP1", "2021-06", "commentary", "Fewer came into care", "Head of Service", "", "", ""]


def read(*rows: list[str]) -> Extract:
    return read_notes(raw(COLUMNS, rows), sources()["notes"], small_catalogue(), PLACES, TODAY)


def with_(**cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(COLUMNS, COMMENTARY, strict=True)]


def noted(extract: Extract) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = extract.tables["note"].to_pylist()
    return rows


def test_commentary_and_action_are_read_as_they_are_written() -> None:
    extract = read(COMMENTARY, with_(kind="Action", due="2021-09-30", status="In progress", public="yes"))
    said, action = noted(extract)
    assert (said["kind"], said["text"], said["who"]) == ("commentary", "Fewer came into care", "Head of Service")
    assert (said["month"], said["due"], said["status"], said["public"]) == (date(2021, 6, 1), None, None, False)
    assert (action["kind"], action["due"], action["status"]) == ("action", date(2021, 9, 30), "in progress")
    assert action["public"] is True
    assert (extract.rows_used, extract.findings) == (2, ())


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("area", "E06000099", "no known area"), ("indicator", "CP98", "no known indicator"),
        ("month", "June", "expected YYYY-MM"), ("month", "2099-01", "is in the future"),
        ("kind", "rumour", "is none of: commentary, action, event, rebase"), ("text", "", "is empty"),
        ("text", "x" * (LONGEST + 1), f"expected at most {LONGEST}"), ("who", "", "is empty"),
        ("due", "Christmas", "expected YYYY-MM-DD"), ("status", "soon", "is none of: agreed"),
        ("public", "perhaps", "is none of: yes, no"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_with_its_row_and_column_and_without_what_it_says(
    column: str, cell: str, expected: str
) -> None:
    extract = read(COMMENTARY, with_(**{column: cell}))
    (finding,) = extract.findings
    assert (finding.severity, finding.row, finding.column) == ("error", 3, column)
    assert expected in finding.message
    assert len(cell) < 8 or cell not in finding.message or column == "area"
    assert noted(extract) == []


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    faults = told(read(with_(area="", who=""), with_(kind="rumour", month="June")))
    assert len(faults) == 4


def test_an_action_needs_a_day_and_a_rebase_is_for_everybody() -> None:
    assert [one.column for one in read(with_(kind="action")).findings] == ["due"]
    (finding,) = read(with_(kind="rebase", public="no")).findings
    assert (finding.severity, finding.column) == ("error", "public")
    assert read(with_(kind="rebase", public="yes")).findings == ()


@pytest.mark.parametrize("text", ["Only 3 were placed far away", "Two of them moved twice", "3 children."])
def test_a_small_number_in_a_note_for_the_public_is_taken_with_a_warning(text: str) -> None:
    extract = read(with_(text=text, public="yes"))
    (finding,) = extract.findings
    assert (finding.severity, finding.rule, finding.column) == ("warning", "small number in public", "text")
    assert text not in finding.message
    assert len(noted(extract)) == 1
    assert read(with_(text=text, public="no")).findings == ()


@pytest.mark.parametrize(
    "text", ["Up 5% in 2021", "A two-bed home opened", "By 2025 12 of 33", "Within 5 days", "£4.50"]
)
def test_other_numbers_raise_no_warning(text: str) -> None:
    assert read(with_(text=text, public="yes")).findings == ()
