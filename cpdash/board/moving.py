"""From which kind of placement to which children moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cpdash.board.breaking import counted
from cpdash.board.details import Moves
from cpdash.board.views import Place, Stamp
from cpdash.catalogue import Catalogue
from cpdash.errors import NotInPublic
from cpdash.periods import Form, Month
from cpdash.store.reader import Reader

INDICATOR = "placement_moves"
NOTHING = "the council's return is not loaded for this time"
FROM, TO = "placement", "moved_to"


def moves(
    reader: Reader, catalogue: Catalogue, stamp: Stamp, place: Place, form: Form, month: Month,
    where: Mapping[str, Sequence[str]],
) -> Moves:  # fmt: skip
    """Return the moves of a window that ends with a month; without a return of it none, and the reason.

    Raises NotInPublic where only released figures may be asked, and UnknownName for a dimension or category.
    """
    one = catalogue.indicators[INDICATOR]
    if not reader.has_facts:
        raise NotInPublic(one.short, one.public.closed or "")
    total = next((row for row in reader.figures(INDICATOR, [place.code], form) if row.month == month.first), None)
    if total is None or total.value is None:
        return Moves(place, stamp, form, month, (), (), reason=(total and total.reason) or NOTHING)
    found = counted(reader, catalogue, one, place, form, month, (FROM, TO), where)
    moved = tuple((left, right, count) for (left, right), count in sorted(found.items()) if count)
    kinds = catalogue.facts["placement"].categories[FROM]
    known = tuple(kind for kind in kinds if any(kind in pair for pair in moved))
    said = tuple((name, category) for name, some in where.items() for category in some)
    return Moves(place, stamp, form, month, known, moved, said, status=total.status, reason=total.reason)
