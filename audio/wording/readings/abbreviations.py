"""Abbreviations of public life and of hurried typing, with what is said for them.

The seed of the hall's pronunciation dictionary; sources: the wording rules and the everyday
practice that they name.
"""

from __future__ import annotations

import re

from audio.wording.letters import spell_letters
from audio.wording.pieces import COMMA, STOP, Pieces, Reading, reading, text_before

# Said in full; a dot after them belongs to them when it is there.
SHORTENED: dict[str, str] = {
    "s.d": "sampai dengan",
    "s/d": "sampai dengan",
    "a.n": "atas nama",
    "a/n": "atas nama",
    "d.a": "dengan alamat",
    "d/a": "dengan alamat",
    "d/h": "dahulu",
    "u.p": "untuk perhatian",
    "u.b": "untuk beliau",
    "c.q": "dalam hal ini",
    "a.l": "antara lain",
    "p.a": "per tahun",
    "d.h": "dahulu",
    "k.h": "Kiai Haji",
    "wr. wb": "warahmatullahi wabarakatuh",
    "wr.wb": "warahmatullahi wabarakatuh",
    "dan/atau": "dan atau",
    "dll": "dan lain-lain",
    "dsb": "dan sebagainya",
    "dst": "dan seterusnya",
    "dkk": "dan kawan-kawan",
    "tsb": "tersebut",
    "ttd": "tertanda",
    "ybs": "yang bersangkutan",
    "yth": "yang terhormat",
    "plt": "pelaksana tugas",
    "plh": "pelaksana harian",
    "bpk": "Bapak",
    "sdr": "Saudara",
    "sdri": "Saudari",
    "sdr/i": "Saudara atau Saudari",
    "sdr/sdri": "Saudara atau Saudari",
    "hj": "Hajah",
    "drg": "dokter gigi",
    "drh": "dokter hewan",
    "drs": "doktorandus",
    "dra": "doktoranda",
    "jln": "Jalan",
    "tgl": "tanggal",
    "tlp": "telepon",
    "telp": "telepon",
    "hlm": "halaman",
    "lbr": "lembar",
    "yg": "yang",
    "dgn": "dengan",
    "utk": "untuk",
    "krn": "karena",
    "tdk": "tidak",
    "sdh": "sudah",
    "blm": "belum",
    "kpd": "kepada",
    "dlm": "dalam",
    "ttg": "tentang",
    "thn": "tahun",
    "bln": "bulan",
    "mgg": "minggu",
    "org": "orang",
    "mhn": "mohon",
    "msh": "masih",
    "bgmn": "bagaimana",
    "jgn": "jangan",
    "hrs": "harus",
    "shg": "sehingga",
    "sbb": "sebagai berikut",
    "sblm": "sebelum",
    "stlh": "setelah",
    "skrg": "sekarang",
    "trims": "terima kasih",
    "kmr": "kamar",
    "vs": "versus",
    "trx": "transaksi",
    "blkg": "belakang",
    "sblh": "sebelah",
    "hrp": "harap",
    "tlg": "tolong",
    "bsk": "besok",
    "lgsg": "langsung",
    "dftr": "daftar",
    "psw": "pesawat",
    "lwt": "lewat",
}
# The same, but in small letters alone: in capitals they are names of bodies or papers.
SHORTENED_SMALL: dict[str, str] = {
    "pd": "pada",
    "dg": "dengan",
    "spt": "seperti",
    "sbg": "sebagai",
    "bhw": "bahwa",
    "spy": "supaya",
    "dpt": "dapat",
    "jg": "juga",
    "hr": "hari",
    "bs": "bisa",
}
# Said in full only with their dot; without it they are other words or names.
DOTTED: dict[str, str] = {
    "sd": "sampai dengan",
    "an": "atas nama",
    "no": "nomor",
    "nmr": "nomor",
    "jl": "Jalan",
    "gg": "Gang",
    "dr": "dokter",
    "ir": "insinyur",
    "prof": "profesor",
    "tn": "Tuan",
    "ny": "Nyonya",
    "nn": "Nona",
    "by": "bayi",
    "kab": "Kabupaten",
    "kec": "Kecamatan",
    "kel": "Kelurahan",
    "ds": "Desa",
    "dsn": "Dusun",
    "dk": "Dukuh",
    "kp": "Kampung",
    "kpg": "Kampung",
    "lr": "Lorong",
    "lrg": "Lorong",
    "prov": "Provinsi",
    "prop": "Provinsi",
    "lt": "lantai",
    "gd": "gedung",
    "ged": "gedung",
    "bld": "gedung",
    "rg": "ruang",
    "blk": "blok",
    "ps": "Pasar",
    "psr": "Pasar",
    "tk": "tingkat",
    "tkt": "tingkat",
    "gol": "golongan",
    "gel": "gelombang",
    "kls": "kelas",
    "smt": "semester",
    "km": "kilometer",
    "th": "tahun",
    "tel": "telepon",
    "hub": "hubungi",
    "ext": "ekstensi",
    "eks": "ekstensi",
    "rek": "rekening",
    "hal": "halaman",
    "lamp": "lampiran",
    "form": "formulir",
    "lab": "laboratorium",
    "apt": "apoteker",
    "kend": "kendaraan",
    "kep": "keputusan",
    "cs": "dan kawan-kawan",
    "jo": "juncto",
    "jis": "juncto",
    "pj": "penjabat",
    "pjs": "penjabat sementara",
    "pgs": "pengganti sementara",
    "wk": "wakil",
    "ka": "kepala",
    "kol": "Kolonel",
    "kapt": "Kapten",
    "muh": "Muhammad",
    "moh": "Mohammad",
    "mohd": "Mohammad",
    "abd": "Abdul",
    "rd": "Raden",
    "ust": "Ustaz",
    "pdt": "Pendeta",
    "jend": "Jenderal",
    "letjen": "Letnan Jenderal",
    "mayjen": "Mayor Jenderal",
    "brigjen": "Brigadir Jenderal",
    "letkol": "Letnan Kolonel",
    "sta": "stasiun",
    "komp": "Kompleks",
    "perum": "Perumahan",
    "kav": "kaveling",
    "min": "minimal",
    "max": "maksimal",
    "maks": "maksimal",
    "mis": "misalnya",
    "ttl": "tempat tanggal lahir",
    "ket": "keterangan",
    "kombes": "Komisaris Besar",
    "pol": "Polisi",
    "inf": "Infanteri",
    "bd": "bidan",
    "ns": "ners",
    "kh": "Kiai Haji",
    "pel": "pelanggan",
    "keb": "kebidanan",
    "perpus": "perpustakaan",
    "penj": "penjelasan",
    "sdm": "sendok makan",
    "sdt": "sendok teh",
    "tab": "tablet",
    "kaps": "kapsul",
    "bks": "bungkus",
    "btl": "botol",
    "bh": "buah",
    "pcs": "buah",
    "psl": "pasal",
    "jml": "jumlah",
    "tj": "Tanjung",
    "tg": "Tanjung",
    "sek": "sekretaris",
    "dir": "direktur",
    "bag": "bagian",
    "dept": "departemen",
    "univ": "universitas",
    "fak": "fakultas",
    "alm": "almarhum",
    "almh": "almarhumah",
    "peg": "pegawai",
    "mhs": "mahasiswa",
    "kelp": "kelompok",
    "klp": "kelompok",
    "cab": "cabang",
    "bp": "Bapak",
    "moch": "Mohammad",
    "muhd": "Muhammad",
    "capem": "cabang pembantu",
    "vit": "vitamin",
    "adm": "administrasi",
    "pend": "pendidikan",
    "wil": "wilayah",
    "keu": "keuangan",
    "pemb": "pembantu",
    "sekr": "sekretariat",
}
# These end a sentence, a bracket or a line as well: no Indonesian word is written so.
_ENDS = "adm alm almh cab capem fak gol jml kab kav kec kel kend klp maks mhs perum prov univ"
_AT_AN_END = frozenset(_ENDS.split())
# The quarters of the sky, behind the name of what is divided by them: "Kec. Kikim Sel.".
_QUARTERS: dict[str, str] = {
    "Ut": "Utara",
    "Sel": "Selatan",
    "Tim": "Timur",
    "Bar": "Barat",
    "Teng": "Tengah",
}
# These may end a sentence: their dot then does double duty.
_ENDERS = frozenset({"dll", "dsb", "dst", "dkk", "tsb", "ttd"})

