#!/usr/bin/env bash
# One would guess: float samples written as 16-bit PCM are rounded to the nearest step, in WAV as in
# FLAC: both are lossless, so one array gives one sound.
# What happens: for FLAC they are rounded; for WAV they are rounded down, always: +0.9 of a step
# becomes 0 and -0.1 becomes -1. The WAV carries half a step of DC, and a fade that ends below zero
# stands at -1 and not at silence. Comparing the two files sample by sample fails.
# Seen with: soundfile 0.13.1 (libsndfile 1.2.2), 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq soundfile==0.13.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import io

import numpy
import soundfile

STEP = 1 / 32768


def written(samples, kind):
    file = io.BytesIO()
    soundfile.write(file, samples, 48_000, format=kind, subtype="PCM_16")
    file.seek(0)
    return soundfile.read(file, dtype="int16")[0]


parts = [0.1, 0.4, 0.9, -0.1, -0.4, -0.9, 1.9, -1.1]
noise = numpy.random.default_rng(1).uniform(-0.5, 0.5, 100_000)
expected = {"WAV": ([0, 0, 0, -1, -1, -1, 1, -2], -0.5), "FLAC": ([0, 0, 1, 0, 0, -1, 2, -1], 0.0)}
for kind, (steps, bias) in expected.items():
    found = written(numpy.array(parts) * STEP, kind).tolist()
    mean = float((written(noise, kind) - noise / STEP).mean())
    print(f"{kind}: {parts} steps became {found}; the mean error over noise is {mean:+.3f} steps.")
    assert found == steps
    assert abs(mean - bias) < 0.01
PYTHON
echo "as stated"
