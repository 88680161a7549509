"""Size is a smell: bounds on folders, files and functions, and on names that say nothing."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from tests.docs.sources import FOLDERS, ROOT, python_files, tree

LONGEST_FILE, LONGEST_FUNCTION, FULLEST_ROOM = 500, 60, 15
EMPTY_NAMES = {"utils", "util", "helpers", "common", "misc", "manager", "managers"}


def written_files() -> list[Path]:
    """Return everything that people write and read: code, pages, styles, scripts."""
    pages = [
        path
        for folder in FOLDERS
        for suffix in ("js", "css", "html")
        for path in (ROOT / folder).rglob(f"*.{suffix}")
    ]
    return [*python_files("display", "audio", "tests"), *pages]


def lengths(path: Path) -> list[tuple[int, str]]:
    """Return the length in lines and the name of every function of a file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (
            (node.end_lineno or node.lineno) - node.lineno + 1,
            f"{path.relative_to(ROOT)}:{node.name}",
        )
        for node in ast.walk(tree(path))
        if isinstance(node, kinds)
    ]


def test_no_file_is_too_long():
    """Beyond 500 lines a file holds more than one idea."""
    long = {
        str(path.relative_to(ROOT)): count
        for path in written_files()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long


def test_no_function_is_too_long():
    """Beyond 60 lines a function does more than one thing."""
    files = python_files("display", "audio", "tests")
    assert not [row for path in files for row in lengths(path) if row[0] > LONGEST_FUNCTION]


def test_no_room_is_too_full():
    """Beyond 15 files a room is more than a glance takes in."""
    rooms = Counter(path.parent for path in python_files("display", "audio"))
    assert not {str(room): count for room, count in rooms.items() if count > FULLEST_ROOM}


def test_no_file_has_a_name_that_says_nothing():
    """A file is named after its idea."""
    assert not [path for path in written_files() if path.stem in EMPTY_NAMES]