# In capitals these are others: a desk, a train, whoever ends a sentence.
_CAPITALS_ALONE = frozenset({"CS", "KA", "BY", "AN", "JO", "WK", "PJ", "MIN", "TAB", "SDM", "RD"})

TIME_ZONES: dict[str, str] = {
    "WIB": "Waktu Indonesia Barat",
    "WITA": "Waktu Indonesia Tengah",
    "WIT": "Waktu Indonesia Timur",
}
# Capitals that could be said as a word but are spelled; the rest is told by their shape (words).
_SPELLED = (
    "ATM ASN BAP BPJS BRI EEG FAQ IBI ICU IDI IKD ITE IUD KAI KIA KK KTP KUA KUD MPP MUI NIB NICU"
    " NIP NPWP OPD PAD PAW PBB PICU RAB RUU SHU SKCK SOP STNK TIK UAS UIN UKS UPT UPTD USA UUD VIP"
    " VOA HP"
)
SPELLED = frozenset(_SPELLED.split())
# Capitals with a reading of their own.
SAID: dict[str, str] = {
    "KTP-el": "ka te pe elektronik",
    "KTP-EL": "ka te pe elektronik",
    "OK": "oke",
    "QRIS": "kris",
    "QR": "kiu ar",
    "LAPOR": "lapor",
    "NO SMOKING": "no smoking",
    "NO PARKING": "no parking",
    "NO ENTRY": "no entry",
    "HUT": "hari ulang tahun",
    "e-mail": "email",
    "NIK": "nik",
    "Ruang OK": "Ruang o ka",
    "ruang OK": "ruang o ka",
    "kamar OK": "kamar o ka",
    "MPASI": "em pe asi",
    "MP-ASI": "em pe asi",
    "MP ASI": "em pe asi",
    "WhatsApp": "WhatsApp",
    "Whatsapp": "Whatsapp",
}

