"""The server's address, as a process on any machine is given it."""

from __future__ import annotations

from urllib.parse import urlsplit

_SECURE = {"http": False, "ws": False, "https": True, "wss": True}


def split_address(server_url: str) -> tuple[str, str]:
    """Return the server's http address and its websocket's; ValueError for other schemes."""
    parts = urlsplit(server_url if "://" in server_url else f"http://{server_url}")
    if parts.scheme not in _SECURE or not parts.netloc:
        raise ValueError(f"not a server's address: {server_url}")
    secure = "s" if _SECURE[parts.scheme] else ""
    return f"http{secure}://{parts.netloc}", f"ws{secure}://{parts.netloc}/ws"
