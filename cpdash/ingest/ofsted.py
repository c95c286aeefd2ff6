"""Reads what Ofsted publishes: judgements of councils' services, and the list of registered providers."""

from __future__ import annotations

from datetime import date

from cpdash.catalogue import Catalogue, SourceMap
from cpdash.extract import Area, Extract
from cpdash.ingest.areas import area_keys, unknown_area
from cpdash.ingest.outcome import Cells, Outcome, rows_of
from cpdash.ingest.raw import Places, RawTable
from cpdash.ingest.yields import leave, typed

GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")


def read_judgements(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return one row for each inspection and aspect that was graded. Former councils are left."""
    outcome, keys = Outcome(raw, source), area_keys(source, places)
    rows: list[dict[str, object]] = []
    former = []
    for row, cells in rows_of(raw, source):
        area = keys.get(cells.get("area", "").casefold())
        inspected = _day(outcome, row, cells, "inspected", today)
        published = _day(outcome, row, cells, "published", today)
        grades = {name: grade for name, grade in cells.items() if name in source.dimensions}
        _grades_known(outcome, row, grades)
        if area is None:
            outcome.error("unknown area", unknown_area(cells.get("area"), tuple(places.by_code())), row, "area")
        elif not area.current:
            former.append(row)
        elif row not in outcome.refused:
            rows.extend(
                {"area": area.code, "inspected": inspected, "published": published, "aspect": source.dimensions[name],
                 "inspection": cells.get("inspection", "ILACS"), "grade": grade}
                for name, grade in grades.items()
            )  # fmt: skip
    leave(outcome, "former council", former, "they are for councils that no longer exist")
    days = [day for one in rows if isinstance(day := one["published"], date)]
    return outcome.extract({"judgement": typed("judgement", rows)}, as_at=max(days, default=None))


def read_homes(raw: RawTable, source: SourceMap, catalogue: Catalogue, places: Places, today: date) -> Extract:
    """Return the providers that stand in a known council; `as_at` is the latest day on which a report was published."""
    outcome, keys = Outcome(raw, source), area_keys(source, places)
    homes: list[dict[str, object]] = []
    unplaced, days, seen = [], set(), dict[str, int]()
    for row, cells in rows_of(raw, source):
        area = keys.get(cells.get("area", "").casefold())
        if area is None or not area.current:
            unplaced.append(row)
            continue
        home = _home(outcome, row, cells, area, today)
        if (first := seen.setdefault(cells.get("urn", ""), row)) != row:
            outcome.error("repeated provider", f"has the number of the provider in row {first}", row, "urn")
        if row not in outcome.refused:
            days.add(_day(outcome, row, cells, "published", today))
            homes.append(home)
    leave(outcome, "unknown area", unplaced, "they stand in no council that is known")
    as_at = max((day for day in days if day), default=None)
    table = typed("home", ({**home, "as_at": as_at} for home in homes))
    return outcome.extract({"home": table}, as_at=as_at)


def _home(outcome: Outcome, row: int, cells: Cells, area: Area, today: date) -> dict[str, object]:
    places, grade = cells.get("places", ""), cells.get("grade")
    if places and not places.isdecimal():
        outcome.error("value", "is no whole number", row, "places")
    if not cells.get("urn"):
        outcome.error("urn", "has no number of the provider", row, "urn")
    if grade:
        _grades_known(outcome, row, {"grade": grade})
    return {
        "urn": cells.get("urn"), "area": area.code, "provision": cells.get("provision"), "sector": cells.get("sector"),
        "status": cells.get("status"), "places": int(places) if places.isdecimal() else None,
        "inspected": _day(outcome, row, cells, "inspected", today), "grade": grade,
    }  # fmt: skip


def _grades_known(outcome: Outcome, row: int, grades: Cells) -> None:
    for name, grade in grades.items():
        if grade not in GRADES:
            outcome.error("grade", f"is no grade: expected {', '.join(GRADES)}", row, name)


def _day(outcome: Outcome, row: int, cells: Cells, column: str, today: date) -> date | None:
    """Return the day of a cell such as 2025-03-31 or 2025-03-31 00:00:00; a fault is noted."""
    text = cells.get(column, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        outcome.error("date", "is no date: expected year-month-day, such as 2025-03-31", row, column)
        return None
    if day > today:
        outcome.error("future", "is a day that has not come yet", row, column)
    return day
