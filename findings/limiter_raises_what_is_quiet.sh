#!/usr/bin/env bash
# One would guess: a limiter at -10 dB leaves alone what is quieter than -10 dB, and lets nothing above it.
# What happens: it raises everything by 13.75 dB and then does let it above: a tone at -20 dB leaves at -6.2 dB, and a
# loud one at full scale. At its own default of -10 dB an announcement comes out near clipping, its noise
# with it; only at 0 dB is the gain a mere 3.75 dB.
# Seen with: pedalboard 0.9.26, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pedalboard==0.9.26 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy
from pedalboard import Limiter

RATE = 48000
time = numpy.arange(2 * RATE) / RATE


def leaves_at(threshold_db, level_db):
    tone = 10 ** (level_db / 20) * numpy.sin(2 * numpy.pi * 440 * time)
    settled = Limiter(threshold_db=threshold_db)(tone.astype("float32"), RATE)[RATE:]
    return 20 * numpy.log10(numpy.abs(settled).max())


for threshold, gain in ((0, 3.75), (-1, 4.75), (-10, 13.75)):
    came = {level: leaves_at(threshold, level) for level in (-40, -20)}
    print(f"threshold {threshold} dB:", *(f"{level} dB leaves at {out:.2f} dB;" for level, out in came.items()))
    assert all(abs(out - level - gain) < 0.1 for level, out in came.items())
loud = leaves_at(-10, -6)
print(f"threshold -10 dB: -6 dB leaves at {loud:.2f} dB")
assert leaves_at(-10, -20) > -7 and loud > -0.1, "it stays below its threshold now"
PYTHON
echo "as stated"
