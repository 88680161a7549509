"""A speaker's link: what the hall's desk holds of a speaker's socket."""

from __future__ import annotations

from collections.abc import Mapping

from display.push.wire.connection import Connection
from display.push.wire.protocol import encode_message


class SpeakerLink:
    """An open connection to a speaker process. Frames keep their order and are never dropped:

    a speaker that does not take its orders is cut instead, so that it comes back and reports.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def remote(self) -> str:
        """The speaker's network address."""
        return self._connection.remote

    def send(self, message: Mapping[str, object]) -> None:
        """Send without blocking; nothing happens on a closed link."""
        self._connection.post(encode_message(message))

    def close(self) -> None:
        """Cut the connection; the desk is then told of the disconnect, once."""
        self._connection.cut("closed by the desk")
