"""The hall's logo: a picture that is judged by its content, kept in the data folder by its hash.

Where several servers may serve the hall, the database keeps it too, and each server takes it from
there when a screen first asks for it.
"""

from __future__ import annotations

import errno
import io
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog

from audio import private_folder
from display.hall.errors import NoRoom, Refused
from display.hall.setup.profile import put_logo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from display.hall.context import HallContext
    from display.hall.outcome import Outcome
    from display.journal import Hall

log = structlog.get_logger(__name__)

LARGEST_LOGO: Final = 512 * 1024
"""Bytes: a picture of 1,000 by 1,000 in many colours; every screen fetches it once."""

LEAST_PIXELS: Final = 16
MOST_PIXELS: Final = 2048
"""A side, in pixels: decoded 16 MB at most, which the oldest TVs still hold."""

LOGO_KINDS: Final = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
"""The ending of a logo's name -> its media type. An SVG may hold scripts, and is none."""

_NAME: Final = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(LOGO_KINDS)})")
# A JPEG may have something of its camera behind its end.
_BEHIND_END: Final = 1024


def set_logo(hall: HallContext, data: bytes) -> Outcome[Hall]:
    """Keep a picture and show it on every screen.

    Raises :class:`Refused` for what is no whole PNG, JPEG or WebP of a fit size, and
    :class:`NoRoom` when it cannot be kept.
    """
    name = f"{sha256(data).hexdigest()}.{_kind(data)}"
    # The file first: a screen asks for it as soon as it hears of it, and asks any of the servers.
    path = _keep(_folder(hall), name, data)
    if hall.shared:
        hall.shared.files.put("logo", path.stem, path)
    return _show(hall, name)


def remove_logo(hall: HallContext) -> Outcome[Hall]:
    """Show no logo any more."""
    return _show(hall, "")


def share_logo(hall: HallContext) -> None:
    """Give the other servers the logo that lies here, as one set by an earlier release does."""
    if not hall.shared:
        return
    path = _kept(hall, _shown(hall))
    try:
        if path:
            hall.shared.files.put("logo", path.stem, path)
    except OSError as error:
        log.error("the logo cannot be shared", why=str(error))


def logo_file(hall: HallContext, name: str) -> Path | None:
    """Return the file of a logo that was set, None when there is none of that name.

    Raises :class:`NoRoom` when one that another server has cannot be kept here.
    """
    path = _kept(hall, name)
    if path or not hall.shared or name != _shown(hall):
        return path
    return _take(hall, name, hall.shared.files.pieces(name.partition(".")[0]))


def _take(hall: HallContext, name: str, pieces: Iterable[bytes]) -> Path | None:
    """Keep the logo that another server was brought, in the place of the one before."""
    data = b"".join(pieces)
    if not name.startswith(sha256(data).hexdigest()):
        return None  # taken away meanwhile, or damaged
    path = _keep(_folder(hall), name, data)
    for other in path.parent.iterdir():
        if _NAME.fullmatch(other.name) and other != path:
            _unlink(other)
    return path


def _folder(hall: HallContext) -> Path:
    return hall.settings.data / "logos"


def _shown(hall: HallContext) -> str:
    return hall.read(lambda tx: tx.about().logo)


def _kept(hall: HallContext, name: str) -> Path | None:
    path = _folder(hall) / name
    return path if _NAME.fullmatch(name) and path.is_file() else None


def _show(hall: HallContext, name: str) -> Outcome[Hall]:
    before = _shown(hall)
    outcome = hall.write(lambda tx: put_logo(tx, name))
    if before and before != name:
        if old := _kept(hall, before):
            _unlink(old)
        if hall.shared:
            hall.shared.files.remove(before.partition(".")[0])
    return outcome


def _unlink(path: Path) -> None:
    with suppress(OSError):  # held open on Windows; it is in nobody's way
        path.unlink()


def _kind(data: bytes) -> str:
    """Return the ending of a picture's kind, as its content says; raises :class:`Refused`."""
    if len(data) > LARGEST_LOGO:
        message = f"More than {LARGEST_LOGO // 1024} KB are not taken."
        raise Refused("logo", message, code="too_large")
    kind = _signature(data)
    wide, high = _size(data) if kind else (-1, -1)
    if kind is None or wide < 1 or high < 1:
        raise Refused("logo", "This is no whole PNG, JPEG or WebP picture.", code="no_picture")
    if min(wide, high) < LEAST_PIXELS or max(wide, high) > MOST_PIXELS:
        message = f"A side must have {LEAST_PIXELS} to {MOST_PIXELS} pixels, not {wide} by {high}."
        raise Refused("logo", message, code="pixels")
    return kind


def _signature(data: bytes) -> str | None:
    """Return the kind of a picture that begins and ends as its kind does."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[-8:-4] == b"IEND":
        return "png"
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[-_BEHIND_END:]:
        return "jpg"
    length = int.from_bytes(data[4:8], "little") + 8
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and length == len(data):
        return "webp"
    return None


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height as the picture's head says; (-1, -1) for a broken one."""
    import imagesize

    try:
        wide, high = imagesize.get(io.BytesIO(data))
    except Exception:  # a stranger's file may break its reader in any way: it is no picture then
        return -1, -1
    return int(wide), int(high)


def _keep(folder: Path, name: str, data: bytes) -> Path:
    """Write a file whole or not at all, and return it."""
    draft = folder / f"{uuid4().hex}.part"
    try:
        private_folder(folder)
        try:
            draft.write_bytes(data)
            return draft.replace(folder / name)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise NoRoom("The disk is full.", code="disk_full") from None
        message = f"The logo cannot be kept: {error.strerror}."
        raise NoRoom(message, code="unwritable") from None
