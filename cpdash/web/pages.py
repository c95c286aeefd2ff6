"""Every page of the dashboard: its address, its file in pages/, its name, and the group that it stands in."""

from __future__ import annotations

from typing import NamedTuple


class PageFile(NamedTuple):
    """One page. `group` is empty for one that stands alone in the navigation."""

    address: str
    file: str
    title: str
    group: str


PAGES = (
    PageFile("overview", "1_overview.py", "Overview", ""),
    PageFile("children-in-care", "2_children_in_care.py", "Children in care", "Children"),
    PageFile("placements", "3_placements.py", "Placements", "Children"),
    PageFile("permanence", "4_permanence.py", "Permanence", "Children"),
    PageFile("care-leavers", "5_care_leavers.py", "Care leavers", "Children"),
    PageFile("health-education-voice", "6_health_education_voice.py", "Health, education and voice", "Children"),
    PageFile("homes-fostering-actions", "7_homes_fostering_actions.py", "Homes, fostering and actions", "Children"),
    PageFile("indicator", "8_indicator.py", "Indicator", "Measures"),
    PageFile("compare", "9_compare.py", "Compare", "Measures"),
    PageFile("guide", "10_guide.py", "Guide", "About"),
    PageFile("methods", "11_methods.py", "Methods", "About"),
    PageFile("data", "12_data.py", "Data", "About"),
    PageFile("accessibility", "13_accessibility.py", "Accessibility", "About"),
)


def groups() -> dict[str, list[PageFile]]:
    """Return the pages by group, in the order of the navigation."""
    found: dict[str, list[PageFile]] = {}
    for page in PAGES:
        found.setdefault(page.group, []).append(page)
    return found
