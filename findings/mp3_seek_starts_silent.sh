#!/usr/bin/env bash
# One would guess: after seek(n) in an MP3, read() gives what a reading from the start gives at n.
# What happens: the first 0.1 s and more are digital silence. A layer III frame borrows bits from
# frames before it; a quiet or plain sound borrows far back, and the decoder does not go back so far.
# Seen with: soundfile 0.13.1 (libsndfile 1.2.2), 2026-11-28. A start= in soundfile.read does the same.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq soundfile==0.13.1 numpy==2.4.6
# The decoder also writes its complaints into the terminal.
"$folder/venv/bin/python" - 2>"$folder/complaints" <<'PYTHON'
import io

import numpy
import soundfile

RATE_HZ, FROM = 24_000, 48_000
time = numpy.arange(4 * RATE_HZ) / RATE_HZ
sweep = 0.5 * numpy.sin(2 * numpy.pi * (200 + 300 * time) * time)
file = io.BytesIO()
soundfile.write(file, sweep, RATE_HZ, format="MP3")
file.seek(0)
whole, _ = soundfile.read(file)
file.seek(0)
with soundfile.SoundFile(file) as sound:
    sound.seek(FROM)
    rest = sound.read()
assert len(rest) == len(whole) - FROM, "the seek is off by some samples"
silent = int(numpy.flatnonzero(numpy.abs(rest) > 1e-3)[0])
peak = numpy.abs(whole[FROM : FROM + silent]).max()
later = numpy.abs(rest[8_000:] - whole[FROM + 8_000 :]).max()
print(f"libsndfile {soundfile.__libsndfile_version__}: {silent / RATE_HZ:.3f} s of silence after a seek to 2 s.")
print(f"Read from the start, the same stretch peaks at {peak:.2f} of full scale.")
print(f"A third of a second on, the two differ by {later:.6f}.")
assert silent > 0.05 * RATE_HZ
assert peak > 0.4
assert later < 1e-3
PYTHON
echo "Lines that libmpg123 wrote to the terminal: $(wc -l <"$folder/complaints")."
echo "as stated"