_NAMED = re.compile(
    r"\b(?i:kec|kab|kel|kelurahan|kecamatan|kabupaten|kota|prov|provinsi|desa|ds|jl|jln|jalan"
    r"|sulawesi|sumatera|kalimantan|jawa|jakarta|sul|sum|kal)\b\.?(?:\ [A-Z][a-z]+){0,3}\ $"
)


def _alternatives(keys: dict[str, str]) -> str:
    return "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))


def _shortened(found: re.Match[str]) -> Pieces:
    key = found["key"].lower()
    said: Pieces = [SHORTENED[key]]
    return [*said, STOP] if key in _ENDERS and found["end"] is not None else said


def _dotted(found: re.Match[str]) -> Pieces | None:
    if found["key"].isupper() and found["key"] in _CAPITALS_ALONE:
        return None
    if found["key"] in {"Dr", "DR"}:
        return ["doktor"]  # the degree; small letters are the physician
    return [DOTTED[found["key"].lower()]]


def _islands(found: re.Match[str]) -> Pieces:
    """ "Kep. Sula", where what an office decides is named by the office: "Kep. Bupati"."""
    return ["Kepulauan"]


def _dotted_at_an_end(found: re.Match[str]) -> Pieces | None:
    """ "tingkat kab.": before a bracket or the end, where only an abbreviation has its dot."""
    if found["key"].lower() not in _AT_AN_END:
        return None
    return [DOTTED[found["key"].lower()].lower(), STOP]


