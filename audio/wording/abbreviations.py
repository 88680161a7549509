"""Abbreviations of public life and of hurried typing, with what is said for them.

The seed of the hall's pronunciation dictionary; sources: the wording rules and the everyday
practice that they name.
"""

from __future__ import annotations

import re

from audio.wording.letters import spell_letters
from audio.wording.pieces import COMMA, STOP, Pieces, Reading, reading

# Said in full; a dot after them belongs to them when it is there.
SHORTENED: dict[str, str] = {
    "s.d": "sampai dengan",
    "s/d": "sampai dengan",
    "a.n": "atas nama",
    "a/n": "atas nama",
    "d.a": "dengan alamat",
    "d/a": "dengan alamat",
    "u.p": "untuk perhatian",
    "k.h": "Kiai Haji",
    "dan/atau": "dan atau",
    "dll": "dan lain-lain",
    "dsb": "dan sebagainya",
    "dst": "dan seterusnya",
    "dkk": "dan kawan-kawan",
    "tsb": "tersebut",
    "ttd": "tertanda",
    "yth": "yang terhormat",
    "bpk": "Bapak",
    "sdr": "Saudara",
    "sdri": "Saudari",
    "hj": "Hajah",
    "drg": "dokter gigi",
    "drs": "doktorandus",
    "dra": "doktoranda",
    "jln": "Jalan",
    "tgl": "tanggal",
    "telp": "telepon",
    "tlp": "telepon",
    "yg": "yang",
    "dgn": "dengan",
    "dg": "dengan",
    "utk": "untuk",
    "krn": "karena",
    "tdk": "tidak",
    "sdh": "sudah",
    "blm": "belum",
    "kpd": "kepada",
    "pd": "pada",
    "dlm": "dalam",
    "ttg": "tentang",
    "thn": "tahun",
    "bln": "bulan",
    "org": "orang",
    "mhn": "mohon",
    "msh": "masih",
}
# Said in full only with their dot; without it they are other words or names.
DOTTED: dict[str, str] = {
    "sd": "sampai dengan",
    "no": "nomor",
    "jl": "Jalan",
    "gg": "Gang",
    "dr": "dokter",
    "ir": "insinyur",
    "prof": "profesor",
    "tn": "Tuan",
    "ny": "Nyonya",
    "nn": "Nona",
    "kab": "Kabupaten",
    "kec": "Kecamatan",
    "kel": "Kelurahan",
    "ds": "Desa",
    "prov": "Provinsi",
    "lt": "lantai",
    "gd": "gedung",
    "th": "tahun",
    "tel": "telepon",
    "hal": "halaman",
    "kol": "Kolonel",
    "kapt": "Kapten",
    "sdr": "Saudara",
    "muh": "Muhammad",
    "moh": "Mohammad",
    "jend": "Jenderal",
    "letjen": "Letnan Jenderal",
    "mayjen": "Mayor Jenderal",
    "brigjen": "Brigadir Jenderal",
    "letkol": "Letnan Kolonel",
    "komp": "Kompleks",
    "perum": "Perumahan",
    "kav": "kaveling",
    "min": "minimal",
    "maks": "maksimal",
    "mis": "misalnya",
}
# These may end a sentence: their dot then does double duty.
_ENDERS = frozenset({"dll", "dsb", "dst", "dkk", "tsb", "ttd"})

TIME_ZONES: dict[str, str] = {
    "WIB": "Waktu Indonesia Barat",
    "WITA": "Waktu Indonesia Tengah",
    "WIT": "Waktu Indonesia Timur",
}
# Capitals that could be said as a word but are spelled; the rest is told by their shape (words).
_SPELLED = (
    "ATM ASN BIN BPJS BRI IKD KIA KIR KK KTP KUA MPP MUI NIB NPWP OPD PAN PBB RUU SAR SIM SKCK SOP"
    " STNK TIK UIN UPT UPTD VIP NIP HP"
)
SPELLED = frozenset(_SPELLED.split())
# Capitals with a reading of their own.
SAID: dict[str, str] = {
    "KTP-el": "ka te pe elektronik",
    "KTP-EL": "ka te pe elektronik",
    "OK": "oke",
    "QRIS": "kris",
    "LAPOR": "lapor",
    "HUT": "hari ulang tahun",
    "e-mail": "email",
    "NIK": "nik",
}


def _alternatives(keys: dict[str, str]) -> str:
    return "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))


def _shortened(found: re.Match[str]) -> Pieces:
    key = found["key"].lower()
    said: Pieces = [SHORTENED[key]]
    return [*said, STOP] if key in _ENDERS and found["end"] is not None else said


def _dotted(found: re.Match[str]) -> Pieces:
    if found["key"] == "Dr":
        return ["doktor"]  # the degree; small letters are the physician
    return [DOTTED[found["key"].lower()]]


def _haji(found: re.Match[str]) -> Pieces:
    return ["Haji"]


def _zone(found: re.Match[str]) -> Pieces:
    return [COMMA, TIME_ZONES[found[0]]]


def _said(found: re.Match[str]) -> Pieces:
    return [SAID[found[0]]]


def _initials(found: re.Match[str]) -> Pieces:
    return [spell_letters(re.sub(r"[^A-Z]", "", found[0]))]


def _company(found: re.Match[str]) -> Pieces:
    return [spell_letters(found[1])]


READINGS: tuple[Reading, ...] = (
    reading(rf"(?:{_alternatives(SAID)})(?![A-Za-z0-9])", _said),
    reading(rf"(?:{_alternatives(TIME_ZONES)})(?![A-Za-z0-9])", _zone),
    reading(
        rf"(?P<key>(?i:{_alternatives(SHORTENED)}))(?![A-Za-z0-9])"
        r"(?:(?P<end>\.(?=\s+[A-Z]|\s*$|\s*\n))|\.(?!\.))?",
        _shortened,
    ),
    reading(rf"(?P<key>(?i:{_alternatives(DOTTED)}))\.(?=\ ?[A-Za-z0-9])", _dotted),
    reading(r"(?P<key>[Nn]o)(?=\ [0-9])", _dotted),
    reading(r"(PT|CV|UD|PD|TB)\.(?=\ ?[A-Z])", _company),
    reading(r"H\.(?=\ ?[A-Z][a-z])", _haji),
    reading(r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\ ?[A-Z][a-z])", _initials),
)
