"""A dashboard on which a Corporate Parenting Board sees how the children it is parent to are doing."""

__version__ = "0.1.0"
