#!/usr/bin/env bash
# One would guess: set_frame_rate() filters before it drops samples, as a resampler does; and a.append(b) is a + b.
# What happens: it filters nothing: 9 kHz brought to 16 kHz is 7 kHz at full level, so each s of a clip made small
# gets a whistle. And append() lets the two overlap by 100 ms, faded, unless told crossfade=0; + does not.
# Seen with: pydub 0.25.1, Python 3.11, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pydub==0.25.1 numpy==2.3.5 "audioop-lts==0.2.2; python_version >= '3.13'"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy
from pydub import AudioSegment

tone = (16384 * numpy.sin(2 * numpy.pi * 9000 * numpy.arange(48000) / 48000)).astype("<i2")
clip = AudioSegment(tone.tobytes(), sample_width=2, frame_rate=48000, channels=1)
small = numpy.array(clip.set_frame_rate(16000).get_array_of_samples())[:16000]
level = 20 * numpy.log10(numpy.abs(numpy.fft.rfft(small * numpy.hanning(len(small))))[7000] / 16384 / 4000)
print(f"9 kHz at 16 kHz: {level:.1f} dB at 7 kHz. {len(clip)} ms and {len(clip)} ms: "
      f"append {len(clip.append(clip))} ms, + {len(clip + clip)} ms")
assert level > -0.5, "it filters now"
assert (len(clip.append(clip)), len(clip + clip)) == (1900, 2000)
PYTHON
echo "as stated"
