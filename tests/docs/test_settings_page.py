"""The page of settings says what the table says."""

from __future__ import annotations

import re

from display.settings import _INTERNAL
from tests.docs.settings_table import PAGE, table, written


def test_the_page_holds_the_table():
    """Run `python -m tests.docs.settings_table` after a change of the table."""
    assert written() == table()


def test_variables_beside_the_table_are_explained():
    """What `panggil run` hands to its children is documented too."""
    assert set(re.findall(r"PANGGIL_\w+", PAGE.read_text())) >= _INTERNAL
