"""A furnished hall with real journal, hall, composer and hub, and an application before it.

The clip pack is an empty one, so that these tests need no voice: a call then waits for its clips,
and all that the API promises is the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from audio import open_pack
from display.accounts import issue_token
from display.assembly import assemble
from display.journal import Event, open_journal
from display.parts import Parts
from display.settings import load_settings
from display.web import register_web
from tests.furnished import put_database

Run = Callable[[Callable[[], Any]], Any]

CALL = {"ticket": {"number": "B-105"}, "service": "dukcapil", "counter": "3"}


def elsewhere() -> Run:
    """Return a runner that works in a thread of its own, as the server's does.

    So a view that reaches for its request from inside the journal fails here as it would there.
    """
    pool = ThreadPoolExecutor(1)
    return lambda work: pool.submit(work).result()


@contextmanager
def furnished(folder: Path, **settings: Any) -> Iterator[Parts]:
    """Yield a hall in ``folder``; its announcer does not run, its hub does."""
    chosen = replace(load_settings({}), data=folder, **settings)
    put_database(folder, chosen.hall)
    journal = open_journal(chosen.journal_url, elsewhere())
    manifest = {"format": 1, "name": "empty", "voice": "none", "clips": []}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    parts = assemble(chosen, journal, pack=open_pack(folder), version="test")
    parts.hub.start()
    yield parts
    parts.hub.stop()
    parts.voice.close()
    journal.close()


def api_of(parts: Parts) -> Flask:
    """Return an application that holds this room alone."""
    app = Flask("display", template_folder=str(_TOP / "templates"), static_folder=None)
    app.add_url_rule("/static/<path:filename>", "static", build_only=True)
    register_web(app, parts)
    return app


_TOP = Path(__file__).parents[3]


class Caller:
    """A client with a token; every method returns the response."""

    def __init__(self, client: FlaskClient, token: str | None) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def post(self, path: str, body: Any = None, **more: Any) -> TestResponse:
        """Post ``body`` as JSON; ``data`` and ``headers`` may be given instead."""
        if body is not None:
            more["json"] = body
        headers = {**self._headers, **more.pop("headers", {})}
        return self._client.post("/api/v1" + path, headers=headers, **more)

    def put(self, path: str, body: Any) -> TestResponse:
        """Put ``body`` as JSON."""
        return self._client.put("/api/v1" + path, headers=self._headers, json=body)

    def get(self, path: str, **more: Any) -> TestResponse:
        """Get a path below ``/api/v1``."""
        headers = {**self._headers, **more.pop("headers", {})}
        return self._client.get("/api/v1" + path, headers=headers, **more)

    def call(self, **changes: Any) -> TestResponse:
        """Post an ordinary call, with ``changes``."""
        return self.post("/calls", {**CALL, **changes})


def token_of(parts: Parts, *scopes: str) -> str:
    """Return the secret of a new token."""
    return issue_token(parts.accounts, parts.hall.id, "test", scopes)


def happened(parts: Parts) -> list[Event]:
    """Return all events since the hall was furnished."""
    events = parts.journal.events(parts.hall.id, 0)
    return [event for event in events if not event.event_id.startswith("seed:")]
