#!/usr/bin/env bash
# One would guess: decoding an MP3 of variable bitrate gives all of it, also when the frame that tells
# its length (Xing) is not there, as after a cut or from a recorder that streams.
# What happens: libsndfile takes the length for what the file would have at the bitrate of its first
# frames, and a read of the whole file stops there without an error: of 35 s that begin loud it gives
# five. ffmpeg and pygame decode to the end. Where the guess is too long the read is whole.
# Seen with: soundfile 0.13.1 (libsndfile 1.2.2), pygame 2.6.1, ffmpeg 7.0.2, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq soundfile==0.13.1 numpy==2.3.5 pygame==2.6.1 imageio-ffmpeg==0.6.0
cd "$folder"
SDL_AUDIODRIVER=dummy PYGAME_HIDE_SUPPORT_PROMPT=1 venv/bin/python - <<'PYTHON'
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy
import pygame
import soundfile

RATE = 48_000
KBIT = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


def frame_bytes(header: bytes) -> int:
    """Return the length of a frame of MPEG-1 layer III."""
    rate = (44_100, 48_000, 32_000)[header[2] >> 2 & 3]
    return 144_000 * KBIT[header[2] >> 4] // rate + (header[2] >> 1 & 1)


noise = numpy.random.default_rng(1).normal(0, 0.2, RATE * 5)
tone = 0.3 * numpy.sin(2 * numpy.pi * 300 * numpy.arange(RATE * 30) / RATE)
how = {"format": "MP3", "subtype": "MPEG_LAYER_III", "bitrate_mode": "VARIABLE"}
soundfile.write("whole.mp3", numpy.concatenate([noise, tone]), RATE, compression_level=0.5, **how)
whole = Path("whole.mp3").read_bytes()
assert b"Xing" in whole[:64]
Path("bare.mp3").write_bytes(whole[frame_bytes(whole[:4]) :])
pygame.mixer.init(RATE, -16, 1)
seconds = {}
for name in ("whole.mp3", "bare.mp3"):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "quiet", "-i", name, "-f", "s16le", "-"]
    pcm = subprocess.run(command, capture_output=True, check=True).stdout
    seconds[name] = (
        len(soundfile.read(name)[0]) / RATE,
        len(pcm) / 2 / RATE,
        pygame.mixer.Sound(name).get_length(),
    )
    print(f"{name}: soundfile {seconds[name][0]:.1f} s, ffmpeg {seconds[name][1]:.1f} s, "
          f"pygame {seconds[name][2]:.1f} s")
assert all(round(length) == 35 for length in (*seconds["whole.mp3"], *seconds["bare.mp3"][1:]))
assert seconds["bare.mp3"][0] < 20
PYTHON
echo "as stated"
