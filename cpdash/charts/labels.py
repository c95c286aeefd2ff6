"""Labels at the right end of lines: wrapped into a narrow column and pushed apart until none touches another.

The server does not know how wide the reader's screen is. A column that is never wider than its longest word of a
wrapped name leaves a phone its chart and needs no second figure; heights are known, so overlaps can be ruled out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from math import ceil
from statistics import fmean
from textwrap import wrap
from typing import Any

from cpdash.charts.theme import CHARACTER, LINE_HEIGHT, note, swatch

WIDEST = 15
"""Characters in a line of a label."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside the end of a line, and at which value the line ends."""

    text: str
    value: float
    colour: str
    bold: bool = False

    @property
    def rows(self) -> list[str]:
        """The text in lines; only a single long word is longer than WIDEST."""
        return wrap(self.text, WIDEST, break_long_words=False) or [""]

    @property
    def height(self) -> int:
        """Pixels that the label needs, with a little air."""
        return len(self.rows) * LINE_HEIGHT + 4


@dataclass(frozen=True, slots=True)
class _Block:
    """Labels stacked without a gap, lowest first, and the pixel at which each would stand alone."""

    labels: list[Label]
    wanted: list[float]
    height: int

    @property
    def offsets(self) -> list[float]:
        """The middle of each label above the block's own bottom."""
        tops = accumulate(label.height for label in self.labels)
        return [top - label.height / 2 for top, label in zip(tops, self.labels, strict=True)]

    @property
    def bottom(self) -> float:
        """The pixel of the block's bottom."""
        best = fmean(wanted - offset for wanted, offset in zip(self.wanted, self.offsets, strict=True))
        return max(0.0, min(best, self.height - tallest(self.labels)))

    @property
    def top(self) -> float:
        """The pixel of the block's top."""
        return self.bottom + tallest(self.labels)

    @property
    def middles(self) -> list[tuple[Label, float]]:
        """Each label with the pixel of its middle."""
        return [(label, self.bottom + offset) for label, offset in zip(self.labels, self.offsets, strict=True)]


def column(labels: Sequence[Label]) -> int:
    """Return how many pixels the widest line of all labels needs; the first line of each begins with its swatch."""
    longest = max((_characters(label) for label in labels), default=0.0)
    return ceil(longest * CHARACTER) + 12


def _characters(label: Label) -> float:
    """Return the widest line in characters of ordinary text: bold ones are a fifth wider."""
    return max(len(row) + (2 if at == 0 else 0) for at, row in enumerate(label.rows)) * (1.2 if label.bold else 1.0)


def tallest(labels: Sequence[Label]) -> int:
    """Return the height in pixels at which all labels just fit."""
    return sum(label.height for label in labels)


def placed(labels: Sequence[Label], start: float, end: float, height: int) -> list[tuple[Label, float]]:
    """Return each label with the pixel of its middle, from the bottom of the plot: as near its value as may be.

    Labels that would touch become a block, which stands where its labels are moved least, inside the plot.
    """
    blocks: list[_Block] = []
    for label in sorted(labels, key=lambda label: (label.value, label.text)):
        block = _Block([label], [(label.value - start) / (end - start) * height], height)
        while blocks and blocks[-1].top > block.bottom + 1e-9:
            below = blocks.pop()
            block = _Block([*below.labels, *block.labels], [*below.wanted, *block.wanted], height)
        blocks.append(block)
    return [pair for block in blocks for pair in block.middles]


def drawn(labels: Sequence[Label], start: float, end: float, height: int) -> list[dict[str, Any]]:
    """Return the annotations of the labels, right of a plot of this height."""
    return [
        note(_text(label), xref="paper", x=1, xanchor="left", xshift=8, yref="paper", y=round(middle / height, 4),
             yanchor="middle")
        for label, middle in placed(labels, start, end, height)
    ]  # fmt: skip


def _text(label: Label) -> str:
    rows = "<br>".join(escape(row, quote=False) for row in label.rows)
    return swatch(label.colour, f"<b>{rows}</b>" if label.bold else rows)
