"""What a file must be to hold a table, and what is said when it is not."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cpdash.errors import InputRefused
from cpdash.ingest.raw import ROW, RawTable
from cpdash.ingest.tabular import read_table


def given(folder: Path, content: str | bytes, name: str = "file.csv") -> RawTable:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path)


def refusal(folder: Path, content: str | bytes, name: str = "file.csv") -> str:
    with pytest.raises(InputRefused) as refused:
        given(folder, content, name)
    return "\n".join(refused.value.faults)


def faults(raw: RawTable) -> list[tuple[int | None, str]]:
    return [(found.row, found.message) for found in raw.findings]


def cells(raw: RawTable) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in raw.cells.to_pylist()]


def test_cells_are_trimmed_text_and_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    raw = given(tmp_path, "a,b\n 1 ,\n2,x\n")
    assert raw.columns == ["a", "b"]
    assert cells(raw) == [("1", None, 2), ("2", "x", 3)]
    assert (raw.rows_read, list(raw.findings)) == (2, [])


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert given(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n").columns == ["a", "b"]


def test_windows_line_breaks_are_read(tmp_path: Path) -> None:
    assert cells(given(tmp_path, "a,b\r\n1,2\r\n")) == [("1", "2", 2)]


@pytest.mark.parametrize("odd", ["", "a blank line in front of a broken row\n"])
def test_blank_lines_are_skipped_and_rows_keep_their_numbers(tmp_path: Path, odd: str) -> None:
    raw = given(tmp_path, f"a,b\n1,2\n\n3,4\n,\n5,6\n{odd}")
    assert cells(raw) == [("1", "2", 2), ("3", "4", 4), ("5", "6", 6)]


def test_a_quoted_line_break_does_not_move_the_rows_below(tmp_path: Path) -> None:
    assert cells(given(tmp_path, 'a,b\n"x\ny",1\nz,2\n')) == [("x\ny", "1", 2), ("z", "2", 3)]
    assert cells(given(tmp_path, 'a,b\n"x\ny",1\n\nz,2\n')) == [("x\ny", "1", 2), ("z", "2", 4)]


def test_every_row_with_a_wrong_number_of_columns_is_named(tmp_path: Path) -> None:
    raw = given(tmp_path, "a,b\n1\n1,2\n1,2,3\n1,2\n")
    assert faults(raw) == [
        (2, "has 1 columns: expected 2 as in the header"),
        (4, "has 3 columns: expected 2 as in the header"),
    ]
    assert (raw.rows_read, raw.cells.num_rows) == (4, 2)


def test_a_last_row_that_is_too_short_means_a_file_cut_off(tmp_path: Path) -> None:
    raw = given(tmp_path, "a,b\n1,2\n1")
    assert [message for _, message in faults(raw)] == [
        "has 1 columns: expected 2 as in the header. It is the last row: the file seems to be cut off",
        "has no line break after its last row: is it complete?",
    ]


def test_a_missing_last_line_break_is_only_a_warning_here(tmp_path: Path) -> None:
    assert [found.severity for found in given(tmp_path, "a,b\n1,2").findings] == ["warning"]


def test_a_quote_that_is_never_closed_is_named_by_the_row_it_begins_in(tmp_path: Path) -> None:
    assert faults(given(tmp_path, 'a,b\n1,2\n"3,4\n5,6\n')) == [(3, "opens a quote that is never closed")]


def test_a_quote_in_the_wrong_place_does_not_hide_the_other_rows(tmp_path: Path) -> None:
    raw = given(tmp_path, 'a,b\n"1"x,2\n3,4\n5\n6,7\n')
    assert [row for row, _ in faults(raw)] == [2, 4]
    assert faults(raw)[0] == (2, "has a quote in the wrong place")
    assert cells(raw) == [("3", "4", 3), ("6", "7", 5)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "file.csv: is empty."),
        (b" \n\n", "file.csv: is empty."),
        ("a,b\n1,é\n".encode("latin-1"), "file.csv: not UTF-8 at line 2: save it as 'CSV UTF-8'."),
        ("a,b\n".encode("utf-16"), "file.csv: is UTF-16: not UTF-8 at line 1: save it as 'CSV UTF-8'."),
        ("a,b\n".encode("utf-16-le"), "file.csv: not UTF-8 at line 1 (UTF-16, or no text at all): save it as"),
        (b"PK\x03\x04....", "file.csv: is an Excel workbook or another zip file under another name"),
        (b"a;b;c\n1;2;3\n", "file.csv: is separated by semicolons: save it as 'CSV UTF-8 (comma delimited)'."),
        (b"a\tb\n1\t2\n", "file.csv: is separated by tabs"),
        (b"a,b,a\n1,2,3\n", "file.csv, row 1: columns 1, 3 have the same name: expected every name once."),
        (b"a,,b\n1,2,3\n", "file.csv, row 1: a column has no name: expected a name in every cell of the header."),
        (b'a,"b\n1,2\n', "file.csv, row 1: a quote in the header is never closed."),
        (b"a,row_in_file\n1,2\n", "file.csv, row 1: a column is called 'row_in_file'"),
    ],
)
def test_what_holds_no_table_is_refused_with_what_to_do(tmp_path: Path, content: bytes, expected: str) -> None:
    assert refusal(tmp_path, content).startswith(expected)


def test_a_missing_file_a_folder_and_an_unknown_ending_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name, expected in {
        "none.csv": "none.csv: there is no such file.",
        "none.xlsx": "none.xlsx: there is no such file.",
        "folder.csv": "folder.csv: is a folder, a file was expected.",
        "notes.docx": "notes.docx: expected a .csv, .txt, .parquet or .xlsx file.",
    }.items():
        with pytest.raises(InputRefused) as refused:
            read_table(tmp_path / name)
        assert refused.value.faults == (expected,)


def test_numbers_of_a_parquet_file_become_plain_text(tmp_path: Path) -> None:
    table = pa.table({"number": [301.0, None], "flag": [True, False], " name ": [" x ", ""]})
    pq.write_table(table, tmp_path / "t.parquet")
    raw = read_table(tmp_path / "t.parquet")
    assert raw.columns == ["number", "flag", "name"]
    assert cells(raw) == [("301", "true", "x", 2), (None, "false", None, 3)]


def test_a_truncated_parquet_file_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "t.parquet")
    whole = (tmp_path / "t.parquet").read_bytes()
    expected = "t.parquet: is not a complete Parquet file: the download seems cut short. Download it again."
    assert refusal(tmp_path, whole[:-20], "t.parquet") == expected
    assert refusal(tmp_path, b"no parquet", "t.parquet") == expected


def test_a_parquet_file_with_one_name_twice_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table([pa.array([1]), pa.array([2])], names=["a", "a"]), tmp_path / "t.parquet")
    assert "have the same name" in refusal(tmp_path, (tmp_path / "t.parquet").read_bytes(), "t.parquet")


def test_large_damaged_files_are_read_in_parts(tmp_path: Path) -> None:
    many = "1,2\n" * 120_000
    raw = given(tmp_path, f"a,b\n\n{many}3\n")
    assert raw.cells.num_rows == 120_000
    assert raw.cells.column(ROW)[-1].as_py() == 120_002
    assert [found.row for found in raw.findings] == [120_003]
