#!/usr/bin/env bash
# One would guess: a television is neither a tablet nor a PC to a parser of user agents.
# What happens: Tizen and webOS sets are neither. But each TV or TV box with Android is a tablet, for it
# says Android and not "Mobile": a Sony Bravia is brand "Generic_Android_Tablet". ua-parser-js, with
# the same strings, says "smarttv" of them all.
# Seen with: user-agents 2.2.0 (ua-parser 1.0.2, builtins 202610), ua-parser-js 2.0.10, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq user-agents==2.2.0 ua-parser==1.0.2 ua-parser-builtins==202610
npm install --silent --no-save --prefix "$folder" ua-parser-js@2.0.10 >"$folder/npm.log"
rest='AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.91 Safari/537.36'
while IFS='|' read -r what set tablet; do
    agent="Mozilla/5.0 ($set) $rest"
    python=$("$folder/venv/bin/python" -c '
import sys
from user_agents import parse
agent = parse(sys.argv[1])
kind = f"tablet {agent.is_tablet}, pc {agent.is_pc}, mobile {agent.is_mobile}"
print(f"{kind}, brand {agent.device.brand}")' "$agent")
    node=$(cd "$folder" && node -p 'require("ua-parser-js").UAParser(process.argv[1]).device.type' "$agent")
    echo "$what: user-agents: $python; ua-parser-js: $node"
    [[ $python == "tablet $tablet, pc False, mobile False"* && $node == smarttv ]]
done <<'SETS'
Samsung with Tizen|SMART-TV; LINUX; Tizen 6.0|False
LG with webOS|Web0S; Linux/SmartTV|False
Sony with Android TV|Linux; Android 9; BRAVIA 4K UR2 Build/PTT1.190515.001.S104|True
Xiaomi box with Android TV|Linux; Android 9; MIBOX3 Build/PI|True
SETS
echo "as stated"
