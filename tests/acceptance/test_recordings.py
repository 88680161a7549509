"""A sound that staff bring to a running hall: heard as it is, and never half-stored."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import psutil
import pytest

from tests.acceptance.hall_process import TOKEN, HallProcess, wait_until
from tests.audio.recordings.sounds import file_of, murmur

HEAD = (
    "POST /api/v1/recordings?name=Uji HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    f"Authorization: Bearer {TOKEN}\r\nContent-Type: audio/wav\r\n"
)


@pytest.fixture
def hall(shared_hall: HallProcess) -> Iterator[HallProcess]:
    """A running hall that keeps no recording yet."""
    yield shared_hall
    for recording in shared_hall.request("GET", "/api/v1/recordings")[1]["recordings"]:
        path = f"/api/v1/recordings/{recording['id']}"
        assert shared_hall.request("DELETE", path)[0] in {200, 204}
    assert stored(shared_hall) == []


def bring(hall: HallProcess, data: bytes, name: str = "Uji") -> tuple[int, Any]:
    """Post a sound; status and JSON."""
    request = urllib.request.Request(
        f"{hall.url}/api/v1/recordings?name={name}",
        data=data,
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "audio/wav"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def stored(hall: HallProcess) -> list[str]:
    """Every file below the folder of recordings."""
    folder = Path(hall.environ["PANGGIL_DATA"]) / "recordings"
    return [path.name for path in folder.rglob("*") if path.is_file()]


def importing(hall: HallProcess) -> psutil.Process | None:
    """The process that works on a sound at this moment."""
    for child in hall.children():
        try:
            if "audio.recordings.worker" in child.cmdline():
                return child
        except psutil.NoSuchProcess:
            continue
    return None


def test_a_recording_is_heard_bit_for_bit(hall: HallProcess) -> None:
    """What the file holds is what leaves on the PA line, after its chime, as often as asked."""
    status, body = bring(hall, file_of(murmur(1.0)))
    assert status == 201, body
    recording = body["recording"]
    announcement = {"recording": recording["id"], "repeat": 1, "text": "Lagu kebangsaan."}
    status, placed = hall.request("POST", "/api/v1/announcements", announcement)
    assert status == 201, placed

    def ended() -> Any:
        rows = {row["id"]: row for row in hall.state()["announcements"]}
        row = rows.get(placed["announcement_id"])
        return row if row and row["ended_at"] else None

    row = wait_until(ended, 30, every_s=0.2)
    assert (row["state"], row["caption"]) == ("finished", "Lagu kebangsaan.")
    file = Path(hall.environ["PANGGIL_DATA"]) / "recordings" / f"{recording['id']}.wav"
    spoken = numpy.frombuffer(file.read_bytes()[44:], "<i2")
    heard = numpy.fromfile(hall.pcm_path, "<i2").reshape(-1, 2)[:, 0].tobytes()
    assert heard.count(spoken.tobytes()) == 2


def test_two_hundred_megabytes_are_answered_at_once(hall: HallProcess) -> None:
    """The answer is there before the body is."""
    with socket.create_connection(("127.0.0.1", hall.port), timeout=5) as link:
        link.sendall(f"{HEAD}Content-Length: {200 * 1024**2}\r\n\r\nRIFF".encode())
        answer = link.recv(4096)
        while not answer.endswith(b"}") and (piece := link.recv(4096)):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413")
    assert b'"too_large"' in answer
    assert stored(hall) == []


def test_a_sender_that_dies_leaves_nothing(hall: HallProcess) -> None:
    """With a length or in chunks: what came of the sound is removed."""
    for how in ("Content-Length: 9000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n100000\r\n"):
        with socket.create_connection(("127.0.0.1", hall.port), timeout=5) as link:
            link.sendall(f"{HEAD}{how}".encode() + bytes(500_000))
            wait_until(lambda: stored(hall))
        wait_until(lambda: not stored(hall), 5)


def test_a_server_that_dies_leaves_nothing(hall: HallProcess) -> None:
    """Killed while it judges a sound: the next one is clean, and the sound can be sent again."""
    data = file_of(murmur(120.0, rate_hz=44_100), rate_hz=44_100)
    with socket.create_connection(("127.0.0.1", hall.port), timeout=20) as link:
        link.sendall(f"{HEAD}Content-Length: {len(data)}\r\n\r\n".encode() + data)
        worker = wait_until(lambda: importing(hall))
        server = hall.process_of("server")
        assert server
        server.kill()
    wait_until(lambda: not worker.is_running(), 5)
    wait_until(lambda: hall.request("GET", "/api/v1/recordings")[1]["recordings"] == [], 20)
    assert stored(hall) == []
    assert bring(hall, file_of(murmur()))[0] == 201


def test_calls_go_on_while_a_sound_is_judged(hall: HallProcess) -> None:
    """The work is another process's, at low priority: a call is answered as always."""
    data = file_of(murmur(90.0, rate_hz=44_100), rate_hz=44_100)
    with socket.create_connection(("127.0.0.1", hall.port), timeout=60) as link:
        link.sendall(f"{HEAD}Content-Length: {len(data)}\r\n\r\n".encode() + data)
        worker = wait_until(lambda: importing(hall))
        wait_until(lambda: worker.nice() >= 10)
        took = []
        for number in range(1, 11):
            began = time.monotonic()
            hall.call(f"B-{number:03}", "dukcapil", "3")
            took.append(time.monotonic() - began)
        assert link.recv(4096).startswith(b"HTTP/1.1 201")
    assert sorted(took)[5] < 0.5, took
