"""Who acts: the person or program on whose behalf this greenlet or thread works at present.

The edge sets it for the length of a request, the journal reads it when it writes. So no room has to
pass actors around, and nothing that staff did goes unrecorded.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user's or token's name, a role (``token`` for a program), a network address.

    ``id`` is that of the user or token: names may be given anew.
    """

    who: str
    role: str
    address: str = ""
    id: str = ""

    @property
    def sender(self) -> str:
        """Whose an idempotency key is, at most 150 letters."""
        return (f"id:{self.id}" if self.id else f"{self.role}:{self.who}")[:150]


def mark_of(sender: str) -> str:
    """Return what tells a sender from others on pages that everybody may read; "" of nobody."""
    return hashlib.sha256(sender.encode()).hexdigest()[:16] if sender else ""


_ACTOR: ContextVar[Actor | None] = ContextVar("panggil_actor", default=None)


def current_actor() -> Actor | None:
    """Return who acts, ``None`` for the system itself."""
    return _ACTOR.get()


def set_actor(actor: Actor | None) -> None:
    """Let ``actor`` act from now on in this greenlet or thread; ``None``: the system itself."""
    _ACTOR.set(actor)


@contextlib.contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Let ``actor`` act for the length of a block."""
    mark = _ACTOR.set(actor)
    try:
        yield
    finally:
        _ACTOR.reset(mark)
