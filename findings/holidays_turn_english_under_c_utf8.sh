#!/usr/bin/env bash
# One would guess: Indonesia's holidays, whose default_language is "id", have Indonesian names unless
# another language is asked for, and a neutral LANG=C.UTF-8 asks for none.
# What happens: without language= the names follow the environment. A German or French one gives
# Indonesian names, as there is no German. C.UTF-8, the usual one of containers and services, gives
# English: Python's table of locale names takes it for en_US, and that translation exists. A search
# for "Idul Fitri" then finds nothing. language="id" is always obeyed.
# Seen with: holidays 0.109 on Python 3.11.7, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq holidays==0.109 python-dateutil==2.9.0.post0
cat >"$folder/name.py" <<'PYTHON'
import sys

import holidays

language = sys.argv[1] if sys.argv[1:] else None
days = holidays.country_holidays("ID", years=2026, language=language)
print(days["2026-08-17"], "| days named Idul Fitri:", len(days.get_named("Idul Fitri")))
PYTHON
name() {
    env -u LANGUAGE -u LC_ALL -u LC_MESSAGES LANG="$1" "$folder/venv/bin/python" "$folder/name.py" "${@:2}"
}
for lang in id_ID.UTF-8 de_DE.UTF-8 C C.UTF-8; do
    echo "LANG=$lang: $(name "$lang")"
done
echo 'LANG=C.UTF-8 and language="id":' "$(name C.UTF-8 id)"
for lang in id_ID.UTF-8 de_DE.UTF-8 C; do
    [[ $(name "$lang") == "Hari Kemerdekaan Republik Indonesia | days named Idul Fitri: 2" ]]
done
[[ $(name C.UTF-8) == "Independence Day | days named Idul Fitri: 0" ]]
[[ $(name C.UTF-8 id) == "Hari Kemerdekaan"* ]]
echo "as stated"
