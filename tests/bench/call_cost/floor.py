"""The floor: a bare Flask route, one commit of SQLite (FULL) and the same frames to every socket.

Nothing is checked, nothing is remembered but the row; on the same server as ours (gevent's). Prints
its port as JSON.
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sqlite3  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask, request  # noqa: E402
from flask_sock import Sock  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

# Of the two frames that a call makes, as they are on the wire.
FRAME_BYTES = (1000, 950)


def frame(size: int, name: str) -> bytes:
    """Return an unmasked text frame whose payload has ``size`` bytes and names an event."""
    payload = json.dumps({"type": "event", "name": name, "pad": ""}).encode()
    payload = payload[:-2] + b"x" * (size - len(payload)) + payload[-2:]
    return b"\x81\x7e" + len(payload).to_bytes(2, "big") + payload


def main() -> None:
    """Serve until killed."""
    app, sockets = Flask("floor"), []
    sock: Any = Sock(app)
    database = sqlite3.connect(Path(sys.argv[1]) / "floor.db", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE calls (seq INTEGER PRIMARY KEY, row TEXT)",
    ):
        database.execute(statement)

    @sock.route("/ws")  # type: ignore[untyped-decorator]
    def follow(socket: Any) -> None:
        sockets.append(socket.sock)
        try:
            while True:
                socket.receive()
        finally:
            sockets.remove(socket.sock)

    @app.post("/api/v1/calls")
    def call() -> tuple[dict[str, str], int]:
        asked = request.get_json()
        database.execute("INSERT INTO calls (row) VALUES (?)", (json.dumps(asked),))
        for size, name in zip(FRAME_BYTES, ("ticket.called", "announcement.queued"), strict=True):
            blob = frame(size, name)
            for each in sockets:
                each.send(blob)
        return {"event_id": "floor"}, 201

    @app.post("/api/v1/calls/<event_id>/cancel")
    def cancel(event_id: str) -> dict[str, str]:
        return {"event_id": event_id}

    server = WSGIServer(("127.0.0.1", 0), app, log=None)
    server.start()
    print(json.dumps({"port": server.server_port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
