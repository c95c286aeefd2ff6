"""Which view someone is brought back to after signing in: one of our own pages with filters that we know."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from cpdash.web import pages

PAGES = tuple(one.address for one in pages.PAGES)
"""The addresses of the pages."""

FILTERS = frozenset(
    {
        "council",
        "indicator",
        "month",
        "against",
        "form",
        "period",
        "year",
        "group",
        "model",
        "average",
        "by",
        "only",
        "view",
        "everyone",
        "limits",
    }
)
"""What an address may say of a view."""

LONGEST = 400
"""Characters of a filter's value; a dozen categories together have fewer."""


def known_view(asked: str) -> str:
    """Return the address of a view, made anew from what is known in the one asked for; the Overview for any other.

    Nothing of what was asked is kept as it came, so that no address leads away from the dashboard.
    """
    try:
        parts = urlsplit(asked)
        pairs = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return PAGES[0]
    page = parts.path.removeprefix("/")
    if page not in PAGES or parts.scheme or parts.netloc:
        return PAGES[0]
    kept = {name: value for name, value in pairs if name in FILTERS and len(value) <= LONGEST}
    return f"{page}?{urlencode(kept)}" if kept else page
