"""Free text: what is written and what is said, row by row."""

from __future__ import annotations

import pytest

from audio.wording import CallWords, Sentence, WordingError, parse_ticket, word_call, word_text

RULES = {
    "pukul 09.30": "pukul sembilan tiga puluh",
    "9:30 WIB": "pukul sembilan tiga puluh, Waktu Indonesia Barat",
    "pukul 12.00": "pukul dua belas",
    "08.00–15.30": "pukul delapan sampai pukul lima belas tiga puluh",
    "17 Agustus 2026": "tujuh belas Agustus dua ribu dua puluh enam",
    "17-08-2026": "tujuh belas Agustus dua ribu dua puluh enam",
    "Rp50.000": "lima puluh ribu rupiah",
    "Rp1.250.500": "satu juta dua ratus lima puluh ribu lima ratus rupiah",
    "15%": "lima belas persen",
    "BG 1234 EA": "be ge, satu dua tiga empat, e a",
    "0812-3456-7890": "nol delapan satu dua, tiga empat lima enam, tujuh delapan sembilan nol",
    "lantai 2, loket 3–5": "lantai dua, loket tiga sampai lima",
    "2,5": "dua koma lima",
    "1.250": "seribu dua ratus lima puluh",
    "ke-1": "pertama",
    "ke-2": "kedua",
    "ke-11": "kesebelas",
}
ABBREVIATIONS = {
    "Senin s.d. Jumat": "Senin sampai dengan Jumat",
    "KTP, KK, dll.": "ka te pe, ka ka, dan lain-lain",
    "Yth. Bpk. Ahmad": "yang terhormat Bapak Ahmad",
    "a.n. Siti": "atas nama Siti",
    "No. 5": "nomor lima",
    "Jl. Merdeka": "Jalan Merdeka",
    "dr. Budi": "dokter Budi",
    "Hj. Siti": "Hajah Siti",
    "H. Ahmad": "Haji Ahmad",
    "KTP-el": "ka te pe elektronik",
    "NIB": "en i be",
    "NPWP": "en pe we pe",
    "SKCK": "es ka ce ka",
    "BPJS": "be pe je es",
    "PBB": "pe be be",
    "IKD": "i ka de",
    "MPP": "em pe pe",
    "OPD": "o pe de",
    "UPTD": "u pe te de",
    "ASN": "a es en",
    "SIM": "sim",
    "STNK": "es te en ka",
    "DPMPTSP": "de pe em pe te es pe",
    "Disdukcapil": "Disdukcapil",
    "Bank SumselBabel": "Bank Sumsel Babel",
    "SAMSAT": "samsat",
    "POLRI": "polri",
    "WITA": "Waktu Indonesia Tengah",
    "WIT": "Waktu Indonesia Timur",
}
TIMES = {
    "pukul 9": "pukul sembilan",
    "Pukul 08.05": "Pukul delapan lewat lima menit",
    "jam 8-10": "jam delapan sampai jam sepuluh",
    "pukul 00.15": "pukul nol lima belas",
    "pkl. 13.30": "pukul tiga belas tiga puluh",
    "10:15:30": "pukul sepuluh lima belas lewat tiga puluh detik",
    "pukul 08.00 s.d. 15.30 WIB": (
        "pukul delapan sampai dengan pukul lima belas tiga puluh, Waktu Indonesia Barat"
    ),
    "1.50 m": "satu titik lima puluh meter",
    "25.61": "dua puluh lima titik enam puluh satu",
    "17/8/26": "tujuh belas Agustus dua ribu dua puluh enam",
    "2026-08-17": "tujuh belas Agustus dua ribu dua puluh enam",
    "tanggal 01-02": "tanggal satu Februari",
    "01 Januari": "satu Januari",
    "3 Agt 2026": "tiga Agustus dua ribu dua puluh enam",
    "17–19 Agustus": "tujuh belas sampai sembilan belas Agustus",
    "Senin–Jumat": "Senin sampai Jumat",
    "31-02-2026": "tiga puluh satu, nol dua, dua ribu dua puluh enam",
}
AMOUNTS = {
    "Rp 50.000,-": "lima puluh ribu rupiah",
    "Rp50.000,00": "lima puluh ribu rupiah",
    "Rp2,5 juta": "dua koma lima juta rupiah",
    "Rp50rb": "lima puluh ribu rupiah",
    "Rp10.000–20.000": "sepuluh ribu sampai dua puluh ribu rupiah",
    "USD 5": "lima dolar Amerika",
    "5-10 km": "lima sampai sepuluh kilometer",
    "36,5°C": "tiga puluh enam koma lima derajat selsius",
    "-5°C": "minus lima derajat selsius",
    "20 m²": "dua puluh meter persegi",
    "5–10%": "lima sampai sepuluh persen",
    "3x": "tiga kali",
    "foto 3x4": "foto tiga kali empat",
    "usia 5 th": "usia lima tahun",
    "1,2,3": "satu, dua, tiga",
    "1/2": "satu per dua",
    "½ jam": "setengah jam",
    "versi 2.10.3": "versi dua titik sepuluh titik tiga",
    "٣ orang": "tiga orang",
    "Ａ-012": "a, nol satu dua",
    "COVID-19": "covid sembilan belas",
    "4K-1": "empat ka satu",
    "A-001 – A-010": "a, nol nol satu, sampai a, nol satu nol",
    "1603012345678901": "satu enam nol tiga, nol satu dua tiga, "
    "empat lima enam tujuh, delapan sembilan nol satu",
    "(0731) 321456": "nol tujuh tiga satu, tiga dua satu, empat lima enam",
    "+62 812-3456-7890": "plus enam dua, delapan satu dua, tiga empat lima enam, "
    "tujuh delapan sembilan nol",
    "Hubungi 112": "Hubungi satu satu dua",
    "112 orang": "seratus dua belas orang",
    "Kelas III": "Kelas tiga",
    "Mahmud Badaruddin II": "Mahmud Badaruddin kedua",
    "ke-II": "kedua",
    "RT 03/RW 05": "er te nol tiga, er we nol lima",
}
WORDS = {
    "HARAP TENANG DI RUANG TUNGGU": "harap tenang di ruang tunggu",
    "anak-anak": "anak-anak",
    "Ibu2 dan anak2 yg antre": "Ibu-ibu dan anak-anak yang antre",
    "Jum'at": "Jumat",
    "KTP/KK": "ka te pe, ka ka",
    "asli/fotokopi": "asli atau fotokopi",
    "dan/atau": "dan atau",
    "Pak & Bu": "Pak dan Bu",
    "Café Ésa": "Café ésa",
    "Zoë Müller": "Zoe Muller",
    "loket A. Silakan antre": "loket a. Silakan antre",
    "A. Yani": "a Yani",
    "www.lahatkab.go.id": "we we we titik lahatkab titik go titik i de",
    "info@lahatkab.go.id": "info et lahatkab titik go titik i de",
}


