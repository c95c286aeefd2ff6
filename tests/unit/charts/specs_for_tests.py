"""What the tests of the charts ask of a specification."""

from __future__ import annotations

import json
from typing import Any

from plotly import graph_objects

Spec = dict[str, Any]


def check(spec: Spec) -> None:
    """Fail unless Plotly takes a specification, it is plain JSON without NaN, and no trace bridges its gaps."""
    graph_objects.Figure(spec)
    json.dumps(spec, allow_nan=False)
    assert not any(trace.get("connectgaps") for trace in spec["data"])


def trace(spec: Spec, name: str) -> dict[str, Any]:
    """Return the one trace of a name."""
    (found,) = [one for one in spec["data"] if one["name"] == name]
    return dict(found)


def names(spec: Spec) -> list[str]:
    """Return the names of all traces."""
    return [one["name"] for one in spec["data"]]


def drawn(one: dict[str, Any]) -> dict[str, float]:
    """Return date -> value of what a trace draws."""
    return {x: y for x, y in zip(one["x"], one["y"], strict=True) if y is not None}


def notes(spec: Spec) -> str:
    """Return the text of all annotations."""
    return "\n".join(one["text"] for one in spec["layout"]["annotations"])
