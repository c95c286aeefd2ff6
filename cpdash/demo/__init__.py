"""The demonstration council: a synthetic borough whose files go through the ordinary import. Nobody in it is real."""

from cpdash.demo.writing import Demo, write_demo, write_returns

__all__ = ["Demo", "write_demo", "write_returns"]
