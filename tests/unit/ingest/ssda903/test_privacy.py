"""No cell of a return, and no child's identifier, is ever in a finding or an error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdash.catalogue.returns import load_return_layouts
from cpdash.errors import CpdashError, InputRefused
from cpdash.ingest.ssda903 import reading, rules
from tests.unit.ingest.ssda903.returns_for_tests import CLEAN, columns, read, write

MARK = "qzx"
TABLES = load_return_layouts().tables

sound = {name: row.split(",") for name, (row, *_) in CLEAN.items()}
cell = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", " ", "1", "01/02/", "C", '"', "'", "%s", "{0}", "<b>", "\\", "é"]),
    st.just(MARK),
    st.sampled_from(["", " ", ".0", "/2024", "2", '"', ",", "'", ";", "\x0b"]),
)


@st.composite
def return_files(draw: st.DrawFn) -> dict[str, str]:
    """Files whose rows hold a marked value in any of their cells, some of them torn or quoted at odds."""
    kinds = draw(st.lists(st.sampled_from(sorted(TABLES)), min_size=1, max_size=4, unique=True))
    files = {}
    for kind in {*kinds, "episodes"}:
        width = len(TABLES[kind].columns)
        lines = [columns(kind)]
        for _ in range(draw(st.integers(1, 4))):
            cells = list(sound.get(kind, ["1"] * width))
            for at in draw(st.lists(st.integers(0, width - 1), max_size=3)):
                cells[at] = draw(cell)
            lines.append(",".join(cells))
        files[kind] = "\n".join(lines) + draw(st.sampled_from(["\n", ""]))
    return files


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=return_files())
def test_no_message_has_a_cell_of_the_file(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), {}, **files)
        try:
            returns = read(Path(folder), unreadable_share=1.0)
        except InputRefused as refused:
            said = list(refused.faults)
        else:
            told = [one for ret in returns.returns for file in ret.files for one in file.findings]
            said = [f"{one.file} {one.rule} {one.message} {one.column} {one.row}" for one in told]
            for file in returns.returns[0].files:
                assert file.rows_read == file.rows_used + file.rows_refused
    assert not [line for line in said if MARK in line.lower()]


def test_a_database_error_keeps_its_message_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(db: duckdb.DuckDBPyConnection) -> pa.Table:
        return db.execute("SELECT child::INTEGER FROM episodes").to_arrow_table()

    monkeypatch.setattr(rules, "refused", fails)
    with pytest.raises(CpdashError) as failed:
        read(write(tmp_path))
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__
    assert "A1" not in str(failed.value)
    assert "B2" not in str(failed.value)


def test_memory_that_runs_out_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise duckdb.OutOfMemoryException("could not allocate A1")

    monkeypatch.setattr(reading, "staged", fails)
    with pytest.raises(InputRefused, match="memory"):
        read(write(tmp_path))
