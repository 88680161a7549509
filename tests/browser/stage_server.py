"""A hall on a stage: real journal, hub, pages and sockets; only the announcer's part is played.

Run as ``python -m tests.browser.stage_server FOLDER PORT``. ``POST /stage`` is the prompter's box:
it appends events, sets what the hub says of the speaker, and refuses paths, so that a test can take
a transport away. Everything a browser sees is what the real server shows it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

from dataclasses import replace

import pytest
from gevent.pywsgi import WSGIServer

from display.accounts import add_user, issue_token
from display.app import create_app
from display.assembly import assemble, one_thread
from display.hall.playback import Announcer
from display.journal import open_journal
from display.parts import Parts
from display.push import StripDeflate
from display.settings import load_settings
from tests.cheap_passwords import hash_cheaply
from tests.compiled_routes import keep_compiled_routes
from tests.compiled_templates import keep_compiled_templates
from tests.furnished import put_database


class StageAnnouncer(Announcer):
    """An announcer that takes no turns: the test says what is on the air."""

    on_air_id: str | None = None


BELOW = "/antrean"
"""The path below which every stage is shown a second time, as by a proxy."""


class Prompter:
    """WSGI in front of the application: takes the test's orders."""

    def __init__(self, parts: Parts, app: Any, told: dict[str, Any], theatre: Theatre) -> None:
        self._parts, self._app = parts, app
        self._refused: tuple[str, ...] = ()
        self._page = ""
        self._told, self._theatre = told, theatre

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Take an order, refuse a path, or pass the request on."""
        path = environ["PATH_INFO"]
        if path.startswith(f"{BELOW}/"):  # as a proxy that shows the server below a path
            path = environ["PATH_INFO"] = path.removeprefix(BELOW)
            environ["HTTP_X_FORWARDED_PREFIX"] = BELOW
        if path == "/stage" and environ["REQUEST_METHOD"] == "GET":
            start("200 OK", [("Content-Type", "text/html")])
            return [self._page.encode()]
        if path == "/stage":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            return self._answer(start, self._obey(**json.loads(body)))
        if path.startswith(self._refused or ("\0",)) or self._wants_refused(environ):
            start("404 Not Found", [("Content-Length", "0")])
            return [b""]
        return self._app(environ, start)  # type: ignore[no-any-return]

    def _wants_refused(self, environ: dict[str, Any]) -> bool:
        return environ.get("HTTP_ACCEPT", "").startswith(self._refused or ("\0",))

    def _obey(self, do: str, **order: Any) -> Any:
        return getattr(self, f"do_{do}")(**order)

    def _answer(self, start: Callable[..., Any], value: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(value).encode()]

    def do_append(self, events: list[dict[str, Any]]) -> int:
        """Append events in one transaction; returns the last seq."""

        def work(tx: Any) -> int:
            for event in events:
                seq = tx.append(event["name"], event["data"], event.get("event_id")).seq
            return int(seq)

        seq: int = self._parts.hall.write(work)
        self._parts.hub.wake()
        return seq

    def do_user(self, name: str, role: str, password: str, counters: list[str]) -> None:
        """Let somebody sign in whose password is known and need not be changed."""
        parts = self._parts
        add_user(parts.accounts, parts.hall.id, name, role, password, counters=counters)

    def do_speaker(self, state: str) -> None:
        """Set what snapshots and heartbeats say of the speaker."""
        self._told["state"] = state

    def do_air(self, announcement_id: str | None) -> None:
        """Set which announcement the speaker has in hand."""
        self._parts.announcer.on_air_id = announcement_id

    def do_refuse(self, paths: list[str]) -> None:
        """Answer 404 to these paths (or Accept headers) from now on."""
        self._refused = tuple(paths)

    def do_page(self, page: str) -> None:
        """Show a page of the test's own at ``GET /stage``, from the server's own address."""
        self._page = page

    def do_token(self, scopes: list[str]) -> str:
        """Issue a token; returns its secret."""
        return issue_token(self._parts.accounts, self._parts.hall.id, "stage", tuple(scopes))

    def do_raise(self, folder: str, port: int) -> None:
        """Put up another stage in this process."""
        self._theatre.raise_stage(Path(folder), port)

    def do_close(self, port: int) -> None:
        """Take one of them down again."""
        self._theatre.close_stage(port)

    def do_version(self, version: str) -> None:
        """Pretend that the server was updated."""
        self._parts.version = self._parts.hub.version = version


class Theatre:
    """Stages in one process: a new one costs a database, not a start of Python."""

    def __init__(self) -> None:
        self._stages: dict[int, Callable[[], None]] = {}

    def raise_stage(self, folder: Path, port: int, *, open_screens: bool = True) -> WSGIServer:
        """Furnish a hall in ``folder`` and serve it on ``port``."""
        parts, told = furnish(folder, port, open_screens)
        prompter = Prompter(parts, StripDeflate(create_app(parts)), told, self)
        parts.hub.start()
        server = WSGIServer(("127.0.0.1", port), prompter, log=None, backlog=256)
        server.start()

        def close() -> None:
            server.stop(timeout=0.1)
            parts.hub.stop()
            parts.journal.close()

        self._stages[port] = close
        return server

    def close_stage(self, port: int) -> None:
        """Take a stage down."""
        self._stages.pop(port)()


def furnish(folder: Path, port: int, open_screens: bool) -> tuple[Parts, dict[str, Any]]:
    """Return a hall whose announcer rests, and what its hub says of the speaker."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = replace(
        load_settings({"PANGGIL_TRUSTED_PROXIES": "127.0.0.1"}),
        data=folder,
        port=port,
        open_screens=open_screens,
    )
    put_database(folder, settings.hall)
    # As the server does: who reads the journal is in another thread, without a request.
    journal = open_journal(settings.journal_url, run=one_thread())
    speaker: dict[str, Any] = {"zone": "main", "state": "ready", "device": "stage", "reason": None}
    speaker |= {"witness": None, "lack": None, "fallback": False}
    parts = assemble(
        settings,
        journal,
        version="stage",
        announcer=StageAnnouncer,
        presence=lambda: {"speaker": speaker},
    )
    parts.previews.start()
    return parts, speaker


if __name__ == "__main__":
    hash_cheaply(pytest.MonkeyPatch())
    keep_compiled_templates()
    keep_compiled_routes()
    Theatre().raise_stage(
        Path(sys.argv[1]), int(sys.argv[2]), open_screens="closed" not in sys.argv[3:]
    ).serve_forever()
