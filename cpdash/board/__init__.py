"""The one door to figures: everything that a page, chart, export or command shows comes from here, as frozen views."""

from cpdash.board.door import Board

__all__ = ["Board"]
