"""One child and one count of 3, planted in a council's return: all that the public can get is searched for them.

Everything that is asserted not to be there is found by the same search where it has to be: with full detail.
"""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cpdash.catalogue.loader import the_catalogue
from cpdash.cli import main
from cpdash.settings import PROJECT
from cpdash.store.snapshots import current_id, file_of
from tests.browser.conftest import settled
from tests.canary_for_tests import (
    ADDRESS,
    CHILDREN,
    COUNCIL,
    COUNT,
    DECIMALS,
    IDENTIFIERS,
    INDICATOR,
    NAME,
    SHOWN,
    TELLS,
    YEAR,
    Said,
    publish_canary,
)  # fmt: skip
from tests.servers_for_tests import serving
from tests.sessions_for_tests import session, texts

OF_COUNCIL = f"?council={COUNCIL}"
OF_COUNT = f"{OF_COUNCIL}&indicator={ADDRESS}"
BY_PLACEMENT = "&indicator=children_in_care&by=placement"
PAGES = (
    "overview" + OF_COUNCIL,
    "indicator" + OF_COUNT + "&period=all",
    "indicator" + OF_COUNT + "&by=provider",
    "indicator" + OF_COUNCIL + "&indicator=foster_care_share",
    "indicator" + OF_COUNCIL + BY_PLACEMENT,
    *(
        f"{page}{OF_COUNCIL}&view={view}&period=all"
        for page, view in (
            ("children-in-care", "who"),
            ("children-in-care", "profile"),
            ("children-in-care", "flow"),
            ("placements", "near"),
            ("placements", "kinds"),
            ("placements", "mix"),
            ("placements", "moves"),
            ("placements", "changes"),
            ("placements", "breakdowns"),
            ("permanence", "routes"),
            ("permanence", "lasting"),
            ("care-leavers", "work"),
            ("health-education-voice", "voice"),
            ("homes-fostering-actions", "inspections"),
        )
    ),
    "placements" + OF_COUNCIL + "&view=kinds&indicator=foster_care_share&only=provider.private-provision",
    "guide" + OF_COUNCIL,
    "accessibility" + OF_COUNCIL,
    "compare" + OF_COUNT,
    "data" + OF_COUNCIL,
    "methods" + OF_COUNT,
)
DOWNLOAD = "Download these figures (CSV)"
IN_TABLES = ("<td>3</td>", "<td>3 children</td>", "<td>68 children</td>")
NOT_COUNTED = ("scorecard", "published", "calculated")
"""Where figures that are not counted from a return come from."""

STAMPED = re.compile(r"-\d{4}-\d{2}|\.csv\d+|-E\d+")
"""What a download's name has besides what it is of."""


@dataclass(frozen=True)
class Planted:
    """A data folder with the canary in it, and what the commands printed that brought it in."""

    data: Path
    said: Sequence[Said]

    def file(self, scope: str) -> Path:
        snapshots = self.data / "snapshots"
        return file_of(snapshots, str(current_id(snapshots)), "public" if scope == "public" else "service")


@dataclass
class Crawl:
    """All that a server sent to one browser: frames of websockets, answers, files."""

    page: Page
    frames: list[bytes] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("websocket", self._listen)
        self.page.on("response", self._keep)

    def visit(self, url: str) -> None:
        """Open a page, open its folded table, take its downloads, and keep all that was answered."""
        self.page.goto(url)
        self.page.wait_for_selector("footer.page")
        settled(self.page)
        for fold in self.page.get_by_test_id("stExpander").all():
            fold.locator("summary").click()
        for button in self.page.get_by_role("button", name=DOWNLOAD).all():
            with self.page.expect_download() as got:
                button.click()
            self.files[got.value.suggested_filename + str(len(self.files))] = got.value.path().read_text("utf-8-sig")
        for answer in self.answers:
            # A download's own answer is the browser's and is read as a file; a redirection has no body.
            if answer.url not in self.bodies and answer.status == 200 and "/media/" not in answer.url:
                self.bodies[answer.url] = answer.body().decode("utf-8", errors="replace")
        self.answers.clear()

    def shown(self) -> str:
        """Return all that frames and files hold."""
        return "\n".join([*(text for frame in self.frames for text in texts(frame)), *self.files.values()])

    def figures(self) -> list[str]:
        """Return what in it tells the count."""
        return [*TELLS.findall(self.shown()), *(name for name, file in self.files.items() if has_count(file))]

    def identifiers(self) -> list[str]:
        """Return which identifiers are in it, and in any answer, Streamlit's own files included."""
        everything = "\n".join([self.shown(), *self.bodies.values()]).casefold()
        return [one for one in IDENTIFIERS if one.casefold() in everything]

    def _keep(self, answer: Response) -> None:
        self.answers.append(answer)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda got: self.frames.append(got if isinstance(got, bytes) else got.encode()))