def _quarter(found: re.Match[str]) -> Pieces | None:
    """ "Kikim Sel.", but "Senin-Sel." and "Tim. Andi"."""
    if not re.search(r"[a-z]\ $", text_before(found, 2)) or not _NAMED.search(text_before(found)):
        return None
    return [_QUARTERS[found[1]]]


def _room(found: re.Match[str]) -> Pieces | None:
    """ "R. Tunggu", "ke R. 5": what a person's initial is not."""
    is_place = re.search(r"\b(?:di|ke|dari|DI|KE|DARI)\ $", text_before(found, 5))
    return ["ruang"] if is_place or found["room"] else None


def _except(found: re.Match[str]) -> Pieces:
    return ["kecuali"]


def _titles(found: re.Match[str]) -> Pieces:
    """ "Tn/Ny/Nn": whoever it is."""
    said = [DOTTED[title.lower()] for title in found[0].rstrip(".").split("/")]
    return [" atau ".join(said)]


def _small(found: re.Match[str]) -> Pieces:
    return [SHORTENED_SMALL[found["key"]]]


def _ship(found: re.Match[str]) -> Pieces:
    """ "KM. Kelud": a ship, where a figure would make it a kilometre."""
    return ["kapal motor"]


def _letters(found: re.Match[str]) -> Pieces:
    """ "RT. 05": the dot is no sentence's end."""
    return [spell_letters(found[1])]


def _child(found: re.Match[str]) -> Pieces:
    """ "An. Bagas": how a clinic calls a child; "an." is somebody's behalf."""
    return ["anak"]


def _both(found: re.Match[str]) -> Pieces:
    """ "Saudara/i", "karyawan/wati": the other half of a pair, said whole."""
    word = found["word"]
    other = word[:-1] + "i" if found["end"] == "i" else word.removesuffix("wan") + found["end"]
    return [f"{word} atau {other.lower()}"]


def _least(found: re.Match[str]) -> Pieces:
    return ["minimal" if found[0][:2].lower() == "mi" else "maksimal"]


def _haji(found: re.Match[str]) -> Pieces:
    return ["Haji"]


def _zone(found: re.Match[str]) -> Pieces:
    return [COMMA, TIME_ZONES[found[0]]]


def _small_zone(found: re.Match[str]) -> Pieces | None:
    """ "08.00 wib": in small letters behind a time alone; Wita is a name."""
    if not re.search(r"[0-9]\ ?$", text_before(found, 4)):
        return None
    return [COMMA, TIME_ZONES[found[0].upper()]]


def _said(found: re.Match[str]) -> Pieces:
    return [SAID[found[0]]]


def _initials(found: re.Match[str]) -> Pieces:
    return [spell_letters(re.sub(r"[^A-Z]", "", found[0]))]


def _company(found: re.Match[str]) -> Pieces:
    return [spell_letters(found[1])]


def _forces(found: re.Match[str]) -> Pieces:
    """ "TNI AL", "AD, AL, DAN AU": two letters, where "AL" is a word in names."""
    return ["a el"]


