"""The commands: what they print, in which shape, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cpdash import cli
from cpdash.catalogue import load_catalogue
from cpdash.store import snapshots, work
from tests.extracts_for_tests import ENGLAND, MIDDLESBROUGH, NORTH_EAST, STOCKTON, extract, figure, geography
from tests.facts_for_tests import covered, make_snapshot, row
from tests.unit.store.test_publish import MARCH

LAST_YEAR = MARCH.replace(year=2024)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CPDASH_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def published(data: Path) -> Path:
    areas = {STOCKTON: 125, MIDDLESBROUGH: 138, NORTH_EAST: 111, ENGLAND: 67}
    rows = [figure(area, value, MARCH) for area, value in areas.items()]
    rows += [figure(area, value + (10 if area == STOCKTON else -20), LAST_YEAR) for area, value in areas.items()]
    with work.opened(data / "private") as held:
        held.add([geography(), extract({"observation": rows})], "recipe")
        held.publish(data / "snapshots", load_catalogue())
    return data


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["cpdash", *words])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code, out, _ = run(capsys, *words, "--json")
    assert code == 0
    return json.loads(out)


def test_show_has_the_shape_that_others_rely_on(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "show", "AR2", "--area", "Stockton-on-Tees")
    shape = {"indicator", "area", "unit", "polarity", "form", "snapshot", "points", "targets", "benchmarks"}
    assert shape <= found.keys()
    assert (found["indicator"], found["area"], found["unit"]) == ("children_in_care_rate", STOCKTON, "per 10,000")
    point = found["points"][-1]
    assert (point["period"], point["value"], point["status"]) == ("2025-03", 125, "published")
    assert {"numerator", "denominator", "reason", "source", "other_values"} <= point.keys()
    kinds = {line["kind"]: line["points"][-1]["value"] for line in found["benchmarks"]}
    assert kinds == {"region": 111, "england": 67}


def test_compare_has_the_shape_that_others_rely_on(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "compare", "AR2", "--area", STOCKTON, "--year", "2025")
    assert (found["value"], found["rank"], found["of"], found["moved"]) == (125, 1, 2, 1)
    assert (found["previous_rank"], found["previous_of"]) == (2, 2)
    assert found["not_reported"] == ["Darlington"]
    assert (found["region"]["value"], found["england"]["value"]) == (111, 67)
    assert found["comparison"] == "compared with 2024"


def test_a_year_without_a_year_before_is_not_compared(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "compare", "AR2", "--area", STOCKTON, "--year", "2024")
    assert (found["moved"], found["previous_rank"]) == (None, None)
    assert found["comparison"] == "no comparison: nothing is published for 2023"


def test_an_indicator_without_data_is_no_error(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "show", "CP5", "--area", STOCKTON)["points"] == []


@pytest.fixture
def from_a_return(data: Path) -> Path:
    folder = data / "snapshots"
    folder.mkdir()
    living = [
        row("2025-03", age=age, placement_code=code, in_care=n)
        for age, code, n in (("5 to 9 years", "K2", 1), ("5 to 9 years", "U4", 7), ("10 to 15 years", "K2", 4))
    ]
    name = "20250401T090000Z-0a1b2c3d"
    make_snapshot(snapshots.file_of(folder, name, "service"), {"placement": living}, covered("2025-03", 1))
    snapshots.file_of(folder, name, "public").touch()
    snapshots.point_to(folder, name)
    return data


def test_show_breaks_down_what_the_return_gives(from_a_return: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "show", "CP15", "--area", STOCKTON, "--by", "age", "--as", "service")
    assert [(one["period"], one["age"], one["value"], one["status"]) for one in found["points"]] == [
        ("2025-03", "5 to 9 years", 12.5, "derived"), ("2025-03", "10 to 15 years", 100, "derived"),
    ]  # fmt: skip
    assert "where" not in found


def test_show_can_be_narrowed_by_several_dimensions(from_a_return: Path, capsys: pytest.CaptureFixture[str]) -> None:
    narrowed = ("--where", "age=5 to 9 years", "--where", "placement_code=K2")
    words = ("show", "CP1", "--area", STOCKTON, "--as", "service", *narrowed)
    found = as_json(capsys, *words)
    [point] = found["points"]
    assert (point["value"], "age" in point) == (1, False)
    assert found["where"] == {"age": ["5 to 9 years"], "placement_code": ["K2"]}
    _, out, _ = run(capsys, *words)
    assert "age: 5 to 9 years" in out
    assert "1 child" in out
    assert "worked out from the council's return" in out


@pytest.mark.parametrize("where", ["age", "age=", "=5"])
def test_a_category_without_its_dimension_exits_with_2(
    from_a_return: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    code, _, err = run(capsys, "show", "CP1", "--area", STOCKTON, "--where", where)
    assert code == 2
    assert "DIMENSION=VALUE" in err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("show", "CP1", "--area", STOCKTON, "--where", "age=5 to 9"), "5 to 9 years"),
        (("show", "AR22", "--area", STOCKTON), "AR2"),
        (("show", "AR2", "--area", "Stokton-on-Tees"), "Stockton-on-Tees"),
        (("show", "AR2", "--area", STOCKTON, "--form", "12 month"), "12 months"),
        (("show", "CP1", "--area", STOCKTON, "--by", "legal_statu"), "legal_status"),
        (("import", "scorcard", "a.csv"), "scorecard"),
        (("explain", "AR22", "--area", STOCKTON), "AR2"),
        (("explain", "AR2", "--area", "Stokton-on-Tees"), "Stockton-on-Tees"),
        (("explain", "AR2", "--area", STOCKTON, "--form", "12 month"), "12 months"),
        (("rollback", "20260101T000000Z-00000000"), "no snapshot"),
        (("rollback", ""), "no snapshot"),
    ],
)
def test_an_unknown_name_exits_with_2_and_the_nearest(
    published: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], near: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert near in err
    assert "Traceback" not in err


def test_explain_has_the_shape_that_others_rely_on(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "explain", "AR2", "--area", "Stockton-on-Tees", "--month", "2025-03")
    assert {
        "indicator", "area", "month", "form", "unit", "polarity", "snapshot", "period", "value", "numerator",
        "denominator", "status", "basis", "late", "target", "previous", "changes", "record", "signal", "no_signal",
        "assurance", "benchmarks", "standing", "band", "trend", "notes", "headline", "paragraph", "facts",
    } == found.keys()  # fmt: skip
    assert (found["indicator"], found["period"], found["value"]) == ("children_in_care_rate", "2025-03", 125)
    change = {"period": "2024-03", "value": 135, "change": -10, "percent": -7.407407, "judgement": "better"}
    assert found["changes"] == {"year": change}
    assert [(one["kind"], one["value"], one["gap"], one["significance"]) for one in found["benchmarks"]] == [
        ("region", 111, 14, "not compared"), ("england", 67, 58, "not compared")
    ]  # fmt: skip
    assert found["standing"] == {"year": 2025, "rank": 1, "of": 2, "previous_rank": 2, "previous_of": 2, "moved": 1}
    assert found["facts"][0]["text"] in found["paragraph"]


def test_explain_in_words_has_headline_paragraph_and_every_statement(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "explain", "AR2", "--area", STOCKTON)
    said = as_json(capsys, "explain", "AR2", "--area", STOCKTON)
    assert code == 0
    assert out.splitlines()[0] == said["headline"]
    assert all(f"- {fact['text']}." in out.splitlines() for fact in said["facts"])
    assert "No usual range: neighbouring months depend on each other." in out


def test_explain_of_what_nobody_has_published_says_so(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "CP12", "--area", STOCKTON)
    assert code == 0
    assert out.startswith("Placed more than 20 miles from home: no data")
    found = as_json(capsys, "explain", "CP12", "--area", STOCKTON)
    assert (found["value"], found["status"], found["signal"]) == (None, "missing", None)


@pytest.mark.parametrize("year", ["-5", "0", "20250", "last"])
def test_a_year_that_is_none_exits_with_2(published: Path, capsys: pytest.CaptureFixture[str], year: str) -> None:
    code, _, err = run(capsys, "compare", "AR2", "--area", STOCKTON, f"--year={year}")
    assert code == 2
    assert "--year" in err


def test_a_month_that_is_none_exits_with_2(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "show", "AR2", "--area", STOCKTON, "--from", "2021-13")
    assert code == 2
    assert "expected YYYY-MM" in err


def test_nothing_published_exits_with_5(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "show", "AR2", "--area", STOCKTON)
    assert code == 5
    assert "cpdash publish" in err


def test_a_missing_file_exits_with_3_and_changes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "import", str(data / "nowhere.csv"))
    assert code == 3
    assert "nowhere.csv" in err
    assert str(data) not in err, "a message names the file, never whose folder it lies in"


def test_a_dry_run_reports_and_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scorecard = data / "june.csv"
    scorecard.write_text(f"area,indicator,month,value\n{MIDDLESBROUGH},CP5,2021-06,28\n", "utf-8")
    found = as_json(capsys, "import", str(scorecard), "--dry-run")
    assert found["dry_run"] is True
    assert found["files"][0]["rows"] == {"read": 1, "used": 1, "left": 0, "refused": 0}
    assert not (data / "private").exists()


def test_a_scorecard_is_loaded_published_and_shown(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scorecard = data / "june.csv"
    scorecard.write_text(f"area,indicator,month,value\n{MIDDLESBROUGH},CP5,2021-06,28\n", "utf-8")
    assert run(capsys, "import", "scorecard", str(scorecard), "--publish")[0] == 0
    [point] = as_json(capsys, "show", "CP5", "--area", "Middlesbrough")["points"]
    assert (point["period"], point["value"]) == ("2021-06", 28)


def test_an_empty_template_can_be_written_and_is_not_written_over(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(data / "empty.xlsx")
    assert run(capsys, "template", "scorecard", file)[0] == 0
    assert run(capsys, "template", "scorecard", file)[0] == 2
    assert run(capsys, "import", file, "--dry-run")[0] == 0


def test_what_extract_writes_import_reads_back(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = as_json(capsys, "show", "AR2", "--area", STOCKTON)["points"]
    folder = published / "tables"
    assert run(capsys, "extract", str(folder))[0] == 0
    again = published / "again"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CPDASH_DATA", str(again))
        assert run(capsys, "import", str(folder), "--publish")[0] == 0
        after = as_json(capsys, "show", "AR2", "--area", STOCKTON)["points"]
    assert [(p["period"], p["value"], p["source"]) for p in after] == [
        (p["period"], p["value"], p["source"]) for p in before
    ]


def test_snapshots_are_listed_and_an_older_one_comes_back(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [first] = as_json(capsys, "snapshots")
    assert run(capsys, "publish")[0] == 0
    assert [one["current"] for one in as_json(capsys, "snapshots")] == [True, False]
    assert run(capsys, "rollback", first["id"])[0] == 0
    assert as_json(capsys, "show", "AR2", "--area", STOCKTON)["snapshot"] == first["id"]


def test_settings_say_where_each_value_came_from(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["setting"]: row for row in as_json(capsys, "settings")}
    assert rows["CPDASH_DATA"]["value"] == str(data)
    assert (rows["CPDASH_DATA"]["from"], rows["CPDASH_DEFAULT_AREA"]["from"]) == ("environment or .env", "default")


def test_find_says_code_name_and_what_is_measured(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "find", "far", "from", "home")
    assert (code, err) == (0, "")
    assert out.split("  ")[:2] == ["CP12", "Placed more than 20 miles from home"]
    assert out.endswith("- The share of children placed more than 20 miles from home\n")
    assert run(capsys, "find", "runaways")[1].startswith("missing_children_share ")


def test_find_has_the_shape_that_others_rely_on(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "find", "dentist")
    assert found == [
        {"indicator": "dental_checks", "codes": [], "short": "Seen by a dentist this year",
         "title": "Children who saw a dentist in the year"},
    ]  # fmt: skip


@pytest.mark.parametrize(("more", "printed"), [((), ""), (("--json",), "[]\n")], ids=["text", "json"])
def test_finding_nothing_is_no_error(
    data: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], printed: str
) -> None:
    code, out, err = run(capsys, "find", "zzzz\x1b[2J", *more)
    assert (code, out) == (0, printed)
    assert err == "No indicator is called 'zzzz\\u001b[2J'. 'cpdash catalogue' lists them all.\n"
