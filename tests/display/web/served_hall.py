"""A furnished house with real journal, hall, composer and hub, and an application before it.

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

from audio import ClipFolder, Composer, VoiceWorker, open_pack
from display.accounts import AccountStore, TokenCheck, issue_token
from display.hall.announcing import Preparation, PreviewDesk
from display.hall.health import Watch
from display.hall.playback import Announcer, SpeakerDesk
from display.hall.setup import seed_hall
from display.hall.speech import Recordings
from display.journal import Event, open_journal
from display.parts import House
from display.push import Hub
from display.settings import load_settings
from display.web import register_web

Run = Callable[[Callable[[], Any]], Any]

CALL = {"ticket": {"number": "B-105"}, "service": "dukcapil", "counter": "3"}


def elsewhere() -> Run:
    """Return a runner that works in a thread of its own, as the server's does.

    So a view that reaches for its request from inside the journal fails here as it would there.
    """
    pool = ThreadPoolExecutor(1)
    return lambda work: pool.submit(work).result()


@contextmanager
def furnished(folder: Path, **settings: Any) -> Iterator[House]:
    """Yield a house in ``folder``; its announcer does not run, its hub does."""
    chosen = replace(load_settings({}), data=folder, **settings)
    journal = open_journal(chosen.journal_url, elsewhere())
    seed_hall(journal, chosen.hall)
    manifest = {"format": 1, "name": "empty", "voice": "none", "clips": []}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    made = ClipFolder(folder / "clips", "none")
    house = House(
        settings=chosen,
        hall=chosen.hall,
        version="test",
        journal=journal,
        composer=Composer(open_pack(folder), made, folder / "sounds"),
        voice=VoiceWorker(made),
        tokens=TokenCheck(AccountStore(journal.database)),
    )
    house.speakers = SpeakerDesk()
    house.hub = Hub(
        journal,
        chosen.hall,
        presence=lambda: {
            "speaker": house.speakers.describe(),
            "voice": house.preparation.describe(),
        },
        version=house.version,
        settings=chosen,
    )
    house.preparation = Preparation(house)
    house.announcer = Announcer(house)
    house.recordings = Recordings(house)
    house.previews = PreviewDesk(house)
    house.watch = Watch(house)
    house.hub.start()
    yield house
    house.hub.stop()
    house.voice.close()
    journal.close()


def api_of(house: House) -> Flask:
    """Return an application that holds this room alone."""
    app = Flask("display", template_folder=str(_TOP / "templates"), static_folder=None)
    app.add_url_rule("/static/<path:filename>", "static", build_only=True)
    register_web(app, house)
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


def token_of(house: House, *scopes: str) -> str:
    """Return the secret of a new token."""
    return issue_token(house.accounts, house.hall, "test", scopes)


def happened(house: House) -> list[Event]:
    """Return all events since the hall was furnished."""
    events = house.journal.events(house.hall, 0)
    return [event for event in events if not event.event_id.startswith("seed:")]
