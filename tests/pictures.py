"""Small pictures, made here: whole ones of every kind that is taken, and some that are not."""

from __future__ import annotations

import struct
import zlib


def png(wide: int = 200, high: int = 200, grey: int = 90) -> bytes:
    """Return a grey picture."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([grey]) * wide) * high)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(wide: int = 200, high: int = 100) -> bytes:
    """Return the frame of a JPEG, with its size: as much of a picture as a reader asks for."""
    app0 = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", high, wide) + b"\x01\x01\x11\0"
    return b"\xff\xd8" + app0 + frame + b"\xff\xd9"


def webp(wide: int = 200, high: int = 100) -> bytes:
    """Return the head of a WebP, with its size."""
    size = (wide - 1).to_bytes(3, "little") + (high - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><script/></svg>'
