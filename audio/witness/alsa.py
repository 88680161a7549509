"""ALSA's own mixer, by the machine's libasound: switches and volumes of a card.

A card has its own names for what lies between a program and the loudspeaker, and libasound says of
none whether it is in the way. What is judged: "Master", "PCM" and "Digital" lie in a row, so each
of them can silence the hall; of "Speaker", "Headphone", "Line Out" and the like one that is open is
enough, for they are plugs beside each other. Other names are not known and not looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from audio.witness.output import Output, judge_level, volume_db

_LIBRARY: Final = "libasound.so.2"
_CHANNELS: Final = range(32)  # SND_MIXER_SCHN_FRONT_LEFT to SND_MIXER_SCHN_LAST
IN_A_ROW: Final = frozenset({"Master", "PCM", "Digital"})
BESIDE_EACH_OTHER: Final = frozenset({"Front", "Headphone", "Line Out", "Speaker"})

_Element = ctypes.c_void_p


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a card on the way out: whether it is closed, and its loudest side in dB."""

    name: str
    muted: bool
    level_db: float


def judge_controls(controls: Iterable[Control], device: str | None) -> Output:
    """Say what of a card's controls reaches the hall; ``none`` where none of them is known."""
    known = list(controls)
    row = [each for each in known if each.name in IN_A_ROW]
    plugs = [each for each in known if each.name in BESIDE_EACH_OTHER]
    if not (row or plugs):
        return Output()
    muted = any(each.muted for each in row) or (bool(plugs) and all(each.muted for each in plugs))
    loudest_db = max((each.level_db for each in plugs if not each.muted), default=0.0)
    return judge_level(muted, sum(each.level_db for each in row) + loudest_db, device, "alsa")


class AlsaMixer:
    """Reads a card's mixer anew at each look: cards come and go, and it takes a millisecond."""

    def __init__(self, alsa: ctypes.CDLL) -> None:
        self._alsa = alsa
        alsa.snd_mixer_selem_get_name.restype = ctypes.c_char_p
        for name in ("snd_mixer_first_elem", "snd_mixer_elem_next"):
            getattr(alsa, name).restype = _Element
        # Else every card that is not there is a line on standard error, twice a second.
        self._quiet = ctypes.CFUNCTYPE(None)(lambda: None)
        alsa.snd_lib_error_set_handler(self._quiet)

    @classmethod
    def of_this_machine(cls) -> AlsaMixer | None:
        """Return the mixer of this machine; None without libasound."""
        try:
            return cls(ctypes.CDLL(_LIBRARY))
        except OSError:
            return None

    def look(self, device: str) -> Output:
        """Say how the card of that device is; see :class:`audio.witness.mixer.Mixer`."""
        with self._elements(device) as elements:
            return judge_controls(map(self._read, elements), device or None)

    def open_up(self, device: str) -> None:
        """Open what :func:`judge_controls` looks at, all the way."""
        with self._elements(device) as elements:
            for element in elements:
                if self._name(element) in IN_A_ROW | BESIDE_EACH_OTHER:
                    self._open(element)

    @contextmanager
    def _elements(self, device: str) -> Iterator[list[Any]]:
        """Lend the card's controls for playback; none where there is no such card."""
        alsa, mixer = self._alsa, ctypes.c_void_p()
        if alsa.snd_mixer_open(ctypes.byref(mixer), 0) < 0:
            yield []
            return
        try:
            card = self._card_of(device).encode()
            is_there = (
                alsa.snd_mixer_attach(mixer, card) >= 0
                and alsa.snd_mixer_selem_register(mixer, None, None) >= 0
                and alsa.snd_mixer_load(mixer) >= 0
            )
            yield list(self._follow(mixer)) if is_there else []
        finally:
            alsa.snd_mixer_close(mixer)

    def _follow(self, mixer: ctypes.c_void_p) -> Iterator[Any]:
        element = self._alsa.snd_mixer_first_elem(mixer)
        while element:
            pointer = _Element(element)
            if self._alsa.snd_mixer_selem_is_active(pointer):
                yield pointer
            element = self._alsa.snd_mixer_elem_next(pointer)

    def _card_of(self, device: str) -> str:
        """Return ALSA's name of the card; SDL writes its devices ``CARD, DEVICE``."""
        number, name = ctypes.c_int(-1), ctypes.c_char_p()
        while device and self._alsa.snd_card_next(ctypes.byref(number)) >= 0 and number.value >= 0:
            if self._alsa.snd_card_get_name(number, ctypes.byref(name)) < 0:
                continue
            if device.partition(",")[0] == (name.value or b"").decode(errors="replace"):
                return f"hw:{number.value}"
        return "default"

    def _name(self, element: Any) -> str:
        return (self._alsa.snd_mixer_selem_get_name(element) or b"").decode(errors="replace")

    def _read(self, element: Any) -> Control:
        return Control(self._name(element), self._is_muted(element), self._level_db(element))

    def _is_muted(self, element: Any) -> bool:
        alsa, switch = self._alsa, ctypes.c_int(1)
        if not alsa.snd_mixer_selem_has_playback_switch(element):
            return False
        read = alsa.snd_mixer_selem_get_playback_switch
        sides = [switch.value for side in self._sides(element, read, switch)]
        return bool(sides) and not any(sides)

    def _level_db(self, element: Any) -> float:
        """Return the loudest side, in dB as the card tells, else as its steps suggest."""
        alsa = self._alsa
        if not alsa.snd_mixer_selem_has_playback_volume(element):
            return 0.0
        level, lowest, highest = ctypes.c_long(), ctypes.c_long(), ctypes.c_long()
        read_db = alsa.snd_mixer_selem_get_playback_dB
        if told := [level.value / 100 for _ in self._sides(element, read_db, level)]:
            return max(told)
        alsa.snd_mixer_selem_get_playback_volume_range(
            element, ctypes.byref(lowest), ctypes.byref(highest)
        )
        steps = max(1, highest.value - lowest.value)
        read = alsa.snd_mixer_selem_get_playback_volume
        shares = [(level.value - lowest.value) / steps for _ in self._sides(element, read, level)]
        return volume_db(max(shares, default=1.0))

    def _sides(self, element: Any, read: Callable[..., int], into: Any) -> Iterator[int]:
        """Yield each side that the control has and that could be read, ``into`` holds its value."""
        for side in _CHANNELS:
            has = self._alsa.snd_mixer_selem_has_playback_channel(element, side)
            if has and read(element, side, ctypes.byref(into)) >= 0:
                yield side

    def _open(self, element: Any) -> None:
        alsa, lowest, highest = self._alsa, ctypes.c_long(), ctypes.c_long()
        if alsa.snd_mixer_selem_has_playback_switch(element):
            alsa.snd_mixer_selem_set_playback_switch_all(element, 1)
        if alsa.snd_mixer_selem_has_playback_volume(element):
            alsa.snd_mixer_selem_get_playback_volume_range(
                element, ctypes.byref(lowest), ctypes.byref(highest)
            )
            alsa.snd_mixer_selem_set_playback_volume_all(element, highest)
