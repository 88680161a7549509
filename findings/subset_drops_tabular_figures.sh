#!/usr/bin/env bash
# One would guess: a subset of a font keeps the layout features of the glyphs that it keeps, so that
# "tabular-nums" still lines up the digits.
# What happens: pyftsubset keeps fractions and ligatures but drops tnum (and pnum), with the glyphs
# behind it, unless told --layout-features+=tnum. The page's CSS then does nothing, without a word.
# In Plus Jakarta Sans, "1" is barely more than half as wide as "0": a clock dances.
# Seen with: fonttools 4.68.0, @fontsource/plus-jakarta-sans 5.3.0 (latin, 700), 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq fonttools==4.68.0 brotli==1.2.0
npm install --silent --no-save --prefix "$folder" @fontsource/plus-jakarta-sans@5.3.0 >"$folder/npm.log"
font="$folder/node_modules/@fontsource/plus-jakarta-sans/files/plus-jakarta-sans-latin-700-normal.woff2"
"$folder/venv/bin/pyftsubset" "$font" --text=0123456789 --output-file="$folder/plain.ttf"
"$folder/venv/bin/pyftsubset" "$font" --text=0123456789 --layout-features+=tnum --output-file="$folder/told.ttf"
"$folder/venv/bin/python" - "$font" "$folder/plain.ttf" "$folder/told.ttf" <<'PYTHON'
import sys

from fontTools.ttLib import TTFont

features, fonts = [], [TTFont(path) for path in sys.argv[1:]]
for what, font in zip(("the font", "subset", "subset, told +=tnum"), fonts, strict=True):
    features.append({record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord})
    print(f"{what}: {', '.join(sorted(features[-1]))}")
whole, plain, told = features
assert "tnum" in whole and "tnum" in told and "tnum" not in plain and "frac" in plain
names = fonts[0].getBestCmap()
one, zero = (fonts[0]["hmtx"][names[ord(digit)]][0] for digit in "10")
print(f"Width of 1: {one}, of 0: {zero}.")
assert one < 0.6 * zero
PYTHON
echo "as stated"
