"""The director's side of the stage: a server process of its own, and the events of its play."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from display.clock import iso_after, iso_now

ROOT = Path(__file__).parent.parent.parent
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

Row = dict[str, Any]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(what: Callable[[], Any], timeout_s: float = 45.0) -> Any:
    """Return the first true answer of ``what``; fail when none comes in time."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        try:
            if answer := what():
                return answer
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"not within {timeout_s} s")


class Stage:
    """A server that plays what the test tells it."""

    def __init__(self, folder: Path, *arguments: str, theatre: Stage | None = None) -> None:
        self.folder, self.port, self.arguments = folder, free_port(), arguments
        self.url = f"http://127.0.0.1:{self.port}"
        self._theatre = theatre
        self._process: subprocess.Popen[bytes] | None = None
        self._counted = 0
        self._token = ""

    def open(self) -> Stage:
        """Put the stage up, in the theatre's process or in its own, and wait until it answers."""
        if self._theatre:
            self._theatre.order("raise", folder=str(self.folder), port=self.port)
            return self
        command = [sys.executable, "-m", "tests.browser.stage_server", str(self.folder)]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, str(self.port), *self.arguments], cwd=ROOT, stdout=log, stderr=log
            )
        wait_until(lambda: self.get("/healthz"), 30)
        return self

    def close(self) -> None:
        """Take the stage down; a process of its own is killed, as by a power cut."""
        if self._theatre:
            self._theatre.order("close", port=self.port)
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def freeze(self) -> None:
        """Let the server say nothing more while its sockets stay open."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def get(self, path: str) -> str:
        """Return the text at ``path``."""
        with OPENER.open(self.url + path, timeout=10) as answer:
            return str(answer.read().decode())

    def state(self) -> Row:
        """Return the snapshot of the API."""
        state: Row = json.loads(self.get("/api/v1/state"))
        return state

    def order(self, do: str, **order: Any) -> Any:
        """Tell the server something (see ``Prompter``)."""
        body = json.dumps({"do": do, **order}).encode()
        with OPENER.open(self.url + "/stage", data=body, timeout=10) as answer:
            return json.loads(answer.read())

    def append(self, name: str, **data: Row) -> int:
        """Append one event."""
        return int(self.order("append", events=[{"name": name, "data": data}]))

    def play(self, *events: tuple[str, Row]) -> int:
        """Append several events in one transaction."""
        return int(self.order("append", events=[{"name": n, "data": d} for n, d in events]))

    # -- the plot -----------------------------------------------------------------------------

    def call(self, number: str, counter: str = "3", service: str = "dukcapil", **more: Any) -> Row:
        """Call a ticket: called and queued, in one transaction. Returns the announcement."""
        self._counted += 1
        key = f"call-{self._counted}-{time.monotonic_ns()}"
        at, count = more.pop("at", iso_now()), more.pop("count", 1)
        call = make_call(key, number, counter, service, at, count)
        said = make_announcement(call, at, **more)
        self.play(*queued(call, said))
        return said

    def recall(self, said: Row, count: int) -> Row:
        """Call the same ticket again."""
        number = said["ticket"]["number"]
        call = make_call(
            said["event_id"], number, said["counter"], said["service"], iso_now(), count
        )
        again = make_announcement(call, iso_now()) | {"id": f"{said['id']}-{count}"}
        self.play(*queued(call, again))
        return again

    def message(self, text: str, **more: Any) -> Row:
        """Queue an announcement that is no call."""
        self._counted += 1
        key = f"message-{self._counted}-{time.monotonic_ns()}"
        said = blank(key, key, iso_now()) | {"kind": "message", "priority": "scheduled"}
        said |= {"caption": text, "text": text} | more
        self.append("announcement.queued", announcement=said)
        return said

    def step(self, said: Row, state: str, **more: Any) -> int:
        """Bring an announcement to its next state."""
        at = more.pop("at", iso_now())
        changes = {"started": {"started_at": at, "attempt": 1}}.get(state, {"ended_at": at})
        said |= {"state": state} | changes | more
        return self.append(f"announcement.{state}", announcement=said)

    def speaker(self, state: str) -> None:
        """Set what the hub says of the speaker: ready, no_device or absent."""
        self.order("speaker", state=state)

    def refuse(self, *paths: str) -> None:
        """Take transports away: paths or Accept headers that are answered 404."""
        self.order("refuse", paths=list(paths))

    def ask(self, method: str, path: str, body: Row | None = None) -> Any:
        """Ask the API as somebody who may announce."""
        if not self._token:
            self._token = self.order("token", scopes=["announcements", "read"])
        head = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}", data=data, headers=head, method=method
        )
        with OPENER.open(request, timeout=10) as answer:
            return json.loads(answer.read())

    def claim(self, code: str, name: str, **more: Any) -> Row:
        """Claim the screen that shows a code; returns its row."""
        screen: Row = self.ask("POST", "/screens", {"code": code, "name": name} | more)["screen"]
        return screen

    def furnish(self, count: int) -> None:
        """Give the hall ``count`` counters: adds to the twelve, or closes nothing."""
        self.play(*(("counter.opened", {"counter": make_counter(n)}) for n in range(13, count + 1)))


def make_counter(number: int, service: str = "dukcapil", **more: Any) -> Row:
    """Return a counter's row."""
    return {
        "id": str(number),
        "name": f"Loket {number}",
        "services": [service],
        "state": "open",
        "reason": None,
        "position": number - 1,
        "seq": 0,
    } | more


