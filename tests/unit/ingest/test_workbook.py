"""Workbooks as people send them: odd headers, merged cells, formulas, and files that must not be opened."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cpdash.errors import InputRefused
from cpdash.ingest import workbook_sheet
from cpdash.ingest.raw import ROW, RawTable
from cpdash.ingest.workbook import read_workbook

HEADER = ["area", "indicator", "month", "value"]


def saved(book: Workbook, folder: Path, name: str = "scorecard.xlsx") -> Path:
    book.save(folder / name)
    return folder / name


def book_of(*rows: Sequence[object]) -> Workbook:
    book = Workbook()
    for row in rows:
        sheet(book).append(list(row))
    return book


def sheet(book: Workbook) -> Worksheet:
    first = book.active
    assert isinstance(first, Worksheet)
    return first


def cells_of(raw: RawTable) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = raw.cells.to_pylist()
    return rows


def rules(raw: RawTable) -> dict[str, str]:
    return {one.rule: one.message for one in raw.findings}


def refused(path: Path) -> str:
    with pytest.raises(InputRefused) as caught:
        read_workbook(path)
    (fault,) = caught.value.faults
    assert fault.startswith(f"{path.name}: ")
    return fault


def test_cells_come_as_text_with_the_sheets_row_numbers(tmp_path: Path) -> None:
    book = book_of(
        ["Monthly figures"], [], HEADER, [" Stockton ", 302.0, date(2021, 6, 30), 0.1 + 0.2], [], [None, True]
    )
    raw = read_workbook(saved(book, tmp_path))
    assert cells_of(raw) == [
        {"area": "Stockton", "indicator": "302", "month": "2021-06-30", "value": "0.3", ROW: 4},
        {"area": None, "indicator": "TRUE", "month": None, "value": None, ROW: 6},
    ]
    assert raw.rows_read == 2 and not raw.findings


def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    book = book_of(HEADER, ["a", "b", datetime(2021, 6, 1, 12), 0.125], ["a", "b", "c", 12.5])
    sheet(book)["D2"].number_format, sheet(book)["D3"].number_format = "0.0%", '0.0"%"'
    assert [row["value"] for row in cells_of(read_workbook(saved(book, tmp_path)))] == ["12.5%", "12.5"]


def test_letters_and_numbers_above_the_header_are_no_header_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    book = book_of(["A", "B", "C", 3], [1, 2, 3, 4], ["LA num", "SNP", "SN2", "SNP"], [301, "Close", 308, "Far"])
    raw = read_workbook(saved(book, tmp_path))
    assert list(raw.columns) == ["LA num", "SNP", "SN2", "SNP.2"]
    assert cells_of(raw)[0][ROW] == 4


def test_the_sheet_named_scorecard_goes_first_and_hidden_sheets_are_noted(tmp_path: Path) -> None:
    book = book_of(["name", "other", "third"])
    book.create_sheet("Scorecard").append(HEADER)
    book.create_sheet("hidden").sheet_state = "hidden"
    raw = read_workbook(saved(book, tmp_path))
    assert list(raw.columns) == HEADER
    assert rules(raw) == {"hidden sheet": "1 hidden sheet(s) in the workbook were not read"}


def test_merged_cells_formulas_without_a_result_and_nameless_values_are_told_at_once(tmp_path: Path) -> None:
    book = book_of(["Title"], HEADER, ["a", "b", "c", "=1+1"], ["a", "b", "c", "#REF!", "beside"], ["a", "b", "c", 1])
    sheet(book).merge_cells("A1:D1")
    sheet(book).merge_cells("A4:A5")
    found = rules(read_workbook(saved(book, tmp_path)))
    assert "A4:A5" in found["merged cells"] and "A1:D1" not in found["merged cells"]
    assert "D3" in found["formula without a value"] and "LibreOffice" in found["formula without a value"]
    assert "D4" in found["formula error"]
    assert "E4" in found["value without a column name"]


def test_many_faulty_cells_are_counted_after_the_first(tmp_path: Path) -> None:
    book = book_of(HEADER, *(["a", "b", "c", "=1+1"] for _ in range(15)))
    assert "and 5 more" in rules(read_workbook(saved(book, tmp_path)))["formula without a value"]


def test_a_column_with_the_name_of_our_own_is_refused(tmp_path: Path) -> None:
    assert "rename it" in refused(saved(book_of([*HEADER, ROW]), tmp_path))


def test_a_workbook_without_a_table_is_refused(tmp_path: Path) -> None:
    assert "no visible sheet holds a table" in refused(saved(book_of(["only"], [1, 2]), tmp_path))


def test_a_file_that_is_cut_off_or_no_workbook_is_refused(tmp_path: Path) -> None:
    path = saved(book_of(HEADER), tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "cut off" in refused(path)
    path.write_bytes(b"area,indicator\n")
    assert "not a workbook" in refused(path)
    path.unlink()
    assert "cannot be opened" in refused(path)


@pytest.mark.parametrize("at", range(60, 5000, 487))
def test_a_damaged_byte_never_ends_in_anything_but_a_refusal(tmp_path: Path, at: int) -> None:
    path = saved(book_of(HEADER, ["a", "b", "c", 1]), tmp_path)
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 0xFF
    path.write_bytes(content)
    with contextlib.suppress(InputRefused):
        assert read_workbook(path).rows_read == 1


@pytest.mark.parametrize(
    ("name", "inside", "expected"),
    [
        ("locked.xlsx", "EncryptedPackage", "password"),
        ("locked.xlsx", "", "password"),
        ("old.xls", "Workbook", "old .xls format"),
    ],
)
def test_the_old_container_is_told_from_a_password(tmp_path: Path, name: str, inside: str, expected: str) -> None:
    (tmp_path / name).write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + inside.encode("utf-16-le"))
    assert expected in refused(tmp_path / name)


@pytest.mark.parametrize(
    ("member", "expected"), [("xl/workbook.bin", ".xlsb"), ("content.xml", ".ods"), ("readme.txt", "not a workbook")]
)
def test_other_formats_in_a_zip_are_named(tmp_path: Path, member: str, expected: str) -> None:
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr(member, "x")
    assert expected in refused(tmp_path / "other.xlsx")


def with_member(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    path = with_member(saved(book_of(HEADER), tmp_path), "xl/media/bomb", bytes(20_000_000))
    assert "far more than a workbook holds" in refused(path)


def test_a_bomb_whose_directory_lies_is_not_opened(tmp_path: Path) -> None:
    path = with_member(saved(book_of(HEADER), tmp_path), "xl/media/bomb", bytes(20_000_000))
    content = path.read_bytes().replace((20_000_000).to_bytes(4, "little"), (2_000).to_bytes(4, "little"))
    path.write_bytes(content)
    assert "not a workbook, or was cut off" in refused(path)


def test_xml_with_a_document_type_is_not_opened(tmp_path: Path) -> None:
    path = with_member(saved(book_of(HEADER), tmp_path), "xl/more.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    assert "document type" in refused(path)


def test_a_sheet_that_claims_endless_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_sheet, "MOST_CELLS", 1000)
    book = book_of(HEADER)
    sheet(book)["A2000"] = 1
    assert "more cells than any table" in refused(saved(book, tmp_path))


def test_a_sheet_with_broken_xml_is_refused(tmp_path: Path) -> None:
    path = saved(book_of(HEADER), tmp_path)
    whole, broken = zipfile.ZipFile(io.BytesIO(path.read_bytes())), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(broken, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, b"<worksheet><row" if name.endswith("sheet1.xml") else whole.read(name))
    assert "damaged inside" in refused(broken)


def test_a_workbook_with_macros_is_read_like_any_other(tmp_path: Path) -> None:
    path = with_member(saved(book_of(HEADER), tmp_path, "with_macros.xlsm"), "xl/vbaProject.bin", b"never run")
    assert list(read_workbook(path).columns) == HEADER


@pytest.mark.real
def test_the_published_neighbours_workbook_is_read_from_its_third_row(real_data: Path) -> None:
    raw = read_workbook(real_data / "real/lait/sn_may_2025.xlsx")
    assert list(raw.columns)[:9] == ["LA num", "LA Name", "LA number", "GOInd", "GOReg", "SN1", "SNP", "SN2", "SNP.2"]
    first = cells_of(raw)[0]
    assert (first["LA num"], first[ROW], raw.rows_read) == ("301", 4, 159)
