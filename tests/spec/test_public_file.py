"""What a published public file is: released values, each as the service file has it, and nothing else of any child."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from cpdash.board import Board
from cpdash.board.viewer import PUBLIC, Viewer
from cpdash.catalogue.facts import Counted, Reading
from cpdash.catalogue.loader import the_catalogue
from cpdash.demo import write_returns
from cpdash.disclosure.rule import Rule
from cpdash.loading import import_returns, publish
from cpdash.settings import Settings
from cpdash.store.build import SCOPES
from cpdash.store.release_rows import WIDER, WITHHELD
from cpdash.store.snapshots import current_id, file_of
from tests.attack.releases_for_tests import released
from tests.attack.small_council_for_tests import AREA, LAST

DEMO = "E06999901"
SMALL = range(1, 6)
OWN = ("scorecard", "ssda903")

TABLES = frozenset({
    "action", "area", "figure", "home", "home_judgement", "judgement", "load", "meeting", "neighbour", "note",
    "population", "publisher", "reconciliation", "stamp", "statement", "target",
})  # fmt: skip
"""The tables of the public file that may have rows; anything else in it is empty."""

EMPTY = frozenset({"coverage", "fault_month", "finding", "restatement"})
"""Those that are there for the queries' sake: what was found in files, and how many of their rows are faulty."""

NOTES = re.compile(
    r"(Shown (rounded to the nearest [0-9.]+)?( and )?(once a quarter|twice a year|once a year)? ?"
    r"in public, to protect small numbers\.)?"
    rf" ?(For children aged 0 to 17 in the middle of \d{{4}}(, the newest estimate there is)?\.)?|{re.escape(WIDER)}"
)
"""All that a note of an own figure can be: nothing that was written by the council, nor how many rows are faulty."""


@dataclass(frozen=True)
class Figure:
    """One of a council's own figures, in one of the two files."""

    indicator: str
    form: str
    month: date
    dimension: str
    category: str
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str
    reason: str | None
    note: str | None
    document: str | None
    symbol: str | None
    nearest: float | None
    family: str

    @property
    def key(self) -> tuple[str, str, date, str, str]:
        """What it is a figure of."""
        return self.indicator, self.form, self.month, self.dimension, self.category


@dataclass(frozen=True)
class Published:
    """The two files of a snapshot that has a council's own figures."""

    area: str
    public: Path
    service: Path
    own: bool

    def figures(self, path: Path) -> list[Figure]:
        """Return the council's own figures in a file."""
        names = ", ".join(Figure.__dataclass_fields__)
        with duckdb.connect(str(path), read_only=True) as db:
            asked = f"SELECT {names} FROM figure WHERE area = ? AND family IN {OWN} ORDER BY ALL"
            return [Figure(*row) for row in db.execute(asked, [self.area]).fetchall()]


