"""A figure that Streamlit takes as it is: building Plotly's objects at every rerun costs more than all the rest."""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure


class Checked(BaseFigure):  # type: ignore[misc]
    """A plain figure of our own builders, whose tests have checked it with Plotly's validators."""

    def __init__(self, figure: dict[str, Any]) -> None:
        # Not the base class's: that is what would build every object again.
        object.__setattr__(self, "_figure", figure)

    def to_dict(self) -> dict[str, Any]:
        """Return the plain figure."""
        found: dict[str, Any] = self._figure
        return found
