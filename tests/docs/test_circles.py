"""No circle of files: whoever reads a file can read what it stands on first."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.docs.sources import ROOMS, ROOT, name_of, python_files, tree


@cache
def modules() -> dict[str, Path]:
    """Return dotted name → file."""
    return {name_of(path): path for path in python_files(*ROOMS)}


@cache
def exports(door: str) -> dict[str, str]:
    """Return name → module for what a package's ``__init__`` imports, wherever in it."""
    nodes = [node for node in ast.walk(tree(modules()[door])) if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in nodes for alias in node.names}


def source(module: str, name: str) -> str:
    """Return the module in which ``name`` is written, seen through the doors on the way."""
    while module in modules() and f"{module}.{name}" not in modules():
        if modules()[module].name != "__init__.py" or name not in exports(module):
            return module
        module = exports(module)[name]
    return f"{module}.{name}"


def needs(path: Path) -> Iterator[str]:
    """Yield the project's modules that a file stands on, be it for their types alone."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (source(node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_file_stands_on_itself():
    """Through whatever other files: imports of types and imports within functions count too."""
    files = {
        name: {need for need in needs(path) if need in modules() and need != name}
        for name, path in modules().items()
        if path.name != "__init__.py"
    }
    try:
        TopologicalSorter(files).prepare()
    except CycleError as circle:
        raise AssertionError(" -> ".join(circle.args[1])) from None
    assert len(files) > 200, f"the sources below {ROOT} were read"
