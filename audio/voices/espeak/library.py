"""The espeak-ng library by ctypes (speak_lib.h). There is one of it in a process.

Whoever opens it shares it; it is given back when the last one closes it.
"""

from __future__ import annotations

import ctypes
import os
import threading
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypedDict

import numpy
from numpy.typing import NDArray

from audio.errors import VoiceError

# speak_lib.h
_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_UTF8, _PHONEMES, _BY_CHARACTER = 0x1, 0x100, 1
_RATE, _WORD_GAP = 1, 7
_OK = 0
_LANGUAGE = b"id"
# Study of the voice: understood best of the settings tried (words a minute, 10 ms between words).
_WORDS_A_MINUTE, _GAP = 140, 2
_ABSENT = "The emergency voice is not installed: pip install 'panggil[espeak]'."
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)

_lock = threading.Lock()


class _State(TypedDict, total=False):
    """The open library, how many use it, and the rate of its samples in Hz."""

    users: int
    library: ctypes.CDLL
    rate_hz: int


_state: _State = {"users": 0}


def open_library() -> int:
    """Load the library and its Indonesian; return the rate of its samples in Hz.

    Raises :class:`VoiceError` when it is not installed or does not fit this machine.
    """
    with _lock:
        if not _state["users"]:
            _load()
        _state["users"] += 1
        return int(_state["rate_hz"])


def close_library() -> None:
    """Give back one use of the library; the last one ends it."""
    with _lock:
        _state["users"] -= 1
        if not _state["users"]:
            _state["library"].espeak_Terminate()


def speak(notation: str) -> NDArray[numpy.float32]:
    """Return the samples of ``notation`` (phonemes in ``[[ ]]``); :class:`VoiceError`."""
    data = notation.encode()
    pieces: list[NDArray[numpy.int16]] = []

    def take(samples: Any, count: int, _: Any) -> int:
        if samples and count > 0:
            pieces.append(numpy.ctypeslib.as_array(samples, (count,)).copy())
        return 0

    callback = _CALLBACK(take)
    with _lock:
        library = _state["library"]
        library.espeak_SetSynthCallback(callback)
        failed = library.espeak_Synth(
            data, len(data) + 1, 0, _BY_CHARACTER, 0, _UTF8 | _PHONEMES, None, None
        )
    if failed != _OK or not pieces:
        raise VoiceError(f"The emergency voice failed on {notation!r}.")
    return numpy.concatenate(pieces).astype(numpy.float32) / numpy.float32(32_768)


def library_version() -> str:
    """Return the version of the open library."""
    with _lock:
        return str(_state["library"].espeak_Info(None).decode())


def _load() -> None:
    if find_spec("espeakng_loader") is None:
        raise VoiceError(_ABSENT)
    loader = import_module("espeakng_loader")
    try:
        library = ctypes.CDLL(loader.get_library_path())
        data = os.fsencode(loader.get_data_path())
    except (OSError, RuntimeError) as error:
        raise VoiceError(f"The emergency voice cannot be loaded: {error}") from error
    _declare(library)
    rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT)
    if rate_hz <= 0 or library.espeak_SetVoiceByName(_LANGUAGE) != _OK:
        raise VoiceError("The emergency voice lacks its data; install panggil[espeak] again.")
    library.espeak_SetParameter(_RATE, _WORDS_A_MINUTE, 0)
    library.espeak_SetParameter(_WORD_GAP, _GAP, 0)
    _state["library"], _state["rate_hz"] = library, rate_hz


def _declare(library: ctypes.CDLL) -> None:
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_Info.argtypes = [ctypes.c_void_p]
    library.espeak_Initialize.argtypes = [*[ctypes.c_int] * 2, ctypes.c_char_p, ctypes.c_int]
    library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    library.espeak_SetParameter.argtypes = [ctypes.c_int] * 3
    library.espeak_SetSynthCallback.argtypes = [_CALLBACK]
    library.espeak_SetSynthCallback.restype = None
    library.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint),
        *(ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
    ]
