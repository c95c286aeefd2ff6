"""Which councils' own figures can be public, as it is set."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cpdash.settings import Settings


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("all", None),
        ("none", frozenset()),
        ("E06000002", frozenset({"E06000002"})),
        (" E06000002 ,E06000004 ", frozenset({"E06000002", "E06000004"})),
    ],
)
def test_the_councils_whose_own_figures_can_be_public(said: str, meant: frozenset[str] | None) -> None:
    assert Settings(public_councils=said).let_out == meant


@pytest.mark.parametrize("said", ["", "Stockton", "all, none", "E06000002,", "E06000002 E06000004", "e06000002"])
def test_what_names_no_council_is_refused(said: str) -> None:
    with pytest.raises(ValidationError, match="public_councils"):
        Settings(public_councils=said)
