"""What the plain install takes, on every Python that it may be run with."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]


@pytest.mark.parametrize(
    ("python", "module"),
    [
        ("3.11", "pygame"),
        ("3.12", "pygame"),
        ("3.13", "pygame"),
        ("3.14", "pygame-ce"),
        ("3.15", "pygame-ce"),
    ],
)
def test_pygame_comes_once_from_where_it_has_a_wheel(python: str, module: str) -> None:
    """Two packages bring the same module: both in one environment overwrite each other."""
    wanted = [
        requirement.name
        for requirement in map(Requirement, PROJECT["dependencies"])
        if requirement.name.startswith("pygame")
        and (requirement.marker is None or requirement.marker.evaluate({"python_version": python}))
    ]
    assert wanted == [module]


def test_no_newer_python_is_refused() -> None:
    """The next one is tried, not forbidden."""
    assert PROJECT["requires-python"] == ">=3.11"
