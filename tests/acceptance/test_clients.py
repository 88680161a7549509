"""The ten clients of docs/integration.md, each run as it is written there (Done-when 3).

What this machine cannot run is sent as that language sends it, byte by byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.hall_process import TOKEN, HallProcess

PAGE = (Path(__file__).parents[2] / "docs" / "integration.md").read_text("utf-8")
EXAMPLES = re.findall(r"```(sh|python|js|php|powershell)\n(.*?)```", PAGE, re.DOTALL)
RUNNERS = {
    "sh": ["sh", "-c"],
    "python": [sys.executable, "-c"],
    "js": ["node", "-e"],
    "php": ["php", "-r"],
    "powershell": ["pwsh", "-NoProfile", "-Command"],
}
FORM = "Content-Type: application/x-www-form-urlencoded"
MARK = b"\xef\xbb\xbf"
SENT: dict[int, tuple[list[str], bytes]] = {
    6: (["Connection: close", "Content-Type: application/json"], b""),
    7: (["Accept: */*", FORM], b""),
    8: (
        ["User-Agent: Mozilla/5.0 (Windows NT; Windows NT 10.0; id-ID) WindowsPowerShell/5.1",
         "Content-Type: application/json", "Expect: 100-continue", "Connection: Keep-Alive"],
        MARK,
    ),
    9: (
        ["User-Agent: Mozilla/5.0 PowerShell/7.4.6",
         "Content-Type: application/json; charset=utf-8"],
        b"",
    ),
}  # fmt: skip
"""Place on the page -> headers that the language sends by itself, and how a body begins.

They stand in for a PHP or PowerShell that is not installed: they show that what goes over the wire
is taken, not that the lines on the page are good PowerShell. Where `pwsh` is, those are run.
"""


def able(place: int) -> bool:
    """Say whether this machine runs an example."""
    language, source = EXAMPLES[place]
    if shutil.which(RUNNERS[language][0]) is None:
        return False
    extension = ["php", "-r", "exit(extension_loaded('curl') ? 0 : 1);"]
    return "curl_init" not in source or subprocess.run(extension, check=False).returncode == 0


def run(place: int, hall: HallProcess, folder: Path) -> None:
    """Run an example as it stands, beside the file that it may want; it must end well."""
    (folder / "call.json").write_bytes(MARK + json.dumps(posted(place)).encode())
    language, source = EXAMPLES[place]
    environ = {**os.environ, "SERVER": hall.url, "TOKEN": TOKEN}
    command = [*RUNNERS[language], source.replace("<?php", "")]
    done = subprocess.run(
        command, env=environ, cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def posted(place: int) -> dict[str, Any]:
    """Return the call that an example leaves to a file, and a stand-in posts."""
    call = {"event_id": f"sent-{place}", "ticket": f"B-{place + 1:03d}", "service": "dukcapil"}
    return {**call, "counter": 3, "priority": None}


def send(place: int, hall: HallProcess) -> None:
    """Send what a language would, and wait for what it waits for."""
    headers, mark = SENT[place]
    body = mark + json.dumps(posted(place), indent=2).replace("\n", "\r\n").encode()
    lines = [
        "POST /api/v1/calls HTTP/1.1",
        f"Host: 127.0.0.1:{hall.port}",
        f"Authorization: Bearer {TOKEN}",
        *headers,
        f"Content-Length: {len(body)}",
    ]
    with socket.create_connection(("127.0.0.1", hall.port), timeout=60) as link:
        link.sendall("\r\n".join([*lines, "", ""]).encode())
        if any(each.startswith("Expect") for each in headers):
            assert link.recv(64).startswith(b"HTTP/1.1 100 ")
        link.sendall(body)
        assert link.recv(64).split()[1] == b"201"


def test_there_are_ten() -> None:
    """curl, Python, Node, PHP and PowerShell, two each; the last four can be sent, too."""
    assert [language for language, _ in EXAMPLES] == [
        each for language in RUNNERS for each in (language, language)
    ]
    assert set(SENT) == {6, 7, 8, 9}


@pytest.mark.parametrize("place", range(10))
def test_a_client_calls_its_ticket(shared_hall: HallProcess, tmp_path: Path, place: int) -> None:
    """It is on the board of counter 3; the answer was a success."""
    runs = able(place)
    assert runs or place in SENT or not shutil.which(RUNNERS[EXAMPLES[place][0]][0])
    if not runs and place not in SENT:
        pytest.skip(f"{RUNNERS[EXAMPLES[place][0]][0]} is not installed")
    if runs:
        run(place, shared_hall, tmp_path)
    else:
        send(place, shared_hall)
    serving = {row["counter"]: row["ticket"] for row in shared_hall.state()["now_serving"]}
    assert serving["3"] == {"number": f"B-{place + 1:03d}"}
