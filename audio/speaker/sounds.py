"""The sounds at hand: fetched from the server by HTTP, checked, kept in a bounded folder."""

import hashlib
import logging
import os
import threading
import time
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from audio.errors import AudioError
from audio.packs import private_folder
from audio.speaker.orders import SoundRef
from audio.speaker.wav import BadSound, measure_sound

log = logging.getLogger(__name__)

MAX_SOUND_BYTES = 50 * 2**20  # over eight minutes of mono
MAX_FOLDER_BYTES = 256 * 2**20  # some 250 calls of ten seconds
CHUNK_BYTES = 64 * 1024
TIMEOUT_S = 5.0  # for a single wait on the network
DEADLINE_S = 15.0  # for a whole sound, all tries included
RETRY_AFTER_S = (0.2, 0.5, 1.0)
TRY_AGAIN = frozenset({429, 500, 502, 503, 504})


class FetchFailed(AudioError):
    """The sound cannot be had; `reason` is `fetch` or `bad_sound`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class _StayHere(HTTPRedirectHandler):
    """Refuses redirects: the token in the header is for this server only."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class Sounds:
    """The folder of sounds, `<sha256>.wav` each; safe to use from any thread.

    `server_url` is http or https, without a path. No proxy is used: the server is in the house.
    """

    def __init__(self, folder: Path, server_url: str, token: str) -> None:
        self._folder = folder
        self._server_url = server_url
        self._headers = {"Authorization": f"Bearer {token}", "User-Agent": "panggil-speaker"}
        self._opener = build_opener(ProxyHandler({}), _StayHere())
        self._proven: set[str] = set()
        self._tidy = threading.Lock()
        private_folder(folder)
        for rest in folder.glob("*.part"):
            rest.unlink(missing_ok=True)

    def find(self, sha256: str) -> Path | None:
        """Return the sound's file if it is here and whole; it then counts as just used."""
        path = self._path(sha256)
        try:
            os.utime(path)
            if sha256 not in self._proven and _digest(path) != sha256:
                log.warning("sound %s was damaged on disk, fetched again", sha256)
                path.unlink()
                return None
        except OSError:
            return None
        self._proven.add(sha256)
        return path

    def fetch(self, sound: SoundRef) -> Path:
        """Return the sound's file, from the server if need be; FetchFailed when it cannot be had.

        Blocks up to DEADLINE_S. A failing network is tried again, a wrong content is not.
        """
        if found := self.find(sound.sha256):
            return found
        until = time.monotonic() + DEADLINE_S
        for pause in (*RETRY_AFTER_S, None):
            try:
                return self._download(sound, until)
            except HTTPError as error:
                problem = f"HTTP {error.code}"
                error.close()
                if error.code not in TRY_AGAIN:
                    break
            except (OSError, HTTPException) as error:
                problem = str(error) or type(error).__name__
            if pause is None or time.monotonic() + pause > until:
                break
            time.sleep(pause)
        raise FetchFailed("fetch", problem)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.wav"

    def _download(self, sound: SoundRef, until: float) -> Path:
        """Write the sound beside its place, and move it there only when it is proven."""
        part = self._folder / f"{sound.sha256}.{threading.get_ident()}.part"
        request = Request(self._server_url + sound.url, headers=self._headers)  # noqa: S310 - http(s)
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer, part.open("wb") as file:
                digest = _copy(answer, file, until)
            _prove(part, digest, sound.sha256)
            part.replace(self._path(sound.sha256))
        finally:
            part.unlink(missing_ok=True)
        self._proven.add(sound.sha256)
        self._make_room(sound.sha256)
        return self._path(sound.sha256)

    def _make_room(self, keep: str) -> None:
        """Remove the sounds unused for longest until the folder is within its bound."""
        with self._tidy:
            files = [(path.stat(), path) for path in self._folder.glob("*.wav")]
            total = sum(stat.st_size for stat, _ in files)
            for stat, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
                if total <= MAX_FOLDER_BYTES or path.stem == keep:
                    break
                path.unlink(missing_ok=True)
                self._proven.discard(path.stem)
                total -= stat.st_size


def _copy(answer: IO[bytes], file: IO[bytes], until: float) -> str:
    """Copy the body and return its sha256; bounded in size and time."""
    digest, size = hashlib.sha256(), 0
    while chunk := answer.read(CHUNK_BYTES):
        size += len(chunk)
        if size > MAX_SOUND_BYTES:
            raise FetchFailed("bad_sound", f"more than {MAX_SOUND_BYTES} bytes")
        if time.monotonic() > until:
            raise TimeoutError("the server sends too slowly")
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest()


def _prove(file: Path, digest: str, sha256: str) -> None:
    if digest != sha256:
        raise FetchFailed("bad_sound", f"content has sha256 {digest}, not {sha256}")
    try:
        measure_sound(file)
    except BadSound as error:
        raise FetchFailed("bad_sound", str(error)) from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
