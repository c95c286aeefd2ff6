"""The accessibility statement: what was tested, and what of Streamlit's does not work for everyone."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from cpdash.web import cached, html


class Limit(NamedTuple):
    """One thing that Streamlit's own elements do not do. rule: axe-core's name of it. element: a selector."""

    rule: str
    element: str
    what: str
    for_whom: str


@cache
def limits() -> tuple[Limit, ...]:
    """Return what Streamlit does not do and the dashboard cannot mend, as the browser tests know it."""
    told = tomllib.loads(cached.asset("limits.toml")).get("limit", [])
    return tuple(Limit(**one) for one in told)


def statement() -> str:
    """Return the accessibility statement."""
    lines = [(one.what, one.for_whom, one.rule, one.element) for one in limits()]
    columns = ("What does not work", "Whom it concerns", "Rule", "Streamlit's element")
    listed = html.table_html(columns, lines, "What Streamlit itself does not do") if lines else (
        html.paragraph("The automatic tests found nothing of Streamlit's that they object to.")
    )  # fmt: skip
    return cached.asset("accessibility.html").replace("<!-- limits -->", listed)
