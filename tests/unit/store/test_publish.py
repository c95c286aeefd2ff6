"""Build, check, rename, point: what a published snapshot says, and what stays when it fails."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC, Viewer
from cpdash.catalogue import load_catalogue
from cpdash.disclosure.rule import Rule
from cpdash.errors import Busy, CpdashError, NothingPublished, StorageFailed, UnknownName
from cpdash.extract import Extract
from cpdash.periods import Month
from cpdash.store import snapshots, work
from tests.extracts_for_tests import ENGLAND, NORTH_EAST, STOCKTON, extract, figure, geography, origin

CATALOGUE = load_catalogue()
MARCH = date(2025, 3, 1)


def publish(folder: Path, *extracts: Extract) -> str:
    with work.opened(folder / "private") as held:
        held.add(extracts, CATALOGUE.recipe)
        return held.publish(folder / "snapshots", CATALOGUE)


def board(folder: Path, snapshot: str | None = None) -> Board:
    return Board.opened(folder / "snapshots", CATALOGUE, snapshot, viewer=Viewer("service"))


def rates(release: str, **values: float) -> Extract:
    rows = [figure(STOCKTON, value, date(int(year[1:]), 3, 1)) for year, value in values.items()]
    return extract({"observation": rows}, origin("dfe_cla", release, 60))


def test_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="cpdash publish"):
        board(tmp_path)


def test_the_newer_release_wins_and_the_older_value_stays_beside_it(tmp_path: Path) -> None:
    publish(tmp_path, geography(), rates("2024", y2023=132), rates("2025", y2023=131))
    [point] = board(tmp_path).series("AR2", STOCKTON).points
    assert point.value == 131
    assert [other.value for other in point.other_values] == [132]


def test_an_older_release_loaded_later_does_not_win(tmp_path: Path) -> None:
    publish(tmp_path, geography(), rates("2025", y2023=131), rates("2024", y2023=132))
    assert board(tmp_path).series("AR2", STOCKTON).points[0].value == 131


def test_a_restatement_is_reported_once_with_both_values(tmp_path: Path) -> None:
    with work.opened(tmp_path / "private") as held:
        held.add([geography(), rates("2024", y2023=132, y2022=133)], CATALOGUE.recipe)
        [loaded] = held.add([rates("2025", y2023=131, y2022=133)], CATALOGUE.recipe)
    assert [(one.month, one.old, one.new) for one in loaded.restated] == [(Month(2023, 3), 132, 131)]
    assert loaded.restated[0].area_name == "Stockton-on-Tees"


def test_an_older_snapshot_still_answers_as_it_did(tmp_path: Path) -> None:
    before = publish(tmp_path, geography(), rates("2024", y2023=132))
    publish(tmp_path, rates("2025", y2023=131))
    assert board(tmp_path, before).series("AR2", STOCKTON).points[0].value == 132
    assert snapshots.roll_back(tmp_path / "snapshots", before) == before
    assert board(tmp_path).stamp.id == before


def test_rolling_back_to_what_never_was_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, geography(), rates("2025", y2023=131))
    with pytest.raises(UnknownName, match="no snapshot"):
        snapshots.roll_back(tmp_path / "snapshots", "20200101T000000Z-00000000")


def test_loading_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    with work.opened(tmp_path / "private") as held:
        [first] = held.add([rates("2025", y2023=131)], CATALOGUE.recipe)
        [second] = held.add([rates("2025", y2023=131)], CATALOGUE.recipe)
    assert (first.repeat, second.repeat) == (False, True)


def test_a_value_goes_before_a_gap_of_a_higher_source(tmp_path: Path) -> None:
    gap = extract({"observation": [figure(STOCKTON, None, MARCH)]}, origin("dfe_cla", priority=60))
    value = extract({"observation": [figure(STOCKTON, 125, MARCH)]}, origin("lait", priority=50))
    publish(tmp_path, geography(), gap, value)
    assert board(tmp_path).series("AR2", STOCKTON).points[0].value == 125


def test_a_figure_of_an_unknown_area_stops_the_publish_and_keeps_the_old_snapshot(tmp_path: Path) -> None:
    good = publish(tmp_path, geography(), rates("2025", y2023=131))
    with pytest.raises(CpdashError, match="E06999999"):
        publish(tmp_path, extract({"observation": [figure("E06999999", 1, MARCH)]}))
    assert snapshots.current_id(tmp_path / "snapshots") == good
    assert not list((tmp_path / "snapshots").glob("*.tmp")) or board(tmp_path).stamp.id == good


def test_one_load_at_a_time(tmp_path: Path) -> None:
    database = tmp_path / "private" / "work.duckdb"
    database.parent.mkdir()
    held = duckdb.connect(str(database))
    try:
        script = "from pathlib import Path; from cpdash.store import work; work.opened(Path({!r})).__enter__()"
        import subprocess  # noqa: PLC0415
        import sys  # noqa: PLC0415

        done = subprocess.run(
            [sys.executable, "-c", script.format(str(tmp_path / "private"))],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        held.close()
    assert Busy.__name__ in done.stderr
    assert "Try again" in done.stderr


def test_the_gap_to_the_region_is_worked_out_from_both_published_rates(tmp_path: Path) -> None:
    rows = [figure(STOCKTON, 125, MARCH), figure(NORTH_EAST, 111, MARCH), figure(ENGLAND, 67, MARCH)]
    publish(tmp_path, geography(), extract({"observation": rows}))
    assert board(tmp_path).series("CP2", STOCKTON).points[0].value == 14


def test_a_snapshot_can_be_written_by_nobody_and_reaches_no_other_file(tmp_path: Path) -> None:
    publish(tmp_path, geography(), rates("2025", y2023=131))
    reader = board(tmp_path)._reader
    with pytest.raises(duckdb.Error):
        reader._db.cursor().execute("CREATE TABLE more (a INTEGER)")
    with pytest.raises(duckdb.Error):
        reader._db.cursor().execute("SELECT * FROM read_csv('/etc/hosts')")
    with pytest.raises(duckdb.Error):
        reader._db.cursor().execute("SET enable_external_access = true")


def test_the_stamp_says_when_it_was_built(tmp_path: Path) -> None:
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    with work.opened(tmp_path / "private") as held:
        held.add([geography(), rates("2025", y2023=131)], CATALOGUE.recipe)
        held.publish(tmp_path / "snapshots", CATALOGUE, now)
    assert board(tmp_path).stamp.built_at == now.replace(tzinfo=None)
    assert board(tmp_path).stamp.id.startswith("20260102T030405Z-")


def scorecard(value: float | None, month: date = MARCH, **more: str) -> Extract:
    rows = [figure(STOCKTON, value, month, "caseloads_15_to_20", form="snapshot", **more)]
    return extract({"observation": rows}, origin("scorecard", "scorecard", 80, national=False))


def test_a_figure_that_is_withheld_later_is_shown_nowhere(tmp_path: Path) -> None:
    withheld = scorecard(None, status="suppressed", reason="fewer than six children")
    publish(tmp_path, geography(), scorecard(12), withheld)
    [point] = board(tmp_path).series("CP5", STOCKTON, form="snapshot").points
    assert (point.value, point.status, point.other_values) == (None, "suppressed", ())


@pytest.mark.parametrize(("councils", "shown"), [(None, [12]), (frozenset({STOCKTON}), [12]), (frozenset(), [])])
def test_a_council_that_is_not_let_out_has_none_of_its_own_figures_in_the_public_file(
    councils: frozenset[str] | None, shown: list[float], tmp_path: Path
) -> None:
    with work.opened(tmp_path / "private") as held:
        held.add([geography(), rates("2025", y2025=125), scorecard(12)], CATALOGUE.recipe)
        held.publish(tmp_path / "snapshots", CATALOGUE, rule=Rule(councils=councils))
    public = Board.opened(tmp_path / "snapshots", CATALOGUE, viewer=PUBLIC)
    assert [point.value for point in public.series("CP5", STOCKTON, form="snapshot").points] == shown
    assert [point.value for point in public.series("AR2", STOCKTON).points] == [125]  # others publish that one


def test_a_withheld_release_hides_the_older_releases_of_its_source(tmp_path: Path) -> None:
    row = figure(STOCKTON, None, date(2023, 3, 1), status="suppressed", reason="suppressed by the publisher")
    withheld = extract({"observation": [row]}, origin("dfe_cla", "2025", 60))
    publish(tmp_path, geography(), rates("2024", y2023=3), withheld)
    [point] = board(tmp_path).series("AR2", STOCKTON).points
    assert (point.value, point.other_values) == (None, ())


def test_a_correction_of_an_older_month_wins_over_what_was_loaded_before(tmp_path: Path) -> None:
    publish(tmp_path, geography(), scorecard(12), scorecard(13, date(2025, 4, 1)), scorecard(99))
    assert [p.value for p in board(tmp_path).series("CP5", STOCKTON, form="snapshot").points] == [99, 13]


def test_a_figure_worked_out_from_a_provisional_one_is_provisional(tmp_path: Path) -> None:
    rows = [figure(STOCKTON, 125, MARCH, status="provisional"), figure(NORTH_EAST, 111, MARCH)]
    publish(tmp_path, geography(), extract({"observation": rows}))
    assert board(tmp_path).series("CP2", STOCKTON).points[0].status == "provisional"


def test_imported_geography_stands_whatever_comes_with_the_program(tmp_path: Path) -> None:
    shipped = extract({"area": geography().tables["area"].to_pylist()}, origin("geography", priority=1), "shipped.csv")
    blank = {"code": STOCKTON, "name": "Stockton (new name)", "kind": "council", "region": NORTH_EAST}
    renamed = extract(
        {"area": [{"dfe_number": "808", "current": True, "other_names": None, **blank}]}, origin("geography")
    )
    publish(tmp_path, shipped, renamed, rates("2025", y2023=131))
    publish(tmp_path, shipped)
    assert board(tmp_path).place(STOCKTON).name == "Stockton (new name)"


@pytest.mark.parametrize("content", [b"", b"no database", b"x" * 20_000])
def test_a_damaged_snapshot_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    snapshot = publish(tmp_path, geography(), rates("2025", y2023=131))
    snapshots.file_of(tmp_path / "snapshots", snapshot, "service").write_bytes(content)
    with pytest.raises(StorageFailed, match="publish again"):
        board(tmp_path)


def test_what_is_no_snapshot_in_the_folder_is_not_listed(tmp_path: Path) -> None:
    snapshot = publish(tmp_path, geography(), rates("2025", y2023=131))
    (tmp_path / "snapshots" / "foo.public.duckdb").touch()
    assert [one.id for one in snapshots.published(tmp_path / "snapshots")] == [snapshot]


def test_a_council_of_few_children_is_not_called_one_of_the_worst(tmp_path: Path) -> None:
    few = figure(STOCKTON, 7, MARCH, "children_in_care")
    missed = figure(STOCKTON, 40, MARCH, "three_or_more_placements", form="12 months")
    publish(tmp_path, geography(), extract({"observation": [few, missed]}))
    assert board(tmp_path).overview(STOCKTON).attention == ()
    publish(tmp_path, extract({"observation": [{**few, "value": 564.0}]}, origin("dfe_cla", priority=60)))
    assert [one.card.indicator.codes for one in board(tmp_path).overview(STOCKTON).attention] == [("NI62",)]


def test_snapshots_of_one_second_are_listed_in_the_order_of_their_publish(tmp_path: Path) -> None:
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    with work.opened(tmp_path / "private") as held:
        held.add([geography(), rates("2025", y2023=131)], CATALOGUE.recipe)
        made = [held.publish(tmp_path / "snapshots", CATALOGUE, now) for _ in range(6)]
    assert [one.id for one in snapshots.published(tmp_path / "snapshots")] == made[::-1]
