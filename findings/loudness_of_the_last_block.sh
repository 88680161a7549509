#!/usr/bin/env bash
# One would guess: a steady tone has the same integrated loudness however long it lasts.
# What happens: pyloudnorm measures one block more when the sound ends past the middle of a step of
# 0.1 s. That block reaches beyond the end, what is missing counts as silence, and the tone becomes
# quieter: by 0.28 LU at 0.451 s. ITU-R BS.1770-4 leaves an unfinished block out.
# Seen with: pyloudnorm 0.2.0, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pyloudnorm==0.2.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy
import pyloudnorm

RATE_HZ = 48_000
found = {}
for milliseconds in (400, 449, 451, 500, 549, 551, 600):
    time = numpy.arange(milliseconds * RATE_HZ // 1000) / RATE_HZ
    tone = 0.5 * numpy.sin(2 * numpy.pi * 997 * time)
    found[milliseconds] = pyloudnorm.Meter(RATE_HZ).integrated_loudness(tone)
    print(f"{milliseconds} ms of the same tone: {found[milliseconds]:.2f} LUFS")
for milliseconds in (449, 500, 549, 600):
    assert abs(found[milliseconds] - found[400]) < 0.01
assert 0.2 < found[400] - found[451] < 0.35
assert 0.1 < found[400] - found[551] < 0.25
PYTHON
echo "as stated"
