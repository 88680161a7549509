"""Questions to SDL itself that pygame does not pass on."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLAYING = 1  # SDL_AUDIO_PLAYING
_DEVICES = range(2, 18)  # SDL numbers opened devices so
_SPEC_BYTES = 64  # an SDL_AudioSpec is 32, more where pointers are longer
_CHANNELS_AT = 6  # in an SDL_AudioSpec, after the rate (4) and the format (2)


_AUDIO = 0x10  # SDL_INIT_AUDIO


class Sdl:
    """The very SDL that pygame uses.

    `mixer_module` is the file of pygame's mixer: looking a name up in it also searches the SDL that
    it was linked to. Windows does not search on; there the library lies beside.
    """

    def __init__(self, mixer_module: Path) -> None:
        beside = mixer_module.with_name("SDL2.dll")
        self._sdl = ctypes.CDLL(str(beside if beside.exists() else mixer_module))
        self._sdl.SDL_GetCurrentAudioDriver.restype = ctypes.c_char_p
        self._sdl.SDL_GetAudioDeviceName.restype = ctypes.c_char_p

    def driver(self) -> str:
        """Return the name of SDL's audio driver in use, such as `pulseaudio`."""
        return (self._sdl.SDL_GetCurrentAudioDriver() or b"").decode(errors="replace")

    def ask_output(self, wanted: str) -> tuple[str, int]:
        """Return the name of an output, the default one for "", and how many channels it has.

        "" and 0 where SDL cannot tell (ALSA, disk). To be asked before the mixer is open.
        """
        with self._begun() as begun:
            if not begun:
                return wanted, 0
            return (wanted, self._channels_of(wanted)) if wanted else self._default()

    @contextmanager
    def _begun(self) -> Iterator[bool]:
        """Begin SDL's audio for a question, and end it after it.

        pygame's mixer opens nothing, without a word, where it finds it begun by somebody else.
        """
        begun = self._sdl.SDL_InitSubSystem(_AUDIO) == 0
        try:
            yield begun
        finally:
            if begun:
                self._sdl.SDL_QuitSubSystem(_AUDIO)

    def _default(self) -> tuple[str, int]:
        ask = getattr(self._sdl, "SDL_GetDefaultAudioInfo", None)  # since SDL 2.24
        name, spec = ctypes.c_char_p(), ctypes.create_string_buffer(_SPEC_BYTES)
        if ask is None or ask(ctypes.byref(name), spec, 0) != 0:
            return "", 0
        return (name.value or b"").decode(errors="replace"), spec.raw[_CHANNELS_AT]

    def _channels_of(self, wanted: str) -> int:
        ask = getattr(self._sdl, "SDL_GetAudioDeviceSpec", None)  # since SDL 2.0.16
        spec = ctypes.create_string_buffer(_SPEC_BYTES)
        for at in range(self._sdl.SDL_GetNumAudioDevices(0) if ask else 0):
            name = self._sdl.SDL_GetAudioDeviceName(at, 0) or b""
            if name.decode(errors="replace") == wanted and ask and ask(at, 0, spec) == 0:
                return int(spec.raw[_CHANNELS_AT])
        return 0

    def playing_device(self) -> int:
        """Return the number of the device that is open and running, 0 when there is none."""
        return next((number for number in _DEVICES if self.plays(number)), 0)

    def plays(self, number: int) -> bool:
        """Return whether the device of that number is there and running."""
        return bool(self._sdl.SDL_GetAudioDeviceStatus(number) == _PLAYING)
