"""Templates are read by people: their lines fit a window, as those of scripts do."""

from __future__ import annotations

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
WIDTH = 120
"""Characters of a line at most: the width of scripts and style sheets too (biome.jsonc)."""


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_line_is_too_long(file: Path) -> None:
    """djLint's formatter would do this, but moves blanks within words that are shown."""
    lines = enumerate(file.read_text("utf-8").splitlines(), 1)
    assert [at for at, line in lines if len(line) > WIDTH] == []


def test_there_are_templates() -> None:
    """A moved folder is not found to be in order."""
    assert len(FILES) > 20
