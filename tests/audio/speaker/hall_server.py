"""The server's side of the link and of the sounds, real HTTP and websocket on one port."""

import contextlib
import json
import socket
import threading
import time
from http import HTTPStatus

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Response
from websockets.sync.server import serve

TOKEN = "pgl_test"


class HallServer:
    """Attempts one speaker; keeps all it says, and acknowledges reports while `acking`."""

    def __init__(self, port=0, granted=True):
        self.granted, self.acking, self.beating = granted, True, True
        self.sounds, self.fetches = {}, []
        self.hellos, self.statuses, self.reports, self.heard_at = [], [], [], {}
        self._connection = None
        self._news = threading.Condition()
        self._server = serve(
            self._live, "127.0.0.1", port, process_request=self._answer, compression=None
        )
        self.port = self._server.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self.cut()

    def cut(self):
        """Break the link as a pulled cable would, without a goodbye."""
        connection, self._connection = self._connection, None
        with contextlib.suppress(OSError):
            if connection:
                connection.socket.shutdown(socket.SHUT_RDWR)

    def send(self, **message):
        self._connection.send(json.dumps(message))

    def grant(self, granted):
        self.send(type="lease", zone="main", granted=granted)

    def play(self, announcement_id, sound, **changes):
        """Order a sound that was put into `sounds` (or not)."""
        message = {"type": "play", "announcement_id": announcement_id, "attempt": 1}
        message |= {"sound": sound, "url": f"/api/v1/sounds/{sound}"}
        self.send(**message | {"duration_ms": 300, "gap_ms": 0} | changes)

    def wait(self, holds, timeout_s=15.0):
        """Wait until the condition holds; returns its value."""
        with self._news:
            end = time.monotonic() + timeout_s
            while not (value := holds()):
                left = end - time.monotonic()
                assert left > 0, f"waited {timeout_s} s; heard {self.outcomes()} {self.statuses}"
                self._news.wait(left)
            return value

    def wait_state(self, state, timeout_s=15.0):
        self.wait(lambda: self._connection and self.state() == state, timeout_s)

    def wait_end(self, announcement_id, timeout_s=15.0):
        """Wait for the announcement's end; returns the reason, None when it finished."""
        ended = self.wait(
            lambda: [r for r in self._of(announcement_id) if r[0] != "started"], timeout_s
        )
        return ended[0][1]

    def state(self):
        return self.statuses[-1]["state"] if self.statuses else None

    def outcomes(self, announcement_id=None):
        """Every report once, in order: (announcement, outcome, reason)."""
        once = {r["report_id"]: r for r in self.reports}.values()
        told = [(r["announcement_id"], r["outcome"], r["reason"]) for r in once]
        return [t for t in told if announcement_id in {None, t[0]}]

    def _of(self, announcement_id):
        return [told[1:] for told in self.outcomes(announcement_id)]

    def _answer(self, connection, request):
        """Serve a sound; let the websocket through."""
        if request.path == "/ws":
            return None
        with self._news:
            self.fetches.append((request.path, request.headers.get("Authorization")))
            self._news.notify_all()
        body = self.sounds.get(request.path.rpartition("/")[2])
        status = HTTPStatus.OK if body else HTTPStatus.NOT_FOUND
        headers = Headers({"Content-Length": str(len(body or b"")), "Connection": "close"})
        return Response(status.value, status.phrase, headers, body or b"")

    def _live(self, connection):
        threading.Thread(target=self._beat, args=(connection,), daemon=True).start()
        try:
            for frame in connection:
                self._hear(connection, json.loads(frame))
        except (ConnectionClosed, OSError):
            pass

    def _beat(self, connection):
        try:
            while self.beating:
                connection.send(json.dumps({"type": "heartbeat", "server_time": "", "seq": 0}))
                time.sleep(1)
        except (ConnectionClosed, OSError):
            pass

    def _hear(self, connection, message):
        with self._news:
            if message["type"] == "hello":
                self.hellos.append(message)
                self.statuses.append(message["status"])
                self._connection = connection
                self.grant(self.granted)
            elif message["type"] == "status":
                self.statuses.append(message)
            elif message["type"] == "report":
                self.heard_at.setdefault(message["report_id"], time.monotonic())
                self.reports.append(message)
                if self.acking:
                    self.send(type="ack", report_id=message["report_id"])
            self._news.notify_all()
