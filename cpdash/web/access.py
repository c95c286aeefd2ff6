"""Who is looking: the one place where a session becomes a Viewer."""

from __future__ import annotations

from cpdash.board.viewer import PUBLIC, Viewer


def viewer() -> Viewer:
    """Return who is looking."""
    return PUBLIC
