#!/usr/bin/env bash
# One would guess: CODE128 holds any ASCII text, so barcode("A-012", "CODE128") prints ticket A-012.
# What happens: python-escpos refuses it, in words that point elsewhere ("No Barcode code was
# supplied"). ESC/POS printers want the code set in front of the text, "{B"; it is then sent to the
# printer with the text and counts in its length. CODE39 takes the ticket as it is.
# Seen with: python-escpos 3.1, 2026-11-28. No printer is needed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq python-escpos==3.1
"$folder/venv/bin/python" - <<'PYTHON'
from escpos.exceptions import BarcodeCodeError
from escpos.printer import Dummy


def sent(ticket, kind):
    printer = Dummy()
    printer.barcode(ticket, kind)
    return printer.output


print("A-012 as CODE39:", sent("A-012", "CODE39")[-8:])
try:
    sent("A-012", "CODE128")
except BarcodeCodeError as error:
    print("A-012 as CODE128:", error)
else:
    raise AssertionError("the ticket was taken")
print("{BA-012 as CODE128:", sent("{BA-012", "CODE128")[-10:])
assert sent("A-012", "CODE39").endswith(b"\x1dk\x04A-012\x00")
assert sent("{BA-012", "CODE128").endswith(b"\x1dkI\x07{BA-012")
PYTHON
echo "as stated"