def has_count(file: str) -> bool:
    """Return whether a row of a table says 3 of 71, whatever its columns are called."""
    rows = csv.reader(io.StringIO(file))
    return any({str(COUNT), str(CHILDREN)} <= {cell.removesuffix(".0") for cell in row} for row in rows)


def cells_with(file: Path, wanted: str) -> list[str]:
    """Return the columns of a database in which any value, read as text, holds a text, whatever its case."""
    found = []
    with duckdb.connect(str(file), read_only=True) as db:
        columns = db.execute(
            "SELECT table_schema, table_name, column_name FROM information_schema.columns ORDER BY ALL"
        ).fetchall()
        for schema, table, column in columns:
            sql = f'SELECT count(*) FROM "{schema}"."{table}" WHERE contains(lower(CAST("{column}" AS VARCHAR)), ?)'
            [count] = db.execute(sql, [wanted.casefold()]).fetchone() or [0]
            found += [f"{table}.{column}"] if count else []
    return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    data = tmp_path_factory.mktemp("canary")
    said = publish_canary(data)
    assert [one.code for one in said] == [0] * len(said), said
    return Planted(data, said)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.fixture(scope="module")
def public(planted: Planted, log: Path) -> Iterator[str]:
    """A server for the public that has everything beside it, and tells its log all that it does."""
    with serving(PROJECT / "app.py", {"CPDASH_DATA": str(planted.data), "STREAMLIT_LOGGER_LEVEL": "debug"}, log) as it:
        yield it.url


