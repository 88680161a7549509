"""The Flask application. ``create_app(parts)`` mounts the rooms; nothing starts at import."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from display.parts import Parts


def pages_folder(name: str) -> Path:
    """Return where ``templates`` or ``static`` lie: in the installed package or in a checkout."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def pages_version() -> str:
    """Return a short hash over every page and asset; a TV with another one reloads itself."""
    digest = hashlib.sha256()
    for name in ("templates", "static"):
        folder = pages_folder(name)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def create_app(parts: Parts) -> Flask:
    """Return the application that serves ``parts``."""
    from display.push import register_push
    from display.web import register_web
    from display.web.screen.pages import blueprint as screens

    app = Flask(
        "display",
        template_folder=str(pages_folder("templates")),
        static_folder=str(pages_folder("static")),
    )
    register_web(app, parts)
    register_push(app, parts)
    app.register_blueprint(screens)
    return app
