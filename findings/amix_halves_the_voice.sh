#!/usr/bin/env bash
# One would guess: amix adds its inputs, so that an announcement over quiet music is as loud as alone.
# What happens: each of two inputs is halved, however quiet the other; when the music ends the voice comes up again by
# 6 dB over two seconds, in mid-sentence. normalize=0 adds.
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

RATE = 48000


def tone(hertz, level, seconds):
    return level * numpy.sin(2 * numpy.pi * hertz * numpy.arange(seconds * RATE) / RATE)


def voice_at(sound, second):
    part = sound[int(second * RATE) : int(second * RATE) + RATE // 2]
    return numpy.abs(numpy.fft.rfft(part * numpy.hanning(len(part))))[220]


voice = tone(440, 0.3, 10)
soundfile.write("voice.wav", voice, RATE)
soundfile.write("music.wav", tone(880, 0.01, 4), RATE)
for option, wanted in (("", (-6, 0)), (":normalize=0", (0, 0))):
    mix = ["-i", "voice.wav", "-i", "music.wav", "-filter_complex", f"amix=inputs=2{option}", "mixed.wav"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *mix], check=True)
    mixed = soundfile.read("mixed.wav")[0]
    change = [20 * numpy.log10(voice_at(mixed, at) / voice_at(voice, at)) for at in (1, 8)]
    print(f"amix=inputs=2{option}: voice {change[0]:.1f} dB under the music, {change[1]:.1f} dB after it")
    assert numpy.allclose(change, wanted, atol=0.1)
PYTHON
echo "as stated"
