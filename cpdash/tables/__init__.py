"""Views as tables: each chart's text twin, and the same as a file."""

from cpdash.tables.download import about, to_csv
from cpdash.tables.frames import breakdown_table, comparison_table, noted_texts, overview_table, series_table
from cpdash.tables.parts import (
    about_list,
    actions_table,
    change_table,
    home_judgements_table,
    homes_table,
    judgements_table,
    meetings_table,
    mix_table,
    moves_table,
    slice_table,
    together_table,
)

__all__ = [
    "about", "about_list", "actions_table", "breakdown_table", "change_table", "comparison_table",
    "home_judgements_table", "homes_table", "judgements_table", "meetings_table", "mix_table", "moves_table",
    "noted_texts", "overview_table", "series_table", "slice_table", "to_csv", "together_table",
]  # fmt: skip
