#!/usr/bin/env bash
# One would guess: when the player says that a sound has ended (end_callback; get_busy() is False), it has been heard,
# and the device can be closed or handed to the next program.
# What happens: the sound has been handed over, not heard; closing throws the rest away. Of two seconds, miniaudio
# with its own buffer loses the last 125 to 140 ms, pygame with a buffer of 4096 the last 45 to 55; with 512 nothing is missed.
# Seen with: miniaudio 1.71, pygame 2.6.1, PulseAudio 16.1, 2026-11-28. Needs pulseaudio (a private one is started).
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq miniaudio==1.71 pygame==2.6.1 numpy==2.3.5 soundfile==0.13.1
export XDG_RUNTIME_DIR="$folder/run" HOME="$folder/home" PULSE_SERVER="unix:$folder/run/pulse/native"
mkdir -m 700 "$folder/run" "$folder/home"
pulseaudio -n --load="module-native-protocol-unix" --load="module-null-sink rate=48000 channels=1" --daemonize=no \
  --exit-idle-time=-1 2>"$folder/server.log" &
cd "$folder"
until pactl info >/dev/null 2>&1; do sleep 0.1; done
SDL_AUDIODRIVER=pulseaudio PYGAME_HIDE_SUPPORT_PROMPT=1 venv/bin/python - <<'PYTHON'
import subprocess
import threading
import time

import miniaudio
import numpy
import pygame
import soundfile

soundfile.write("call.wav", 0.3 * numpy.sign(numpy.sin(numpy.arange(2 * 48000) / 15)), 48000)


def by_pygame(buffer):
    pygame.mixer.init(48000, -16, 1, buffer)
    channel = pygame.mixer.Sound("call.wav").play()
    while channel.get_busy():
        time.sleep(0.005)
    pygame.mixer.quit()


def by_miniaudio():
    ended = threading.Event()
    frames = miniaudio.stream_with_callbacks(miniaudio.stream_file("call.wav"), end_callback=ended.set)
    next(frames)
    with miniaudio.PlaybackDevice() as device:
        device.start(frames)
        ended.wait(30)


def missed(play):
    """Milliseconds of the call's end that never came out of the sink."""
    hears = ["parec", "-d", "null.monitor", "--rate=48000", "--channels=1", "--format=s16le", "--latency-msec=20"]
    with open("heard.raw", "wb") as heard, subprocess.Popen(hears, stdout=heard) as ear:
        time.sleep(1)
        play()
        time.sleep(1.5)
        ear.terminate()
    loud = numpy.flatnonzero(numpy.abs(numpy.fromfile("heard.raw", "<i2").astype(int)) > 300)
    return 2000 - (loud[-1] - loud[0] + 1) / 48


small, large, mini = missed(lambda: by_pygame(512)), missed(lambda: by_pygame(4096)), missed(by_miniaudio)
print(f"missed: pygame 512 {small:.0f} ms, pygame 4096 {large:.0f} ms, miniaudio {mini:.0f} ms")
assert small < 15 < 30 < large < 100 < mini < 200
PYTHON
echo "as stated"
