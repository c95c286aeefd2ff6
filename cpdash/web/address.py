"""The page's address and its filters, kept equal: the address brings the same view back, by link, reload or Back.

Streamlit's own binding (bind="query-params") was tried and not taken: it writes labels where codes belong, leaves out
whatever is the default today, and removes a wrong value without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from cpdash.errors import CpdashError

_CHOSEN, _WRITTEN, _DRAWN = "address_chosen", "address_written", "address_drawn"

OWN = frozenset({"only", "by", "view"})
"""Filters that belong to one page, and to one address of it: a link without them is a link to the whole."""

NONE = "none"
"""What the address says where several may be chosen and none is."""


def shared() -> dict[str, str]:
    """Return the council and the month that were chosen in this session, as an address says them."""
    chosen: dict[str, str] = st.session_state.get(_CHOSEN, {})
    return {name: chosen[name] for name in ("council", "month") if name in chosen}


@dataclass
class Address:
    """The filters of one page in one run. Values are texts, as in the address; several are joined by commas."""

    page: str
    shown: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chosen: dict[str, str] = st.session_state.setdefault(_CHOSEN, {})
        self._drawn: dict[str, object] = st.session_state.setdefault(_DRAWN, {})
        self._news = self._read()

    def key(self, name: str) -> str:
        """Return the widget key of a filter: its own on every page."""
        return f"{self.page}_{name}"

    def settle(
        self,
        name: str,
        options: Mapping[str, str],
        default: str,
        find: Callable[[str], str] = str,
        *,
        several: bool = False,
    ) -> str:
        """Return a filter's value: from a new address, else the widget, else as chosen before, else the default.

        `find` turns what the address says into an option; it raises ValueError or UnknownName with a message for the
        reader. Sets the widget's state, so the widget must be drawn after this with the same key.
        """
        asked = self._asked(name, find, options, several=several)
        choice = asked if asked is not None else self._before(name, default)
        if asked is not None:
            self._chosen[self._kept(name)] = asked
        if not _allowed(choice, options, several=several):
            choice = default
        state: object = _split(choice) if several else choice
        if st.session_state.get(self.key(name)) != state:
            st.session_state[self.key(name)] = state
        self._drawn[self.key(name)] = state
        self.shown[name] = choice
        return choice

    def wanted(self, name: str) -> str:
        """Return what the address asks for or, where it is silent, what was chosen before; empty for neither."""
        return self._news.get(name) or self.chosen(name)

    def chosen(self, name: str) -> str:
        """Return what was chosen before; empty for nothing."""
        return self._chosen.get(self._kept(name), "")

    def write(self) -> None:
        """Make the address say what is shown."""
        if st.query_params.to_dict() != self.shown:
            st.query_params.from_dict(self.shown)
        st.session_state[_WRITTEN] = dict(self.shown)

    def _kept(self, name: str) -> str:
        return f"{self.page}.{name}" if name in OWN else name

    def _before(self, name: str, default: str) -> str:
        """Return what was chosen before; of the page's own filters nothing holds that a new address does not say."""
        if name in OWN and self._news:
            self._chosen.pop(self._kept(name), None)
        return self._chosen.get(self._kept(name), default)

    def _read(self) -> dict[str, str]:
        # A rerun that a widget asked for may carry the address of the run before it: then the widget is right.
        address = st.query_params.to_dict()
        touched = any(self._touched(key) for key in self._drawn)
        return {} if touched or address == st.session_state.get(_WRITTEN) else address

    def _touched(self, key: str) -> bool:
        return key in st.session_state and st.session_state[key] != self._drawn[key]

    def _asked(self, name: str, find: Callable[[str], str], options: Mapping[str, str], *, several: bool) -> str | None:
        if name in self._news:
            return self._found(self._news[name], find, options, several=several)
        key = self.key(name)
        if key in self._drawn and self._touched(key):
            value = st.session_state[key]
            return _join(cast("list[str]", value)) if several else cast("str | None", value)
        return None

    def _found(self, text: str, find: Callable[[str], str], options: Mapping[str, str], *, several: bool) -> str | None:
        try:
            found = find(text)
        except (CpdashError, ValueError) as error:
            self.notices.append(str(error))
            return None
        if _allowed(found, options, several=several):
            return found
        self.notices.append(f"'{text}' cannot be chosen here. Choose from: {', '.join(list(options.values())[:8])}.")
        return None


def _split(text: str) -> list[str]:
    return [] if text == NONE else text.split(",")


def _join(values: list[str]) -> str:
    return ",".join(values) or NONE


def _allowed(choice: str, options: Mapping[str, str], *, several: bool) -> bool:
    return all(part in options for part in _split(choice)) if several else choice in options