@pytest.fixture(scope="module")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the last two years of a council of some 60 children."""
    data = tmp_path_factory.mktemp("small_public")
    settings = Settings(data=data)
    folders = write_returns(data / "incoming", area=AREA, to=LAST, seed=11, size=60 / 560)
    import_returns(settings, the_catalogue(), list(folders[-2:]), area=AREA)
    publish(settings, the_catalogue())
    return data


def _published(data: Path, area: str, *, own: bool) -> Published:
    snapshots = data / "snapshots"
    snapshot = current_id(snapshots)
    assert snapshot
    return Published(area, file_of(snapshots, snapshot, "public"), file_of(snapshots, snapshot, "service"), own)


@pytest.fixture(scope="module")
def small(small_data: Path) -> Published:
    return _published(small_data, AREA, own=True)


@pytest.fixture(scope="module")
def demo(demo_data: Path) -> Published:
    return _published(demo_data, DEMO, own=False)


@pytest.fixture(scope="module", params=["small", "demo"])
def council(request: pytest.FixtureRequest) -> Published:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Published)
    return found


@pytest.fixture(scope="module")
def shown(council: Published) -> list[Figure]:
    found = [one for one in council.figures(council.public) if one.value is not None]
    assert len(found) > 300
    return found


def _rows(path: Path) -> Mapping[str, int]:
    with duckdb.connect(str(path), read_only=True) as db:
        names = [name for (name,) in db.execute("SELECT table_name FROM information_schema.tables").fetchall()]
        return {name: len(db.execute(f"SELECT 1 FROM {name}").fetchall()) for name in names}


def test_the_public_file_has_no_table_of_detail_and_the_service_file_has(council: Published) -> None:
    public, service = _rows(council.public), _rows(council.service)
    assert public.keys() <= TABLES | EMPTY
    assert not any(public[name] for name in EMPTY & public.keys())
    assert not public.keys() & {*the_catalogue().facts, "placement_stock", "placement_change", "placement_window"}
    assert {*the_catalogue().facts} <= service.keys()
    assert service["children_in_care"] > 100 and service["coverage"] > 0


def test_nothing_in_the_public_file_names_a_file_of_the_council_or_what_was_found_in_it(council: Published) -> None:
    with duckdb.connect(str(council.public), read_only=True) as db:
        own = db.execute(f"SELECT * FROM load WHERE family IN {OWN}").fetchall()
        texts = db.execute(f"SELECT DISTINCT document, symbol FROM figure WHERE family IN {OWN}").fetchall()
    assert own == []
    assert texts == [(None, None)]


def test_each_file_says_what_it_is_and_only_its_owner_may_read_full_detail(council: Published) -> None:
    for scope, path, mode in (("public", council.public, 0o644), ("service", council.service, 0o600)):
        assert stat.S_IMODE(path.stat().st_mode) == mode
        assert path.name.split(".")[1] in SCOPES
        with duckdb.connect(str(path), read_only=True) as db:
            assert db.execute("SELECT id, scope, own FROM stamp").fetchall() == [
                (path.name.split(".")[0], scope, council.own)
            ]


def test_only_full_detail_of_a_real_council_is_not_safe_to_share(council: Published) -> None:
    for viewer, safe in ((PUBLIC, True), (Viewer("service", safe_to_share=True), True), (Viewer("service"), None)):
        with _board(council, viewer) as board:
            footer = board.footer()
        assert footer.scope == viewer.scope and footer.own is council.own
        assert footer.safe is (not council.own if safe is None else safe)


def _board(council: Published, viewer: Viewer) -> closing[Board]:
    snapshot = council.public.name.split(".")[0]
    return closing(Board.opened(council.public.parent, the_catalogue(), snapshot, viewer=viewer))


def test_every_released_total_is_that_of_the_service_file_or_rounded_as_it_says(
    council: Published, shown: list[Figure]
) -> None:
    every = {one.key: one for one in council.figures(council.service) if one.family == "ssda903"}
    every |= {one.key: one for one in council.figures(council.service) if one.family == "scorecard"}
    rounded = 0
    for one in (one for one in shown if not one.dimension):
        true, step = every[one.key], _step(one)
        assert one.value is not None and true.value is not None
        assert abs(one.value - true.value) <= step / 2 + 1e-6, one
        assert abs(one.value / step - round(one.value / step)) < 1e-6, one
        assert one.numerator in (None, true.numerator) and one.denominator in (None, true.denominator), one
        if one.nearest is not None:
            rounded += 1
            assert one.note and f"to the nearest {one.nearest:g}" in one.note
            assert one.numerator is None, "the counts would tell what the rounding hides"
    assert rounded > 0


def _step(one: Figure) -> float:
    return one.nearest or 10.0 ** -the_catalogue().indicators[one.indicator].decimals


def test_every_released_band_is_a_recount_of_its_categories(council: Published, shown: list[Figure]) -> None:
    """Counted anew from the service file's rows of the categories that the public list puts into the band."""
    recounted = banded = 0
    since = max(one.month for one in shown) - timedelta(550)  # a year and a half: every breakdown is in it
    with duckdb.connect(str(council.service), read_only=True) as db:
        for one in (one for one in shown if one.dimension and one.family == "ssda903" and one.month >= since):
            reading = the_catalogue().indicators[one.indicator].fact
            assert reading and one.value is not None
            parts = [_recount(db, council.area, one, reading, part) for part in reading.parts]
            value = reading.factor * parts[0] / reading.divisor / (parts[1] if len(parts) > 1 else 1)
            assert abs(one.value - value) <= _step(one) / 2 + 1e-6, one
            assert one.numerator in (None, parts[0] / reading.divisor), one
            assert one.denominator in (None, *parts[1:]), one
            recounted, banded = recounted + 1, banded + (one.note == WIDER)
    assert recounted > 100
    assert banded > 10


def _recount(db: duckdb.DuckDBPyConnection, area: str, one: Figure, reading: Reading, part: Counted) -> float:
    """Return how many a figure counts in its band; of two dimensions the first may be in wide bands."""
    conditions, given = ["area = ?", "month = ?", "form = ?"], [area, one.month, reading.rows or one.form]
    names = one.dimension.split("_and_")
    for name, band in zip(names, one.category.split(", ") if len(names) > 1 else [one.category], strict=True):
        conditions.append(f"list_contains(?, coalesce(nullif({name}::VARCHAR, ''), 'Not recorded'))")
        given.append(_held(name, band))
    for listed, negated in ((part.where, ""), (part.without, "NOT ")):
        for name, held in listed.items():
            conditions.append(f"{negated}list_contains(?, {name}::VARCHAR)")
            given.append(list(held))
    asked = f"SELECT sum({part.measure}) FROM {reading.tables[-1]} WHERE {' AND '.join(conditions)}"
    return float((db.execute(asked, given).fetchone() or [0])[0] or 0)


