"""What a view asks about the request in hand: the running parts, and under which name it came.

Views are functions of their modules, so what they work with comes from the application that serves
the request. Ask in the view itself, never in work given to the journal: that runs in a thread of
its own, which knows no request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar, cast

from flask import Blueprint, current_app, g

if TYPE_CHECKING:
    from flask import Flask
    from flask.sansio.app import App

    from display.journal import Hall
    from display.parts import Parts

_KEY: Final = "panggil"
_HALL: Final = "hall_profile"

T = TypeVar("T")


def put_parts(app: Flask, parts: Parts) -> None:
    """Let ``app`` serve ``parts``; before any blueprint is put on it."""
    app.extensions[_KEY] = parts


def parts_of(app: App) -> Parts:
    """Return what ``app`` serves."""
    return cast("Parts", app.extensions[_KEY])


def current_parts() -> Parts:
    """Return the running parts of the server that answers this request."""
    return parts_of(current_app)


def current_hall() -> Hall:
    """Return the hall as the journal names it; read once per request."""
    if _HALL not in g:
        setattr(g, _HALL, current_parts().hall.read(lambda tx: tx.about()))
    return cast("Hall", g.get(_HALL))


def per_app(blueprint: Blueprint, name: str, make: Callable[[App], T]) -> Callable[[], T]:
    """Return a question for what each application has of its own, be it a bound or a count.

    ``make`` is called when ``blueprint`` is put on an application; ``name`` is the blueprint's own.
    """
    key = f"{_KEY}.{blueprint.name}.{name}"

    def put(app: App) -> None:
        app.extensions[key] = make(app)

    blueprint.record_once(lambda setup: put(setup.app))
    return lambda: cast("T", current_app.extensions[key])


def asker_name() -> str:
    """Return the name under which this request came: a person's, else that of the token."""
    person = g.get("person")
    return str(person.name if person else g.grant.name)
