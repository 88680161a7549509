"""Notices of a public hall: money, dates, files, addresses, titles and units, row by row."""

from __future__ import annotations

import string
from itertools import product

import pytest
from num2words import num2words

from audio.wording import LETTER_NAMES, Ticket, WordingError, word_text
from audio.wording.numbers import DIGITS, spell_digits, spell_ordinal
from audio.wording.pieces import STOP
from audio.wording.ticket_number import figure_phrases, ticket_phrases

MONEY = {
    "Rp1,25 triliun": "satu koma dua lima triliun rupiah",
    "Rp1.5 juta": "satu koma lima juta rupiah",
    "Rp 2 M": "dua miliar rupiah",
    "Rp50K": "lima puluh ribu rupiah",
    "Rp50 ribu - Rp100 ribu": "lima puluh ribu sampai seratus ribu rupiah",
    "Rp. 75.000,-/orang": "tujuh puluh lima ribu rupiah per orang",
    "1.234.567.890.123": (
        "satu triliun dua ratus tiga puluh empat miliar lima ratus enam puluh tujuh juta"
        " delapan ratus sembilan puluh ribu seratus dua puluh tiga"
    ),
    "1,000,000": "satu juta",
}
DATES = {
    "28 Februari - 3 Maret 2026": (
        "dua puluh delapan Februari sampai tiga Maret dua ribu dua puluh enam"
    ),
    "2025/2026": "dua ribu dua puluh lima, dua ribu dua puluh enam",
    "tahun 90-an": "tahun sembilan puluhan",
    "Senin, 17/08/2026": "Senin, tujuh belas Agustus dua ribu dua puluh enam",
}
UNITS = {
    "12 KM": "dua belas kilometer",
    "5 Kg": "lima kilogram",
    "2 L": "dua liter",
    "220 V": "dua ratus dua puluh volt",
    "900 VA": "sembilan ratus volt ampere",
    "12 kWh": "dua belas kilowatt jam",
    "10 Mbps": "sepuluh megabit per detik",
    "80 km/jam": "delapan puluh kilometer per jam",
    "500 ml": "lima ratus mililiter",
    "2x24 jam": "dua kali dua puluh empat jam",
    "suhu -5": "suhu minus lima",
}
ADDRESSES = {
    "Jl. Jend. Sudirman No. 12": "Jalan Jenderal Sudirman nomor dua belas",
    "Komp. Griya Blok A": "Kompleks Griya Blok a",
    "Kec. Lahat, Kab. Lahat": "Kecamatan Lahat, Kabupaten Lahat",
    "RT 01/RW 02": "er te nol satu, er we nol dua",
    "Kel. Pasar Lama": "Kelurahan Pasar Lama",
}
TITLES = {
    "Bpk. H. Ahmad, S.H., M.H.": "Bapak Haji Ahmad, es ha, em ha",
    "Ibu Hj. Siti, S.Pd.": "Ibu Hajah Siti, es pe de",
    "dr. Budi, Sp.A": "dokter Budi, spesialis anak",
    "Dr. Ir. Budi, M.Si.": "doktor insinyur Budi, em si",
    "Drs. H. Ali, M.M.": "doktorandus Haji Ali, em em",
    "Ahmad, S.Kom.": "Ahmad, es kom",
    "K.H. Ahmad": "Kiai Haji Ahmad",
    "PT. Maju Jaya": "pe te Maju Jaya",
}
FILES = {
    "No. 12/A/2026": "nomor dua belas garis miring a garis miring dua ribu dua puluh enam",
    "UU 25/2009": "u u dua puluh lima tahun dua ribu sembilan",
    "No Antrean A-012": "Nomor antrean A, nol satu dua",
    "WA 0812 3456 7890": (
        "we a nol delapan satu dua, tiga empat lima enam, tujuh delapan sembilan nol"
    ),
    "HUT ke-81": "hari ulang tahun kedelapan puluh satu",
}


@pytest.mark.parametrize(
    ("written", "spoken"), (MONEY | DATES | UNITS | ADDRESSES | TITLES | FILES).items()
)
def test_readings(written: str, spoken: str) -> None:
    """Written on the left, said on the right; the caption keeps what was written."""
    sentence = word_text(written)
    assert sentence.spoken == f"{spoken}."
    assert sentence.caption == written


@pytest.mark.parametrize(
    "written", [".", "/", "./", "\\", "🙂", "<br/>", "\x1b[", "\u200b", "ไทย", "العربية", "漢字"]
)
def test_nothing_to_say_is_refused(written: str) -> None:
    """A dot, a stroke, an emoji, mark-up, control characters and other scripts alone."""
    with pytest.raises(WordingError):
        word_text(written)


@pytest.mark.parametrize("noise", ["🙂", "<b>", "\x07", "漢字", "\u202e", "<script>x</script>"])
def test_noise_around_words_is_dropped(noise: str) -> None:
    """Never spoken as noise, and it does not stop the words."""
    assert word_text(f"Loket 3 {noise} tutup").spoken == "Loket tiga tutup."


def test_five_thousand_characters_are_worded_whole() -> None:
    """Every word of a long text is said, in phrases of one breath."""
    text = "Loket tutup sementara. " * 217
    phrases = word_text(text).phrases
    assert [phrase.text for phrase in phrases] == ["Loket tutup sementara"] * 217


def test_digits_are_right_for_every_number_to_99999() -> None:
    """Figure by figure against a table of ten names, with leading zeros to five figures."""
    names = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    for number in range(100_000):
        for written in (str(number), f"{number:05d}"):
            assert spell_digits(written) == " ".join(names[ord(figure) - 48] for figure in written)


def test_digit_mode_says_every_ticket_number() -> None:
    """All rows of one to four figures, leading zeros kept."""
    for width in (1, 2, 3, 4):
        for number in range(10**width):
            written = f"{number:0{width}d}"
            said = [phrase.text for phrase in figure_phrases(written, "digit")]
            assert said == [DIGITS[int(figure)] for figure in written]


def test_ordinals_agree_with_num2words() -> None:
    """Ke- and the cardinal, but for *pertama*, to 99,999."""
    wrong = [
        n for n in range(2, 100_000) if spell_ordinal(n) != num2words(n, lang="id", to="ordinal")
    ]
    assert wrong == []


def test_every_prefix_from_a_to_zz() -> None:
    """26 single letters in the opening; of 676 pairs the second by its name."""
    letters = string.ascii_uppercase
    for prefix in [*letters, *map("".join, product(letters, letters))]:
        said = [phrase.text for phrase in ticket_phrases(Ticket(f"{prefix}-7"), "digit", STOP)]
        names = [LETTER_NAMES[letter] for letter in prefix[1:]]
        assert said == [f"Nomor antrean {prefix[0]}", *names, "tujuh"]
