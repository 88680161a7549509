#!/usr/bin/env bash
# One would guess: two Ogg files joined by cat, which RFC 3533 calls chained and allows, are read whole
# by whoever reads Ogg, or refused.
# What happens: libsndfile, mutagen and miniaudio stop after the first part, without a word; ffmpeg and
# pygame (SDL_mixer) play both. So a preview is heard whole, and a program that decodes keeps 2 of 5 s.
# Seen with: soundfile 0.13.1 (libsndfile 1.2.2), mutagen 1.47.0, miniaudio 1.61, pygame 2.6.1,
# ffmpeg 7.0.2, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq soundfile==0.13.1 numpy==2.3.5 mutagen==1.47.0 miniaudio==1.61 pygame==2.6.1 \
    imageio-ffmpeg==0.6.0
cd "$folder"
SDL_AUDIODRIVER=dummy PYGAME_HIDE_SUPPORT_PROMPT=1 venv/bin/python - <<'PYTHON'
import subprocess
from pathlib import Path

import imageio_ffmpeg
import miniaudio
import mutagen
import numpy
import pygame
import soundfile

RATE = 48_000
for name, hertz, seconds in (("one", 440, 2), ("two", 660, 3)):
    tone = 0.4 * numpy.sin(2 * numpy.pi * hertz * numpy.arange(RATE * seconds) / RATE)
    soundfile.write(f"{name}.ogg", tone, RATE, format="OGG", subtype="VORBIS")
Path("both.ogg").write_bytes(Path("one.ogg").read_bytes() + Path("two.ogg").read_bytes())
command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "quiet", "-i", "both.ogg", "-f", "s16le", "-"]
pygame.mixer.init(RATE, -16, 1)
decoded = miniaudio.decode_file("both.ogg", nchannels=1, sample_rate=RATE)
seconds = {
    "soundfile": len(soundfile.read("both.ogg")[0]) / RATE,
    "mutagen": mutagen.File("both.ogg").info.length,
    "miniaudio": len(decoded.samples) / RATE,
    "ffmpeg": len(subprocess.run(command, capture_output=True, check=True).stdout) / 2 / RATE,
    "pygame": pygame.mixer.Sound("both.ogg").get_length(),
}
for reader, length in seconds.items():
    print(f"{reader}: {length:.1f} s of 5")
assert [round(length) for length in seconds.values()] == [2, 2, 2, 5, 5]
PYTHON
echo "as stated"
