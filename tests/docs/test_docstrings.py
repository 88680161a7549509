"""Every module, class and public function says what it promises; a newcomer reads that first."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.docs.sources import ROOMS, ROOT, python_files, tree

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def promises(node: ast.AST, within: str, *, public: bool = True) -> Iterator[tuple[str, bool]]:
    """Yield (name, whether it has a docstring) of what a module or class holds.

    Functions within functions are steps of their own one, and the methods of a private class are
    known to its file alone.
    """
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            name = f"{within}.{child.name}"
            yield name, has_one(child)
            yield from promises(child, name, public=public and not child.name.startswith("_"))
        elif isinstance(child, FUNCTIONS):
            if public and not child.name.startswith("_"):
                yield f"{within}.{child.name}", has_one(child)
        elif isinstance(child, (ast.If, ast.Try, ast.With)):
            yield from promises(child, within, public=public)


def has_one(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool((ast.get_docstring(node) or "").strip())


@pytest.mark.parametrize("room", ROOMS)
def test_everything_public_says_what_it_promises(room: str) -> None:
    """No exception list: a name that needs no sentence needs no name."""
    found = {
        name: told
        for path in python_files(room)
        for name, told in (
            (str(path.relative_to(ROOT)), has_one(tree(path))),
            *promises(tree(path), str(path.relative_to(ROOT))),
        )
    }
    assert len(found) > 100
    assert [name for name, told in found.items() if not told] == []


def test_what_has_none_is_found() -> None:
    """The search itself: a class, its method and a function, but nothing that is private."""
    source = '''
class Silent:
    def speak(self): ...
    def _think(self): ...
class _Own:
    """Kept here."""
    def step(self): ...
if True:
    def late():
        def inner(): ...
'''
    found = [name for name, told in promises(ast.parse(source), "m") if not told]
    assert found == ["m.Silent", "m.Silent.speak", "m.late"]
