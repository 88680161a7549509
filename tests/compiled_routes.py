"""Addresses compiled once per process, for every application that the tests make in it.

Werkzeug writes a function for each route that builds its address, and compiles it: 60 ms for the
routes of a hall, paid by each of a thousand applications. What was compiled of a route is kept
here; the function knows nothing of the application but what it is given.
"""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def keep_compiled_routes() -> None:
    """Let every application that is made from now on use what another one has compiled."""
    compile_builder = Rule._compile_builder
    kept: dict[tuple[object, ...], Builder] = {}

    def kept_builder(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:  # are written into the function
            return compile_builder(rule, append_unknown)
        route = (rule.rule, tuple(rule._trace), append_unknown)
        if route not in kept:
            kept[route] = compile_builder(rule, append_unknown)
        return kept[route]

    Rule._compile_builder = kept_builder  # type: ignore[method-assign]
