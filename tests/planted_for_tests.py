"""A small snapshot whose every text is an attack on the page that shows it: markup, a script, and a link elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from cpdash.catalogue import Catalogue
from cpdash.catalogue.loader import the_catalogue
from cpdash.catalogue.models import Target
from cpdash.extract import Extract, Finding, Origin
from cpdash.store import work
from tests.extracts_for_tests import DARLINGTON, ENGLAND, NORTH_EAST, STOCKTON, extract, figure, geography

RATE, STABLE = "children_in_care_rate", "three_or_more_placements"
YEARS = range(2019, 2026)


def planted(name: str) -> str:
    """Return a text that sets `window.planted` where a browser takes it for markup; `name` says which text it is."""
    return f"{name}<img src=x onerror=\"window.planted='{name}'\"><script>window.planted='{name}'</script>"


ON_PAGES = {
    "overview": ("source",),
    "indicator?indicator=AR2": ("reason", "document", "other", "statement", "paper", "owner", "why", "whence"),
    "indicator?indicator=three_or_more_placements&by=age": ("category",),
    "compare?indicator=AR2": ("council", "document"),
    "data": ("file", "kind", "release", "source", "publisher", "licence", "message", "rule", "column", "category"),
}
"""Which of the texts a page must show as they are, for whoever may see everything."""

IN_CHARTS = {
    "indicator?indicator=AR2": ("note", "document", "other"),
    "indicator?indicator=three_or_more_placements&by=age": ("category", "source"),
    "compare?indicator=AR2": ("council", "note", "document"),
}
"""Which of them a page's charts draw or say; Plotly takes a few tags for markup."""


def publish_planted(data: Path) -> str:
    """Publish the snapshot in a data folder and return its id."""
    with work.opened(data / "private") as held:
        held.add([_places(), _older(), _national(), _papers()], "by hand")
        return held.publish(data / "snapshots", _catalogue())


def _origin(family: str, release: str, priority: int = 50) -> Origin:
    kind, title, publisher, licence = (planted(name) for name in ("kind", "source", "publisher", "licence"))
    return Origin(family, kind, title, publisher, licence, family, release, priority, True)


def _places() -> Extract:
    places = geography()
    rows = [
        row | ({"name": planted("council")} if row["code"] == DARLINGTON else {})
        for row in places.tables["area"].to_pylist()
    ]
    return extract({"area": rows}, places.origin, "geography.csv")


def _older() -> Extract:
    return extract({"observation": [figure(STOCKTON, 70.0, date(2025, 3, 1), RATE),
                                    _by_age(11.0)]}, _origin("lait", "2024"), "older.csv")  # fmt: skip


def _by_age(value: float) -> dict[str, object]:
    more = {"form": "12 months", "dimension": "age", "category": planted("category")}
    return figure(STOCKTON, value, date(2025, 3, 1), STABLE, **more)


def _national() -> Extract:
    rows = [
        figure(area, 60.0 + year % 7, date(year, 3, 1), RATE, note=planted("note"), document=planted("document"))
        for area in (STOCKTON, DARLINGTON, NORTH_EAST, ENGLAND)
        for year in YEARS
    ]
    rows.append(figure(STOCKTON, None, date(2018, 3, 1), RATE) | {"reason": planted("reason")})
    rows += [figure(STOCKTON, 9.0, date(year, 3, 1), STABLE, form="12 months") for year in YEARS]
    rows.append(_by_age(12.0))
    fault = Finding("warning", planted("file"), planted("rule"), planted("message"), 2, planted("column"))
    found = extract({"observation": rows}, _origin("lait", planted("release")), planted("file"))
    return replace(found, findings=[fault])


def _papers() -> Extract:
    said = {"area": STOCKTON, "indicator": RATE, "month": date(2025, 3, 1)}
    said |= {"text": planted("statement"), "document": planted("paper")}
    other = figure(STOCKTON, 55.5, date(2025, 3, 1), RATE, document=planted("other"))
    return extract({"statement": [said], "observation": [other]}, _origin("board", "2025", 60), "papers.csv")


def _catalogue() -> Catalogue:
    catalogue = the_catalogue()
    step = {"area": STOCKTON, "from": "2020-03", "value": 60, "owner": planted("owner")}
    target = Target.model_validate(step | {"reason": planted("why"), "source": planted("whence")})
    one = catalogue.indicators[RATE].model_copy(update={"target": (target,)})
    return replace(catalogue, indicators=dict(catalogue.indicators) | {RATE: one})
