"""What lies below a request under gevent.pywsgi: its reader and its socket."""

from __future__ import annotations

from collections.abc import Mapping
from io import BufferedReader
from typing import Any


def http_reader(environ: Mapping[str, Any]) -> BufferedReader | None:
    """Return what the server reads the connection with, ``None`` under another server.

    For a request that asks for an upgrade it is the WSGI input itself, else it lies below it.
    """
    given = environ.get("wsgi.input")
    reader = getattr(given, "rfile", given)
    return reader if isinstance(reader, BufferedReader) else None


def http_socket(environ: Mapping[str, Any]) -> Any:
    """Return the C socket of the request, ``None`` under another server."""
    raw = getattr(http_reader(environ), "raw", None)
    return getattr(getattr(raw, "_sock", None), "_sock", None)


def end_http(environ: Mapping[str, Any]) -> None:
    """Let the web server read no more of this connection.

    gevent.pywsgi would take what a cut websocket client had still sent for a further HTTP request,
    and run it; it stops when its reader is closed.
    """
    reader = http_reader(environ)
    if reader is not None:
        reader.close()
