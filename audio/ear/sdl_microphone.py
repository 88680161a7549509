"""A microphone by the SDL that pygame brings along, asked directly.

pygame's own capture (``pygame._sdl2.audio``, private) knows no default device and calls Python from
SDL's audio thread; importing pygame takes a second. Its SDL needs neither: found in pygame's folder
without importing it, it keeps what it hears in a queue that is emptied from here.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy

from audio.ear.microphone import Block

RATE_HZ = 16_000
# Emptied so often; SDL asks the system for pieces of 64 ms.
_TICK_S = 0.05
_PIECE = 1024
# A microphone that gives nothing for so long is gone: a suspended source, a frozen sound server.
_STALLED_S = 2.0
_INIT_AUDIO, _S16, _PLAYING = 0x10, 0x8010, 1
_CAPTURE = 1
_ENVIRON = {"SDL_NO_SIGNAL_HANDLERS": "1", "SDL_AUDIO_DEVICE_APP_NAME": "Panggil"}


class NoMicrophone(Exception):
    """There is no microphone, or it cannot be opened."""


class _Spec(ctypes.Structure):
    """SDL_AudioSpec."""

    _fields_ = (
        ("freq", ctypes.c_int),
        ("format", ctypes.c_uint16),
        ("channels", ctypes.c_uint8),
        ("silence", ctypes.c_uint8),
        ("samples", ctypes.c_uint16),
        ("padding", ctypes.c_uint16),
        ("size", ctypes.c_uint32),
        ("callback", ctypes.c_void_p),
        ("userdata", ctypes.c_void_p),
    )


class SdlMicrophone:
    """The microphone ``device``, or the system's default; :class:`NoMicrophone` without one.

    Opening may hang (a frozen sound server), and SDL may crash: a process of its own does it
    (:mod:`audio.ear.worker`).
    """

    rate_hz = RATE_HZ

    def __init__(self, device: str | None = None) -> None:
        self._sdl = load_sdl()
        wanted = _Spec(freq=RATE_HZ, format=_S16, channels=1, samples=_PIECE)
        name = device.encode() if device else None
        got = _Spec()
        self._number = self._sdl.SDL_OpenAudioDevice(
            name, _CAPTURE, ctypes.byref(wanted), ctypes.byref(got), 0
        )
        if not self._number:
            raise NoMicrophone(self._sdl.SDL_GetError().decode(errors="replace"))
        self.name = device or _default_name(self._sdl)
        self._sdl.SDL_PauseAudioDevice(self._number, 0)

    def blocks(self) -> Iterator[Block]:
        """Yield what it hears; it ends when SDL says that it is gone, or after 2 s of nothing."""
        buffer = ctypes.create_string_buffer(2 * RATE_HZ)
        heard_s = time.monotonic()
        while self._sdl.SDL_GetAudioDeviceStatus(self._number) == _PLAYING:
            size = self._sdl.SDL_DequeueAudio(self._number, buffer, len(buffer))
            now_s = time.monotonic()
            if size:
                heard_s = now_s
                samples = numpy.frombuffer(buffer.raw[:size], numpy.int16)
                yield Block(samples, now_s - len(samples) / RATE_HZ)
            elif now_s - heard_s > _STALLED_S:
                return
            time.sleep(_TICK_S)


def microphone_names() -> tuple[str, ...]:
    """Return the microphones that SDL lists; :class:`NoMicrophone` without a sound system."""
    sdl = load_sdl()
    names = (
        sdl.SDL_GetAudioDeviceName(at, _CAPTURE) for at in range(sdl.SDL_GetNumAudioDevices(1))
    )
    return tuple(name.decode(errors="replace") for name in names if name)


def load_sdl() -> ctypes.CDLL:
    """Return SDL with its sound begun; :class:`NoMicrophone` where that cannot be."""
    sdl = _library()
    if sdl.SDL_InitSubSystem(_INIT_AUDIO):
        raise NoMicrophone(sdl.SDL_GetError().decode(errors="replace"))
    return sdl


@cache
def _library() -> ctypes.CDLL:
    """Load the SDL that pygame's mixer is linked to: names are looked up through it."""
    for name, value in _ENVIRON.items():
        os.environ.setdefault(name, value)
    spec = importlib.util.find_spec("pygame")
    folder = Path((spec.origin if spec else None) or "pygame").parent
    files = [folder / "SDL2.dll", *sorted(folder.glob("mixer.*so")), *folder.glob("mixer.pyd")]
    found = next((file for file in files if file.exists()), None)
    if found is None:
        raise NoMicrophone("pygame, which brings the sound library SDL, is not installed")
    sdl = ctypes.CDLL(str(found))
    for text in (sdl.SDL_GetError, sdl.SDL_GetAudioDeviceName):
        text.restype = ctypes.c_char_p
    sdl.SDL_DequeueAudio.restype = ctypes.c_uint32
    sdl.SDL_OpenAudioDevice.restype = ctypes.c_uint32
    sdl.SDL_OpenAudioDevice.argtypes = [
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_int,
    ]
    return sdl


def _default_name(sdl: ctypes.CDLL) -> str:
    """Return the name of the system's default microphone; "" where SDL cannot tell."""
    ask = getattr(sdl, "SDL_GetDefaultAudioInfo", None)  # since SDL 2.24
    name, spec = ctypes.c_char_p(), _Spec()
    if ask is None or ask(ctypes.byref(name), ctypes.byref(spec), _CAPTURE) != 0:
        return ""
    return (name.value or b"").decode(errors="replace")
