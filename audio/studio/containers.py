"""Is this a whole WAV, FLAC, MP3 or Ogg file? Looked at before a decoder is trusted with it.

libsndfile plays what is left of a torn file without a word, and a hall would hear half a number.
"""

from __future__ import annotations

from mmap import mmap
from pathlib import PurePosixPath

from audio.studio.mp3 import check_frames

_ENDINGS = {".wav": "WAV", ".flac": "FLAC", ".mp3": "MP3", ".opus": "Ogg", ".ogg": "Ogg"}
# Recorders that write to a pipe leave the length open.
_OPEN_LENGTHS = {0, 0xFFFFFFFF}
_OGG_HEAD, _OGG_LAST = 27, 0x04


def check_file(name: str, data: bytes) -> None:
    """Raise ``ValueError``, with the reason, when ``data`` is not the whole file its name says."""
    expected = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    if expected is None:
        raise ValueError("is no WAV, FLAC, MP3 or Opus file")
    if not data:
        raise ValueError("is empty")
    found = kind_of(data)
    if found != expected:
        raise ValueError(f"is called {expected} but is {found or 'something else'}")
    check_whole(data)


def check_whole(data: bytes | mmap) -> str:
    """Return the kind of ``data``, empty for something else; ``ValueError`` when it is torn."""
    found = kind_of(data)
    if found == "WAV":
        _check_wav(data)
    elif found == "Ogg":
        _check_ogg(data)
    elif found == "MP3":
        check_frames(_without_tag(data))
    return found


def kind_of(data: bytes | mmap) -> str:
    """Return what the first bytes say, empty for something else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "WAV"
    if data[:4] in {b"fLaC", b"OggS"}:
        return "FLAC" if data[:1] == b"f" else "Ogg"
    frame = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0
    return "MP3" if data[:3] == b"ID3" or frame else ""


def _check_wav(data: bytes | mmap) -> None:
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data":
            if size not in _OPEN_LENGTHS and at + 8 + size > len(data):
                raise ValueError("is cut off")
            return
        at += 8 + size + size % 2
    raise ValueError("is cut off")


def _check_ogg(data: bytes | mmap) -> None:
    """Walk the pages; the last must be whole and say that it is the last."""
    at, last = 0, 0
    while at < len(data):
        segments = data[at + 26] if at + _OGG_HEAD <= len(data) else 0
        body = sum(data[at + _OGG_HEAD : at + _OGG_HEAD + segments])
        end = at + _OGG_HEAD + segments + body
        if data[at : at + 4] != b"OggS" or end > len(data):
            raise ValueError("is cut off")
        at, last = end, data[at + 5]
    if not last & _OGG_LAST:
        raise ValueError("is cut off")


def _without_tag(data: bytes | mmap) -> bytes | mmap:
    """Return an MP3 without the old tag that players put at its very end."""
    return data[:-128] if data[-128:-125] == b"TAG" else data
