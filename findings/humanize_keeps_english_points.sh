#!/usr/bin/env bash
# One would guess: with Indonesian activated, numbers have the Indonesian marks (1.234 and 1,5), as the words are Indonesian.
# What happens: words are translated, marks are not: "1,234" visitors, which reads as one and a bit and is said so by a
# voice, "1.5 juta", and an ordinal "3." where Indonesian has "ke-3".
# Seen with: humanize 4.17.0, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq humanize==4.17.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import timedelta

import humanize

humanize.i18n.activate("id_ID")
seen = [humanize.naturaltime(timedelta(minutes=5)), humanize.intcomma(1234), humanize.intword(1_500_000), humanize.ordinal(3)]
print(*seen, sep="; ")
assert seen == ["5 menit yang lalu", "1,234", "1.5 juta", "3."]
humanize.i18n.activate("de_DE")
print("German:", humanize.intcomma(1234))
assert humanize.intcomma(1234) == "1.234"
PYTHON
echo "as stated"
