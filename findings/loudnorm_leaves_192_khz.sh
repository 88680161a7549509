#!/usr/bin/env bash
# One would guess: ffmpeg's loudnorm changes the loudness of a file and leaves its sampling rate.
# What happens: a WAV of 48 kHz comes out at 192 kHz, four times as large, unless -ar says otherwise. It plays, so
# nobody notices until the disk of the hall's PC or a mixer that was opened at 48 kHz does.
# Seen with: ffmpeg 7.0.2 (imageio-ffmpeg 0.6.0), 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq imageio-ffmpeg==0.6.0 soundfile==0.13.1 numpy==2.3.5
cd "$folder" && venv/bin/python - <<'PYTHON'
import subprocess

import imageio_ffmpeg
import numpy
import soundfile

soundfile.write("clip.wav", 0.1 * numpy.sin(numpy.arange(5 * 48000) / 17), 48000)
rates = {}
for name, options in (("plain", []), ("told", ["-ar", "48000"])):
    command = ["-i", "clip.wav", "-af", "loudnorm=I=-16:TP=-1", *options, f"{name}.wav"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *command], check=True)
    rates[name] = soundfile.info(f"{name}.wav").samplerate
print(rates)
assert rates == {"plain": 192000, "told": 48000}
PYTHON
echo "as stated"
