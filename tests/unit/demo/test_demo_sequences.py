"""Every file keeps the rules of the return: chains of episodes, codes of the year, children named in the header."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from cpdash.demo.returns import COLUMNS
from tests.unit.demo.reading import CODES, Row, age, by_child, day, rows, year_folder

YEARS = range(2019, 2028)
SETS = {
    "header": {"SEX": "sex", "ETHNIC": "ethnic"},
    "episodes": {"RNE": "rne", "LS": "ls", "CIN": "cin", "PLACE": "place", "PLACE_PROVIDER": "provider", "REC": "rec",
                 "REASON_PLACE_CHANGE": "reason_place_change"},
    "reviews": {"REVIEW_CODE": "review_code"},
    "uasc": {"SEX": "sex"},
    "oc2": {"SDQ_REASON": "sdq_reason", "CONVICTED": "flag", "HEALTH_ASSESSMENT": "flag"},
    "oc3": {"IN_TOUCH": "in_touch", "ACTIV": "activ", "ACCOM": "accom"},
    "ad1": {"NB_ADOPTR": "nb_adoptr", "SEX_ADOPTR": "sex_adoptr", "LS_ADOPTR": "ls_adoptr", "FOSTER_CARE": "flag"},
    "placed_for_adoption": {"REASON_PLACED_CEASED": "reason_placed_ceased"},
    "previous_permanence": {"PREV_PERM": "prev_perm"},
    "missing": {"MISSING": "missing"},
    "sw_episodes": {"SW_REASON": "sw_reason"},
}  # fmt: skip
MAY_BE_BLANK = {"REC", "REASON_PLACE_CHANGE", "PLACE_PROVIDER", "SDQ_REASON", "CONVICTED", "REASON_PLACED_CEASED"}


def _last(year: int) -> date:
    return min(date(year, 3, 31), date(2026, 10, 31))


def _pairs(found: tuple[Row, ...]) -> Iterator[tuple[Row, Row]]:
    for own in by_child(found).values():
        yield from pairwise(own)


@pytest.mark.parametrize("year", YEARS)
def test_every_code_is_one_of_the_year(clean: Path, year: int) -> None:
    wrong = [
        (table, column, row[column])
        for table, columns in SETS.items()
        for row in rows(year_folder(clean, year), table)
        for column, codes in columns.items()
        if not _is_code(row[column], column, codes, year)
    ]
    assert wrong == []


def _is_code(cell: str, column: str, codes: str, year: int) -> bool:
    if not cell:
        return column in MAY_BE_BLANK
    found = CODES[codes].get(cell)
    return found is not None and found.get("from", 0) <= year <= found.get("to", 9999)


@pytest.mark.parametrize("year", YEARS)
def test_each_file_has_the_columns_of_its_kind(clean: Path, year: int) -> None:
    for path in year_folder(clean, year).iterdir():
        with path.open(encoding="utf-8") as file:
            assert file.readline().strip().split(",") == COLUMNS[path.stem].split()


@pytest.mark.parametrize("year", YEARS)
def test_episodes_follow_one_another_without_overlap(clean: Path, year: int) -> None:
    found = rows(year_folder(clean, year), "episodes")
    for row in found:
        assert (row["DEC"] == "") == (row["REC"] == "")
        starts, ends = day(row["DECOM"]), day(row["DEC"])
        assert starts is not None
        assert starts <= _last(year)
        assert ends is None or (starts < ends <= _last(year) and ends >= date(year - 1, 4, 1))
    for before, after in _pairs(found):
        next_day = before["REC"] == "X1"
        assert (after["DECOM"] == before["DEC"]) == next_day
        assert (after["RNE"] == "S") != next_day
        if not next_day:
            assert (day(after["DECOM"]) or date.min) > (day(before["DEC"]) or date.max)


@pytest.mark.parametrize("year", YEARS)
def test_what_a_new_episode_says_of_a_change_is_what_changed(clean: Path, year: int) -> None:
    for before, after in _pairs(rows(year_folder(clean, year), "episodes")):
        if after["RNE"] == "S":
            continue
        legal = before["LS"] != after["LS"]
        moved = any(before[name] != after[name] for name in ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER"))
        assert (legal, moved) == {"L": (True, False), "P": (False, True), "T": (False, True)}.get(
            after["RNE"], (True, True)
        )
        temporary = any(row["PLACE"].startswith("T") for row in (before, after))
        assert bool(before["REASON_PLACE_CHANGE"]) == (moved and not temporary)
        assert (before["REASON_PLACE_CHANGE"] == "PLACE") == (after["RNE"] in ("T", "U"))
        assert before["CIN"] == after["CIN"]


@pytest.mark.parametrize("year", YEARS)
def test_placements_suit_age_and_law(clean: Path, year: int) -> None:
    folder = year_folder(clean, year)
    born = {row["CHILD"]: day(row["DOB"]) for row in rows(folder, "header")}
    for row in rows(folder, "episodes"):
        birth, starts = born[row["CHILD"]], day(row["DECOM"])
        assert birth is not None
        assert starts is not None
        years = age(birth, starts)
        assert 0 <= years < 18
        assert row["PLACE"] not in ("H5", "K3", "P2") or years >= 16
        assert (row["PLACE"], row["LS"]) != ("P1", "V2")
        assert (row["PLACE"] == "P1") == (row["PLACE_PROVIDER"] == "PR0")
        assert (row["PLACE_PROVIDER"] == "") == row["PLACE"].startswith(("T", "Z"))
        assert row["REC"] not in ("E11", "E12") or row["PLACE"][0] == "A"
        assert row["REC"] not in ("E45", "E46") or row["PLACE"][0] == "U"


@pytest.mark.parametrize("year", YEARS)
def test_the_header_names_every_child_once(clean: Path, year: int) -> None:
    folder = year_folder(clean, year)
    named = [row["CHILD"] for row in rows(folder, "header")]
    assert len(named) == len(set(named))
    others = {row["CHILD"] for path in folder.iterdir() for row in rows(folder, path.stem)}
    assert others == set(named)


def test_temporary_stays_end_where_they_began(clean: Path) -> None:
    stays = 0
    for year in YEARS:
        for own in by_child(rows(year_folder(clean, year), "episodes")).values():
            for before, away, back in zip(own, own[1:], own[2:], strict=False):
                if away["PLACE"].startswith("T"):
                    stays += 1
                    assert (away["RNE"], back["RNE"]) == ("P", "P")
                    assert (before["PLACE"], before["PL_POST"]) == (back["PLACE"], back["PL_POST"])
    assert stays > 100


@pytest.mark.parametrize("year", range(2019, 2027))
def test_an_adoption_has_its_dates_in_order(clean: Path, year: int) -> None:
    folder = year_folder(clean, year)
    decided = {row["CHILD"]: row for row in rows(folder, "placed_for_adoption")}
    found = by_child(rows(folder, "episodes"))
    adopted = {child: own for child, own in found.items() if own[-1]["REC"] in ("E11", "E12")}
    notes = {row["CHILD"]: row for row in rows(folder, "ad1")}
    assert notes.keys() == adopted.keys()
    for child, note in notes.items():
        last = adopted[child][-1]
        assert note["DATE_INT"] == decided[child]["DATE_PLACED"]
        assert decided[child]["DATE_PLACED_CEASED"] == ""
        decision, match, ends = day(note["DATE_INT"]), day(note["DATE_MATCH"]), day(last["DEC"])
        assert decision and match and ends and decision <= match <= ends - timedelta(days=60)
        assert (note["FOSTER_CARE"] == "1") == (last["PLACE"] in ("A3", "A5"))


@pytest.mark.parametrize("year", range(2019, 2027))
def test_yearly_files_cover_whom_they_should(clean: Path, year: int) -> None:
    folder, first, last = year_folder(clean, year), date(year - 1, 4, 1), date(year, 3, 31)
    throughout = {
        child for child, own in by_child(rows(folder, "episodes")).items()
        if (begins := [row for row in own if row["RNE"] == "S"] or own[:1])
        and (day(begins[-1]["DECOM"]) or date.max) <= first and (day(own[-1]["DEC"]) or date.max) > last
    }  # fmt: skip
    outcomes = {row["CHILD"] for row in rows(folder, "oc2")}
    assert throughout <= outcomes
    for row in rows(folder, "oc3"):
        born = day(row["DOB"])
        assert born is not None
        assert 17 <= age(born, last) <= (25 if year >= 2023 else 21)
        known = row["IN_TOUCH"] == "YES"
        assert (row["ACTIV"] != "0", row["ACCOM"] != "0") == (known, known)


@pytest.mark.parametrize("year", range(2024, 2028))
def test_social_workers_follow_one_another(clean: Path, year: int) -> None:
    last: dict[str, Row] = {}
    for row in rows(year_folder(clean, year), "sw_episodes"):
        before = last.get(row["CHILD"])
        assert before is None or (day(before["SW_DEC"]) or date.max) <= (day(row["SW_DECOM"]) or date.min)
        assert row["SW_ID"].startswith("SW")
        last[row["CHILD"]] = row
    assert all(row["SW_DEC"] == "" for row in last.values())
