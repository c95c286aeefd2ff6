"""Which kind of file is this? Told by its whole header, never by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from cpdash.catalogue import SourceMap
from cpdash.errors import InputRefused, UnknownName, nearest
from cpdash.ingest.raw import RawTable


class Unrecognised(InputRefused):
    """The header of a file is that of no known kind. `reason` says so without the file's name."""

    def __init__(self, file: str, reason: str) -> None:
        self.reason = reason
        super().__init__([f"{file}: {reason}"])


def recognise(raw: RawTable, sources: Mapping[str, SourceMap], kind: str | None = None) -> SourceMap:
    """Return the layout of a file, with `columns` spelt as this file spells them. A `kind` restricts the choice.

    Raises UnknownName for a kind that does not exist, and Unrecognised with the nearest layout, the columns it lacks
    and those that look renamed.
    """
    choice = _of_kind(sources, kind)
    header = set(raw.columns)
    spelt = [_spelt(source, header) for source in choice]
    fitting = [source for source in spelt if _fits(source, header) and _marked(source, raw)]
    if not fitting:
        raise Unrecognised(raw.file, _unknown(raw, spelt, kind))
    return max(fitting, key=lambda source: len(source.columns))


def wanted_columns(header: Sequence[str], sources: Mapping[str, SourceMap]) -> frozenset[str] | None:
    """Return the columns that a layout among these asks for when the header is of its kind, or None."""
    names = set(header)
    for source in sources.values():
        spelt = _spelt(source, names)
        if _fits(spelt, names):
            return frozenset([*spelt.columns.values(), *spelt.optional.values()])
    return None


def _of_kind(sources: Mapping[str, SourceMap], kind: str | None) -> list[SourceMap]:
    if kind is None:
        return list(sources.values())
    choice = [source for source in sources.values() if kind in (source.kind, source.id)]
    if not choice:
        raise UnknownName("kind of file", kind, {source.kind for source in sources.values()})
    return choice


def _spelt(source: SourceMap, header: set[str]) -> SourceMap:
    """Return the layout with the names that this header uses, where releases have used several."""
    columns = dict(source.columns)
    for name, others in source.spellings.items():
        if columns[name] not in header:
            columns[name] = next((other for other in others if other in header), columns[name])
    optional = {name: column for name, column in source.optional.items() if column in header}
    return source.model_copy(update={"columns": columns, "optional": optional})


def _fits(source: SourceMap, header: set[str]) -> bool:
    """Return whether every column is there, and no other where the layout says so.

    A layout of few common columns would otherwise take in a table whose telling column was renamed.
    """
    wanted = set(source.columns.values())
    return wanted <= header and (not source.whole_header or header <= wanted | set(source.optional.values()))


def _marked(source: SourceMap, raw: RawTable) -> bool:
    """Return whether the values that tell this layout from others of the same header occur."""
    if source.marker is None:
        return True
    column = raw.cells.column(source.columns[source.marker.column])
    return bool(pc.any(pc.is_in(column, value_set=pa.array(source.marker.one_of))).as_py())


def _unknown(raw: RawTable, choice: Sequence[SourceMap], kind: str | None) -> str:
    near = max(choice, key=lambda source: _share(source, raw.columns))
    missing = [column for column in near.columns.values() if column not in raw.columns]
    if not missing:
        return f"has the columns of '{near.kind}' ({near.title}), but none of the values it is known by."
    known = "" if kind else f" Known kinds: {', '.join(sorted({source.kind for source in choice}))}."
    if _share(near, raw.columns) == 0:
        return f"no kind of file has this header.{known}" if not kind else _lacks(raw, near, missing)
    return _lacks(raw, near, missing) + known


def _lacks(raw: RawTable, near: SourceMap, missing: Sequence[str]) -> str:
    """Say what the nearest layout has that the file does not, and which column may be it under another name."""
    spare = [column for column in raw.columns if column not in near.columns.values()]
    renamed = [(like[0], column) for column in missing if (like := nearest(column, spare, most=1))]
    hints = "; ".join(f"'{given}' may be '{column}'" for given, column in renamed)
    lacks = ", ".join(f"'{column}'" for column in missing)
    return f"not a known header. Nearest kind: '{near.kind}' ({near.title}), which also has {lacks}." + (
        f" {hints[0].upper()}{hints[1:]}." if hints else ""
    )


def _share(source: SourceMap, header: Sequence[str]) -> float:
    wanted = set(source.columns.values())
    return len(wanted & set(header)) / len(wanted) if wanted else 0.0
