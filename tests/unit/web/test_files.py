"""The buttons under a chart: what they carry, and what they say of whether a picture may be shared."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cpdash.board.views import Footer
from cpdash.settings import PROJECT
from cpdash.store.snapshots import Scope
from cpdash.web import html, pictures
from cpdash.web.components import drawn
from tests.views_for_tests import STAMP, annual, make_card, make_overview, make_series

FOOTER = Footer(STAMP, ("Children looked after",), "public", own=True)
EVIL = """'><script>alert("x")</script>&amp;\nsecond line"""


class Tags(HTMLParser):
    """The tags of a text with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_text_is_an_attribute_whatever_is_in_it() -> None:
    given = {name: f"{name} {EVIL}" for name in ("file", "headline", "subtitle", "foot", "alt")}
    tags = Tags(html.files(given)).found
    assert [tag for tag, _ in tags] == ["p", "button", "button", "button", "span"]
    assert set(tags[0][1]) == {"class", "data-drawn"}
    carried = tags[0][1]["data-drawn"] or ""
    assert json.loads(carried) == given
    assert not set("<>") & set(carried)
    assert all(attributes["type"] == "button" for tag, attributes in tags if tag == "button")


def test_without_a_chart_there_is_the_link_alone() -> None:
    overview = pictures.of_overview(make_overview(make_card(annual(120, 125))))
    assert drawn(overview, FOOTER) == {}
    assert html.files({}).count("<button") == 1
    assert drawn(pictures.of_series(make_series({"2025-03": None})), FOOTER) == {}


@pytest.mark.parametrize(
    ("scope", "own", "said"),
    [
        ("public", True, "Released figures only: safe to share."),
        ("service", False, "nothing can be identified."),
        ("service", True, "Full detail, which contains small numbers: do not share this picture."),
    ],
)
def test_a_picture_says_whether_it_may_be_shared(scope: Scope, own: bool, said: str) -> None:
    picture = pictures.of_series(make_series(annual(120, 125)))
    carried = drawn(picture, replace(FOOTER, scope=scope, own=own))
    assert carried["foot"].splitlines()[-1].endswith(said)
    assert carried["headline"] == picture.headline
    assert STAMP.id in carried["foot"]


def test_no_script_of_ours_has_what_the_page_takes_for_markup_and_would_leave_out() -> None:
    for path in (PROJECT / "cpdash/web").glob("*.js"):
        assert not re.search(r"<[/\w!]", path.read_text("utf-8")), path.name
