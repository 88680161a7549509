"""The sound server seen through PulseAudio's protocol, which PipeWire speaks as well.

The only file that knows pulsectl, which is pure Python on the machine's own libpulse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

try:
    import pulsectl
except (ImportError, OSError):  # another system than Linux, or libpulse is not installed
    pulsectl = None

from audio.errors import AudioError
from audio.witness.output import Sink, Stream, is_called

FULL: Final = 1.0
#: What pulsectl raises when the server is gone; the second is none of the first.
_ERRORS: Final = (pulsectl.PulseError, pulsectl.PulseDisconnected) if pulsectl else ()


class NoServer(AudioError):
    """Raised when there is no sound server, or it went away."""


class SoundServer:
    """A connection to the sound server; :class:`NoServer` from any call when it is gone.

    Calls come from one thread; :meth:`interrupt` may come from any. A server that is frozen makes
    a call hang: whoever waits must watch the clock.
    """

    def __init__(self) -> None:
        if pulsectl is None:
            raise NoServer("libpulse is not installed")
        self._pulse = pulsectl.Pulse("panggil-witness", connect=False)
        try:
            # Never start a server: the hall's own may only be late. And without its ``timeout``,
            # which pulsectl 24.12 always waits out, also when it is connected within 1 ms.
            self._pulse.connect(autospawn=False)
            self._pulse.event_mask_set("sink", "sink_input", "server")
            self._pulse.event_callback_set(self._stop_waiting)
        except _ERRORS as error:
            self.close()
            raise NoServer(str(error)) from error

    def close(self) -> None:
        """Give the connection up."""
        with suppress(*_ERRORS):
            self._pulse.close()

    def wait(self, timeout_s: float) -> None:
        """Return when something has changed, after :meth:`interrupt`, or after that time."""
        try:
            self._pulse.event_listen(timeout_s)
        except _ERRORS as error:
            raise NoServer(str(error)) from error

    def interrupt(self) -> None:
        """Make a :meth:`wait` that has begun return."""
        self._pulse.event_listen_stop()

    def look(self, pid: int) -> tuple[Stream | None, list[Sink]]:
        """Return the newest stream of the process, if it has one, and all outputs."""
        try:
            streams = [one for one in self._pulse.sink_input_list() if _belongs(one, pid)]
            sinks = [_sink(one) for one in self._pulse.sink_list()]
        except _ERRORS as error:
            raise NoServer(str(error)) from error
        newest = max(streams, key=lambda one: one.index, default=None)
        return (_stream(newest) if newest else None), sinks

    def restore_level(self, stream: Stream) -> None:
        """Set our own stream to full volume and unmute it."""
        self._open_up(stream.index, self._pulse.sink_input_info)

    def move_home(self, stream: Stream, sinks: Sequence[Sink], name: str) -> bool:
        """Move our own stream to the output of that name; return whether there is one."""
        home = next((sink for sink in sinks if name and is_called(sink, name)), None)
        if home is None or home.index == stream.sink:
            return False
        with suppress(*_ERRORS):  # gone meanwhile; the next look tells
            self._pulse.sink_input_move(stream.index, home.index)
        return True

    def open_up(self, sink: Sink) -> None:
        """Unmute an output and turn it up to 100 %; only where the hall owns the machine."""
        self._open_up(sink.index, self._pulse.sink_info)

    def _open_up(self, index: int, find: Callable[[int], Any]) -> None:
        with suppress(*_ERRORS):  # gone meanwhile; the next look tells
            own = find(index)
            self._pulse.mute(own, mute=False)
            self._pulse.volume_set_all_chans(own, FULL)

    def _stop_waiting(self, event: Any) -> None:
        raise pulsectl.PulseLoopStop


def _belongs(stream: Any, pid: int) -> bool:
    return bool(stream.proplist.get("application.process.id") == str(pid))


def _stream(own: Any) -> Stream:
    return Stream(own.index, own.sink, bool(own.mute), _loudest(own), bool(own.corked))


def _sink(own: Any) -> Sink:
    return Sink(
        own.index,
        own.name,
        own.description or own.name,
        bool(own.mute),
        _loudest(own),
        own.state == "suspended",
    )


def _loudest(own: Any) -> float:
    return max((float(value) for value in own.volume.values), default=0.0)
