#!/usr/bin/env bash
# One would guess: "num2words 5000 --lang=id" says "lima ribu", as the Python call num2words(5000) does.
# What happens: every number written as a string, and so every number given on the command line, ends
# in an AttributeError for Indonesian: its class lacks the method that reads strings. The command
# prints that, then its usage. An int, a float or a Decimal is said.
# Seen with: num2words 0.5.14, 2026-11-28. Most other languages read strings.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq num2words==0.5.14
said=$("$folder/venv/bin/num2words" 5000 --lang=id 2>&1 || true)
echo "num2words 5000 --lang=id: ${said%%$'\n'*}"
grep -q "no attribute 'str_to_number'" <<<"$said"
echo "num2words 5000 --lang=en: $("$folder/venv/bin/num2words" 5000 --lang=en)"
"$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal

from num2words import num2words

for number in (5000, 2.5, Decimal("1.10")):
    print(f"num2words({number!r}, lang='id'): {num2words(number, lang='id')}")
assert num2words(Decimal("1.10"), lang="id") == "satu koma satu nol"
for language in ("de", "fr", "th", "tr"):
    num2words("5000", lang=language)
try:
    num2words("5000", lang="id")
except AttributeError as error:
    print(f"num2words('5000', lang='id'): AttributeError: {error}")
else:
    raise AssertionError("the string was read")
PYTHON
echo "as stated"
