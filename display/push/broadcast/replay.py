"""The newest events, encoded once, and the point in the journal that has been published.

The replay buffer is what every delivery is measured against: a client is brought from its own
``seq`` to the buffer's, wherever both stand, so it does not matter who brings it and how often.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from display.journal import Event
from display.push.wire.protocol import encode_json, encode_text

# At most this many missed events are replayed; whoever missed more gets the state at once
# (Centrifugo's limit of recovery is the same).
REPLAYED = 300


@dataclass(frozen=True, slots=True)
class Published:
    """One event as it goes out: the value, its JSON, its websocket frame."""

    event: Event
    payload: bytes
    frame: bytes

    @classmethod
    def of(cls, event: Event) -> Published:
        """Encode ``event``, once for all."""
        payload = encode_json(event.as_message())
        return cls(event, payload, encode_text(payload))


class ReplayBuffer:
    """At most :data:`REPLAYED` events without a hole, the newest of which has ``seq``."""

    def __init__(self) -> None:
        self._items: deque[Published] = deque(maxlen=REPLAYED)
        self.epoch, self.seq = "", 0
        self.life = 0

    @property
    def position(self) -> tuple[str, int]:
        """Epoch and seq of the newest event."""
        return self.epoch, self.seq

    def reset(self, epoch: str, seq: int, events: Sequence[Event] = ()) -> None:
        """Begin a new life at ``seq`` of ``epoch``, with the ``events`` that lead up to it."""
        self.life += 1
        self._items.clear()
        self._items.extend(Published.of(event) for event in events)
        self.epoch, self.seq = epoch, seq

    def extend(self, events: Sequence[Event]) -> bool:
        """Take the next events; ``False`` when one does not follow on the last."""
        for event in events:
            if event.seq != self.seq + 1:
                return False
            self._items.append(Published.of(event))
            self.seq = event.seq
        return True

    def reaches(self, seq: int) -> bool:
        """Tell whether everything after ``seq`` is here, and ``seq`` is not in the future."""
        return self.seq - len(self._items) <= seq <= self.seq

    def after(self, seq: int) -> list[Published]:
        """Return what came after ``seq``; only for a ``seq`` that the replay buffer reaches."""
        missed = self.seq - seq
        return list(self._items)[len(self._items) - missed :] if missed else []

    def frames_after(self, seq: int) -> bytes:
        """Return the frames of all that came after ``seq``, in one piece."""
        return b"".join(item.frame for item in self.after(seq))
