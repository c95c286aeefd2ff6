"""Keeps a small council close to a large region: what is rarer than it should be becomes a little likelier."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping

MOST = 6.0
"""No choice is made likelier or less likely than this many times."""


class Balance:
    """How many there are of each category now, and the share that each ought to have."""

    __slots__ = ("_factors", "counts", "gain", "total", "wanted")

    def __init__(self, gain: float, categories: Iterable[str] = ()) -> None:
        self.counts = Counter(categories)
        self.wanted: Mapping[str, float] = {}
        self.gain = gain
        self.total = self.counts.total()
        self._factors: dict[str, float] = {}

    def change(self, category: str, by: int) -> None:
        """Add to (or take from) the number in a category."""
        self.counts[category] += by
        self.total += by
        self._factors.pop(category, None)

    def want(self, wanted: Mapping[str, float]) -> None:
        """Set the shares that there ought to be, from 0 to 1; done once a month."""
        self.wanted = wanted
        self._factors.clear()

    def factor(self, category: str) -> float:
        """Return how many times likelier than usual the category should be chosen now."""
        found = self._factors.get(category)
        if found is None:
            ought = self.wanted.get(category, 0.0) * self.total
            found = ((ought + 1.0) / (self.counts[category] + 1.0)) ** self.gain
            self._factors[category] = found = MOST if found > MOST else max(found, 1 / MOST)
        return found


class Recent:
    """What happened in the last twelve months, by category."""

    __slots__ = ("_balance", "_events")

    def __init__(self, gain: float) -> None:
        self._balance = Balance(gain)
        self._events: deque[tuple[int, str]] = deque()

    def __len__(self) -> int:
        return len(self._events)

    def add(self, day: int, category: str) -> None:
        """Note that something happened."""
        self._events.append((day, category))
        self._balance.change(category, 1)

    def forget(self, day: int) -> None:
        """Leave out what lies more than a year before the day."""
        while self._events and self._events[0][0] <= day - 365:
            self._balance.change(self._events.popleft()[1], -1)

    def count(self, category: str) -> int:
        """Return how often it happened."""
        return self._balance.counts[category]

    def want(self, wanted: Mapping[str, float]) -> None:
        """Set the shares that there ought to be, from 0 to 1."""
        self._balance.want(wanted)

    def factor(self, category: str) -> float:
        """Return how many times likelier than usual the category should be chosen now."""
        return self._balance.factor(category)
