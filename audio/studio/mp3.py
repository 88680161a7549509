"""An MP3 answer to samples; a torn or foreign one is refused, never played half.

A decoder plays a torn file up to the tear without a word (and libmpg123 prints a warning into the
terminal), so the frames are counted before: ISO/IEC 11172-3 and 13818-3, layer III.
"""

from __future__ import annotations

import io
from mmap import mmap

import numpy
import soundfile
from numpy.typing import NDArray

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


def decode_mp3(data: bytes, rate_hz: int) -> NDArray[numpy.float32]:
    """Return ``data`` as mono samples at ``rate_hz``; ``ValueError`` says what is wrong with it."""
    check_frames(data)
    try:
        samples, found_hz = soundfile.read(io.BytesIO(data), dtype="float64", always_2d=True)
    except soundfile.SoundFileError as error:
        raise ValueError(f"it is no MP3 ({error})") from None
    mono = convert(samples.mean(axis=1), found_hz, rate_hz)
    if not numpy.isfinite(mono).all() or not numpy.any(mono):
        raise ValueError("it is silent")
    return mono.astype(numpy.float32)


def check_frames(data: bytes | mmap) -> None:
    """Raise ``ValueError`` unless ``data`` has MP3 frames and the last of them is whole.

    What follows the last frame and is none (a tag) is passed over.
    """
    at = first = _start(data)
    while length := frame_bytes(data, at):
        at += length
    if at == first:
        raise ValueError("it is no MP3")
    if at > len(data) or data[at : at + 1] == b"\xff":
        raise ValueError("it ends too early")


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


def _start(data: bytes | mmap) -> int:
    """Return where the frames begin: behind an ID3 tag, if there is one."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    high, upper, lower, low = (byte & 0x7F for byte in data[6:10])
    return 10 + (high << 21 | upper << 14 | lower << 7 | low)