@pytest.mark.parametrize(
    ("written", "spoken"), (RULES | ABBREVIATIONS | TIMES | AMOUNTS | WORDS).items()
)
def test_readings(written: str, spoken: str) -> None:
    """Written on the left, said on the right."""
    assert word_text(written).spoken == f"{spoken}."


@pytest.mark.parametrize("written", (RULES | ABBREVIATIONS | TIMES).keys())
def test_the_caption_keeps_the_written_form(written: str) -> None:
    """Eyes read figures and abbreviations faster than words."""
    assert word_text(written).caption == written


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        ("Halo <b>dunia</b> 🙂!", "Halo dunia !"),
        ("Buka\tpukul\r\n 9", "Buka pukul 9"),
        ("Awas<script>alert(1)</script>", "Awas"),
        ("Awas<script>alert(1)", "Awas"),
        ("Awas <img src=x onerror=alert(1)", "Awas"),
        ("Awas &lt;b&gt;banjir", "Awas banjir"),
        ("Awas <scr<b>ipt>banjir", "Awas banjir"),
        ("Harga < 5 dan > 3", "Harga < 5 dan > 3"),
        ("a\u202eb\u200bc\x00d", "abc d"),
        ("Ruang A\u0301\u0302\u0303\u0304", "Ruang \u00c1\u0302\u0303"),
        ("Selamat 你好", "Selamat 你好"),
    ],
)
def test_the_caption_is_cleaned(written: str, caption: str) -> None:
    """No mark-up, emoji, control or invisible characters reach a screen."""
    assert word_text(written).caption == caption


