"""How quickly the embedded voice says what: the words of a call as people do, all else at ease."""

import pytest

from audio.voices.indonesian import pace

LONE_FIGURE, INVITATION, CALL = 1.15, 1.15, 1.25


@pytest.mark.parametrize(
    ("text", "quicker"),
    [
        ("satu", LONE_FIGURE),
        ("nol satu", CALL),
        ("nol satu dua", CALL),
        ("dua ratus tiga puluh empat", CALL),
        ("Sekali lagi", CALL),
        ("Sekali lagi, nomor antrean A", CALL),
        ("Panggilan kedua", CALL),
        ("loket dua belas", CALL),
        ("loket be", CALL),
        ("poli dua", CALL),
        ("Silakan menuju loket tiga, Dukcapil", INVITATION),
        ("nol delapan satu dua", 1.0),
        ("Nomor antrean A", 1.0),
        ("Nomor Z", 1.0),
        ("Silakan menuju loket tiga", 1.0),
        ("Silakan menuju loket be", 1.0),
        ("Dukcapil", 1.0),
        ("Kebakaran", 1.0),
        ("Silakan menuju pintu darurat", 1.0),
        ("Nomor antrean Anda tetap berlaku", 1.0),
        ("Simpan nomor antrean Anda dan perhatikan layar", 1.0),
    ],
)
def test_only_the_words_of_a_call_are_said_quickly(text, quicker):
    """A telephone number is written down, and an emergency is understood at the first hearing."""
    assert pace(text) == quicker
