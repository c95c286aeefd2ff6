"""Which file of the return has these columns? Told by the whole set of them, never by the file's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpdash.catalogue.returns import Layout
from cpdash.errors import nearest


class Unknown(Exception):
    """A file of no kind that a return has. The message says why, without the file's name."""


def normal(columns: Sequence[str]) -> list[str]:
    """Return column names as the layouts spell them: trimmed, in capitals."""
    return [name.strip().upper() for name in columns]


def recognised(columns: Sequence[str], layouts: Mapping[str, Layout]) -> Layout | None:
    """Return the kind whose columns are all there, in any order and with any others; None when no kind fits."""
    header = set(columns)
    fitting = [layout for layout in layouts.values() if header.issuperset(layout.columns)]
    return max(fitting, key=lambda layout: len(layout.columns), default=None)


def near_miss(columns: Sequence[str], layouts: Mapping[str, Layout]) -> str | None:
    """Return what a header lacks that has at least half of a kind's own columns; None for any other header.

    Such a file is of the return, though somebody renamed or cut out a column: it must not be passed over.
    """
    header = set(columns)
    near = max(layouts.values(), key=lambda layout: len(layout.own & header) / len(layout.own))
    if len(near.own & header) * 2 < len(near.own):
        return None
    lacking = [column for column in near.columns if column not in header]
    spare = [name for name in columns if name not in near.types]
    hints = [f"{like[0]} may be {column}" for column in lacking if (like := nearest(column, spare, most=1))]
    hint = f" ({'; '.join(hints)})" if hints else ""
    return f"has not all the columns of '{near.id}': it lacks {', '.join(lacking)}{hint}."


def repeated(columns: Sequence[str], layout: Layout) -> str | None:
    """Return the fault of a header that names a column of the layout twice."""
    for name in layout.types:
        if columns.count(name) > 1:
            numbers = ", ".join(str(at) for at, other in enumerate(columns, 1) if other == name)
            return f"columns {numbers} are both called {name}: expected every name once."
    return None