def _held(dimension: str, band: str) -> list[str]:
    levels = the_catalogue().public.bands.get(dimension, ())
    return next((list(level[band]) for level in levels if band in level), [band])


def test_no_figure_is_small_nor_rests_on_or_leaves_over_few(shown: list[Figure]) -> None:
    for one in shown:
        indicator = the_catalogue().indicators[one.indicator]
        if indicator.public.about == "people":
            counts = [one.numerator, one.denominator, None if indicator.sizeless else one.value]
            if indicator.unit == "%" and indicator.public.rest == "people" and None not in counts[:2]:
                counts.append((one.denominator or 0) - (one.numerator or 0))
            assert not any(count in SMALL for count in counts), one


def test_a_withheld_figure_has_its_reason_and_no_number_at_all(council: Published) -> None:
    with duckdb.connect(str(council.public), read_only=True) as db:
        names = [name for name, *_ in db.execute("DESCRIBE figure").fetchall()]
        rows = db.execute(f"FROM figure WHERE family IN {OWN} AND status = 'suppressed'").fetchall()
    assert len(rows) > 100
    for row in (dict(zip(names, row, strict=True)) for row in rows):
        assert row["reason"] == WITHHELD
        assert (row["value"], row["numerator"], row["denominator"], row["nearest"]) == (None,) * 4
        assert (row["note"], row["document"], row["symbol"]) == (None,) * 3


def test_notes_say_how_a_figure_is_shown_and_nothing_else(council: Published) -> None:
    notes = {one.note or "" for one in council.figures(council.public)}
    assert [note for note in notes if not NOTES.fullmatch(note)] == []
    assert len(notes) > 3


def test_only_breakdowns_on_the_list_are_public_and_only_as_often_as_it_says(council: Published) -> None:
    listed, every = the_catalogue().public, the_catalogue().indicators
    for one in council.figures(council.public):
        if not one.dimension or one.family != "ssda903":
            continue
        own = every[one.indicator].public
        pairs = {"_and_".join(pair) for pair in own.pairs}
        assert one.dimension in {*listed.dimensions, *own.dimensions, *pairs}, one
        assert one.form == every[one.indicator].local.form and one.form in listed.breakdowns
        assert (one.month.month - 3) % listed.breakdowns[one.form] == 0


def test_no_own_figure_withheld_or_not_has_a_place_among_the_published_ones_that_councils_are_ranked_by(
    council: Published,
) -> None:
    with duckdb.connect(str(council.public), read_only=True) as db:
        placed = db.execute(
            f"SELECT count(*) FROM figure WHERE family IN {OWN} AND (is_national OR national_place IS NOT NULL)"
        ).fetchone()
    assert placed == (0,)


def test_what_the_board_has_of_a_withheld_figure_is_that_it_is_withheld(council: Published) -> None:
    withheld = next(
        one for one in sorted(council.figures(council.public), key=lambda one: one.month, reverse=True)
        if one.status == "suppressed" and not one.dimension and one.form == _form(one.indicator)
    )  # fmt: skip
    with _board(council, PUBLIC) as board:
        points = board.series(withheld.indicator, council.area).points
    [point] = [point for point in points if point.month.first == withheld.month]
    assert (point.value, point.numerator, point.denominator, point.status) == (None, None, None, "suppressed")


def _form(indicator: str) -> str:
    return the_catalogue().indicators[indicator].local.form


def _public_figures(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as db:
        return db.execute("FROM figure ORDER BY ALL").fetchall()


def test_two_publishes_of_the_same_data_release_the_same_figures(small_data: Path, small: Published) -> None:
    publish(Settings(data=small_data), the_catalogue())
    again = _published(small_data, AREA, own=True)
    assert again.public != small.public
    assert _public_figures(again.public) == _public_figures(small.public)


@pytest.fixture
def shuffled(small: Published, tmp_path: Path) -> Iterator[Path]:
    """A copy of the service file with the rows of every fact table, and of all figures, in another order."""
    copy = tmp_path / "shuffled.duckdb"
    shutil.copy(small.service, copy)
    with duckdb.connect(str(copy)) as db:
        tables = db.execute("SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'")
        for (name,) in tables.fetchall():
            db.execute(
                f"CREATE OR REPLACE TABLE {name} AS FROM {name} AS t ORDER BY hash(t::VARCHAR || 'another order')"
            )
    yield copy


def test_the_order_of_rows_in_the_data_changes_nothing_of_what_is_released(
    small: Published, shuffled: Path, tmp_path: Path
) -> None:
    again = released(shuffled, the_catalogue(), Rule(), tmp_path / "again.duckdb")
    assert _public_figures(again) == _public_figures(small.public)
