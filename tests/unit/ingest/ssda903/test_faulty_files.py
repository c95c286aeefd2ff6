"""Every fault that real files have: where it is said to be, what becomes of the row, and that no row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdash.errors import InputRefused
from tests.unit.ingest.ssda903.returns_for_tests import (
    CLEAN,
    EPISODES,
    HEADER,
    columns,
    counts,
    episodes,
    file_of,
    found,
    read,
    rows,
    text,
    write,
)


def refusal(*folders: Path) -> str:
    with pytest.raises(InputRefused) as refused:
        read(*folders)
    return str(refused.value)


# The file as a whole


def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + text("episodes", EPISODES).replace("\n", "\r\n").encode()
    returns = read(write(tmp_path, {"header": HEADER}, episodes=content))
    assert counts(returns, "episodes.csv") == (3, 3, 0)


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    content = text("header", HEADER).replace("WBRI", "Café").encode("cp1252")
    returns = read(write(tmp_path, {"episodes": EPISODES}, header=content))
    [said] = found(returns, "encoding")
    assert (said.severity, said.file) == ("note", "header.csv")
    assert "Windows-1252" in said.message
    assert rows(returns, "header")[0]["ethnic"] == "CAFÉ"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_advice(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, {"header": HEADER}, episodes=text("episodes", EPISODES).encode(encoding))
    said = refusal(tmp_path)
    assert "episodes.csv" in said
    assert "CSV UTF-8" in said


@pytest.mark.parametrize(("sign", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_separator_is_refused_by_name(tmp_path: Path, sign: str, word: str) -> None:
    write(tmp_path, {"header": HEADER}, episodes=text("episodes", EPISODES).replace(",", sign))
    assert f"episodes.csv: is separated by {word}" in refusal(tmp_path)


@pytest.mark.parametrize("content", ["", "\n\n  \n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    assert "reviews.csv: is empty." in refusal(write(tmp_path, {"episodes": EPISODES}, reviews=content))


def test_a_file_with_a_header_and_no_row_is_an_empty_table(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {**CLEAN, "missing": []}))
    assert counts(returns, "missing.csv") == (0, 0, 0)
    assert ("missing",) in returns.returns[0].kinds


@pytest.mark.parametrize("above", ["\n", "\n\n,,,\n", "Return of the year\nmade by,somebody\n\n"])
def test_the_header_is_found_below_other_lines_and_rows_keep_their_numbers(tmp_path: Path, above: str) -> None:
    content = above + text("episodes", [*EPISODES, "A1,31/02/2024,S,C1,N1,U6,PR1,,,,,,"])
    returns = read(write(tmp_path, {"header": HEADER}, episodes=content))
    lines = above.count("\n")
    assert [one.row for one in found(returns, "header")] == [lines + 1]
    assert [one.row for one in found(returns, "141")] == [lines + 5]
    assert counts(returns, "episodes.csv") == (4, 3, 1)


def test_a_header_below_the_tenth_line_is_not_looked_for(tmp_path: Path) -> None:
    write(tmp_path, CLEAN, late="\n" * 10 + text("missing", []))
    assert [one.file for one in found(read(tmp_path), "unknown kind")] == ["late.csv"]


def test_a_header_that_is_repeated_inside_is_a_refused_row(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [*EPISODES[:2], columns("episodes"), EPISODES[2]]}))
    assert [(one.file, one.row) for one in found(returns, "header again")] == [("episodes.csv", 4)]
    assert counts(returns, "episodes.csv") == (4, 3, 1)
    assert found(returns, "141") == []


def test_blank_lines_inside_are_no_rows_and_counted(tmp_path: Path) -> None:
    content = text("episodes", [EPISODES[0], "", "", *EPISODES[1:], "B2,x,S,C1,N1,U6,PR1,,,,,,"])
    returns = read(write(tmp_path, {"header": HEADER}, episodes=content))
    assert counts(returns, "episodes.csv") == (4, 3, 1)
    assert [one.row for one in found(returns, "141")] == [7]
    [said] = found(returns, "blank lines")
    assert said.message.startswith("2 blank lines")


def test_a_row_that_cannot_be_split_is_refused(tmp_path: Path) -> None:
    rows_ = [*EPISODES, "B2,01/02/2024,S", "B2,01/02/2024,S,V2,N4,K2,PR4,,,,,,,,"]
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [*rows_, *episodes(2)]}))
    assert [(one.row, one.severity) for one in found(returns, "broken row")] == [(5, "error"), (6, "error")]
    assert counts(returns, "episodes.csv") == (7, 5, 2)


def test_a_quote_that_is_never_closed_refuses_the_rows_it_swallows_as_one(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [*EPISODES, 'A1,"01/01/2024,S', *episodes(1)]}))
    read_, used, refused = counts(returns, "episodes.csv")
    assert (read_, used, refused) == (4, 3, 1)
    assert any("never closed" in one.message for one in found(returns, "broken row"))


def test_extra_columns_are_counted_and_not_read(tmp_path: Path) -> None:
    lines = [columns("episodes") + ",LA,YEAR,,", *(f"{row},Sutton,2024,," for row in EPISODES)]
    returns = read(write(tmp_path, {"header": HEADER}, episodes="\n".join(lines) + "\n"))
    [said] = found(returns, "extra columns")
    assert (said.severity, said.file) == ("warning", "episodes.csv")
    assert "2 columns" in said.message
    assert "14, 15" in said.message
    assert counts(returns, "episodes.csv") == (3, 3, 0)


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    lines = [columns("episodes") + ",LS", *(f"{row},C2" for row in EPISODES)]
    write(tmp_path, {"header": HEADER}, episodes="\n".join(lines) + "\n")
    assert "episodes.csv, row 1: columns 4, 14 are both called LS" in refusal(tmp_path)


def test_a_renamed_column_is_refused_with_the_name_it_may_have(tmp_path: Path) -> None:
    write(tmp_path, {"header": HEADER}, episodes=text("episodes", EPISODES).replace("PLACE_PROVIDER", "PROVIDER"))
    said = refusal(tmp_path)
    assert "episodes.csv, row 1" in said
    assert "it lacks PLACE_PROVIDER (PROVIDER may be PLACE_PROVIDER)" in said


# The folder


def test_the_wrong_kind_under_a_right_name_is_read_as_what_it_is_and_said(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": HEADER}, reviews=text("episodes", EPISODES)))
    assert returns.tables["episodes"].num_rows == 3
    assert [(one.file, one.severity) for one in found(returns, "file name")] == [("reviews.csv", "warning")]


def test_two_files_of_one_kind_are_refused_both_named(tmp_path: Path) -> None:
    said = refusal(write(tmp_path, CLEAN, again=text("episodes", EPISODES)))
    assert "again.csv, episodes.csv: are all of kind 'episodes'" in said


def test_two_folders_of_one_council_and_the_same_days_are_refused_both_named(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b", {"header": HEADER, "episodes": EPISODES[:2]})
    said = refusal(tmp_path)
    assert "a/episodes.csv, b/episodes.csv" in said
    assert "Middlesbrough" in said


def test_csv_beside_xml_is_refused_both_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "return.xml").write_text("<EXPSSDA903><CHILD/></EXPSSDA903>", "utf-8")
    said = refusal(tmp_path)
    assert "return.xml" in said
    assert "episodes.csv" in said


def test_files_of_unknown_kind_are_reported_and_left(tmp_path: Path) -> None:
    write(tmp_path, CLEAN, staff="name,team\nx,y\n", dolo="CHILD,DOB,DOLO_START,DOLO_END\nA1,01/05/2010,01/01/2024,\n")
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "page.xml").write_text("<html/>", "utf-8")
    returns = read(tmp_path)
    assert {one.file for one in found(returns, "unknown kind")} == {"staff.csv", "notes.docx", "page.xml"}
    [dolo] = found(returns, "not loaded")
    assert (dolo.file, "1 rows" in dolo.message) == ("dolo.csv", True)


def test_a_file_that_is_named_must_be_of_a_return(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("name,team\nx,y\n", "utf-8")
    assert "staff.csv" in refusal(tmp_path / "staff.csv")


def test_a_folder_without_any_return_is_refused(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("name,team\nx,y\n", "utf-8")
    assert "nothing to load" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "not there")


def test_files_named_one_by_one_are_the_return_of_their_folder(tmp_path: Path) -> None:
    write(tmp_path)
    returns = read(tmp_path / "episodes.csv", tmp_path / "header.csv")
    assert len(returns.returns) == 1
    assert returns.tables["reviews"].num_rows == 0


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        {},
        header="",
        reviews=text("reviews", []).replace(",", ";"),
        episodes=text("episodes", []).encode("utf-16"),
    )
    said = refusal(tmp_path)
    assert all(name in said for name in ("header.csv", "reviews.csv", "episodes.csv"))


# Single cells

EPISODE_FAULTS = [
    ("not a date", "B2,31/04/2023,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("blank start", "B2,,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("Excel's number", "B2,45383,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("ISO", "B2,2024-04-01,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("ISO with a time", "B2,2024-04-01 00:00:00,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("no leading zeros", "B2,1/4/2024,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("two-digit year", "B2,01/04/24,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("month's name", "B2,01-Apr-24,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("American order", "B2,12/31/2023,S,C2,N1,U6,PR1,,,,,,", "141", "DECOM"),
    ("unreadable end", "B2,01/06/2023,S,C2,N1,U6,PR1,30/02/2024,E4A,,,,", "147", "DEC"),
    ("unknown reason for new episode", "B2,01/06/2023,Q,C2,N1,U6,PR1,,,,,,", "143", "RNE"),
    ("words for a legal status", "B2,01/06/2023,S,Full care order,N1,U6,PR1,,,,,,", "144", "LS"),
    ("placeholder text", "B2,01/06/2023,S,*DUMMY*,N1,U6,PR1,,,,,,", "144", "LS"),
    ("unknown placement", "B2,01/06/2023,S,C2,N1,UNKN,PR1,,,,,,", "146", "PLACE"),
    ("placement of another year", "B2,01/06/2023,S,C2,N1,Z11,,,,,,,", "146", "PLACE"),
    ("unknown reason for ceasing", "B2,01/06/2023,S,C2,N1,U6,PR1,01/07/2023,E99,,,,", "149", "REC"),
    ("end on the first day", "B2,01/06/2023,S,C2,N1,U6,PR1,01/06/2023,E4A,,,,", "355", "DEC"),
    ("end before the start", "B2,01/06/2023,S,C2,N1,U6,PR1,01/05/2023,E4A,,,,", "356", "DEC"),
]


@pytest.mark.parametrize(
    ("row", "rule", "column"), [case[1:] for case in EPISODE_FAULTS], ids=[case[0] for case in EPISODE_FAULTS]
)
def test_an_unreadable_row_is_refused_by_line(tmp_path: Path, row: str, rule: str, column: str) -> None:
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [EPISODES[0], row, EPISODES[1]]}))
    assert [(one.file, one.row, one.severity) for one in found(returns, rule)] == [("episodes.csv", 3, "error")]
    assert found(returns, rule)[0].column in (column, "DECOM")
    assert counts(returns, "episodes.csv") == (3, 2, 1)
    assert {row["row"] for row in rows(returns, "episodes")} == {2, 4}


def test_an_unreadable_birth_date_in_the_header_is_refused(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": ["A1,1,1/5/2010,WBRI,UN1,,", HEADER[1]], "episodes": EPISODES}))
    assert [(one.file, one.row, one.column) for one in found(returns, "102")] == [("header.csv", 2, "DOB")]
    assert counts(returns, "header.csv") == (2, 1, 1)


KEPT: list[tuple[str, str, str, str | None]] = [
    ("disagreeing rows of one start", "A1,01/09/2023,L,C2,N1,K2,PR1,,,,,,", "142", None),
    ("an overlap", "A1,01/08/2023,L,C2,N1,U6,PR1,01/10/2023,X1,,,,", "501", None),
    ("a gap inside a period", "B2,25/12/2023,L,V2,N4,K2,PR4,30/12/2023,E4A,,,,", "433", None),
    ("an open row with X1", "C3,01/06/2023,S,C2,N1,U6,PR1,,X1,,,,", "148", None),
    ("unknown need", "C3,01/06/2023,S,C2,N9,U6,PR1,,,,,,", "145", "CIN"),
    ("unknown provider", "C3,01/06/2023,S,C2,N1,U6,PR9,,,,,,", "178", "PLACE_PROVIDER"),
    ("a child who is not in the header", "C3,01/06/2023,S,C2,N1,U6,PR1,,,,,,", "INT03", "CHILD"),
]


@pytest.mark.parametrize(("row", "rule", "column"), [case[1:] for case in KEPT], ids=[case[0] for case in KEPT])
def test_every_other_fault_is_kept_told_by_line_and_marked(
    tmp_path: Path, row: str, rule: str, column: str | None
) -> None:
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [*EPISODES, row]}))
    assert counts(returns, "episodes.csv") == (4, 4, 0)
    told = found(returns, rule)
    assert told
    assert {one.file for one in told} == {"episodes.csv"}
    assert all(one.row in (2, 3, 4, 5) for one in told)
    assert column is None or {one.column for one in told} == {column}
    marked = [mark for mark in returns.tables["mark"].to_pylist() if mark["rule"] == rule]
    first, last = returns.returns[0].first, returns.returns[0].last
    assert marked
    assert all(first <= mark["first"] <= mark["last"] <= last for mark in marked)


def test_a_birth_date_after_the_episode_began_is_told(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": ["A1,1,01/05/2030,WBRI,UN1,,", HEADER[1]], "episodes": EPISODES}))
    assert counts(returns, "episodes.csv") == (3, 3, 0)
    assert found(returns, "302")


def test_a_child_twice_in_the_header_is_told(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": [*HEADER, "A1,2,01/05/2010,WBRI,UN1,,"], "episodes": EPISODES}))
    assert counts(returns, "header.csv") == (3, 3, 0)
    assert found(returns, "INT32")


@pytest.mark.parametrize(
    ("cell", "words"),
    [("2024-02-01", "year first"), ("45383", "Excel"), ("1/2/2024", "leading zeros"), ("01-Feb-24", "two digits"),
     ("30/02/2024", "real date"), ("soon", "real date")],
)  # fmt: skip
def test_an_unreadable_date_of_another_file_is_told_and_counts_as_blank(tmp_path: Path, cell: str, words: str) -> None:
    returns = read(write(tmp_path, {**CLEAN, "reviews": [f"A1,01/05/2010,{cell},PN1", CLEAN["reviews"][1]]}))
    [told] = found(returns, "date")
    assert (told.file, told.row, told.column) == ("reviews.csv", 2, "REVIEW")
    assert words in told.message
    assert cell not in told.message
    assert rows(returns, "reviews")[0]["review"] is None
    assert counts(returns, "reviews.csv") == (2, 2, 0)


def test_a_row_without_a_child_is_refused(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {**CLEAN, "reviews": [",01/05/2010,05/07/2023,PN1", CLEAN["reviews"][1]]}))
    assert [(one.file, one.row, one.column) for one in found(returns, "child")] == [("reviews.csv", 2, "CHILD")]
    assert counts(returns, "reviews.csv") == (2, 1, 1)


def test_an_exact_duplicate_is_refused_and_the_first_is_used(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [*EPISODES, EPISODES[0].lower(), EPISODES[0]]}))
    assert [one.row for one in found(returns, "duplicate")] == [5, 6]
    assert counts(returns, "episodes.csv") == (5, 3, 2)
    assert {row["row"] for row in rows(returns, "episodes")} == {2, 3, 4}


def test_a_row_with_two_faults_is_refused_once(tmp_path: Path) -> None:
    row = "B2,x,Q,XX,N1,U6,PR1,,,,,,"
    returns = read(write(tmp_path, {"header": HEADER, "episodes": [*EPISODES, row, row]}))
    assert counts(returns, "episodes.csv") == (5, 3, 2)
    assert {one.rule for one in file_of(returns, "episodes.csv").findings if one.severity == "error"} >= {"141", "143"}


# Too many of them


def faulty(bad: int, good: int) -> list[str]:
    wrong = [f"X{at},2023-06-10,S,C2,N1,U6,PR1,,,,,," for at in range(bad)]
    return [*wrong, *episodes(good)]


def test_a_file_with_too_many_unreadable_rows_refuses_the_load_with_the_list(tmp_path: Path) -> None:
    said = refusal(write(tmp_path, {"header": HEADER, "episodes": faulty(2, 30)}))
    assert "episodes.csv: 2 of 32 rows cannot be read, which is more than 5%" in said
    assert "episodes.csv, row 2, DECOM" in said
    assert "episodes.csv, row 3, DECOM" in said


def test_the_share_is_a_limit_that_may_be_reached_and_set(tmp_path: Path) -> None:
    assert counts(read(write(tmp_path / "a", {"episodes": faulty(2, 38)})), "episodes.csv") == (40, 38, 2)
    write(tmp_path / "b", {"episodes": faulty(3, 37)})
    with pytest.raises(InputRefused):
        read(tmp_path / "b")
    assert counts(read(tmp_path / "b", unreadable_share=0.1), "episodes.csv") == (40, 37, 3)


def test_a_small_file_and_duplicates_do_not_refuse_the_load(tmp_path: Path) -> None:
    assert counts(read(write(tmp_path / "a", {"episodes": faulty(5, 10)})), "episodes.csv") == (15, 10, 5)
    twice = [*episodes(30), *episodes(30)]
    assert counts(read(write(tmp_path / "b", {"episodes": twice})), "episodes.csv") == (60, 30, 30)


def test_the_list_of_a_refusal_is_capped(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read(write(tmp_path, {"episodes": faulty(900, 1)}))
    assert len(refused.value.faults) == 201
    assert refused.value.faults[-1].startswith("and ")


def test_faults_of_one_rule_are_named_up_to_a_limit_and_then_counted(tmp_path: Path) -> None:
    returns = read(
        write(tmp_path, {"header": HEADER, "episodes": [row.replace("N1", "N9") for row in episodes(1_100)]})
    )
    told = found(returns, "145")
    assert len(told) == 1_001
    assert told[-1].row is None
    assert "100 more" in told[-1].message
    assert sum(mark["rule"] == "145" for mark in returns.tables["mark"].to_pylist()) == 1_100


def test_many_broken_rows_are_counted_to_the_last(tmp_path: Path) -> None:
    broken = ["A1,01/01/2024"] * 1_500
    returns = read(write(tmp_path, {"episodes": [*EPISODES, *broken]}), unreadable_share=1.0)
    assert counts(returns, "episodes.csv") == (1_503, 3, 1_500)
    assert len(found(returns, "broken row")) <= 1_001


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_break_will_do(tmp_path: Path, end: str) -> None:
    content = text("episodes", EPISODES).replace("\n", end).encode()
    returns = read(write(tmp_path, {"header": HEADER}, episodes=content))
    assert counts(returns, "episodes.csv") == (3, 3, 0)


def test_a_missing_last_line_break_is_said(tmp_path: Path) -> None:
    returns = read(write(tmp_path, {"header": HEADER}, episodes=text("episodes", EPISODES).rstrip("\n")))
    assert [one.file for one in found(returns, "no final line break")] == ["episodes.csv"]
    assert counts(returns, "episodes.csv") == (3, 3, 0)
