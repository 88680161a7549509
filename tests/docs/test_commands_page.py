"""Every command and option is documented, and nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from display.commands.command_line.exits import Exit
from display.commands.command_line.group import panggil

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command of a group, with its path."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


ALL = dict(commands(panggil, "panggil"))


def section_of(path: str) -> str:
    """Return the part of the page about the family of a command."""
    family = " ".join(path.split()[:2])
    assert f"## `{family}`\n" in PAGE
    return PAGE.split(f"## `{family}`\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("path", ALL)
def test_a_command_is_documented_with_its_options(path):
    """A command is told of under its family's heading, with every visible option."""
    section = section_of(path)
    if isinstance(ALL[path], click.Group):
        return
    assert f"`{path}" in section or path.count(" ") == 1
    for option in ALL[path].params:
        if isinstance(option, click.Option) and not option.hidden:
            assert re.search(rf"[ `]{option.opts[0]}[ `]", section), option.opts[0]


@pytest.mark.parametrize("path", ALL)
def test_a_command_explains_itself(path):
    """`--help` has a sentence for each command."""
    assert (ALL[path].help or "").strip().endswith(".")


def test_no_command_is_documented_that_does_not_exist():
    """Headings are commands."""
    assert set(re.findall(r"^## `(panggil \w+)`$", PAGE, re.MULTILINE)) <= set(ALL)


def test_every_exit_code_is_explained():
    """The table of exit codes is the enumeration."""
    assert [int(code) for code in re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)] == list(Exit)
