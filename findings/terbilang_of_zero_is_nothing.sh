#!/usr/bin/env bash
# One would guess: a package that spells Indonesian numbers says "nol" for 0 and keeps a minus sign.
# What happens: terbilang-ts gives the empty string for 0, and "Tiga" for -3: a debt becomes a credit.
# Its peer @develoka/angka-terbilang-js says "nol"; but for -3 it gives "puluh tiga", "tens three".
# Seen with: terbilang-ts 2.1.0, @develoka/angka-terbilang-js 1.4.2, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-save --prefix "$folder" "terbilang-ts@2.1.0" \
    "@develoka/angka-terbilang-js@1.4.2" >"$folder/npm.log"
cd "$folder"
said() { node -p "const said = require('$1'); String((said.default ?? said)($2)).trim()"; }
for number in 0 -3 11 1000; do
    echo "$number: terbilang-ts '$(said terbilang-ts "$number")'," \
        "angka-terbilang-js '$(said @develoka/angka-terbilang-js "$number")'"
done
[[ $(said terbilang-ts 0) == "" && $(said @develoka/angka-terbilang-js 0) == nol ]]
[[ $(said terbilang-ts -3) == Tiga && $(said @develoka/angka-terbilang-js -3) == "puluh tiga" ]]
[[ $(said terbilang-ts 1000) == Seribu && $(said @develoka/angka-terbilang-js 1000) == seribu ]]
echo "as stated"
