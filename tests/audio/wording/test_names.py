"""Names as offices type them, inside a sentence: shown, and said."""

from __future__ import annotations

import pytest

from audio.wording import CallWords, parse_ticket, read_counter, word_call


@pytest.mark.parametrize(
    ("written", "caption", "spoken"),
    [
        ("Loket 1", "loket 1", "loket satu"),
        ("LOKET 1", "loket 1", "loket satu"),
        ("LOKET 01", "loket 01", "loket satu"),
        ("LOKET 3A", "loket 3A", "loket tiga a"),
        ("3", "loket 3", "loket tiga"),
        ("3A", "loket 3A", "loket tiga a"),
        ("B", "loket B", "loket be"),
        ("LOKET B", "loket B", "loket be"),
        ("Loket V", "loket V", "loket lima"),
        ("RUANG SIDANG II", "ruang sidang II", "ruang sidang dua"),
        ("POLI KIA", "poli KIA", "poli ka i a"),
        ("RUANG ICU", "ruang ICU", "ruang i ce u"),
        ("KASIR 2", "kasir 2", "kasir dua"),
        (
            "Ruang Pemeriksaan Dokter Gigi",
            "ruang Pemeriksaan Dokter Gigi",
            "ruang Pemeriksaan Dokter Gigi",
        ),
        ("BRI", "BRI", "be er i"),
    ],
)
def test_a_counter_inside_a_sentence(written: str, caption: str, spoken: str) -> None:
    """A place is a small word; abbreviations, numerals and letters stay."""
    name = read_counter(written)
    assert (name.caption, name.spoken) == (caption, spoken)


@pytest.mark.parametrize(
    ("counter", "invited"),
    [
        ("LOKET 1", "Silakan menuju loket 1, Dukcapil."),
        ("3A", "Silakan menuju loket 3A, Dukcapil."),
        ("RUANG SIDANG II", "Silakan menuju ruang sidang II, Dukcapil."),
    ],
)
def test_a_visitor_is_never_sent_to_loket_loket(counter: str, invited: str) -> None:
    """The word stands once."""
    sentence = word_call(CallWords(parse_ticket("A-012"), counter, "Dukcapil"))
    assert sentence.caption.endswith(invited)
    assert "loket loket" not in sentence.spoken.lower()
