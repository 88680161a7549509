"""How long from the answer to a POST until the PA takes the first sample of the chime.

    python -m tests.bench.first_sample [--calls 15]

The PA is SDL's disk driver writing to a pipe in real time: a block of 2048 frames (43 ms) is read
the moment SDL hands it over. The floor is the same block on its own: a sound that begins at a
random moment waits half a block on average. Prints medians; asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from tests.acceptance.hall_process import HallProcess

BLOCK_MS = 2048 / 48


class Ear:
    """Reads the PA's pipe and notes when silence turns to sound."""

    def __init__(self, pipe: Path) -> None:
        self.pipe = pipe
        self.loud_at = 0.0
        self.quiet = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            with self.pipe.open("rb", buffering=0) as stream:
                while block := stream.read(8192):
                    loud = any(block)
                    if loud and self.quiet:
                        self.loud_at = time.monotonic()
                    self.quiet = not loud


def main() -> None:
    """Call, wait for the chime, let it end, and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=15)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        pipe = Path(folder) / "pa.fifo"
        os.mkfifo(pipe)
        ear = Ear(pipe)
        hall = HallProcess(Path(folder), SDL_DISKAUDIOFILE=str(pipe))
        try:
            hall.start()
            answer_ms, sample_ms = [], []
            for number in range(calls):
                began = time.monotonic()
                placed = hall.call(f"B-{number:03d}", "dukcapil", "3")
                answered = time.monotonic()
                while ear.loud_at < answered:
                    time.sleep(0.001)
                answer_ms.append((answered - began) * 1000)
                sample_ms.append((ear.loud_at - answered) * 1000)
                hall.request("POST", f"/api/v1/announcements/{placed['announcement_id']}/cancel")
                time.sleep(1.2)
        finally:
            hall.stop()
    print(f"POST to answer            median {statistics.median(answer_ms):6.1f} ms")
    print(
        f"answer to first sample    median {statistics.median(sample_ms):6.1f} ms, "
        f"worst {max(sample_ms):.1f} ms of {calls}"
    )
    print(f"floor: half a block       {BLOCK_MS / 2:13.1f} ms")


if __name__ == "__main__":
    main()
