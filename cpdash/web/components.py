"""The parts that pages are made of. Every chart reaches a page through `chart`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from time import sleep

import streamlit as st

from cpdash import narrative
from cpdash.board.views import Footer, Place, Point
from cpdash.charts.theme import CONFIG
from cpdash.periods import Month
from cpdash.web import access, html
from cpdash.web.html import Ways
from cpdash.web.pictures import Picture

SAFE = "Released figures only: safe to share"
SYNTHETIC = "Full detail, of children who are made up or figures that are published: nothing can be identified"
NOT_SAFE = "Full detail, which contains small numbers: do not share this {what}"


HEAD_START = 0.08
"""Seconds in which the browser paints a new chart before it is given what stands beneath it: a quarter less waiting."""


def title(text: str, *beneath: str) -> None:
    """Write the page's heading, the question that it answers, and HTML beneath it."""
    st.html(html.question(text) + "".join(beneath))


def show(*parts: str) -> None:
    """Draw parts of HTML one beneath the other."""
    if any(parts):
        st.html("".join(parts))


def chart(
    picture: Picture, footer: Footer, key: str, *, above: str = "", beneath: str = "", folded: bool = False,
    ways: Ways | None = None, meanwhile: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Draw a chart: the finding as its headline, what it measures, the picture, its table, and a download of both.

    `above` is HTML that stands over the headline, `beneath` what stands between the picture and its table. The footer
    says whether a picture of it may be shared. `ways` lead from rows of the table, and from the marks that they are on
    the chart, to what is behind them. `meanwhile` draws what can wait until the browser has the chart.
    """
    st.html(above + html.finding(picture.headline, picture.subtitle))
    if picture.figure:
        st.plotly_chart(picture.figure, theme=None, config=CONFIG, alt=picture.alt, key=f"{key}_chart")
    if meanwhile:
        sleep(HEAD_START)
        meanwhile()
    show(beneath)
    if picture.table.empty:
        return
    table(picture, footer, key, "Table of these figures" if folded else "", ways)


def table(
    picture: Picture, footer: Footer, key: str, fold: str = "", ways: Ways | None = None, *, pictured: bool = True
) -> None:
    """Draw the table of a chart, folded under these words where there are any, and what can be taken away of both.

    `pictured`: whether the chart of it is drawn, and can be taken away as a picture.
    """
    text = picture.linked_html(ways) if ways else picture.table_html
    if fold:
        with st.expander(fold):
            st.html(text)
    else:
        st.html(text)
    file = access.while_allowed(picture.csv)
    with st.container(horizontal=True, key=f"{key}_files", gap="small", vertical_alignment="center"):
        st.download_button(
            "Download these figures (CSV)", file, f"{picture.file}.csv", "text/csv", key=f"{key}_csv",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.html(html.files(drawn(picture, footer) if pictured else {}))


def drawn(picture: Picture, footer: Footer) -> dict[str, str]:
    """Return what a chart is called and what stands around it as a picture; nothing where there is no chart."""
    if picture.figure is None:
        return {}
    return {
        "file": picture.file, "headline": picture.headline, "subtitle": picture.subtitle,
        "foot": f"{picture.foot}\n{_sharing(footer, 'picture')}.", "alt": picture.alt,
    }  # fmt: skip


def footer(footer: Footer, place: Place, month: Month | None, shown: Iterable[Point] = ()) -> str:
    """Return what every page ends with: whose figures, as at when, from where, and whether they may be shared."""
    provisional = any(point.status == "provisional" for point in shown)
    state = "contains provisional figures" if provisional else "final figures"
    return (
        f"<footer class='page' aria-label='About these figures'>"
        f"<p class='{'safe' if footer.safe else 'unsafe'}'>{escape(_sharing(footer, 'screen'))}</p>"
        f"<p>{escape(place.name)}, {escape(month.words if month else 'no month yet')}: {state}. "
        f"{escape(narrative.published(footer.stamp))}</p>"
        f"<p>Sources: {escape('; '.join(footer.sources))}.</p></footer>"
    )


def _sharing(footer: Footer, what: str) -> str:
    """Return whether this screen, or this picture of it, may be shared."""
    return NOT_SAFE.format(what=what) if not footer.safe else SAFE if footer.scope == "public" else SYNTHETIC
