"""Phrases in one breath where the voice has a clip of them."""

import pytest

from audio.sound.one_breath import in_one_breath
from audio.wording import CallWords, Phrase, parse_ticket, word_call


class Knows:
    """A voice that has clips of these words."""

    def __init__(self, *texts):
        self._texts = set(texts)

    def find(self, text):
        """Return something for a text that is known."""
        return text if text in self._texts else None


def said(ticket, *known, **words):
    call = CallWords(parse_ticket(ticket), "Loket 1", "Dukcapil", repeats=0, **words)
    return [phrase.text for phrase in in_one_breath(word_call(call).phrases, Knows(*known))][1:-2]


@pytest.mark.parametrize(
    ("ticket", "known", "heard"),
    [
        ("A-012", (), ["nol", "satu", "dua"]),
        ("A-012", ("nol satu dua",), ["nol satu dua"]),
        ("A-012", ("nol satu dua", "nol satu"), ["nol satu dua"]),
        ("A-012", ("nol satu",), ["nol satu", "dua"]),
        ("A-012", ("satu dua",), ["nol", "satu dua"]),
        ("A-012", ("dua satu",), ["nol", "satu", "dua"]),
        ("A-1001", ("satu nol", "nol satu"), ["satu nol", "nol satu"]),
        ("A-1001", ("satu nol nol", "satu nol nol satu"), ["satu", "nol", "nol", "satu"]),
        ("A-7", ("tujuh",), ["tujuh"]),
    ],
)
def test_the_longest_clip_is_taken(ticket, known, heard):
    """From left to right; a rest between groups of figures stays one."""
    assert said(ticket, *known) == heard


def test_numbers_in_words_are_joined_as_well():
    """A voice may have the whole cardinal."""
    assert said("A-234", "dua ratus tiga puluh empat", mode="terbilang") == [
        "dua ratus tiga puluh empat"
    ]


def test_the_rest_after_the_last_one_is_kept():
    """Only what lay between them is gone."""
    phrases = [Phrase("nol", 70), Phrase("satu", 600, ".")]
    assert [*in_one_breath(phrases, Knows("nol satu"))] == [Phrase("nol satu", 600, ".")]


def test_a_sentence_is_never_joined_over_a_rest():
    """Words that only happen to follow each other keep their pause."""
    phrases = [Phrase("nol", 160), Phrase("satu", 0)]
    assert [*in_one_breath(phrases, Knows("nol satu"))] == phrases


@pytest.mark.parametrize(
    ("known", "heard"),
    [
        ("Sekali lagi, nomor antrean A", ["Sekali lagi, nomor antrean A", "nol"]),
        ("Sekali lagi nomor antrean A", ["Sekali lagi", "Nomor antrean A", "nol"]),
        ("Sekali lagi, Nomor antrean A", ["Sekali lagi", "Nomor antrean A", "nol"]),
        ("Sekali lagi, nomor antrean A, nol", ["Sekali lagi", "Nomor antrean A", "nol"]),
    ],
)
def test_two_phrases_are_joined_over_a_comma(known, heard):
    """The clip has the words as they are printed, comma and small letters included."""
    phrases = [
        Phrase("Sekali lagi", 350, ","),
        Phrase("Nomor antrean A", 160, ","),
        Phrase("nol", 0, "."),
    ]
    assert [phrase.text for phrase in in_one_breath(phrases, Knows(known))] == heard


def test_a_comma_at_the_very_end_joins_nothing():
    """As a text that staff left unfinished."""
    assert [*in_one_breath([Phrase("nol", 0, ",")], Knows("nol"))] == [Phrase("nol", 0, ",")]


def test_nothing_is_joined_over_a_full_stop():
    """A new sentence begins with a new breath."""
    phrases = [Phrase("nol", 600, "."), Phrase("satu", 0)]
    assert [*in_one_breath(phrases, Knows("nol. satu", "nol satu"))] == phrases


def test_a_damaged_joined_clip_costs_nothing(composer, pack, say, make, tmp_path):
    """The figures speak one by one again, and nobody waits."""
    from audio.wording import Sentence

    sentence = Sentence("", (Phrase("nol", 70), Phrase("satu", 0)))
    apart = composer.compose(sentence, chime=None).duration_ms
    clip = make("nol satu")
    joined = composer.compose(sentence, chime=None).duration_ms
    assert joined != apart
    clip.path.write_bytes(b"noise")
    for path in (tmp_path / "sounds" / "decoded").iterdir():
        path.unlink()
    from audio.sound import Composer

    again = Composer(pack, composer._voices[0]._made, tmp_path / "sounds")
    assert again.missing(sentence) == ()
    assert again.compose(sentence, chime=None).duration_ms == apart
