#!/usr/bin/env bash
# One would guess: the Python port of a library of prayer times gives the minutes of the original.
# What happens: for the method of Singapore, whose angles are those of Indonesia too, the original rounds up to the
# minute (nobody is called before the time), the port to the nearest: about half of all times are a minute early.
# Seen with: adhanpy 1.0.5, adhan (JavaScript) 4.4.3, a year at Lahat, 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq adhanpy==1.0.5 tzdata
npm install --silent --no-save --prefix "$folder" adhan@4.4.3 >"$folder/npm.log"
"$folder/venv/bin/python" - >"$folder/port.txt" <<'PYTHON'
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adhanpy.calculation import CalculationMethod
from adhanpy.PrayerTimes import PrayerTimes

for day in (datetime(2026, 1, 1) + timedelta(days=n) for n in range(365)):
    times = PrayerTimes((-3.79, 103.54), day, CalculationMethod.SINGAPORE, time_zone=ZoneInfo("UTC"))
    print(day.date(), *(f"{getattr(times, name):%H:%M}" for name in ("fajr", "dhuhr", "asr", "maghrib", "isha")))
PYTHON
cd "$folder" && node - <<'JS'
const adhan = require("adhan");
const counts = {};
for (const line of require("fs").readFileSync("port.txt", "utf8").trim().split("\n")) {
  const [date, ...port] = line.split(" ");
  const [year, month, day] = date.split("-").map(Number);
  const place = new adhan.Coordinates(-3.79, 103.54);
  const times = new adhan.PrayerTimes(place, new Date(year, month - 1, day), adhan.CalculationMethod.Singapore());
  ["fajr", "dhuhr", "asr", "maghrib", "isha"].forEach((name, at) => {
    const [hour, minute] = port[at].split(":").map(Number);
    const early = times[name].getUTCHours() * 60 + times[name].getUTCMinutes() - hour * 60 - minute;
    counts[early] = (counts[early] || 0) + 1;
  });
}
console.log("minutes by which the port is early, and how many of 1,825 times:", counts);
if (Object.keys(counts).join() !== "0,1" || counts[1] < 700 || counts[1] > 1100) throw Error("no longer as stated");
JS
echo "as stated"
