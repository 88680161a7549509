"""Recordings: sounds that staff spoke or brought, kept by this server and known to the journal.

Where several servers may serve the hall, the database keeps them too, and each server takes those
that it lacks from there when they are to be played.

A recording is kept when its file is whole in the data folder and its row is in the journal. What a
killed server left of either is swept at the next start: a file without a row goes, a row without a
file is told as lost when it is to be played.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import structlog

from audio import (
    Imported,
    NotTaken,
    RecordingFolder,
    RecordingLost,
    Sound,
    SoundImporter,
    SoundUnwritable,
)
from display.clock import iso_now
from display.hall.errors import Conflict, NoRoom, NotFound, Refused
from display.hall.outcome import Outcome, kept_row
from display.hall.request import Asked
from display.journal import Recording, Transaction

if TYPE_CHECKING:
    from display.hall.context import HallContext
    from display.hall.speech.requests import RecordingRequest

T = TypeVar("T")

log = structlog.get_logger(__name__)

MOST_RECORDINGS = 500
"""Recordings of a hall: more than anybody finds anything in."""

_NO_ROOM = frozenset({"disk_full", "folder_full", "unwritable"})


class Recordings:
    """The recordings of one server."""

    def __init__(self, hall: HallContext) -> None:
        self._hall = hall
        settings = hall.settings
        self._folder = RecordingFolder(settings.data / "recordings", settings.recordings_mb * 10**6)
        self._importer = SoundImporter(self._folder.folder)
        self._changing = threading.Lock()
        self._shared = hall.shared.files if hall.shared else None

    def start(self) -> None:
        """Sweep what a killed server left; give the other servers what they may lack."""
        known = {row.id for row in self._read(lambda tx: tx.all(Recording))}
        swept = self._folder.sweep(known)
        if swept:
            log.warning("left by an earlier server and removed", files=swept)
        if self._shared:
            try:
                for recording_id in known:
                    if path := self._folder.path(recording_id):
                        self._shared.put("recording", recording_id, path)
                self._shared.forget_unknown(known)
            except OSError as error:
                log.error("recordings cannot be shared", why=str(error))

    def stop(self) -> None:
        """End an import at hand; whoever brought that sound is told to send it again."""
        self._importer.close()

    @property
    def used_bytes(self) -> int:
        """What all recordings take, wherever in the hall they were brought."""
        return max(self._folder.used_bytes(), self._used_elsewhere())

    @property
    def limit_bytes(self) -> int:
        """What they may take."""
        return self._folder.limit_bytes

    def list(self) -> list[Recording]:
        """Return the recordings, newest first."""
        return self._read(lambda tx: tx.all(Recording))

    def was_answered(self, event_id: str | None) -> bool:
        """Say whether the asker has used this ``event_id`` today, for whatever."""
        return self._hall.was_answered(event_id)

    def earlier(self, request: RecordingRequest, sha256: str) -> Outcome[Recording]:
        """Return the first answer to a request of which :meth:`was_answered` is true.

        ``sha256`` is that of the sound as brought. Raises :class:`Conflict` when the ``event_id``
        was used for something else.
        """
        return self._hall.earlier(_asked(request, sha256), kept_row(Recording))

    def incoming(self) -> Path:
        """Return where a sound may be received; whoever asks removes the file afterwards.

        Raises :class:`NoRoom` when there is no room for another recording.
        """
        try:
            self._folder.require_room(elsewhere=self._used_elsewhere())
            return self._folder.incoming()
        except NotTaken as error:
            _refuse(error)
        except OSError as error:
            raise NoRoom(f"The data folder cannot be written: {error.strerror}.") from None

    def add(self, brought: Path, request: RecordingRequest, sha256: str) -> Outcome[Recording]:
        """Judge and level the sound in the file ``brought``, of that ``sha256``, and keep it.

        Raises :class:`Refused` for field "sound" with a code, :class:`NoRoom`, and
        :class:`Conflict` when the ``event_id`` belongs to something else.
        """
        try:
            imported = self._importer.take(brought)
        except NotTaken as error:
            _refuse(error)
        with self._changing:
            try:
                return self._save(imported, request, sha256)
            except BaseException:
                # Somebody may have brought the same sound before: the file is theirs, too.
                if not self._read(lambda tx: tx.get(Recording, imported.sha256)):
                    self._forget(imported.sha256)
                raise

    def remove(self, recording_id: str) -> Outcome[Recording]:
        """Take a recording away.

        Raises :class:`NotFound`, and :class:`Conflict` while it waits to be played or is played.
        """

        def work(tx: Transaction) -> Outcome[Recording]:
            row = tx.get(Recording, recording_id)
            if row is None:
                raise NotFound("There is no recording of that id.", code="unknown_recording")
            # An announcement in the queue would find nothing to play when its turn comes.
            if any(item.recording == recording_id for item in tx.open_announcements()):
                message = "This recording waits to be played; cancel its announcement first."
                raise Conflict(message, code="recording_waits")
            data = {"recording": {**row.to_json(), "removed": True}}
            return Outcome(False, tx.append("recording.removed", data).seq, row)

        with self._changing:
            removed = self._hall.write(work)
            # After the commit: a file without a row is swept at the next start, a row without a
            # file is a recording that stays silent.
            self._forget(recording_id)
        return removed

    def _used_elsewhere(self) -> int:
        return self._shared.used_bytes("recording") if self._shared else 0

    def _forget(self, recording_id: str) -> None:
        self._folder.remove(recording_id)
        if self._shared:
            self._shared.remove(recording_id)

    def sound(self, recording_id: str, chime: str | None, repeats: int) -> Sound | None:
        """Return a recording's sound after its chime, ``repeats`` times more.

        ``None`` when it is gone or damaged; :class:`~audio.SoundError` when the sound cannot be
        written.
        """
        path = self._folder.path(recording_id) or self._fetch(recording_id)
        if path is None:
            return None
        try:
            return self._hall.composer.compose_recording(path, chime, repeats)
        except RecordingLost as error:
            log.error("recording cannot be played", recording=recording_id, why=str(error))
            return None

    def _fetch(self, recording_id: str) -> Path | None:
        """Return the file of a recording that was brought to another server, if it is kept."""
        if self._shared is None:
            return None
        try:
            return self._folder.take(recording_id, self._shared.pieces(recording_id))
        except OSError as error:
            raise SoundUnwritable(f"The recording cannot be kept: {error.strerror}.") from error

    def _save(
        self, imported: Imported, request: RecordingRequest, sha256: str
    ) -> Outcome[Recording]:
        try:
            # Asked again: another sound may have filled the folder while this one was levelled.
            self._folder.require_room(0, self._used_elsewhere())
            if self._shared:
                path = self._folder.folder / f"{imported.sha256}.wav"
                self._shared.put("recording", imported.sha256, path)
        except NotTaken as error:
            _refuse(error)

        def work(tx: Transaction, event_id: str) -> Outcome[Recording]:
            # The id is the file's checksum: the same sound brought twice is one recording.
            known = tx.get(Recording, imported.sha256)
            if known:
                return Outcome(False, known.seq, known)
            if len(tx.all(Recording)) >= MOST_RECORDINGS:
                raise NoRoom(f"A hall has at most {MOST_RECORDINGS} recordings; delete some first.")
            row = Recording(
                imported.sha256, request.name, imported.duration_ms, request.source, iso_now()
            )
            event = tx.append("recording.added", {"recording": row.to_json()}, event_id)
            return Outcome(True, event.seq, Recording.from_json(event.data["recording"]))

        return self._hall.once(_asked(request, sha256), kept_row(Recording), work)

    def _read(self, work: Callable[[Transaction], T]) -> T:
        return self._hall.read(work)


def _refuse(error: NotTaken) -> NoReturn:
    if error.code in _NO_ROOM:
        raise NoRoom(str(error), code=error.code) from error
    raise Refused("sound", str(error), code=error.code) from error


def _asked(request: RecordingRequest, sha256: str) -> Asked:
    return Asked.of("recording", request, sha256=sha256)
