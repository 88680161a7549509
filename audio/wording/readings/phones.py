"""Numbers that are dialled or copied figure by figure: telephones, short codes, identities.

A telephone number is known by its shape; any other row of figures by the word before it ("call
center", "SMS ke", "kode pos", "NPWP", "rekening").
"""

from __future__ import annotations

import re

from audio.wording.numbers import spell_digits
from audio.wording.pieces import GROUP, Pieces, Reading, reading, separated, text_before
from audio.wording.readings.figures import group_figures

_GAP = r"[-.\ ]"
_NUMBER = rf"""(?:
      \+62{_GAP}?(?:[0-9]{{2,4}}{_GAP})?[0-9]{{3,5}}(?:{_GAP}?[0-9]{{3,5}}){{1,2}}
    | \(0[0-9]{{2,3}}\)\ ?[0-9]{{3,5}}(?:{_GAP}?[0-9]{{3,5}})?
    | 0[0-9]{{1,4}}{_GAP}[0-9]{{3,8}}(?:{_GAP}[0-9]{{3,5}}){{0,2}}
    | 0800(?:{_GAP}[0-9]{{1,5}}){{2,3}}
    | 0[0-9]{{8,12}}
    | (?:1-)?(?:1500|500|14|15)-[0-9]{{3}}
    | 1\ ?500\ [0-9]{{3}}
    )(?![0-9]|[.,/][0-9]|\ ?(?:%|orang|loket))"""
# A taxpayer's number (NPWP), whatever stands before it.
_TAXPAYER = r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9][-.][0-9]{3}\.[0-9]{3}(?![0-9])"
# NIP of civil servants.
_CIVIL_SERVANT = r"(?:19|20)[0-9]{6}\ [0-9]{6}\ [12]\ [0-9]{3}(?![0-9])"
_ROW = r"[0-9]+(?:[-.\ /][0-9]+)*(?![0-9A-Za-z]|,[0-9])"
_DIALLED = re.compile(
    r"""\b(?i:hubungi|hub|menghubungi|telepon|telp|tlp|tel|hp|wa|whatsapp|darurat|hotline|kontak
      |contact|kring|saluran|polisi|polri|pln|ambulans?|pemadam|damkar|layanan
      |call|call\ cent(?:er|re)|care\ cent(?:er|re)|halo|dial|tekan|derek|ekstensi|ext
      |eks|pesawat|psw|faks|fax|info|informasi|pengaduan|layanan\ pelanggan
      |(?:sms|sms[a-z\ ]*|kirim[A-Za-z0-9\ ]*|ketik[A-Za-z0-9\ ]*|balas|nomor)\ ke|sms)\.?
      (?:\ (?:nomor|nomer|no\.?|petugas\ di\ ext\.?|center|centre|tol|mudik|pelanggan|kami|ke|di)
      |\ [A-Z][A-Za-z]+){0,3}\ ?:?\ (?:[0-9][-0-9]{2,}(?:,|,?\ (?:atau|dan)|\ ?/)\ )*$""",
    re.VERBOSE,
)
_COPIED = re.compile(
    r"""\b(?i:kode\ ?pos|kode(?:\ [a-z]+)?|no\.?\ rek(?:ening)?|rek(?:ening)?|va|virtual\ account
      |nik|npwp|nip|nisn|nupt?k|nrp|nim|nis|(?<![0-9]\ )nop|nib|nitku|nkk|otp|pin|rm|rekam\ medis
      |no\.?\ kk|no\.?\ polis|no\.?\ kartu|no\.?\ bpjs|no\.?\ resi|billing|id\ pelanggan|idpel|imei
      |token|id|spbu|briva
      |nomor\ (?:rekening|kartu|peserta|induk|pelanggan|polis|resi|seri|identitas|kk|va
      |paspor|meter|pendaftaran|registrasi|tiket|rangka|mesin))\.?
      (?:\ (?i:nomor|no\.?|bank|listrik|pln|pel\.?)|\ [A-Z]{2,}|\ [A-Z][a-z]+){0,2}\ ?:?\ $""",
    re.VERBOSE,
)
# What is counted is an amount, whoever is called before it.
_COUNTED = re.compile(
    r"\ ?(?:%|[-–]\ ?[0-9]|\ ?(?:orang|petugas|loket|menit|jam|detik|hari|minggu|bulan|tahun"
    r"|kali|meter|km|lembar|pasien|nasabah|pemohon|peserta|unit|ribu|juta|digit|angka|huruf|berkas|lantai)\b)"
)
_PLACE = re.compile(r"\b[A-Z][a-z]+\ $")
# "001-050" is a row of tickets: no area has so few figures behind it.
_TICKETS = re.compile(r"(?:0[0-9]{2}-[0-9]{3}|00[0-9]{2}-[0-9]{4})")
_SHORTEST_DIALLED = 3
_EXTENSION = re.compile(r"(?i:ext|eks|ekstensi|pesawat|psw)\.?\ $")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def _phone(found: re.Match[str]) -> Pieces | None:
    written = found[0]
    if _TICKETS.fullmatch(written):
        return None
    plus: Pieces = ["plus"] if written.startswith("+") else []
    groups = re.findall("[0-9]+", written)
    if plus and len(groups[0]) > 2:  # +62812...
        groups = ["62", groups[0][2:], *groups[1:]]
    return [*plus, *_groups(groups)]


def _groups(groups: list[str]) -> Pieces:
    return separated([part for group in groups for part in group_figures(group)], GROUP)


def _by_its_word(found: re.Match[str]) -> Pieces | None:
    """A row of figures after a word that says what it is."""
    before, after = text_before(found), found.string[found.end() : found.end() + 12]
    groups = re.findall("[0-9]+", found[0])
    if _COPIED.search(before) and not _COUNTED.match(after):
        return _groups(groups)
    parts = found[0].split("/")
    long_enough = min(len(re.sub("[^0-9]", "", part)) for part in parts) >= _SHORTEST_DIALLED
    if _DIALLED.search(before) and not _COUNTED.match(after):
        if long_enough and not _YEAR.fullmatch(found[0]):
            return _groups(groups)
        if _EXTENSION.search(before):
            return [spell_digits("".join(groups))]
    return None


def _postal(found: re.Match[str]) -> Pieces | None:
    """ "Lahat 31411": five figures behind a place's name end an address."""
    return [spell_digits(found[0])] if _PLACE.search(text_before(found, 24)) else None


def _menu(found: re.Match[str]) -> Pieces:
    """ "*888#": what is keyed in to ask a network."""
    signs = {"*": "bintang", "#": "pagar"}
    parts = re.findall(r"[*\#]|[0-9]+", found[0])
    return [" ".join(signs.get(part) or spell_digits(part) for part in parts)]


READINGS: tuple[Reading, ...] = (
    reading(_NUMBER, _phone),
    reading(_TAXPAYER, _phone),
    reading(_CIVIL_SERVANT, _phone),
    reading(r"\*[0-9][0-9*]{0,20}\#", _menu),
    reading(_ROW, _by_its_word),
    reading(r"[1-9][0-9]{4}(?=\s*$|\.(?:\s|$)|,(?:\s|$)|\n|\))", _postal),
)
