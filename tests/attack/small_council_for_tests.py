"""A small council: some 60 children in care and three years of returns, brought in as any council's are.

The children are those of the demonstration's generator, a ninth as many: they start and leave, move, are adopted, have
reviews, go missing, and have the yearly files of health and of care leavers.
"""

from __future__ import annotations

from pathlib import Path

from cpdash.catalogue.loader import the_catalogue
from cpdash.demo import write_returns
from cpdash.loading import import_returns, publish
from cpdash.periods import Month
from cpdash.settings import Settings

AREA = "E06000017"
LAST = Month(2026, 3)


def publish_small_council(data: Path, seed: int = 11) -> None:
    """Write the council's returns of the last three years as CSV, import and publish them in a data folder."""
    settings = Settings(data=data)
    folders = write_returns(data / "incoming", area=AREA, to=LAST, seed=seed, size=60 / 560)
    import_returns(settings, the_catalogue(), list(folders[-3:]), area=AREA)
    publish(settings, the_catalogue())
