#!/usr/bin/env bash
# One would guess: a CODE39 of "A-012" holds A-012, as CODE39 needs no check character and the CODE128 of the
# same package adds none that a scanner would show.
# What happens: a check character is appended unless one says add_checksum=False, and scanners in their ordinary setting
# hand it on: A-012 is scanned as A-0126, another ticket's number. CODE128 holds A-012.
# Seen with: python-barcode 0.16.1, read by zxing-cpp 3.1.1, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq "python-barcode[images]==0.16.1" zxing-cpp==3.1.1 pillow==12.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import io

import barcode
import zxingcpp
from barcode.writer import ImageWriter
from PIL import Image


def scanned(kind, ticket, **options):
    picture = io.BytesIO()
    barcode.get_barcode_class(kind)(ticket, writer=ImageWriter(), **options).write(picture)
    return [code.text for code in zxingcpp.read_barcodes(Image.open(picture))]


for ticket, read in {"A-012": "A-0126", "A012": "A012D", "B-100": "B-1005"}.items():
    seen = scanned("code39", ticket)
    print(f"{ticket} as CODE39: {seen}; as CODE128: {scanned('code128', ticket)}")
    assert seen == [read]
    assert scanned("code128", ticket) == [ticket]
    assert scanned("code39", ticket, add_checksum=False) == [ticket]
PYTHON
echo "as stated"
