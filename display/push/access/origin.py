"""May a page of this origin open a socket here?

flask-sock accepts a handshake from any origin (measured): without this check every
web page that a member of staff opens could read and speak on the hall's socket.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

Origin = tuple[str, str, int]
_PORTS = {"http": 80, "https": 443}


def parse_origin(text: str) -> Origin | None:
    """Return (scheme, host, port) of a web origin, ``None`` for anything else (also ``null``)."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in _PORTS or not parts.hostname or not bare:
        return None
    return parts.scheme, parts.hostname, port if port is not None else _PORTS[parts.scheme]


def origin_allowed(origin: str, scheme: str, host: str, others: Iterable[str] = ()) -> bool:
    """Tell whether ``origin`` is the server's own (``scheme`` and ``Host``) or one of ``others``.

    ``host`` must come from the request's ``Host`` header; ``X-Forwarded-Host`` is a client's claim
    and is never looked at. A server behind a TLS proxy lists its public origin in ``others``.
    """
    # flask-sock answers a handshake from any page with 101 (measured), cookies included.
    given = parse_origin(origin)
    if given is None:
        return False
    own = parse_origin(f"{scheme}://{host}")
    return given == own or any(given == parse_origin(other.rstrip("/")) for other in others)
