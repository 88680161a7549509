"""The hall's backups: which there are, one more now, and one to take along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import g
from werkzeug import Response
from werkzeug.exceptions import NotFound

from display.audit import current_actor
from display.backup import Fault
from display.clock import iso
from display.finding import thousands
from display.web.console.forms import done
from display.web.console.frame import Family, show
from display.web.console.pages import BACKUPS
from display.web.edge.current import current_parts

_CHUNK: Final = 64 * 1024

_WHY: Final[dict[Fault, str]] = {
    "full": "Ruang disknya kurang.",
    "too_large": "Berkasnya terlalu besar bagi drive itu (FAT32: 4 GB); format sebagai exFAT.",
    "read_only": "Tempatnya tidak dapat ditulisi.",
    "gone": "Foldernya tidak ada. Apakah drive atau jaringannya tersambung?",
    "unwritable": "Tempatnya tidak dapat dipakai.",
    "source": "Basis datanya tidak dapat dibaca.",
    "damaged": "Yang dibaca kembali lain dari yang ditulis, atau basis datanya rusak.",
    "foreign": "Berkasnya bukan cadangan Panggil.",
    "newer": "Berkasnya dari rilis yang lebih baru.",
}

blueprint = Family("backups")


@blueprint.page
def backups() -> Response:
    """Show the backups, newest first, and how it stands with the second place."""
    desk = current_parts().backups
    state = desk.state()
    failed = {each.place: (_WHY[each.fault], each.why) for each in state.results if each.fault}
    at = desk.settings.backup_at
    return show(
        "admin/backups.html",
        kept=[
            {"name": kept.path.name, "at": iso(kept.made_at), "size": _size_words(kept.size)}
            for kept in state.kept
        ],
        running=state.running,
        failed=failed,
        second=desk.settings.backup_folder,
        second_known=any(each.place == "second" for each in state.results),
        at=f"{at:%H.%M}" if at else "",
        days=desk.settings.backup_keep,
    )


@blueprint.page
def make() -> Response:
    """Make a backup now."""
    parts = current_parts()
    parts.backups.ask()
    _note("backup.asked", "")
    return done("Cadangan sedang dibuat.", BACKUPS)


@blueprint.page
def download(name: str) -> Response:
    """Send a backup. Raises NotFound when there is none of that name."""
    kept = current_parts().backups.find(name)
    if kept is None:
        raise NotFound
    _note("backup.downloaded", name)
    response = Response(_chunks(kept.path), mimetype="application/zip")
    response.headers["Content-Length"] = str(kept.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield a file that may be gigabytes; one that is thinned out meanwhile is still read."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _note(what: str, subject: str) -> None:
    parts, actor = current_parts(), current_actor()
    if actor is not None:
        parts.audit.note(parts.hall.id, actor, what, subject or g.person.name)


def _size_words(size: int) -> str:
    """Write a size as staff read it: ``1,2 GB``."""
    megabytes = size / 10**6
    if megabytes >= 1000:
        return f"{megabytes / 1000:.1f} GB".replace(".", ",")
    return f"{thousands(max(1, round(megabytes)))} MB"
