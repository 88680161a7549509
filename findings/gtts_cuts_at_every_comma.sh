#!/usr/bin/env bash
# One would guess: gTTS, whose requests hold 100 characters, fills them: 105 characters make two.
# What happens: up to 100 characters go as they are, commas and all. One character more, and the text
# is cut at every comma, however short the pieces, and the commas are thrown away: a request for each,
# spoken as a sentence of its own. English abbreviations lose their dot in Indonesian as well: "dr.".
# Seen with: gTTS 2.5.4, lang "id", 2026-11-28. Nothing is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq gTTS==2.5.4
"$folder/venv/bin/python" - <<'PYTHON'
from urllib.parse import unquote_plus

from gtts import gTTS


def requests(text):
    return [unquote_plus(body) for body in gTTS(text, lang="id").get_bodies()]


start = "Loket 1, loket 2, loket 3, loket 4, dan loket 5 dibuka lagi pada pukul tiga belas, sesudah "
for text in (start + "istirahat", start + "istirahat."):
    print(f"{len(text)} characters, {text.count(',')} commas: {len(requests(text))} request(s)")
short, long = requests(start + "istirahat"), requests(start + "istirahat.")
assert len(start + "istirahat") == 100
assert len(short) == 1 and len(long) == 6
assert "Loket 1, loket 2" in short[0]
assert not any("Loket 1, loket 2" in body for body in long)
assert "dr Budi" in requests("dr. Budi")[0]
PYTHON
echo "as stated"
