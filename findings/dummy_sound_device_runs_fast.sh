#!/usr/bin/env bash
# One would guess: SDL's dummy sound device, which stands for a real one on machines without sound,
# takes a second for a second of sound.
# What happens: it sleeps once for each buffer, for the buffer's length cut down to whole milliseconds:
# 2 instead of 2.9 ms for 128 samples at 44.1 kHz, which makes the sound end an eighth too early (a
# sleep also lasts a little longer than asked, or it would be a third). A test that measures pauses
# by this device measures its rounding.
# Seen with: pygame 2.6.1 (SDL 2.28.4), 2026-11-28. The best of five counts: a busy machine adds time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pygame==2.6.1
SDL_AUDIODRIVER=dummy PYGAME_HIDE_SUPPORT_PROMPT=1 "$folder/venv/bin/python" - <<'PYTHON'
import time

import pygame

SECONDS = 2


def lasts(rate_hz, buffer):
    pygame.mixer.init(rate_hz, -16, 1, buffer, allowedchanges=0)
    sound = pygame.mixer.Sound(buffer=bytes(2 * SECONDS * rate_hz))
    assert sound.get_length() == SECONDS
    began = time.perf_counter()
    channel = sound.play()
    while channel.get_busy():
        time.sleep(0.001)
    pygame.mixer.quit()
    return time.perf_counter() - began


print("SDL", ".".join(map(str, pygame.get_sdl_version())))
found = min(lasts(44_100, 128) for _ in range(5))
print(f"{SECONDS} s of sound at 44.1 kHz, 128 samples a buffer: {found:.2f} s.")
assert found < 0.95 * SECONDS, "the device no longer runs fast, or the machine is very busy"
PYTHON
echo "as stated"
