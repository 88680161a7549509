"""Which version of Panggil this is."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path


def version() -> str:
    """Return the installed version, in a checkout that is not installed the project file's."""
    try:
        return installed_version("panggil")
    except PackageNotFoundError:
        return _checkout_version()


def _checkout_version() -> str:
    project = Path(__file__).parents[1] / "pyproject.toml"
    text = project.read_text(encoding="utf-8") if project.is_file() else ""
    found = re.search(r'^version = "([^"]+)"', text, re.MULTILINE)
    return found.group(1) if found else "0"
