"""The README cannot lag: its tables of settings, exit codes and commands are what the program has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cpdash import errors
from cpdash.cli import cli
from cpdash.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMANDS = sorted(cli.commands)


def tree(kind: type[errors.CpdashError]) -> Iterator[type[errors.CpdashError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


def test_every_setting_is_in_the_readme_with_its_meaning() -> None:
    for name, field in Settings.model_fields.items():
        assert f"| CPDASH_{name.upper()} |" in README
        assert str(field.description) in README


def test_every_exit_code_is_in_the_readme_and_no_other() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)}
    assert listed == {0} | {kind.exit_code for kind in tree(errors.CpdashError)}


def test_every_command_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"cpdash (\w+)", README)) - {"and", "command"}
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_the_exit_codes(name: str) -> None:
    command = cli.commands[name]
    text = command.get_help(click.Context(command, info_name=name))
    assert f"cpdash {name}" in text
    assert "Exit codes" in text


def test_the_error_tree_in_the_docstring_is_the_tree() -> None:
    doc = errors.__doc__ or ""
    for kind in tree(errors.CpdashError):
        assert re.search(rf"{kind.__name__}\s+{kind.exit_code}\b", doc)
