"""What must hold of the facts of any return, sound or faulty; counted again here in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdash.periods import Month
from tests.spec.facts.returns_for_tests import Work, day, episode, header

FIRST, LAST = "2021-04-01", "2023-03-31"
MONTHS = [Month(2021, 4).plus(step) for step in range(24)]
Rows = list[dict[str, Any]]
few = settings(max_examples=10, deadline=None)


@st.composite
def histories(draw: st.DrawFn) -> Rows:
    """Return the episodes of a few children: mostly one after the other, some with gaps, overlaps or no end."""
    rows: Rows = []
    for number in range(draw(st.integers(1, 4))):
        at = day("2020-06-01") + timedelta(draw(st.integers(0, 500)))
        used = set()
        for _ in range(draw(st.integers(1, 6))):
            lasts = draw(st.integers(1, 250))
            ends = draw(st.sampled_from(["X1", "X1", "X1", "E4A", "E11", "E45", "open"]))
            end = at + timedelta(lasts)
            if at not in used and at <= day(LAST):
                open_ = ends == "open" or end > day(LAST)
                rows.append(
                    episode(
                        f"c{number}", at.isoformat(), None if open_ else end.isoformat(), None if open_ else ends,
                        rne=draw(st.sampled_from("SPPLTUB")), ls=draw(st.sampled_from(["C2", "V2", "E1", "V3"])),
                        place=draw(st.sampled_from(["U6", "K2", "T1", "A6", "P1"])),
                    )
                )  # fmt: skip
            used.add(at)
            at = end + timedelta(draw(st.sampled_from([0, 0, 0, 1, 40, -20])))
    return [row for row in rows if row["dec"] is None or row["dec"] >= day(FIRST)]


def _facts(*returns: tuple[str, str, Rows]) -> duckdb.DuckDBPyConnection:
    work = Work()
    children = sorted({row["child"] for _, _, rows in returns for row in rows})
    for first, last, rows in returns:
        work.add(first, last, {"header": [header(c, "2009-11-30") for c in children], "episodes": rows})
    return work.facts()


def _by_month(db: duckdb.DuckDBPyConnection, fact: str, measure: str, form: str) -> dict[Month, int]:
    found = db.execute(
        f"SELECT month, sum({measure})::BIGINT FROM snapshot.{fact} WHERE form = ? GROUP BY month",
        [form],
    ).fetchall()
    return defaultdict(int, {Month.of(month): int(count) for month, count in found})


def _periods(rows: Rows) -> dict[str, list[Rows]]:
    """Return each child's rows in periods of care, as SSDA903.md words it: gap, open row or leaving begins another."""
    found: dict[str, list[Rows]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["child"], row["decom"])):
        if row["ls"] == "V3":
            continue
        mine = found[row["child"]]
        last = mine[-1][-1] if mine else None
        if last is None or last["dec"] is None or row["decom"] > last["dec"] or last["rec"] != "X1":
            mine.append([row])
        else:
            mine[-1].append(row)
    return found


def _in_care(rows: Rows, on: date) -> set[str]:
    """Return who has an episode, no short break, on a day: that of the start is in, that of the end is out."""
    return {
        row["child"]
        for row in rows
        if row["ls"] != "V3" and row["decom"] <= on and (row["dec"] is None or row["dec"] > on)
    }


def _ends(period: Rows) -> date | None:
    return None if any(row["dec"] is None for row in period) else max(row["dec"] for row in period)


