"""Questions to SDL itself that pygame does not pass on."""

import ctypes
from pathlib import Path

_PLAYING = 1  # SDL_AUDIO_PLAYING
_DEVICES = range(2, 18)  # SDL numbers opened devices so
_SPEC_BYTES = 64  # an SDL_AudioSpec is 32, more where pointers are longer


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

    def driver(self) -> str:
        """Return the name of SDL's audio driver in use, such as `pulseaudio`."""
        return (self._sdl.SDL_GetCurrentAudioDriver() or b"").decode(errors="replace")

    def ask_default_name(self) -> str:
        """Return the name of the system's default output; "" where SDL cannot tell (ALSA, disk).

        To be asked before the mixer is open. SDL's audio is begun for the question and ended after
        it: pygame's mixer opens nothing, without a word, where it finds it begun by somebody else.
        """
        ask = getattr(self._sdl, "SDL_GetDefaultAudioInfo", None)  # since SDL 2.24
        if ask is None or self._sdl.SDL_InitSubSystem(_AUDIO) != 0:
            return ""
        name, spec = ctypes.c_char_p(), ctypes.create_string_buffer(_SPEC_BYTES)
        known = ask(ctypes.byref(name), spec, 0) == 0
        told = (name.value or b"").decode(errors="replace") if known else ""
        self._sdl.SDL_QuitSubSystem(_AUDIO)
        return told

    def playing_device(self) -> int:
        """Return the number of the device that is open and running, 0 when there is none."""
        return next((number for number in _DEVICES if self.plays(number)), 0)

    def plays(self, number: int) -> bool:
        """Return whether the device of that number is there and running."""
        return bool(self._sdl.SDL_GetAudioDeviceStatus(number) == _PLAYING)
