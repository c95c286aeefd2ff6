"""The SSDA903 return: its files in, typed rows and findings by file, row, column and rule out."""

from cpdash.ingest.ssda903.opening import holds_return
from cpdash.ingest.ssda903.reading import read_returns
from cpdash.ingest.ssda903.recipe import recipe

__all__ = ["holds_return", "read_returns", "recipe"]
