"""What the voice costs: ``python -m tests.bench.voice [PHRASES]``.

*Worker*: from the order to the first clip in a fresh voice worker, and its memory while it works.
*Synthesis*: seconds of work for a second of speech, the model alone and with mastering and coding,
one phrase after the other. *Build*: PHRASES (default 24) as `clips build` makes them here, and from
that the time for 1,000. *Pack*: the shipped one.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil

from audio import ClipFolder, VoiceWorker, build_pack, default_pack, open_engine
from audio.packs import Clip
from audio.voices.making import record_clip
from audio.wording.numbers import spell_cardinal

_FIRST = "Silakan menuju loket"
_PATIENCE_S = 300.0


def phrases(count: int) -> list[str]:
    """Return phrases of about two seconds, no two alike."""
    return [f"{_FIRST} {spell_cardinal(number)}" for number in range(101, 101 + count)]


def measure_worker(runs: int = 3) -> tuple[list[float], list[float]]:
    """Return the seconds to the first clip, and the worker's most memory in MB, of each run."""
    took, memory = [], []
    for run in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            worker = VoiceWorker(ClipFolder(Path(folder), default_pack().voice))
            with closing(worker):
                began = time.perf_counter()
                worker.make(phrases(run + 1)[-1:], _PATIENCE_S)
                took.append(time.perf_counter() - began)
                worker.make(phrases(10)[4:], _PATIENCE_S)
                memory.append(psutil.Process(worker.pid).memory_info().rss / 1e6)
    return took, memory


def measure_synthesis(count: int) -> dict[str, list[float]]:
    """Return for each phrase the real-time factor of the model and of the whole clip, also of CPU.

    On a busy machine the CPU's figure is the one to trust; two threads share it.
    """
    rows: dict[str, list[float]] = {}
    with closing(open_engine("kokoro")) as engine:
        engine.synthesise(_FIRST)
        for text in phrases(count):
            speech_s = len(engine.synthesise(text)) / engine.rate_hz
            for name, work in (
                ("model", lambda text=text: engine.synthesise(text)),
                ("whole clip", lambda text=text: record_clip(engine, text)),
            ):
                began, worked = time.perf_counter(), time.process_time()
                work()
                wall_s, cpu_s = time.perf_counter() - began, time.process_time() - worked
                rows.setdefault(f"{name}, wall", []).append(wall_s / speech_s)
                rows.setdefault(f"{name}, CPU", []).append(cpu_s / speech_s)
    return rows


def measure_build(count: int) -> float:
    """Return the seconds that a pack of ``count`` phrases took, the model's loading included."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with closing(open_engine("kokoro")) as engine:
            build_pack(phrases(count), engine, Path(folder, "pack"), jobs=engine.jobs)
        return time.perf_counter() - began


def show(name: str, values: list[float], unit: str) -> None:
    """Print one row."""
    print(
        f"{name:34} median {statistics.median(values):8.2f} {unit:4}"
        f" least {min(values):8.2f}  greatest {max(values):8.2f}  n {len(values)}",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    clips = default_pack().clips()
    size, length_s = sum(clip.path.stat().st_size for clip in clips), _seconds(clips)
    print(f"pack: {len(clips)} clips, {length_s:.0f} s, {size / 1e6:.2f} MB")
    took, memory = measure_worker()
    show("worker, order to first clip", took, "s")
    show("worker, memory", memory, "MB")
    for name, values in measure_synthesis(count).items():
        show(f"real-time factor, {name}", values, "")
    built_s = measure_build(count)
    print(
        f"build: {count} phrases in {built_s:.1f} s,"
        f" so 1,000 in about {built_s / count * 1000 / 60:.1f} min (extrapolated)"
    )


def _seconds(clips: list[Clip]) -> float:
    return sum(clip.duration_ms for clip in clips) / 1000


if __name__ == "__main__":
    main()
