"""How requests are read from a connection: pywsgi's way, with what RFC 9112 asks for besides.

Call buttons and ticket printers are small: their line of text ends with one line break more, and
some write the whole address into the request line. Whoever may stand before the server, a proxy or
not, it must never see another end of a request than the server does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gevent.pywsgi import WSGIHandler

if TYPE_CHECKING:
    from http.client import HTTPMessage

# A device sends one; a connection that sends nothing else is no client.
_MOST_EMPTY_LINES = 8


class RequestHandler(WSGIHandler):  # type: ignore[misc]  # gevent has no types
    """Reads requests of one connection; pywsgi answers 400 and closes where it cannot."""

    path: str

    def read_requestline(self) -> str:
        """Return the request line; empty lines before it are passed over (RFC 9112, 2.2)."""
        line: str = super().read_requestline()
        for _ in range(_MOST_EMPTY_LINES):
            if line not in {"\r\n", "\n"}:
                break
            line = super().read_requestline()
        return line

    def read_request(self, raw_requestline: str) -> bool:
        """Read the request's head; a whole address counts as its path and host (3.2.2)."""
        read: bool = super().read_request(raw_requestline)
        target = self.path
        if target[:7].lower() == "http://" or target[:8].lower() == "https://":
            named = urlsplit(target)  # ValueError, which pywsgi answers 400, for a broken one
            self.path = (named.path or "/") + (f"?{named.query}" if named.query else "")
            # It takes the place of Host, so that both say the same to whoever asks.
            del self.headers["Host"]
            self.headers["Host"] = named.netloc.rpartition("@")[2]
        return read

    def MessageClass(self, *given: Any) -> HTTPMessage:  # noqa: N802  # the name is pywsgi's
        """Return the headers; refused when they leave open where the request ends (6.3)."""
        headers: Any = super().MessageClass(*given)
        lengths = {each.strip() for each in headers.get_all("Content-Length", ())}
        coding = headers.get_all("Transfer-Encoding", ())
        if len(lengths) > 1 or (coding and lengths):
            headers.status = "more than one length"
        elif not all(each.isascii() and each.isdigit() for each in lengths):
            headers.status = "a length that is no number"
        elif coding and [each.strip().lower() for each in coding] != ["chunked"]:
            headers.status = "a transfer coding that is not known here"
        found: HTTPMessage = headers
        return found
