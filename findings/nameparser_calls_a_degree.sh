#!/usr/bin/env bash
# One would guess: degrees after the comma are suffixes, whatever degrees: "Rina, S.Kep., Ns." and "Smith, M.D., Ph.D." are.
# What happens: the commonest Indonesian ones, of one or two letters, become the first name: "Ahmad Fauzi, S.H., M.H." is
# called as "S.H." with the last name "Ahmad Fauzi", and "Eko, S.T." as "S.T. Eko".
# Seen with: nameparser 2.6.0, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq nameparser==2.6.0
"$folder/venv/bin/python" - <<'PYTHON'
from nameparser import HumanName

WANTED = {
    "Rina Wulandari, S.Kep., Ns.": ("Rina", "Wulandari"),
    "Budi Santoso, M.Kes.": ("Budi", "Santoso"),
    "Ahmad Fauzi, S.H., M.H.": ("S.H.", "Ahmad Fauzi"),
    "Eko, S.T.": ("S.T.", "Eko"),
}
for written, parts in WANTED.items():
    name = HumanName(written)
    print(f"{written}: first {name.first!r}, last {name.last!r}, suffix {name.suffix!r}; together: {name}")
    assert (name.first, name.last) == parts
PYTHON
echo "as stated"
