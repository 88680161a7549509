"""Is this a whole WAV, FLAC, MP3 or Ogg file? Looked at before a decoder is trusted with it.

libsndfile plays what is left of a torn file without a word, and what was joined to a file it never
sees: a hall would hear half a number.
"""

from __future__ import annotations

from mmap import mmap
from pathlib import PurePosixPath

from audio.studio.errors import UncertainEnd
from audio.studio.mp3 import check_frames

_ENDINGS = {".wav": "WAV", ".flac": "FLAC", ".mp3": "MP3", ".opus": "Ogg", ".ogg": "Ogg"}
# Recorders that write to a pipe leave the length open: nothing, or as much as the field can hold.
_OPEN_FROM = 0x7FFFF000
_OGG_HEAD, _OGG_FIRST, _OGG_LAST = 27, 0x02, 0x04
_FLAC_HEADS = (b"fLaC\x00\x00\x00\x22", b"fLaC\x80\x00\x00\x22")


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
    """Return the kind of ``data``, empty for something else.

    Raises ``ValueError`` when it is torn, :class:`UncertainEnd` when it may go on where its header
    says that it ends.
    """
    found = kind_of(data)
    if found == "WAV":
        _check_wav(data)
    elif found == "Ogg":
        ogg_parts(data)
    elif found == "MP3":
        check_frames(data)
    elif found == "FLAC" and any(data.find(head, 4) > 0 for head in _FLAC_HEADS):
        raise UncertainEnd("is more than one file")
    return found


def kind_of(data: bytes | mmap) -> str:
    """Return what the first bytes say, empty for something else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "WAV"
    if data[:4] in {b"fLaC", b"OggS"}:
        return "FLAC" if data[:1] == b"f" else "Ogg"
    frame = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0
    return "MP3" if data[:3] == b"ID3" or frame else ""


def with_open_length(wav: bytes | mmap) -> bytes | mmap:
    """Return a WAV that is read to the end of the file where its recorder left the length open."""
    at, size = _wav_sound(wav)
    if size or _is_chunks(wav, at):
        return wav
    return wav[: at - 4] + b"\xff" * 4 + wav[at:]


def ogg_parts(data: bytes | mmap) -> list[tuple[int, int]]:
    """Return where each of the joined files of an Ogg begins and ends; one, for most.

    Raises ``ValueError`` unless every page is whole and the last page says that it is the last.
    """
    at, last, begins = 0, 0, [0]
    while at < len(data):
        segments = data[at + 26] if at + _OGG_HEAD <= len(data) else 0
        body = sum(data[at + _OGG_HEAD : at + _OGG_HEAD + segments])
        end = at + _OGG_HEAD + segments + body
        if data[at : at + 4] != b"OggS" or end > len(data):
            raise ValueError("is cut off")
        # Several streams of one file begin together; a file that follows begins after sound.
        if data[at + 5] & _OGG_FIRST and at and not last & _OGG_FIRST:
            begins.append(at)
        at, last = end, data[at + 5]
    if not last & _OGG_LAST:
        raise ValueError("is cut off")
    return list(zip(begins, [*begins[1:], len(data)], strict=True))


def _check_wav(data: bytes | mmap) -> None:
    at, size = _wav_sound(data)
    if size >= _OPEN_FROM:
        return
    if at + size > len(data):
        raise ValueError("is cut off")
    if size and not _is_chunks(data, at + size + size % 2):
        raise UncertainEnd("goes on after the end that it states")


def _wav_sound(data: bytes | mmap) -> tuple[int, int]:
    """Return where the samples of a WAV begin, and how many bytes of them it states."""
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data":
            return at + 8, size
        at += 8 + size + size % 2
    raise ValueError("is cut off")


def _is_chunks(data: bytes | mmap, at: int) -> bool:
    """Say whether from ``at`` on there are chunks of a WAV beside its sound, or nothing."""
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name in {b"RIFF", b"data"} or not all(0x20 <= byte < 0x7F for byte in name):
            return not any(data[at:])
        at += 8 + size + size % 2
    return True
