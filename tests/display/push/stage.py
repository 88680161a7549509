"""A server to test the push room on: gevent.pywsgi, Flask, the hub, and levers to pull.

``python -m tests.display.push.stage JSON`` prints ``{"port": N}`` when it answers and lives until
its standard input ends. JSON: ``folder``, ``memory``, ``timing``, ``settings``, ``requests`` (their
timing), ``most_waiting``.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402
from dataclasses import asdict  # noqa: E402
from pathlib import Path  # noqa: E402
from types import SimpleNamespace  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import structlog  # noqa: E402
from flask import Flask, Response, jsonify, request  # noqa: E402
from gevent.os import tp_read  # noqa: E402

from display.accounts import Grant, Guesses  # noqa: E402
from display.push import HttpServer, Hub, RequestTiming, Timing, register_push  # noqa: E402
from display.settings import load_settings  # noqa: E402

TOKENS = {"pgl_speaker": {"speaker"}, "pgl_read": {"read"}, "pgl_calls": {"calls"}}


class Desk:
    """Stands in for the hall's desk of speakers: notes what happens, can be made to fail."""

    def __init__(self) -> None:
        self.log: list[list[Any]] = []
        self.links: list[Any] = []
        self.fails = False

    def connect(self, link: Any, hello: dict[str, Any], address: str = "") -> None:
        self.links.append(link)
        self.log.append(["connect", hello])
        link.send({"type": "lease", "zone": hello["zone"], "granted": True})

    def receive(self, link: Any, message: dict[str, Any]) -> None:
        if self.fails:
            raise OSError("the desk is on fire")
        self.log.append(["receive", message])
        if message["type"] == "report":
            link.send({"type": "ack", "report_id": message["report_id"]})

    def disconnect(self, link: Any) -> None:
        self.log.append(["disconnect"])


def find_grant(secret: str) -> Grant | None:
    """Return what a token of the stage grants."""
    return Grant(secret, "lahat", tuple(TOKENS[secret]), secret) if secret in TOKENS else None


def build_hall(options: dict[str, Any]) -> Any:
    """Return the hall of the stage: on SQLite, or in memory for measuring."""
    if not options.get("memory"):
        from tests.display.push.hall import SmallHall

        return SmallHall(Path(options["folder"]))
    from tests.display.push.memory import MemoryJournal

    journal = MemoryJournal()
    say = lambda length: journal.append("announcement.finished", {"pad": "x" * length})  # noqa: E731
    return SimpleNamespace(journal=journal, say=say, call=lambda: say(400))


def build_house(hall: Any, options: dict[str, Any]) -> Any:
    """Return what a house is to the push room."""
    desk = Desk()
    zone = SimpleNamespace(speakers=desk)
    house = SimpleNamespace(
        settings=load_settings({}, **options.get("settings", {})),
        journal=hall.journal,
        hall="lahat",
        version="v1",
        speakers=desk,
        zones=SimpleNamespace(main=zone, find={"main": zone}.get),
        allow=lambda token, scope: scope in TOKENS.get(token or "", ()) or None,
        guesses=Guesses(find_grant),
    )
    house.hub = Hub(
        hall.journal,
        house.hall,
        presence=lambda: {"speaker": {"state": "ready", "device": "PA"}},
        version=house.version,
        settings=house.settings,
        timing=Timing(**options.get("timing", {})),
    )
    return house


def build_app(hall: Any, house: Any) -> Flask:
    """Return the application: the push room and the levers."""
    app = Flask("stage")
    app.config["MAX_CONTENT_LENGTH"] = 1 << 20  # as the web room bounds it: a torn body is a 400
    register_push(app, house)
    add_journal_levers(app, hall, house)
    add_house_levers(app, house)
    return app


def add_journal_levers(app: Flask, hall: Any, house: Any) -> None:
    """Add what moves, hides or breaks the journal."""

    @app.post("/append")
    def append() -> Response:
        asked = request.get_json()
        pad = asked.get("pad", 0)
        seqs = [hall.say(pad) if pad else hall.call() for _ in range(asked.get("count", 1))]
        return jsonify(seq=seqs[-1])

    @app.post("/storm")
    def storm() -> Response:
        """Append events in the background for so many seconds."""
        asked = request.get_json()

        def blow() -> None:
            with gevent.Timeout(asked["seconds"], False):
                while True:
                    hall.call()
                    gevent.sleep(asked["every_s"])

        gevent.spawn(blow)
        return jsonify(ok=True)

    @app.post("/hush")
    def hush() -> Response:
        """Append an event without waking the hub: only the poll can find it."""
        wake, house.hub.wake = house.hub.wake, lambda seq=None: None
        seq = hall.call()
        house.hub.wake = wake
        return jsonify(seq=seq)

    @app.post("/epoch")
    def epoch() -> Response:
        return jsonify(epoch=hall.journal.renew_epoch("lahat"))

    @app.post("/break")
    def break_journal() -> Response:
        """Make the journal fail for so many seconds."""

        def fail(*arguments: Any) -> Any:
            raise OSError("no disk")

        hall.journal.news = fail
        gevent.spawn_later(request.get_json()["seconds"], lambda: delattr(hall.journal, "news"))
        return jsonify(ok=True)


def add_house_levers(app: Flask, house: Any) -> None:
    """Add what looks at the hub and works the speakers."""

    @app.get("/look")
    def look() -> Response:
        hub = house.hub
        seen = [asdict(one) for one in hub.presence.all()]
        taken = hub.connection_limit.taken
        return jsonify(seats=taken, seen=seen, desk=house.speakers.log, refused=hub.refusals)

    @app.get("/state")
    def state() -> Response:
        return jsonify(house.hub.snapshot())

    @app.post("/order")
    def order() -> Response:
        asked = request.get_json()
        for number in range(asked.get("count", 1)):
            message = {"type": "prepare", "sound": str(number), "url": "x" * asked.get("pad", 0)}
            house.speakers.links[-1].send(message)
        return jsonify(ok=True)

    @app.post("/desk")
    def desk() -> Response:
        asked = request.get_json()
        house.speakers.fails = asked.get("fails", False)
        if asked.get("clear"):
            house.speakers.log.clear()
        if asked.get("close"):
            house.speakers.links[-1].close()
        return jsonify(ok=True)

    @app.post("/stop")
    def stop() -> Response:
        house.hub.stop()
        return jsonify(ok=True)


def main() -> None:
    """Serve until standard input ends."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    options = json.loads(sys.argv[1])
    hall = build_hall(options)
    house = build_house(hall, options)
    server = HttpServer(
        (options.get("host", "127.0.0.1"), 0),
        build_app(hall, house),
        house.hub.refusals,
        timing=RequestTiming(**options.get("requests", {})),
        most_waiting=options.get("most_waiting"),
        backlog=4096,
    )
    server.start()
    house.hub.start()
    print(json.dumps({"port": server.server_port}), flush=True)
    while tp_read(0, 1):
        pass


if __name__ == "__main__":
    main()