def make_call(key: str, number: str, counter: str, service: str, at: str, count: int) -> Row:
    """Return a call's row."""
    return {
        "event_id": key,
        "ticket": {"number": number},
        "service": service,
        "counter": counter,
        "state": "called",
        "count": count,
        "called_at": at,
        "language": "id",
        "priority": "call",
        "seq": 0,
    }


def blank(key: str, event_id: str, at: str) -> Row:
    """Return an announcement's row that says nothing yet."""
    empty = ("text", "ticket", "counter", "service", "sound", "started_at", "ended_at")
    return dict.fromkeys((*empty, "duration_ms", "reason", "merged_into", "expires_at")) | {
        "id": key,
        "event_id": event_id,
        "zone": "main",
        "state": "queued",
        "caption": "",
        "count": 1,
        "language": "id",
        "chime": "call",
        "repeats": 1,
        "attempt": 0,
        "queued_at": at,
        "queued_seq": 0,
        "seq": 0,
    }


def make_announcement(call: Row, at: str, **more: Any) -> Row:
    """Return the announcement of a call."""
    number = call["ticket"]["number"]
    said = blank(f"a-{call['event_id']}-{call['count']}", call["event_id"], at)
    caption = f"Nomor antrean {number}. Silakan menuju loket {call['counter']}."
    return (
        said
        | {key: call[key] for key in ("ticket", "counter", "service", "count", "priority")}
        | {"kind": "call", "caption": caption}
        | more
    )


def queued(call: Row, said: Row) -> Iterable[tuple[str, Row]]:
    """Return the two events that a call is."""
    serving = {key: call[key] for key in ("counter", "service", "ticket", "called_at")}
    serving |= {"event_id": call["event_id"], "count": call["count"], "seq": 0}
    name = "ticket.called" if call["count"] == 1 else "ticket.recalled"
    return (
        (name, {"call": call, "now_serving": serving}),
        ("announcement.queued", {"announcement": said}),
    )


def silent(stage: Stage, text: str, **more: Any) -> Row:
    """Show a text without a voice."""
    said = stage.message(text, silent=True, **more)
    stage.step(said, "started")
    return said


def puskesmas(stage: Stage) -> int:
    """Let the hall say of itself that it is a puskesmas in the zone of Makassar."""
    row = {
        **stage.state()["hall"],
        **{"name": "Puskesmas Mawasangka", "place": "Kabupaten Buton Tengah"},
        **{"second_line": "Dinas Kesehatan", "timezone": "Asia/Makassar"},
        "running_text": "Bawa kartu berobat Anda.",
        "hours": dict.fromkeys(("mon", "wed", "fri", "sun"), "07:30-11:00, 13:00-14:30"),
    }
    return stage.append("hall.changed", hall=row)


def held(stage: Stage, *, on: bool = True) -> None:
    """Hold the calls, or let them go on."""
    zone = stage.state()["zones"][0] | {"held": on}
    stage.append("calls.held" if on else "calls.resumed", zone=zone)


def drill(stage: Stage, **more: Any) -> Row:
    """Queue a drill."""
    text = "LATIHAN. Gempa bumi. Lindungi kepala Anda. Jangan gunakan lift."
    said = {"priority": "emergency", "drill": True, "until_ended": True} | more
    return stage.message(text, **said)


def minutes_ago(minutes: float) -> str:
    """Return a moment in the past as the journal writes it."""
    return iso_after(-60 * minutes)
