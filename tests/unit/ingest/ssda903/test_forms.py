"""The XML form and the workbook give the same rows as the CSV files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from cpdash.catalogue.returns import load_return_layouts
from cpdash.errors import InputRefused
from cpdash.extract import Returns
from tests.unit.ingest.ssda903.returns_for_tests import CLEAN, columns, counts, file_of, found, read, rows, write

CHILD = """
<CHILD><HEADER><CHILDID>A1</CHILDID><UPN>UN1</UPN><SEX>1</SEX><DOB>01/05/2010</DOB><ETHNIC>WBRI</ETHNIC><UASC>{uasc}</UASC>
<AREVIEW><REVIEW>05/07/2023</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><MOTHER /><MC_DOB /></HEADER>
<EPISODE><DECOM>{decom}</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U6</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>
<DEC /><REC /></EPISODE></CHILD>
"""


def xml(*children: str, above: str = "", root: str = "EXPSSDA903") -> str:
    return f"<?xml version='1.0' encoding='utf-8'?>{above}<{root}>{''.join(children)}</{root}>"


def child(decom: str = "10/06/2023", uasc: str = "") -> str:
    return CHILD.format(decom=decom, uasc=uasc)


def write_xml(folder: Path, content: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "return.xml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def alike(returns: Returns) -> dict[str, list[dict[str, object]]]:
    """The rows of every table, without the number of the file: one form has all in one file, the other in several."""
    return {
        name: [{key: value for key, value in row.items() if key != "file"} for row in rows(returns, name)]
        for name in returns.tables
        if name != "mark"
    }


def marked(returns: Returns) -> list[tuple[object, ...]]:
    marks = returns.tables["mark"].to_pylist()
    return sorted((mark["rule"], mark["severity"], mark["first"], mark["last"]) for mark in marks)


# XML


def test_the_rows_of_a_child_come_from_its_elements(tmp_path: Path) -> None:
    returns = read(write_xml(tmp_path, xml(child())))
    [episode], [review] = rows(returns, "episodes"), rows(returns, "reviews")
    assert (episode["child"], episode["place"], episode["dec"], episode["row"]) == ("A1", "U6", None, 2)
    assert (review["child"], review["review_code"]) == ("A1", "PN1")
    assert returns.returns[0].kinds == (("header", "episodes", "reviews"),)
    assert file_of(returns, "return.xml").origin.source == "ssda903_xml"
    assert counts(returns, "return.xml") == (3, 3, 0)


@pytest.mark.parametrize(("flag", "count"), [("", 0), ("0", 0), ("1", 1)])
def test_a_child_is_unaccompanied_when_the_flag_says_so(tmp_path: Path, flag: str, count: int) -> None:
    assert read(write_xml(tmp_path, xml(child(uasc=flag)))).tables["uasc"].num_rows == count


def test_faults_are_told_by_kind_and_row(tmp_path: Path) -> None:
    returns = read(write_xml(tmp_path, xml(child(), child("2023-06-10"))))
    [told] = found(returns, "141")
    assert (told.file, told.row, told.column) == ("return.xml [episodes]", 3, "DECOM")
    read_, used, refused = counts(returns, "return.xml")
    # The two children have the same header and review: the second of each says exactly what the first says.
    assert (read_, used, refused) == (6, 3, 3)


@pytest.mark.parametrize(
    "above",
    [
        "<!DOCTYPE EXPSSDA903 [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>",
        "<!DOCTYPE EXPSSDA903 SYSTEM 'file:///etc/passwd'>",
    ],
)
def test_a_document_type_is_refused(tmp_path: Path, above: str) -> None:
    with pytest.raises(InputRefused, match="document type"):
        read(write_xml(tmp_path, xml(child(), above=above)))


@pytest.mark.parametrize(
    "content", [xml(child())[:-40], xml(child()).replace("</AREVIEW>", ""), xml("<CHILD>&a;</CHILD>")]
)
def test_damaged_xml_is_refused_by_line_and_without_its_text(tmp_path: Path, content: str) -> None:
    with pytest.raises(
        InputRefused, match=r"return.xml: is not whole or not sound XML \(line \d+, column \d+\)"
    ) as refused:
        read(write_xml(tmp_path, content))
    assert "01/05/2010" not in str(refused.value)


def test_xml_in_other_encodings_is_read(tmp_path: Path) -> None:
    content = xml(child()).replace("utf-8", "windows-1252").replace("WBRI", "Café").encode("cp1252")
    assert rows(read(write_xml(tmp_path, content)), "header")[0]["ethnic"] == "CAFÉ"


def test_xml_of_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"return.xml"):
        read(write_xml(tmp_path, xml(child()).replace("utf-8", "no-such-code")))


def as_csv(path: Path, folder: Path) -> Path:
    """Write the rows of an XML return as CSV files, by another way than the reader's."""
    lines: dict[str, list[list[str]]] = {}
    for one in ET.parse(path).getroot().iter("CHILD"):
        for kind, element in _elements(one):
            names = load_return_layouts().layouts[kind].columns
            header = one.find("HEADER")
            assert header is not None
            shared = {"CHILD": header.findtext("CHILDID"), "DOB": header.findtext("DOB"), "SEX": header.findtext("SEX")}
            tags = {"PLACE": "PL"} if kind == "episodes" else {}
            lines.setdefault(kind, []).append(
                [shared.get(name) or element.findtext(tags.get(name, name)) or "" for name in names]
            )
    return write(folder, {kind: [",".join(cells) for cells in some] for kind, some in lines.items()})


