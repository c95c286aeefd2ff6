"""The readers of what board papers print, in one place for the table of readers."""

from cpdash.ingest.board_figures import read_board_figures
from cpdash.ingest.board_lists import read_actions, read_calendar, read_home_judgements
from cpdash.ingest.board_profile import read_board_profile
from cpdash.ingest.board_scorecard import read_board_scorecard

__all__ = [
    "read_actions", "read_board_figures", "read_board_profile", "read_board_scorecard", "read_calendar",
    "read_home_judgements",
]  # fmt: skip
