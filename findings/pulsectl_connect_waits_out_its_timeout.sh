#!/usr/bin/env bash
# One would guess: pulsectl's connect(timeout=2) returns as soon as the sound server has answered, and
# the two seconds are only how long it would wait for one that does not.
# What happens: it always takes the two seconds, though the connection stands after a millisecond; without a
# timeout it returns at once. A watcher that connects anew after each restart of the server is blind for that long.
# Seen with: pulsectl 24.12.0, PulseAudio 16.1 and PipeWire 0.3.65, 2026-11-28. Needs pulseaudio (a private one is started).
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pulsectl==24.12.0
export XDG_RUNTIME_DIR="$folder/run" HOME="$folder/home" PULSE_SERVER="unix:$folder/run/pulse/native"
mkdir -m 700 "$folder/run" "$folder/home"
pulseaudio -n --load="module-native-protocol-unix" --load="module-null-sink" --daemonize=no --exit-idle-time=-1 \
  2>"$folder/server.log" &
server=$!
pulseaudio --version
"$folder/venv/bin/python" - <<'PYTHON'
import time

import pulsectl


def takes(**options):
    pulse = pulsectl.Pulse("finding", connect=False)
    began = time.perf_counter()
    pulse.connect(**options)
    seconds = time.perf_counter() - began
    assert pulse.server_info().server_name
    pulse.close()
    return seconds


for _ in range(100):
    try:
        takes()
        break
    except pulsectl.PulseError:
        time.sleep(0.1)
plain, patient = takes(), takes(timeout=2)
print(f"connect(): {plain:.3f} s; connect(timeout=2): {patient:.3f} s.")
assert plain < 0.5
assert patient > 1.9, "it no longer waits its timeout out"
PYTHON
echo "as stated"
