"""From sending a text to its first word: `python -m tests.bench.first_word`.

Give the folder of another build with ``--other`` (its code is run by this interpreter) to have both
measured in turn in one run, so that whatever else the machine does weighs on both. Each text is new
to its hall. The PA is SDL's disk driver in real time; a moment is when a sample was written to it,
to some milliseconds.

Cold: by the API, the voice worker not started yet. Open: the page's own requests, at 20 letters
a second, then sent with the last letter. The word is what sounds first after the chime's silence.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy

from tests.acceptance.hall_process import HallProcess, wait_until
from tests.bench.pcm_clock import PcmClock

HERE = Path(__file__).resolve().parents[2]
LETTERS_A_S = 20.0
PAUSE_S = 0.5  # of the page, before it asks for a preview
QUIET = 40
REST_FRAMES = 48 * 300  # between the chime and the first word there are 500 ms
NAMES = ("Zulkarnaen", "Mirnawati", "Sudarsono", "Yulistiawati", "Hermansyah", "Kusumawardhani")
TEXT = (
    "Mohon perhatian Bapak {name} dari desa {place}, berkas permohonan nomor {n} sudah selesai."
    " Silakan mengambilnya di ruang arsip di lantai dua, dengan membawa kartu tanda penduduk asli"
    " dan bukti penyerahan berkas. Terima kasih."
)


def texts() -> Iterator[str]:
    """Yield texts of 30 words, no two alike, and none in any pack."""
    for number in range(1000):
        name, place = NAMES[number % 6], NAMES[(number // 6 + 3) % 6]
        yield TEXT.format(name=name, place=place.lower(), n=100 + number)


class Build:
    """A hall of one build, started anew for each cold run."""

    def __init__(self, name: str, code: Path, folder: Path) -> None:
        self.name = name
        self._code = code
        self._folder = folder
        self._runs = 0

    def start(self) -> HallProcess:
        """Start it in a new folder."""
        self._runs += 1
        folder = self._folder / f"{self.name}{self._runs}"
        folder.mkdir()
        hall = HallProcess(
            folder,
            PYTHONPATH=str(self._code),
            PANGGIL_PREPARE_LIMIT_S="120",
            PANGGIL_MESSAGE_EXPIRY_S="3600",
        )
        return hall.start()


def type_in(hall: HallProcess, text: str, *, ahead: bool) -> None:
    """Write a text as the page does: ``ahead`` asks for each clause as soon as it is written."""
    if ahead:
        hall.request("POST", "/api/v1/voice/warm", {})
    for end in range(1, len(text) + 1):
        time.sleep(1 / LETTERS_A_S)
        if ahead and text[end - 1] in ".,;:!?" and text[end : end + 1] == " ":
            hall.request("POST", "/api/v1/announcements/preview", {"text": text[:end]})


def wait_for_preview(hall: HallProcess, text: str) -> None:
    """Ask as the page does until the sound is there: it lets nobody send before."""
    time.sleep(PAUSE_S)
    body = {"text": text}
    wait_until(
        lambda: hall.request("POST", "/api/v1/announcements/preview", body)[0] == 200, 180, 0.6
    )


def send(hall: HallProcess, text: str, since: float | None = None) -> tuple[float, float]:
    """Send a text; return the seconds from ``since``, or now, to its chime and its first word."""
    clock = PcmClock(hall.pcm_path)
    at_frame = hall.pcm_path.stat().st_size // 4
    sent_at = time.monotonic() if since is None else since
    status, placed = hall.request("POST", "/api/v1/announcements", {"text": text})
    assert status == 201, placed
    end = hall.wait_for_end(str(placed["announcement_id"]), 240)
    assert (end["state"], end["reason"]) == ("finished", None), end
    chime, word = first_sounds(hall.heard(), at_frame)
    seen = clock.when(chime) - sent_at, clock.when(word) - sent_at
    clock.stop()
    return seen


def first_sounds(heard: bytes, since: int) -> tuple[int, int]:
    """Return the frames of the first sound and of the one after its long rest."""
    samples = numpy.abs(numpy.frombuffer(heard, "<i2")[since:].astype(int))
    loud = numpy.flatnonzero(samples > QUIET)
    rests = numpy.flatnonzero(numpy.diff(loud) > REST_FRAMES)
    return since + int(loud[0]), since + int(loud[rests[0] + 1])


def cold(build: Build, text: str) -> tuple[float, float]:
    """Measure by the API, in a hall whose voice has not been started."""
    hall = build.start()
    try:
        return send(hall, text)
    finally:
        hall.stop()


def opened(build: Build, text: str, *, ahead: bool) -> tuple[float, float]:
    """Measure from the last letter typed on the page, which then sends."""
    hall = build.start()
    try:
        type_in(hall, text, ahead=ahead)
        typed_at = time.monotonic()
        wait_for_preview(hall, text)
        return send(hall, text, typed_at)
    finally:
        hall.stop()


def main() -> None:
    """Measure and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--other", type=Path, help="folder of another build")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    wordings = texts()
    with tempfile.TemporaryDirectory() as folder:
        builds = [Build("this", HERE, Path(folder))]
        builds += [Build("other", options.other, Path(folder))] if options.other else []
        found: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for _ in range(options.runs):
            for build in builds:
                new = build.name == "this"
                found.setdefault(("cold", build.name), []).append(cold(build, next(wordings)))
                seen = opened(build, next(wordings), ahead=new)
                found.setdefault(("open", build.name), []).append(seen)
                print({key: times[-1] for key, times in found.items()}, os.getloadavg(), flush=True)
        for (way, name), times in found.items():
            chime, word = (statistics.median(column) for column in zip(*times, strict=True))
            print(f"{way:5} {name:6} chime {chime:5.2f} s   word {word:5.2f} s   of {len(times)}")


if __name__ == "__main__":
    main()
