"""The colours of charts on a dark page: the browser draws them so, and pictures and prints stay light."""

from __future__ import annotations

from types import MappingProxyType

from cpdash.charts import theme

DARK = MappingProxyType(
    {
        theme.COUNCIL: "#9CC6EC", theme.COLOURS["region"]: "#4FD0C4", theme.COLOURS["neighbours"]: "#F08BC0",
        theme.COLOURS["england"]: "#FF9D66", theme.TARGET: "#D5DADF", theme.LIMITS: "#9AA5B0", theme.OTHERS: "#6B7783",
        theme.INK: "#EEF2F5", theme.GRID: "#2A343E", theme.GROUND: "#10161C", theme.SIGNALS["improving"]: "#5FB2F5",
        theme.SIGNALS["concerning"]: "#FF9D66", theme.SIGNALS["neither"]: "#C79BE8", theme.PARTS[-1]: "#4A5560",
        **dict(zip(theme.FLOWS, ("#35546E", "#2C5F5B", "#6B3D57", "#774B31"), strict=True)),
    }
)  # fmt: skip
"""Colour on a light page -> on a dark one, each as far from the ground as it is there."""


def rules() -> str:
    """Return the style sheet that gives what Plotly has drawn the colours of a dark page, in the dark appearance only.

    Plotly writes every colour into the style of what it draws, as rgb() or, of a part of a text, as it was given: that
    is what the rules look for. Letters in black keep it: they stand on a bar.
    """
    return "\n".join(_rule(light, dark) for light, dark in DARK.items())


def _rule(light: str, dark: str) -> str:
    here = f"light-dark({light}, {dark}) !important"
    drawn = "".join(
        f".js-plotly-plot [style*='{name}: {_rgb(light)}'] {{ {name}: {here}; }}\n" for name in ("stroke", "fill")
    )
    written = f".js-plotly-plot [style*='fill:{light}'], .js-plotly-plot [style*='fill: {light}'] {{ fill: {here}; }}"
    ground = f".js-plotly-plot .main-svg[style*='background: {_rgb(light)}'] {{ background: {here}; }}"
    return f"{drawn}{written}\n{ground}"


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"
