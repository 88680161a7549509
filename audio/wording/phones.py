"""Telephone numbers: figure by figure, in the groups they are written in."""

from __future__ import annotations

import re

from audio.wording.figures import group_figures
from audio.wording.pieces import COMMA, GROUP, Pieces, Reading, reading, separated
from audio.wording.words import read_word

_GAP = r"[-.\ ]"
_NUMBER = rf"""(?:
      \+62{_GAP}?(?:[0-9]{{2,4}}{_GAP})?[0-9]{{3,5}}(?:{_GAP}?[0-9]{{3,5}}){{1,2}}
    | \(0[0-9]{{2,3}}\)\ ?[0-9]{{3,5}}(?:{_GAP}?[0-9]{{3,5}})?
    | 0[0-9]{{1,4}}{_GAP}[0-9]{{3,8}}(?:{_GAP}[0-9]{{3,5}}){{0,2}}
    | 0[0-9]{{8,12}}
    )(?![0-9]|[.,/][0-9])"""
_ASKED = r"(?i:hubungi|telepon|telp\.?|tlp\.?|hp|wa|whatsapp|darurat|hotline|call\ center)"
# A service number that is dialled after such a word (110, 112, 119, 14045), not an amount.
_SERVICE = (
    r"[1-9][0-9]{2,5}(?![0-9A-Za-z]|\ [0-9]{3}|[.,:/-][0-9]|\ (?:orang|petugas|loket|menit|jam))"
)


def _phone(found: re.Match[str]) -> Pieces:
    written = found[0]
    plus: Pieces = ["plus"] if written.startswith("+") else []
    groups = re.findall("[0-9]+", written)
    if plus and len(groups[0]) > 2:  # +62812...
        groups = ["62", groups[0][2:], *groups[1:]]
    return [*plus, *separated([part for group in groups for part in group_figures(group)], GROUP)]


def _service(found: re.Match[str]) -> Pieces:
    lead = " ".join(read_word(word) for word in re.findall("[A-Za-z]+", found["lead"]))
    lead = {"telp": "telepon", "tlp": "telepon"}.get(lead.lower(), lead)
    nomor = " nomor" if found["nomor"] else ""
    return [f"{lead}{nomor}", *([COMMA] if found["colon"] else []), *_phone_groups(found["number"])]


def _phone_groups(figures: str) -> Pieces:
    return separated(group_figures(figures), GROUP)


READINGS: tuple[Reading, ...] = (
    reading(_NUMBER, _phone),
    reading(
        r"(?:19|20)[0-9]{6}\ [0-9]{6}\ [12]\ [0-9]{3}(?![0-9])", _phone
    ),  # NIP of civil servants
    reading(
        rf"(?P<lead>{_ASKED})(?P<nomor>\ (?i:nomor|no\.?))?(?P<colon>\ ?:)?"
        rf"\ (?P<number>{_SERVICE})",
        _service,
    ),
)
