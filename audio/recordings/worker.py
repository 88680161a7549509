"""The importing process: ``python -m audio.recordings.worker FILE FOLDER --longest-s S``.

One file, one process. It says one line of JSON: ``{"taken": SHA256, "duration_ms": …, "bytes": …}``
or ``{"refused": CODE, "reason": …}``. It runs at low priority and ends at once when its input
closes. The sound appears in FOLDER whole or not at all, so it may be killed at any time.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from audio.packs import private_folder, write_in_parts
from audio.process.worker import ProtocolOutput, follow_input, lower_priority
from audio.recordings.answer import Refusal, Taken
from audio.recordings.errors import NotTaken
from audio.recordings.levelling import level_sound
from audio.recordings.limits import LONGEST_S
from audio.recordings.reading import read_sound
from audio.recordings.survey import survey
from audio.sound.sound import FRAME_BYTES, duration_of, wav_header

_BLOCK = 1 << 18
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def take(path: Path, folder: Path, longest_s: float) -> Taken | Refusal:
    """Make a recording of the file ``path``; return the line that tells what became of it."""
    try:
        private_folder(folder)
        samples, _ = level_sound(read_sound(path, survey(path, longest_s)))
        return keep(samples, folder)
    except NotTaken as error:
        return {"refused": error.code, "reason": str(error)}
    except MemoryError:
        return {"refused": "too_long", "reason": "The sound needs more memory than there is."}
    except OSError as error:
        if error.errno in _FULL:
            return {"refused": "disk_full", "reason": "The disk is full."}
        reason = f"The recording cannot be written: {error.strerror}."
        return {"refused": "unwritable", "reason": reason}


def keep(samples: NDArray[numpy.float32], folder: Path) -> Taken:
    """Write the samples as the WAV file that the composer joins; it is named by its content."""
    size = len(samples) * FRAME_BYTES
    parts = [wav_header(size)]
    parts += [_pcm(samples[at : at + _BLOCK]) for at in range(0, len(samples), _BLOCK)]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    write_in_parts(folder / f"{digest.hexdigest()}.wav", parts, durable=True)
    return {
        "taken": digest.hexdigest(),
        "duration_ms": duration_of(size),
        "bytes": sum(map(len, parts)),
    }


def _pcm(samples: NDArray[numpy.float32]) -> bytes:
    return numpy.clip(numpy.rint(samples * 32767), -32768, 32767).astype("<i2").tobytes()


def main(arguments: Sequence[str] | None = None) -> int:
    """Take one file; 0 when the line was said."""
    parser = argparse.ArgumentParser(description="Attempts a sound; started by Panggil itself.")
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--longest-s", type=float, default=LONGEST_S)
    options = parser.parse_args(arguments)
    os.umask(0o077)
    lower_priority()
    follow_input(lambda _: None)
    output = ProtocolOutput()
    try:
        output.send(take(options.file, options.folder, options.longest_s))
    except Exception:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)  # the thread that waits for input would hold up an orderly end


if __name__ == "__main__":
    sys.exit(main())
