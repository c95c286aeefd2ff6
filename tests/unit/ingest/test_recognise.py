"""A file is known by its header, and where two kinds share one by its values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from cpdash.catalogue import SourceMap
from cpdash.errors import UnknownName
from cpdash.ingest.raw import ROW, RawTable
from cpdash.ingest.recognise import Unrecognised, recognise
from tests.unit.ingest.tables_for_tests import CATALOGUE


def source(name: str, columns: Sequence[str], **more: object) -> SourceMap:
    plain = {
        "id": name, "kind": name, "title": f"The {name} file", "reader": "dfe", "family": name, "release": "2025",
        "priority": 1, "scope": "national", "publisher": "DfE", "columns": {column: column for column in columns},
    }  # fmt: skip
    return SourceMap.model_validate({**plain, **more})


def table(*columns: str, **values: str) -> RawTable:
    cells = {column: pa.array([values.get(column, "x")]) for column in columns}
    return RawTable(Path("/somewhere/file.csv"), "0", columns, pa.table({**cells, ROW: pa.array([2])}), 1)


def sources(*several: SourceMap) -> dict[str, SourceMap]:
    return {one.id: one for one in several}


def test_the_layout_with_the_most_columns_is_chosen() -> None:
    known = sources(source("narrow", ["area"]), source("wide", ["area", "value"]))
    assert recognise(table("area", "value", "spare"), known).id == "wide"


def test_a_kind_restricts_the_choice() -> None:
    known = sources(source("narrow", ["area"]), source("wide", ["area", "value"]))
    assert recognise(table("area", "value"), known, "narrow").id == "narrow"


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"kind of file called 'narow'. Nearest: narrow"):
        recognise(table("area"), sources(source("narrow", ["area"])), "narow")


def test_a_marker_tells_apart_layouts_that_share_a_header() -> None:
    def marked(name: str) -> SourceMap:
        return source(name, ["topic"], marker={"column": "topic", "one_of": [f"about {name}"]})

    known = sources(marked("health"), marked("school"))
    assert recognise(table("topic", topic="about school"), known).id == "school"
    with pytest.raises(Unrecognised, match="but none of the values it is known by"):
        recognise(table("topic", topic="about money"), known)


def test_a_column_that_another_release_spells_differently_is_found() -> None:
    known = sources(source("rates", ["count"], spellings={"count": ["number", "total"]}))
    assert recognise(table("total"), known).columns == {"count": "total"}
    assert recognise(table("number", "count"), known).columns == {"count": "count"}


def test_a_renamed_column_is_pointed_out_with_the_nearest_kind() -> None:
    known = sources(source("rates", ["period", "number"]), source("other", ["colour"]))
    with pytest.raises(Unrecognised) as unknown:
        recognise(table("period", "numbr"), known)
    assert unknown.value.faults == (
        "file.csv: not a known header. Nearest kind: 'rates' (The rates file), which also has 'number'. "
        "'numbr' may be 'number'. Known kinds: other, rates.",
    )


def test_a_header_like_no_other_is_answered_with_the_known_kinds() -> None:
    with pytest.raises(Unrecognised, match=r"file.csv: no kind of file has this header. Known kinds: rates."):
        recognise(table("a", "b"), sources(source("rates", ["period"])))


def test_every_spelling_and_marker_of_the_catalogue_names_a_column_of_its_map() -> None:
    for one in CATALOGUE.sources.values():
        named = {*one.spellings, *([one.marker.column] if one.marker else [])}
        assert named <= one.columns.keys(), one.id
        for series in one.series:
            used = {*series.where, *series.total_where, series.value, series.numerator, series.denominator,
                    series.category_column} - {None}  # fmt: skip
            assert used <= {*one.columns, *one.optional}, (one.id, series.indicator)


CONTAINED = {"observations", "ofsted_history"}
"""Layouts that hold another whole one: without a column of their own they are a table of that other kind."""


@pytest.mark.parametrize("name", sorted(CATALOGUE.sources.keys() - CONTAINED))
def test_a_renamed_column_is_never_taken_for_another_kind(name: str) -> None:
    layout = CATALOGUE.sources[name]
    marked = {layout.columns[layout.marker.column]: layout.marker.one_of[0]} if layout.marker else {}
    for renamed in layout.columns.values():
        header = [f"{column} (new)" if column == renamed else column for column in layout.columns.values()]
        with pytest.raises(Unrecognised) as caught:
            recognise(table(*header, **marked), CATALOGUE.sources)
        assert "Nearest kind" in str(caught.value) or "columns of" in str(caught.value)
