"""Reads one published snapshot: named queries in, typed rows out. It can write nothing and open no other file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

import pyarrow.parquet as pq

from cpdash.catalogue.facts import Counted, Fact
from cpdash.errors import StorageFailed, UnknownName
from cpdash.store import rows
from cpdash.store.build import LAYOUT
from cpdash.store.connect import reading
from cpdash.store.counting import Where, cell, total
from cpdash.store.snapshots import Scope
from cpdash.store.sql import query

Row = TypeVar("Row", bound=NamedTuple)

Part = tuple[Counted, Where]
"""A measure with its predicates, and the categories that it is narrowed to besides."""


class Reader:
    """One open snapshot. Safe to share between threads: every call takes a cursor of its own.

    What every view of a council asks for (targets, neighbours, what papers say) is read once: the file never changes.
    """

    def __init__(self, path: Path, scope: Scope = "service") -> None:
        self._db = reading(path)
        self._kept: dict[tuple[str, str], Sequence[NamedTuple]] = {}
        layout = self._db.execute(query("layout")).fetchone()
        if layout != (LAYOUT,):
            self.close()
            raise StorageFailed(f"Snapshot {path.stem} was built by another version of the program: publish again.")
        self.stamp = self._rows("stamp", rows.StampRow)[0]
        if self.stamp.scope != scope:
            self.close()
            raise StorageFailed(
                f"{path.name} is not what its name says: it holds what the {self.stamp.scope} file holds."
            )

    @property
    def has_facts(self) -> bool:
        """Whether there are fact tables to count from: the public file has released figures and nothing beneath."""
        return bool(self.stamp.scope == "service")

    def close(self) -> None:
        """Close the file. Readers of other snapshots are not touched."""
        self._db.close()

    def areas(self) -> list[rows.AreaRow]:
        """Return every area, councils by name."""
        return self._rows("areas", rows.AreaRow)

    def figures(
        self, indicator: str, areas: Sequence[str], form: str, *, dimension: str = "", category: str | None = None
    ) -> list[rows.FigureRow]:
        """Return every source's values of an indicator for these areas, oldest first, the one to show before others."""
        return self._rows(
            "figures", rows.FigureRow, indicator=indicator, areas=list(areas), form=form, dimension=dimension,
            category=category,
        )  # fmt: skip

    def fact_sums(
        self, fact: Fact, parts: Sequence[Part], area: str, form: str, by: Sequence[str] = (),
        first: date | None = None, last: date | None = None,
    ) -> list[rows.FactRow]:  # fmt: skip
        """Return what a numerator and a denominator (0 without one) add up to in each month that has any rows.

        `by` is up to two of the fact's dimensions; `first` and `last` are the months to read. Raises KeyError for a
        measure or dimension that the fact lacks.
        """
        numerator, denominator = [*(total(fact, counted, only) for counted, only in parts), "0::DOUBLE"][:2]
        one, other = [*(cell(fact, dimension) for dimension in by), "''", "''"][:2]
        text = query("fact_sums").format(
            fact=fact.id, first=one, second=other, numerator=numerator, denominator=denominator
        )
        return self._told(text, rows.FactRow, area=area, form=form, first=first, last=last)

    def lacking(self, area: str, form: str, needs: Sequence[str]) -> list[rows.LackRow]:
        """Return the months for which the return of a council lacks something that is needed, and why."""
        return self._rows("fact_coverage", rows.LackRow, area=area, form=form, needs=list(needs))

    def shown(self, areas: Sequence[str], last: date, most: int) -> list[rows.FigureRow]:
        """Return the newest values to show of every indicator (totals only) for these areas, not after a month.

        So many of each form are there, oldest first, and before them the ends of published years up to five years back.
        """
        return self._rows("shown", rows.FigureRow, areas=list(areas), last=last, most=most)

    def national(
        self, indicator: str, form: str, months: Sequence[date], *, dimension: str = "", category: str = ""
    ) -> list[rows.FigureRow]:
        """Return every area's nationally published value of an indicator in these months."""
        return self._rows(
            "national", rows.FigureRow, indicator=indicator, form=form, months=list(months), dimension=dimension,
            category=category,
        )  # fmt: skip

    def national_years(self, month: date, near: Sequence[str]) -> list[rows.YearRow]:
        """Return all areas' nationally published totals of every indicator in its newest year, not after a month.

        Of the areas in `near` those of the year before are there too, in a row after it. What has no value is left out.
        """
        return self._rows("national_years", rows.YearRow, last=month, near=list(near))

    def national_months(self, indicator: str, form: str, *, dimension: str = "", category: str = "") -> list[date]:
        """Return the months for which any area has a nationally published row of an indicator, newest first."""
        values = {"indicator": indicator, "form": form, "dimension": dimension, "category": category}
        return [month for (month,) in self._db.cursor().execute(query("national_months"), values).fetchall()]

    def available(self, area: str) -> list[rows.AvailableRow]:
        """Return what an area has values of: one row per indicator, form and breakdown."""
        return self._rows("available", rows.AvailableRow, area=area)

    def months(self, area: str) -> list[date]:
        """Return the months for which an area has any value, newest first."""
        found = self._db.cursor().execute(query("months"), {"area": area}).fetchall()
        return [month for (month,) in found]

    def targets(self, area: str) -> Sequence[rows.TargetRow]:
        """Return the targets that hold for an area, of every indicator, oldest first."""
        return self._once("targets", rows.TargetRow, area)

    def neighbours(self, area: str) -> Sequence[rows.NeighbourRow]:
        """Return the statistical neighbours of a council in every model, newest model and nearest neighbour first."""
        return self._once("neighbours", rows.NeighbourRow, area)

    def statements(self, area: str, indicator: str) -> list[rows.StatementRow]:
        """Return what board papers say of a series without printing the figure."""
        return [row for row in self._once("statements", rows.StatementRow, area) if row.indicator == indicator]

    def notes(self, area: str) -> Sequence[rows.NoteRow]:
        """Return what people say of an area's indicators, oldest first."""
        return self._once("notes", rows.NoteRow, area)

    def broken_down(self, indicator: str, area: str, form: str) -> list[rows.BrokenDownRow]:
        """Return the dimensions and categories that an area's figures of an indicator are stored by."""
        return self._rows("broken_down", rows.BrokenDownRow, indicator=indicator, area=area, form=form)

    def actions(self, area: str) -> Sequence[rows.ActionRow]:
        """Return what a council said it would do, what is open and due first."""
        return self._once("actions", rows.ActionRow, area)

    def homes(self, area: str) -> Sequence[rows.HomeRow]:
        """Return the children's homes in a council's area."""
        return self._once("homes", rows.HomeRow, area)

    def home_judgements(self, area: str) -> Sequence[rows.HomeJudgementRow]:
        """Return how a council's homes were judged, newest first."""
        return self._once("home_judgements", rows.HomeJudgementRow, area)

    def judgements(self, area: str) -> Sequence[rows.JudgementRow]:
        """Return how a council's services for children were judged, newest first."""
        return self._once("judgements", rows.JudgementRow, area)

    def meetings(self, area: str) -> Sequence[rows.MeetingRow]:
        """Return when a council's board meets, newest first."""
        return self._once("meetings", rows.MeetingRow, area)

    def loads(self) -> list[rows.LoadRow]:
        """Return what was loaded, newest first."""
        return self._rows("loads", rows.LoadRow)

    def findings(self) -> list[rows.FindingRow]:
        """Return every finding, worst first."""
        return self._rows("findings", rows.FindingRow)

    def restatements(self, area: str | None) -> list[rows.RestatementRow]:
        """Return which published figures newer releases changed, of one area or of all (None)."""
        return self._rows("restatements", rows.RestatementRow, area=area)

    def reconciliation(self) -> list[rows.ReconciliationRow]:
        """Return how far national sources agree with each other."""
        return self._rows("reconciliation", rows.ReconciliationRow)

    def fault_months(self, area: str) -> list[rows.FaultMonthRow]:
        """Return how many faulty rows of a council's return touch each month, by rule, newest month first."""
        return self._rows("fault_months", rows.FaultMonthRow, area=area)

    def publishers(self) -> list[str]:
        """Return whose publications and returns the snapshot is made from, the newest file's first."""
        return [row.name for row in self._rows("publishers", rows.PublisherRow)]

    def extract(self, folder: Path, sources: Sequence[str]) -> list[Path]:
        """Write the newest figures of each source as one Parquet table in our own schema; return the paths.

        Without names every national source is written. Raises UnknownName for a source that the snapshot does not have.
        """
        known = dict(self._db.cursor().execute(query("sources")).fetchall())
        for source in sources:
            if source not in known:
                raise UnknownName("source", source, known)
        wanted = sources or [source for source, is_national in known.items() if is_national]
        return [self._extract_one(folder, source) for source in wanted]

    def _extract_one(self, folder: Path, source: str) -> Path:
        with self._db.cursor() as cursor:
            table = cursor.execute(query("extract"), {"source": source}).to_arrow_table()
        path = folder / f"{source}.parquet"
        pq.write_table(table, path, compression="zstd")
        return path

    def _rows(self, name: str, kind: type[Row], **values: object) -> list[Row]:
        return self._told(query(name), kind, **values)

    def _once(self, name: str, kind: type[Row], area: str) -> Sequence[Row]:
        """Return the rows of a query about an area, asked when they are wanted first."""
        if (name, area) not in self._kept:
            self._kept[name, area] = tuple(self._rows(name, kind, area=area))
        return cast("Sequence[Row]", self._kept[name, area])

    def _told(self, text: str, kind: type[Row], **values: object) -> list[Row]:
        # A cursor per call: one connection shared between threads returns wrong rows, silently.
        with self._db.cursor() as cursor:
            return [kind(*row) for row in cursor.execute(text, values).fetchall()]
