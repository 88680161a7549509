#!/usr/bin/env bash
# One would guess: segno.make gives a QR code, whatever is in it, that a phone's camera reads.
# What happens: a text as short as a ticket number becomes a Micro QR code, another symbology that
# cameras of phones and OpenCV do not read; an address becomes an ordinary one, so a trial with
# an address looks well. segno.make_qr always makes the ordinary one.
# Seen with: segno 1.6.6, opencv-python-headless 5.0.0.93, zxing-cpp 3.1.1, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq segno==1.6.6 opencv-python-headless==5.0.0.93 zxing-cpp==3.1.1 pillow==13.0.0 \
    numpy==2.3.5
"$folder/venv/bin/python" - <<'PYTHON'
import io

import cv2
import numpy
import segno
import zxingcpp
from PIL import Image

for text, make, designator, read in (
    ("A-012", segno.make, "M2-M", ""),
    ("17", segno.make, "M1", ""),
    ("A-012", segno.make_qr, "1-H", "A-012"),
    ("https://panggil.local/", segno.make, "2-M", "https://panggil.local/"),
):
    code, file = make(text), io.BytesIO()
    code.save(file, kind="png", scale=10, border=4)
    picture = Image.open(file).convert("L")
    by_opencv = cv2.QRCodeDetector().detectAndDecode(numpy.array(picture))[0]
    (by_zxing,) = zxingcpp.read_barcodes(picture)
    print(f"{make.__name__}({text!r}): {code.designator}, {by_zxing.format}, OpenCV {by_opencv!r}")
    assert (code.designator, by_opencv, by_zxing.text) == (designator, read, text)
PYTHON
echo "as stated"
