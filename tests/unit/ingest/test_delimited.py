"""Which bytes are text, where a table begins in them, and which of its columns are read."""

from __future__ import annotations

import pytest

from cpdash.errors import InputRefused
from cpdash.ingest.delimited import read_below, read_delimited
from cpdash.ingest.encoding import as_utf8, check_utf8, first_line
from cpdash.ingest.raw import ROW


@pytest.mark.parametrize(
    ("content", "text", "from_1252"),
    [
        (b"A,B\n", b"A,B\n", False),
        (b"\xef\xbb\xbfA,B\n", b"A,B\n", False),
        ("é\n".encode(), "é\n".encode(), False),
        ("é\n".encode("cp1252"), "é\n".encode(), True),
    ],
)
def test_text_becomes_utf_8(content: bytes, text: bytes, from_1252: bool) -> None:
    assert as_utf8("a.csv", content) == (text, from_1252)


@pytest.mark.parametrize("content", ["é".encode("utf-16"), b"A\x00B", b"PK\x03\x04", b"ok\n\x81\n"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefused, match=r"a\.csv"):
        as_utf8("a.csv", content)


def test_windows_1252_is_refused_where_utf_8_is_asked_for() -> None:
    with pytest.raises(InputRefused, match="line 2"):
        check_utf8("a.csv", "ok\né\n".encode("cp1252"))


@pytest.mark.parametrize("content", [b"A,B", b"\r\n\nA,B\r\n1,2", b"\xef\xbb\xbfA,B\n", b"A,B\n1,2\n"])
def test_the_first_line_is_the_first_that_is_not_empty(content: bytes) -> None:
    assert first_line(content) == "A,B"


@pytest.mark.parametrize("content", [b"A,B,C\n1,2,3\n4,5,6\n", b"\xef\xbb\xbfA,B,C\r\n1,2,3\r\n4,5,6\r\n"])
def test_only_the_columns_to_keep_are_read(content: bytes) -> None:
    read = read_delimited("a.csv", content, lambda header: {"C"} if "C" in header else None)
    assert read.columns == ["C"]
    assert read.cells.to_pydict() == {"C": ["3", "6"], ROW: [2, 3]}


def test_all_columns_are_read_by_default() -> None:
    assert read_delimited("a.csv", b"A,B\n1,2\n", lambda _: None).columns == ["A", "B"]


@pytest.mark.parametrize("rows", [b"1,2\n3,4\n", b'1,"2"\n3,4\n\n\n'])
def test_rows_below_a_late_header_keep_the_numbers_of_the_file(rows: bytes) -> None:
    read = read_below("a.csv", ["A", "B"], b"A,B\n" + rows, line=5)
    assert read.cells.to_pydict() == {"A": ["1", "3"], "B": ["2", "4"], ROW: [6, 7]}


def test_a_broken_row_below_a_late_header_is_named_by_the_line_of_the_file() -> None:
    read = read_below("a.csv", ["A", "B"], b"A,B\n1,2\n3\n4,5\n", line=5)
    assert [found.row for found in read.findings] == [7]
    assert read.cells.column(ROW).to_pylist() == [6, 8]
    assert read.rows_read == 3
