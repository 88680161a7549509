"""From the server's `play` message to the first sample on the PA line, in ms.

Run `python -m tests.bench.speaker_latency [ROUNDS]`. SDL's disk driver plays into a pipe whose
reader notes when samples come; its buffer of 2048 frames (43 ms) is taken at the same pace as a
sound card's, so half a buffer on average and a whole one at worst are the floor.
"""

import logging
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from audio.speaker import run_speaker
from tests.audio.speaker.hall_server import TOKEN, HallServer
from tests.audio.speaker.pa_line import PaLine, Tone


def measure(
    server: HallServer, line: PaLine, number: int, *, prepared: bool, seconds: float
) -> float:
    """Return the latency of one sound, fetched beforehand or not."""
    tone = Tone(seconds, seed=int(1000 * seconds + number + 500 * prepared))
    server.sounds[tone.sha256] = tone.wav
    if prepared:
        url = f"/api/v1/sounds/{tone.sha256}"
        server.send(type="prepare", sound=tone.sha256, url=url)
        server.wait(lambda: any(path == url for path, _ in server.fetches))
    time.sleep(0.3 + 0.0431 * (number % 10) / 10)
    sent = time.monotonic()
    server.play(f"{number}-{prepared}-{seconds}", tone.sha256)
    server.wait_end(f"{number}-{prepared}-{seconds}")
    return (line.moment(tone) - sent) * 1000


def main() -> None:
    """Print min, median and max for short and long sounds, with and without a prefetch."""
    logging.basicConfig(level=logging.ERROR)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        line, server, stop = PaLine(Path(folder)), HallServer(), threading.Event()
        os.environ |= {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(line.path)}
        begun = time.monotonic()
        options = {"folder": Path(folder, "cache"), "stop": stop}
        speaker = threading.Thread(target=run_speaker, args=(server.url, TOKEN), kwargs=options)
        speaker.start()
        server.wait_state("ready")
        print(f"start to ready: {(time.monotonic() - begun) * 1000:.0f} ms")
        for seconds in (0.3, 8.0):
            for prepared in (True, False):
                took = [
                    measure(server, line, number, prepared=prepared, seconds=seconds)
                    for number in range(rounds if seconds < 1 else max(1, rounds // 5))
                ]
                figures = (min(took), statistics.median(took), max(took))
                how = "prepared" if prepared else "fetched at once"
                print(f"{seconds} s, {how}: " + " / ".join(f"{ms:.0f}" for ms in figures))
        stop.set()
        speaker.join()
        server.close()
        line.close()


if __name__ == "__main__":
    main()
