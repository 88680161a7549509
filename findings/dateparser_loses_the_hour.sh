#!/usr/bin/env bash
# One would guess: "besok pukul 09.00" is tomorrow at nine: the full stop in times of day is Indonesian spelling, and
# "30 November 2026 pukul 09.00" and "pukul 09.00" are understood.
# What happens: beside besok, kemarin and hari ini a time with a full stop is dropped without a word, and what comes back
# is tomorrow at the present hour and minute. With a colon it is right.
# Seen with: dateparser 1.5.0, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq dateparser==1.5.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser

NOW = datetime(2026, 11, 28, 20, 17)


def read(text):
    moment = dateparser.parse(text, languages=["id"], settings={"RELATIVE_BASE": NOW})
    print(f"{text}: {moment:%d %B, %H.%M}")
    return moment


assert read("30 November 2026 pukul 09.00") == datetime(2026, 11, 30, 9)
assert read("pukul 09.00") == datetime(2026, 11, 28, 9)
assert read("besok pukul 09:00") == datetime(2026, 11, 29, 9)
assert read("besok pukul 09.00") == datetime(2026, 11, 29, 20, 17), "the hour is read now"
assert read("hari ini pukul 15.00") == NOW
assert read("kemarin 15.00") == datetime(2026, 11, 27, 20, 17)
PYTHON
echo "as stated"
