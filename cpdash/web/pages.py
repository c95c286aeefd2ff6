"""Every page: the path of its address, its file in pages/ and its name. The navigation shows them in this order."""

from types import MappingProxyType

PAGES = MappingProxyType(
    {
        "overview": ("1_overview.py", "Overview"),
        "indicator": ("2_indicator.py", "Indicator"),
        "compare": ("3_compare.py", "Compare"),
        "data": ("4_data.py", "Data"),
        "methods": ("5_methods.py", "Methods"),
    }
)