@pytest.fixture(scope="module")
def crawl(browser: Browser, public: str) -> Iterator[Crawl]:
    """What the public is sent on every page of the dashboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    crawl = Crawl(context.new_page())
    for page in ("", *PAGES):
        crawl.visit(f"{public}/{page}")
    yield crawl
    context.close()


def test_search_reads_what_is_packed_inside_a_frame() -> None:
    drawn = ForwardMsg()
    numbers = base64.b64encode(np.array([4.225352]).tobytes()).decode()
    drawn.delta.new_element.plotly_chart.spec = json.dumps({"data": [{"y": {"dtype": "f8", "bdata": numbers}}]})
    table, packed = io.BytesIO(), ForwardMsg()
    with pa.ipc.new_stream(table, pa.schema([("child", pa.string())])) as stream:
        stream.write_table(pa.table({"child": [IDENTIFIERS[0]]}))
    packed.delta.new_element.dataframe.arrow_data.data = gzip.compress(table.getvalue())
    assert TELLS.search("\n".join(texts(drawn.SerializeToString())))
    assert IDENTIFIERS[0].encode() not in packed.SerializeToString()
    assert IDENTIFIERS[0] in "\n".join(texts(packed.SerializeToString()))


def test_every_page_was_opened_and_every_download_taken(crawl: Crawl) -> None:
    opened = {path.stem.partition("_")[2].replace("_", "-") for path in (PROJECT / "pages").glob("*.py")}
    assert {page.partition("?")[0] for page in PAGES} == opened
    kinds = {STAMPED.sub("", name) for name in crawl.files}
    assert {"overview", INDICATOR, "foster_care_share", "children_in_care"} <= kinds
    assert NAME in crawl.shown()
    assert "Withheld to protect small numbers" in crawl.shown()
    assert any("/_stcore/host-config" in url for url in crawl.bodies)


def test_public_is_sent_no_child_and_no_small_count_on_any_page(crawl: Crawl) -> None:
    assert crawl.identifiers() == []
    assert crawl.figures() == []


def test_public_is_sent_neither_with_any_indicator_breakdown_month_or_form(public: str) -> None:
    indicators = the_catalogue().indicators
    broken = (INDICATOR, "children_in_care", "foster_care_share", "residential_share")
    asked = [
        *(f"&indicator={name}&period=all" for name, one in indicators.items() if one.local.source not in NOT_COUNTED),
        *(f"&indicator={name}&by={dimension}" for name in broken for dimension in indicators[name].dimensions),
        *(f"&indicator={INDICATOR}&month={month}" for month in ("2024-04", "2024-11", "2025-03")),
    ]
    addresses = [OF_COUNCIL[1:] + one for one in asked]

    def told(some: Sequence[str]) -> list[str]:
        with session(public) as one:
            runs = [one.run("indicator", address) for address in some]
        assert [run.faults for run in runs] == [[]] * len(runs)
        return [text for run in runs for frame in run.frames for text in texts(frame)]

    with ThreadPoolExecutor(4) as pool:
        said = [text for some in pool.map(told, (addresses[at::4] for at in range(4))) for text in some]
    assert len(said) > 20 * len(addresses)
    assert [found for text in said for found in TELLS.findall(text)] == []
    assert [one for one in IDENTIFIERS for text in said if one.casefold() in text.casefold()] == []


def test_log_of_the_server_names_no_child(crawl: Crawl, log: Path) -> None:
    written = log.read_text("utf-8", errors="replace")
    assert crawl.frames
    assert "debug" in written.casefold() or "Streamlit" in written
    assert [one for one in IDENTIFIERS if one.casefold() in written.casefold()] == []


def test_the_same_search_finds_the_count_with_full_detail(browser: Browser, planted: Planted) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    told = {"CPDASH_DATA": str(planted.data), "CPDASH_ROLE": "service"}
    with serving(PROJECT / "app.py", told) as server:
        crawl = Crawl(context.new_page())
        for page in ("overview" + OF_COUNCIL, "indicator" + OF_COUNT, "indicator" + OF_COUNCIL + BY_PLACEMENT):
            crawl.visit(f"{server.url}/{page}")
    context.close()
    assert TELLS.findall("\n".join(text for frame in crawl.frames for text in texts(frame)))
    assert [one for one in (DECIMALS, SHOWN, *IN_TABLES) if one not in crawl.shown()] == []
    assert any(TELLS.search(file) for name, file in crawl.files.items() if name.startswith("overview"))
    assert INDICATOR in {STAMPED.sub("", name) for name, file in crawl.files.items() if has_count(file)}
    assert crawl.identifiers() == []  # no page shows a child to anybody


def test_no_command_prints_a_child_and_none_the_count_to_the_public(
    planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["cpdash", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Said(int(ended.value.code or 0), *capsys.readouterr())

    monkeypatch.setenv("CPDASH_DATA", str(planted.data))
    returned = planted.data / "incoming" / COUNCIL / YEAR
    public = [
        said("show", ADDRESS, "--area", NAME),
        said("show", INDICATOR, "--area", COUNCIL, "--json", "--as", "public"),
        said("show", ADDRESS, "--area", NAME, "--by", "provider"),
        said("show", "children_in_care", "--area", NAME, "--by", "placement"),
        said("show", "foster_care_share", "--area", NAME, "--json"),
        said("compare", ADDRESS, "--area", NAME, "--json"),
        said("snapshots", "--json"),
        said("settings", "--json"),
        said("extract", tmp_path / "out"),
    ]
    assert [one.code for one in public] == [0] * len(public), public
    assert [TELLS.findall(one.all) for one in public] == [[]] * len(public)
    assert {point["numerator"] for point in json.loads(public[1].out)["points"]} == {None}
    others = [
        said("import", "ssda903", returned, "--area", NAME, "--dry-run", "--json"),
        said("import", "ssda903", returned, "--area", "Nowhere"),
        said("import", returned / "header.csv", "--dry-run"),
        said("show", ADDRESS, "--area", NAME, "--as", "service"),
        said("show", ADDRESS, "--area", NAME, "--as", "service", "--json"),
    ]
    everything = "\n".join(one.all for one in [*planted.said, *public, *others]).casefold()
    assert [one for one in IDENTIFIERS if one.casefold() in everything] == []
    assert TELLS.search(others[-2].out)
    assert {point["numerator"] for point in json.loads(others[-1].out)["points"]} == {COUNT}


def test_child_is_in_the_work_database_and_in_neither_file_of_the_snapshot(planted: Planted) -> None:
    work = planted.data / "private" / "work.duckdb"
    for one in IDENTIFIERS:
        assert cells_with(work, one)
        assert one.encode() in work.read_bytes()
        for scope in ("public", "service"):
            assert cells_with(planted.file(scope), one) == []
    for path in (planted.data / "snapshots").iterdir():
        assert [one for one in IDENTIFIERS if one.encode() in path.read_bytes()] == []


def test_count_is_in_full_detail_and_every_cell_of_it_is_withheld_from_the_public_file(planted: Planted) -> None:
    of_count = "SELECT value, numerator, denominator, status FROM figure WHERE indicator = ? AND area = ?"
    small = (
        "SELECT count(*) FROM figure WHERE area = ? AND (numerator / denominator BETWEEN 0.04225 AND 0.04226"
        " OR value BETWEEN 4.22 AND 4.23 OR value BETWEEN 95.77 AND 95.78)"
    )
    found = {}
    for scope in ("service", "public"):
        with duckdb.connect(str(planted.file(scope)), read_only=True) as db:
            cells = db.execute(of_count, [INDICATOR, COUNCIL]).fetchall()
            found[scope] = (set(cells), len(cells) >= 12, db.execute(small, [COUNCIL]).fetchall()[0][0] > 0)
    [(value, *counts)] = found["service"][0]
    assert str(value).startswith(DECIMALS)
    assert (counts, *found["service"][1:]) == ([COUNT, CHILDREN, "derived"], True, True)
    assert found["public"] == ({(None, None, None, "suppressed")}, True, False)
    assert cells_with(planted.file("service"), DECIMALS)
    assert cells_with(planted.file("public"), DECIMALS) == []
