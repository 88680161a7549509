"""The link: one websocket to the server, made again whenever it breaks.

After the handshake it says `hello`, then every report that is not acknowledged, oldest first, and
the status. What it hears goes to its desk. Six seconds without a word and it starts anew.
"""

import json
import logging
import random
import threading
import time
from collections.abc import Mapping
from typing import Any, Protocol

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from audio.speaker.orders import Status
from audio.speaker.outbox import Outbox

log = logging.getLogger(__name__)

SILENCE_S = 6.0  # two heartbeats of the server
STATUS_EVERY_S = 3.0
RESEND_AFTER_S = 3.0
BACK_OFF_S = (0.3, 5.0)
WORTH_A_WORD = 2  # failures in a row: a server that starts beside its speaker is no news
OPEN_TIMEOUT_S = 5.0
CLOSE_TIMEOUT_S = 0.5
MAX_MESSAGE_BYTES = 2**20


class Desk(Protocol):
    """Who speaks through the link."""

    def take(self, message: Mapping[str, Any]) -> None:
        """Take a message of the server; must not block."""

    def status(self) -> Status:
        """Return how the speaker is now."""


class Link:
    """Runs in the thread that calls `run`; `wake` and `close` may be called from any other."""

    def __init__(
        self, url: str, token: str, hello: Mapping[str, Any], desk: Desk, outbox: Outbox
    ) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._hello = {"type": "hello", "role": "speaker", "token": token, **hello}
        self._desk = desk
        self._outbox = outbox
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._connection: ClientConnection | None = None
        self._failures = 0

    def wake(self) -> None:
        """There is something new to send: a report, another status."""
        self._wake.set()

    def close(self) -> None:
        """End the link for good."""
        self._closing.set()
        self._wake.set()
        if connection := self._connection:
            connection.close()

    def run(self) -> None:
        """Keep the link up until `close`."""
        while not self._closing.is_set():
            try:
                self._live()
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError) as error:
                self._tell_failure(error)
            except Exception:
                log.exception("the link is made anew after")
            self._connection = None
            self._closing.wait(self._pause_s())

    def _live(self) -> None:
        """Connect, send and receive until the connection ends."""
        with connect(
            self._url,
            additional_headers=self._headers,
            user_agent_header="panggil-speaker",
            open_timeout=OPEN_TIMEOUT_S,
            close_timeout=CLOSE_TIMEOUT_S,
            ping_interval=None,  # the heartbeats of the protocol tell more: that the server works
            compression=None,
            max_size=MAX_MESSAGE_BYTES,
            proxy=None,  # the server is in the house
        ) as connection:
            self._connection = connection
            if self._closing.is_set():
                return
            over = threading.Event()
            status = self._desk.status()
            connection.send(json.dumps(self._say_hello(status)))
            arguments = (connection, status, over)
            sender = threading.Thread(target=self._send_news, args=arguments, daemon=True)
            sender.start()
            try:
                self._receive(connection)
            finally:
                over.set()
                self._wake.set()
        sender.join(OPEN_TIMEOUT_S)

    def _say_hello(self, status: Status) -> dict[str, Any]:
        described = status.as_message()
        return {**self._hello, "playing": described["playing"], "status": described}

    def _receive(self, connection: ClientConnection) -> None:
        while True:
            message = _read_message(connection.recv(timeout=SILENCE_S))
            if message.get("type") in {"lease", "heartbeat"}:
                self._be_up()
            if message.get("type") == "ack":
                self._outbox.acknowledge(str(message.get("report_id")))
            else:
                self._desk.take(message)

    def _be_up(self) -> None:
        if self._failures > WORTH_A_WORD:
            log.info("link to the server is up again")
        self._failures = 0

    def _send_news(
        self, connection: ClientConnection, status: Status, over: threading.Event
    ) -> None:
        """Send reports and status as they come, until the connection is over."""
        sent: dict[str, float] = {}
        status_at = time.monotonic()
        try:
            while not over.is_set():
                self._wake.clear()
                now = time.monotonic()
                sent = self._send_reports(connection, sent, now)
                if (current := self._desk.status()) != status or now - status_at >= STATUS_EVERY_S:
                    connection.send(json.dumps(current.as_message()))
                    status, status_at = current, now
                self._wake.wait(max(0.0, status_at + STATUS_EVERY_S - time.monotonic()))
        except (ConnectionClosed, OSError):
            log.debug("the connection ended while sending")

    def _send_reports(
        self, connection: ClientConnection, sent: Mapping[str, float], now: float
    ) -> dict[str, float]:
        """Send what this connection has not carried yet, or long ago; return when each was sent."""
        moments: dict[str, float] = {}
        for report in self._outbox.pending():
            moments[report.report_id] = sent.get(report.report_id, float("-inf"))
            if now - moments[report.report_id] >= RESEND_AFTER_S:
                connection.send(json.dumps(report.as_message()))
                moments[report.report_id] = now
        return moments

    def _pause_s(self) -> float:
        """Return the next pause: longer with every failure, and never the same for two speakers."""
        shortest, longest = BACK_OFF_S
        self._failures += 1
        return random.uniform(shortest, min(longest, shortest * 2**self._failures))

    def _tell_failure(self, error: Exception) -> None:
        if self._closing.is_set():
            return
        level = logging.WARNING if self._failures == WORTH_A_WORD else logging.DEBUG
        if isinstance(error, InvalidStatus) and error.response.status_code in {401, 403}:
            log.log(level, "the server refuses this speaker: its token is unknown or revoked")
        elif isinstance(error, TimeoutError):
            log.log(level, "the server is silent, connecting again")
        else:
            log.log(level, "no link to the server: %s", error or type(error).__name__)


def _read_message(frame: str | bytes) -> dict[str, Any]:
    """Return the frame's JSON object; an empty one for anything else."""
    try:
        message = json.loads(frame)
    except ValueError:
        message = None
    return message if isinstance(message, dict) else {}
