#!/usr/bin/env bash
# One would guess: a server that gives up on a silent client knows why: its exception has the code
# that it sent (1011, as the package websockets uses for a missed pong), and a lost connection has 1006.
# What happens: simple-websocket sends the client 1008 (policy violation), and its own ConnectionClosed
# says 1005, "no status". A connection that broke without a close frame gives 1005 too, as does a polite
# leave without a code: the exception cannot tell a dead client, a cut cable and a goodbye apart.
# Seen with: simple-websocket 1.1.0, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq simple-websocket==1.1.0 wsproto==1.3.2
"$folder/venv/bin/python" - <<'PYTHON'
import socket
import threading

import simple_websocket

UPGRADE = {"UPGRADE": "websocket", "CONNECTION": "Upgrade", "SEC_WEBSOCKET_VERSION": "13"}
HEADERS = UPGRADE | {"HOST": "hall", "SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ=="}


def serve(connection, seen):
    environ = {"werkzeug.socket": connection} | {f"HTTP_{name}": value for name, value in HEADERS.items()}
    try:
        simple_websocket.Server(environ, ping_interval=1).receive()
    except simple_websocket.ConnectionClosed as closed:
        seen.append(closed.reason)


def meet(stays, says=b""):
    """Return the server's code and what a client got that says this and answers no ping."""
    ours, theirs = socket.socketpair()
    seen = []
    server = threading.Thread(target=serve, args=(theirs, seen))
    server.start()
    ours.settimeout(10)
    got = ours.recv(4096)
    ours.sendall(says)
    while stays and (more := ours.recv(4096)):
        got += more
    ours.close()
    server.join()
    theirs.close()
    return seen[0], got


code, got = meet(stays=True)
sent = int.from_bytes(got[got.rindex(b"\x88") + 2 :][:2], "big")
print(f"A client that answers no ping is sent {sent}; the server's exception says {code}.")
gone, _ = meet(stays=False)
print(f"A client whose connection ends without a close frame: {gone}.")
left, _ = meet(stays=False, says=b"\x88\x80" + bytes(4))
print(f"A client that sends a close frame without a code: {left}.")
assert (sent, int(code), int(gone), int(left)) == (1008, 1005, 1005, 1005)
assert got.endswith(b"Ping/Pong timeout")
PYTHON
echo "as stated"
