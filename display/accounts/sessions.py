"""Sessions: a browser holds 256 random bits, the store their digest; either side can end them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import uuid4

from display.accounts.people import ROLE_SCOPES, Person
from display.accounts.records import Session
from display.clock import iso_after, iso_now

if TYPE_CHECKING:
    from display.accounts.records import User
    from display.accounts.session_store import SessionStore

# A session's last use is noted once a minute: every note is a write to the disk.
_NOTED_AFTER_S = 60.0
_LONGEST_AGENT = 200


class SessionDesk:
    """Begins, finds and ends the sessions of one hall. Safe to share between greenlets.

    A session ends by sign-out, by a change of its user (password, role, disabled), when it was not
    used for ``idle_s``, and ``longest_s`` after it began. Nothing is held in memory: what one
    server ends is over on all.
    """

    def __init__(self, store: SessionStore, hall: str, idle_s: float, longest_s: float) -> None:
        self._store, self._hall = store, hall
        self._idle_s, self._longest_s = idle_s, longest_s

    def begin(self, user: User, address: str, agent: str) -> Person:
        """Begin a session of ``user``; its key is nowhere but in the person returned."""
        key, now = secrets.token_urlsafe(32), iso_now()
        session = Session(
            id=uuid4().hex,
            digest=_digest(key),
            hall=self._hall,
            user_id=user.id,
            created_at=now,
            seen_at=now,
            address=address[:64],
            agent="".join(c for c in agent if c.isprintable())[:_LONGEST_AGENT],
        )
        self._store.add_session(session)
        return _person(session, user, key)

    def find(self, key: str) -> Person | None:
        """Return whose session ``key`` is, ``None`` when it is unknown, ended or too old."""
        found = self._store.find_session(_digest(key))
        if found is None or not self._is_live(*found):
            return None
        session, user = found
        if session.seen_at < iso_after(-_NOTED_AFTER_S):
            self._store.touch_session(session.id)
        return _person(session, user, key)

    def live(self, ids: Collection[str]) -> set[str]:
        """Return which of these sessions still hold."""
        found = self._store.live_sessions(ids)
        return {session.id for session, user in found if self._is_live(session, user)}

    def all(self, user_id: str | None = None) -> list[tuple[Session, User]]:
        """Return the live sessions of the hall or of one user, newest first, with their users."""
        found = self._store.sessions_of(self._hall, user_id)
        return [(session, user) for session, user in found if self._is_live(session, user)]

    def end(self, session_id: str) -> bool:
        """End a session at once. Returns whether that changed anything."""
        return self._store.end_session(self._hall, session_id)

    def _is_live(self, session: Session, user: User) -> bool:
        return (
            session.ended_at is None
            and session.hall == user.hall == self._hall
            and user.disabled_at is None
            and user.role in ROLE_SCOPES
            and session.seen_at >= iso_after(-self._idle_s)
            and session.created_at >= iso_after(-self._longest_s)
        )


def _person(session: Session, user: User, key: str) -> Person:
    own = (user.counters or ()) if user.role == "clerk" else None
    return Person(
        *(user.id, user.hall, user.name, user.called, user.role, own, user.must_change),
        session=session.id,
        key=key,
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