@few
@given(histories())
def test_children_in_care_started_and_ceased_are_those_of_a_count_by_hand(rows: Rows) -> None:
    db, periods = _facts((FIRST, LAST, rows)), _periods(rows)
    stock = _by_month(db, "children_in_care", "in_care", "snapshot")
    started = _by_month(db, "children_in_care", "started", "12 months")
    ceased = _by_month(db, "children_in_care", "ceased", "year to date")
    for month in MONTHS:
        here = _in_care(rows, month.last)
        assert stock[month] == len(here), month
        since = month.plus(-11).first
        came = {
            c
            for c, all_ in periods.items()
            for p in all_
            if p[0]["rne"] == "S" and since <= p[0]["decom"] <= month.last
        }
        assert started[month] == len(came), month
        april = month.financial_year.first.first
        left = {c for c, all_ in periods.items() for p in all_
                if (e := _ends(p)) and april <= e <= month.last and p[-1]["rec"] not in ("X1", None)}  # fmt: skip
        assert ceased[month] == len(left), month


@few
@given(histories())
def test_periods_open_are_those_before_plus_started_minus_ended(rows: Rows) -> None:
    db = _facts((FIRST, LAST, rows))
    open_ = _by_month(db, "children_in_care", "periods_open", "snapshot")
    started = _by_month(db, "children_in_care", "periods_started", "month")
    ended = _by_month(db, "children_in_care", "periods_ended", "month")
    for before, month in pairwise(MONTHS):
        assert open_[month] == open_[before] + started[month] - ended[month], month


@few
@given(histories())
def test_every_placement_count_is_that_of_a_count_by_hand(rows: Rows) -> None:
    db = _facts((FIRST, LAST, rows))
    spells = db.execute("SELECT c.child, s.starts, s.ends FROM spell AS s JOIN child AS c USING (key)").fetchall()
    one, three = (
        _by_month(db, "placement", name, "snapshot") for name in ("single_placement", "three_or_more_placements")
    )
    for month in MONTHS:
        here = _in_care(rows, month.last)
        since = month.plus(-11).first
        counts = [
            sum(1 for c, s, e in spells if c == child and s <= month.last and (e is None or e >= since))
            for child in here
        ]
        assert (one[month], three[month]) == (sum(n == 1 for n in counts), sum(n >= 3 for n in counts)), month


@few
@given(histories())
def test_both_facts_count_the_same_children_and_every_event_once(rows: Rows) -> None:
    db = _facts((FIRST, LAST, rows))
    stock, placed = (_by_month(db, fact, "in_care", "snapshot") for fact in ("children_in_care", "placement"))
    assert all(stock[month] == placed[month] for month in MONTHS)
    for fact in ("children_in_care", "placement"):
        nulls = db.execute(f"SELECT count(*) FROM snapshot.{fact} AS f WHERE f IS NULL").fetchone()
        assert nulls == (0,)
    ended = _by_month(db, "placement", "placements_ended", "month")
    year = _by_month(db, "placement", "placements_ended", "12 months")
    assert year[MONTHS[-1]] == sum(ended[month] for month in MONTHS[-12:])


@few
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: Rows, chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert _all(_facts((FIRST, LAST, rows))) == _all(_facts((FIRST, LAST, shuffled)))


@few
@given(histories())
def test_a_return_in_parts_by_year_gives_what_the_whole_gives(rows: Rows) -> None:
    middle = day("2022-04-01")
    early = [_as_known(row, middle) for row in rows if row["decom"] < middle]
    late = [row for row in rows if row["dec"] is None or row["dec"] >= middle]
    whole = _all(_facts((FIRST, LAST, rows)))
    assert _all(_facts((FIRST, "2022-03-31", early), ("2022-04-01", LAST, late))) == whole
    assert _all(_facts((FIRST, LAST, rows), (FIRST, LAST, rows))) == whole, "loading twice changes nothing"


def _as_known(row: dict[str, Any], at: date) -> dict[str, Any]:
    """Return a row as the return of the year before `at` gives it: what ended later is still open."""
    return row if row["dec"] and row["dec"] < at else row | {"dec": None, "rec": None}


def _all(db: duckdb.DuckDBPyConnection) -> list[Any]:
    return [
        db.execute(f"FROM snapshot.{fact} ORDER BY ALL").fetchall()
        for fact in ("children_in_care", "placement", "coverage")
    ]
