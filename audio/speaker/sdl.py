"""Questions to SDL itself that pygame does not pass on."""

import ctypes
from pathlib import Path

_PLAYING = 1  # SDL_AUDIO_PLAYING
_DEVICES = range(2, 18)  # SDL numbers opened devices so
_SPEC_BYTES = 64  # an SDL_AudioSpec is 32, more where pointers are longer


class OpenedDevice:
    """The audio device that this process has opened; make one after the mixer is open.

    `mixer_module` is the file of pygame's mixer: looking a name up in it also searches the SDL that
    it was linked to, so the answer is about the very SDL in use. Windows does not search on; there
    the library lies beside.
    """

    def __init__(self, mixer_module: Path) -> None:
        beside = mixer_module.with_name("SDL2.dll")
        self._sdl = ctypes.CDLL(str(beside if beside.exists() else mixer_module))
        self._sdl.SDL_GetCurrentAudioDriver.restype = ctypes.c_char_p
        self._number = next((number for number in _DEVICES if self._plays(number)), 0)

    def present(self) -> bool:
        """Return whether the device is there and running."""
        return self._plays(self._number)

    def driver(self) -> str:
        """Return the name of SDL's audio driver in use, such as `pulseaudio`."""
        return (self._sdl.SDL_GetCurrentAudioDriver() or b"").decode(errors="replace")

    def default_name(self) -> str:
        """Return the name of the system's default output; "" where SDL cannot tell (ALSA, disk)."""
        ask = getattr(self._sdl, "SDL_GetDefaultAudioInfo", None)  # since SDL 2.24
        name, spec = ctypes.c_char_p(), ctypes.create_string_buffer(_SPEC_BYTES)
        if ask is None or ask(ctypes.byref(name), spec, 0) != 0:
            return ""
        return (name.value or b"").decode(errors="replace")

    def _plays(self, number: int) -> bool:
        return bool(self._sdl.SDL_GetAudioDeviceStatus(number) == _PLAYING)