@pytest.mark.parametrize(
    "written",
    [
        *("", "   ", "\n\n", "...", "🙂🎉", "+++ %%% ---", "&", "<script>alert(1)</script>"),
        *(
            "你好",
            "Привет",
            "\x00\x07",
            "\ud800",
            "a" * 5000,
            "bcdfghjklmnpq",
            "\u0301\u0302",
            "<b>",
        ),
    ],
)
def test_a_text_with_nothing_to_say_is_refused(written: str) -> None:
    """The one error of a text names the field and speaks to people."""
    with pytest.raises(WordingError, match="diucapkan") as refusal:
        word_text(written)
    assert refusal.value.field == "text"


def clauses(sentence: Sentence) -> list[str]:
    return [phrase.text for phrase in sentence.phrases]


def test_a_clause_is_a_phrase() -> None:
    """The voice rests at commas, colons, brackets, dashes and sentence ends; dots in words stay."""
    said = clauses(word_text("Perhatian: loket 3 (lantai 2) tutup, mohon maaf. Terima kasih!"))
    assert said == ["Perhatian", "loket tiga", "lantai dua", "tutup", "mohon maaf", "Terima kasih"]


def test_a_full_stop_rests_longer_than_a_comma() -> None:
    """And the last phrase not at all: what follows is the next announcement's affair."""
    first, second, third = word_text("Mohon maaf, loket tutup. Terima kasih.").phrases
    assert 0 == third.pause_ms < first.pause_ms < second.pause_ms


def test_lines_are_sentences() -> None:
    """Staff write lists; each line stands alone."""
    assert word_text("Bawa KTP\nBawa KK").spoken == "Bawa ka te pe. Bawa ka ka."


def test_an_abbreviation_may_end_a_sentence() -> None:
    """Its dot does double duty before a capital."""
    assert clauses(word_text("Bawa KTP dll. Silakan antre"))[1] == "Silakan antre"


def test_a_long_clause_is_given_breath() -> None:
    """Cut before a conjunction; no phrase is longer than a voice can say at once."""
    text = "Kepada seluruh pengunjung yang telah mengambil nomor " * 5
    said = clauses(word_text(text))
    assert all(len(phrase.split()) <= 22 for phrase in said)
    assert " ".join(said) == text.strip()


def test_a_ticket_in_a_text_is_said_with_the_clips_of_a_call() -> None:
    """Whatever the pack holds for calls serves announcements too."""
    said = clauses(word_text("Pemilik nomor antrean A-012 ditunggu."))
    assert said == ["Pemilik", "Nomor antrean A", "nol", "satu", "dua", "ditunggu"]


@pytest.mark.parametrize("ticket", ["A-012", "AB-1001", "7", "0105", "Z-99"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_caption_of_a_call_is_said_like_the_call(ticket: str, count: int) -> None:
    """One formatter: read aloud, the caption gives the very phrases and marks of its call.

    Only its rests are longer: nobody knows the form of a text before it is read.
    """
    words = CallWords(parse_ticket(ticket), "Loket 12", "DPMPTSP", count=count, repeats=0)
    call = word_call(words)
    text = word_text(call.caption)
    assert (text.caption, text.spoken) == (call.caption, call.spoken)
    assert [phrase.text for phrase in text.phrases] == [phrase.text for phrase in call.phrases]
    for read, called in zip(text.phrases, call.phrases, strict=True):
        assert read.pause_ms >= called.pause_ms
