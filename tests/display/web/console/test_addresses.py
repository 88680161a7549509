"""An address of the console is written once, in the table of pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PAGES = ROOT / "display/web/console/pages.py"
VIEWS = sorted((ROOT / "display/web/console").glob("*/*.py"))
SOURCES = [
    *(path for path in (ROOT / "display/web/console").rglob("*.py") if path != PAGES),
    *(ROOT / "templates/console").rglob("*.html"),
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_view_and_no_template_types_an_address(path: Path) -> None:
    """They take a constant of ``pages`` or ask ``url_for``: a page can then move by one line."""
    assert not re.findall(r"""["']/console(?:/[^"']*)?["']""", path.read_text("utf-8"))
    assert not re.findall(r"""(?:href|action)=["']/console""", path.read_text("utf-8"))


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_view_is_served_where_its_row_says(path: Path) -> None:
    """It types neither address nor method: ``page`` takes both from the table."""
    assert not re.findall(r"blueprint\.(?:route|get|post)\(", path.read_text("utf-8"))
