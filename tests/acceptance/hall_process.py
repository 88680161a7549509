"""A real hall for tests: `panggil run` as a process of its own, its PA captured to a file.

Nothing of Panggil is imported here: the hall is used through its command, its HTTP API and the PCM
that SDL's disk driver writes, as any other system would.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import wave
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy
import psutil

from tests.decoded import lend_decoded

TOKEN = "pgl_acceptance-token-of-full-scope-000000000"
ENDED = {"finished", "failed", "expired", "cancelled", "merged"}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(what: Callable[[], Any], timeout_s: float = 60.0, every_s: float = 0.05) -> Any:
    """Return the first true answer of ``what``; fail when none came in time."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        try:
            answer = what()
        except (OSError, ValueError, KeyError):
            answer = None
        if answer:
            return answer
        time.sleep(every_s)
    raise AssertionError(f"not within {timeout_s} s: {what}")


class HallProcess:
    """`panggil run` in a folder of its own."""

    def __init__(self, folder: Path, port: int | None = None, **environ: str) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.pcm_path = folder / "pa.raw"
        self.output = folder / "run.log"
        self.environ = {
            **os.environ,
            "PANGGIL_DATA": str(folder / "data"),
            "PANGGIL_PORT": str(self.port),
            "PANGGIL_HOST": "127.0.0.1",
            "PANGGIL_API_TOKEN": TOKEN,
            "SDL_AUDIODRIVER": "disk",
            "SDL_DISKAUDIOFILE": str(self.pcm_path),
            **environ,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> HallProcess:
        """Start it and wait until it answers and its speaker is ready."""
        lend_decoded(self.folder / "data")
        with self.output.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "display.commands", "run"],
                cwd=self.folder,
                env=self.environ,
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: self.state()["speaker"]["state"] in {"ready", "no_device"}, 40)
        return self

    def stop(self) -> None:
        """Stop it as Ctrl-C would, and take away whatever is left."""
        if self.process is None:
            return
        children = self.children()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        finally:
            for child in children:
                with contextlib.suppress(psutil.NoSuchProcess):  # most have ended with it
                    child.kill()

    def children(self) -> list[psutil.Process]:
        """Return every process below `panggil run`."""
        assert self.process
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def process_of(self, role: str) -> psutil.Process | None:
        """Return the process that plays ``role``: server, speaker, ear or a worker of these."""
        word = {
            "server": "serve",
            "speaker": "speak",
            "worker": "audio.speaker.worker",
            "ear": "listen",
            "ear worker": "audio.ear.worker",
        }[role]
        for child in self.children():
            try:
                if word in child.cmdline():
                    return child
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return None

    def request(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, token: str = TOKEN
    ) -> tuple[int, Any]:
        """Return status and JSON of one API request."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def call(self, number: str, service: str, counter: str, **more: Any) -> dict[str, Any]:
        """Call a ticket; the request must be accepted."""
        body = {"ticket": {"number": number}, "service": service, "counter": counter, **more}
        status, answer = self.request("POST", "/api/v1/calls", body)
        assert status in {200, 201}, answer
        return dict(answer)

    def state(self) -> dict[str, Any]:
        """Return the snapshot."""
        return dict(self.request("GET", "/api/v1/state")[1])

    def events(self, after: int = 0) -> Iterator[dict[str, Any]]:
        """Yield every event of the journal after a position."""
        while True:
            answer = self.request("GET", f"/api/v1/events?after={after}&wait=0")[1]
            fresh = [m for m in answer["messages"] if m.get("type") == "event"]
            if not fresh:
                return
            yield from fresh
            after = fresh[-1]["seq"]

    def story_of(self, announcement_id: str) -> list[str]:
        """Return what became of an announcement, as the journal tells it."""
        return [
            event["name"].removeprefix("announcement.")
            for event in self.events()
            if event["data"].get("announcement", {}).get("id") == announcement_id
        ]

    def wait_for_end(self, announcement_id: str, timeout_s: float = 60) -> dict[str, Any]:
        """Return an announcement's row once it has ended."""

        def ended() -> dict[str, Any] | None:
            rows = [row for row in self.state()["announcements"] if row["id"] == announcement_id]
            return rows[0] if rows and rows[0]["state"] in ENDED else None

        return dict(wait_until(ended, timeout_s, every_s=0.2))  # a look costs the server 8 ms

    def sound(self, sha256: str) -> bytes:
        """Return the PCM (48 kHz, mono, s16) of a sound file."""
        with wave.open(str(self.folder / "data" / "sounds" / f"{sha256}.wav")) as sound:
            assert (sound.getframerate(), sound.getnchannels()) == (48000, 1)
            return sound.readframes(sound.getnframes())

    def heard(self) -> bytes:
        """Return the PCM that went to the PA so far, left channel only (both are alike)."""
        raw = self.pcm_path.read_bytes()
        frames = numpy.frombuffer(raw[: len(raw) // 4 * 4], "<i2").reshape(-1, 2)
        assert (frames[:, 0] == frames[:, 1]).all()
        return bytes(frames[:, 0].tobytes())
