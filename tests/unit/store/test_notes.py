"""Notes of people in a snapshot: who sees them, and which stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cpdash.board import Board
from cpdash.board.answer import Answer
from cpdash.board.viewer import Role, Viewer
from cpdash.catalogue.loader import the_catalogue
from cpdash.explained import answer_json, answer_text
from cpdash.periods import Month
from cpdash.store import snapshots
from cpdash.store.reader import Reader
from tests.extracts_for_tests import STOCKTON
from tests.noted_for_tests import MEASURE, NOTES, note, notes, publish_noted


def answered(data: Path, role: Role, month: Month | None = None) -> Answer:
    opened = Board.opened(data / "snapshots", the_catalogue(), viewer=Viewer(role))
    try:
        return opened.answer(MEASURE, STOCKTON, month)
    finally:
        opened.close()


def test_service_sees_every_note_newest_first(tmp_path: Path) -> None:
    publish_noted(tmp_path)
    found = answered(tmp_path, "service").notes
    assert {one.text for one in found} == {one["text"] for one in NOTES}
    assert [one.month for one in found] == [Month(2025, 3), Month(2025, 3), Month(2024, 11)]
    assert [one.due for one in found if one.kind == "action"] == [date(2025, 9, 30)]


def test_the_public_sees_only_what_was_marked_for_it(tmp_path: Path) -> None:
    publish_noted(tmp_path)
    found = answered(tmp_path, "public")
    assert [one.kind for one in found.notes] == ["action", "event"]
    assert "Quokka" not in answer_json(found) + answer_text(found)
    assert "Quokka" in answer_json(answered(tmp_path, "service"))


def test_the_public_file_does_not_hold_the_others_nor_say_that_a_file_of_notes_was_loaded(tmp_path: Path) -> None:
    publish_noted(tmp_path)
    public, service = (snapshots.path_of(tmp_path / "snapshots", scope=scope) for scope in ("public", "service"))
    assert b"Quokka" not in public.read_bytes()
    assert b"Quokka" in service.read_bytes()
    reader = Reader(public, "public")
    assert [load.file for load in reader.loads() if load.family == "notes"] == []
    reader.close()


@pytest.mark.parametrize(("public", "own"), [(True, False), (False, True)])
def test_a_note_that_is_not_for_everybody_makes_the_file_one_that_nobody_published(
    tmp_path: Path, public: bool, own: bool
) -> None:
    publish_noted(tmp_path, notes([note("commentary", date(2025, 3, 1), "Said", public=public)]))
    reader = Reader(snapshots.path_of(tmp_path / "snapshots", scope="service"), "service")
    assert reader.stamp.own is own
    reader.close()


def test_a_newer_file_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    newer = notes([note("commentary", date(2025, 2, 1), "Only this now")], "newer.csv")
    publish_noted(tmp_path, notes(), newer)
    assert [one.text for one in answered(tmp_path, "service").notes] == ["Only this now"]


def test_an_earlier_month_knows_no_later_note(tmp_path: Path) -> None:
    publish_noted(tmp_path)
    assert [one.kind for one in answered(tmp_path, "service", Month(2024, 12)).notes] == ["event"]