def _elements(one: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    nested = {"AREVIEW": "reviews", "AMISSING": "missing", "OC2": "oc2", "PERMANENCE": "prev_perm",
              "AD_PLACED": "placed_adoption", "EPISODE": "episodes"}  # fmt: skip
    header = one.find("HEADER")
    assert header is not None
    yield "header", header
    for kind, tag in (("uasc", "DUC"), ("oc3", "IN_TOUCH"), ("ad1", "DATE_INT")):
        if header.findtext(tag):
            yield kind, header
    for tag, kind in nested.items():
        yield from ((kind, element) for element in one.iter(tag))


@pytest.mark.real
def test_the_sample_in_xml_gives_the_same_rows_and_marks_as_in_csv(real_data: Path, tmp_path: Path) -> None:
    path = real_data / "ssda903_samples_more" / "fake_903.xml"
    one, other = read(path), read(as_csv(path, tmp_path))
    assert alike(one) == alike(other)
    assert marked(one) == marked(other)
    assert (one.returns[0].first, one.returns[0].last) == (other.returns[0].first, other.returns[0].last)
    assert sum(file.rows_read for file in other.returns[0].files) == one.returns[0].files[0].rows_read
    assert one.tables["episodes"].num_rows > 400


# Workbook


def write_workbook(path: Path, *, true_dates: bool) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "About"
    for kind, some in CLEAN.items():
        sheet = book.create_sheet(kind.title())
        sheet.append(columns(kind).split(","))
        for line in some:
            sheet.append([_cell(text, true_dates) for text in line.split(",")])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _cell(text: str, true_dates: bool) -> object:
    if true_dates and text.count("/") == 2:
        return datetime.strptime(text, "%d/%m/%Y")
    return text or None


@pytest.mark.parametrize("true_dates", [True, False])
def test_a_workbook_gives_the_same_rows_as_csv(tmp_path: Path, true_dates: bool) -> None:
    write_workbook(tmp_path / "a" / "return.xlsx", true_dates=true_dates)
    one, other = read(tmp_path / "a"), read(write(tmp_path / "b"))
    assert alike(one) == alike(other)
    assert one.returns[0].kinds == (("header", "episodes", "reviews"),)
    assert file_of(one, "return.xlsx").origin.source == "ssda903_workbook"


def test_a_fault_in_a_workbook_names_the_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "return.xlsx", true_dates=True)
    book = openpyxl.load_workbook(path)
    book["Episodes"]["B3"].number_format = "General"
    book.save(path)
    [told] = found(read(tmp_path), "141")
    assert (told.file, told.row, told.column) == ("return.xlsx [Episodes]", 3, "DECOM")


def test_a_workbook_that_is_no_return_is_left(tmp_path: Path) -> None:
    write(tmp_path)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["one", "two", "three"])
    book.active.append(["words", "and", "figures"])
    book.save(tmp_path / "other.xlsx")
    assert [one.file for one in found(read(tmp_path), "unknown kind")] == ["other.xlsx"]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "return.xlsx").write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(InputRefused, match=r"return.xlsx"):
        read(tmp_path)
