#!/usr/bin/env bash
# One would guess: pieces of a call, each encoded as Opus, can be joined by ffmpeg's concat with "-c copy", as
# it counts what an encoder puts before and after them.
# What happens: what stands before the second and each later piece is heard: ten pieces of one second last 10.18 s in
# ffmpeg's own decoder and 10.06 s in libsndfile, whose programs then disagree on where each word is.
# Seen with: ffmpeg 7.0.2 (imageio-ffmpeg 0.6.0), soundfile 0.13.1 (libsndfile 1.2.2), 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq imageio-ffmpeg==0.6.0 soundfile==0.13.1 numpy==2.3.5
cd "$folder" && venv/bin/python - <<'PYTHON'
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy
import soundfile


def ffmpeg(*words):
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *words], check=True)


soundfile.write("piece.wav", 0.3 * numpy.sin(numpy.arange(48000) / 8), 48000)
ffmpeg("-i", "piece.wav", "piece.opus")
Path("pieces.txt").write_text("file 'piece.opus'\n" * 10)
ffmpeg("-f", "concat", "-i", "pieces.txt", "-c", "copy", "joined.opus")
ffmpeg("-i", "joined.opus", "joined.wav")
one = soundfile.info("piece.opus").frames
by_ffmpeg, by_libsndfile = soundfile.info("joined.wav").frames, soundfile.info("joined.opus").frames
print(f"one piece: {one}; ten joined: {by_ffmpeg} by ffmpeg, {by_libsndfile} by libsndfile, of {10 * one}")
assert one == 48000
assert (by_ffmpeg, by_libsndfile) == (488640, 482808)
PYTHON
echo "as stated"