READINGS: tuple[Reading, ...] = (
    reading(rf"(?:{_alternatives(SAID)})(?![A-Za-z0-9])", _said),
    reading(rf"(?:{_alternatives(TIME_ZONES)})(?![A-Za-z0-9])", _zone),
    reading(r"(?:[Ww]ib|[Ww]ita|[Ww]it)(?![A-Za-z0-9])", _small_zone),
    reading(r"(?P<word>[A-Za-z]*[a-z]a)/(?P<end>i)(?![A-Za-z])", _both),
    reading(r"(?P<word>[A-Za-z]*[a-z]wan)/(?P<end>wati)(?![A-Za-z])", _both),
    reading(r"TTD(?![A-Za-z0-9])", lambda _found: [spell_letters("TTD")]),
    reading(
        rf"(?P<key>(?i:{_alternatives(SHORTENED)}))(?![A-Za-z0-9])"
        r"(?:(?P<end>\.(?=\s+[A-Z]|\s*$|\s*\n))|\.(?!\.))?",
        _shortened,
    ),
    reading(rf"(?P<key>{_alternatives(SHORTENED_SMALL)})(?![A-Za-z0-9-])\.?(?!\.)", _small),
    reading(r"KM\.(?=\ ?[A-Z][a-z])", _ship),
    reading(r"An\.(?=\ ?[A-Z])", _child),
    reading(r"(?<=TNI\ )AL(?![A-Za-z])|(?<=AD,\ )AL(?=,?\ (?:dan\ |DAN\ |&\ )?AU)", _forces),
    reading(r"(?:T[nN]|N[yY]|N[nN])(?:/(?:T[nN]|N[yY]|N[nN]))+(?![A-Za-z])\.?", _titles),
    reading(r"kec\.(?=\ [a-z])", _except),
    reading(r"Ps\.(?=\ ?[0-9])", lambda _found: ["pasal"]),
    reading(r"RM\.(?=\ [A-Z][a-z])", lambda _found: ["rumah makan"]),
    reading(r"(Pdt|PDT)\.(?=[A-Z])", _letters),
    reading(
        r"Kep\.(?=\ (?!Men|Dir|Bup|Gub|Wal|Ka|Ket|Pres|Sek|Rek|Ses|No|Nomor)[A-Z][a-z])", _islands
    ),
    reading(
        r"(?:R|Rg)\.\ ?(?=(?P<room>[0-9]|(?i:arsip|bersalin|guru|inap|isolasi|kelas|konsultasi"
        r"|laktasi|mediasi|operasi|pelayanan|pemeriksaan|periksa|rapat|sidang|tahanan|tindakan"
        r"|tunggu|vip)\b)|[A-Z][a-z])",
        _room,
    ),
    reading(rf"({'|'.join(_QUARTERS)})\.?(?![A-Za-z])", _quarter),
    reading(
        rf"(?P<key>(?i:{_alternatives(DOTTED)}))\.(?=\ ?[A-Za-z0-9+(@]|/[A-Za-z]|\ ?:)", _dotted
    ),
    reading(rf"(?P<key>(?i:{_alternatives(DOTTED)}))\.(?=\s*$|\ ?[,;)]|\ ?\n)", _dotted_at_an_end),
    reading(
        r"(?P<key>[Nn][Oo])(?=\ [0-9]|\ ?:|\ (?i:urut|antre|antri|rek|telp|hp|wa|nik|npwp|kk|rm|sk)"
        r"[a-z]*\b)",
        _dotted,
    ),
    reading(r"KH(?=\ [A-Z][a-z])", lambda _found: ["Kiai Haji"]),
    reading(r"(?i:hub)(?=\ ?:)", lambda _found: ["hubungi"]),
    reading(r"(?i:ext)(?=\ [0-9])", lambda _found: ["ekstensi"]),
    reading(r"(?i:rek)(?=\ [A-Z0-9])", lambda _found: ["rekening"]),
    reading(r"(?i:th)\ (?=(?:19|20)[0-9]{2}(?![0-9]))", lambda _found: ["tahun"]),
    reading(r"(?i:min|max|maks)\ (?=[0-9]|Rp)", _least),
    reading(r"(SE)(?=\ (?:No|Nomor|Men|Bup|Gub|Wal|Sek))", _letters),
    reading(r"([A-Z]{2,4})\.(?=\ ?[0-9])", _letters),
    reading(r"(PT|CV|UD|PD|TB)\.(?=\ ?[A-Z])", _company),
    reading(
        r"H\.(?=\ ?[A-Z][a-z])|(?<![A-Z]\.)H\.(?=\ (?:(?:[A-Z]\.\ ?){1,3}[A-Z][a-z]|[A-Z]{3}))",
        _haji,
    ),
    reading(r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\ ?[A-Z][a-z]|\ [A-Z]{3,}(?![A-Za-z]))", _initials),
)
