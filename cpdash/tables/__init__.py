"""Views as tables: each chart's text twin, and the same as a file."""

from cpdash.tables.download import about, to_csv
from cpdash.tables.frames import breakdown_table, comparison_table, noted_texts, overview_table, series_table

__all__ = ["about", "breakdown_table", "comparison_table", "noted_texts", "overview_table", "series_table", "to_csv"]
