"""Times of day: "09.30", "9:30 WIB", "08.00–15.30" and "pukul 8", always said with *pukul*."""

from __future__ import annotations

import re

from audio.wording.numbers import spell_cardinal
from audio.wording.pieces import Pieces, Reading, reading, text_before
from audio.wording.readings.figures import DASH, UNITS

_TIME = r"(?:(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9](?::[0-5][0-9])?|24[.:]00)"
_HOUR = r"(?:[01]?[0-9]|2[0-4])"
# "1.50 m" and "2.50 juta" are amounts in a foreign hand, "10.30.1" is a clause.
_AMOUNTS = "|".join(re.escape(unit) for unit in [*UNITS, "juta", "ribu", "miliar", "persen"])
_END = rf"(?![0-9]|[.,:/-][0-9]|\ ?(?:{_AMOUNTS})(?![A-Za-z0-9]))"
_LEAD = r"(?:(?P<lead>(?i:pukul|pkl\.?|pk\.?|jam))\ )"
_POINTED = re.compile(
    r"(?i:\b(?:versi|ruang|rg\.?|kamar|pasal|angka|butir|poin|bab|nilai|skor|ipk|rata-rata"
    r"|min(?:imal)?\.?))\ $"
)
_TO = rf"(?:{DASH}|\ (?:s\.d\.|s/d|sampai|hingga)\ )(?:(?i:pukul|jam)\ )?"


def spell_time(written: str) -> str:
    """Return a time in words: "12.00" -> "dua belas", "09.30" -> "sembilan tiga puluh".

    Minutes below ten are told apart from an hour alone: "09.05" -> "sembilan lewat lima menit".
    """
    hour, minute, second = (*map(int, re.split("[.:]", written)), 0, 0)[:3]
    said = spell_cardinal(hour)
    if minute:
        minutes = spell_cardinal(minute)
        said += f" {minutes}" if minute > 9 else f" lewat {minutes} menit"
    return f"{said} lewat {spell_cardinal(second)} detik" if second else said


def _times(found: re.Match[str]) -> Pieces | None:
    if not found["lead"] and _POINTED.search(text_before(found, 24)):
        return None  # "ruang 2.04", "versi 2.10"
    lead = found["lead"] or "pukul"
    lead = "pukul" if lead[:2].lower() == "pk" else lead
    said = f"{lead} {spell_time(found['first'])}"
    if not found["last"]:
        return [said]
    joint = "sampai dengan" if "s" in found["to"] and "sampai" not in found["to"] else "sampai"
    return [f"{said} {joint} {lead.lower()} {spell_time(found['last'])}"]


READINGS: tuple[Reading, ...] = (
    reading(rf"{_LEAD}?(?P<first>{_TIME})(?:(?P<to>{_TO})(?P<last>{_TIME}))?{_END}", _times),
    reading(
        rf"{_LEAD}(?P<first>{_HOUR})(?:(?P<to>{_TO})(?P<last>{_HOUR}))?(?![0-9]|[.,:/][0-9])",
        _times,
    ),
)
