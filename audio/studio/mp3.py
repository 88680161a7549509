"""An MP3 to samples; a torn or foreign one is refused, never played half.

A decoder plays a torn file up to the tear without a word (and libmpg123 prints a warning into the
terminal). libsndfile moreover stops where the file says it ends, and what an MP3 says is a guess
where its header is missing, and the length of its first part where files were joined. So the
frames are counted here: ISO/IEC 11172-3 and 13818-3, layer III.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from mmap import mmap

import numpy
import soundfile
from numpy.typing import NDArray

from audio.studio.errors import UncertainEnd
from audio.studio.resample import convert

_HEADER = 4
# By version bits (3 is MPEG 1; 2 and 0 are MPEG 2 and 2.5): kbit/s, Hz, samples a frame / 8.
_LOW_KBIT = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HIGH_KBIT = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_VERSIONS = {
    3: (_HIGH_KBIT, (44_100, 48_000, 32_000), 144),
    2: (_LOW_KBIT, (22_050, 24_000, 16_000), 72),
    0: (_LOW_KBIT, (11_025, 12_000, 8_000), 72),
}
_LAYER_III = 1
_SYNC = re.compile(rb"\xff[\xe0-\xff]")
# So many frames in a row are no accident of other bytes.
_SURELY_SOUND = 3
# Lengths are stated in a frame of their own: of this bitrate it has room for them at every rate.
_STATED_BITRATE = 9
_STATES_FRAMES_AND_BYTES = 3


def decode_mp3(data: bytes, rate_hz: int) -> NDArray[numpy.float32]:
    """Return ``data`` as mono samples at ``rate_hz``; ``ValueError`` says what is wrong with it."""
    try:
        samples, found_hz = soundfile.read(
            io.BytesIO(with_true_length(data)), dtype="float64", always_2d=True
        )
    except soundfile.SoundFileError as error:
        reason = getattr(error, "error_string", error)
        raise ValueError(f"it is no MP3 ({reason})") from None
    mono = convert(samples.mean(axis=1), found_hz, rate_hz)
    if not numpy.isfinite(mono).all() or not numpy.any(mono):
        raise ValueError("it is silent")
    return mono.astype(numpy.float32)


def check_frames(data: bytes | mmap) -> None:
    """Raise ``ValueError`` unless ``data`` has MP3 frames and the last of them is whole.

    What follows the last frame and is none (a tag) is passed over; :class:`UncertainEnd` when more
    frames come behind it, or frames of another form.
    """
    for _ in _frames(data):
        pass


def with_true_length(data: bytes | mmap) -> bytes:
    """Return the frames of ``data`` alone, behind a header that states how many they are.

    Raises ``ValueError`` as :func:`check_frames` does.
    """
    frames = [data[at:end] for at, end in _frames(data) if not _states_length(data, at)]
    if not frames:
        raise ValueError("it has no sound")
    head = bytearray(frames[0][:_HEADER])
    head[1] |= 1  # no checksum
    head[2] = _STATED_BITRATE << 4 | head[2] & 0b1100
    size = frame_bytes(bytes(head), 0)
    total = size + sum(map(len, frames))
    stated = (_STATES_FRAMES_AND_BYTES, len(frames), total)
    fields = b"".join(number.to_bytes(4, "big") for number in stated)
    first = bytes(head) + bytes(_side_bytes(head)) + b"Xing" + fields
    return b"".join((first.ljust(size, b"\0"), *frames))


def frame_bytes(data: bytes | mmap, at: int) -> int:
    """Return the length of the frame that begins at ``at``, 0 where none begins."""
    if len(data) < at + _HEADER or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return 0
    version = _VERSIONS.get(data[at + 1] >> 3 & 3)
    bitrate, rate, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version is None or data[at + 1] >> 1 & 3 != _LAYER_III or not 0 < bitrate < 15 or rate == 3:
        return 0
    kbit, rates, factor = version
    return factor * kbit[bitrate] * 1000 // rates[rate] + padding


def _frames(data: bytes | mmap) -> Iterator[tuple[int, int]]:
    """Yield where each frame begins and ends, then judge what is behind the last."""
    at = 0
    form: tuple[int, int, bool] | None = None
    while True:
        if length := frame_bytes(data, at):
            found = _form(data, at)
            if form not in {None, found}:
                raise UncertainEnd("changes its rate or its channels on the way")
            form = found
            yield at, at + length
        elif not (length := _tag_bytes(data, at)):
            break
        at += length
    if form is None:
        raise ValueError("it is no MP3")
    if at > len(data) or data[at : at + 1] == b"\xff":
        raise ValueError("it ends too early")
    if _sounds_again(data, at):
        raise UncertainEnd("has something else between its parts")


def _form(data: bytes | mmap, at: int) -> tuple[int, int, bool]:
    """Return what a decoder cannot change on the way: version, rate, whether it is mono."""
    return data[at + 1] >> 3 & 3, data[at + 2] >> 2 & 3, data[at + 3] >> 6 == 3


def _side_bytes(head: bytes | bytearray) -> int:
    """Return how long the side information is that follows this header."""
    newest, mono = head[1] >> 3 & 3 == 3, head[3] >> 6 == 3
    return (17 if mono else 32) if newest else (9 if mono else 17)


def _states_length(data: bytes | mmap, at: int) -> bool:
    """Say whether this frame only states a length: that of a part, where files were joined."""
    side = at + _HEADER + _side_bytes(data[at : at + _HEADER])
    stated = data[side : side + 4] in {b"Xing", b"Info"} and not any(data[at + _HEADER : side])
    return stated or data[at + 36 : at + 40] == b"VBRI"


def _tag_bytes(data: bytes | mmap, at: int) -> int:
    """Return the length of the tag that begins at ``at``, 0 where none begins."""
    head = data[at : at + 16]
    if head[:3] == b"ID3" and len(head) >= 10:
        high, upper, lower, low = (byte & 0x7F for byte in head[6:10])
        footer = 10 if head[5] & 0x10 else 0
        return 10 + (high << 21 | upper << 14 | lower << 7 | low) + footer
    if head[:8] == b"APETAGEX" and len(head) == 16:
        return 32 + int.from_bytes(head[12:16], "little")
    # The oldest tag has 128 bytes; one that is torn or called otherwise is no sound either.
    return 128 if head[:3] == b"TAG" and len(data) >= at + 128 else 0


def _sounds_again(data: bytes | mmap, at: int) -> bool:
    """Say whether frames come again behind what is no frame."""
    for found in _SYNC.finditer(data, at):
        place = found.start()
        for _ in range(_SURELY_SOUND):
            length = frame_bytes(data, place)
            place += length
            if not length:
                break
        else:
            return True
    return False
