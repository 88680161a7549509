"""The pronunciation dictionary: a hall decides how its words are said; the caption stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.wording import (
    SHIPPED,
    CallWords,
    WordingError,
    call_phrases,
    check_entry,
    make_dictionary,
    parse_ticket,
    word_call,
    word_text,
)
from tests.audio.wording.test_properties import SAYABLE, TEXTS, attempt

MODAL = "Dinas Penanaman Modal"
OWN = make_dictionary({"DPMPTSP": MODAL, "lahat kota": "Lahat Kota Indah", "PT TEL": "petetel"})


def test_an_entry_is_said_and_the_caption_keeps_what_is_written() -> None:
    """Written and spoken come from one parse."""
    sentence = word_text("Berkas DPMPTSP siap.", OWN)
    assert sentence.spoken == f"Berkas {MODAL} siap."
    assert sentence.caption == "Berkas DPMPTSP siap."


def test_without_a_dictionary_nothing_changes() -> None:
    """The argument may be left out."""
    assert word_text("DPMPTSP").spoken == "de pe em pe te es pe."


@pytest.mark.parametrize(
    "written", ["DPMPTSPX", "XDPMPTSP", "a@DPMPTSP", "DPMPTSP.go.id", "DPMPTSP2"]
)
def test_an_entry_is_a_whole_word(written: str) -> None:
    """Nothing is replaced inside a word or an address."""
    assert MODAL not in word_text(f"kata {written}", OWN).spoken


@pytest.mark.parametrize("written", ["Lahat Kota", "LAHAT KOTA", "lahat kota"])
def test_an_entry_is_found_in_any_case(written: str) -> None:
    """Whoever writes an entry does not think of capitals."""
    assert word_text(written, OWN).spoken == "Lahat Kota Indah."
    assert word_text("dpmptsp", OWN).spoken == f"{MODAL}."


def test_of_two_that_differ_in_case_the_one_that_is_written_so_counts() -> None:
    """A body and a name may share their letters."""
    own = make_dictionary({"KIA": "kesehatan ibu dan anak", "Kia": "Kia motor"})
    assert word_text("KIA", own).spoken == "kesehatan ibu dan anak."
    assert word_text("Kia", own).spoken == "Kia motor."


def test_the_longest_entry_wins() -> None:
    """KTP-el is not KTP and a rest."""
    own = make_dictionary({"KTP": "katepe", "KTP-el": "katepe el"})
    assert word_text("KTP-el", own).spoken == "katepe el."


def test_a_call_is_said_with_it() -> None:
    """Counter and service; the number never."""
    own = make_dictionary({"DPMPTSP": MODAL, "Loket": "konter"})
    sentence = word_call(CallWords(parse_ticket("A-012"), "Loket 3", "DPMPTSP", repeats=0), own)
    assert sentence.phrases[-1].text == MODAL
    assert sentence.caption.endswith("loket 3, DPMPTSP.")


def test_coverage_asks_for_what_is_said_with_it() -> None:
    """Look-ahead makes the clips that a changed entry needs."""
    phrases = call_phrases(["A"], ["Loket 3"], ["DPMPTSP"], dictionary=OWN)
    assert MODAL in phrases
    assert "de pe em pe te es pe" not in phrases


def test_every_shipped_entry_is_sayable() -> None:
    """And can be written over by the same rules as a hall's own."""
    assert all(SAYABLE.fullmatch(check_entry(*entry)) for entry in SHIPPED.items())


@pytest.mark.parametrize(
    "service",
    ["DPMPTSP", "Dukcapil", "Dinkes", "Dinsos", "Perpustakaan dan Kearsipan", "Bank SumselBabel"],
)
def test_the_shipped_pack_says_the_services_with_it(service: str) -> None:
    """The shipped entries ask for no other clips than the shipped pack holds."""
    words = CallWords(parse_ticket("A-012"), "Loket 3", service)
    assert word_call(words, make_dictionary({})) == word_call(words)


@pytest.mark.parametrize(
    ("written", "spoken", "field"),
    [
        ("", "kata", "written"),
        ("A", "kata", "written"),
        ("12", "kata", "written"),
        ("a/b", "kata", "written"),
        ("a\nb", "kata", "written"),
        ("<b>", "kata", "written"),
        ("你好", "kata", "written"),
        ("x" * 65, "kata", "written"),
        ("KTP", "", "spoken"),
        ("KTP", "...", "spoken"),
        ("KTP", "🙂", "spoken"),
        ("KTP", "你好", "spoken"),
        ("KTP", "kata " * 50, "spoken"),
    ],
)
def test_what_cannot_be_an_entry_is_refused_by_field(written: str, spoken: str, field: str) -> None:
    """Staff learn which of the two it was."""
    with pytest.raises(WordingError) as refusal:
        check_entry(written, spoken)
    assert refusal.value.field == field


def test_an_entry_is_said_as_words() -> None:
    """Figures, letters and marks of the spoken form are read like any text."""
    assert check_entry("PIN", "PIN 2, baru!") == "pin dua baru"


def test_what_can_no_longer_be_said_is_left_out() -> None:
    """A row of another release does not stop a call."""
    assert word_text("KTP", make_dictionary({"KTP": "🙂"})).spoken == "ka te pe."


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=4), TEXTS)
@settings(max_examples=400, deadline=None)
def test_whatever_a_dictionary_holds_only_words_are_said(own: dict[str, str], text: str) -> None:
    """Also one that was never checked: a journal of another release, a restored backup."""
    sentence, field = attempt(lambda: word_text(text, make_dictionary(own)))
    assert field in {None, "text"}
    if sentence is not None:
        assert all(SAYABLE.fullmatch(phrase.text) for phrase in sentence.phrases)


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_entry_is_kept_or_refused(written: str, spoken: str) -> None:
    """What is kept is found again as a whole word, and said as words."""
    words, field = attempt(lambda: check_entry(written, spoken))
    assert field in {None, "written", "spoken"}
    if words is not None:
        assert SAYABLE.fullmatch(words)
        said = word_text(written, make_dictionary({written: spoken})).spoken
        assert said.replace(",", "").replace(".", "").lower() == words.lower()
