#!/usr/bin/env bash
# One would guess: a remover of Indonesian stop words takes out "yang", "di", "ke" and leaves numbers
# and negations.
# What happens: of the numbers it takes out one, "dua" (two), so that "loket dua" and "loket" are the
# same and "loket tiga" is not. It takes out "tidak" (not): "does not serve" becomes "serves". And it
# compares letters as they are: "Tidak" at the start of a sentence stays.
# Seen with: Sastrawi 1.0.1, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq Sastrawi==1.0.1
"$folder/venv/bin/python" - <<'PYTHON'
from Sastrawi.StopWordRemover.StopWordRemoverFactory import StopWordRemoverFactory

factory = StopWordRemoverFactory()
numbers = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
stopped = [number for number in numbers if number in factory.get_stop_words()]
print(f"Numbers among its {len(factory.get_stop_words())} stop words: {stopped}")
assert stopped == ["dua"]
expected = {
    "silakan menuju loket dua": "silakan menuju loket",
    "silakan menuju loket tiga": "silakan menuju loket tiga",
    "loket tiga tidak melayani": "loket tiga melayani",
    "Tidak melayani": "Tidak melayani",
}
remover = factory.create_stop_word_remover()
for text, rest in expected.items():
    print(f"{text!r} becomes {remover.remove(text)!r}")
    assert remover.remove(text) == rest
PYTHON
echo "as stated"
