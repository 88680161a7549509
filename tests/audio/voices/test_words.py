"""Letter-to-sound: words, letters and phrases as phonemes."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import audio.voices.kokoro
from audio.errors import Unspeakable, VoiceError
from audio.production.build import default_texts
from audio.voices.indonesian import phonemes
from audio.voices.indonesian.lexicon import entries, respell
from audio.voices.indonesian.words import word_phonemes

VOCABULARY = set(
    json.loads((Path(audio.voices.kokoro.__file__).parent / "vocab.json").read_text())["vocab"]
)


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("cepat", "ʧəpˈat"),
        ("jam", "ʤˈam"),
        ("ya", "jˈa"),
        ("nyonya", "ɲˈoɲa"),
        ("ruang", "rˈuaŋ"),
        ("tunggu", "tˈuŋɡu"),
        ("bank", "bˈaŋk"),
        ("syarat", "ʃˈarat"),
        ("akhir", "ˈaxir"),
        ("visa", "fˈisa"),
        ("tidak", "tˈidaʔ"),
        ("publik", "pˈublik"),
        ("pegawai", "pəɡˈawai"),
        ("survei", "sˈurfei"),
        ("baik", "bˈaiʔ"),
        ("maaf", "mˈaaf"),
        ("jum'at", "ʤˈumʔat"),
        ("empat", "əmpˈat"),
        ("dua", "dˈua"),
        ("antrean", "ˌantrˈean"),
        ("loket", "lˈoket"),
        ("kesehatan", "kəsehˈatan"),
        ("sore", "sˈore"),
        ("dan", "dan"),
        ("dukcapil", "dˌukʧapˈil"),
        ("dinsos", "dˈinsos"),
        ("tujuh", "tˈuːʤuh"),
        ("sembilan", "sˌɪmbˈilan"),
        ("ke", "kə"),
    ],
)
def test_a_word_has_its_sounds(word, sounds):
    """The map of the study of the voice: digraphs, final k, e by lexicon, stress by rule.

    A first syllable without the stress has a lesser one, unless its vowel is ə.
    """
    assert word_phonemes(word) == sounds


@pytest.mark.parametrize(
    ("word", "respelt"),
    [
        ("diantre", "diantré"),
        ("mengantre", "məngantré"),
        ("melewati", "məléwati"),
        ("loketnya", "lokétnya"),
        ("tiketku", "tikètku"),
        ("bapak", "bapak"),
    ],
)
def test_a_derived_word_takes_its_vowels_from_its_root(word, respelt):
    """The lexicon lists roots; people write with affixes."""
    assert respell(word) == respelt


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("Nomor antrean A", "nˈomor ˌantrˈean, ˈa."),
        ("Nomor antrean D", "nˈomor ˌantrˈean, dʰˈe."),
        ("Nomor antrean O", "nˈomor ˌantrˈean, ˈo."),
        ("Nomor antrean J", "nˈomor ˌantrˈean, ʤˈeːɪ."),
        ("Nomor antrean W", "nˈomor ˌantrˈean, wˈɛː."),
        ("Nomor I", "nˈomor, iː."),
        ("er", "ˈɛrː."),
        ("dua puluh", "dˈua pˈuluh."),
        ("Silakan menuju loket dua", "sˌilˈakan mənˈuʤu lˈoket ɖˈua."),
        ("loket delapan", "lˈoket dəlˈapan."),
        ("Dukcapil", "ɖˌukʧapˈil."),
        ("Dinsos", "ɖˈinsos."),
        ("Bank SumselBabel", "bˈaŋk sˈumsɛl bˈabɛl."),
        ("Perpustakaan dan Kearsipan", "pərpustakˈaan ɖan kəarsˈipan."),
        ("de pe em", "dʰˈe, pˈe, ˈɛm."),
        ("Pintu A dan B", "pˈintu, ˈa ɖan, bˈeː."),
        ("KTP Anda", "kˈaː, tˈe, pˈe ˈanda."),
        ("Mohon tenang, ada tamu!", "mˈohon tənˈaŋ, ˈada tˈamu!"),
        ("Café (baru)", "ʧˈafe, bˈaru."),
    ],
)
def test_a_phrase_has_its_sounds(text, sounds):
    """ɖ at word starts but not before e, nor in numbers and "Nomor"; letters by their own table.

    A letter that stands alone has a rest before it, or *antrean je* is heard as one word.
    """
    assert phonemes(text) == sounds


@pytest.mark.parametrize("text", ["loket 3", "Rp 5", "50%", "日本", "a@b", "nol\u0000", "😀"])
def test_what_cannot_be_said_is_refused(text):
    """Never dropped in silence: the rest would say something else."""
    with pytest.raises(Unspeakable, match="cannot say"):
        phonemes(text)


@pytest.mark.parametrize("text", ["", "  ", "...", "-"])
def test_nothing_to_say_is_refused(text):
    """A silent clip would count as spoken."""
    with pytest.raises(Unspeakable, match="nothing to say"):
        phonemes(text)


def test_the_voice_knows_every_sound_of_the_lexicon():
    """A symbol outside its vocabulary would be refused only in the hall."""
    for word in entries():
        assert set(word_phonemes(word)) <= VOCABULARY, word


def test_the_voice_knows_every_sound_of_the_default_pack():
    """And they are all different: no two phrases sound alike by mistake."""
    said = {text: phonemes(text) for text in default_texts()}
    assert set("".join(said.values())) <= VOCABULARY
    words = {text.casefold() for text in said}  # "Ikuti ..." and ", ikuti ..." are one
    assert len(set(said.values())) == len(words)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_is_said_or_refused(text):
    """Nothing else can happen, and what is said is in the vocabulary."""
    with contextlib.suppress(VoiceError):
        assert set(phonemes(text)) <= VOCABULARY
