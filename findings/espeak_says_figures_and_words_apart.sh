#!/usr/bin/env bash
# One would guess: in Indonesian, a figure and its own word sound the same: "4" and "empat".
# What happens: 4, 6, 11 and 12 are said with the schwa of the language, the written words empat,
# enam, sebelas and dua belas with an open e. So is "5%" against "lima persen". Who writes numbers out
# so that a voice reads them rightly makes this voice worse.
# Seen with: espeak-ng 1.52.0 (espeakng-loader 0.2.4), voice "id", 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq espeakng-loader==0.2.4
"$folder/venv/bin/python" - <<'PYTHON'
import ctypes

import espeakng_loader

RETRIEVAL, UTF8, IPA = 1, 1, 2
espeak = ctypes.CDLL(espeakng_loader.get_library_path())
espeak.espeak_Initialize(RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), 0)
espeak.espeak_TextToPhonemes.restype = espeak.espeak_Info.restype = ctypes.c_char_p
assert espeak.espeak_SetVoiceByName(b"id") == 0
print("espeak-ng", espeak.espeak_Info(None).decode())


def sounds(text):
    buffer = ctypes.create_string_buffer(text.encode())
    place = ctypes.c_void_p(ctypes.addressof(buffer))
    said = espeak.espeak_TextToPhonemes(ctypes.byref(place), UTF8, IPA).decode()
    return "".join(sound for sound in said if sound not in "ˈˌ ")  # stress and spaces aside


pairs = {"4": "empat", "6": "enam", "11": "sebelas", "12": "dua belas", "5%": "lima persen"}
for figure, word in pairs.items():
    print(f"{figure!r}: {sounds(figure)}; {word!r}: {sounds(word)}")
    assert sounds(figure) != sounds(word)
assert (sounds("4"), sounds("empat")) == ("əmpat", "ɛmpat")
for figure, word in {"2": "dua", "7": "tujuh", "10": "sepuluh"}.items():
    assert sounds(figure) == sounds(word)
print("2, 7 and 10 sound like their words.")
PYTHON
echo "as stated"
