"""What the command line prints: the board's views as text for people and as JSON, in shapes that stay the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import SecretStr
from pydantic_core import to_jsonable_python

from cpdash import tables, words
from cpdash.board.views import Comparison, Line, Point, Row, Series
from cpdash.catalogue import Catalogue, Indicator
from cpdash.loading import Report
from cpdash.settings import Settings
from cpdash.store.snapshots import Snapshot
from cpdash.store.work import Loaded, Restated

MOST = 20
"""Findings and restatements printed for one file; the Data page and --json have them all."""


_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing (escape sequences, changes of direction), but for the end of a line."""


def harmless(text: str) -> str:
    """Return a text in which a name or note out of a file steers no terminal: such characters are spelt out."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _one_line(text: str) -> str:
    """Return a text out of a file without line ends: it must not look like a line of ours."""
    return text.replace("\n", "\\n")


def dump(value: object) -> str:
    """Return JSON in which no text steers a terminal."""
    # Spelt out as JSON does it, so that a program reads what was there.
    return harmless(json.dumps(value, indent=2, ensure_ascii=False))


def number(value: float | None) -> float | None:
    """Return a number as JSON shows it: no digits that only the binary form has."""
    return None if value is None else round(value, 6)


def _point(point: Point, dimension: str = "") -> dict[str, Any]:
    return {
        "period": str(point.month),
        **({dimension: point.category} if dimension else {}),
        "value": number(point.value),
        "numerator": number(point.numerator),
        "denominator": number(point.denominator),
        "status": point.status,
        "reason": point.reason,
        "basis": point.basis,
        "source": point.source,
        "note": point.note,
        "other_values": [{"value": number(other.value), "source": other.source} for other in point.other_values],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "area": line.area,
        "kind": line.kind,
        "label": line.label,
        "form": line.form,
        "basis": line.basis,
        "note": line.note,
        "points": [_point(point) for point in line.points],
    }


def series_json(series: Series) -> str:
    """Return `show --json` (PRODUCT.md: JSON shapes)."""
    return dump(
        {
            "indicator": series.indicator.id,
            "area": series.place.code,
            "unit": series.indicator.unit,
            "polarity": series.indicator.polarity,
            "form": series.form,
            "snapshot": series.stamp.id,
            **({"where": {name: list(some) for name, some in series.where}} if series.where else {}),
            "points": [_point(point, series.dimension) for point in series.points],
            "targets": [
                {"from": str(step.start), "to": str(step.end) if step.end else None, "value": step.value}
                for step in series.targets
            ],
            "benchmarks": [_line(line) for line in series.benchmarks],
            "statements": [
                {"period": str(said.month), "text": said.text, "source": said.document} for said in series.said
            ],
        }
    )


def series_text(series: Series) -> str:
    """Return `show` for people: the table of the page."""
    frame = tables.breakdown_table(series) if series.dimension else tables.series_table(series)
    only = "".join(f", {words.dimension_words(name)}: {' or '.join(some)}" for name, some in series.where)
    head = f"{series.indicator.title} ({series.indicator.unit}), {series.place.name}, {series.form}{only}"
    if not series.points:
        return f"{head}\nNo figures."
    return f"{head}\n{frame.to_string(index=False)}\nSnapshot {series.stamp.id}"


def _reference(row: Row | None) -> dict[str, Any] | None:
    return {"area": row.place.code, "name": row.place.name, "value": number(row.value)} if row else None


def comparison_json(view: Comparison) -> str:
    """Return `compare --json` (PRODUCT.md: JSON shapes)."""
    near = view.neighbours
    return dump(
        {
            "indicator": view.indicator.id,
            "area": view.place.code,
            "year": view.year or None,
            "period": str(view.month) if view.month else None,
            "value": number(view.value),
            "reason": view.reason,
            "region": _reference(view.region),
            "england": _reference(view.england),
            "neighbours": {
                "model": near.model, "mean": number(near.mean), "median": number(near.median), "n": near.n,
            } if near else None,
            "group": view.group,
            "rank": view.rank,
            "of": view.of,
            "not_reported": list(view.not_reported),
            "previous_rank": view.previous_rank,
            "previous_of": view.previous_of,
            "moved": view.moved,
            "band": view.band,
            "comparison": view.comparison,
            "basis": view.basis,
            "note": view.note,
            "source": view.source,
            "snapshot": view.stamp.id,
        }
    )  # fmt: skip


def comparison_text(view: Comparison) -> str:
    """Return `compare` for people."""
    head = f"{view.indicator.title}, {view.place.name}, {view.year}: {view.comparison}"
    return f"{head}\n{tables.comparison_table(view).to_string(index=False)}\nSnapshot {view.stamp.id}"


FIRST = 5
"""Rows that are named of a fault that many rows of a return share."""


def report_json(report: Report) -> str:
    """Return `import --json`: every file with its counts, findings and restated figures."""
    return dump({"dry_run": report.dry_run, "files": to_jsonable_python([_loaded(file) for file in report.files])})


def _loaded(file: Loaded) -> dict[str, Any]:
    return {
        "file": file.file,
        "kind": file.kind,
        "title": file.title,
        "release": file.release,
        "repeat": file.repeat,
        "rows": {
            "read": file.rows_read, "used": file.rows_used, "left": file.rows_left, "refused": file.rows_refused,
        },
        "findings": [
            {
                "severity": f.severity, "row": f.row, "column": f.column, "rule": f.rule, "message": f.message,
                **({"file": f.file} if f.file != file.file else {}),
            }
            for f in file.findings
        ],
        "restated": [
            {
                "area": r.area, "indicator": r.indicator, "form": r.form, "period": str(r.month),
                "category": r.category, "old": number(r.old), "new": number(r.new), "old_release": r.old_release,
                "new_release": r.new_release,
            }
            for r in file.restated
        ],
    }  # fmt: skip


def report_text(report: Report, catalogue: Catalogue, area: str = "") -> str:
    """Return `import` for people: a block for each file; restated figures of the council `area` come first."""
    lines = ["Nothing was changed: this was a dry run."] if report.dry_run else []
    for file in report.files:
        again = " (loaded before: nothing changed)" if file.repeat else ""
        lines.append(_one_line(f"{file.file}: {file.title}, {file.release} release [{file.kind}]{again}"))
        lines.append(
            f"    {file.rows_read:,} rows read = {file.rows_used:,} used + {file.rows_left:,} left + "
            f"{file.rows_refused:,} refused"
        )
        said = [_one_line(text) for text in _findings(file)]
        lines.extend(f"    {line}" for line in said[:MOST])
        lines.extend(_more(len(said) - MOST, "findings"))
        if file.restated:
            lines.append(f"    {len(file.restated):,} figures restated by the {file.release} release:")
            nearest = _nearest_first(file.restated, area)[:MOST]
            lines.extend(f"        {_one_line(_restated(one, catalogue))}" for one in nearest)
            lines.extend(_more(len(file.restated) - MOST, "restated figures"))
    return "\n".join(lines)


def _findings(file: Loaded) -> Iterator[str]:
    """Return a line for each finding; rows of a return that share a fault share a line, which names the first."""
    alike: dict[tuple[str, str, str, str | None, str], list[int]] = {}
    for one in file.findings:
        if one.row is None or file.kind != "ssda903":
            yield f"{one.severity}: {one}"
        else:
            alike.setdefault((one.severity, one.file, one.rule, one.column, one.message), []).append(one.row)
    for (severity, name, rule, column, message), rows in sorted(alike.items(), key=lambda item: item[0][0]):
        where = ", ".join([*([name] if name != file.file else []), f"rule {rule}", *([column] if column else [])])
        first = ", ".join(str(row) for row in rows[:FIRST]) + (", ..." if len(rows) > FIRST else "")
        yield f"{severity}: {where}: {message} ({len(rows):,} {'rows' if len(rows) > 1 else 'row'}: {first})"


def _nearest_first(restated: Sequence[Restated], area: str) -> list[Restated]:
    return sorted(restated, key=lambda one: (one.area != area, bool(one.category), not one.area.startswith("E0")))


def _restated(one: Restated, catalogue: Catalogue) -> str:
    name = catalogue.indicators[one.indicator].short if one.indicator in catalogue.indicators else one.indicator
    what = f"{name}, {one.category}" if one.category else name
    return f"{what}, {one.area_name}, {one.month}: {_plain(one.old)} -> {_plain(one.new)}"


def _plain(value: float | None) -> str:
    return "no value" if value is None else f"{round(value, 2):g}"


def _more(count: int, what: str) -> list[str]:
    return [f"        ... and {count:,} more {what} (all with --json and on the Data page)"] if count > 0 else []


def snapshots_json(found: Sequence[Snapshot]) -> str:
    """Return `snapshots --json`."""
    return dump(
        [{"id": s.id, "built_at": f"{s.built_at.isoformat()}Z", "size": s.size, "current": s.current} for s in found]
    )


def snapshots_text(found: Sequence[Snapshot]) -> str:
    """Return `snapshots` for people."""
    if not found:
        return "Nothing is published yet."
    return "\n".join(f"{'*' if s.current else ' '} {s.id}  {s.size / 1e6:.1f} MB" for s in found)


def catalogue_json(catalogue: Catalogue) -> str:
    """Return `catalogue --json`: every indicator whole."""
    return dump([one.model_dump(mode="json", by_alias=True) for one in catalogue.indicators.values()])


def catalogue_text(catalogue: Catalogue) -> str:
    """Return `catalogue` for people: code, id and title by theme."""
    listed = sorted(catalogue.indicators.values(), key=lambda one: (one.theme, one.order))
    return "\n".join(f"{', '.join(one.codes) or '-':12} {one.id:44} {one.title}" for one in listed)


def found_json(found: Sequence[Indicator]) -> str:
    """Return `find --json`: what tells the indicators apart, best first."""
    return dump(
        [{"indicator": one.id, "codes": list(one.codes), "short": one.short, "title": one.title} for one in found]
    )


def found_text(found: Sequence[Indicator]) -> str:
    """Return `find` for people: a line for each indicator, with its code or id, short title and what it measures."""
    code, short = max(len(one.code) for one in found), max(len(one.short) for one in found)
    return "\n".join(f"{one.code:{code}}  {one.short:{short}}  - {one.sentence}" for one in found)


def _setting(value: object) -> str:
    """Return a setting as anyone may read it: of a secret only that there is one."""
    return "not set" if value is None else "set" if isinstance(value, SecretStr) else str(value)


def settings_text(settings: Settings, as_json: bool) -> str:
    """Return every setting with its value and where it came from: the environment or .env file, or the default."""
    rows = [
        {
            "setting": f"CPDASH_{name.upper()}",
            "value": _setting(getattr(settings, name)),
            "from": "environment or .env" if name in settings.model_fields_set else "default",
            "meaning": field.description or "",
        }
        for name, field in type(settings).model_fields.items()
    ]
    if as_json:
        return dump(rows)
    return "\n".join(f"{row['setting']} = {row['value']} ({row['from']})\n    {row['meaning']}" for row in rows)
