"""What leaves the dashboard as a file or on a terminal does nothing there: no formula is run, no terminal steered."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from unicodedata import normalize

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cpdash import printing
from cpdash.catalogue.loader import the_catalogue
from cpdash.cli import cli
from cpdash.extract import Finding
from cpdash.ingest.template import write_scorecard_template
from cpdash.loading import Report
from cpdash.store.work import Loaded
from cpdash.tables import to_csv
from cpdash.web.pictures import of_comparison, of_series
from tests.views_for_tests import STOCKTON, annual, make_comparison, make_points, make_series

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]
BEFORE = ["", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2028", "\x00", "\x1f"]
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?", re.ASCII)
ESCAPES = "\x1b[2J\x9b31m\x07\x7f\u202etxt\u2066\r"


def written(*cells: str | float) -> list[str]:
    """Return cells as they stand in the file, the column's name first."""
    frame = pd.DataFrame({"Value": list(cells)}, dtype="object")
    text = to_csv(frame, {"Area": "Stockton"}).decode("utf-8-sig")
    return [row[0] for row in csv.reader(StringIO(text, newline=""))]


@settings(deadline=None)
@given(st.lists(st.sampled_from(BEFORE), max_size=3), st.sampled_from(SIGNS), st.text(max_size=8))
def test_no_text_begins_a_formula_whatever_stands_before_it_and_however_wide_its_sign_is(
    before: list[str], sign: str, rest: str
) -> None:
    cell = "".join(before) + sign + rest
    _, found = written(cell)
    assert found in (f"'{cell}", cell)
    assert (found == cell) == (pd.Series([cell]).str.fullmatch(r"[-+]?[0-9,]*\.?[0-9]+%?").all())


@settings(deadline=None)
@given(st.text(max_size=12))
def test_a_text_is_kept_to_the_letter_but_for_an_apostrophe_before_it(cell: str) -> None:
    _, found = written(cell)
    assert found.removeprefix("'") == cell.removeprefix("'")
    assert not normalize("NFKC", found.lstrip()[:1]).startswith(("=", "@"))


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_stays_a_number_of_the_same_value(number: float) -> None:
    assert float(written(number)[1]) == number
    text = to_csv(pd.DataFrame({"Value": [number]}), {}).decode("utf-8-sig")
    assert '"' not in text.splitlines()[1]


@settings(deadline=None)
@given(st.from_regex(NUMBER, fullmatch=True))
def test_a_number_in_words_keeps_its_sign(number: str) -> None:
    assert written(number)[1] == number


def test_every_text_stands_in_quotation_marks_so_that_no_other_separator_splits_it() -> None:
    [_, line, *_] = to_csv(pd.DataFrame({"Value": ["a;=1+1"], "Number": [-2.5]}), {"Area": "x;=2"}).splitlines()
    assert line == b'"a;=1+1",-2.5,"x;=2"'


def test_a_template_holds_no_formula_even_for_an_area_that_looks_like_one(tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    write_scorecard_template(file, the_catalogue(), date(2026, 11, 1), area='=HYPERLINK("http://x","y")')
    book = load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert book["Scorecard"]["A2"].value == '=HYPERLINK("http://x","y")'
    assert book["Scorecard"]["A2"].quotePrefix


def test_the_name_of_a_download_has_no_character_that_a_file_system_or_a_header_reads() -> None:
    odd = replace(STOCKTON, code='../E06"\r\nX: y')
    for picture in (of_series(make_series(annual(5, 6), place=odd)), of_comparison(make_comparison(place=odd))):
        assert set(picture.file) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")
        assert ".." not in picture.file


def report() -> Report:
    name = f"june{ESCAPES}\nPublished 20261122T171500Z-1a2b3c4d"
    found = (Finding("warning", name, f"rule{ESCAPES}", f"message{ESCAPES}\nfile.csv: all is well", 2, f"c{ESCAPES}"),)
    return Report((Loaded(name, "scorecard", f"title{ESCAPES}", "2026", 1, 1, 0, 0, found),), False)


def steering(text: str) -> set[str]:
    return {one for one in text if one != "\n" and (not one.isprintable() or "\u202a" <= one <= "\u2069")}


def test_a_report_of_a_file_steers_no_terminal_and_adds_no_line_of_its_own() -> None:
    text = printing.harmless(printing.report_text(report(), the_catalogue()))
    assert steering(text) == set()
    assert r"june\u001b[2J\u009b31m\u0007\u007f\u202etxt\u2066\u000d\nPublished" in text
    assert not [line for line in text.splitlines() if line.startswith(("Published", "file.csv"))]


def test_json_steers_no_terminal_and_gives_a_program_what_was_there() -> None:
    text = printing.report_json(report())
    assert steering(text) == set()
    assert json.loads(text)["files"][0]["file"] == report().files[0].file


def test_a_series_steers_no_terminal() -> None:
    series = make_series({}, points=make_points(annual(118, 125), source=f"paper{ESCAPES}", note=ESCAPES))
    assert steering(printing.harmless(printing.series_text(series))) == set()
    assert steering(printing.series_json(series)) == set()


@pytest.mark.parametrize("line", [["show", f"AR2{ESCAPES}", "--area", "x"], ["import", f"none{ESCAPES}.csv"]])
def test_what_an_error_repeats_steers_no_terminal(line: list[str], tmp_path: Path) -> None:
    answer = CliRunner().invoke(cli, line, env={"CPDASH_DATA": str(tmp_path)})
    assert answer.exit_code or answer.exception
    assert steering(answer.output) == set()
