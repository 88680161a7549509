#!/usr/bin/env bash
# One would guess: a FLAC that was written into a pipe is read like any other. (Its header has 0 for
# "number of samples not known", which the format allows.)
# What happens: soundfile gives its length as 2^63 - 1 frames. Reading it whole fails with "array is too
# big"; reading it in blocks works up to the last one, which fails in a seek, so that its sound is lost.
# pygame (SDL_mixer) loads the same file whole.
# Seen with: soundfile 0.13.1 (libsndfile 1.2.2), ffmpeg 7.0.2 (imageio-ffmpeg 0.6.0), pygame 2.6.1,
# 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq soundfile==0.13.1 numpy==2.4.6 imageio-ffmpeg==0.6.0 pygame==2.6.1
SDL_AUDIODRIVER=dummy PYGAME_HIDE_SUPPORT_PROMPT=1 "$folder/venv/bin/python" - <<'PYTHON'
import io
import subprocess

import imageio_ffmpeg
import pygame
import soundfile

tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2:sample_rate=48000"]
command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *tone, "-f", "flac", "-"]
flac = subprocess.run(command, capture_output=True, check=True).stdout
frames = soundfile.info(io.BytesIO(flac)).frames
print(f"2 s at 48 kHz, written into a pipe by ffmpeg {imageio_ffmpeg.get_ffmpeg_version()}.")
print(f"libsndfile {soundfile.__libsndfile_version__} says it has {frames:,} frames.")
assert frames == 2**63 - 1
try:
    soundfile.read(io.BytesIO(flac))
    raise AssertionError("it was read whole")
except ValueError as error:
    print(f"Read whole: ValueError: {error}")
read = 0
try:
    with soundfile.SoundFile(io.BytesIO(flac)) as file:
        while len(block := file.read(4096)):
            read += len(block)
    raise AssertionError("it was read in blocks")
except soundfile.LibsndfileError as error:
    print(f"Read in blocks of 4096: {read} of 96000 frames, then: {error}")
assert read == 96_000 // 4096 * 4096
pygame.mixer.init(48_000, -16, 1)
seconds = pygame.mixer.Sound(file=io.BytesIO(flac)).get_length()
print(f"pygame loads {seconds:.3f} s.")
assert abs(seconds - 2) < 0.001
PYTHON
echo "as stated"
