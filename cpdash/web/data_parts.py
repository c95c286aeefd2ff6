"""The parts of the Data page: one table for each question about what the snapshot was made of."""

from __future__ import annotations

from collections.abc import Sequence

from cpdash import words
from cpdash.board.views import Holdings, Place, Restatement
from cpdash.store.snapshots import Snapshot
from cpdash.web.html import command, heading, paragraph, table_html

MOST_MONTHS = 24
"""Months of faults that are shown."""

MOST = 200
"""Rows of a long table that are shown; how many more there are is said."""


def snapshots(published: Sequence[Snapshot]) -> str:
    """Return what is published and which of it is shown."""
    lines = [
        (one.id, f"{one.built_at:%d %B %Y, %H:%M} UTC", _size(one.size), "Shown now" if one.current else "")
        for one in published
    ]
    columns = ("Snapshot", "Published", "Size", "Which is shown")
    return (
        heading("Snapshots")
        + paragraph(
            "Each publish makes a new snapshot. To publish, and to go back to an older one, use the command line:"
        )
        + command("cpdash publish", "cpdash rollback ID")
        + table_html(columns, lines, "Published snapshots, newest first")
    )


def files(holdings: Holdings) -> str:
    """Return the files that went into the snapshot."""
    lines = [
        (one.file, one.kind, one.release, f"{one.rows_read:,}", f"{one.rows_used:,}", f"{one.rows_left:,}",
         f"{one.rows_refused:,}", f"{one.loaded_at:%d %b %Y, %H:%M}", f"{one.title}, {one.publisher}, {one.licence}")
        for one in holdings.loads
    ]  # fmt: skip
    columns = ("File", "Kind", "Release", "Rows read", "Used", "Left out", "Refused", "Loaded (UTC)", "Source")
    return (
        heading("Files")
        + paragraph("To load files, use the command line:")
        + command("cpdash import FILE...")
        + table_html(columns, lines, "Files loaded, newest first")
    )


def findings(holdings: Holdings) -> str:
    """Return what was found in the files, the worst first."""
    if not holdings.findings:
        return heading("Findings") + paragraph("Nothing was found.")
    found = holdings.findings[:MOST]
    lines = [(one.file, one.severity, one.row, one.column, one.rule, one.message) for one in found]
    columns = ("File", "Severity", "Row", "Column", "Rule", "What was found")
    table = table_html(columns, lines, "Findings, the worst first")
    return heading("Findings") + _rest(len(holdings.findings), "findings") + table


def faulty_months(holdings: Holdings, council: Place) -> str:
    """Return which months the faults in a council's returns touch, the newest first."""
    if not holdings.faulty_months:
        return ""
    lines = [
        (one.month.words, f"{one.faults:,}", ", ".join(f"{rule} ({count:,})" for rule, count in one.rules))
        for one in holdings.faulty_months[:MOST_MONTHS]
    ]
    title = f"Faults in the returns of {council.name} by the months that they touch, newest first"
    return (
        heading("Faults by month")
        + paragraph(
            "A row that can be read is kept and counted, whatever else is wrong with it. These months hold such rows."
        )
        + table_html(("Month", "Faults", "Rules (how many)"), lines, title)
    )


def restated(holdings: Holdings, council: Place) -> str:
    """Return the published figures of a council that a newer release changed."""
    if not holdings.restatements:
        none = f"No figure of {council.name} was restated between the releases that are loaded."
        return heading("Restated figures") + paragraph(none)
    lines = [_restated(one) for one in holdings.restatements[:MOST]]
    columns = ("Measure", "Month", "Category", "Was", "In release", "Is now", "In the release")
    table = table_html(columns, lines, f"Figures of {council.name} that a newer release changed")
    return heading("Restated figures") + _rest(len(holdings.restatements), "restated figures") + table


def agreement(holdings: Holdings) -> str:
    """Return how far national sources agree with each other."""
    title = heading("Do national sources agree?")
    if not holdings.agreements:
        return title + paragraph("No two national sources publish the same figure.")
    lines = [
        (one.indicator.short, one.one, one.other, f"{one.points:,}", f"{one.differing:,}")
        for one in holdings.agreements
    ]
    columns = ("Measure", "One source", "Other source", "Figures in both", "Of these, different")
    return title + table_html(columns, lines, "Agreement of national sources, all areas and years that both publish")


def _restated(one: Restatement) -> tuple[str, ...]:
    old, new = ("no data" if value is None else words.with_unit(one.indicator, value) for value in (one.old, one.new))
    return one.indicator.short, one.month.words, one.category or "all", old, one.old_release, new, one.new_release


def _rest(count: int, what: str) -> str:
    return paragraph(f"The first {MOST} of {count:,} {what}:") if count > MOST else ""


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
