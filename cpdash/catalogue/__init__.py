"""What the figures mean: the indicators and the layouts of the files they come from, as data."""

from cpdash.catalogue.loader import Catalogue, load_catalogue
from cpdash.catalogue.models import Benchmark, Indicator, SourceMap, Target

__all__ = ["Benchmark", "Catalogue", "Indicator", "SourceMap", "Target", "load_catalogue"]
