"""What becomes of a file's rows and what is said about them: collected while reading, handed on as one Extract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from cpdash.catalogue import SourceMap
from cpdash.extract import Extract, Finding, Origin, Severity
from cpdash.ingest.raw import ROW, RawTable

Cells = Mapping[str, str]
"""The cells of one row that are not empty, by our names of the columns."""


@dataclass
class Outcome:
    """The findings of one file, and the rows that are not used: refused for a fault, or left for a stated reason."""

    raw: RawTable
    source: SourceMap
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.findings.extend(self.raw.findings)

    def error(self, rule: str, message: str, row: int | None = None, column: str | None = None) -> None:
        """Note a fault; the row it is in counts as refused."""
        self._say("error", rule, message, row, column)
        if row is not None:
            self.refused.add(row)

    def warn(self, rule: str, message: str, row: int | None = None, column: str | None = None) -> None:
        """Note something that a person should look at; the row is used all the same."""
        self._say("warning", rule, message, row, column)

    def note(self, rule: str, message: str) -> None:
        """Note how something was read."""
        self._say("note", rule, message, None, None)

    def leave(self, row: int, rule: str, message: str, column: str | None = None) -> None:
        """Leave a row unused, with a warning that says why."""
        self._say("warning", rule, message, row, column)
        self.left.add(row)

    def _say(self, severity: Severity, rule: str, message: str, row: int | None, column: str | None) -> None:
        self.findings.append(Finding(severity, self.raw.file, rule, message, row, self._heading(column)))

    def _heading(self, column: str | None) -> str | None:
        """The file's own name of one of our columns, which is the one that its author can find."""
        return {**self.source.optional, **self.source.columns}.get(column, column) if column else None

    def extract(
        self, tables: Mapping[str, pa.Table], *, as_at: date | None = None, origin: Origin | None = None
    ) -> Extract:
        """Return the Extract. A row that the format itself lost (a wrong number of columns) counts as refused."""
        broken = self.raw.rows_read - self.raw.cells.num_rows
        refused, left = len(self.refused) + broken, len(self.left - self.refused)
        return Extract(
            file=self.raw.file, sha256=self.raw.sha256, origin=origin or self.origin(as_at),
            rows_read=self.raw.rows_read,
            rows_used=self.raw.rows_read - refused - left, rows_left=left, rows_refused=refused,
            tables=tables, findings=tuple(self.findings), data_as_at=as_at,
        )  # fmt: skip

    def origin(self, as_at: date | None) -> Origin:
        """Return which publication the file is; a release "from data" is the month that the data reach."""
        source, release = self.source, self.source.release
        if release == "from data":
            release = f"{as_at:%Y-%m}" if as_at else "no data"
        return Origin(
            source.id, source.kind, source.title, source.publisher, source.licence, source.family, release,
            source.priority, source.scope == "national",
        )  # fmt: skip


def rows_of(raw: RawTable, source: SourceMap) -> Iterator[tuple[int, Cells]]:
    """Return each row's number and its cells by our names of the columns."""
    names = {theirs: ours for ours, theirs in {**source.optional, **source.columns}.items()}
    for row in raw.cells.to_pylist():
        yield row[ROW], {names.get(name, name): text for name, text in row.items() if name != ROW and text is not None}
