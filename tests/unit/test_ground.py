"""The files that everything else stands on: locks, version, what git must not hold, the theme."""

import re
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import cpdash

ROOT = Path(__file__).parents[2]
RUN, DEV = ROOT / "requirements.lock.txt", ROOT / "requirements-dev.lock.txt"
TEXT, GRAPHIC = 4.5, 3.0
"""Least contrast at WCAG 2.2 level AA: success criteria 1.4.3 and 1.4.11."""


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(lock: Path) -> dict[str, str]:
    """Each locked package and its version."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text(), re.MULTILINE))


def unlocked(requirements: list[str], versions: dict[str, str]) -> list[str]:
    parsed = [Requirement(each) for each in requirements]
    return [str(each) for each in parsed if versions.get(canonicalize_name(each.name), "") not in each.specifier]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("lock", [RUN, DEV], ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert not re.findall(r"://|file:|^-|@ ?/", lock.read_text(), re.MULTILINE)


@pytest.mark.parametrize("lock", [RUN, DEV], ids=lambda lock: lock.name)
def test_every_locked_requirement_has_an_exact_version_and_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[^\s#])", "\n" + lock.read_text())[1:]
    assert len(entries) == len(locked(lock)) > 0
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_serve_what_the_project_asks_for() -> None:
    groups = project()["dependency-groups"]
    assert unlocked(project()["project"]["dependencies"] + groups["build"], locked(RUN)) == []
    assert unlocked(groups["dev"], locked(DEV)) == []


def test_tests_run_on_the_same_versions_as_the_product() -> None:
    assert locked(RUN).items() <= locked(DEV).items()


def test_the_package_knows_its_version() -> None:
    assert cpdash.__version__ == project()["project"]["version"]


@pytest.mark.parametrize("folder", ["incoming", "private", "snapshots"])
def test_git_ignores_folders_of_childrens_data(folder: str) -> None:
    assert f"data/{folder}/" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_theme_colours_can_be_read(name: str) -> None:
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][name]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"]]
    texts = [theme["textColor"], theme["linkColor"], theme["primaryColor"]]
    assert min(contrast(text, ground) for text, ground in product(texts, grounds)) >= TEXT
    assert min(contrast(theme["borderColor"], ground) for ground in grounds) >= GRAPHIC
    assert contrast(theme["primaryColor"], "#FFFFFF") >= GRAPHIC


def test_theme_fonts_come_from_no_other_host() -> None:
    assert "://" not in (ROOT / ".streamlit/config.toml").read_text()
