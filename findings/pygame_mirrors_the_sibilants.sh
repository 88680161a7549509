#!/usr/bin/env bash
# One would guess: the mixer brings a clip of another sampling rate to its own cleanly, as any player does.
# What happens: near the top of the clip's band its filter lets mirror images through: of a clip at 16 kHz, the usual
# rate of small speech models, 7.5 kHz comes back at 8.5 kHz only 4.8 dB below and itself loses 3.9 dB. Vowels are
# clean (-64 dB at 4 kHz); s, sy and c hiss.
# Seen with: pygame 2.6.1 (SDL 2.28.4) and pygame-ce 2.5.8 (SDL 2.32.10), 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for package in pygame==2.6.1 pygame-ce==2.5.8; do
    python3 -m venv --clear "$folder/venv"
    "$folder/venv/bin/pip" install -qq "$package" numpy==2.3.5 soundfile==0.13.1
    (cd "$folder" && SDL_AUDIODRIVER=dummy PYGAME_HIDE_SUPPORT_PROMPT=1 venv/bin/python) <<'PYTHON'
import numpy
import pygame
import soundfile

print("pygame", pygame.version.ver, "SDL", *pygame.get_sdl_version())
pygame.mixer.init(48000, -16, 1, 1024)


def images(rate, hertz):
    """The image's level below the tone, and the tone's own loss, in dB."""
    soundfile.write("tone.wav", 0.5 * numpy.sin(2 * numpy.pi * hertz * numpy.arange(2 * rate) / rate), rate)
    mixed = pygame.sndarray.array(pygame.mixer.Sound("tone.wav")).reshape(2 * 48000, -1)[:, 0]
    spectrum = numpy.abs(numpy.fft.rfft(mixed[24000:72000] * numpy.hanning(48000))) / (0.5 * 32768 * 12000)
    tone, image = (20 * numpy.log10(spectrum[at - 3 : at + 4].max()) for at in (hertz, rate - hertz))
    print(f"{rate} Hz: tone of {hertz} Hz at {tone:.1f} dB, image at {rate - hertz} Hz at {image - tone:.1f} dB")
    return image - tone, tone


assert images(16000, 4000)[0] < -60
assert images(22050, 9000)[0] > -16
image, tone = images(16000, 7500)
assert image > -6 and tone < -3, "its filter has become steeper"
PYTHON
done
echo "as stated"
